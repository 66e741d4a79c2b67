import { describe, expect, it } from 'vitest';
import { hostLines } from '../../../src/core/host/host-lines.ts';
import type { HostObservation } from '../../../src/core/host/host-observation.ts';
import { intent, leaf } from '../judge/recorded.ts';

const unknown = { known: false, why: 'this user may not see it' } as const;

const host: HostObservation = {
  system: 'Debian GNU/Linux 12',
  addresses: ['203.0.113.10'],
  listeners: [{ address: '0.0.0.0', port: 443, program: 'haproxy' }],
  servers: [
    {
      ...{ software: 'haproxy', program: '/usr/sbin/haproxy', configFile: '/etc/haproxy/haproxy.cfg', running: true },
      ...{ disabled: [], brokenLinks: [], syntax: null },
      test: { command: 'haproxy -c', passed: false, output: 'no key\u001b[31m' },
      sites: [
        {
          ...{
            software: 'haproxy',
            file: '/etc/haproxy/haproxy.cfg',
            line: 9,
            names: ['example.com'],
            automatic: false,
          },
          listens: [{ address: '*', port: 443, ssl: true, defaultServer: true }],
          ...{ certificates: ['/etc/haproxy/site.pem'], keys: ['/etc/haproxy/site.pem'], root: null },
        },
      ],
    },
  ],
  files: [],
  lineages: [
    {
      ...{
        client: 'certbot',
        name: 'example.com',
        certificate: '/etc/letsencrypt/live/x',
        state: 'read',
        leaf: leaf(),
      },
      settings: {
        ...{ file: 'x.conf', method: 'webroot', installer: null, server: 'https://ca.example/dir', account: null },
        ...{ webRoots: [], beforeDays: null, hooks: [], switchedOff: false, broken: null },
      },
    },
    { client: 'lego', name: 'other.example', certificate: '/x', state: 'missing', leaf: null },
  ],
  accounts: [
    { client: 'certbot', file: 'regr.json', ca: 'ca.example', uri: 'https://ca.example/acct/1', broken: null },
  ],
  renewers: [
    {
      ...{ client: 'certbot', by: 'systemd-timer', where: 'certbot.timer', active: true, failed: true },
      ...{ lastRun: '2026-11-25T00:13:00Z', nextRun: '2026-11-25T13:02:00Z' },
      job: {
        enabled: false,
        command: 'certbot renew',
        schedule: '*-*-* 00:00:00',
        result: 'exit-code',
        runningSince: null,
      },
    },
  ],
  disks: [],
  machine: {
    release: { known: true, value: { id: 'debian', version: '12' } },
    user: { name: 'ops', isRoot: false, maySudo: unknown },
    timeZone: { known: true, value: 'Europe/Berlin' },
    clockSynchronised: unknown,
    load: { known: true, value: { averages: [0.5, 1, 2], processors: 2 } },
    memory: { known: true, value: { totalBytes: 2 ** 30, availableBytes: 2 ** 29 } },
    rights: [{ path: '/etc/letsencrypt/live', rights: unknown }],
    siteFolders: [
      {
        ...{ software: 'nginx', path: '/srv/www', serverUser: 'www-data', blockedAt: '/srv' },
        rights: { known: true, value: { kind: 'folder', mode: 0o750, owner: 'root', group: 'root', openToAll: false } },
      },
    ],
  },
  unseen: [{ what: 'the crontab of root', how: 'sudo crontab -l' }],
};

describe('what the machine shows', () => {
  it('stands in one line each, and what is not known is said with why', () => {
    expect(hostLines(intent('example.com'), host)).toEqual([
      'system: debian 12',
      'looked at by ops, not root; may become root: not known, this user may not see it',
      'time zone: Europe/Berlin',
      'clock set by a time service: not known, this user may not see it',
      'load: 0.5 1 2 on 2 processors',
      'memory: 512 MiB of 1024 MiB available',
      'own addresses: 203.0.113.10',
      'listens at 0.0.0.0 port 443: haproxy',
      'HAProxy, running, its configuration fails',
      '  certificate in /etc/haproxy/haproxy.cfg, line 9; example.com; *:443 with TLS; /etc/haproxy/site.pem',
      String.raw`  no key\u{1b}[31m`,
      'kept by certbot: example.com, until 2027-01-25, by webroot, with https://ca.example/dir, /etc/letsencrypt/live/x',
      'renewed by certbot.timer, systemd-timer, active, not enabled, runs *-*-* 00:00:00, last run 2026-11-25 00:13 UTC (exit-code), next 2026-11-25 13:02 UTC',
      'account of certbot: https://ca.example/acct/1 (regr.json)',
      'site folder /srv/www: 0750 root:root, www-data may not enter /srv',
      'rights /etc/letsencrypt/live: not known, this user may not see it',
      'not seen: the crontab of root; this would show it: sudo crontab -l',
    ]);
  });
});
