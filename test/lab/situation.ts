import type { ProblemId } from '../../src/core/problem/catalogue.ts';
import type { DomainEntry } from '../../src/engine/discover/config-file.ts';
import type { DnsStatus, SslStatus } from '../../src/core/domain/status.ts';
import type { LeafRequest } from './authority.ts';
import type { NameServer } from './zones.ts';

/** One state of a domain, made by real servers, and what a check has to say of it. */
export interface Situation {
  /** Its domain is `id.example.com`; `id.example.org` where the zone is signed. */
  readonly id: string;
  /** What was done, in one sentence for people. */
  readonly what: string;
  /** The problem that stands first; null: the domain is healthy, and no finding is above a remark. */
  readonly finds: ProblemId | null;
  readonly ssl: SslStatus;
  /** Of its first name; the other ones are alike. */
  readonly dns: DnsStatus;
  /** Lines of the zone file, where `@` is the domain; an A record for each IPv4 address of its sites, AAAA for IPv6, unless said. */
  readonly records?: string;
  readonly zone?: OwnZone;
  /** None: an empty site without HTTPS. */
  readonly sites?: readonly Site[];
  /** What cert-doctor.json says beside the name; `@` stands for the domain. */
  readonly intent?: Partial<DomainEntry>;
  /** Options of `cert-doctor check` beside the usual ones; `PEBBLE-ROOT` is the file of the root behind Pebble's HTTPS. */
  readonly options?: readonly string[];
  /** How wrong the clock is of the machine that checks; not at all unless said. */
  readonly clockAheadDays?: number;
  /** The check runs on a machine of its own, which serves the domain. */
  readonly machine?: Machine;
  /** Why an oracle says something else than Cert Doctor: openssl of the certificate, delv of DNSSEC. */
  readonly oracleDiffers?: string;
}

/** A zone of the domain's own, delegated by the zone above. */
export interface OwnZone {
  readonly servers: readonly NameServer[];
  /** What the second name server holds in place of `records`. */
  readonly atSecond?: string;
  /** What it held before; the resolver with a long memory was asked then. */
  readonly before?: string;
  readonly dnssec?:
    'right' | 'no-ds' | 'bad-signature' | 'bad-caa-signature' | 'ds-mismatch' | 'expired' | 'not-signed';
}

export type Certificate = Partial<LeafRequest> & {
  /** What is sent with it, in this order; leaf and intermediate unless said. */
  readonly sends?: readonly ('leaf' | 'intermediate' | 'root' | 'unrelated')[];
  /** Another CA than the lab's: one that nobody trusts, one whose root is cross-signed by the lab's, Pebble... */
  readonly ca?: 'unknown' | 'cross-signed' | 'expired-intermediate' | 'pebble';
  /** What the OCSP answer says that is sent along. */
  readonly staple?: 'good' | 'revoked';
};

export interface Site {
  /** Addresses where it listens. */
  readonly at: readonly string[];
  /** Directives of nginx (or Apache) for port 80 in place of an empty folder; null: nothing. */
  readonly http?: string | null;
  /** Its names are the domain unless said; `@` stands for it. None: no HTTPS. */
  readonly certificate?: Certificate;
  /** Directives for port 443 in place of an empty folder. */
  readonly https?: string;
  readonly server?: 'nginx' | 'apache';
}

/** A machine with its own network, processes and files; those of web server and clients are empty at first. */
export interface Machine {
  /** Files below `/etc` by their paths; `@` stands for the domain. */
  readonly files?: Readonly<Record<string, string>>;
  /** Folders in which `fullchain.pem` and `privkey.pem` of a certificate are put. */
  readonly certificates?: Readonly<Record<string, Certificate>>;
  /** Lines of a shell before the check. */
  readonly start?: readonly string[];
  /** A systemd runs on it, with the units in its files, and has started these; none does unless said. */
  readonly systemd?: readonly string[];
}

/** The domain of a situation in A-labels. */
export function domainOf({ id, zone }: Pick<Situation, 'id' | 'zone'>): string {
  return `${id}.example.${zone?.dnssec === undefined ? 'com' : 'org'}`;
}

/** Puts the domain in the place of each `@`. */
export function withDomain(text: string, domain: string): string {
  return text.replaceAll('@', domain);
}
