import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardName } from '../../../src/core/dns/delegation.ts';
import type { DnsObservation, DnsServer } from '../../../src/core/dns/answer.ts';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainObservations } from '../../../src/core/domain/observations.ts';
import type { SslStatus } from '../../../src/core/domain/status.ts';
import { caOf } from '../../../src/core/acme/ca-facts.ts';
import { noExtensions } from '../../../src/core/certificate/extensions.ts';
import { reportDomain, unknownReport } from '../../../src/core/judge/judge-domain.ts';
import { problems } from '../../../src/core/problem/catalogue.ts';
import {
  answer,
  authority,
  handshake,
  healthy,
  home,
  hop,
  intent,
  judged,
  leaf,
  noPage,
  noTls,
  now,
  other,
  page,
  record,
  replaced,
  said,
  silence,
  zone,
} from './recorded.ts';

const host = 'example.com';
const sixth = '2001:db8::10';
const doubledName = '_acme-challenge.example.com.example.com';
const digest = 'LPsIwTo7o8BoG0-vjCyGQGBWSVIPxI-i_X336eUOQZo';

/** A healthy example.com with something else in it. */
function with_(changes: Partial<DomainObservations>, addresses: readonly string[] = [home]): DomainObservations {
  return { ...healthy(host, addresses), ...changes };
}

const plain = intent(host);
const byDns = intent(host, { method: 'dns-01' });
const wanted = intent(host, { addresses: [home] });
const delegated = intent(host, { method: 'dns-01', delegationTarget: 'x.acme.example.net' });
const selfSigned = { kind: 'untrusted', reason: 'self-signed', at: 'CN=example.com' } as const;
const cut = (at: string) => ({ kind: 'untrusted', reason: 'issuer-not-sent', at }) as const;

/** A validating resolver's word on a zone whose signatures do not fit. */
const bogus = { rcode: 'SERVFAIL', rcodeUnchecked: 'NOERROR' };

/** That there is no example.com, by the word of a zone above it. */
function denied(by: string, server?: DnsServer): readonly DnsObservation[] {
  const how = { rcode: 'NXDOMAIN', authority: [record(`${by} SOA ns1.${by} 1`)], ...(server && { server }) };
  return [answer(host, 'A', [], how), answer(`_acme-challenge.${host}`, 'TXT', [], how)];
}

interface Situation {
  readonly what: string;
  readonly of?: DomainIntent;
  readonly seen: DomainObservations;
  readonly ssl?: SslStatus;
  /** All findings in their order. */
  readonly says: readonly string[];
}

function dnsOf(...later: Parameters<typeof replaced>[1][]): Partial<DomainObservations> {
  return { dns: replaced(zone(host), ...later) };
}

const situations: readonly Situation[] = [
  { what: 'a healthy site', seen: healthy(host), ssl: 'active', says: [] },
  { what: 'a healthy site over IPv6 too', seen: healthy(host, [home, sixth]), ssl: 'active', says: [] },
  { what: 'a healthy site where it is expected', of: wanted, seen: healthy(host), ssl: 'active', says: [] },
  {
    what: 'a site that redirects the challenge path to its own HTTPS',
    ssl: 'active',
    says: [],
    seen: with_({
      http: [
        page(host, home, 404, {
          hops: [
            hop(host, home, 301, { location: 'https://example.com/x' }),
            hop(host, home, 404, { url: 'https://example.com/x' }),
          ],
        }),
      ],
    }),
  },
  {
    what: 'a delegation as expected',
    of: delegated,
    ssl: 'active',
    says: [],
    seen: with_(
      dnsOf(
        answer('_acme-challenge.example.com', 'CNAME', ['_acme-challenge.example.com CNAME x.acme.example.net']),
        answer('_acme-challenge.example.com', 'TXT', ['_acme-challenge.example.com CNAME x.acme.example.net']),
      ),
    ),
  },

  // Names
  {
    what: 'a public suffix',
    of: intent('co.uk'),
    seen: { ...healthy('co.uk'), publicSuffixes: ['co.uk'] },
    says: ['rejected-identifier', 'cert-hostname'],
  },
  {
    what: 'an underscore',
    of: intent('a_b.example.com'),
    seen: healthy('a_b.example.com'),
    says: ['rejected-identifier', 'cert-hostname'],
  },
  {
    what: 'a reserved label',
    of: intent('ab--cd.example.com'),
    seen: healthy('ab--cd.example.com'),
    says: ['rejected-identifier', 'cert-hostname'],
  },
  {
    what: 'a wildcard over HTTP',
    of: intent('*.example.com', { method: 'http-01' }),
    seen: { dns: zone(host), tls: [], http: [], publicSuffixes: [] },
    ssl: 'unknown',
    says: ['wildcard-needs-dns01'],
  },
  {
    what: 'a wildcard over DNS',
    of: intent('*.example.com'),
    seen: { dns: zone(host), tls: [], http: [], publicSuffixes: [] },
    ssl: 'unknown',
    says: [],
  },
  {
    what: 'a wildcard above which there is no zone',
    of: intent('*.example.com'),
    seen: { dns: denied('com'), tls: [], http: [], publicSuffixes: [] },
    ssl: 'unknown',
    says: ['dns-nxdomain'],
  },
  {
    what: 'a wildcard whose name does not exist in the zone',
    of: intent('*.example.com'),
    seen: { dns: denied('zone.example'), tls: [], http: [], publicSuffixes: [] },
    ssl: 'unknown',
    says: [],
  },
  {
    what: 'a wildcard whose name does not exist below a registry of more labels, as co.uk is one',
    of: intent('*.example.com'),
    seen: { dns: denied('zone.example'), tls: [], http: [], publicSuffixes: [], suffixesAbove: ['zone.example'] },
    ssl: 'unknown',
    says: ['dns-nxdomain'],
  },
  {
    what: 'a wildcard whose zone only one of two resolvers knows',
    of: intent('*.example.com'),
    seen: { dns: [...zone(host), ...denied('com', other)], tls: [], http: [], publicSuffixes: [] },
    ssl: 'unknown',
    says: [],
  },
  ...(
    [
      ['without a record', [], ['dns-txt-missing']],
      ['for another CA', ['other.example; accounturi=https://ca.example/1'], ['dns-txt-wrong']],
      ['without an account', ['letsencrypt.org'], ['dns-txt-wrong']],
      ['without wildcards', ['letsencrypt.org;accounturi=https://ca.example/1'], ['dns-txt-wrong']],
      [
        'whose time is over',
        ['letsencrypt.org; accounturi=https://ca.example/1; policy=wildcard; persistUntil=1763000000'],
        ['dns-txt-wrong'],
      ],
      [
        'beside one that does not fit',
        [
          'letsencrypt.org',
          'letsencrypt.org; accounturi=https://ca.example/1; policy=Wildcard; persistUntil=4102444800',
        ],
        [],
      ],
    ] as const
  ).map(([which, texts, says]): Situation => {
    const owner = `_validation-persist.${host}`;
    const txt = answer(
      owner,
      'TXT',
      texts.map((text) => `${owner} TXT ${text}` as const),
    );
    return {
      what: `a persistent validation ${which}`,
      of: intent('*.example.com', { method: 'dns-persist-01' }),
      seen: { dns: [...zone(host), txt], tls: [], http: [], publicSuffixes: [] },
      ssl: 'unknown',
      says,
    };
  }),
  {
    what: 'a persistent validation of which no server says anything',
    of: intent('*.example.com', { method: 'dns-persist-01' }),
    seen: { dns: zone(host), tls: [], http: [], publicSuffixes: [] },
    ssl: 'unknown',
    says: [],
  },
  {
    what: 'a wildcard over DNS at the label of an account',
    of: intent('*.example.com', { method: 'dns-account-01' }),
    seen: { dns: zone(host), tls: [], http: [], publicSuffixes: [] },
    ssl: 'unknown',
    says: [],
  },

  // DNS
  {
    what: 'a name that does not exist',
    ssl: 'pending',
    says: ['dns-nxdomain'],
    seen: {
      dns: replaced(
        zone(host),
        answer(host, 'A', [], { rcode: 'NXDOMAIN' }),
        answer(host, 'AAAA', [], { rcode: 'NXDOMAIN' }),
      ),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'an alias to a name that does not exist',
    ssl: 'pending',
    says: ['dns-nxdomain'],
    seen: {
      dns: replaced(zone(host), answer(host, 'A', ['example.com CNAME gone.example.net'], { rcode: 'NXDOMAIN' })),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'aliases in a circle',
    ssl: 'pending',
    says: ['dns-no-address'],
    seen: {
      dns: replaced(
        zone(host, []),
        answer(host, 'A', ['example.com CNAME b.example.com', 'b.example.com CNAME example.com']),
      ),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'a name without addresses',
    ssl: 'pending',
    says: ['dns-no-address'],
    seen: { dns: zone(host, []), tls: [], http: [], publicSuffixes: [] },
  },
  {
    what: 'name servers that fail',
    ssl: 'unknown',
    says: ['dns-servfail', 'caa-lookup-failed'],
    seen: {
      dns: replaced(
        zone(host),
        answer(host, 'A', [], { rcode: 'SERVFAIL' }),
        answer(host, 'AAAA', [], { rcode: 'SERVFAIL' }),
        answer(host, 'CAA', [], { rcode: 'SERVFAIL' }),
      ),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'name servers that never answer, though the resolver does',
    ssl: 'unknown',
    says: ['dns-servfail'],
    seen: {
      dns: replaced(zone(host), silence(host, 'A', 'timeout'), silence(host, 'AAAA', 'timeout')),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'one resolver that stays silent where another answers',
    ssl: 'active',
    says: [],
    seen: with_({
      dns: [...zone(host), ...replaced(zone(host, [home], other), silence(host, 'A', 'timeout', other))],
    }),
  },
  {
    what: 'signatures that do not fit',
    ssl: 'unknown',
    says: ['dns-dnssec', 'caa-lookup-failed'],
    seen: {
      dns: replaced(
        zone(host),
        answer(host, 'A', [], bogus),
        answer(host, 'AAAA', [], bogus),
        answer(host, 'CAA', [], bogus),
      ),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'signatures that do not fit, where another resolver does not validate',
    ssl: 'active',
    says: ['dns-dnssec', 'dns-resolvers-differ (warning)'],
    seen: with_({
      dns: [
        ...zone(host),
        ...replaced(
          zone(host, [home], other),
          answer(host, 'A', [], { ...bogus, server: other }),
          answer(host, 'AAAA', [], { ...bogus, server: other }),
        ),
      ],
    }),
  },
  {
    what: 'signatures that do not fit the AAAA records alone',
    ssl: 'active',
    says: ['dns-dnssec (warning)'],
    seen: with_(dnsOf(answer(host, 'AAAA', [], bogus))),
  },
  {
    what: 'signatures that do not fit the record of a challenge',
    of: byDns,
    says: ['dns-dnssec'],
    seen: with_({ ...dnsOf(answer('_acme-challenge.example.com', 'TXT', [], bogus)), http: [] }),
  },
  {
    what: 'AAAA questions that fail',
    ssl: 'active',
    says: ['dns-servfail (warning)'],
    seen: with_(dnsOf(answer(host, 'AAAA', [], { rcode: 'SERVFAIL' }))),
  },
  {
    what: 'AAAA questions for which the time did not suffice',
    ssl: 'unknown',
    says: [],
    seen: with_(dnsOf(silence(host, 'AAAA', 'cancelled'))),
  },
  {
    what: 'a resolver that does not know CAA',
    ssl: 'active',
    says: [],
    seen: with_(dnsOf(answer(host, 'CAA', [], { rcode: 'NOTIMP' }))),
  },
  {
    what: 'a resolver that fails on everything',
    ssl: 'unknown',
    says: [],
    seen: {
      dns: zone(host).map(({ question }) => answer(question.name, question.type, [], { rcode: 'SERVFAIL' })),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'a resolver that never answers',
    ssl: 'unknown',
    says: [],
    seen: {
      dns: zone(host).map(({ question }) => silence(question.name, question.type, 'timeout')),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'a resolver that refuses everything',
    ssl: 'unknown',
    says: [],
    seen: {
      dns: zone(host).map(({ question }) => answer(question.name, question.type, [], { rcode: 'REFUSED' })),
      tls: [],
      http: [],
      publicSuffixes: [],
    },
  },
  {
    what: 'another address than expected',
    of: intent(host, { addresses: ['203.0.113.77'] }),
    seen: healthy(host),
    ssl: 'active',
    says: ['dns-wrong-ip'],
  },
  {
    what: 'an AAAA record that is not expected',
    of: wanted,
    seen: healthy(host, [home, sixth]),
    says: ['ipv6-misrouted'],
  },
  {
    what: "a CDN's address where the origin's is expected",
    of: intent(host, { addresses: ['203.0.113.77'] }),
    ssl: 'active',
    says: ['cdn-proxy (info)'],
    seen: with_({ http: [page(host, home, 404, { server: 'cloudflare' })] }),
  },
  {
    what: 'a private address that was not looked at',
    ssl: 'unknown',
    says: ['address-reserved'],
    seen: {
      dns: zone(host, ['10.0.0.5']),
      tls: [noTls(host, '10.0.0.5', 'address-not-allowed')],
      http: [noPage(host, '10.0.0.5', 'address-not-allowed')],
      publicSuffixes: [],
    },
  },
  {
    what: 'a private address that nobody answers at',
    says: ['address-reserved', 'http-timeout'],
    seen: {
      dns: zone(host, ['10.0.0.5']),
      tls: [noTls(host, '10.0.0.5', 'timeout')],
      http: [noPage(host, '10.0.0.5', 'timeout-connect')],
      publicSuffixes: [],
    },
  },
  {
    what: 'a private address that works for those who may look',
    seen: healthy(host, ['10.0.0.5']),
    ssl: 'active',
    says: [],
  },
  {
    what: 'resolvers of which one does not know the name',
    ssl: 'active',
    says: ['dns-resolvers-differ (warning)'],
    seen: with_({
      dns: [
        ...zone(host),
        ...replaced(zone(host, [], other), answer(host, 'A', [], { rcode: 'NXDOMAIN', server: other })),
      ],
    }),
  },
  {
    what: 'resolvers with different addresses of one healthy site',
    says: ['dns-resolvers-differ (info)'],
    ssl: 'active',
    seen: { ...healthy(host, [home, '203.0.113.11']), dns: [...zone(host), ...zone(host, ['203.0.113.11'], other)] },
  },
  {
    what: 'a change that one resolver has not seen yet',
    of: wanted,
    says: ['dns-resolvers-differ (warning)'],
    seen: { ...healthy(host, [home, '203.0.113.11']), dns: [...zone(host), ...zone(host, ['203.0.113.11'], other)] },
  },

  // CAA
  {
    what: 'CAA for another CA',
    seen: with_(dnsOf(answer(host, 'CAA', ['example.com CAA 0 issue other-ca.example']))),
    says: ['caa-forbids'],
  },
  {
    what: 'CAA of the parent',
    of: intent('www.example.com'),
    says: ['caa-forbids'],
    seen: {
      ...healthy('www.example.com'),
      dns: replaced(zone('www.example.com'), answer(host, 'CAA', ['example.com CAA 0 issue ;'])),
    },
  },
  {
    what: 'CAA for this CA',
    seen: with_(dnsOf(answer(host, 'CAA', ['example.com CAA 0 issue letsencrypt.org']))),
    says: [],
  },
  {
    what: 'CAA for another method',
    seen: with_(dnsOf(answer(host, 'CAA', ['example.com CAA 0 issue letsencrypt.org; validationmethods=dns-01']))),
    says: ['caa-forbids'],
  },
  {
    what: 'CAA for an account, while a certificate is in use',
    seen: with_(
      dnsOf(answer(host, 'CAA', ['example.com CAA 0 issue letsencrypt.org; accounturi=https://ca.example/1'])),
    ),
    says: ['caa-forbids (info)'],
  },
  {
    what: 'CAA for an account, with no certificate yet',
    says: ['caa-forbids (warning)', 'http-only (warning)'],
    ssl: 'none',
    seen: with_({
      ...dnsOf(answer(host, 'CAA', ['example.com CAA 0 issue letsencrypt.org; accounturi=https://ca.example/1'])),
      tls: [noTls(host, home, 'refused')],
    }),
  },
  {
    what: 'a CAA record that nobody can read',
    seen: with_(
      dnsOf(
        answer(host, 'CAA', [
          'example.com CAA 0 issue letsencrypt.org',
          'example.com CAA 0 issue letsencrypt.org; what',
        ]),
      ),
    ),
    says: ['caa-malformed (warning)'],
  },
  {
    what: 'a CAA question that fails',
    seen: with_(dnsOf(answer(host, 'CAA', [], { rcode: 'SERVFAIL' }))),
    says: ['caa-lookup-failed'],
  },
  {
    what: 'a CAA question that fails for one resolver alone',
    says: [],
    seen: with_({
      dns: [
        ...zone(host),
        ...replaced(zone(host, [home], other), answer(host, 'CAA', [], { rcode: 'SERVFAIL', server: other })),
      ],
    }),
  },

  // The challenge label
  { what: 'no delegation', of: delegated, seen: healthy(host), says: ['delegation-missing'] },
  {
    what: 'the addresses of a proxy in the place of the delegation',
    of: delegated,
    says: ['delegation-proxied'],
    seen: with_(dnsOf(answer('_acme-challenge.example.com', 'A', ['_acme-challenge.example.com A 104.16.1.1']))),
  },
  {
    what: 'no delegation, and a wildcard record whose addresses every name has',
    of: delegated,
    says: ['delegation-missing'],
    seen: with_(
      dnsOf(
        answer('_acme-challenge.example.com', 'A', ['_acme-challenge.example.com A 104.16.1.1']),
        answer(guardName(host), 'A', [`${guardName(host)} A 104.16.1.1`]),
      ),
    ),
  },
  {
    what: 'a record under a doubled name, with no certificate yet',
    of: byDns,
    says: ['dns-txt-doubled', 'http-only (warning)'],
    seen: with_({
      ...dnsOf(answer(doubledName, 'TXT', [`${doubledName} TXT ${digest}`])),
      tls: [noTls(host, home, 'refused')],
      http: [],
    }),
  },
  {
    what: 'a record under a doubled name of yesterday',
    of: byDns,
    says: ['dns-txt-doubled (info)'],
    seen: with_(dnsOf(answer(doubledName, 'TXT', [`${doubledName} TXT ${digest}`]))),
  },
  {
    what: 'a doubled name for which only a wildcard record answers',
    of: byDns,
    says: [],
    seen: with_(
      dnsOf(
        answer(doubledName, 'TXT', [`${doubledName} TXT v=spf1`]),
        answer(guardName(host), 'TXT', [`${guardName(host)} TXT v=spf1`]),
      ),
    ),
  },
  {
    what: 'a delegation to the target of all names, where this name has one of its own',
    of: { ...delegated, delegations: [{ name: host, target: 'own.acme.example.net' }] },
    seen: with_(
      dnsOf(answer(`_acme-challenge.${host}`, 'CNAME', ['_acme-challenge.example.com CNAME x.acme.example.net'])),
    ),
    says: ['delegation-wrong'],
  },
  {
    what: 'a delegation elsewhere',
    of: delegated,
    says: ['delegation-wrong'],
    seen: with_(
      dnsOf(answer('_acme-challenge.example.com', 'CNAME', ['_acme-challenge.example.com CNAME y.acme.example.net'])),
    ),
  },
  {
    what: 'a TXT record in the place of the delegation',
    of: delegated,
    says: ['delegation-duplicate', 'delegation-missing'],
    seen: with_(dnsOf(answer('_acme-challenge.example.com', 'TXT', [`_acme-challenge.example.com TXT ${digest}`]))),
  },
  {
    what: 'a delegation into nothing, with no certificate yet',
    of: delegated,
    says: ['delegation-dangling', 'http-only (warning)'],
    seen: with_({
      ...dnsOf(
        answer('_acme-challenge.example.com', 'TXT', ['_acme-challenge.example.com CNAME x.acme.example.net'], {
          rcode: 'NXDOMAIN',
        }),
      ),
      tls: [noTls(host, home, 'refused')],
      http: [],
    }),
  },
  {
    what: 'a delegation in a circle',
    of: byDns,
    says: ['delegation-dangling', 'http-only (warning)'],
    seen: with_({
      ...dnsOf(
        answer('_acme-challenge.example.com', 'TXT', [
          '_acme-challenge.example.com CNAME a.example.com',
          'a.example.com CNAME _acme-challenge.example.com',
        ]),
      ),
      tls: [noTls(host, home, 'refused')],
      http: [],
    }),
  },
  {
    what: 'a target that exists only while a certificate is issued',
    of: byDns,
    says: ['delegation-dangling (info)'],
    seen: with_(
      dnsOf(
        answer('_acme-challenge.example.com', 'TXT', ['_acme-challenge.example.com CNAME x.acme.example.net'], {
          rcode: 'NXDOMAIN',
        }),
      ),
    ),
  },
  {
    what: 'a dangling delegation of a wildcard whose certificate is seen at a name below it',
    of: intent('*.example.com', { delegationTarget: 'x.acme.example.net' }),
    ssl: 'active',
    says: ['delegation-dangling (info)'],
    seen: {
      dns: [
        answer(`_acme-challenge.${host}`, 'TXT', [`_acme-challenge.${host} CNAME x.acme.example.net`], {
          rcode: 'NXDOMAIN',
        }),
      ],
      tls: [handshake('made-up.example.com', home, [leaf({ names: ['*.example.com'] })]), noTls(host, home, 'refused')],
      ...{ http: [], publicSuffixes: [] },
    },
  },
  {
    what: 'a CNAME beside a TXT record',
    of: byDns,
    says: ['dns-cname-conflict', 'dns-txt-stale (info)'],
    seen: with_(
      dnsOf(
        answer('_acme-challenge.example.com', 'CNAME', ['_acme-challenge.example.com CNAME x.acme.example.net']),
        answer('_acme-challenge.example.com', 'TXT', [`_acme-challenge.example.com TXT ${digest}`]),
      ),
    ),
  },
  {
    what: 'a TXT record that no client wrote',
    of: byDns,
    says: ['dns-txt-wrong (warning)'],
    seen: with_(
      dnsOf(answer('_acme-challenge.example.com', 'TXT', ['_acme-challenge.example.com TXT gfj9Xq...Rg85nM'])),
    ),
  },
  {
    what: 'a TXT record that is left over',
    of: byDns,
    says: ['dns-txt-stale (info)'],
    seen: with_(dnsOf(answer('_acme-challenge.example.com', 'TXT', [`_acme-challenge.example.com TXT ${digest}`]))),
  },
  {
    what: 'a challenge label whose question fails',
    of: byDns,
    seen: with_(dnsOf(answer('_acme-challenge.example.com', 'TXT', [], { rcode: 'SERVFAIL' }))),
    says: ['dns-servfail'],
  },
  {
    what: 'a TXT record where HTTP is used',
    seen: with_(dnsOf(answer('_acme-challenge.example.com', 'TXT', ['_acme-challenge.example.com TXT x']))),
    says: [],
  },

  // The challenge path
  ...(
    [
      ['timeout-connect', 'http-timeout'],
      ['timeout-read', 'http-slow'],
      ['refused', 'http-refused'],
      ['unreachable', 'http-unreachable'],
      ['reset', 'http-reset'],
      ['not-http', 'http-not-http'],
      ['tls', 'redirect-problem'],
      ['redirect-loop', 'redirect-problem'],
      ['redirect-too-many', 'redirect-problem'],
      ['redirect-port', 'redirect-problem'],
      ['redirect-scheme', 'redirect-problem'],
      ['redirect-host', 'redirect-problem'],
      ['redirect-reserved', 'redirect-problem'],
      ['redirect-status', 'redirect-problem'],
      ['redirect-too-long', 'redirect-problem'],
      ['other', 'http-unreachable'],
    ] as const
  ).map(([reason, problem]) => ({
    what: `port 80: ${reason}`,
    seen: with_({ http: [noPage(host, home, reason)] }),
    says: [problem],
  })),
  {
    what: 'a redirect to where nobody answers',
    seen: with_({
      http: [noPage(host, home, 'refused', [hop(host, home, 301, { location: 'https://closed.example.com/' })])],
    }),
    says: ['http-refused'],
  },
  ...(
    [
      [401, 'http-401-token'],
      [403, 'http-403-token'],
      [500, 'http-5xx-token'],
      [503, 'http-5xx-token'],
      [400, 'http-wrong-content'],
    ] as const
  ).map(([status, problem]) => ({
    what: `status ${status}`,
    seen: with_({ http: [page(host, home, status)] }),
    says: [problem],
  })),
  {
    what: 'no token where one was put',
    seen: with_({ http: [page(host, home, 404, { expected: 't.k' })] }),
    says: ['http-404-token'],
  },
  {
    what: 'the token that was put',
    seen: with_({ http: [page(host, home, 200, { expected: 't.k', body: 't.k\n' })] }),
    says: [],
  },
  {
    what: 'another token than was put',
    seen: with_({ http: [page(host, home, 200, { expected: 't.k', body: 't.other' })] }),
    says: ['http-wrong-content'],
  },
  {
    what: 'a page for everything, on a site in good use',
    seen: with_({ http: [page(host, home, 200)] }),
    says: ['http-wrong-content (info)'],
  },
  {
    what: 'a page for everything, with no certificate yet',
    seen: with_({ http: [page(host, home, 200)], tls: [noTls(host, home, 'refused')] }),
    says: ['http-wrong-content (warning)', 'http-only (warning)'],
  },
  {
    what: "Cloudflare's bot check",
    seen: with_({ http: [page(host, home, 403, { body: '<title>Just a moment...</title>', server: 'cloudflare' })] }),
    says: ['waf-interstitial', 'cdn-proxy (info)'],
  },
  {
    what: "a router's page",
    seen: with_({ http: [page(host, home, 200, { server: 'micro_httpd' })] }),
    says: ['waf-interstitial'],
  },
  {
    what: 'HTTPS on port 80',
    seen: with_({ http: [page(host, home, 400, { body: 'The plain HTTP request was sent to HTTPS port' })] }),
    says: ['http-not-http'],
  },
  {
    what: 'a CDN that does not reach its origin',
    seen: with_({ http: [page(host, home, 522, { server: 'cloudflare' })] }),
    says: ['cdn-proxy'],
  },
  {
    what: 'a CDN that redirects in a circle',
    seen: with_({
      http: [
        noPage(host, home, 'redirect-loop', [
          hop(host, home, 301, { server: 'cloudflare', location: 'http://example.com/' }),
        ]),
      ],
    }),
    says: ['cdn-proxy'],
  },
  {
    what: 'a CDN',
    seen: with_({ http: [page(host, home, 404, { server: 'cloudflare' })] }),
    says: ['cdn-proxy (info)'],
  },
  {
    what: 'a redirect to a stranger, with no certificate yet',
    says: ['redirect-problem (warning)', 'http-only (warning)'],
    seen: with_({
      tls: [noTls(host, home, 'refused')],
      http: [
        page(host, home, 404, {
          hops: [
            hop(host, home, 301, { location: 'http://shop.example.org/' }),
            hop('shop.example.org', '203.0.113.30', 404),
          ],
        }),
      ],
    }),
  },
  {
    what: 'port 80 closed where DNS is used',
    of: byDns,
    seen: with_({ http: [noPage(host, home, 'refused')] }),
    says: [],
  },
  {
    what: 'tls-alpn-01 without port 443',
    of: intent(host, { method: 'tls-alpn-01' }),
    seen: with_({ http: [], tls: [noTls(host, home, 'refused')] }),
    says: ['tlsalpn-failed'],
  },

  // Several addresses
  {
    what: 'IPv6 that refuses',
    says: ['ipv6-misrouted'],
    ssl: 'unreachable',
    seen: with_(
      {
        http: [page(host, home, 404), noPage(host, sixth, 'refused')],
        tls: [handshake(host, home), noTls(host, sixth, 'refused')],
      },
      [home, sixth],
    ),
  },
  {
    what: 'IPv6 that times out',
    says: ['ipv6-misrouted (warning)'],
    ssl: 'unreachable',
    seen: with_(
      {
        http: [page(host, home, 404), noPage(host, sixth, 'timeout-connect')],
        tls: [handshake(host, home), noTls(host, sixth, 'timeout')],
      },
      [home, sixth],
    ),
  },
  {
    what: 'IPv6 that shows another site',
    says: ['ipv6-misrouted', 'self-signed'],
    seen: with_({ tls: [handshake(host, home), handshake(host, sixth, [leaf({ selfSigned: true })], selfSigned)] }, [
      home,
      sixth,
    ]),
  },
  {
    what: 'both families dead',
    says: ['http-refused'],
    seen: with_(
      {
        http: [noPage(host, home, 'refused'), noPage(host, sixth, 'refused')],
        tls: [noTls(host, home, 'refused'), noTls(host, sixth, 'refused')],
      },
      [home, sixth],
    ),
  },
  {
    what: 'two IPv4 addresses with different sites',
    says: ['addresses-disagree (warning)'],
    ssl: 'active',
    seen: with_({ http: [page(host, home, 404), page(host, '203.0.113.30', 404, { server: 'Apache' })] }, [
      home,
      '203.0.113.30',
    ]),
  },

  // The certificate
  {
    what: 'an expired certificate',
    ssl: 'expired',
    says: ['cert-expired'],
    seen: with_({ tls: [handshake(host, home, [leaf({ until: -3 })])] }),
  },
  {
    what: 'a certificate that ends soon',
    ssl: 'expiring',
    says: ['cert-expiring (warning)'],
    seen: with_({ tls: [handshake(host, home, [leaf({ from: -84, until: 6.5 })])] }),
  },
  {
    what: 'a certificate that has not begun',
    ssl: 'not-yet-valid',
    says: ['cert-not-yet-valid'],
    seen: with_({ tls: [handshake(host, home, [leaf({ from: 2, until: 92 })])] }),
  },
  {
    what: 'a certificate for another host',
    ssl: 'wrong-host',
    says: ['cert-hostname'],
    seen: with_({ tls: [handshake(host, home, [leaf({ names: ['other.example.com'] })])] }),
  },
  {
    what: 'a certificate with a common name only',
    ssl: 'wrong-host',
    says: ['cert-common-name-only'],
    seen: with_({ tls: [handshake(host, home, [leaf({ names: [], commonName: host })])] }),
  },
  {
    what: 'a self-signed certificate',
    ssl: 'self-signed',
    says: ['self-signed'],
    seen: with_({ tls: [handshake(host, home, [leaf({ selfSigned: true })], selfSigned)] }),
  },
  ...(['http-01', 'dns-01', 'tls-alpn-01'] as const).map((method) => ({
    what: `a certificate that cannot be read, by ${method}`,
    of: intent(host, { method }),
    ssl: 'unknown' as const,
    says: [],
    seen: with_({ tls: [noTls(host, home, 'unreadable')] }),
  })),
  {
    what: 'a chain cut off after the leaf',
    ssl: 'incomplete-chain',
    says: ['chain-incomplete'],
    seen: with_({ tls: [handshake(host, home, [leaf()], cut('CN=example.com'))] }),
  },
  {
    what: 'an intermediate that has expired',
    ssl: 'expired',
    says: ['cert-expired'],
    seen: with_({
      tls: [handshake(host, home, [leaf(), { ...authority('YE1', 'Root YE'), notAfter: '2026-11-20T00:00:00Z' }])],
    }),
  },
  {
    what: 'an expired certificate beside the chain that is not on the path',
    ssl: 'active',
    says: ['chain-order (warning)'],
    seen: with_({
      tls: [
        handshake(host, home, [
          leaf(),
          authority('YE1', 'Root YE'),
          { ...authority('Old', 'Older'), notAfter: '2021-09-30T00:00:00Z' },
        ]),
      ],
    }),
  },
  {
    what: 'a chain cut off after an intermediate',
    ssl: 'incomplete-chain',
    says: ['chain-incomplete'],
    seen: with_({
      tls: [handshake(host, home, [leaf(), authority('YE1', 'Root YE')], cut("CN=YE1,O=Let's Encrypt,C=US"))],
    }),
  },
  {
    what: 'a chain cut off after an intermediate that says where its issuer lies',
    ssl: 'incomplete-chain',
    says: ['chain-incomplete'],
    seen: with_({
      tls: [
        handshake(
          host,
          home,
          [
            leaf({ issuer: 'CN=Public Intermediate' }),
            {
              ...authority('Public Intermediate', 'Public Root'),
              extensions: { ...noExtensions, caIssuers: ['http://ca.example/root.der'] },
            },
          ],
          cut('CN=Public Intermediate'),
        ),
      ],
    }),
  },
  {
    what: 'certificates that only sign each other',
    ssl: 'incomplete-chain',
    says: ['chain-incomplete'],
    seen: with_({
      tls: [handshake(host, home, [leaf({ issuer: 'CN=A' })], { kind: 'untrusted', reason: 'circle', at: 'CN=A' })],
    }),
  },
  {
    what: 'a signature that does not fit',
    ssl: 'untrusted',
    says: ['other-invalid'],
    seen: with_({
      tls: [handshake(host, home, undefined, { kind: 'untrusted', reason: 'bad-signature', at: 'CN=example.com' })],
    }),
  },
  {
    what: 'a certificate for another purpose',
    ssl: 'untrusted',
    says: ['other-invalid'],
    seen: with_({
      tls: [
        handshake(host, home, [
          leaf({ extensions: { ...noExtensions, purposes: ['1.3.6.1.5.5.7.3.2'] } }),
          authority('YE1', 'Root YE'),
        ]),
      ],
    }),
  },
  {
    what: 'a certificate with a signature of SHA-1',
    ssl: 'untrusted',
    says: ['cert-weak'],
    seen: with_({
      tls: [handshake(host, home, [{ ...leaf(), signatureAlgorithm: 'RSA with SHA-1' }, authority('YE1', 'Root YE')])],
    }),
  },
  {
    what: 'a certificate of a public CA that lasts two years',
    ssl: 'untrusted',
    says: ['other-invalid'],
    seen: with_({ tls: [handshake(host, home, [leaf({ from: -100, until: 630 }), authority('YE1', 'Root YE')])] }),
  },
  {
    what: 'a certificate that demands what its CA does not give',
    ssl: 'active',
    says: ['cert-must-staple'],
    seen: with_({
      tls: [
        handshake(host, home, [
          leaf({ extensions: { ...noExtensions, mustStaple: true } }),
          authority('YE1', 'Root YE'),
        ]),
      ],
    }),
  },
  {
    what: 'a certificate that demands stapling of a CA that has OCSP',
    ssl: 'active',
    says: [],
    seen: with_({
      tls: [
        handshake(host, home, [
          leaf({ extensions: { ...noExtensions, mustStaple: true, ocsp: ['http://ocsp.example/'] } }),
          authority('YE1', 'Root YE'),
        ]),
      ],
    }),
  },
  {
    what: 'a private CA',
    ssl: 'untrusted',
    says: ['self-signed'],
    seen: with_({
      tls: [
        handshake(
          host,
          home,
          [leaf({ issuer: 'CN=House Intermediate' }), authority('House Intermediate', 'House Root')],
          cut('CN=House Intermediate'),
        ),
      ],
    }),
  },
  {
    what: 'a staging certificate',
    ssl: 'untrusted',
    says: ['cert-staging'],
    seen: with_({
      tls: [
        handshake(
          host,
          home,
          [leaf({ issuer: "CN=(STAGING) Artificial Apricot R3,O=(STAGING) Let's Encrypt,C=US" })],
          cut('CN=example.com'),
        ),
      ],
    }),
  },
  {
    what: "a test CA's certificate whose root is trusted here",
    ssl: 'active',
    says: [],
    seen: with_({ tls: [handshake(host, home, [leaf({ issuer: 'CN=Pebble Intermediate CA 3a1' })])] }),
  },
  {
    what: 'certificates out of order',
    ssl: 'active',
    says: ['chain-order (warning)'],
    seen: with_({
      tls: [handshake(host, home, [leaf(), authority('Root YE', 'ISRG Root X2'), authority('YE1', 'Root YE')])],
    }),
  },
  {
    what: 'a stray certificate',
    ssl: 'active',
    says: ['chain-order (warning)'],
    seen: with_({ tls: [handshake(host, home, [leaf(), authority('YE1', 'Root YE'), authority('Somebody', 'Else')])] }),
  },
  {
    what: 'a weak key',
    ssl: 'untrusted',
    says: ['cert-weak'],
    seen: with_({ tls: [handshake(host, home, [leaf({ key: { algorithm: 'rsa', bits: 1024 } })])] }),
  },
  {
    what: 'HTTP alone',
    ssl: 'none',
    says: ['http-only (warning)'],
    seen: with_({ tls: [noTls(host, home, 'refused')] }),
  },
  {
    what: 'HTTP on port 443',
    ssl: 'none',
    says: ['http-not-http'],
    seen: with_({ tls: [noTls(host, home, 'not-tls')] }),
  },
  {
    what: 'a server that knows no such name',
    says: ['cert-hostname'],
    seen: with_({ tls: [noTls(host, home, 'alert', 'tlsv1 unrecognized name')] }),
  },
  {
    what: 'nothing at all, and the wrong address',
    of: intent(host, { addresses: ['203.0.113.77'] }),
    ssl: 'pending',
    says: ['dns-wrong-ip', 'http-refused'],
    seen: with_({ http: [noPage(host, home, 'refused')], tls: [noTls(host, home, 'refused')] }),
  },
  {
    what: 'a wildcard that the certificate in use lacks',
    of: intent([host, '*.example.com']),
    ssl: 'active',
    says: ['names-uncovered (warning)'],
    seen: healthy(host),
  },
  {
    what: 'a wildcard that the certificate in use holds',
    of: intent([host, '*.example.com']),
    ssl: 'active',
    says: [],
    seen: with_({ tls: [handshake(host, home, [leaf({ names: [host, '*.example.com'] })])] }),
  },
];

describe('the judgement of a domain', () => {
  it.each(situations)('of $what says $says', ({ of = plain, seen, ssl, says }) => {
    const report = judged(of, seen);
    expect(said(report)).toEqual(says);
    if (ssl !== undefined) expect(report.ssl).toBe(ssl);
    for (const { message } of report.findings) expect(message).toContain('seen from web-1');
  });

  it('is active only where every address of every name was seen to be well', () => {
    const both = intent([host, 'www.example.com']);
    const www = healthy('www.example.com', [home, '203.0.113.11']);
    const all: DomainObservations = {
      dns: [...zone(host), ...www.dns],
      tls: [...healthy(host).tls, ...www.tls],
      http: [...healthy(host).http, ...www.http],
      publicSuffixes: [],
    };
    expect(judged(both, all)).toMatchObject({ ssl: 'active', sslDetail: '61 days' });
    for (const lost of all.tls) {
      expect(judged(both, { ...all, tls: all.tls.filter((one) => one !== lost) }).ssl).toBe('unknown');
    }
    const missing = replaced(all.dns, answer('www.example.com', 'A', [], { rcode: 'NXDOMAIN' }));
    expect(judged(both, { ...all, dns: missing })).toMatchObject({
      ssl: 'pending',
      sslDetail: 'www.example.com: DNS missing',
    });
  });

  it('says how long the certificate lasts, lasted or will wait', () => {
    const detail = (said: Parameters<typeof leaf>[0]) =>
      judged(plain, with_({ tls: [handshake(host, home, [leaf(said)])] })).sslDetail;
    expect(detail({})).toBe('61 days');
    expect(detail({ from: -84, until: 6.5 })).toBe('6 days left');
    expect(detail({ until: -3.2 })).toBe('expired 3 days ago');
    expect(detail({ from: 2.5, until: 92 })).toBe('begins in 2 days');
  });

  it('writes a finding as what, figures, vantage', () => {
    const report = judged(plain, with_({ http: [noPage(host, home, 'refused')] }));
    expect(report.findings[0]?.message).toBe(
      'example.com: nothing answers on port 80 at 203.0.113.10 (connection refused, 3 ms, seen from web-1).',
    );
  });

  it('tells of one trouble once, with all its addresses', () => {
    const addresses = [home, '203.0.113.11', '203.0.113.12'];
    const report = judged(
      plain,
      with_({ http: addresses.map((address) => noPage(host, address, 'refused')) }, addresses),
    );
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.message).toContain('203.0.113.10, 203.0.113.11 and 203.0.113.12');
    expect(report.findings[0]?.evidence).toHaveLength(3);
  });

  it('asks the method and the account that the CAA records name', () => {
    const dns = replaced(
      zone(host),
      answer(host, 'CAA', ['example.com CAA 0 issue letsencrypt.org; validationmethods=dns-01']),
    );
    expect(said(judged(byDns, with_({ dns, http: [] })))).toEqual([]);
  });

  it('shows what is answered when validation is switched off', () => {
    const { findings } = judged(plain, with_(dnsOf(answer(host, 'A', [], bogus), answer(host, 'AAAA', [], bogus))));
    expect(findings[0]?.message).toBe(
      'example.com: the DNSSEC validation of its A and AAAA records fails; with validation switched off they are answered (SERVFAIL from 192.0.2.53, seen from web-1).',
    );
    expect(findings[0]?.evidence[0]?.text).toBe('SERVFAIL; NOERROR with checking disabled (CD); no record');
  });

  it('does not call a machine unreachable of which only port 443 was seen', () => {
    const seen = with_({ tls: [noTls(host, home, 'refused')], http: [noPage(host, home, 'cancelled')] });
    expect(judged(plain, seen)).toMatchObject({ ssl: 'none', sslDetail: 'port 443 is closed' });
  });

  it('says of no address that it is dead which was not looked at', () => {
    const tls = [noTls(host, sixth, 'cancelled'), noTls(host, home, 'refused')];
    const { findings } = judged(byDns, with_({ tls, http: [] }, [home, sixth]));
    expect(findings.map(({ message }) => message)).toEqual([
      'example.com: nothing answers on port 443 at 203.0.113.10 (refused, 3 ms, seen from web-1).',
    ]);
  });

  it('reports lost work as unknown, without findings', () => {
    const report = unknownReport(
      intent([host, 'www.example.com'], { addresses: [home] }),
      'the check stopped',
      now,
      'web-1',
    );
    expect(report).toMatchObject({ ssl: 'unknown', sslDetail: 'the check stopped', findings: [], vantage: 'web-1' });
    expect(report.names.map(({ dns }) => dns)).toEqual(['unknown', 'unknown']);
  });
});

describe('the DNS status of a name', () => {
  const status = (of: DomainIntent, seen: Partial<DomainObservations>) => judged(of, with_(seen)).names[0];
  it.each([
    ['valid', wanted, {}],
    ['missing', plain, { dns: zone(host, []) }],
    ['wrong', intent(host, { addresses: ['203.0.113.77'] }), {}],
    ['pending', wanted, { dns: [...zone(host), ...zone(host, ['203.0.113.11'], other)] }],
    [
      'error',
      plain,
      dnsOf(answer(host, 'A', [], { rcode: 'SERVFAIL' }), answer(host, 'AAAA', [], { rcode: 'SERVFAIL' })),
    ],
    ['missing', delegated, {}],
    [
      'duplicate',
      delegated,
      dnsOf(answer('_acme-challenge.example.com', 'TXT', ['_acme-challenge.example.com TXT x'])),
    ],
    [
      'error',
      plain,
      {
        dns: [
          ...zone(host),
          ...replaced(zone(host, [home], other), answer(host, 'A', [], { ...bogus, server: other })),
        ],
      },
    ],
    ['unknown', plain, { dns: [] }],
    ['unknown', wanted, dnsOf(silence(host, 'AAAA', 'cancelled'))],
  ] as const)('is %s', (dns, of, seen) => {
    expect(status(of, seen)?.dns).toBe(dns);
  });

  it('puts what is there beside what is expected', () => {
    expect(status(intent(host, { addresses: ['203.0.113.77'] }), {})).toMatchObject({
      expected: ['A 203.0.113.77'],
      found: ['A 203.0.113.10'],
    });
    const wrong = dnsOf(
      answer('_acme-challenge.example.com', 'CNAME', ['_acme-challenge.example.com CNAME y.acme.example.net']),
    );
    expect(status(delegated, wrong)).toMatchObject({
      dns: 'wrong',
      expected: ['CNAME x.acme.example.net'],
      found: ['A 203.0.113.10', 'CNAME y.acme.example.net'],
    });
  });

  it('tells its addresses from the proof beside them', () => {
    expect(status(delegated, {})).toMatchObject({ dns: 'missing', addresses: 'valid' });
    expect(status(plain, {})).not.toHaveProperty('addresses');
  });
});

describe('CAA for a CA of which only the directory is known', () => {
  const judgedFor = (value: string) => {
    const seen = with_(dnsOf(answer(host, 'CAA', [`example.com CAA 0 issue ${value}`])));
    const ca = caOf('https://ca.example.net/dir');
    return said(reportDomain(intent(host), seen, { startedAt: now, now, vantage: 'web-1', ca }));
  };

  it('does not claim that records for some CAs forbid it', () => {
    expect(judgedFor('other-ca.example')).toEqual(['caa-forbids (info)']);
  });

  it('says so where no CA may issue', () => {
    expect(judgedFor(';')).toEqual(['caa-forbids']);
  });
});

describe('hostile text', () => {
  const unsafe = /[\p{Cc}\p{Cf}\p{Cs}]/u;

  it('neither stops a judgement nor reaches a message as it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('\u001b]8;;http://x\u0007', '\u202eexe', '\0', '[x](command:y)', ''),
    );
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const seen: DomainObservations = {
          dns: replaced(
            zone(host),
            answer(host, 'CAA', [`example.com CAA 0 issue ${a}`, `example.com CAA 128 ${b.split(' ').join('')} x`]),
            answer('_acme-challenge.example.com', 'TXT', [`_acme-challenge.example.com TXT ${c}`]),
            answer('_acme-challenge.example.com', 'CNAME', [`_acme-challenge.example.com CNAME ${b}`]),
          ),
          tls: [
            handshake(
              host,
              home,
              [leaf({ names: [a, b], commonName: c, issuer: b, from: 1e5 }), authority(a, c)],
              cut(a),
            ),
          ],
          http: [
            page(host, home, 200, {
              body: a,
              server: b,
              contentType: c,
              expected: 'x',
              hops: [hop(host, home, 302, { location: a, server: b, url: c })],
            }),
          ],
          publicSuffixes: [],
        };
        for (const of of [plain, byDns, delegated, intent(host, { method: 'tls-alpn-01' })]) {
          const report = judged(of, seen);
          for (const { message, problem } of report.findings) {
            expect(message).not.toMatch(unsafe);
            expect(problems).toHaveProperty(problem);
          }
        }
      }),
    );
  });
});
