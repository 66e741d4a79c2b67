import { describe, expect, it } from 'vitest';
import { FormatVote } from '../../../src/core/log/format.ts';
import { readHead } from '../../../src/core/log/prefix.ts';

describe('what stands in front of a message is seen through', () => {
  it.each([
    ['certbot', '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:message'],
    ['nginx', '2026/11/22 07:15:02 [error] 12#34: *57 message'],
    ['nginx without connection', '2026/11/22 07:15:02 [emerg] 12#34: message'],
    ['acme.sh', '[Sun Nov 22 07:15:02 UTC 2026] message'],
    ['acme.sh in Chinese', '[2021年 9月20日 星期一 03时46分35秒 CST 03:46:35] message'],
    ['the Go log', '2026/11/22 07:15:02 message'],
    ['lego', '2026/11/22 07:15:02 [INFO] message'],
    ['klog', 'E1122 07:15:02.123456       1 file.go:208] message'],
    ['syslog', 'Nov 22 07:15:02 web nginx[12]: message'],
    ['syslog in Italian', 'dic 12 15:45:06 web tag[4673]: message'],
    ['docker compose', 'traefik-1  | message'],
    ['Kubernetes', '2026-11-22T07:15:02.123456789Z stderr F message'],
    ['an ISO stamp', '2026-11-22T08:20:39.397Z message'],
    ['Apache', '[Sun Nov 22 08:23:23.810505 2026] [ssl:emerg] [pid 667:tid 667] message'],
    ['quoted mail', '> message'],
    ['several of them', 'web-1 | Nov 22 07:15:02 host acme.sh[1]: [Sun Nov 22 07:15:02 UTC 2026] message'],
    ['nothing', 'message'],
  ])('%s', (_, line) => {
    expect(line.slice(readHead(line).message)).toBe('message');
  });

  it('but an indented message keeps its indent, which tells a continued line', () => {
    const line = 'certbot-1  |   Detail: x';
    expect(line.slice(readHead(line).message)).toBe('  Detail: x');
  });
});

describe('the tool that wrote a log is named', () => {
  it.each([
    ['certbot', '2026-11-22 07:15:02,123:DEBUG:certbot._internal.main:certbot version: 2.1.0'],
    ['acme.sh', '[Sun Nov 22 07:15:02 UTC 2026] Single domain=x'],
    ['lego', '2026/11/22 07:15:02 [INFO] [example.com] acme: Obtaining bundled SAN certificate'],
    ['traefik', 'time="2024-07-01T17:41:55Z" level=error msg="x" providerName=le.acme routerName=a'],
    ['caddy', '{"level":"info","ts":1,"logger":"tls.obtain","msg":"acquiring lock"}'],
    ['cert-manager', 'E1122 07:15:02.123456       1 sync.go:208] cert-manager/controller/orders "msg"="x"'],
    ['dehydrated', ' + Signing domains...'],
    ['acme-client', '2026-11-22T08:20:39.397Z [auto] Checking account'],
    ['win-acme', '[INFO] A simple Windows ACMEv2 client (WACS)'],
    ['nginx-error', '2026/11/22 07:15:02 [error] 12#34: *57 open() failed'],
    ['nginx-access', '203.0.113.60 - - [22/Nov/2026:08:00:22 +0000] "GET / HTTP/1.1" 200 2 "-" "curl"'],
    ['nginx-test', 'nginx: [emerg] bind() to 0.0.0.0:80 failed'],
    ['apache', '[Sun Nov 22 08:23:23.810505 2026] [ssl:emerg] [pid 667:tid 667] AH02565: x'],
    ['haproxy', '[NOTICE]   (649) : haproxy version is 2.6.12'],
    ['bind', 'zone example.com/IN: loaded serial 1'],
    ['unknown', 'hello'],
  ])('%s', (format, line) => {
    const vote = new FormatVote();
    vote.add(line);
    expect(vote.format).toBe(format);
  });
});
