import type { DnsObservation, DnsRecord } from '../dns/answer.ts';
import {
  isWorking,
  referralOf,
  wordKey,
  wordOf,
  type AuthorityWord,
  type NameServerObservation,
  type ZoneObservation,
} from '../dns/authority.ts';
import { reservedKind } from '../dns/reserved-address.ts';
import { lookupsOf, type Lookup } from '../dns/resolution.ts';
import { isWithin, parentName } from '../dns/wire-record.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { groupBy } from '../group-by.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import type { JudgeContext } from './context.ts';
import { recordText } from '../dns/record-text.ts';
import { observationEvidence } from './dns-evidence.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/** Do the name servers of the zones that hold the names answer, all of them, alike, and as CAs ask? */
export function judgeAuthority(
  intent: DomainIntent,
  { authority = [], dns }: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  const zones = authority.filter((zone) => !isIntercepted(zone));
  const voiced = voicedFamilies(zones);
  const isTcpOurs = isTcpBlockedHere(zones);
  const made = zones.flatMap((zone) => {
    const subject = subjectOf(intent, zone);
    return [
      ...judgeLameness(zone, subject, voiced),
      ...judgeAgreement(zone, subject),
      ...judgeTransport(zone, subject, isTcpOurs),
      ...judgePropagation(zone, subject, dns),
    ];
  });
  return made.map((one) => makeFinding(one, context));
}

/**
 * Does somebody on the way answer in the servers' place? Then every one of them recurses and none has authority, which
 * says nothing of the zone.
 */
function isIntercepted({ servers }: ZoneObservation): boolean {
  const answers = servers
    .flatMap(({ answers: all }) => all)
    .flatMap(({ outcome }) => (outcome.kind === 'answer' ? [outcome] : []));
  return (
    answers.length > 0 &&
    answers.every(({ authoritative, recursionAvailable }) => !authoritative && recursionAvailable === true) &&
    answers.some(({ rcode }) => rcode === 'NOERROR')
  );
}

type Family = 'IPv4' | 'IPv6';

function familyOf(address: string): Family {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

/** Over which protocols did any name server answer? Silence over the other may be the fault of the network here. */
function voicedFamilies(zones: readonly ZoneObservation[]): ReadonlySet<Family> {
  const servers = zones.flatMap((zone) => zone.servers);
  return new Set(
    servers.flatMap(({ address, answers }) => {
      return address !== null && answers.some(({ outcome }) => outcome.kind === 'answer') ? [familyOf(address)] : [];
    }),
  );
}

/** Do all of several servers, which answer over UDP, stay silent over TCP? Then it is rather the network here that lets none through. */
function isTcpBlockedHere(zones: readonly ZoneObservation[]): boolean {
  const heard = zones.flatMap(({ zone, servers }) => servers.filter((server) => isWorking(server, zone)));
  const addresses = new Set(heard.map(({ address }) => address));
  return (
    addresses.size > 1 && heard.every(({ tcp }) => tcp?.outcome.kind === 'silence' && tcp.outcome.reason === 'timeout')
  );
}

/** The first name of the user's that the zone holds, or that leads into it. */
function subjectOf({ name, names }: DomainIntent, { zone }: ZoneObservation): string {
  return textOf(names.find(({ ascii }) => isWithin(ascii, zone)) ?? name);
}

function zoneText({ zone }: ZoneObservation): string {
  return zone === '' ? 'the root' : quotedText(zone);
}

function serverName({ name, address }: NameServerObservation): string {
  return address === null ? quotedText(name) : `${quotedText(name)} (${address})`;
}

function soaOf({ answers }: NameServerObservation, { zone }: ZoneObservation): DnsObservation | undefined {
  return answers.find(({ question }) => question.type === 'SOA' && question.name === zone);
}

/** Why a server is of no use to the zone, in words; null where it works, or where that is not known. */
function lameness(server: NameServerObservation, zone: ZoneObservation, voiced: ReadonlySet<Family>): string | null {
  if (server.address === null) return server.addressless === true ? 'has no address' : null;
  if (server.notAllowed === true)
    return `has the address of a network that is ${reservedKind(server.address) ?? 'reserved'}`;
  if (isWorking(server, zone.zone)) return null;
  const outcome = soaOf(server, zone)?.outcome;
  if (outcome === undefined) return null;
  if (server.plain?.outcome.kind === 'answer') return null;
  if (outcome.kind === 'answer') {
    return outcome.rcode === 'NOERROR' || outcome.rcode === 'NXDOMAIN'
      ? 'answers without authority'
      : `answers ${outcome.rcode}`;
  }
  const isHeard = voiced.has(familyOf(server.address));
  if (outcome.reason === 'refused') return 'does not listen on port 53';
  if (outcome.reason === 'hostile') return 'sends what is no answer';
  return outcome.reason === 'timeout' && isHeard ? 'does not answer' : null;
}

function judgeLameness(zone: ZoneObservation, subject: string, voiced: ReadonlySet<Family>): readonly Made[] {
  const lame = zone.servers.flatMap((server) => {
    const why = lameness(server, zone, voiced);
    return why === null ? [] : [{ server, why }];
  });
  if (lame.length === 0) return [];
  const isHeld = zone.servers.some((server) => isWorking(server, zone.zone));
  const all = lame.map(({ server, why }) => `${serverName(server)} ${why}`);
  const whose = isHeld ? 'not every name server' : 'no name server';
  return [
    {
      problem: 'dns-lame',
      severity: isHeld ? 'warning' : 'error',
      subject,
      what: `${whose} of ${zoneText(zone)} serves it: ${listed(all)}`,
      evidence: observationEvidence([
        ...zone.parent,
        ...lame.flatMap(({ server }) => server.answers.filter(({ question }) => question.name === zone.zone)),
      ]),
    },
  ];
}

/** Servers that know the zone, and what each says. */
function working(zone: ZoneObservation): readonly NameServerObservation[] {
  return zone.servers.filter((server) => isWorking(server, zone.zone));
}

function judgeAgreement(zone: ZoneObservation, subject: string): readonly Made[] {
  const servers = working(zone);
  const serials = serialsOf(zone, servers);
  const questions = groupBy(
    servers.flatMap(({ answers }) => answers).filter(({ question }) => question.type !== 'SOA'),
    ({ question }) => `${question.type} ${question.name}`,
  );
  const differing = [...questions.values()]
    .map((answers) => answers.flatMap((one) => wordOf(one) ?? []))
    .filter((words) => differ(words, serials.length > 1));
  const figures = serials.length > 1 ? [`serial numbers ${listed(serials)}`] : [];
  if (differing.length > 0) {
    const all = differing.map(([word]) => {
      const { question } = word?.observation ?? { question: { type: 'SOA', name: zone.zone } };
      return `${question.type} of ${quotedText(question.name)}`;
    });
    return [
      {
        problem: 'dns-inconsistent',
        severity: differing.every(([word]) => word?.observation.question.type === 'NS') ? 'warning' : 'error',
        subject,
        what: `the name servers of ${zoneText(zone)} give different answers for ${listed(all)}`,
        figures,
        evidence: observationEvidence(differing.flat().map(({ observation }) => observation)),
      },
    ];
  }
  if (serials.length > 1) {
    // Two providers count for themselves, and a change needs seconds to reach all: only other answers do harm.
    return [
      {
        problem: 'dns-inconsistent',
        severity: 'info',
        subject,
        what: `the name servers of ${zoneText(zone)} hold different versions of it, with the same answers for these names`,
        figures,
        evidence: observationEvidence(servers.flatMap((server) => soaOf(server, zone) ?? [])),
      },
    ];
  }
  return judgeDelegation(zone, subject);
}

/** Each serial number once, and who holds it. */
function serialsOf(zone: ZoneObservation, servers: readonly NameServerObservation[]): readonly string[] {
  const held = servers.flatMap((server) => {
    const soa = soaOf(server, zone);
    const records = soa?.outcome.kind === 'answer' ? soa.outcome.records : [];
    return records.flatMap((record) => (record.type === 'SOA' ? [{ serial: record.serial, server }] : []));
  });
  return [...groupBy(held, ({ serial }) => serial)].map(([serial, group]) => {
    return `${serial} at ${quotedText(group[0]?.server.name ?? '')}`;
  });
}

/** Addresses may differ where a server chooses them for who asks; not where the versions of the zone differ, or one has none. */
function differ(words: readonly AuthorityWord[], versionsDiffer: boolean): boolean {
  if (new Set(words.map(wordKey)).size < 2) return false;
  const isAddress = words.some(({ observation }) => ['A', 'AAAA'].includes(observation.question.type));
  const isChoice = words.every(
    ({ kind, records }) => kind === 'found' && records.every(({ type }) => type !== 'CNAME'),
  );
  return !isAddress || !isChoice || versionsDiffer;
}

/** The zone above hands down to other servers than the zone itself names. */
function judgeDelegation(zone: ZoneObservation, subject: string): readonly Made[] {
  const given = zone.parent
    .flatMap((one) => referralOf(one, parentName(zone.zone)) ?? [])
    .filter((one) => one.zone === zone.zone);
  const above = new Set(given.flatMap(({ names }) => names));
  const inside = new Set(
    working(zone)
      .flatMap(({ answers }) => answers.flatMap((one) => wordOf(one) ?? []))
      .flatMap(({ records }) =>
        records.flatMap((record) => (record.type === 'NS' && record.name === zone.zone ? [record.target] : [])),
      ),
  );
  if (above.size === 0 || inside.size === 0) return [];
  const onlyAbove = [...above].filter((name) => !inside.has(name));
  const onlyInside = [...inside].filter((name) => !above.has(name));
  const stale = zone.servers.filter(({ source, name, answers }) => {
    return (
      source === 'glue' &&
      answers.length > 0 &&
      zone.servers.some((other) => other.name === name && other.source === 'resolvers')
    );
  });
  const parts = [
    ...(onlyAbove.length > 0 ? [`only the zone above names ${listed(onlyAbove.map((name) => quotedText(name)))}`] : []),
    ...(onlyInside.length > 0
      ? [`only the zone itself names ${listed(onlyInside.map((name) => quotedText(name)))}`]
      : []),
    ...(stale.length > 0 ? [`the zone above gives another address for ${listed(stale.map(serverName))}`] : []),
  ];
  if (parts.length === 0) return [];
  return [
    {
      problem: 'dns-inconsistent',
      severity: 'info',
      subject,
      what: `the delegation of ${zoneText(zone)} differs from its own NS records: ${parts.join('; ')}`,
      evidence: observationEvidence([
        ...zone.parent,
        ...working(zone).flatMap(({ answers }) => answers.filter(({ question }) => question.type === 'NS')),
      ]),
    },
  ];
}

/** TCP, the case of the question and EDNS: what CAs use beside plain questions over UDP. */
function judgeTransport(zone: ZoneObservation, subject: string, isTcpOurs: boolean): readonly Made[] {
  const overUdp = zone.servers.filter((server) => isWorking(server, zone.zone));
  const noTcp = isTcpOurs
    ? []
    : overUdp.filter(({ tcp }) => tcp?.outcome.kind === 'silence' && tcp.outcome.reason !== 'cancelled');
  const flattened = overUdp.filter(({ answers }) =>
    answers.some(({ outcome }) => outcome.kind === 'answer' && outcome.caseFlattened === true),
  );
  const noEdns = zone.servers.filter((server) => {
    return server.plain !== null && wordOf(server.plain)?.kind === 'found' && !isWorking(server, zone.zone);
  });
  const made: Made[] = [];
  if (noTcp.length > 0) {
    const what = `${listed(noTcp.map(serverName))} of ${zoneText(zone)} answers over UDP and not over TCP`;
    const evidence = observationEvidence(noTcp.flatMap(({ tcp }) => tcp ?? []));
    made.push({ problem: 'dns-tcp-blocked', subject, what, evidence });
  }
  if (flattened.length > 0) {
    const what = `${listed(flattened.map(serverName))} of ${zoneText(zone)} repeats questions in other letters than they were asked in`;
    const evidence = observationEvidence(flattened.flatMap((server) => soaOf(server, zone) ?? []));
    made.push({ problem: 'dns-case-mangled', subject, what, evidence });
  }
  if (noEdns.length > 0) {
    const what = `${listed(noEdns.map(serverName))} of ${zoneText(zone)} has answers only for questions without EDNS, which no CA asks`;
    const evidence = observationEvidence(
      noEdns
        .flatMap((server) => [...(soaOf(server, zone) === undefined ? [] : [soaOf(server, zone)]), server.plain])
        .filter((one) => one !== undefined && one !== null),
    );
    const isHeld = overUdp.length > 0;
    made.push({ problem: 'dns-servfail', severity: isHeld ? 'warning' : 'error', subject, what, evidence });
  }
  return made;
}

/** The zone's servers agree, and a resolver says something else: an old answer in its cache. */
function judgePropagation(zone: ZoneObservation, subject: string, dns: readonly DnsObservation[]): readonly Made[] {
  const asked = groupBy(
    working(zone).flatMap(({ answers }) => answers),
    ({ question }) => `${question.type} ${question.name}`,
  );
  const stale = [...asked.values()].flatMap((answers) => {
    const words = answers.flatMap((one) => wordOf(one) ?? []);
    const [first] = words;
    if (
      first === undefined ||
      (first.observation.question.name === zone.zone && ['SOA', 'NS'].includes(first.observation.question.type))
    )
      return [];
    if (new Set(words.map(wordKey)).size > 1) return [];
    const { name, type } = first.observation.question;
    return lookupsOf(dns, name, type)
      .filter((lookup) => isStale(lookup, first))
      .map((lookup) => ({ lookup, word: first }));
  });
  if (stale.length === 0) return [];
  const all = stale.map(
    ({ word }) => `${word.observation.question.type} of ${quotedText(word.observation.question.name)}`,
  );
  const lives = Math.max(...stale.map(({ lookup }) => secondsLeft(lookup)));
  const who = listed(
    [...new Set(stale.map(({ lookup }) => lookup.server.address))].map((address) => quotedText(address)),
  );
  return [
    {
      problem: 'dns-propagation',
      subject,
      what: `the name servers of ${zoneText(zone)} and ${who} give different answers for ${listed([...new Set(all)])}`,
      figures: lives > 0 ? [`the old answer lives for ${lives} s more`] : [],
      evidence: observationEvidence(stale.flatMap(({ lookup, word }) => [word.observation, lookup.observation])),
    },
  ];
}

/** Addresses of one kind for another are the choice of a server or of a private view; whether there are any is not. */
function isStale({ observation, result }: Lookup, word: AuthorityWord): boolean {
  if (result.kind === 'failed' || result.kind === 'unanswered' || result.kind === 'loop') return false;
  const { type, name } = word.observation.question;
  const isAlias = word.records.some((record) => record.type === 'CNAME');
  const own = (observation.outcome.kind === 'answer' ? observation.outcome.records : []).filter(
    (record) => record.name === name,
  );
  const said = own.filter((record) => record.type === type || record.type === 'CNAME');
  if (word.kind !== 'found') return said.length > 0;
  if (said.length === 0) return true;
  if ((type === 'A' || type === 'AAAA') && !isAlias && said.every((record) => record.type === type)) return false;
  return valuesOf(said) !== valuesOf(word.records);
}

function valuesOf(records: readonly DnsRecord[]): string {
  return records.map(recordText).toSorted().join('\n');
}

/** How long a resolver keeps what it says: the TTL of its records, or of the SOA beside a negative answer (RFC 2308 §5). */
function secondsLeft({ observation: { outcome } }: Lookup): number {
  if (outcome.kind === 'silence') return 0;
  const records =
    outcome.records.length > 0 ? outcome.records : (outcome.authority ?? []).filter(({ type }) => type === 'SOA');
  return records.length === 0 ? 0 : Math.min(...records.map(({ ttl }) => ttl));
}
