import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseOptions } from '../../src/cli/options.ts';
import { report } from '../../src/cli/report.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { healthy } from '../core/playbook/recorded-report.ts';

const log = `2026-11-22 07:15:01,001:DEBUG:certbot._internal.main:certbot version: 2.1.0
dns_cloudflare_api_token = QX9vT2mZ81LkPq07RsYb55
Obtaining a new certificate for example.com
Certbot failed to authenticate some domains (authenticator: webroot). The Certificate Authority reported these problems:
  Domain: example.com
  Type:   connection
  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/abc: Timeout during connect (likely firewall problem)
`;

async function ran(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cert-doctor-report-'));
  await writeFile(path.join(folder, 'certbot.log'), log);
  const command = parseOptions(
    argv.map((word) => word.replace('LOG', path.join(folder, 'certbot.log'))),
    new Date(),
  );
  if (command.kind !== 'report') throw new Error(JSON.stringify(command));
  // The logs are read by the real engine; the network is not looked at.
  const engine: Engine = { ...createEngine(), check: () => Promise.resolve(healthy) };
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    color: false,
    columns: 100,
  };
  const world = { engine, terminal, historyFolder: path.join(folder, 'history'), version: '1.2.3' };
  const run = {
    signal: new AbortController().signal,
    progress: () => undefined,
    confirm: () => Promise.resolve(false),
  };
  const code = await report({ ...command, storage: path.join(folder, 'storage') }, world, run);
  return { code, out, err };
}

it('writes a report with the decisive lines of a log, and without its secret', async () => {
  const { code, out, err } = await ran(
    'report',
    'example.com',
    '--log',
    'LOG',
    '--note',
    'since Friday',
    '--platform',
    'cloudpanel',
  );
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('# Certificate trouble: example.com');
  expect(out).toContain('Timeout during connect (likely firewall problem)');
  expect(out).toContain('dns_cloudflare_api_token = [removed]');
  expect(out).toContain('CloudPanel (named by the user)');
  expect(out).toContain('since Friday');
  expect(out).not.toContain('QX9vT2mZ81');
});

it('writes it as JSON, and says which log could not be read', async () => {
  const { code, out, err } = await ran('report', 'example.com', '--log', 'LOG', '--log', '/nowhere.log', '--json');
  expect(code).toBe(2);
  expect(err).toContain('/nowhere.log was not read');
  const { version, logs } = JSON.parse(out) as {
    version: number;
    logs: { messages: { problem: string; line: number }[] }[];
  };
  expect(version).toBe(1);
  expect(logs.map(({ messages }) => messages.map(({ problem, line }) => [problem, line]))).toEqual([
    [['http-timeout', 7]],
  ]);
});

it('refuses what it cannot do', () => {
  expect(parseOptions(['report'], new Date())).toMatchObject({
    kind: 'misuse',
    message: 'Name the domain that the report is about.',
  });
  expect(parseOptions(['report', 'example.com', '--sarif'], new Date())).toMatchObject({ kind: 'misuse' });
  expect(parseOptions(['report', 'example.com', '--platform', 'x'], new Date())).toMatchObject({ kind: 'misuse' });
});
