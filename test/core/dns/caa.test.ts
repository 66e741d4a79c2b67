import { describe, expect, it } from 'vitest';
import { malformedCaa, mayIssue, parseIssuerValue, relevantCaa, type CaaRecord } from '../../../src/core/dns/caa.ts';
import { answer, other, record, silence } from '../judge/recorded.ts';

const records = (...texts: readonly string[]) => texts.map((text) => record(`example.com CAA ${text}`) as CaaRecord);
const question = {
  identities: ['letsencrypt.org'],
  wildcard: false,
  method: 'http-01',
  accountUri: null,
} as const;
const account = 'https://acme-v02.api.letsencrypt.org/acme/acct/1';

describe('the value of issue', () => {
  it.each([
    ['', { issuer: '', parameters: [] }],
    [';', { issuer: '', parameters: [] }],
    ['letsencrypt.org', { issuer: 'letsencrypt.org', parameters: [] }],
    ['  LetsEncrypt.org \t', { issuer: 'letsencrypt.org', parameters: [] }],
    ['letsencrypt.org;', { issuer: 'letsencrypt.org', parameters: [] }],
    [
      'ca.example; a=1;b = 2',
      {
        issuer: 'ca.example',
        parameters: [
          { tag: 'a', value: '1' },
          { tag: 'b', value: '2' },
        ],
      },
    ],
    [
      'ca.example; accounturi=https://x/?a=b',
      { issuer: 'ca.example', parameters: [{ tag: 'accounturi', value: 'https://x/?a=b' }] },
    ],
    ['ca.example; novalue', null],
    ['ca.example;; a=1', null],
    ['ca.example; =1', null],
    ['ca.example; a=1 2', null],
    ['ca example', null],
    ['ca.example\u0000', null],
    ['ca.example.', null],
    ['.ca.example', null],
    ['-ca.example', null],
    ['ca-.example', null],
    ['ca..example', null],
    ['c--a.example', { issuer: 'c--a.example', parameters: [] }],
    ['ca_1.example', null],
    ['ca.example; ;', null],
    // RFC 8659 §4.2: a parameter follows each semicolon but the one after the issuer.
    ['ca.example; a=1;', null],
    ['ca.example; -a=1', null],
    ['ca.example; a_b=1', null],
    ['ca.example; a=', { issuer: 'ca.example', parameters: [{ tag: 'a', value: '' }] }],
    ['; a=1', { issuer: '', parameters: [{ tag: 'a', value: '1' }] }],
    [
      'ca.example; a=1; a=2',
      {
        issuer: 'ca.example',
        parameters: [
          { tag: 'a', value: '1' },
          { tag: 'a', value: '2' },
        ],
      },
    ],
    ['ca.example; a=\u00e9', null],
    // The examples of RFC 8659 §4.2-4.3 and RFC 8657 §5.
    [
      'ca1.example.net; account=230123',
      { issuer: 'ca1.example.net', parameters: [{ tag: 'account', value: '230123' }] },
    ],
    ['%%%%%', null],
  ])('%j', (value, expected) => {
    expect(parseIssuerValue(value)).toEqual(expected);
  });
});

describe('may Let\u2019s Encrypt issue?', () => {
  it.each([
    ['no restriction', records('0 iodef mailto:x@example.com'), {}, 'allowed'],
    ['named', records('0 issue letsencrypt.org'), {}, 'allowed'],
    ['named in capitals', records('0 ISSUE LetsEncrypt.ORG'), {}, 'allowed'],
    ['named among others', records('0 issue other.example', '0 issue letsencrypt.org'), {}, 'allowed'],
    ['another is named', records('0 issue other.example'), {}, 'issuer'],
    ['nobody', records('0 issue ;'), {}, 'nobody'],
    [
      'a wildcard and a set that restricts nothing',
      records('0 iodef mailto:x@example.com'),
      { wildcard: true },
      'allowed',
    ],
    ['a wildcard by issue', records('0 issue letsencrypt.org'), { wildcard: true }, 'allowed'],
    [
      'a wildcard by issuewild alone',
      records('0 issue letsencrypt.org', '0 issuewild ;'),
      { wildcard: true },
      'nobody',
    ],
    ['no wildcard, whatever issuewild says', records('0 issue letsencrypt.org', '0 issuewild ;'), {}, 'allowed'],
    ['issuewild alone and no wildcard', records('0 issuewild other.example'), {}, 'allowed'],
    ['a critical property that nobody knows', records('0 issue letsencrypt.org', '128 foo bar'), {}, 'critical'],
    ['a flag that RFC 8659 reserves', records('0 issue letsencrypt.org', '1 foo bar'), {}, 'allowed'],
    [
      'the flag that many take for critical, and this CA too',
      records('0 issue letsencrypt.org', '1 foo bar'),
      { criticalFlags: 129 },
      'critical',
    ],
    ['a critical property beside other flags', records('0 issue letsencrypt.org', '255 foo bar'), {}, 'critical'],
    ['a property that nobody knows', records('0 issue letsencrypt.org', '0 foo bar'), {}, 'allowed'],
    ['only a property that nobody knows', records('0 foo bar'), {}, 'allowed'],
    [
      'a critical property in capitals',
      records('128 ISSUE letsencrypt.org', '128 IODEF mailto:x@example.com'),
      {},
      'allowed',
    ],
    [
      'a CA that writes its name in capitals',
      records('0 issue letsencrypt.org'),
      { identities: ['LetsEncrypt.org'] },
      'allowed',
    ],
    ['a CA of several names', records('0 issue b.example'), { identities: ['a.example', 'b.example'] }, 'allowed'],
    ['a name below the one of the CA', records('0 issue www.letsencrypt.org'), {}, 'issuer'],
    ['nobody, and the CA too', records('0 issue ;', '0 issue letsencrypt.org'), {}, 'allowed'],
    ['a malformed value beside the CA', records('0 issue %%%%%', '0 issue letsencrypt.org'), {}, 'allowed'],
    ['nobody, with a parameter', records('0 issue ; policy=ev'), {}, 'nobody'],
    ['a parameter that nobody knows', records('0 issue letsencrypt.org; foo=bar'), {}, 'allowed'],
    [
      'a wildcard by issuewild, whatever issue says',
      records('0 issue ;', '0 issuewild letsencrypt.org'),
      { wildcard: true },
      'allowed',
    ],
    [
      'a wildcard by an issuewild for another',
      records('0 issue letsencrypt.org', '0 issuewild other.example'),
      { wildcard: true },
      'issuer',
    ],
    [
      'a wildcard by an issuewild that nobody can read',
      records('0 issue letsencrypt.org', '0 issuewild %%%'),
      { wildcard: true },
      'nobody',
    ],
    ['no method at all', records('0 issue letsencrypt.org; validationmethods='), {}, 'method'],
    [
      'a list of methods that breaks the grammar',
      records('0 issue letsencrypt.org; validationmethods=http-01,'),
      {},
      'method',
    ],
    [
      'a method in capitals, which is another',
      records('0 issue letsencrypt.org; validationmethods=HTTP-01'),
      {},
      'method',
    ],
    [
      'two lists that both hold the method',
      records('0 issue letsencrypt.org; validationmethods=http-01,dns-01; validationmethods=http-01'),
      {},
      'allowed',
    ],
    [
      'two lists of which one lacks the method',
      records('0 issue letsencrypt.org; validationmethods=http-01; validationmethods=dns-01'),
      {},
      'method',
    ],
    ['an account that is no URI', records('0 issue letsencrypt.org; accounturi=123'), {}, 'account'],
    ['no account at all', records('0 issue letsencrypt.org; accounturi='), { accountUri: account }, 'account'],
    [
      'an account in one record and none in another',
      records(`0 issue letsencrypt.org; accounturi=${account}2`, '0 issue letsencrypt.org'),
      { accountUri: account },
      'allowed',
    ],
    [
      'an account that only looks the same',
      records(`0 issue letsencrypt.org; accounturi=${account}/`),
      { accountUri: account },
      'account',
    ],
    [
      'the account by another method',
      records(`0 issue letsencrypt.org; accounturi=${account}; validationmethods=dns-01`),
      { accountUri: account },
      'method',
    ],
    [
      'the account by one of two methods',
      records(`0 issue letsencrypt.org; validationmethods=dns-01,http-01; accounturi=${account}`),
      { accountUri: account },
      'allowed',
    ],
    [
      'critical properties that are known',
      records('128 issue letsencrypt.org', '128 issuemail ;', '128 issuevmc ;'),
      {},
      'allowed',
    ],
    ['the method is listed', records('0 issue letsencrypt.org; validationmethods=dns-01,http-01'), {}, 'allowed'],
    ['the method is not listed', records('0 issue letsencrypt.org; validationmethods=dns-01'), {}, 'method'],
    [
      'a record for the method beside one for another',
      records(
        '0 issue letsencrypt.org; validationmethods=dns-01',
        '0 issue letsencrypt.org; validationmethods=http-01',
      ),
      {},
      'allowed',
    ],
    [
      'an account that is not known',
      records(`0 issue letsencrypt.org; accounturi=${account}`),
      {},
      'depends-on-account',
    ],
    ['the account', records(`0 issue letsencrypt.org; accounturi=${account}`), { accountUri: account }, 'allowed'],
    [
      'another account',
      records(`0 issue letsencrypt.org; accounturi=${account}`),
      { accountUri: `${account}2` },
      'account',
    ],
    [
      'two accounts in one record',
      records(`0 issue letsencrypt.org; accounturi=${account}; accounturi=${account}2`),
      { accountUri: account },
      'account',
    ],
    ['a value that nobody can read', records('0 issue letsencrypt.org; what'), {}, 'nobody'],
  ] as const)('%s', (_, set, said, expected) => {
    const verdict = mayIssue(set, { ...question, ...said });
    expect(verdict.kind === 'forbidden' ? verdict.reason : verdict.kind).toBe(expected);
  });

  it('names the records that nobody can read', () => {
    expect(
      malformedCaa(records('0 issue letsencrypt.org', '0 issuewild a b', '0 iodef a b')).map(({ tag }) => tag),
    ).toEqual(['issuewild']);
  });
});

describe('the records that hold for a name', () => {
  const own = answer('www.example.com', 'CAA', ['www.example.com CAA 0 issue a.example']);
  const parent = answer('example.com', 'CAA', ['example.com CAA 0 issue b.example']);
  const none = (owner: string) => answer(owner, 'CAA');
  const failing = (owner: string) => answer(owner, 'CAA', [], { rcode: 'SERVFAIL' });

  it.each([
    ['its own', [own, parent, none('com')], 'found', 'www.example.com'],
    ["its parent's", [none('www.example.com'), parent, none('com')], 'found', 'example.com'],
    [
      "its parent's, though it does not exist",
      [answer('www.example.com', 'CAA', [], { rcode: 'NXDOMAIN' }), parent],
      'found',
      'example.com',
    ],
    ['none', [none('www.example.com'), none('example.com'), none('com')], 'none', null],
    [
      'not known, for a lookup fails',
      [none('www.example.com'), failing('example.com'), none('com')],
      'failed',
      'example.com',
    ],
    ['its own, whatever fails above', [own, failing('example.com')], 'found', 'www.example.com'],
    ['not known, for nobody asked', [], 'unknown', null],
    ['not known, for nobody answered', [silence('www.example.com', 'CAA', 'timeout')], 'unknown', null],
    ['not known, for nobody asked for the name above', [none('www.example.com'), none('com')], 'unknown', null],
    [
      'not known, for one resolver knows of none and another fails',
      [
        ...[none('www.example.com'), none('example.com'), none('com')],
        ...[failing('www.example.com'), none('com')].map((one) => ({ ...one, server: other })),
      ],
      'unknown',
      null,
    ],
  ] as const)('are %s', (_, dns, kind, at) => {
    const caa = relevantCaa(dns, 'www.example.com');
    expect(caa.kind).toBe(kind);
    if ('at' in caa) expect(caa.at).toBe(at);
  });

  it('are those at the end of an alias', () => {
    const alias = answer('www.example.com', 'CAA', [
      'www.example.com CNAME host.example.net',
      'host.example.net CAA 0 issue c.example',
    ]);
    expect(relevantCaa([alias, parent], 'www.example.com')).toMatchObject({
      kind: 'found',
      records: [{ value: 'c.example' }],
    });
  });

  it('count once, however many resolvers say them', () => {
    const again = answer('example.com', 'CAA', ['example.com CAA 0 issue b.example'], { server: other });
    expect(relevantCaa([parent, again], 'example.com')).toMatchObject({ records: [{ value: 'b.example' }] });
  });
});
