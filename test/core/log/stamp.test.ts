import { describe, expect, it } from 'vitest';
import { readHead } from '../../../src/core/log/prefix.ts';
import { readStamp } from '../../../src/core/log/stamp.ts';

function timeOf(line: string): string | null | undefined {
  return readStamp(line, readHead(line).message)?.iso;
}

describe('the time of a line is read from', () => {
  it.each([
    ['certbot', '2026-11-22 07:51:03,041:INFO:certbot._internal.auth_handler:x', '2026-11-22T07:51:03.041'],
    ['nginx', '2026/11/22 08:02:11 [error] 4507#4507: *2 x', '2026-11-22T08:02:11'],
    ['Go’s log', '2026/11/22 08:11:45.123456 [INFO] x', '2026-11-22T08:11:45.123'],
    ['Kubernetes', '2026-11-22T08:11:45.123456789Z stderr F x', '2026-11-22T08:11:45.123Z'],
    ['the journal with a zone', '2026-11-22T08:11:45+0100 web certbot[12]: x', '2026-11-22T08:11:45+01:00'],
    ['acme.sh', '[Sun Nov 22 08:14:33 UTC 2026] x', '2026-11-22T08:14:33Z'],
    ['acme.sh in a zone that is only a name', '[Wed Apr 13 00:03:57 CST 2016] x', '2016-04-13T00:03:57'],
    ['Apache', '[Sun Dec 06 16:47:22.570518 2020] [ssl:warn] [pid 64] AH01909: x', '2020-12-06T16:47:22.570'],
    ['BIND', '22-Nov-2026 08:14:34.639 zone example.com/IN: loaded serial 1', '2026-11-22T08:14:34.639'],
    ['an access log', '203.0.113.10 - - [22/Nov/2026:07:51:02 +0000] "GET / HTTP/1.1" 200 1', '2026-11-22T07:51:02Z'],
    ['Caddy', '{"level":"info","ts":1795335486.9539247,"msg":"x"}', '2026-11-22T08:18:06.953Z'],
    ['JSON', '{"level":"info","time":"2026-11-22T08:18:06-05:00","msg":"x"}', '2026-11-22T08:18:06-05:00'],
    [
      'Traefik’s JSON, behind all it says',
      `{"level":"error","error":"${'unable to generate a certificate '.repeat(20)}","time":"2026-11-22T08:18:06Z","message":"x"}`,
      '2026-11-22T08:18:06Z',
    ],
    ['Traefik', 'time="2022-10-14T03:30:09-07:00" level=error msg="x"', '2022-10-14T03:30:09-07:00'],
    [
      'what stands behind docker compose’s and the journal’s heads',
      'web-1  | 2026/11/22 08:02:11 [error] 1#1: x',
      '2026-11-22T08:02:11',
    ],
    [
      'the tool where the journal’s head has no year',
      'Nov 22 08:02:11 web x[1]: 2026/11/22 08:02:10 [INFO] y',
      '2026-11-22T08:02:10',
    ],
  ])('%s', (_, line, time) => {
    expect(timeOf(line)).toBe(time);
  });
});

describe('a line without a certain time has none', () => {
  it.each([
    ['syslog, which has no year', 'Nov 22 07:15:02 web certbot[12]: x', null],
    ['klog, which has no year', 'E1122 07:15:02.123456       1 sync.go:210] x', null],
    ['a message with a date in it', 'Your certificate expires on 2026-11-22 08:00:00', undefined],
    ['a date that is none', '2026-13-45 07:51:03,041:INFO:certbot:x', undefined],
    ['an hour that is none', '2026/11/22 28:02:11 [error] 1#1: x', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, line, time) => {
    expect(timeOf(line)).toBe(time);
  });
});

describe('lines are ordered by their times', () => {
  it('over zones, over the day and where no year is written', () => {
    const order = (line: string): number => readStamp(line, readHead(line).message)?.order ?? Number.NaN;
    expect(order('time="2026-11-22T08:00:00+02:00" x')).toBeLessThan(order('time="2026-11-22T07:00:00Z" x'));
    expect(order('Nov 22 07:15:02 web a[1]: x')).toBeLessThan(order('Nov 23 06:15:02 web a[1]: x'));
    expect(order('E1122 07:15:02.100000       1 a.go:1] x')).toBeLessThan(
      order('E1122 07:15:02.200000       1 a.go:1] x'),
    );
  });
});
