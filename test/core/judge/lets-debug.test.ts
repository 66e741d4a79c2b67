// Everything that Let's Debug names (letsdebug.net, commit 0484dfc of 2026-05-16) and where it is judged here: a table, so
// that nothing is forgotten, and its eleven mistakes put right. Names are kept as Let's Debug writes them.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { intentFor, type ChallengeMethod, type DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainObservations } from '../../../src/core/domain/observations.ts';
import { parseDomainName } from '../../../src/core/domain/name.ts';
import type { FetchFailure } from '../../../src/core/acme/challenge-fetch.ts';
import {
  answer,
  healthy,
  home,
  hop,
  intent,
  judged,
  noPage,
  noTls,
  page,
  replaced,
  said,
  silence,
  zone,
} from './recorded.ts';

const host = 'example.com';
const sixth = '2001:db8::10';
const world = (changes: Partial<DomainObservations> = {}): DomainObservations => ({ ...healthy(host), ...changes });
const dns = (...later: Parameters<typeof replaced>[1][]): Partial<DomainObservations> => ({
  dns: replaced(zone(host), ...later),
});
const challenge = (status: number, more: Parameters<typeof page>[3] = {}): Partial<DomainObservations> => ({
  http: [page(host, home, status, more)],
});
const failing = (reason: FetchFailure): Partial<DomainObservations> => ({ http: [noPage(host, home, reason)] });
const caa = (...records: readonly string[]): Partial<DomainObservations> =>
  dns(
    answer(
      host,
      'CAA',
      records.map((value): `example.com CAA ${string}` => `example.com CAA ${value}`),
    ),
  );

interface Row {
  /** As Let's Debug names it. */
  readonly name: string;
  readonly what: string;
  readonly of?: Partial<Omit<DomainIntent, 'names'>> & { readonly names?: string | readonly string[] };
  readonly seen: Partial<DomainObservations>;
  /** The first finding. */
  readonly first: string | undefined;
}

const methods: readonly ChallengeMethod[] = ['http-01', 'dns-01', 'tls-alpn-01', 'dns-account-01'];
const each = (row: Omit<Row, 'of'>, only: readonly ChallengeMethod[] = methods): readonly Row[] =>
  only.map((method) => ({ ...row, what: `${row.what}, by ${method}`, of: { method } }));

const judgedHere: readonly Row[] = [
  ...(['http-01', 'tls-alpn-01'] as const).map((method): Row => ({
    ...{ name: 'MethodNotSuitable', what: `a wildcard by ${method}`, of: { method, names: '*.example.com' } },
    ...{ seen: {}, first: 'wildcard-needs-dns01' },
  })),
  {
    ...{ name: 'InvalidDomain', what: 'a public suffix', of: { names: 'co.uk' } },
    ...{ seen: { publicSuffixes: ['co.uk'] }, first: 'rejected-identifier' },
  },
  ...each({
    ...{ name: 'DNSLookupFailed', what: 'name servers that fail' },
    seen: {
      ...dns(answer(host, 'A', [], { rcode: 'SERVFAIL' }), answer(host, 'AAAA', [], { rcode: 'SERVFAIL' })),
      ...{ tls: [], http: [] },
    },
    first: 'dns-servfail',
  }),
  ...each({
    ...{ name: 'DNSLookupFailed', what: 'a question for CAA that fails' },
    ...{ seen: dns(answer(host, 'CAA', [], { rcode: 'SERVFAIL' })), first: 'caa-lookup-failed' },
  }),
  // Mistake 2: the bit is 128.
  ...each({
    ...{ name: 'CAACriticalUnknown', what: 'an unknown property with the flag 128' },
    ...{ seen: caa('128 unknown x'), first: 'caa-forbids' },
  }),
  ...each({
    ...{ name: 'CAACriticalUnknown', what: 'an unknown property with the flag 1, which Let’s Encrypt takes for it' },
    ...{ seen: caa('1 unknown x'), first: 'caa-forbids' },
  }),
  // Mistake 3: properties are not case-sensitive, and those of mail are known.
  ...each({
    ...{ name: 'CAACriticalUnknown', what: 'known properties, whatever their case' },
    ...{ seen: caa('128 ISSUE letsencrypt.org', '128 issuemail ;', '128 issuevmc ;'), first: undefined },
  }),
  ...each({
    ...{ name: 'CAAIssuanceNotAllowed', what: 'another CA' },
    ...{ seen: caa('0 issue other.example'), first: 'caa-forbids' },
  }),
  // Mistake 4.
  {
    ...{ name: 'CAAIssuanceNotAllowed', what: 'a wildcard whose records say nothing of issuing' },
    of: { method: 'dns-01', names: ['example.com', '*.example.com'] },
    ...{ seen: caa('0 iodef mailto:x@example.com'), first: 'names-uncovered (warning)' },
  },
  ...each(
    {
      ...{ name: 'CAAIssuanceNotAllowed', what: 'another method (RFC 8657)' },
      ...{ seen: caa('0 issue letsencrypt.org; validationmethods=other-01'), first: 'caa-forbids' },
    },
    methods,
  ),
  ...each({
    ...{ name: 'CAAPossiblyInvalid', what: 'a parameter that is none' },
    ...{ seen: caa('0 issue letsencrypt.org; nonsense'), first: 'caa-forbids' },
  }),
  ...each({
    ...{ name: 'CAARequiresAccountUri', what: 'an account that is not known here' },
    seen: caa('0 issue letsencrypt.org; accounturi=https://acme-v02.api.letsencrypt.org/acme/acct/1'),
    first: 'caa-forbids (info)',
  }),
  // Mistake 6: an address is needed for TLS as much.
  ...each(
    {
      ...{ name: 'NoRecords', what: 'no address' },
      seen: { ...dns(answer(host, 'A'), answer(host, 'AAAA')), tls: [], http: [] },
      first: 'dns-no-address',
    },
    ['http-01', 'tls-alpn-01'],
  ),
  ...each(
    {
      ...{ name: 'ReservedAddress', what: 'a private address' },
      seen: {
        dns: zone(host, ['10.0.0.1']),
        tls: [noTls(host, '10.0.0.1', 'address-not-allowed')],
        http: [noPage(host, '10.0.0.1', 'address-not-allowed')],
      },
      first: 'address-reserved',
    },
    ['http-01', 'tls-alpn-01'],
  ),
  // Mistake 7: the value, the doubled label.
  {
    ...{ name: 'TXTRecordError', what: 'a question for the TXT record that fails', of: { method: 'dns-01' } },
    seen: dns(
      answer(`_acme-challenge.${host}`, 'TXT', [], { rcode: 'SERVFAIL' }),
      answer(`_acme-challenge.${host}`, 'CNAME', [], { rcode: 'SERVFAIL' }),
    ),
    first: 'dns-servfail',
  },
  {
    ...{ name: 'TXTDoubleLabel', what: 'the name written twice', of: { method: 'dns-01' } },
    seen: {
      ...dns(
        answer('_acme-challenge.example.com.example.com', 'TXT', [
          '_acme-challenge.example.com.example.com TXT LPsIwTo7o8BoG0-vjCyGQGBWSVIPxI-i_X336eUOQZo',
        ]),
      ),
      ...{ tls: [noTls(host, home, 'refused')], http: [] },
    },
    first: 'dns-txt-doubled',
  },
  ...(
    [
      ['timeout-connect', 'http-timeout'],
      ['timeout-read', 'http-slow'],
      ['refused', 'http-refused'],
      ['reset', 'http-reset'],
      ['unreachable', 'http-unreachable'],
      ['not-http', 'http-not-http'],
    ] as const
  ).map(([reason, first]): Row => ({ name: 'ANotWorking', what: reason, seen: failing(reason), first })),
  {
    ...{ name: 'ANotWorking', what: 'a body that is another than the token' },
    ...{ seen: challenge(200, { expected: 'token.thumb', body: 'hello' }), first: 'http-wrong-content' },
  },
  {
    ...{ name: 'AAAANotWorking', what: 'IPv6 that leads nowhere' },
    seen: {
      ...healthy(host, [home, sixth]),
      http: [page(host, home, 404), noPage(host, sixth, 'refused')],
    },
    first: 'ipv6-misrouted',
  },
  {
    ...{ name: 'MultipleIPAddressDiscrepancy', what: 'two machines' },
    seen: {
      ...healthy(host, [home, '203.0.113.11']),
      http: [page(host, home, 404), page(host, '203.0.113.11', 404, { server: 'Apache' })],
    },
    first: 'addresses-disagree (warning)',
  },
  // Mistake 8: every rule of the CA.
  ...(
    [
      ...['redirect-loop', 'redirect-too-many', 'redirect-port', 'redirect-scheme', 'redirect-host'],
      ...['redirect-reserved', 'redirect-status', 'redirect-too-long'],
    ] as readonly FetchFailure[]
  ).map((reason): Row => ({
    ...{ name: 'BadRedirect', what: reason, first: 'redirect-problem' },
    seen: { http: [noPage(host, home, reason, [hop(host, home, 302, { location: 'http://x.example/' })])] },
  })),
  {
    ...{ name: 'WebserverMisconfiguration', what: 'a redirect to a port 443 without TLS', first: 'redirect-problem' },
    seen: { http: [noPage(host, home, 'tls', [hop(host, home, 301, { location: `https://${host}/` })])] },
  },
  ...(
    [
      [403, 'http-403-token'],
      [401, 'http-401-token'],
      [500, 'http-5xx-token'],
      [204, 'http-wrong-content'],
    ] as const
  ).map(([status, first]): Row => ({
    ...{ name: 'UnexpectedHttpResponse', what: `status ${status}`, seen: challenge(status), first },
  })),
  ...['micro_httpd', 'cisco-IOS', 'LANCOM', 'Mini web server 1.0 ZTE corp 2005.'].map((server): Row => ({
    ...{ name: 'PortForwarding', what: server, seen: challenge(404, { server }), first: 'waf-interstitial' },
  })),
  ...['<script src="/aes.js">', '<script src="/aes.min.js">', 'var a=toNumbers("f6")'].map((body): Row => ({
    ...{ name: 'BlockedByNginxTestCookie', what: body, seen: challenge(200, { body }), first: 'waf-interstitial' },
  })),
  ...[
    'The plain HTTP request was sent to HTTPS port',
    "Reason: You're speaking plain HTTP to an SSL-enabled server port.",
  ].map((body): Row => ({
    ...{ name: 'HttpOnHttpsPort', what: body, seen: challenge(400, { body }), first: 'http-not-http' },
  })),
  {
    ...{ name: 'BlockedByFirewall', what: 'Palo Alto', seen: challenge(503, { body: 'app acme-protocol blocked' }) },
    first: 'waf-interstitial',
  },
  {
    ...{ name: 'CloudflareCDN', what: 'by http-01', first: 'cdn-proxy (info)' },
    seen: challenge(404, { server: 'cloudflare' }),
  },
  {
    ...{ name: 'CloudflareCDN', what: 'by tls-alpn-01', of: { method: 'tls-alpn-01' }, first: 'cdn-proxy' },
    seen: {
      http: [],
      pages: [
        {
          ...{ name: host, address: home, url: `https://${host}/`, seen: healthy(host).tls[0]?.seen ?? never() },
          hops: [hop(host, home, 200, { server: 'cloudflare' })],
          outcome: { kind: 'response', status: 200, contentType: null, body: '', bytes: 0, content: null },
        },
      ],
    },
  },
  {
    ...{
      name: 'CloudflareSSLNotProvisioned',
      what: 'TLS fails and HTTP is Cloudflare’s',
      first: 'cdn-proxy (warning)',
    },
    of: { method: 'dns-01' },
    seen: {
      ...{ http: [], tls: [noTls(host, home, 'alert', 'handshake failure')] },
      pages: [
        {
          ...{ name: host, address: home, url: `http://${host}/`, seen: healthy(host).tls[0]?.seen ?? never() },
          hops: [hop(host, home, 200, { server: 'cloudflare' })],
          outcome: { kind: 'response', status: 200, contentType: null, body: '', bytes: 0, content: null },
        },
      ],
    },
  },
];

/** What a check does not judge, and who does, or why nobody does. */
const judgedElsewhere: Readonly<Record<string, string>> = {
  InvalidMethod: 'the command line and cert-doctor.json know all methods, those of drafts too, and refuse others',
  ValidationMethodDisabled: 'never emitted',
  StatusNotOperational: 'status pages are asked only with consent',
  SanctionedDomain: 'a list of one country; the CA says it (rejected-identifier, in logs)',
  RateLimit: "its query counts nothing any more (mistake 1); the CA's own words are read in logs",
  IssueFromLetsEncrypt: 'an order at the staging environment is issuing, with consent',
  ServiceBusy: 'ca-overloaded, where the CA was named',
  InternalProblem: 'what could not be looked at is unknown',
};

function never(): never {
  throw new Error('there is no observation');
}

describe("what Let's Debug names", () => {
  it.each(judgedHere.map((row) => [`${row.name}: ${row.what}`, row] as const))(
    '%s',
    (_title, { of = {}, seen, first }) => {
      const { names = host, ...changed } = of;
      expect(said(judged(intent(names, changed), world(seen)))[0]).toBe(first);
    },
  );

  const list = new URL('../../../../shared/research/letsdebug-problems.json', import.meta.url);
  it.skipIf(!existsSync(list))('all of it has its place', () => {
    const all = JSON.parse(readFileSync(list, 'utf8')) as { name: string; kind: string }[];
    const placed = new Set([...judgedHere.map(({ name }) => name), ...Object.keys(judgedElsewhere)]);
    expect(all.filter(({ name, kind }) => kind !== 'debug' && !placed.has(name))).toEqual([]);
  });
});

describe("where Let's Debug is wrong", () => {
  it('names in capitals are names (InvalidDomain)', () => {
    expect(parseDomainName('EXAMPLE.com')).toEqual({ ok: true, name: { ascii: 'example.com', wildcard: false } });
  });

  it('a public address beside a private one is reached, so the private one is no error (ReservedAddress)', () => {
    const both = {
      ...healthy(host, [home, '10.0.0.1']),
      tls: [...healthy(host).tls, noTls(host, '10.0.0.1', 'address-not-allowed')],
      http: [...healthy(host).http, noPage(host, '10.0.0.1', 'address-not-allowed')],
    };
    expect(said(judged(intent(host), both))[0]).not.toBe('address-reserved');
  });

  it('IPv6 that only times out falls back to IPv4, as with Boulder (AAAANotWorking)', () => {
    const slow = {
      ...healthy(host, [home, sixth]),
      http: [page(host, home, 404), noPage(host, sixth, 'timeout-connect')],
    };
    expect(said(judged(intent(host), slow))).toEqual(['ipv6-misrouted (warning)']);
  });

  it('tls-alpn-01 looks at port 443 (mistake 6)', () => {
    const closed = world({ http: [], tls: [noTls(host, home, 'refused')] });
    expect(said(judged(intent(host, { method: 'tls-alpn-01' }), closed))[0]).toBe('tlsalpn-failed');
  });

  it('the token must be all that comes (mistake 8): 128 bytes and more are refused', () => {
    const visit = page(host, home, 200, { expected: 'token.thumb', body: 'token.thumb' });
    const long = { ...visit, outcome: { ...visit.outcome, bytes: 128 } as typeof visit.outcome };
    expect(said(judged(intent(host), world({ http: [long] })))).toEqual(['http-wrong-content']);
  });

  it('one vantage is one vantage (mistake 9): every finding says from where it was seen', () => {
    const report = judged(intent(host), world({ http: [noPage(host, home, 'refused')] }));
    expect(report.findings.map(({ message }) => message).every((text) => text.includes('seen from web-1'))).toBe(true);
  });

  it('the certificate in use is looked at (mistake 11)', () => {
    const bad = world({ tls: [noTls(host, home, 'refused')] });
    expect(said(judged(intentFor({ ascii: host, wildcard: false }), bad))).toEqual(['http-only (warning)']);
  });

  it('silence of a resolver is unknown, and no error of the domain', () => {
    const silent = dns(silence(host, 'A', 'timeout'), silence(host, 'AAAA', 'timeout'));
    expect(judged(intent(host), world({ ...silent, tls: [], http: [] })).ssl).toBe('unknown');
  });
});
