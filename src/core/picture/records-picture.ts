import type { DomainReport } from '../domain/report.ts';
import type { DnsStatus, NameStatus } from '../domain/status.ts';
import { quotedText } from '../quoted-text.ts';
import type { PictureMark } from './picture-mark.ts';

/** A record that is there, or that should be. */
export interface DrawnRecord {
  readonly type: string;
  /** Fit to be shown. */
  readonly value: string;
  /** `extra`: nobody said whether it should be there; `missing`: it should be, and is not. */
  readonly state: 'expected' | 'wrong' | 'missing' | 'extra';
  /** The state in words. */
  readonly words: string;
  /** What answers where it leads; null where it leads to no address, or is not there. */
  readonly server: { readonly mark: PictureMark; readonly words: string } | null;
}

export interface NameRecords {
  readonly name: string;
  readonly mark: PictureMark;
  readonly words: string;
  readonly records: readonly DrawnRecord[];
}

export interface RecordsPicture {
  readonly kind: 'records';
  readonly title: string;
  /** The same in words. */
  readonly text: string;
  readonly names: readonly NameRecords[];
  /** How many names are left out. */
  readonly left: number;
}

/** So many names are drawn, those that need somebody first, and so many records of one. */
const mostNames = 12;
const mostRecords = 12;

/** Which records of a name a picture is about: those that lead to servers, or those that hand validation on. */
export type RecordsOf = 'addresses' | 'delegation';

const typesOf: Readonly<Record<RecordsOf, readonly string[]>> = {
  addresses: ['A', 'AAAA'],
  delegation: ['CNAME', 'TXT'],
};

/** Each name, its records as they are and as they should be, and what answers behind them; null where there is none. */
export function recordsPicture(
  of: RecordsOf,
  { names, observations }: Pick<DomainReport, 'names' | 'observations'>,
): RecordsPicture | null {
  const types = typesOf[of];
  const drawn = names
    .map((status): NameRecords => ({
      name: of === 'delegation' ? `_acme-challenge.${status.name.replace(/^\*\./, '')}` : status.name,
      ...statusMarks[status.dns],
      records: recordsOf(status, types, observations).slice(0, mostRecords),
    }))
    .filter(({ records }) => records.length > 0);
  if (drawn.length === 0) return null;
  const shown = drawn.toSorted((one, other) => urgency(one) - urgency(other)).slice(0, mostNames);
  const title = of === 'addresses' ? 'From the names to the servers' : 'Where validation is handed on';
  return {
    kind: 'records',
    title,
    text: shown.map(nameText).join(' '),
    names: shown,
    left: drawn.length - shown.length,
  };
}

const statusMarks: Readonly<Record<DnsStatus, { readonly mark: PictureMark; readonly words: string }>> = {
  valid: { mark: 'fine', words: 'valid' },
  pending: { mark: 'warning', words: 'pending' },
  missing: { mark: 'problem', words: 'missing' },
  wrong: { mark: 'problem', words: 'wrong' },
  duplicate: { mark: 'problem', words: 'duplicate' },
  error: { mark: 'problem', words: 'error' },
  unknown: { mark: 'unknown', words: 'unknown' },
  'not-needed': { mark: 'fine', words: 'an IP address' },
};

function urgency({ mark }: NameRecords): number {
  return ['problem', 'warning', 'unknown', 'fine'].indexOf(mark);
}

function recordsOf(
  { name, dns, expected, found }: NameStatus,
  types: readonly string[],
  observations: DomainReport['observations'],
): readonly DrawnRecord[] {
  const ofType = (record: string): boolean => types.includes(typeOf(record));
  const wanted = expected.filter(ofType);
  const there = found.filter(ofType);
  return [
    ...there.map((record): DrawnRecord => {
      const state = wanted.length === 0 ? 'extra' : wanted.includes(record) ? 'expected' : 'wrong';
      return { ...drawnRecord(record, state), server: serverAt(name, record, observations) };
    }),
    // What is expected of a name that nobody could ask for is not missing.
    ...(dns === 'unknown' ? [] : wanted.filter((record) => !there.includes(record))).map((record) => ({
      ...drawnRecord(record, 'missing' as const),
      server: null,
    })),
  ];
}

const stateWords: Readonly<Record<DrawnRecord['state'], string>> = {
  expected: 'as expected',
  wrong: 'not expected',
  missing: 'missing',
  extra: 'found',
};

function drawnRecord(record: string, state: DrawnRecord['state']): Omit<DrawnRecord, 'server'> {
  const type = typeOf(record);
  return { type, value: quotedText(record.slice(type.length + 1), 80), state, words: stateWords[state] };
}

function typeOf(record: string): string {
  return record.split(' ', 1)[0] ?? '';
}

/** Who answers at the address that a record leads to, over HTTP or TLS, for this name. */
function serverAt(name: string, record: string, { http, tls }: DomainReport['observations']): DrawnRecord['server'] {
  const type = typeOf(record);
  if (type !== 'A' && type !== 'AAAA') return null;
  const address = record.slice(type.length + 1);
  const fetches = http.filter((one) => one.name === name && one.address === address);
  const handshakes = tls.filter((one) => one.serverName === name && one.address === address);
  const overHttp = fetches.some(({ outcome, hops }) => outcome.kind === 'response' || hops.length > 0);
  const overTls = handshakes.some(({ outcome }) => outcome.kind === 'handshake' || outcome.reason === 'alert');
  const answers = [...(overHttp ? ['HTTP'] : []), ...(overTls ? ['TLS'] : [])];
  if (answers.length > 0) return { mark: 'fine', words: `answers over ${answers.join(' and ')}` };
  if (fetches.length + handshakes.length === 0) return { mark: 'unknown', words: 'not looked at' };
  return { mark: 'problem', words: 'does not answer' };
}

function nameText({ name, words, records }: NameRecords): string {
  const parts = records.map(({ type, value, words: state, server }) => {
    return `${type} ${value} (${state})${server === null ? '' : `, which ${server.words === 'not looked at' ? 'was not looked at' : server.words}`}`;
  });
  return `${name}, ${words}: ${parts.join('; ')}.`;
}
