import type { TlsObservation } from '../certificate/handshake.ts';
import { valueText } from '../dns/record-text.ts';
import type { RecordType } from '../dns/answer.ts';
import { groupBy } from '../group-by.ts';
import type { HostObservation } from '../host/host-observation.ts';
import type { Site } from '../host/site.ts';
import { quotedText } from '../quoted-text.ts';
import type { DomainObservations } from './observations.ts';
import type { DomainReport } from './report.ts';

/**
 * What of a check is compared with later ones: small, plain and made fit to be shown. A subject that was not seen is not
 * among the keys, so that nothing that was out of sight counts as a change.
 */
export interface Landmarks {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** By `TYPE name`: the data of its records, in a fixed order; empty where there is none. */
  readonly records: Readonly<Record<string, readonly string[]>>;
  /** By `name at address`, with the port where it is not 443. */
  readonly served: Readonly<Record<string, ServedLandmark>>;
  /** `program at address:port`; null where nobody could look. */
  readonly listeners: readonly string[] | null;
  /** A line for each site of the web servers; null where there is none, or nobody could look. */
  readonly sites: readonly string[] | null;
}

export interface ServedLandmark {
  readonly issuer: string;
  readonly serial: string;
  readonly notAfter: string;
  /** Subjects of the certificates behind the leaf, as sent. */
  readonly chain: readonly string[];
}

/** Records by which a name is found and a certificate is allowed. Proofs (TXT) and serials (SOA) change with each use. */
const comparedTypes: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'NS', 'CAA', 'DS'];

/** What stands for a check that saw much: bounds of what is kept, and of what a kept file may bring. */
export const mostKeys = 500;
export const mostItems = 100;
export const longestText = 300;

export function landmarksOf({ at, observations }: Pick<DomainReport, 'at' | 'observations'>): Landmarks {
  const { host } = observations;
  return {
    at,
    records: recordsOf(observations),
    served: servedOf(observations.tls),
    listeners: host == null ? null : listenersOf(host),
    sites: host == null || host.servers.length === 0 ? null : sitesOf(host),
  };
}

function recordsOf({ dns }: DomainObservations): Landmarks['records'] {
  const answered = dns.filter(({ question, outcome }) => {
    const isSaid = outcome.kind === 'answer' && (outcome.rcode === 'NOERROR' || outcome.rcode === 'NXDOMAIN');
    // A label that was made up for one check.
    return isSaid && comparedTypes.includes(question.type) && !question.name.startsWith('cert-doctor-');
  });
  const byQuestion = groupBy(answered, ({ question }) => `${question.type} ${question.name}`);
  return Object.fromEntries(
    [...byQuestion].slice(0, mostKeys).map(([key, observations]) => {
      const values = observations.flatMap(({ question, outcome }) =>
        outcome.kind === 'answer'
          ? outcome.records.filter(({ type }) => type === question.type).map((record) => shown(valueText(record)))
          : [],
      );
      return [shown(key), [...new Set(values)].toSorted().slice(0, mostItems)];
    }),
  );
}

function servedOf(tls: readonly TlsObservation[]): Landmarks['served'] {
  const entries = tls.flatMap(({ serverName, address, port, outcome }): readonly [string, ServedLandmark][] => {
    if (outcome.kind !== 'handshake' || serverName.startsWith('cert-doctor-')) return [];
    const [leaf, ...behind] = outcome.chain;
    if (leaf === undefined) return [];
    const landmark: ServedLandmark = {
      issuer: shown(leaf.issuer),
      serial: shown(leaf.serialNumber),
      notAfter: shown(leaf.notAfter),
      chain: behind.map(({ subject }) => shown(subject)),
    };
    return [[shown(`${serverName} at ${address}${port === 443 ? '' : ` port ${port}`}`), landmark]];
  });
  return Object.fromEntries(entries.slice(0, mostKeys));
}

function listenersOf({ listeners }: HostObservation): readonly string[] | null {
  if (listeners === null) return null;
  // Another user's program is not named: seen once as root and once not, it must not look like another one.
  const lines = listeners
    .filter(({ program }) => program !== null)
    .map(({ address, port, program }) =>
      shown(`${program ?? ''} at ${address.includes(':') ? `[${address}]` : address}:${port}`),
    );
  return lines.length === 0 && listeners.length > 0 ? null : [...new Set(lines)].toSorted().slice(0, mostItems);
}

function sitesOf({ servers }: HostObservation): readonly string[] {
  return servers
    .flatMap(({ sites }) => sites)
    .slice(0, mostItems)
    .map(siteLine);
}

function siteLine({ file, names, listens, certificates }: Site): string {
  const where = listens.map(({ address, port, ssl }) => `${address}:${port}${ssl ? ' ssl' : ''}`).join(', ');
  return shown(
    `${names.join(' ') || '(no name)'} on ${where} with ${certificates.join(', ') || 'no certificate'} (${file})`,
  );
}

function shown(text: string): string {
  return quotedText(text, longestText - 1);
}
