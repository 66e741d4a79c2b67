import type { DomainIntent } from '../../domain/intent.ts';
import { isAddress, textOf } from '../../domain/name.ts';
import type { DomainReport } from '../../domain/report.ts';
import type { NameStatus } from '../../domain/status.ts';
import type { HostObservation } from '../../host/host-observation.ts';
import type { ProblemId } from '../../problem/catalogue.ts';
import { withoutStar, type Evidence, type EvidenceRow } from '../evidence.ts';
import type { Look } from '../look.ts';

/** What a look shows of one need, for a step that asks for these problems. Silence, and whatever was not looked at, is `missing` and never fine. */
export type Collect = (intent: DomainIntent, look: Look, asks: readonly ProblemId[]) => Evidence;

export function plain(rows: readonly EvidenceRow[], missing: string | null = null): Evidence {
  return { rows, missing, question: null };
}

export function unseen(name: string, part: string | null, what = name): EvidenceRow {
  return { name, part, what, seen: 'was not looked at', expected: null, mark: 'unknown' };
}

/** A row about the machine, under the domain's own name: findings about the machine are told of the domain. */
export function machineRow(intent: DomainIntent, what: string, seen: string, mark: EvidenceRow['mark']): EvidenceRow {
  return { name: intent.name.ascii, part: null, what, seen, expected: null, mark };
}

/** What the machine shows of itself, for a step that cannot do without. */
export function onServer({ report }: Look, collect: (host: HostObservation) => Evidence): Evidence {
  const { host } = report.observations;
  if (host) return collect(host);
  const missing =
    host === null
      ? `Cert Doctor ran on ${report.vantage}, which does not serve the domain, so it cannot look into the server.`
      : 'Nobody looked at the machine itself.';
  return plain([], missing);
}

export interface NamedAddresses {
  readonly name: string;
  /** Empty where none is known, so that nothing holds for every address of the name. */
  readonly addresses: readonly string[];
}

/** Every name that HTTP or TLS can be spoken with, and its addresses. */
export function addressesOfNames(intent: DomainIntent, report: DomainReport): readonly NamedAddresses[] {
  return intent.names
    .filter(({ wildcard }) => !wildcard)
    .map(({ ascii }) => ({ name: ascii, addresses: addressesOf(report, ascii) }));
}

export function addressless(name: string): EvidenceRow {
  return { ...unseen(name, null), seen: 'no address is known to look at' };
}

/** One row for every address of every name; what was not looked at is unknown. */
export function perAddress(
  intent: DomainIntent,
  report: DomainReport,
  look: (name: string, address: string) => EvidenceRow | null,
): Evidence {
  const rows = addressesOfNames(intent, report).flatMap(({ name, addresses }): readonly EvidenceRow[] =>
    addresses.length === 0
      ? [addressless(name)]
      : addresses.map((address) => look(name, address) ?? unseen(name, address, `${name} at ${address}`)),
  );
  return plain(rows);
}

export function namesOf(intent: DomainIntent): readonly string[] {
  return intent.names.map(textOf);
}

/** The names that DNS knows, each once, without stars. */
export function zoneNames(intent: DomainIntent): readonly string[] {
  return [...new Set(intent.names.filter((name) => !isAddress(name)).map(({ ascii }) => withoutStar(ascii)))];
}

function addressesOf({ names }: DomainReport, name: string): readonly string[] {
  const status = names.find((one) => one.name === name);
  return status === undefined ? [] : addressRecords(status);
}

/** Addresses among the records of a name, which are written as `A 203.0.113.10`; of an IP address itself. */
export function addressRecords({ name, dns, found }: NameStatus): readonly string[] {
  if (dns === 'not-needed') return [name];
  return found.flatMap((record) => {
    const [type, value] = record.split(' ');
    return (type === 'A' || type === 'AAAA') && value !== undefined ? [value] : [];
  });
}

export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

export function listed(texts: readonly string[]): string {
  const [only] = texts;
  if (texts.length <= 1) return only ?? 'nothing';
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
}
