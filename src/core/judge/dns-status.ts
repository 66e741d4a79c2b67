import { challengeRecords, delegationState, type DelegationState } from '../dns/delegation.ts';
import { expectedTexts } from '../dns/expected-texts.ts';
import { isBogus } from '../dns/resolution.ts';
import { unansweredWords } from '../dns/unanswered-words.ts';
import { resolveName } from '../dns/name-resolution.ts';
import { unregistered } from '../dns/unregistered.ts';
import { delegationTargetOf, type DomainIntent } from '../domain/intent.ts';
import { isAddress, textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { DnsStatus, NameStatus } from '../domain/status.ts';
import { judgeAddresses } from './address-verdict.ts';
import { bogusQuestions } from './judge-dnssec.ts';
import { isOnItsWay } from './on-its-way.ts';

/** From the worst to the best, for a name that has an address and a delegation to judge. */
const worstFirst: readonly DnsStatus[] = ['error', 'missing', 'duplicate', 'wrong', 'pending', 'unknown', 'valid'];

/**
 * DNS status of one name (ST-2): its addresses against the server's, and the delegation of `_acme-challenge` where the
 * user expects one. A wildcard needs no address; its zone must be there and answer. An IP address needs no DNS.
 */
export function dnsStatus(name: DomainName, intent: DomainIntent, observations: DomainObservations): NameStatus {
  if (isAddress(name)) return { name: textOf(name), dns: 'not-needed', expected: [], found: [] };
  const challenge = challengeRecords(observations.dns, name.ascii);
  const target = delegationTargetOf(intent, name.ascii);
  const delegated = target === null ? [] : [delegationStatus[delegationState(challenge, target)]];
  const address = name.wildcard ? null : addressStatus(name, intent, observations);
  const zone = unregistered(observations, name.ascii) === null ? zoneStatus[challenge.end] : 'missing';
  const ownStatus = address?.dns ?? (target === null ? zone : null);
  const proof = textStatus(intent, challenge.owner, observations);
  const all = [...delegated, ...(proof === null ? [] : [proof.dns]), ...(ownStatus === null ? [] : [ownStatus])];
  const dns = worstFirst.find((status) => all.includes(status)) ?? 'unknown';
  const silent = [
    ...(name.wildcard ? [] : resolveName(observations.dns, name.ascii).lookups),
    ...challenge.lookups,
  ].filter(({ result }) => result.kind === 'unanswered');
  return {
    name: textOf(name),
    dns,
    ...(address === null || address.dns === dns ? {} : { addresses: address.dns }),
    expected: [
      ...(name.wildcard ? [] : intent.addresses.map(addressRecord)),
      ...(target === null ? [] : [`CNAME ${target}`]),
      ...(intent.expectedTexts ?? []).map((text) => `TXT ${text}`),
    ],
    found: [
      ...(address?.found ?? []),
      ...(target === null
        ? []
        : [...challenge.targets.map((one) => `CNAME ${one}`), ...challenge.ownTexts.map((text) => `TXT ${text}`)]),
      ...(proof?.found ?? []),
    ],
    ...(dns === 'unknown' ? { why: unansweredWords(silent) } : {}),
  };
}

/** How far the proofs that the CA asks for stand in DNS; null where none are known. */
function textStatus(
  { expectedTexts: expected = [] }: DomainIntent,
  owner: string,
  { dns, authority = [] }: DomainObservations,
): { readonly dns: DnsStatus; readonly found: readonly string[] } | null {
  if (expected.length === 0) return null;
  const { servers } = expectedTexts(expected, owner, dns, authority);
  const found = [...new Set(servers.flatMap(({ texts }) => texts))].map((text) => `TXT ${text}`);
  const lacking = servers.filter(({ missing }) => missing.length > 0);
  if (servers.length === 0) return { dns: 'unknown', found };
  if (lacking.length === 0) return { dns: 'valid', found };
  if (lacking.length < servers.length) return { dns: 'pending', found };
  return { dns: found.length === 0 ? 'missing' : 'wrong', found };
}

const delegationStatus: Readonly<Record<DelegationState, DnsStatus>> = {
  valid: 'valid',
  missing: 'missing',
  wrong: 'wrong',
  duplicate: 'duplicate',
  proxied: 'wrong',
  dangling: 'error',
  failed: 'error',
  unknown: 'unknown',
};

const zoneStatus = {
  exists: 'valid',
  nxdomain: 'valid',
  loop: 'error',
  failed: 'error',
  unknown: 'unknown',
} as const satisfies Record<string, DnsStatus>;

function addressStatus(
  name: DomainName,
  intent: DomainIntent,
  observations: DomainObservations,
): { readonly dns: DnsStatus; readonly found: readonly string[] } {
  const { resolution, unexpected, spreading, notAllowed } = judgeAddresses(intent, name, observations);
  const found = resolution.addresses.map(addressRecord);
  switch (resolution.state) {
    case 'nxdomain':
    case 'no-address':
      return { dns: isOnItsWay(name, observations) ? 'pending' : 'missing', found };
    case 'loop':
    case 'failed':
      return { dns: 'error', found };
    case 'unanswered':
      return { dns: 'unknown', found };
    case 'found':
      break;
  }
  if (resolution.lookups.some(isBogus) || bogusQuestions(observations, name.ascii).length > 0)
    return { dns: 'error', found };
  if (spreading) return { dns: 'pending', found };
  if (unexpected.length > 0 || notAllowed.length > 0) return { dns: 'wrong', found };
  const missingSomewhere = resolution.disagreement.some(({ result }) => result.kind !== 'found');
  if (missingSomewhere) return { dns: 'pending', found };
  if (resolution.broken.length > 0) return { dns: 'error', found };
  return { dns: resolution.partlySeen ? 'unknown' : 'valid', found };
}

function addressRecord(address: string): string {
  return `${address.includes(':') ? 'AAAA' : 'A'} ${address}`;
}
