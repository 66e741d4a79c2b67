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
    ['the flag that many take for critical', records('0 issue letsencrypt.org', '1 foo bar'), {}, 'critical'],
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
    ['a value that nobody can read', records('0 issue letsencrypt.org; what'), {}, 'issuer'],
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
