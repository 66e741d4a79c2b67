import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { intentFor } from '../../../../src/core/domain/intent.ts';
import { parseDomainName, type DomainName } from '../../../../src/core/domain/name.ts';
import { judgeFiles } from '../../../../src/core/judge/judge-host-files.ts';
import { observeHaproxy } from '../../../../src/engine/observe/host/haproxy.ts';
import { readServedFile } from '../../../../src/engine/observe/host/pem-file.ts';
import { createPki, type Issued } from '../../pki.ts';
import { machineBelow, type MachineBelow } from './machine-below.ts';

const config = (folder: string): string => `global
    crt-base ${folder}
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend web
    bind 127.0.0.1:8080
    bind 127.0.0.1:8443 ssl crt main.pem crt more
    http-request return status 200
`;

describe('HAProxy on this machine', () => {
  let issued: readonly Issued[];
  beforeAll(async () => {
    const pki = await createPki();
    issued = await Promise.all(
      ['main.example.com', '*.more.example.com', 'apart.example.com'].map((name) => pki.leaf({ names: [name] })),
    );
  });

  const pem = (at: number): string => `${issued[at]?.certificate ?? ''}\n${issued[at]?.key ?? ''}\n`;

  function machine(): MachineBelow {
    const below = machineBelow();
    below.write('/etc/haproxy/haproxy.cfg', config('/etc/haproxy/certs'));
    below.write('/etc/haproxy/certs/main.pem', pem(0), 0o600);
    below.write('/etc/haproxy/certs/more/a.pem', pem(1), 0o600);
    below.write('/etc/haproxy/certs/more/b.pem', issued[2]?.certificate ?? '');
    below.write('/etc/haproxy/certs/more/b.pem.key', issued[2]?.key ?? '', 0o600);
    below.process(7, 'haproxy', [
      '/usr/sbin/haproxy',
      '-Ws',
      '-f',
      '/etc/haproxy/haproxy.cfg',
      '-p',
      '/run/haproxy.pid',
    ]);
    return below;
  }

  const observe = ({ root }: MachineBelow, programs = new Map([['7', 'haproxy']])) =>
    observeHaproxy({ root, signal: AbortSignal.timeout(20_000) }, programs);

  it('serves the names of the certificates that it is given, each with its key', async () => {
    const found = await observe(machine());
    expect(found?.server).toMatchObject({ running: true, configFile: '/etc/haproxy/haproxy.cfg' });
    expect(
      found?.server.sites.map(({ line, names, certificates, keys }) => [line, names, certificates[0], keys[0]]),
    ).toEqual([
      [9, [], undefined, undefined],
      [10, ['main.example.com'], '/etc/haproxy/certs/main.pem', '/etc/haproxy/certs/main.pem'],
      [10, ['*.more.example.com'], '/etc/haproxy/certs/more/a.pem', '/etc/haproxy/certs/more/a.pem'],
      [10, ['apart.example.com'], '/etc/haproxy/certs/more/b.pem', '/etc/haproxy/certs/more/b.pem.key'],
    ]);
  });

  it('takes its names from a list, and its configuration from a folder', async () => {
    const below = machine();
    below.process(7, 'haproxy', ['/usr/sbin/haproxy', '-f', '/etc/haproxy/conf.d', '--', '/etc/haproxy/more.cfg']);
    below.write('/etc/haproxy/conf.d/10.cfg', 'frontend a\n bind :443 ssl crt-list /etc/haproxy/list\n');
    below.write('/etc/haproxy/more.cfg', 'frontend b\n bind :80\n');
    below.write('/etc/haproxy/list', '/etc/haproxy/certs/main.pem [alpn h2] *.example.com !www.example.com\n');
    const found = await observe(below);
    expect(found?.server.sites.map(({ file, names }) => [file, names])).toEqual([
      ['/etc/haproxy/conf.d/10.cfg', ['*.example.com']],
      ['/etc/haproxy/more.cfg', []],
    ]);
  });

  it('is installed and stopped, or not there', async () => {
    expect((await observe(machine(), new Map()))?.server.running).toBe(false);
    expect(await observe(machineBelow(), new Map())).toBeNull();
  });

  it.each([
    ['certificate and key', () => pem(0), true],
    ['no key', () => issued[0]?.certificate ?? '', false],
    ['no certificate', () => issued[0]?.key ?? '', false],
    ['the key of another', () => `${issued[0]?.certificate ?? ''}\n${issued[1]?.key ?? ''}\n`, false],
    ['nothing', () => null, false],
  ])('refuses a PEM where HAProxy itself does: %s', async (_, text, isAccepted) => {
    const below = machine();
    const file = below.place('/etc/haproxy/haproxy.cfg');
    below.write('/etc/haproxy/haproxy.cfg', config(below.place('/etc/haproxy/certs')));
    const own = text();
    if (own === null) below.remove('/etc/haproxy/certs/main.pem');
    else below.write('/etc/haproxy/certs/main.pem', own, 0o600);
    expect(spawnSync('/usr/sbin/haproxy', ['-c', '-f', file]).status === 0).toBe(isAccepted);
    const place = '/etc/haproxy/certs/main.pem';
    const machineOf = { root: below.root, signal: AbortSignal.timeout(20_000) };
    const judged = judgeFiles(intentFor(nameOf('main.example.com')), [
      await readServedFile(machineOf, 'haproxy', place, place),
    ]);
    expect(judged.map(({ problem }) => problem)).toEqual(isAccepted ? [] : ['haproxy-pem-invalid']);
  });
});

function nameOf(text: string): DomainName {
  const parsed = parseDomainName(text);
  if (!parsed.ok) throw new Error(`${text} is no name`);
  return parsed.name;
}
