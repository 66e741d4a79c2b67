import { describe, expect, it } from 'vitest';
import { caOf, withDirectory } from '../../../src/core/acme/ca-facts.ts';
import { readDirectory } from '../../../src/core/acme/directory.ts';

const resources = { newNonce: 'https://ca/n', newAccount: 'https://ca/a', newOrder: 'https://ca/o' };

describe("a CA's directory", () => {
  it('says its terms and its names in CAA records', () => {
    const meta = { termsOfService: 'https://ca/terms', caaIdentities: ['CA.example', 'second.example'] };
    expect(readDirectory({ ...resources, meta })).toMatchObject({
      termsOfService: 'https://ca/terms',
      caaIdentities: ['ca.example', 'second.example'],
    });
  });

  it.each([[undefined], [null], ['text'], [[]], [{}], [{ caaIdentities: 'ca.example', termsOfService: 1 }]])(
    'may say nothing: %j',
    (meta) => {
      expect(readDirectory({ ...resources, meta })).toEqual({
        ...{ termsOfService: null, caaIdentities: [], renewalInfo: null, profiles: [] },
        externalAccountRequired: false,
      });
    },
  );

  it('says where it tells when to renew, its profiles, and whether it takes strangers', () => {
    const meta = { profiles: { classic: 'https://ca/classic', shortlived: 1 }, externalAccountRequired: true };
    expect(readDirectory({ ...resources, renewalInfo: 'https://ca/ari', meta })).toMatchObject({
      ...{ renewalInfo: 'https://ca/ari', profiles: ['classic', 'shortlived'], externalAccountRequired: true },
    });
  });

  it('lets no name pass that is none', () => {
    const caaIdentities = [1, null, '', 'a b', 'x;y', 'a'.repeat(254), '\u001b[31m', 'fine.example'];
    expect(readDirectory({ ...resources, meta: { caaIdentities } })?.caaIdentities).toEqual(['fine.example']);
    const many = Array.from({ length: 10_000 }, (_, at) => `ca${at}.example`);
    expect(readDirectory({ ...resources, meta: { caaIdentities: many } })?.caaIdentities).toHaveLength(50);
  });

  it.each([[null], ['<html>'], [[]], [{}], [{ ...resources, newOrder: 1 }]])('is none: %j', (body) => {
    expect(readDirectory(body)).toBeNull();
  });

  it('goes before what is known of the CA, unless it says nothing', () => {
    const facts = caOf('https://ca.example.net/dir');
    const said = { termsOfService: null, caaIdentities: ['ca.example'] };
    expect(withDirectory(facts, said).caaIdentities).toEqual(['ca.example']);
    expect(withDirectory(caOf(null), { ...said, caaIdentities: [] }).caaIdentities).toEqual(['letsencrypt.org']);
  });
});
