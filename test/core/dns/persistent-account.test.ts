import { describe, expect, it } from 'vitest';
import { fitsAccount } from '../../../src/core/dns/persistent-validation.ts';

const accountUrl = 'https://ca.example/acct/1';
const demand = { issuers: ['ca.example'], accountUrl, wildcard: false, now: new Date('2026-11-26T00:00:00Z') };
const till = (day: string): number => Date.parse(day) / 1000;

describe('a record that lets the CA validate for an account', () => {
  it.each([
    [`ca.example; accounturi=${accountUrl}`, true],
    [`CA.example;accounturi=${accountUrl};policy=wildcard`, true],
    [`ca.example; accounturi=${accountUrl}; persistUntil=${till('2027-01-01')}`, true],
    [`ca.example; accounturi=${accountUrl}; persistUntil=${till('2026-01-01')}`, false],
    [`ca.example; accounturi=${accountUrl}/2`, false],
    [`other.example; accounturi=${accountUrl}`, false],
    ['ca.example', false],
    ['a text of somebody', false],
  ])('%s: %s', (text, fits) => {
    expect(fitsAccount(text, demand)).toBe(fits);
  });

  it('must allow wildcards for one', () => {
    const wild = { ...demand, wildcard: true };
    expect(fitsAccount(`ca.example; accounturi=${accountUrl}`, wild)).toBe(false);
    expect(fitsAccount(`ca.example; accounturi=${accountUrl}; policy=wildcard`, wild)).toBe(true);
  });
});
