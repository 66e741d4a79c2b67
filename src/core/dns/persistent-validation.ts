import type { DnsObservation } from './answer.ts';
import { parseIssuerValue } from './caa.ts';
import { lookupsOf, type Lookup } from './resolution.ts';

/** Where dns-persist-01 (draft-ietf-acme-dns-persist) looks for its record, which stays there between renewals. */
export function persistentOwner(base: string): string {
  return `_validation-persist.${base}`;
}

/** What keeps a record from letting the CA validate. `unseen`: no server said anything of it. */
export type PersistentState = 'fits' | 'unseen' | 'missing' | 'other-ca' | 'no-account' | 'no-wildcard' | 'over';

export interface PersistentQuestion {
  readonly base: string;
  readonly wildcard: boolean;
  /** By which names the CA calls itself, as in CAA records; empty: not known, and any will do. */
  readonly identities: readonly string[];
  readonly now: Date;
}

/** How far the best record at the place comes; its values have the grammar of CAA's (RFC 8659 §4.2). */
export function persistentState(
  dns: readonly DnsObservation[],
  { base, wildcard, identities, now }: PersistentQuestion,
): { readonly state: PersistentState; readonly lookups: readonly Lookup[] } {
  const lookups = lookupsOf(dns, persistentOwner(base), 'TXT');
  const known = lookups.filter(({ result }) => ['found', 'no-data', 'nxdomain'].includes(result.kind));
  if (known.length === 0) return { state: 'unseen', lookups };
  const texts = known.flatMap(({ result }) => {
    return result.kind === 'found' ? result.records.flatMap((one) => (one.type === 'TXT' ? [one.text] : [])) : [];
  });
  const lowered = identities.map((identity) => identity.toLowerCase());
  const states = texts.map((text): PersistentState => {
    const value = parseIssuerValue(text);
    if (value === null || (lowered.length > 0 && !lowered.includes(value.issuer))) return 'other-ca';
    const parameter = (tag: string) => value.parameters.find((one) => one.tag === tag)?.value;
    if (!URL.canParse(parameter('accounturi') ?? '')) return 'no-account';
    if (wildcard && parameter('policy')?.toLowerCase() !== 'wildcard') return 'no-wildcard';
    const until = parameter('persistuntil');
    return until !== undefined && Number(until) * 1_000 < now.getTime() ? 'over' : 'fits';
  });
  const bestFirst = ['fits', 'over', 'no-wildcard', 'no-account', 'other-ca'] as const;
  return { state: bestFirst.find((state) => states.includes(state)) ?? 'missing', lookups };
}

export interface PersistentDemand {
  /** By which of them the CA is called does not matter. */
  readonly issuers: readonly string[];
  readonly accountUrl: string;
  readonly wildcard: boolean;
  readonly now: Date;
}

/** Does this record let the CA validate for the account? */
export function fitsAccount(text: string, { issuers, accountUrl, wildcard, now }: PersistentDemand): boolean {
  const value = parseIssuerValue(text);
  if (value === null || !issuers.includes(value.issuer)) return false;
  const parameter = (tag: string) => value.parameters.find((one) => one.tag === tag)?.value;
  const until = parameter('persistuntil');
  return (
    parameter('accounturi') === accountUrl &&
    (!wildcard || parameter('policy')?.toLowerCase() === 'wildcard') &&
    (until === undefined || Number(until) * 1_000 >= now.getTime())
  );
}
