import { coversName } from './host-name-pattern.ts';

/** A program that answers for sites, by its project's own name. */
export type ServerSoftware = 'nginx' | 'apache' | 'haproxy' | 'caddy';

/** Where a site listens. */
export interface SiteListen {
  /** An address as configured, `*` or `[::]` for all, `unix:...`. */
  readonly address: string;
  readonly port: number;
  readonly ssl: boolean;
  /** The software is told that this one answers where no name fits. */
  readonly defaultServer: boolean;
}

/**
 * What a web server keeps apart by name: a server block of nginx, a virtual host of Apache, a certificate at a `bind` of
 * HAProxy, a site block of Caddy; as far as certificates and challenges are concerned.
 */
export interface Site {
  readonly software: ServerSoftware;
  readonly file: string;
  /** 1-based; 0 where the configuration has no lines, as Caddy's JSON. */
  readonly line: number;
  /** As configured, in the software's own patterns (`.example.com` and `~^regex$` are nginx's); hostile. */
  readonly names: readonly string[];
  readonly listens: readonly SiteListen[];
  /** Paths as configured: absolute, or relative to the configuration's folder. A path with a variable is read at each handshake. */
  readonly certificates: readonly string[];
  /** Of each certificate in turn; the certificate's own file where it holds both. */
  readonly keys: readonly string[];
  /** It fetches its certificate itself, as Caddy does. */
  readonly automatic: boolean;
  /** The folder that it serves; null where it serves none, or the software's own. */
  readonly root: string | null;
}

/** Whether a site is meant for the name, whatever it listens at. */
export function isMeantFor({ software, names }: Site, name: string): boolean {
  return names.some((one) => coversName(software, one, name) !== null);
}
