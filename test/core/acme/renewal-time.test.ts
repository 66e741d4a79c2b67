import { describe, expect, it } from 'vitest';
import { askAgainAt, chosenTime, readRenewalWindow, renewalDue } from '../../../src/core/acme/renewal-time.ts';

const now = new Date('2026-11-26T12:00:00Z');
const window = { start: '2026-12-01T00:00:00.000Z', end: '2026-12-03T00:00:00.000Z', explanationUrl: null };
const quarter = { notBefore: new Date('2026-10-01T00:00:00Z'), notAfter: new Date('2026-12-30T00:00:00Z') };

describe('the CA’s word on when to renew', () => {
  it('is read as RFC 9773 writes it', () => {
    const body = {
      suggestedWindow: { start: '2025-01-02T04:00:00Z', end: '2025-01-03T04:00:00Z' },
      explanationURL: 'https://acme.example.com/docs/ari',
    };
    expect(readRenewalWindow(body)).toEqual({
      ...{ start: '2025-01-02T04:00:00.000Z', end: '2025-01-03T04:00:00.000Z' },
      explanationUrl: 'https://acme.example.com/docs/ari',
    });
  });

  it.each([
    null,
    'window',
    {},
    { suggestedWindow: null },
    { suggestedWindow: { start: window.end, end: window.start } },
    { suggestedWindow: { start: window.start, end: window.start } },
    { suggestedWindow: { start: window.start } },
    { suggestedWindow: { start: 'soon', end: 'later' } },
  ])('is none where it says %o', (body) => {
    expect(readRenewalWindow(body)).toBeNull();
  });

  it('is asked for again when the CA says, at least a minute and at most a day later', () => {
    expect(askAgainAt('2026-11-26T18:00:00Z', now)).toBe('2026-11-26T18:00:00.000Z');
    expect(askAgainAt('2026-11-26T12:00:01Z', now)).toBe('2026-11-26T12:01:00.000Z');
    expect(askAgainAt('2027-11-26T12:00:00Z', now)).toBe('2026-11-27T12:00:00.000Z');
    expect(askAgainAt(null, now)).toBe('2026-11-26T18:00:00.000Z');
  });

  it('leaves a moment within the window to chance', () => {
    expect([0, 0.25, 1].map((random) => chosenTime(window, null, random))).toEqual([
      '2026-12-01T00:00:00.000Z',
      '2026-12-01T12:00:00.000Z',
      '2026-12-03T00:00:00.000Z',
    ]);
  });

  it('keeps the moment that was drawn, unless the window moved away from it', () => {
    expect(chosenTime(window, '2026-12-02T00:00:00Z', 0)).toBe('2026-12-02T00:00:00.000Z');
    expect(chosenTime(window, '2026-12-04T00:00:00Z', 0)).toBe(window.start);
    expect(chosenTime(window, 'damaged', 0)).toBe(window.start);
  });
});

describe('when a certificate is due', () => {
  it('is at the moment that was drawn', () => {
    expect(renewalDue(quarter, '2026-12-02T00:00:00Z')).toEqual({ from: new Date('2026-12-02T00:00:00Z'), by: 'ca' });
  });

  it('is at once where the CA wants it back', () => {
    expect(renewalDue(quarter, '2026-10-02T00:00:00Z').from < now).toBe(true);
  });

  it('is never so late that it would expire, whatever the CA says', () => {
    expect(renewalDue(quarter, '2027-06-01T00:00:00Z').from).toEqual(new Date('2026-12-21T00:00:00Z'));
  });

  it('is when a third of its life is left, where the CA says nothing', () => {
    expect(renewalDue(quarter, null)).toEqual({ from: new Date('2026-11-30T00:00:00Z'), by: 'lifetime' });
    expect(renewalDue(quarter, 'damaged')).toEqual({ from: new Date('2026-11-30T00:00:00Z'), by: 'lifetime' });
  });

  it('is when half is left, for one that lives less than ten days', () => {
    const short = { notBefore: new Date('2026-11-01T00:00:00Z'), notAfter: new Date('2026-11-07T00:00:00Z') };
    expect(renewalDue(short, null).from).toEqual(new Date('2026-11-04T00:00:00Z'));
  });
});
