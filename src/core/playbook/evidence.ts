import type { ChallengeFetch, FetchFailure } from '../acme/challenge-fetch.ts';
import type { TlsFailure, TlsObservation } from '../certificate/handshake.ts';
import type { DnsObservation, DnsRecord, RecordType } from '../dns/answer.ts';
import { valueText } from '../dns/record-text.ts';
import { relevantCaa } from '../dns/caa.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainReport } from '../domain/report.ts';
import type { NameStatus } from '../domain/status.ts';
import type { Finding } from '../problem/finding.ts';
import type { Need } from './playbook.ts';

/** One thing that was looked at, and what was seen there. Text comes from outside and is hostile. */
export interface EvidenceRow {
  /** The name that was looked at, without the star of a wildcard. */
  readonly name: string;
  /** Which of the name's rows it is: an address or a record type; null where the name has one row. */
  readonly part: string | null;
  readonly what: string;
  readonly seen: string;
  /** What should have been seen; null where nobody said or it needs no saying. */
  readonly expected: string | null;
  readonly mark: 'fine' | 'problem' | 'unknown';
}

export interface Evidence {
  readonly rows: readonly EvidenceRow[];
  /** Why the step cannot be called fine although nothing wrong was seen; null where everything needed was seen. */
  readonly missing: string | null;
  /** What only the user knows, as a question; null where nothing has to be asked. */
  readonly question: string | null;
}

/** How many rows a step shows, and how much of one text. */
const maxRows = 40;
const maxText = 300;

/** What a report holds of what a step has to see. Silence, and whatever was not looked at, is `missing` and never fine. */
export function gather(need: Need, intent: DomainIntent, report: DomainReport): Evidence {
  const evidence = collectors[need](intent, report);
  const rows = evidence.rows.map((row) => ({ ...row, seen: short(row.seen), what: short(row.what) }));
  const [first] = rows.filter(({ mark }) => mark === 'unknown');
  const missing =
    evidence.missing ??
    (rows.length === 0 ? 'nothing was looked at' : first === undefined ? null : `${first.what}: ${first.seen}`);
  return { ...evidence, rows: rows.slice(0, maxRows), missing };
}

/**
 * The rows that the findings are about, marked as the problem that they are. A finding names the addresses or the record
 * types it is about; one that names none is about the name, of which a TXT record alone is no sign.
 */
export function agreeWith(findings: readonly Finding[], rows: readonly EvidenceRow[]): readonly EvidenceRow[] {
  const wrong = new Set(rows.filter(({ mark }) => mark === 'problem'));
  for (const { subject, message } of findings) {
    const words = new Set(message.split(/[\s,;()]+/));
    const own = rows.filter(({ name }) => name === withoutStar(subject));
    const named = own.filter(({ part }) => part !== null && words.has(part));
    if (named.length > 0) for (const row of named) wrong.add(row);
    else if (!own.some((row) => wrong.has(row))) for (const row of own) if (row.part !== 'TXT') wrong.add(row);
  }
  return rows.map((row) => (wrong.has(row) ? { ...row, mark: 'problem' } : row));
}

type Collect = (intent: DomainIntent, report: DomainReport) => Evidence;

const collectors: Readonly<Record<Need, Collect>> = {
  addresses: (intent, report) => {
    const rows = namesOf(intent).map((name): EvidenceRow => {
      const status = report.names.find((one) => one.name === name);
      return status === undefined ? unseen(withoutStar(name), null, name) : addressRow(status, report);
    });
    const valid = report.names.filter(({ dns }) => dns === 'valid');
    const unsaid = valid.filter(({ expected }) => expected.length === 0);
    const found = [...new Set(unsaid.flatMap((status) => addressesOf(status)))];
    const question =
      unsaid.length === 0
        ? null
        : `Is ${listed(found)} this server? Cert Doctor does not know the server's address, so it cannot tell.`;
    return { rows, missing: null, question };
  },

  'port-80': (intent, report) =>
    perAddress(intent, report, (name, address) => {
      const fetch = report.observations.http.find((one) => one.name === name && one.address === address);
      return fetch === undefined ? null : portRow(fetch);
    }),

  'port-443': (intent, report) =>
    perAddress(intent, report, (name, address) => {
      const tls = report.observations.tls.find((one) => one.serverName === name && one.address === address);
      return tls === undefined ? null : tlsPortRow(tls);
    }),

  site: (intent, report) => {
    const evidence = perAddress(intent, report, (name, address) => {
      const fetch = report.observations.http.find((one) => one.name === name && one.address === address);
      return fetch === undefined ? null : contentRow(fetch);
    });
    const madeUp = report.observations.http.some(
      ({ expected, outcome }) => expected === null && outcome.kind === 'response',
    );
    const missing =
      madeUp && evidence.missing === null
        ? 'Cert Doctor asked for a file that does not exist. The answer does not show whether this is the site that your ACME client writes to.'
        : evidence.missing;
    return { ...evidence, missing };
  },

  'challenge-record': (intent, { observations }) =>
    plain(
      baseNames(intent).flatMap((name) => [
        delegated(answerRow(observations.dns, name, 'CNAME'), intent.delegationTarget),
        answerRow(observations.dns, name, 'TXT'),
      ]),
    ),

  caa: (intent, { observations }) => plain(baseNames(intent).map((name) => caaRow(observations.dns, name))),

  served: (_intent, { observations }) => plain(observations.tls.map(servedRow)),
};

function plain(rows: readonly EvidenceRow[]): Evidence {
  return { rows, missing: null, question: null };
}

/** One row for every address of every name that HTTP or TLS can be spoken with; what was not looked at is unknown. */
function perAddress(
  intent: DomainIntent,
  report: DomainReport,
  look: (name: string, address: string) => EvidenceRow | null,
): Evidence {
  const rows = intent.names
    .filter(({ wildcard }) => !wildcard)
    .flatMap(({ ascii }): readonly EvidenceRow[] => {
      const status = report.names.find(({ name }) => name === ascii);
      const addresses = status === undefined ? [] : addressesOf(status);
      if (addresses.length === 0) return [{ ...unseen(ascii, null), seen: 'no address is known to look at' }];
      return addresses.map((address) => look(ascii, address) ?? unseen(ascii, address, `${ascii} at ${address}`));
    });
  return plain(rows);
}

function addressRow({ name, dns, expected, found }: NameStatus, report: DomainReport): EvidenceRow {
  const seen = found.length > 0 ? found.join(', ') : 'no record';
  const of = { name: withoutStar(name), part: null, what: name };
  if (dns === 'unknown') return { ...of, seen: silenceOf(name, report), expected: null, mark: 'unknown' };
  return {
    ...of,
    seen,
    expected: expected.length > 0 ? expected.join(', ') : null,
    mark: dns === 'valid' && found.length > 0 ? 'fine' : 'problem',
  };
}

/** Why nothing is known of a name: the first silence among the answers for it. */
function silenceOf(name: string, { observations }: DomainReport): string {
  const host = withoutStar(name);
  for (const { question, server, outcome } of observations.dns) {
    if (question.name !== host || outcome.kind !== 'silence') continue;
    return `the resolver ${server.address} gave no answer (${outcome.text})`;
  }
  return 'no resolver answered';
}

const deadPort: readonly FetchFailure[] = [
  'timeout-connect',
  'timeout-read',
  'refused',
  'unreachable',
  'reset',
  'not-http',
];
const notLooked: readonly FetchFailure[] = ['address-not-allowed', 'cancelled', 'other'];

function portRow({ name, address, outcome, hops, seen }: ChallengeFetch): EvidenceRow {
  const of = { name, part: address, what: `${name} at ${address}` };
  const status = hops[0]?.status ?? (outcome.kind === 'response' ? outcome.status : null);
  // A hop that answered proves the port, wherever the way failed afterwards.
  if (status !== null)
    return { ...of, seen: `answers, HTTP ${status}, ${duration(seen.ms)}`, expected: null, mark: 'fine' };
  if (outcome.kind === 'response') return { ...of, seen: 'answers', expected: null, mark: 'fine' };
  const mark = deadPort.includes(outcome.reason) ? 'problem' : 'unknown';
  return { ...of, seen: `${outcome.text}, ${duration(seen.ms)}`, expected: null, mark };
}

function contentRow({ name, address, outcome, expected, hops }: ChallengeFetch): EvidenceRow {
  const of = { name, part: address, what: `${name} at ${address}` };
  if (outcome.kind === 'failed') {
    const mark = notLooked.includes(outcome.reason) || deadPort.includes(outcome.reason) ? 'unknown' : 'problem';
    return { ...of, seen: outcome.text, expected: null, mark };
  }
  const server = hops.at(-1)?.server ?? null;
  const seen = [`HTTP ${outcome.status}`, outcome.contentType, server].filter((part) => part !== null).join(', ');
  if (expected === null) return { ...of, seen, expected: null, mark: 'unknown' };
  const right = outcome.status === 200 && outcome.body.trim() === expected;
  return {
    ...of,
    seen,
    expected: right ? null : `HTTP 200 and the token ${expected}`,
    mark: right ? 'fine' : 'problem',
  };
}

const deadTls: readonly TlsFailure[] = ['refused', 'timeout', 'unreachable', 'reset', 'not-tls'];

function tlsPortRow({ serverName, address, port, outcome }: TlsObservation): EvidenceRow {
  const of = { name: serverName, part: address, what: `${serverName} at ${address}:${port}` };
  if (outcome.kind === 'handshake')
    return { ...of, seen: `answers, ${outcome.protocol}`, expected: null, mark: 'fine' };
  // An alert is TLS's own word: somebody is there and speaks it.
  if (outcome.reason === 'alert') return { ...of, seen: outcome.text, expected: null, mark: 'fine' };
  return { ...of, seen: outcome.text, expected: null, mark: deadTls.includes(outcome.reason) ? 'problem' : 'unknown' };
}

function servedRow({ serverName, address, outcome }: TlsObservation): EvidenceRow {
  const of = { name: serverName, part: address, what: `${serverName} at ${address}` };
  if (outcome.kind === 'failed') return { ...of, seen: outcome.text, expected: null, mark: 'unknown' };
  const [leaf] = outcome.chain;
  if (leaf === undefined) return { ...of, seen: 'no certificate was sent', expected: null, mark: 'problem' };
  const seen = `serial ${leaf.serialNumber}, ${leaf.notBefore.slice(0, 10)} to ${leaf.notAfter.slice(0, 10)}`;
  return { ...of, seen, expected: null, mark: 'fine' };
}

/** What stands at `_acme-challenge` of a name. */
function answerRow(dns: readonly DnsObservation[], name: string, type: RecordType): EvidenceRow {
  const owner = `_acme-challenge.${name}`;
  const of = { name, part: type, what: `${owner} ${type}` };
  const asked = dns.filter(({ question }) => question.name === owner && question.type === type);
  const answers = asked.filter(isAuthority);
  const [silent] = asked.filter((one) => !isAuthority(one));
  if (asked.length === 0) return unseen(name, type, of.what);
  if (silent !== undefined && answers.length === 0)
    return { ...of, seen: failureOf(silent), expected: null, mark: 'unknown' };
  const records = answers.flatMap(({ outcome }) => (outcome.kind === 'answer' ? outcome.records : []));
  const texts = [...new Set(records.map(typedText))];
  return { ...of, seen: texts.length === 0 ? 'no record' : texts.join('; '), expected: null, mark: 'fine' };
}

/** The CNAME row, compared with where the name should be delegated to; null: it need not be delegated at all. */
function delegated(row: EvidenceRow, target: string | null): EvidenceRow {
  if (target === null || row.mark !== 'fine') return row;
  const expected = `CNAME ${target}`;
  return { ...row, expected, mark: row.seen.split('; ').includes(expected) ? 'fine' : 'problem' };
}

/** The CAA records that hold for a name, as the judgement sees them. */
function caaRow(dns: readonly DnsObservation[], name: string): EvidenceRow {
  const caa = relevantCaa(dns, name);
  const of = { name, part: null, what: `${name} CAA` };
  switch (caa.kind) {
    case 'found':
      return { ...of, seen: `${caa.at}: ${caa.records.map(typedText).join('; ')}`, expected: null, mark: 'fine' };
    case 'none':
      return { ...of, seen: 'no CAA record: every CA may issue', expected: null, mark: 'fine' };
    case 'failed':
    case 'unknown': {
      const failed = dns.find((one) => one.question.type === 'CAA' && isAtOrAbove(name, one) && !isAuthority(one));
      const seen = failed === undefined ? 'was not looked at' : `${failed.question.name}: ${failureOf(failed)}`;
      return { ...of, seen, expected: null, mark: 'unknown' };
    }
  }
}

function isAtOrAbove(name: string, { question }: DnsObservation): boolean {
  return name === question.name || name.endsWith(`.${question.name}`);
}

/** NOERROR and NXDOMAIN are statements about the name; every other code only says that the server could not make one. */
function isAuthority({ outcome }: DnsObservation): boolean {
  return outcome.kind === 'answer' && (outcome.rcode === 'NOERROR' || outcome.rcode === 'NXDOMAIN');
}

function failureOf({ server, outcome }: DnsObservation): string {
  return outcome.kind === 'answer'
    ? `the resolver ${server.address} answered ${outcome.rcode}`
    : `the resolver ${server.address} gave no answer (${outcome.text})`;
}

function typedText(record: DnsRecord): string {
  return record.type === 'CAA' ? valueText(record) : `${record.type} ${valueText(record)}`;
}

function unseen(name: string, part: string | null, what = name): EvidenceRow {
  return { name, part, what, seen: 'was not looked at', expected: null, mark: 'unknown' };
}

function withoutStar(name: string): string {
  return name.startsWith('*.') ? name.slice(2) : name;
}

function namesOf(intent: DomainIntent): readonly string[] {
  return intent.names.map(textOf);
}

function baseNames(intent: DomainIntent): readonly string[] {
  return [...new Set(intent.names.map(({ ascii }) => ascii))];
}

/** Addresses among the records of a name, which are written as `A 203.0.113.10`. */
function addressesOf({ found }: Pick<NameStatus, 'found'>): readonly string[] {
  return found.flatMap((record) => {
    const [type, value] = record.split(' ');
    return (type === 'A' || type === 'AAAA') && value !== undefined ? [value] : [];
  });
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'the address' : texts.join(' and ');
}

function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function short(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}
