import type { SignatureSet } from '../signature.ts';

/** Messages that say nothing of a problem, but where an attempt begins or ends, whom it is for, or that a server was reloaded. */
export const attemptSteps: SignatureSet = {
  'step/certbot-failure-row': {
    outcome: 'failed',
    template: 'live/{lineage:word}/fullchain.pem (failure)',
    example: '  /etc/letsencrypt/live/a.example.com/fullchain.pem (failure)',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'step/certbot-skipped-row': {
    outcome: 'not-due',
    template: 'live/{lineage:word}/fullchain.pem expires on {date:text} (skipped)',
    example: '  /etc/letsencrypt/live/a.example.com/fullchain.pem expires on 2027-01-19 (skipped)',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'step/dehydrated-check': {
    outcome: 'started',
    template: ' + Checking domain name(s) of existing cert',
    example: ' + Checking domain name(s) of existing cert... unchanged.',
    source: 'dehydrated@7ea8aaa dehydrated (sign_domains)',
  },
  'step/dehydrated-sign': {
    outcome: 'started',
    template: ' + Signing domains...',
    example: ' + Signing domains...',
    source: 'real log of dehydrated (Debian 12)',
  },
  'step/dehydrated-names': {
    outcome: 'started',
    template: 'Processing {name:name} with alternative names: {names:list}',
    example: 'Processing a.example.com with alternative names: www.a.example.com',
    source: 'dehydrated@7ea8aaa dehydrated (command_sign_domains)',
  },
  'step/dehydrated-handling': {
    outcome: 'names',
    template: ' + Handling authorization for {name:name}',
    example: ' + Handling authorization for a.example.com',
    source: 'real log of dehydrated (Debian 12)',
  },
  'step/dehydrated-responding': {
    outcome: 'concerns',
    template: ' + Responding to challenge for {name:name} authorization',
    example: ' + Responding to challenge for a.example.com authorization...',
    source: 'real log of dehydrated (Debian 12)',
  },
  'step/acme-sh-webroot': {
    outcome: 'names',
    template: "Getting webroot for domain='{name:name}'",
    example: "[Sun Nov 22 08:14:34 UTC 2026] Getting webroot for domain='www.example.net'",
    source: 'real log of acme.sh',
  },
  'step/acme-sh-failed': {
    outcome: 'failed',
    template: "Please add '--debug' or '--log' to ",
    example: "[Sun Nov 22 08:14:34 UTC 2026] Please add '--debug' or '--log' to check more details.",
    source: 'acme.sh (_on_issue_err)',
  },
  'step/acme-sh-failed-logged': {
    outcome: 'failed',
    template: 'Please check log file for more details: {file:path}',
    example: '[Sun Nov 22 08:14:34 UTC 2026] Please check log file for more details: /root/.acme.sh/acme.sh.log',
    source: 'acme.sh (_on_issue_err)',
  },
  'step/node-selected': {
    outcome: 'names',
    template: '[auto] [{name:name}] Found {count:number} challenges, selected type',
    example: '2026-11-22T08:06:25.526Z [auto] [a.example.com] Found 5 challenges, selected type: http-01',
    source: 'real log of acme-client 5.4.0',
  },
  'step/node-completing': {
    outcome: 'concerns',
    template: '[auto] [{name:name}] Completing challenge with ACME provider',
    example:
      '2026-11-22T08:06:25.527Z [auto] [a.example.com] Completing challenge with ACME provider and waiting for valid status',
    source: 'real log of acme-client 5.4.0',
  },
  'step/nginx-reloaded': {
    outcome: 'reloaded',
    template: '[notice] {process:word} start worker processes',
    example: '2026/11/22 08:02:11 [notice] 4506#4506: start worker processes',
    source: 'nginx/nginx@3f6f7824d src/os/unix/ngx_process_cycle.c',
  },
  'step/nginx-test-passed': {
    outcome: 'tested',
    template: 'nginx: configuration file {file:path} test is successful',
    example: 'nginx: configuration file /etc/nginx/nginx.conf test is successful',
    source: 'nginx/nginx@3f6f7824d src/core/nginx.c',
  },
  'step/apache-resumed': {
    outcome: 'reloaded',
    template: 'configured -- resuming normal operations',
    example:
      '[Sun Dec 06 16:47:22.629000 2020] [mpm_prefork:notice] [pid 64] AH00163: Apache/2.4.43 (Unix) OpenSSL/1.1.1d configured -- resuming normal operations',
    source: 'apache/httpd server/mpm/prefork/prefork.c',
  },
  'step/systemd-reloaded': {
    outcome: 'reloaded',
    template: 'systemd[1]: Reloaded {unit:word}',
    example: 'Nov 22 07:15:02 web systemd[1]: Reloaded nginx.service - A high performance web server.',
    source: 'systemd/systemd src/core/unit.c',
  },
};
