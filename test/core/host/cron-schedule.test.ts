import { describe, expect, it } from 'vitest';
import { cronFields, nextCronRun } from '../../../src/core/host/cron-schedule.ts';

// A Thursday.
const now = new Date('2026-11-26T06:42:30Z');

describe('the next run of a cron job', () => {
  it.each([
    ['0 */12 * * *', 0, '2026-11-26T12:00:00.000Z'],
    ['0 */12 * * *', 60, '2026-11-26T11:00:00.000Z'],
    ['43 6 * * *', 0, '2026-11-26T06:43:00.000Z'],
    ['42 6 * * *', 0, '2026-11-27T06:42:00.000Z'],
    ['42 6 * * *', -480, '2026-11-26T14:42:00.000Z'],
    ['15,45 3-5/2 * * mon', 0, '2026-11-30T03:15:00.000Z'],
    ['0 0 1 jan-mar *', 0, '2027-01-01T00:00:00.000Z'],
    ['0 4 13 * 5', 0, '2026-11-27T04:00:00.000Z'],
    ['0 4 * * 7', 0, '2026-11-29T04:00:00.000Z'],
    ['0 5 29 2 *', 0, null],
    ['@daily', 0, '2026-11-27T00:00:00.000Z'],
    ['@weekly', 120, '2026-11-28T22:00:00.000Z'],
    ['@reboot', 0, null],
  ])('%s, %i minutes ahead of UTC: %s', (schedule, offset, expected) => {
    expect(nextCronRun(schedule, now, offset)?.toISOString() ?? null).toBe(expected);
  });

  it.each([
    ['0 */12 * * * root certbot -q renew', '0 */12 * * *'],
    ['@daily root certbot renew', '@daily'],
    ['17 3 * * sun /root/.acme.sh/acme.sh --cron', '17 3 * * sun'],
    ['test -x /usr/bin/certbot && certbot renew', null],
    ['61 * * * * x', null],
    ['5-1 * * * * x', null],
    ['*/0 * * * * x', null],
    ['@reboot root certbot', null],
    ['MAILTO=root', null],
  ])('%s', (line, expected) => {
    expect(cronFields(line)).toBe(expected);
  });
});
