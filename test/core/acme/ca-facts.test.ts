import { describe, expect, it } from 'vitest';
import { caOf } from '../../../src/core/acme/ca-facts.ts';

describe('the CA behind a directory', () => {
  it.each([
    [null, ['letsencrypt.org']],
    ['https://acme-staging-v02.api.letsencrypt.org/directory', ['letsencrypt.org']],
    ['https://acme.zerossl.com/v2/DV90', ['sectigo.com']],
    ['https://ca.example.net:14000/dir', []],
    ['no URL', []],
  ])('of %s is named %j in CAA records', (directoryUrl, identities) => {
    expect(caOf(directoryUrl).caaIdentities).toEqual(identities);
  });
});
