import type { ChallengeMethod } from '../domain/intent.ts';
import type { DnsObservation, DnsRecord } from './answer.ts';
import { lookupsOf, type Lookup } from './resolution.ts';

export type CaaRecord = Extract<DnsRecord, { type: 'CAA' }>;

/** What the climb from a name towards the root comes to (RFC 8659 §3). */
export type RelevantCaa =
  /** The first name on the way that has a CAA RRset; its records hold for the name. */
  | {
      readonly kind: 'found';
      readonly at: string;
      readonly records: readonly CaaRecord[];
      readonly lookups: readonly Lookup[];
    }
  | { readonly kind: 'none' }
  /** A lookup on the way fails: a CA may not take that for permission (BR §3.2.2.8). */
  | { readonly kind: 'failed'; readonly at: string; readonly lookups: readonly Lookup[] }
  /** Nobody asked, nobody answered, or they say different things. */
  | { readonly kind: 'unknown' };

/** The CAA RRset that holds for a name in A-labels. Aliases are followed by the resolver, so a target's records count. */
export function relevantCaa(dns: readonly DnsObservation[], name: string): RelevantCaa {
  const labels = name.split('.');
  for (let depth = 0; depth < labels.length; depth++) {
    const at = labels.slice(depth).join('.');
    const lookups = lookupsOf(dns, at, 'CAA');
    const records = lookups.flatMap(({ result }) => (result.kind === 'found' ? result.records : []));
    if (records.length > 0) return { kind: 'found', at, records: distinct(records), lookups };
    const none = lookups.some(({ result }) => result.kind === 'no-data' || result.kind === 'nxdomain');
    const broken = lookups.some(({ result }) => result.kind === 'failed' || result.kind === 'loop');
    if (broken && !none) return { kind: 'failed', at, lookups };
    // Never asked, never answered, or none for one and a failure for another: a CA may see either.
    if (!none || broken) return { kind: 'unknown' };
  }
  return { kind: 'none' };
}

/** The same record from two servers counts once. */
function distinct(records: readonly DnsRecord[]): readonly CaaRecord[] {
  const caa = records.filter((record) => record.type === 'CAA');
  return [...new Map(caa.map((record) => [`${record.flags} ${record.tag} ${record.value}`, record])).values()];
}

export interface IssuerValue {
  /** In lower case; empty: nobody may issue. */
  readonly issuer: string;
  readonly parameters: readonly { readonly tag: string; readonly value: string }[];
}

/**
 * Reads the value of `issue` or `issuewild` by its grammar (RFC 8659 §4.2): `issuer; tag=value; tag=value`, with blanks
 * around each. Null where it is malformed; a semicolon may end the issuer, but not a parameter.
 */
export function parseIssuerValue(value: string): IssuerValue | null {
  const [issuer = '', ...rest] = value.split(';').map(trimBlanks);
  if (issuer !== '' && !issuer.split('.').every(isLabel)) return null;
  if (rest.length === 1 && rest[0] === '') rest.pop();
  const parameters: { tag: string; value: string }[] = [];
  for (const parameter of rest) {
    const equals = parameter.indexOf('=');
    const tag = trimBlanks(parameter.slice(0, Math.max(0, equals)));
    const content = trimBlanks(parameter.slice(equals + 1));
    if (!isLabel(tag) || !/^[\x21-\x7e]*$/.test(content)) return null;
    parameters.push({ tag: tag.toLowerCase(), value: content });
  }
  return { issuer: issuer.toLowerCase(), parameters };
}

/** Letters and digits, with hyphens between them. */
function isLabel(text: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(text) && !text.startsWith('-') && !text.endsWith('-');
}

export interface IssuanceQuestion {
  /** The names by which the CA calls itself in CAA records (`caaIdentities` of its directory). */
  readonly identities: readonly string[];
  readonly wildcard: boolean;
  readonly method: ChallengeMethod;
  /** URL of the ACME account; null where it is not known. */
  readonly accountUri: string | null;
  /** Flags that the CA takes for "critical"; 128 by RFC 8659 §4.1. */
  readonly criticalFlags?: number;
}

export type IssuanceVerdict =
  | { readonly kind: 'allowed' }
  /** Only these accounts may issue, and it is not known which one will. */
  | { readonly kind: 'depends-on-account'; readonly accounts: readonly string[] }
  | {
      readonly kind: 'forbidden';
      readonly reason: 'critical' | 'issuer' | 'nobody' | 'method' | 'account';
    };

/** Properties that CAs know (RFC 8659, RFC 9495, CA/B Forum); anything else with the critical bit forbids. */
const knownTags = new Set(['issue', 'issuewild', 'iodef', 'issuemail', 'issuevmc', 'contactemail', 'contactphone']);

/**
 * May this CA issue? RFC 8659 §3-5 and RFC 8657: tags in any case; `issuewild` goes before `issue` for wildcards and does
 * not count for other names; a set without the one that counts restricts nothing; a malformed value permits nobody.
 */
export function mayIssue(records: readonly CaaRecord[], question: IssuanceQuestion): IssuanceVerdict {
  const tagged = records.map((record) => ({ ...record, tag: record.tag.toLowerCase() }));
  const { criticalFlags = 128 } = question;
  if (tagged.some(({ flags, tag }) => (flags & criticalFlags) !== 0 && !knownTags.has(tag))) {
    return { kind: 'forbidden', reason: 'critical' };
  }
  const wild = tagged.filter(({ tag }) => tag === 'issuewild');
  const relevant = question.wildcard && wild.length > 0 ? wild : tagged.filter(({ tag }) => tag === 'issue');
  if (relevant.length === 0) return { kind: 'allowed' };

  const identities = question.identities.map((identity) => identity.toLowerCase());
  const values = relevant.map(({ value }) => parseIssuerValue(value));
  const ours = values.filter((value) => value !== null && identities.includes(value.issuer));
  if (ours.length === 0) {
    const nobody = values.every((value) => value === null || value.issuer === '');
    return { kind: 'forbidden', reason: nobody ? 'nobody' : 'issuer' };
  }
  const fitting = ours.filter((value) => allowsMethod(value, question.method));
  if (fitting.length === 0) return { kind: 'forbidden', reason: 'method' };
  const accounts = fitting.map((value) => parameter(value, 'accounturi'));
  if (accounts.some((uris) => uris.length === 0)) return { kind: 'allowed' };
  // RFC 8657 §3: one that is no URI, or more than one in a record, makes it fit no account.
  const single = accounts.flatMap((uris) => (uris.length === 1 ? uris.filter((uri) => URL.canParse(uri)) : []));
  if (question.accountUri === null && single.length > 0) return { kind: 'depends-on-account', accounts: single };
  return question.accountUri !== null && single.includes(question.accountUri)
    ? { kind: 'allowed' }
    : { kind: 'forbidden', reason: 'account' };
}

/** Values that no CA can read; they permit nobody, whatever was meant. */
export function malformedCaa(records: readonly CaaRecord[]): readonly CaaRecord[] {
  return records.filter(
    ({ tag, value }) => ['issue', 'issuewild'].includes(tag.toLowerCase()) && parseIssuerValue(value) === null,
  );
}

/** RFC 8657 §4: the exact name in the list; a list that breaks the grammar fits no method. */
function allowsMethod(value: IssuerValue | null, method: ChallengeMethod): boolean {
  return parameter(value, 'validationmethods').every((list) => {
    const methods = list.split(',');
    return methods.every((label) => /^[A-Za-z0-9-]+$/.test(label)) && methods.includes(method);
  });
}

function parameter(value: IssuerValue | null, tag: string): readonly string[] {
  return (value?.parameters ?? []).filter((one) => one.tag === tag).map((one) => one.value);
}

/** RFC 8659 knows blank and tab only. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(start, end);
}
