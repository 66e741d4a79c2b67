import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { observeCaddy } from '../../../../src/engine/observe/host/caddy.ts';
import { machineBelow, type MachineBelow } from './machine-below.ts';

const caddyfile = `{
	admin off
}
example.com, www.example.com {
	root * /srv
}
http://plain.example.com {
}
import sites/*.caddy
`;

function machine(): MachineBelow {
  const below = machineBelow();
  below.write('/etc/caddy/Caddyfile', caddyfile);
  below.write('/etc/caddy/sites/a.caddy', 'later.example.com {\n\ttls /c/a.pem /c/a.key\n}\n');
  below.process(7, 'caddy', ['/usr/bin/caddy', 'run', '--environ', '--config', '/etc/caddy/Caddyfile']);
  return below;
}

const observe = ({ root }: MachineBelow) =>
  observeCaddy({ root, signal: AbortSignal.timeout(20_000) }, new Map([['7', 'caddy']]));

describe('Caddy on this machine', () => {
  it('serves the names that Caddy itself reads out of the same file', async () => {
    const below = machine();
    const json = execFileSync('/usr/bin/caddy', ['adapt', '--config', below.place('/etc/caddy/Caddyfile')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const theirs = [...json.matchAll(/"host":\[("[^\]]*)\]/g)].flatMap(
      ([, list = '']) => JSON.parse(`[${list}]`) as string[],
    );
    const found = await observe(below);
    expect(found?.server).toMatchObject({ running: true, syntax: null });
    expect(found?.server.sites.flatMap(({ names }) => names).toSorted()).toEqual(theirs.toSorted());
    expect(found?.server.sites.map(({ file, line, automatic }) => [file, line, automatic])).toEqual([
      ['/etc/caddy/Caddyfile', 4, true],
      ['/etc/caddy/Caddyfile', 7, true],
      ['/etc/caddy/sites/a.caddy', 1, false],
    ]);
  });

  it('has a line at which it is broken', async () => {
    const below = machine();
    below.write('/etc/caddy/sites/a.caddy', '\nlater.example.com {\n');
    expect((await observe(below))?.server.syntax).toMatchObject({ file: '/etc/caddy/sites/a.caddy', line: 2 });
  });

  it('may be configured by JSON', async () => {
    const below = machine();
    below.process(7, 'caddy', ['/usr/bin/caddy', 'run', '--config', '/etc/caddy/caddy.json']);
    below.write(
      '/etc/caddy/caddy.json',
      '{"apps":{"http":{"servers":{"a":{"listen":[":443"],"routes":[{"match":[{"host":["a.example"]}]}]}}}}}',
    );
    expect((await observe(below))?.server.sites.map(({ names }) => names)).toEqual([['a.example']]);
  });
});
