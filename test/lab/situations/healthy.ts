import type { Situation } from '../situation.ts';
import { addresses } from '../zones.ts';

const { secure, secure2, secure6, apache, edge } = addresses;
const good = {};

/** Domains in order: nothing above a remark may be said of them. */
export const healthySituations: readonly Situation[] = [
  { id: 'active', what: 'A certificate of 90 days', finds: null, sites: [{ at: [secure], certificate: good }] },
  { id: 'rsa', what: 'An RSA key', finds: null, sites: [{ at: [secure], certificate: { key: 'rsa-2048' } }] },
  { id: 'p384', what: 'A P-384 key', finds: null, sites: [{ at: [secure], certificate: { key: 'ec-p384' } }] },
  {
    id: 'six-days',
    what: 'A certificate of 6 days, at its third',
    finds: null,
    sites: [{ at: [secure], certificate: { validFrom: -3, validFor: 6 } }],
  },
  {
    id: 'forty-five',
    what: 'A certificate of 45 days with 15 days left',
    finds: null,
    sites: [{ at: [secure], certificate: { validFrom: -30, validFor: 45 } }],
  },
  {
    id: 'ninety-renewing',
    what: 'A certificate of 90 days that is just to be renewed',
    finds: null,
    sites: [{ at: [secure], certificate: { validFrom: -61, validFor: 90 } }],
  },
  {
    id: 'wildcard',
    what: 'A name and its wildcard, validated by DNS',
    finds: null,
    records: `@ A ${secure}\n* A ${secure}`,
    intent: { names: ['*.@'], method: 'dns-01' },
    sites: [{ at: [secure], certificate: { names: ['@', '*.@'] } }],
  },
  {
    id: 'xn--bcher-kva',
    what: 'A name with an umlaut',
    finds: null,
    intent: { name: 'bücher.example.com' },
    sites: [{ at: [secure], certificate: good }],
  },
  { id: 'six-only', what: 'IPv6 only', finds: null, sites: [{ at: [secure6], certificate: good }] },
  { id: 'dual', what: 'IPv4 and IPv6', finds: null, sites: [{ at: [secure, secure6], certificate: good }] },
  {
    id: 'aliases',
    what: 'An alias of an alias of the server',
    finds: null,
    records: `@ CNAME one\none CNAME two\ntwo A ${secure}`,
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'two-alike',
    what: 'Two addresses with the same site',
    finds: null,
    sites: [{ at: [secure, secure2], certificate: good }],
  },
  {
    id: 'cdn',
    what: 'A CDN in front of the server that passes the challenge on',
    finds: null,
    records: `@ A ${edge}`,
    intent: { addresses: [secure] },
    sites: [{ at: [addresses.main] }],
  },
  {
    id: 'hsts',
    what: 'HTTP redirects to HTTPS, which demands HTTPS for a year',
    finds: null,
    sites: [
      {
        at: [secure],
        http: 'return 301 https://$host$request_uri;',
        certificate: good,
        https: 'add_header Strict-Transport-Security "max-age=31536000" always; root WWW;',
      },
    ],
  },
  {
    id: 'www-redirect',
    what: 'A domain whose www name leads to it, one certificate for both',
    finds: null,
    records: `@ A ${secure}\nwww A ${secure}`,
    intent: { names: ['www.@'] },
    sites: [{ at: [secure], certificate: { names: ['@', 'www.@'] } }],
  },
  {
    id: 'cross-signed',
    what: 'A new root that is trusted by a certificate of an older one',
    finds: null,
    sites: [{ at: [secure], certificate: { ca: 'cross-signed' } }],
  },
  {
    id: 'with-root',
    what: 'The root is sent along',
    finds: null,
    sites: [{ at: [secure], certificate: { sends: ['leaf', 'intermediate', 'root'] } }],
  },
  {
    id: 'delegated',
    what: 'The challenge is delegated as expected',
    finds: null,
    records: `@ A ${secure}\n_acme-challenge CNAME validation.example.net.`,
    intent: { method: 'dns-01', delegationTarget: 'validation.example.net' },
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'caa-allows',
    what: 'CAA lets the CA issue, wildcards too, and says whom to write to',
    finds: null,
    records: `@ A ${secure}\n@ CAA 0 issue "letsencrypt.org"\n@ CAA 0 issue "other-ca.example"\n@ CAA 0 iodef "mailto:security@example.com"`,
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'signed',
    what: 'A zone that is signed as it should be',
    finds: null,
    zone: { servers: ['ns1'], dnssec: 'right' },
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'two-servers',
    what: 'A zone with two name servers that agree',
    finds: null,
    zone: { servers: ['ns1', 'ns3'] },
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'apache',
    what: 'Apache with HTTP and HTTPS',
    finds: null,
    sites: [{ at: [apache], server: 'apache', certificate: good }],
  },
];
