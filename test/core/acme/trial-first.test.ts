import { describe, expect, it } from 'vitest';
import { caOf, letsEncrypt } from '../../../src/core/acme/ca-facts.ts';
import { isTrialDirectory, trialDirectoryOf } from '../../../src/core/acme/certificate-authorities.ts';
import type { LedgerEntry } from '../../../src/core/acme/ca-ledger.ts';
import { needsTrial } from '../../../src/core/acme/trial-first.ts';

const now = new Date('2026-11-26T12:00:00Z');
const names = ['www.example.com'];

function ago(hours: number, event: 'issued' | 'failed'): LedgerEntry {
  const at = new Date(now.getTime() - hours * 3_600_000).toISOString();
  return event === 'issued'
    ? { at, names, event, certificateUrl: `https://ca.example/${String(hours)}` }
    : { at, names, event, text: 'refused', nextTry: at };
}
const issued = (hours: number): LedgerEntry => ago(hours, 'issued');
const failed = (hours: number): LedgerEntry => ago(hours, 'failed');

describe('trying at the trial service first', () => {
  it.each([
    ['nothing was ever issued', [], [], true],
    ['the trial went well', [], [issued(1)], false],
    ['the trial went well too long ago', [], [issued(25)], true],
    ['the trial failed', [], [failed(1)], true],
    ['the trial went well after it had failed', [], [failed(2), issued(1)], false],
    ['the real one followed the trial and failed', [failed(1)], [issued(2)], true],
    ['a trial went well since the real one failed', [failed(2)], [issued(1)], false],
    ['it was issued before', [issued(900)], [], false],
    ['it was issued before, and failed since', [issued(900), failed(3)], [], true],
    ['it failed before, and was issued since', [failed(900), issued(3)], [], false],
  ])('where %s', (_what, real, trial, wanted) => {
    expect(needsTrial(real, trial, names, now)).toBe(wanted);
  });

  it('does not take another certificate’s trial for its own', () => {
    expect(needsTrial([], [issued(1)], ['other.example'], now)).toBe(true);
  });
});

describe('the trial service of a CA', () => {
  it('is known of Let’s Encrypt, among its directories, and has none itself', () => {
    const [real = ''] = letsEncrypt.directories;
    const trial = trialDirectoryOf(real) ?? '';
    expect(caOf(trial)).toBe(letsEncrypt);
    expect([isTrialDirectory(trial), isTrialDirectory(real), trialDirectoryOf(trial)]).toEqual([true, false, null]);
  });
});
