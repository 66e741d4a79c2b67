import { aliasChain, isTooLong, type AliasChain } from '../dns/alias-chain.ts';
import type { DnsObservation } from '../dns/answer.ts';
import { wordsOn } from '../dns/authority.ts';
import type { NameResolution } from '../dns/name-resolution.ts';
import { isInHouse, reservedKind } from '../dns/reserved-address.ts';
import { isBogus, serverText, type Lookup } from '../dns/resolution.ts';
import { unregistered } from '../dns/unregistered.ts';
import { isDnsMethod, type DomainIntent } from '../domain/intent.ts';
import { isAddress, textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { Finding } from '../problem/finding.ts';
import { bogusQuestions } from './judge-dnssec.ts';
import { isOnItsWay } from './on-its-way.ts';
import { quotedText } from '../quoted-text.ts';
import { judgeAddresses, type AddressVerdict } from './address-verdict.ts';
import { hostsOf, isServedWell } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { answersOf, dnsEvidence } from './dns-evidence.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/** Do the names exist, may a CA issue for them at all, and do they lead to the server? */
export function judgeDns(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  const made = [
    ...intent.names.flatMap((name) => judgeIdentifier(name, observations.publicSuffixes, context)),
    ...hostsOf(intent).flatMap((name) => {
      const verdict = judgeAddresses(intent, name, observations);
      if (isAddress(name)) return judgeAddressName(name, verdict, observations, context);
      return [
        ...(isOnItsWay(name, observations) ? [] : judgeExistence(intent, verdict, observations)),
        ...judgeReserved(verdict, context),
        ...judgeTarget(intent, verdict),
        ...judgeAgreement(name, verdict, isServedWell(name, observations.tls, context.now)),
      ];
    }),
    ...intent.names.flatMap((name) => judgeZoneOf(name, intent, observations)),
  ];
  return made.map((one) => makeFinding(one, context));
}

/** Boulder's policy/pa.go and BR §7.1.4.2.1: what no CA takes, whatever DNS says. */
function judgeIdentifier(name: DomainName, suffixes: readonly string[], { ca }: JudgeContext): readonly Made[] {
  if (isAddress(name)) return [];
  const labels = name.ascii.split('.');
  const reason = () => {
    if (suffixes.includes(name.ascii)) return 'this is a public suffix, under which others register their names';
    if (name.ascii.includes('_')) return 'a name with an underscore may not stand in a certificate';
    if (labels.some((label) => label.slice(2, 4) === '--' && !label.startsWith('xn--'))) {
      return 'a label with hyphens in its third and fourth place is reserved';
    }
    return labels.length > 10 ? `${ca.name} takes names of at most 10 labels` : null;
  };
  const what = reason();
  return what === null ? [] : [{ problem: 'rejected-identifier', subject: textOf(name), what }];
}

/**
 * RFC 8738: what a CA takes for an IP address. None of the public CAs takes one that belongs to everybody (BR §4.2.2,
 * boulder policy/pa.go); in a house a CA of its own may, which the certificate in use shows.
 */
function judgeAddressName(
  name: DomainName,
  { notAllowed }: AddressVerdict,
  { tls }: DomainObservations,
  { ca, now }: JudgeContext,
): readonly Made[] {
  const subject = textOf(name);
  const kind = reservedKind(name.ascii);
  const servedWell = isServedWell(name, tls, now);
  if (kind !== null && (notAllowed.length > 0 || isInHouse(name.ascii))) {
    const severity = servedWell ? 'info' : 'error';
    const what = `it is no public address (${kind}), and no public CA issues for it`;
    return [{ problem: 'rejected-identifier', severity, subject, what }];
  }
  if (ca.takesAddresses === false) {
    const what = `${ca.name} issues for no IP address`;
    return [{ problem: 'rejected-identifier', severity: servedWell ? 'info' : 'error', subject, what }];
  }
  const profile = ca.addressProfile;
  if (profile === undefined || servedWell) return [];
  const what = `${ca.name} issues for an IP address only by its profile ${profile}, which the client has to ask for`;
  return [{ problem: 'profile-invalid', severity: 'info', subject, what }];
}

/** A wildcard needs no address, but a zone for the challenge. What its name above it lacks is told of that. */
function judgeZoneOf(name: DomainName, intent: DomainIntent, observations: DomainObservations): readonly Made[] {
  if (!name.wildcard || hostsOf(intent).some(({ ascii }) => ascii === name.ascii)) return [];
  const missing = unregistered(observations, name.ascii);
  if (missing === null) return [];
  const who = missing.saidBy === '' ? 'the root' : `the zone ${quotedText(missing.saidBy)}`;
  const what = `${who} says that there is no ${name.ascii}, so the record that the CA asks for can stand nowhere`;
  const evidence = dnsEvidence(missing.lookups);
  return [{ problem: 'dns-nxdomain', subject: textOf(name), what, figures: ['NXDOMAIN'], evidence }];
}

function judgeExistence(
  { method }: DomainIntent,
  { resolution }: AddressVerdict,
  observations: DomainObservations,
): readonly Made[] {
  const { name: subject, state, lookups, broken } = resolution;
  const evidence = dnsEvidence(lookups);
  const bogus = lookups.filter(isBogus);
  // Our own validation tells why.
  if (bogus.length > 0)
    return bogusQuestions(observations, subject).length > 0 ? [] : judgeValidation(resolution, bogus);
  const target = lookups.find(({ aliases }) => aliases.length > 0)?.aliases.at(-1);
  const whose = target === undefined ? 'the name' : `${quotedText(target)}, to which it is an alias,`;
  // DNS validation needs no address: then only visitors miss it.
  const common = { subject, evidence, severity: isDnsMethod(method) ? 'warning' : 'error' } as const;
  const chain = aliasChain([...observations.dns, ...saidByZones(observations)], subject);
  if (state !== 'found' && state !== 'unanswered') {
    if (chain.circle) return [circle(common)];
    if (isTooLong(chain)) return [endless(common, chain)];
  }
  switch (state) {
    case 'nxdomain':
      return [{ ...common, problem: 'dns-nxdomain', what: `${whose} does not exist in DNS`, figures: ['NXDOMAIN'] }];
    case 'no-address':
      return [{ ...common, problem: 'dns-no-address', what: `${whose} has neither an A nor an AAAA record` }];
    case 'loop':
      return [circle(common)];
    case 'failed':
      return [
        {
          problem: 'dns-servfail',
          subject,
          what: failureWords(chain, subject, observations),
          figures: answersOf(broken.flat()),
          evidence,
        },
      ];
    case 'found':
      return broken.map((failures) => ({
        problem: 'dns-servfail',
        severity: 'warning',
        subject,
        what: `the question for its ${failures[0]?.observation.question.type ?? ''} records fails`,
        figures: answersOf(failures),
        evidence: dnsEvidence(failures),
      }));
    case 'unanswered':
      return [];
  }
}

function circle(common: Omit<Made, 'problem' | 'what'>): Made {
  return { ...common, problem: 'dns-no-address', what: 'its CNAME records run in a circle and lead to no address' };
}

function endless(common: Omit<Made, 'problem' | 'what'>, { names }: AliasChain): Made {
  const evidence = [
    ...(common.evidence ?? []),
    { label: 'Aliases', text: names.map((one) => quotedText(one)).join('\n') },
  ];
  const what = `its CNAME records lead over ${names.length} names or more, further than resolvers follow them`;
  return { ...common, problem: 'dns-no-address', what, evidence };
}

/** Resolvers answer a circle of aliases, and too many of them, with SERVFAIL; the zone's own servers show it. */
function saidByZones({ authority = [] }: DomainObservations): readonly DnsObservation[] {
  return authority.flatMap(({ servers }) => servers.flatMap(({ answers }) => answers));
}

/** What fails where resolvers say SERVFAIL: not the name's own servers, where these do answer. */
function failureWords({ names }: AliasChain, name: string, { authority = [] }: DomainObservations): string {
  const target = names.at(-1);
  if (target !== undefined) {
    return `DNS fails for ${quotedText(target)}, to which it is an alias, so no address is known`;
  }
  const answered = (['A', 'AAAA'] as const).some((type) => wordsOn(authority, name, type).length > 0);
  return answered
    ? 'resolvers fail, although its name servers answer, so no address is known'
    : 'its name servers fail, so no address is known';
}

/** Resolvers that validate refuse what the zone says. One that finds an address all the same misses only the other family. */
function judgeValidation({ name, lookups }: NameResolution, bogus: readonly Lookup[]): readonly Made[] {
  const servers = new Set(bogus.map(({ server }) => serverText(server)));
  const asked = lookups.filter(({ server }) => servers.has(serverText(server)));
  const misses = asked.every(({ result }) => result.kind !== 'found');
  const types = [...new Set(bogus.map(({ observation }) => observation.question.type))];
  return [
    {
      problem: 'dns-dnssec',
      severity: misses ? 'error' : 'warning',
      subject: name,
      what: `the DNSSEC validation of its ${listed(types)} records fails; with validation switched off they are answered`,
      figures: answersOf(bogus),
      evidence: dnsEvidence(lookups),
    },
  ];
}

function judgeReserved({ resolution, notAllowed, deadPrivate }: AddressVerdict, { ca }: JudgeContext): readonly Made[] {
  const { name: subject, addresses, lookups } = resolution;
  const kindsOf = (list: readonly string[]) => {
    return listed(list.map((address) => `${address} (${reservedKind(address) ?? 'reserved'})`));
  };
  if (notAllowed.length > 0) {
    // Boulder drops such addresses and goes on with the others (va/dns.go).
    const severity = notAllowed.length < addresses.length ? ({ severity: 'warning' } as const) : {};
    const what = `it points to ${kindsOf(notAllowed)}, which nobody reaches over the Internet`;
    return [{ problem: 'address-reserved', ...severity, subject, what, evidence: dnsEvidence(lookups) }];
  }
  if (deadPrivate.length === 0) return [];
  const what = `it points to ${kindsOf(deadPrivate)}, where nothing answers and ${ca.name} cannot look`;
  return [{ problem: 'address-reserved', subject, what, evidence: dnsEvidence(lookups) }];
}

function judgeTarget(intent: DomainIntent, { resolution, unexpected, spreading }: AddressVerdict): readonly Made[] {
  if (unexpected.length === 0 || spreading) return [];
  const { name: subject, addresses, lookups } = resolution;
  const right = addresses.filter((address) => !unexpected.includes(address));
  const sixth = unexpected.filter((address) => address.includes(':'));
  const evidence = [{ label: 'Expected', text: intent.addresses.join(', ') }, ...dnsEvidence(lookups)];
  const expected = `expected ${listed(intent.addresses)}`;
  if (right.length > 0 && sixth.length === unexpected.length) {
    const what = `its AAAA record leads to ${listed(sixth)}, another machine than the server`;
    return [{ problem: 'ipv6-misrouted', subject, what, figures: [expected], evidence }];
  }
  const what = `it points to ${listed(unexpected)}, another machine than the server`;
  return [{ problem: 'dns-wrong-ip', subject, what, figures: [expected], evidence }];
}

/** Different answers matter where they lead to different things; a CDN gives every resolver its own addresses. */
function judgeAgreement(
  name: DomainName,
  { resolution: { disagreement }, spreading }: AddressVerdict,
  servedWell: boolean,
): readonly Made[] {
  if (disagreement.length === 0) return [];
  const allFound = disagreement.every(({ result }) => result.kind === 'found');
  const severity = servedWell && allFound && !spreading ? 'info' : 'warning';
  const subject = textOf(name);
  const evidence = dnsEvidence(disagreement);
  const what = 'resolvers give different answers';
  return [{ problem: 'dns-resolvers-differ', severity, subject, what, figures: answersOf(disagreement), evidence }];
}
