import { chownSync, mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { intentFor } from '../../../../src/core/domain/intent.ts';
import { parseDomainName } from '../../../../src/core/domain/name.ts';
import type { DomainObservations } from '../../../../src/core/domain/observations.ts';
import type { HostObservation } from '../../../../src/core/host/host-observation.ts';
import { letsEncrypt } from '../../../../src/core/acme/ca-facts.ts';
import { judgeHost } from '../../../../src/core/judge/judge-host.ts';
import { observeHost } from '../../../../src/engine/observe/host/observe-host.ts';
import { machineBelow, type MachineBelow } from './machine-below.ts';

const parsed = parseDomainName('www.example.com');
if (!parsed.ok) throw new Error('That is a name.');
const intent = intentFor(parsed.name);

function machine(nginx = ''): MachineBelow {
  const below = machineBelow();
  below.write('/etc/os-release', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n');
  below.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\n');
  below.write('/etc/group', 'root:x:0:\nwww-data:x:33:\nsite:x:1000:www-data\n');
  below.link('/usr/share/zoneinfo/Europe/Berlin', '/etc/localtime');
  below.write('/proc/loadavg', '0.52 1.50 2.25 1/123 4567\n');
  below.write('/proc/cpuinfo', 'processor\t: 0\nmodel name\t: x\n\nprocessor\t: 1\n');
  below.write(
    '/proc/meminfo',
    'MemTotal:        4026532 kB\nMemFree:          100000 kB\nMemAvailable:    2013266 kB\n',
  );
  below.write(
    '/etc/nginx/nginx.conf',
    `user www-data;\nevents { worker_connections 64; }\nerror_log /var/log/nginx/error.log;\nhttp { server { listen 80; server_name www.example.com; root /srv/site/www; } ${nginx} }\n`,
  );
  mkdirSync(below.place('/srv/site/www'), { recursive: true });
  return below;
}

async function observe({ root }: MachineBelow): Promise<HostObservation> {
  const host = await observeHost(intent, [], AbortSignal.timeout(20_000), root);
  if (host === null) throw new Error('It serves the name.');
  return host;
}

function problems(host: HostObservation, seen: Partial<DomainObservations> = {}): readonly string[] {
  const observations = { dns: [], tls: [], http: [], publicSuffixes: [], host, ...seen };
  const now = new Date('2026-11-26T12:00:00Z');
  return judgeHost(intent, observations, { now, vantage: 'web-1', ca: letsEncrypt, accountUri: null }).map(
    ({ problem }) => problem,
  );
}

const refused = {
  name: 'www.example.com',
  address: '192.0.2.1',
  url: 'http://www.example.com/x',
  expected: null,
  hops: [],
  outcome: { kind: 'response', status: 403, contentType: null, body: '', bytes: 0 },
  seen: { at: '2026-11-26T12:00:00Z', from: 'web-1', ms: 1 },
} as const;

describe('the machine', () => {
  it('says what it is, what time it has, and how busy it is', async () => {
    const { machine: facts } = await observe(machine());
    expect(facts).toMatchObject({
      release: { known: true, value: { id: 'debian', version: '12' } },
      timeZone: { known: true, value: 'Europe/Berlin' },
      load: { known: true, value: { averages: [0.52, 1.5, 2.25], processors: 2 } },
      memory: { known: true, value: { totalBytes: 4026532 * 1024, availableBytes: 2013266 * 1024 } },
    });
  });

  it('says which clients and servers are installed, and runs none of them', async () => {
    const below = machine();
    const installed = 'Status: install ok installed';
    below.write(
      '/var/lib/dpkg/status',
      [
        `Package: python3-certbot\n${installed}\nVersion: 9.9-9`,
        `Package: certbot\n${installed}\nPriority: optional\nVersion: 2.1.0-4`,
        'Package: lego\nStatus: deinstall ok config-files\nVersion: 4.9.1-1',
        `Package: nginx\nVersion: 1.22.1-9+deb12u3\n${installed}`,
      ].join('\n\n'),
    );
    below.write('/lib/apk/db/installed', 'C:Q1x=\nP:caddy\nV:2.8.4-r1\nA:x86_64\n\nP:zlib\nV:1-r0\n');
    below.write('/snap/certbot/current/meta/snap.yaml', "name: certbot\nversion: '2.11.0'\n");
    below.write('/root/.acme.sh/acme.sh', '#!/usr/bin/env sh\n\nVER=3.1.0\n');
    expect((await observe(below)).machine?.programs).toEqual([
      { name: 'certbot', version: '2.1.0-4', by: 'Debian package' },
      { name: 'nginx', version: '1.22.1-9+deb12u3', by: 'Debian package' },
      { name: 'caddy', version: '2.8.4-r1', by: 'Alpine package' },
      { name: 'certbot', version: '2.11.0', by: 'snap' },
      { name: 'acme.sh', version: '3.1.0', by: 'script' },
    ]);
  });

  it('says why it does not know what it does not know', async () => {
    const below = machine();
    for (const file of ['/etc/os-release', '/proc/loadavg']) below.remove(file);
    below.write('/proc/meminfo', 'MemTotal: much\n');
    expect((await observe(below)).machine).toMatchObject({
      release: { known: false, why: 'there is no /etc/os-release' },
      load: { known: false, why: 'there is no /proc/loadavg' },
      memory: { known: false, why: '/proc/meminfo does not say it' },
      clockSynchronised: { known: false },
    });
  });

  it('shows the rights of what certbot keeps', async () => {
    const below = machine();
    below.write('/etc/letsencrypt/renewal/www.example.com.conf', 'version = 2\n');
    below.write('/etc/letsencrypt/archive/www.example.com/privkey1.pem', 'x', 0o640);
    const rights = (await observe(below)).machine?.rights.map(({ path, rights: found }) => [
      path,
      found.known ? [found.value.kind, found.value.mode, found.value.openToAll] : found.why,
    ]);
    expect(rights).toContainEqual(['/etc/letsencrypt/archive/www.example.com/privkey1.pem', ['file', 0o640, false]]);
    expect(rights).toContainEqual(['/etc/letsencrypt/archive', ['folder', 0o755, true]]);
  });

  it('tells of a key that is open to everybody, and not of one in a closed folder', async () => {
    const below = machine();
    below.write('/etc/letsencrypt/renewal/www.example.com.conf', 'version = 2\n');
    below.write('/etc/letsencrypt/archive/www.example.com/privkey1.pem', 'x', 0o644);
    expect(problems(await observe(below))).toContain('cert-key-permissions');
    below.mode('/etc/letsencrypt/archive', 0o700);
    expect(problems(await observe(below))).not.toContain('cert-key-permissions');
  });

  it('tells of a storage file that Traefik does not use', async () => {
    const below = machine();
    below.write('/etc/traefik/acme.json', '{}', 0o644);
    expect(problems(await observe(below))).toEqual(['acme-storage-permission']);
    below.mode('/etc/traefik/acme.json', 0o600);
    expect(problems(await observe(below))).toEqual([]);
  });

  it.skipIf(process.getuid?.() !== 0)('tells where the server may not enter the folder of a site', async () => {
    const below = machine();
    below.mode('/srv/site', 0o750);
    expect((await observe(below)).machine?.siteFolders).toMatchObject([
      { path: '/srv/site/www', serverUser: 'www-data', blockedAt: '/srv/site' },
    ]);
    expect(problems(await observe(below))).toEqual([]);
    expect(problems(await observe(below), { http: [refused] })).toEqual(['nginx-permission']);
    // A group of the server's own.
    chownSync(below.place('/srv/site'), 0, 1000);
    expect((await observe(below)).machine?.siteFolders).toMatchObject([{ blockedAt: null }]);
  });

  it('tells what nginx ran out of, while that is not long ago', async () => {
    const below = machine();
    const line = (day: string): string => `${day} 06:00:00 [alert] 7#7: 64 worker_connections are not enough\n`;
    below.write('/var/log/nginx/error.log', line('2026/11/25') + line('2026/11/26'));
    const host = await observe(below);
    expect(host.servers[0]).toMatchObject({ workerConnections: 64, shortages: [{ count: 2, day: '2026-11-26' }] });
    expect(problems(host)).toEqual(['nginx-worker-connections']);
    below.write('/var/log/nginx/error.log', line('2026/10/25'));
    expect(problems(await observe(below))).toEqual([]);
  });
});
