import { expect, test } from 'vitest';
import type { DnsObservation, DnsOutcome, DnsSilence, RecordType } from '../../../src/core/dns/answer.ts';
import type { NameServerObservation, ZoneObservation } from '../../../src/core/dns/authority.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { answer, healthy, home, intent, judged, record, replaced, said } from './recorded.ts';

const zone = 'example.com';
type Texts = Parameters<typeof answer>[2];
type Answered = Extract<DnsOutcome, { kind: 'answer' }>;

/** What a name server says. */
function word(name: string, type: RecordType, records: Texts = [], changed: Partial<Answered> = {}): DnsObservation {
  const { outcome, ...rest } = answer(name, type, records);
  return { ...rest, outcome: { ...(outcome as Answered), authoritative: true, ...changed } };
}

function silent(name: string, type: RecordType, reason: DnsSilence = 'timeout'): DnsObservation {
  return { ...word(name, type), outcome: { kind: 'silence', reason, text: 'No answer came within 3000 ms.' } };
}

const soa = (serial = 1) => word(zone, 'SOA', [`${zone} SOA ns1.${zone} ${serial}`]);
const ns = word(zone, 'NS', [`${zone} NS ns1.${zone}`, `${zone} NS ns2.${zone}`]);

function server(
  name: string,
  address: string | null,
  changed: Partial<NameServerObservation> = {},
  ...words: readonly DnsObservation[]
): NameServerObservation {
  const answers = replaced(
    [soa(), ns, word(zone, 'A', [`${zone} A ${home}`]), word(zone, 'AAAA'), word(zone, 'CAA')],
    ...words,
  );
  return { name: `${name}.${zone}`, address, source: 'resolvers', answers, tcp: soa(), plain: null, ...changed };
}

const failing = (rcode: string): readonly DnsObservation[] =>
  server('x', '1.1.1.1').answers.map(({ question }) =>
    word(question.name, question.type, [], { rcode, authoritative: false }),
  );
const dead = server('x', '1.1.1.1').answers.map(({ question }) => silent(question.name, question.type));
const good = server('ns1', '192.0.2.1');

function report(
  servers: readonly NameServerObservation[],
  changed: Partial<ZoneObservation> = {},
  dns = healthy(zone).dns,
): DomainReport {
  return judged(intent(zone), { ...healthy(zone), dns, authority: [{ zone, parent: [], servers, ...changed }] });
}

const message = (seen: DomainReport): string => seen.findings[0]?.message ?? '';

test('servers that agree are no finding, and neither is a check that asked none', () => {
  expect(said(report([good, server('ns2', '192.0.2.2')]))).toEqual([]);
  expect(said(report([]))).toEqual([]);
});

test.each([
  ['REFUSED', failing('REFUSED'), 'answers REFUSED'],
  ['SERVFAIL', failing('SERVFAIL'), 'answers SERVFAIL'],
  ['answers without authority', failing('NOERROR'), 'answers without authority'],
  ['silence', dead, 'does not answer'],
])('one server of two with %s is a warning that names it', (_, words, why) => {
  const seen = report([good, server('ns2', '192.0.2.2', { tcp: null }, ...words)]);
  expect(said(seen)).toEqual(['dns-lame (warning)']);
  expect(message(seen)).toBe(
    `example.com: not every name server of example.com serves it: ns2.example.com (192.0.2.2) ${why} (seen from web-1).`,
  );
});

test('where no server holds the zone that is the error', () => {
  const seen = report([
    server('ns1', '192.0.2.1', {}, ...failing('REFUSED')),
    server('ns2', null, { addressless: true, answers: [], tcp: null }),
  ]);
  expect(said(seen)).toEqual(['dns-lame']);
  expect(message(seen)).toContain(
    'no name server of example.com serves it: ns1.example.com (192.0.2.1) answers REFUSED and ns2.example.com has no address',
  );
});

test('a server in a private network is none', () => {
  const seen = report([good, server('ns2', '10.0.0.1', { notAllowed: true, answers: [], tcp: null })]);
  expect(said(seen)).toEqual(['dns-lame (warning)']);
  expect(message(seen)).toContain('private');
});

test('silence over a protocol over which nobody answers may be ours, and is not held against the servers', () => {
  expect(said(report([good, server('ns2', '2001:db8::2', { tcp: null }, ...dead)]))).toEqual([]);
  const six = server('ns1', '2001:db8::1');
  expect(said(report([good, six, server('ns2', '2001:db8::2', { tcp: null }, ...dead)]))).toEqual([
    'dns-lame (warning)',
  ]);
  expect(said(report([server('ns1', '192.0.2.1', { tcp: null }, ...dead)]))).toEqual([]);
});

test('a network that answers in the servers’ place says nothing of them', () => {
  const answers = good.answers.map((one) => ({
    ...one,
    outcome: { ...one.outcome, authoritative: false, recursionAvailable: true } as DnsOutcome,
  }));
  expect(said(report([server('ns1', '192.0.2.1', { answers }), server('ns2', '192.0.2.2', { answers })]))).toEqual([]);
  // One that recurses beside one that holds the zone is lame.
  expect(said(report([good, server('ns2', '192.0.2.2', { answers })]))).toEqual(['dns-lame (warning)']);
});

test.each<[string, DnsObservation, string]>([
  ['an address that one lacks', word(zone, 'A', [], { rcode: 'NOERROR' }), 'A of example.com'],
  ['other CAA records', word(zone, 'CAA', [`${zone} CAA 0 issue other.example`]), 'CAA of example.com'],
])('%s is an error: chance decides what a CA sees', (_, words, what) => {
  const seen = report([good, server('ns2', '192.0.2.2', {}, words)]);
  expect(said(seen)).toEqual(['dns-inconsistent']);
  expect(message(seen)).toContain(`give different answers for ${what}`);
});

test('other addresses are the servers’ choice, unless they hold other versions of the zone', () => {
  const elsewhere = word(zone, 'A', [`${zone} A 198.51.100.7`]);
  expect(said(report([good, server('ns2', '192.0.2.2', {}, elsewhere)]))).toEqual([]);
  const old = report([good, server('ns2', '192.0.2.2', {}, elsewhere, soa(7))]);
  expect(said(old)).toEqual(['dns-inconsistent']);
  expect(message(old)).toContain('serial numbers 1 at ns1.example.com and 7 at ns2.example.com');
});

test('other versions with the same answers are a remark', () => {
  expect(said(report([good, server('ns2', '192.0.2.2', {}, soa(7))]))).toEqual(['dns-inconsistent (info)']);
});

test('a delegation that differs from the zone’s own NS records is a remark', () => {
  const parent = word(zone, 'NS', [], {
    authoritative: false,
    authority: [record(`${zone} NS ns1.${zone}`), record(`${zone} NS ns9.${zone}`)],
  });
  const seen = report([good], { parent: [parent] });
  expect(said(seen)).toEqual(['dns-inconsistent (info)']);
  expect(message(seen)).toContain(
    'only the zone above names ns9.example.com; only the zone itself names ns2.example.com',
  );
});

test('what CAs use beside plain questions over UDP is a warning where it does not work', () => {
  expect(said(report([good, server('ns2', '192.0.2.2', { tcp: silent(zone, 'SOA') })]))).toEqual([
    'dns-tcp-blocked (warning)',
  ]);
  expect(said(report([good, server('ns2', '192.0.2.2', { tcp: silent(zone, 'SOA', 'cancelled') })]))).toEqual([]);
  const flat = word(zone, 'SOA', [`${zone} SOA ns1.${zone} 1`], { caseFlattened: true });
  expect(said(report([good, server('ns2', '192.0.2.2', {}, flat)]))).toEqual(['dns-case-mangled (warning)']);
  const old = server('ns2', '192.0.2.2', { tcp: null, plain: soa() }, ...failing('FORMERR'));
  expect(said(report([good, old]))).toEqual(['dns-servfail (warning)']);
});

test('where several servers answer over UDP and none over TCP, the network here is meant rather than all of them', () => {
  const tcp = silent(zone, 'SOA');
  expect(said(report([server('ns1', '192.0.2.1', { tcp }), server('ns2', '192.0.2.2', { tcp })]))).toEqual([]);
  expect(said(report([server('ns1', '192.0.2.1', { tcp })]))).toEqual(['dns-tcp-blocked (warning)']);
});

test('a resolver that still says that there is nothing is behind, and the name is pending', () => {
  const dns = replaced(healthy(zone).dns, {
    ...answer(zone, 'A', [], { rcode: 'NXDOMAIN' }),
    outcome: {
      ...(answer(zone, 'A', [], { rcode: 'NXDOMAIN' }).outcome as Answered),
      authority: [{ ...record(`${zone} SOA ns1.${zone} 1`), ttl: 300 }],
    },
  });
  const seen = report([good, server('ns2', '192.0.2.2')], {}, dns);
  expect(said(seen)).toEqual(['dns-propagation (warning)']);
  expect(message(seen)).toContain('the old answer lives for 300 s more');
  expect(seen.names.map((one) => one.dns)).toEqual(['pending']);
});

test('a resolver that still gives what the zone no longer has is behind too', () => {
  const dns = replaced(healthy(zone).dns, answer(zone, 'CAA', [`${zone} CAA 0 issue letsencrypt.org`]));
  expect(said(report([good], {}, dns))).toEqual(['dns-propagation (warning)']);
});

test('an alias that resolvers know and that leads nowhere is not on its way', () => {
  const alias: Texts = [`${zone} CNAME gone.example.net`];
  const dns = replaced(
    healthy(zone).dns,
    answer(zone, 'A', alias, { rcode: 'NXDOMAIN' }),
    answer(zone, 'AAAA', alias, { rcode: 'NXDOMAIN' }),
  );
  const words = [word(zone, 'A', alias), word(zone, 'AAAA', alias)];
  const seen = report([server('ns1', '192.0.2.1', {}, ...words)], {}, dns);
  expect(said(seen)[0]).toBe('dns-nxdomain');
  expect(seen.names.map((one) => one.dns)).toEqual(['missing']);
});

test('aliases in a circle are told as such, although resolvers only say that they fail', () => {
  const circle: Texts = [`${zone} CNAME www.${zone}`, `www.${zone} CNAME ${zone}`];
  const failed = { rcode: 'SERVFAIL' };
  const dns = replaced(healthy(zone).dns, answer(zone, 'A', [], failed), answer(zone, 'AAAA', [], failed));
  const words = [word(zone, 'A', circle, failed), word(zone, 'AAAA', circle, failed)];
  const seen = report([server('ns1', '192.0.2.1', {}, ...words)], {}, dns);
  expect(said(seen)[0]).toBe('dns-no-address');
  expect(message(seen)).toContain('circle');
});

test('more aliases than resolvers follow are told as such, and not as servers that fail', () => {
  const names = [zone, ...Array.from({ length: 12 }, (_, at) => `a${at}.example.net`)];
  const chain = names.slice(1).map((target, at) => `${names[at] ?? ''} CNAME ${target}` as const);
  const failed = { rcode: 'SERVFAIL' };
  const dns = replaced(healthy(zone).dns, answer(zone, 'A', [], failed), answer(zone, 'AAAA', [], failed));
  // Hop by hop, as a check asks for them where the whole fails.
  const hops = chain.map((one, at) => answer(names[at] ?? '', 'CNAME', [one]));
  const seen = report([], {}, [...dns, ...hops]);
  expect(said(seen)[0]).toBe('dns-no-address');
  expect(message(seen)).toContain('lead over 12 names or more');
  const short = report([], {}, [...dns, ...hops.slice(0, 2)]);
  expect(said(short)[0]).toBe('dns-servfail');
  expect(message(short)).toContain('DNS fails for a1.example.net, to which it is an alias');
});

test('where resolvers fail although the name servers answer, nobody blames the name servers', () => {
  const failed = { rcode: 'SERVFAIL' };
  const dns = replaced(healthy(zone).dns, answer(zone, 'A', [], failed), answer(zone, 'AAAA', [], failed));
  const words = [word(zone, 'A', [`${zone} A 203.0.113.10`]), word(zone, 'AAAA', [])];
  const seen = report([server('ns1', '192.0.2.1', {}, ...words)], {}, dns);
  expect(seen.findings.find(({ problem }) => problem === 'dns-servfail')?.message).toContain(
    'resolvers fail, although its name servers answer',
  );
});
