import { describe, expect, it } from 'vitest';
import type { AcmeChallenge } from '../../../../src/core/acme/order.ts';
import { proofOf, type DnsProof } from '../../../../src/engine/act/challenge/dns-proof.ts';

const challenge: AcmeChallenge = {
  ...{ type: 'dns-01', url: 'u', status: 'pending', token: '', error: null },
  issuers: ['authority.example', 'other.example'],
};

function proof(changes: Partial<DnsProof>): ReturnType<typeof proofOf> {
  return proofOf({
    ...{ type: 'dns-01', name: { ascii: 'example.org', wildcard: false }, challenge },
    keyAuthorization: 'token.thumbprint',
    accountUrl: 'https://example.com/acme/acct/ExampleAccount',
    ...changes,
  });
}

describe('the record that proves control', () => {
  it('holds the digest of the key authorization, for a name and its wildcard at one place', () => {
    // printf token.thumbprint | openssl dgst -sha256 -binary | basenc --base64url | tr -d =
    const value = '61rBZ_4knHblO0MNoxFsXZ_eTFUHum0B6IVRbhvUn5I';
    expect(proof({})).toEqual({ owner: '_acme-challenge.example.org', value });
    expect(proof({ name: { ascii: 'example.org', wildcard: true } })).toEqual(proof({}));
  });

  it('stands under a label of the account, as the example of the draft says', () => {
    expect(proof({ type: 'dns-account-01' })).toEqual({
      owner: '_ujmmovf2vn55tgye._acme-challenge.example.org',
      value: proof({}).value,
    });
  });

  it('names the issuer and the account where it stays, and that wildcards are allowed', () => {
    const value = 'authority.example; accounturi=https://example.com/acme/acct/ExampleAccount';
    expect(proof({ type: 'dns-persist-01' })).toEqual({ owner: '_validation-persist.example.org', value });
    expect(proof({ type: 'dns-persist-01', name: { ascii: 'example.org', wildcard: true } }).value).toBe(
      `${value}; policy=wildcard`,
    );
  });

  it('cannot be made where the CA names no issuer', () => {
    expect(() => proof({ type: 'dns-persist-01', challenge: { ...challenge, issuers: [] } })).toThrow('by which name');
  });

  it.each(['https://ca.example/acct/1; policy=wildcard', 'https://ca.example/"', 'http://ca.example/1', 'x'])(
    'cannot be made for the account %s',
    (accountUrl) => {
      expect(() => proof({ type: 'dns-persist-01', accountUrl })).toThrow('cannot stand in a record');
    },
  );
});
