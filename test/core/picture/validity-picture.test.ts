import { describe, expect, test } from 'vitest';
import { validityPicture } from '../../../src/core/picture/validity-picture.ts';
import { healthy, leaf, observing, shown } from '../playbook/recorded-report.ts';

describe('validity on a time line', () => {
  test('has begin, now, renewal and end in their order, inside the picture', () => {
    const report = { ...healthy, at: '2026-12-25T09:00:00.000Z' };
    const picture = validityPicture(report, null);
    const [bar] = picture?.bars ?? [];
    expect(bar).toMatchObject({ notBefore: '2026-11-25', notAfter: '2027-02-23', words: '60 days left', mark: 'fine' });
    // Two thirds of 90 days.
    expect(bar?.renewal).toMatchObject({ day: '2027-01-24', words: 'renewal usually begins' });
    const places = [0, bar?.from, picture?.now, bar?.renewal.at, bar?.to, 1];
    expect(places).toEqual(places.toSorted());
    expect(picture?.text).toContain('from 2026-11-25 to 2027-02-23, 60 days left, renewal usually begins 2027-01-24.');
  });

  test('is renewed when the CA says, where it does', () => {
    const renewals = [
      { fingerprint: 'F01', start: '2027-01-10T00:00:00Z', end: '2027-01-12T00:00:00Z', explanationUrl: null },
    ];
    const ca = {
      directoryUrl: 'https://ca.example/',
      outcome: { kind: 'failed', code: 'X', text: '' },
      renewals,
    } as const;
    const seen = { at: healthy.at, from: 'web-1', ms: 1 };
    const picture = validityPicture(observing({ ca: { ...ca, seen } }), null);
    expect(picture?.bars[0]?.renewal).toMatchObject({ day: '2027-01-10', words: 'renewal, as the CA says' });
  });

  test('after its end the end lies before now', () => {
    const picture = validityPicture({ ...healthy, at: '2027-02-26T09:00:00.000Z' }, null);
    expect(picture?.bars[0]).toMatchObject({ words: 'expired 3 days ago', mark: 'problem' });
    expect(picture?.bars[0]?.to).toBeLessThan(picture?.now ?? 0);
  });

  test('the earlier certificate stands beside the new one, wherever it was or still is shown', () => {
    const old = { ...leaf('01'), notBefore: '2026-08-30T09:00:00.000Z', notAfter: '2026-11-28T09:00:00.000Z' };
    const before = shown('example.com', '01');
    const earlier = { ...before, outcome: { ...before.outcome, chain: [old] } } as typeof before;
    const now = observing({ tls: [shown('example.com', '02')] });
    expect(validityPicture(now, observing({ tls: [earlier] }))?.bars.map(({ label, where }) => [label, where])).toEqual(
      [
        ['serial 02', 'at 203.0.113.10'],
        ['serial 01', 'shown before'],
      ],
    );
    const both = observing({ tls: [shown('example.com', '02'), { ...earlier, address: '203.0.113.11' }] });
    expect(validityPicture(both, both)?.bars.map(({ where }) => where)).toEqual(['at 203.0.113.10', 'at 203.0.113.11']);
  });

  test('is not drawn for dates that are none, or where no certificate was seen', () => {
    expect(validityPicture(observing({ tls: [] }), null)).toBeNull();
    const broken = shown('example.com', '02');
    const tls = [{ ...broken, outcome: { ...broken.outcome, chain: [{ ...leaf('02'), notAfter: 'never' }] } }];
    expect(validityPicture(observing({ tls: tls }), null)).toBeNull();
  });
});
