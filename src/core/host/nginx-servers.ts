import { canonicalAddress } from '../dns/address.ts';
import type { NginxDirective } from './nginx-config.ts';

/** Where a server block listens. */
export interface NginxListen {
  /** An address as configured, `*` or `[::]` for all, `unix:...`. */
  readonly address: string;
  readonly port: number;
  readonly ssl: boolean;
  readonly defaultServer: boolean;
}

/** One `server { }` of an nginx configuration, as far as certificates and challenges are concerned. */
export interface NginxServer {
  readonly file: string;
  readonly line: number;
  /** As configured: `example.com`, `*.example.com`, `.example.com`, `~^regex$`; hostile. */
  readonly names: readonly string[];
  readonly listens: readonly NginxListen[];
  /** Paths as configured: absolute, or relative to the configuration's folder. A path with a variable is read at each handshake. */
  readonly certificates: readonly string[];
  readonly keys: readonly string[];
  readonly root: string | null;
}

/** The server blocks of `http`, in their order, with what they inherit. */
export function serversOf(directives: readonly NginxDirective[]): readonly NginxServer[] {
  return directives
    .filter(({ name }) => name === 'http')
    .flatMap(({ block }) => {
      const http = block ?? [];
      return http.filter(({ name, block: own }) => name === 'server' && own !== null).map((one) => serverOf(one, http));
    });
}

function serverOf({ block, file, line }: NginxDirective, http: readonly NginxDirective[]): NginxServer {
  const own = block ?? [];
  const args = (name: string): readonly (readonly string[])[] => {
    const here = own.filter((directive) => directive.name === name);
    return (here.length > 0 ? here : http.filter((directive) => directive.name === name)).map((one) => one.args);
  };
  const first = (name: string): readonly string[] => args(name).flatMap(([value]) => value ?? []);
  // `ssl on;` is what nginx before 1.25.1 also took.
  const allSsl = first('ssl').includes('on');
  const listens = own.filter(({ name }) => name === 'listen').map(({ args: said }) => listenOf(said, allSsl));
  return {
    file,
    line,
    names: own.filter(({ name }) => name === 'server_name').flatMap(({ args: said }) => said),
    listens: listens.length > 0 ? listens : [{ address: '*', port: 80, ssl: allSsl, defaultServer: false }],
    certificates: first('ssl_certificate'),
    keys: first('ssl_certificate_key'),
    root: first('root')[0] ?? null,
  };
}

function listenOf([target = '', ...options]: readonly string[], allSsl: boolean): NginxListen {
  const flags = {
    ssl: allSsl || options.includes('ssl') || options.includes('quic'),
    defaultServer: options.includes('default_server') || options.includes('default'),
  };
  if (target.startsWith('unix:')) return { address: target, port: 0, ...flags };
  if (isPort(target)) return { address: '*', port: Number(target), ...flags };
  const colon = target.lastIndexOf(':');
  const hasPort = colon > 0 && isPort(target.slice(colon + 1)) && !target.endsWith(']');
  return {
    address: hasPort ? target.slice(0, colon) : target,
    port: hasPort ? Number(target.slice(colon + 1)) : 80,
    ...flags,
  };
}

function isPort(text: string): boolean {
  return text !== '' && text.length <= 5 && Array.from(text).every((char) => char >= '0' && char <= '9');
}

/** The server block that answers, and by which rule of nginx (`server_names`). */
export interface ChosenServer {
  readonly server: NginxServer;
  readonly by: 'name' | 'wildcard' | 'default';
}

/**
 * The block that answers for a name on a port of an address: the exact name, the longest wildcard in front, the longest
 * behind, then the default. Null where nothing listens there, or where a regular expression may decide: those are not run.
 */
export function serverFor(
  servers: readonly NginxServer[],
  name: string,
  address: string,
  port: number,
): ChosenServer | null {
  const listening = servers.flatMap((server) =>
    server.listens
      .filter((listen) => listen.port === port && listensAt(listen, address))
      .map((listen) => ({ server, listen })),
  );
  // Where some block names the address itself, the ones for all addresses do not answer there.
  const exact = listening.filter(({ listen }) => !isEvery(listen.address));
  const candidates = exact.length > 0 ? exact : listening;
  const named = candidates.find(({ server }) => server.names.some((one) => isExact(one, name)));
  if (named) return { server: named.server, by: 'name' };
  const wild = candidates
    .flatMap(({ server }) => server.names.map((one) => ({ server, fit: wildcardFit(one, name) })))
    .filter(({ fit }) => fit > 0)
    .toSorted((one, other) => other.fit - one.fit)[0];
  if (wild) return { server: wild.server, by: 'wildcard' };
  if (candidates.some(({ server }) => server.names.some((one) => one.startsWith('~')))) return null;
  const fallback = candidates.find(({ listen }) => listen.defaultServer) ?? candidates[0];
  return fallback ? { server: fallback.server, by: 'default' } : null;
}

/** Whether a block is meant for the name, whatever it listens at. */
export function isMeantFor({ names }: NginxServer, name: string): boolean {
  return names.some((one) => isExact(one, name) || wildcardFit(one, name) > 0);
}

/** `*.example.com` in the configuration or `.example.com` there. */
function isExact(configured: string, name: string): boolean {
  const own = configured.toLowerCase();
  return own === name || own === `.${name}`;
}

/** Length of the wildcard that fits, with those in front before those behind; 0 where none does. */
function wildcardFit(configured: string, name: string): number {
  const own = configured.toLowerCase();
  if (own.startsWith('*.') || own.startsWith('.')) {
    const tail = own.slice(own.indexOf('.'));
    return name.endsWith(tail) && name.length > tail.length ? 1_000 + tail.length : 0;
  }
  return own.endsWith('.*') && name.startsWith(own.slice(0, -1)) ? own.length : 0;
}

function isEvery(address: string): boolean {
  return address === '*' || address === '0.0.0.0' || address === '[::]' || address === '';
}

function listensAt({ address }: NginxListen, asked: string): boolean {
  if (address.startsWith('unix:')) return false;
  const isV6 = asked.includes(':');
  if (address === '[::]') return isV6;
  if (isEvery(address)) return !isV6;
  const bare = address.startsWith('[') ? address.slice(1, -1) : address;
  return canonicalAddress(bare) === asked;
}
