import { createHash } from 'node:crypto';
import type { DnsPlan } from '../../../core/acme/challenge-plan.ts';
import { MalformedReply, type AcmeChallenge } from '../../../core/acme/order.ts';
import type { TxtRecord } from '../../../core/acme/placed-challenge.ts';
import { persistentOwner } from '../../../core/dns/persistent-validation.ts';
import type { DomainName } from '../../../core/domain/name.ts';

export interface DnsProof {
  readonly type: DnsPlan['type'];
  readonly name: DomainName;
  readonly challenge: AcmeChallenge;
  readonly keyAuthorization: string;
  readonly accountUrl: string;
}

/** The record that answers a challenge, at the name where the CA begins to look. Throws `MalformedReply` where the CA named no issuer, or an account that cannot stand in a record. */
export function proofOf({ type, name, challenge, keyAuthorization, accountUrl }: DnsProof): TxtRecord {
  const value = createHash('sha256').update(keyAuthorization).digest('base64url');
  switch (type) {
    case 'dns-01':
      return { owner: `_acme-challenge.${name.ascii}`, value };
    case 'dns-account-01':
      return { owner: `${accountLabel(accountUrl)}._acme-challenge.${name.ascii}`, value };
    case 'dns-persist-01':
      return { owner: persistentOwner(name.ascii), value: persistentValue(challenge, accountUrl, name.wildcard) };
  }
}

/** draft-ietf-acme-dns-account-label §3: an underscore and the beginning of the account URL's digest in base32. */
function accountLabel(accountUrl: string): string {
  return `_${base32(createHash('sha256').update(accountUrl).digest().subarray(0, 10))}`;
}

/** draft-ietf-acme-dns-persist §4: the issuer, the account and, for wildcards, the policy that allows them. */
function persistentValue({ issuers }: AcmeChallenge, accountUrl: string, wildcard: boolean): string {
  const [issuer] = issuers;
  if (issuer === undefined)
    throw new MalformedReply('The CA does not say by which name it is called in dns-persist-01.');
  // A semicolon would begin another parameter.
  if (!/^https:\/\/[\x21\x23-\x3a\x3c-\x7e]{1,500}$/.test(accountUrl)) {
    throw new MalformedReply('The URL of the account, which the CA gave, cannot stand in a record.');
  }
  return `${issuer}; accounturi=${accountUrl}${wildcard ? '; policy=wildcard' : ''}`;
}

/** RFC 4648 §6, in lower case; eighty bits need no padding. */
function base32(octets: Uint8Array): string {
  const bits = Array.from(octets, (octet) => octet.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/.{5}/g) ?? [];
  return digits.map((digit) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(digit, 2)]).join('');
}
