import { describe, expect, it } from 'vitest';
import { readRetryAfter, retryTimeIn } from '../../../src/core/acme/retry-after.ts';

const now = new Date('2026-11-25T12:00:00.000Z');
const limit = '2026-12-25T12:00:00.000Z';

describe('when the CA allows the next try', () => {
  it.each([
    ['120', '', '2026-11-25T12:02:00.000Z'],
    ['0', '', '2026-11-25T12:00:00.000Z'],
    ['Wed, 25 Nov 2026 13:00:00 GMT', '', '2026-11-25T13:00:00.000Z'],
    ['Wed, 25 Nov 2020 13:00:00 GMT', '', '2026-11-25T12:00:00.000Z'],
    ['Fri, 31 Dec 2100 23:59:59 GMT', '', limit],
    ['999999999999', '', limit],
    [null, 'in the last 168h0m0s, retry after 2026-11-26 03:04:05 UTC: see https://x', '2026-11-26T03:04:05.000Z'],
    [null, 'retry after 2026-11-26T03:04:05Z', '2026-11-26T03:04:05.000Z'],
    ['60', 'retry after 2026-11-26 03:04:05 UTC', '2026-11-25T12:01:00.000Z'],
  ])('header %o and text %o say %s', (header, text, expected) => {
    expect(readRetryAfter(header, text, now)).toBe(expected);
  });

  it.each([null, '', '-1', '1e12', 'NaN', 'soon', '12 hours', 'GMT', '9'.repeat(41)])(
    'header %o says nothing',
    (header) => {
      expect(readRetryAfter(header, 'retry after a while, retry after 2026-99-99 99:99:99', now)).toBeNull();
    },
  );

  it('is read out of a text in both spellings, however long ago it was', () => {
    expect(retryTimeIn('x, retry after 2026-11-23 17:02:11 UTC: see')).toBe('2026-11-23T17:02:11.000Z');
    expect(retryTimeIn('retry after x, retry after 2024-06-07T21:01:50Z: see', 5)).toBe('2024-06-07T21:01:50.000Z');
    expect(retryTimeIn('retry after a while')).toBeNull();
    expect(retryTimeIn('retry after December 7, 2026')).toBeNull();
  });
});
