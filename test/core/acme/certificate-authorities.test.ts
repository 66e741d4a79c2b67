import { describe, expect, it } from 'vitest';
import { caOf } from '../../../src/core/acme/ca-facts.ts';
import {
  authorityAt,
  certificateAuthorities,
  directoryNamed,
  isTrialDirectory,
} from '../../../src/core/acme/certificate-authorities.ts';

describe('the public CAs', () => {
  it.each(certificateAuthorities)('$id is whole: where it is asked, and where and when that was read', (authority) => {
    const { id, directory, trial, source, read, ended, wildcards, addresses } = authority;
    expect(id).toMatch(/^[a-z][a-z-]+$/);
    expect([directory, trial ?? directory].map((url) => URL.parse(url)?.protocol)).toEqual(['https:', 'https:']);
    expect(source.length).toBeGreaterThan(10);
    expect([read, ended ?? read].every((day) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true);
    expect(['yes', 'paid', 'no']).toContain(wildcards);
    expect(['yes', 'no', 'unknown']).toContain(addresses);
    expect(caOf(directory).caaIdentities).toEqual(authority.caaIdentities);
  });

  it('are named by words, with a word more for their trial services', () => {
    expect(new Set(certificateAuthorities.map(({ id }) => id)).size).toBe(certificateAuthorities.length);
    expect(directoryNamed('zerossl')).toBe('https://acme.zerossl.com/v2/DV90');
    expect(directoryNamed('letsencrypt-staging')).toBe('https://acme-staging-v02.api.letsencrypt.org/directory');
    expect(directoryNamed('zerossl-staging')).toBeNull();
    expect(directoryNamed('nobody')).toBeNull();
  });

  it('are known by their directories, of the trial service too', () => {
    const trial = 'https://dv.acme-v02.test-api.pki.goog/directory';
    expect(authorityAt(trial)?.id).toBe('google');
    expect(isTrialDirectory(trial)).toBe(true);
    expect(authorityAt('https://ca.example.net/dir')).toBeNull();
  });
});
