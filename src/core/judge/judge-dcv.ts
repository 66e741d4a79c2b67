import { challengeRecords, delegationState, isDangling, type ChallengeRecords } from '../dns/delegation.ts';
import { expectedTexts, isKeyDigest } from '../dns/expected-texts.ts';
import { persistentOwner, persistentState, type PersistentState } from '../dns/persistent-validation.ts';
import { isBogus } from '../dns/resolution.ts';
import { delegationTargetOf, isDnsMethod, type DomainIntent } from '../domain/intent.ts';
import { isAddress, textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { isServedWell } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { answersOf, dnsEvidence, observationEvidence } from './dns-evidence.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/** Does the method fit the names, and is `_acme-challenge` as DNS validation needs it? */
export function judgeDcv(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  // A name and its wildcard are proven at the same place.
  const byBase = new Map(intent.names.filter((name) => !isAddress(name)).map((name) => [name.ascii, name]));
  const made = [
    ...intent.names.flatMap((name) => judgeMethod(name, intent)),
    ...(intent.method === 'dns-persist-01' ? judgePersistent(intent, observations, context) : []),
    ...[...byBase.values()].flatMap((name) => {
      const found = challengeRecords(observations.dns, name.ascii);
      const servedWell = isServedWell(name, observations.tls, context.now);
      const target = delegationTargetOf(intent, name.ascii);
      return [
        ...judgeExpected(name, intent, found, observations),
        ...(target === null
          ? judgeUndelegated(name, intent, found, servedWell)
          : judgeDelegated(name, target, found, servedWell)),
      ];
    }),
  ];
  return made.map((one) => makeFinding(one, context));
}

/** BR §3.2.2.4: of the methods here, only DNS proves control of all names below one; none of an address (RFC 8738 §7). */
function judgeMethod(name: DomainName, { method }: DomainIntent): readonly Made[] {
  if (isAddress(name) && isDnsMethod(method)) {
    const what = `an IP address can only be validated by http-01 or tls-alpn-01, but ${method} is to be used`;
    return [{ problem: 'challenge-type-unavailable', subject: textOf(name), what }];
  }
  if (!name.wildcard || isDnsMethod(method)) return [];
  const what = `a wildcard can only be validated by DNS, but ${method} is to be used`;
  return [{ problem: 'wildcard-needs-dns01', subject: textOf(name), what }];
}

/** The record of dns-persist-01 stays: what is wrong with it now will be wrong at the next renewal. */
function judgePersistent(
  { names }: DomainIntent,
  { dns }: DomainObservations,
  { ca, now }: JudgeContext,
): readonly Made[] {
  return names.flatMap((name) => {
    if (isAddress(name)) return [];
    const { ascii: base, wildcard } = name;
    const { state, lookups } = persistentState(dns, { base, wildcard, identities: ca.caaIdentities, now });
    if (state === 'fits' || state === 'unseen') return [];
    const subject = textOf({ ascii: base, wildcard });
    const what = `${persistentOwner(base)} ${persistentWords(state, ca.name)}`;
    const problem = state === 'missing' ? 'dns-txt-missing' : 'dns-txt-wrong';
    return [{ problem, subject, what, evidence: dnsEvidence(lookups) }] as const;
  });
}

function persistentWords(state: Exclude<PersistentState, 'fits' | 'unseen'>, ca: string): string {
  switch (state) {
    case 'missing':
      return 'has no TXT record, which dns-persist-01 needs to stay there';
    case 'other-ca':
      return `has no TXT record for ${quotedText(ca)}`;
    case 'no-account':
      return 'names no ACME account (accounturi)';
    case 'no-wildcard':
      return 'does not allow wildcards (policy=wildcard)';
    case 'over':
      return 'was good until a time that is over (persistUntil)';
  }
}

/** The values that the CA asks for right now, at every name server: it asks any of them. */
function judgeExpected(
  name: DomainName,
  { expectedTexts: expected = [] }: DomainIntent,
  { owner }: ChallengeRecords,
  { dns, authority = [] }: DomainObservations,
): readonly Made[] {
  if (expected.length === 0) return [];
  const { place, servers } = expectedTexts(expected, owner, dns, authority);
  const lacking = servers.filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return [];
  const subject = textOf(name);
  const missing = [...new Set(lacking.flatMap((one) => one.missing))];
  const evidence = [
    { label: 'Expected', text: expected.map((text) => `${place} TXT ${text}`).join('\n') },
    ...observationEvidence(servers.map(({ observation }) => observation)),
  ];
  const where = lacking.length === servers.length ? '' : ` at ${listed(lacking.map(({ server }) => server))}`;
  const others = [...new Set(lacking.flatMap(({ texts }) => texts))].filter((text) => !expected.includes(text));
  if (others.length > 0) {
    const what = `the TXT record at ${place} is ${listed(others.map((text) => quotedText(text, 60)))}${where}, and not ${listed(missing)}, which the CA asks for`;
    return [{ problem: 'dns-txt-wrong', subject, what, evidence }];
  }
  const what = `the TXT record ${listed(missing)}, which the CA asks for, does not stand at ${place}${where}`;
  return [{ problem: 'dns-txt-missing', subject, what, evidence }];
}

function judgeDelegated(
  name: DomainName,
  target: string,
  found: ChallengeRecords,
  servedWell: boolean,
): readonly Made[] {
  const subject = textOf(name);
  const { owner } = found;
  const evidence = [{ label: 'Expected', text: `${owner} CNAME ${target}` }, ...dnsEvidence(found.lookups)];
  const missing = (): Made => {
    return { problem: 'delegation-missing', subject, what: `${owner} has no CNAME to ${target}`, evidence };
  };
  switch (delegationState(found, target)) {
    case 'valid':
    case 'unknown':
      return [];
    case 'missing':
      return [missing()];
    case 'wrong': {
      const what = `${owner} leads to ${listed(found.targets.map((one) => quotedText(one)))}, expected ${target}`;
      return [{ problem: 'delegation-wrong', subject, what, evidence }];
    }
    case 'duplicate': {
      const beside = found.ownTexts.length > 0 ? 'a TXT record' : 'more than one CNAME';
      const what = `${owner} holds ${beside}, where only the CNAME to ${target} may stand`;
      const duplicate: Made = { problem: 'delegation-duplicate', subject, what, evidence };
      return found.targets.includes(target) ? [duplicate] : [duplicate, missing()];
    }
    case 'proxied': {
      const what = `${owner} leads to ${listed(found.addresses)} instead of ${target}: the provider's proxy answers there`;
      return [{ problem: 'delegation-proxied', subject, what, evidence }];
    }
    case 'dangling':
      return [dangling(name, found, servedWell ? 'info' : 'error')];
    case 'failed':
      return [failing(name, found)];
  }
}

function judgeUndelegated(
  name: DomainName,
  { method, expectedTexts: expected = [] }: DomainIntent,
  found: ChallengeRecords,
  servedWell: boolean,
): readonly Made[] {
  const { targets, ownTexts, end, owner } = found;
  const texts = found.texts.filter((text) => !expected.includes(text));
  const needed = method === 'dns-01';
  const subject = textOf(name);
  const evidence = dnsEvidence(found.lookups);
  const made: Made[] = [];
  if (targets.length > 1 || (targets.length > 0 && ownTexts.length > 0)) {
    const what = `${owner} holds a CNAME and other records, of which DNS allows only one`;
    made.push({ problem: 'dns-cname-conflict', severity: needed ? 'error' : 'info', subject, what, evidence });
  }
  if (isDangling(found)) {
    made.push(dangling(name, found, needed && !servedWell ? 'error' : 'info'));
  }
  if (!needed) return made;
  if (end === 'failed' && targets.length === 0) made.push(failing(name, found));
  made.push(...found.doubled.map((one) => doubled(name, found, one, servedWell)));
  const foreign = texts.filter((text) => !isKeyDigest(text));
  // What is expected instead is told by itself.
  if (expected.length > 0) return made;
  if (foreign.length > 0) {
    const what = `the TXT record at ${owner} is ${quotedText(foreign[0] ?? '', 60)}, which no challenge asks for`;
    made.push({ problem: 'dns-txt-wrong', severity: 'warning', subject, what, evidence });
  } else if (texts.length > 0) {
    const what = `${texts.length === 1 ? 'a TXT record is' : `${texts.length} TXT records are`} left over at ${owner}`;
    made.push({ problem: 'dns-txt-stale', severity: 'info', subject, what, evidence });
  }
  return made;
}

/** Some targets exist only while a certificate is issued: a certificate in good use shows that this one does. */
function dangling(name: DomainName, found: ChallengeRecords, severity: 'error' | 'info'): Made {
  const where = listed(found.targets.map((target) => quotedText(target)));
  const ends = { nxdomain: 'which does not exist', loop: 'and from there back in a circle' } as const;
  const end = found.end === 'nxdomain' || found.end === 'loop' ? ends[found.end] : 'for which DNS gives no answer';
  const what = `${found.owner} leads to ${where}, ${end}`;
  return {
    problem: 'delegation-dangling',
    severity,
    subject: textOf(name),
    what,
    evidence: dnsEvidence(found.lookups),
  };
}

/** A certificate in good use shows that a record at the right place was found since. */
function doubled(
  name: DomainName,
  { owner, texts }: ChallengeRecords,
  wrong: ChallengeRecords['doubled'][number],
  servedWell: boolean,
): Made {
  const severity = servedWell ? 'info' : texts.length > 0 ? 'warning' : 'error';
  const what = `a TXT record stands at ${wrong.owner}, where nobody looks, instead of at ${owner}`;
  const evidence = dnsEvidence(wrong.lookups);
  return { problem: 'dns-txt-doubled', severity, subject: textOf(name), what, evidence };
}

function failing(name: DomainName, found: ChallengeRecords): Made {
  const failed = found.lookups.filter(({ result }) => result.kind === 'failed');
  return {
    problem: failed.some(isBogus) ? 'dns-dnssec' : 'dns-servfail',
    subject: textOf(name),
    what: `the question for the TXT record at ${found.owner} fails`,
    figures: answersOf(failed),
    evidence: dnsEvidence(found.lookups),
  };
}
