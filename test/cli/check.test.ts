import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import { nobodyThere } from './nobody-there.ts';
import { textOf } from '../../src/core/domain/name.ts';
import type { DomainObservations } from '../../src/core/domain/observations.ts';
import { parseConfig } from '../../src/engine/discover/config-file.ts';
import type { Engine } from '../../src/engine/engine.ts';
import {
  answer,
  handshake,
  healthy,
  home,
  judged,
  leaf,
  noPage,
  other,
  page,
  replaced,
} from '../core/judge/recorded.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-check-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const well = (host: string): DomainObservations => ({
  ...healthy(host),
  tls: [handshake(host, home, [leaf({ names: [host] })])],
});
const refusing = (host: string): DomainObservations => ({
  ...well(host),
  http: [noPage(host, home, 'refused')],
  tls: [handshake(host, home, [{ ...leaf({ names: [host], until: -3 }), serialNumber: '0B' }])],
});

async function run(argv: readonly string[], seen: (host: string) => DomainObservations = refusing) {
  let out = '';
  let err = '';
  const asked: string[] = [];
  const engine = {
    check: (intent) => {
      asked.push(textOf(intent.name));
      return Promise.resolve(judged(intent, seen(intent.name.ascii)));
    },
    readConfig: (text) => Promise.resolve(parseConfig(text)),
  } as Pick<Engine, 'check' | 'readConfig'> as Engine;
  const code = await runCommand(['check', ...argv], {
    engine,
    terminal: { out: (text) => void (out += text), err: (text) => void (err += text), color: false, columns: 100 },
    stdin: () => Readable.from([]),
    signal: new AbortController().signal,
    version: '1.2.3',
    historyFolder: path.join(folder, 'history'),
    ...nobodyThere,
  });
  return { code, out, err, asked };
}

describe('check --record and --replay', () => {
  const file = path.join(folder, 'recording.json');

  it('judges again what was recorded, without a network', async () => {
    const live = await run(['www.example.com', '*.example.org', '--record', file, '--json']);
    const again = await run(['--replay', file, '--json']);
    expect(again).toEqual({ code: live.code, out: live.out, err: '', asked: [] });
    expect(live.asked).toEqual(['www.example.com', '*.example.org']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replays a recording from before parts were observed', async () => {
    const old = JSON.parse(readFileSync(file, 'utf8')) as { recordings: { observations: Record<string, unknown> }[] };
    for (const { observations } of old.recordings) {
      for (const part of Object.keys(observations))
        if (!['dns', 'tls', 'http', 'publicSuffixes'].includes(part)) Reflect.deleteProperty(observations, part);
    }
    const before = path.join(folder, 'before.json');
    writeFileSync(before, JSON.stringify(old));
    expect(await run(['--replay', before])).toMatchObject({ code: 1, err: '' });
  });

  it('says why a file is no recording, and shows nothing of it that steers a terminal', async () => {
    const hostile = path.join(folder, 'hostile.json');
    writeFileSync(hostile, readFileSync(file, 'utf8').replace('"ascii":"www.example.com"', '"ascii":"\\u001b[2J"'));
    const { code, out, err } = await run(['--replay', hostile]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('recordings[0].intent.name is no domain name');
    writeFileSync(hostile, '{');
    expect((await run(['--replay', hostile])).err).toContain('it is no JSON');
    expect((await run(['--replay', path.join(folder, 'none.json')])).err).toContain('ENOENT');
  });

  it.each([
    [['www.example.com'], 'a domain'],
    [['--expect', home], '--expect'],
    [['--resolver', '192.0.2.53'], '--resolver'],
    [['--record', 'x'], '--record'],
    [['--remember'], '--remember'],
  ])('takes no %j beside it', async (more, why) => {
    const { code, err } = await run(['--replay', file, ...more]);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

describe('check', () => {
  it('hangs what follows under what explains it', async () => {
    const { out } = await run(['www.example.com']);
    const cause = out.indexOf('[http-refused]');
    const also = out.indexOf('It explains also:');
    expect(cause).toBeGreaterThan(0);
    expect(also).toBeGreaterThan(cause);
    expect(out.indexOf('    error   The certificate has expired [cert-expired]')).toBeGreaterThan(also);
  });
});

describe('check --sarif', () => {
  interface Sarif {
    version: string;
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      invocations: { executionSuccessful: boolean }[];
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        locations: unknown[];
        relatedLocations?: { message: { text: string } }[];
      }[];
    }[];
  }

  it('writes a result for each finding, at the line that names the domain, with its cause', async () => {
    const config = path.join(folder, 'cert-doctor.json');
    writeFileSync(config, '{ "domains": [\n  { "name": "www.example.com" } ] }');
    const { code, out } = await run(['--config', config, '--sarif']);
    expect(code).toBe(1);
    const [one] = (JSON.parse(out) as Sarif).runs;
    expect(one?.invocations[0]?.executionSuccessful).toBe(true);
    const [cause, consequence] = one?.results ?? [];
    expect(cause).toMatchObject({
      ruleId: 'http-refused',
      level: 'error',
      locations: [
        {
          physicalLocation: { region: { startLine: 2 } },
          logicalLocations: [{ fullyQualifiedName: 'www.example.com' }],
        },
      ],
    });
    expect(cause?.relatedLocations).toBeUndefined();
    expect(consequence?.ruleId).toBe('cert-expired');
    expect(consequence?.relatedLocations?.[0]?.message.text).toContain('Port 80 refuses connections');
    for (const result of one?.results ?? []) expect(one?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  });

  it('says of a domain that was not seen that the run was not whole', async () => {
    const { code, out } = await run(['example.com', '--sarif'], () => ({
      dns: [],
      tls: [],
      http: [],
      publicSuffixes: [],
    }));
    expect(code).toBe(2);
    expect((JSON.parse(out) as Sarif).runs[0]?.invocations[0]?.executionSuccessful).toBe(false);
  });

  it('excludes other forms', async () => {
    expect((await run(['example.com', '--sarif', '--json'])).code).toBe(2);
    expect((await run(['example.com', '--sarif', '--compare'])).code).toBe(2);
  });
});

describe('check --compare', () => {
  const differing = (host: string): DomainObservations => ({
    ...well(host),
    dns: [...well(host).dns, ...replaced([], answer(host, 'A', [`${host} A 203.0.113.9`], { server: other }))],
  });

  it('shows what each server answers, the differences first', async () => {
    const { out } = await run(['example.com', '--compare'], differing);
    expect(out).toContain(
      '  A example.com\n    same     system      192.0.2.53     3 ms  203.0.113.10\n    DIFFERS  configured  198.51.100.53  3 ms  203.0.113.9\n',
    );
  });

  it('is in the JSON too', async () => {
    const { out } = await run(['example.com', '--compare', '--json'], differing);
    const [domain] = (JSON.parse(out) as { domains: { comparison: { agreed: boolean }[] }[] }).domains;
    expect(domain?.comparison.filter(({ agreed }) => !agreed)).toHaveLength(1);
  });
});

describe('check of an IP address', () => {
  it.each([
    ['198.41.0.4', '198.41.0.4'],
    ['[2001:503:BA3E::2:30]', '2001:503:ba3e::2:30'],
  ])('%s asks nothing of DNS and says so', async (typed, address) => {
    const { code, out, asked } = await run([typed], () => ({
      dns: [],
      tls: [handshake(address, address, [leaf({ names: [address], from: -2, until: 4 })])],
      http: [page(address, address, 404)],
      publicSuffixes: [],
    }));
    expect([code, asked]).toEqual([0, [address]]);
    expect(out).toContain(`✔ ${address}  active`);
    expect(out).toContain('an IP address: DNS says nothing of it, and no CAA records hold for it (RFC 8738)');
  });
});

describe('check --remember', () => {
  it('tells what changed since the domain was last well', async () => {
    expect((await run(['host.example.com', '--remember'], well)).code).toBe(0);
    const { code, out } = await run(['host.example.com', '--remember']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /Since it was last well \(2026-11-25 \d\d:\d\d UTC\):\n {4}certificate, host\.example\.com at 203\.0\.113\.10: serial 0B/,
    );
    const again = JSON.parse((await run(['host.example.com', '--remember', '--json'])).out) as {
      domains: { changes: { changes: { what: string }[] } }[];
    };
    expect(again.domains[0]?.changes.changes.map(({ what }) => what)).toEqual(['certificate']);
  });

  it('begins anew where its file holds something else, and keeps nothing unasked', async () => {
    const { out, err } = await run(['other.example.com']);
    expect(out + err).not.toContain('last well');
    expect((await run(['third.example.com', '--remember'])).out).not.toContain('last well');
  });
});
