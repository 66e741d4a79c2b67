import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { playbooks } from '../../src/core/playbook/playbooks.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { machine, nginx } from '../core/playbook/recorded-machine.ts';
import { healthy, observing, portRefused } from '../core/playbook/recorded-report.ts';
import { nobodyThere } from './nobody-there.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-playbook-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The real engine, but for the network: its looks are recorded ones, the last of which repeats. */
async function run(
  argv: readonly string[],
  reports: readonly DomainReport[] = [portRefused],
  answers: readonly string[] = [],
) {
  let out = '';
  let err = '';
  let looks = 0;
  const questions: string[] = [];
  const left = [...answers];
  const engine: Engine = {
    ...createEngine(),
    check: () => {
      const report = reports[Math.min(looks++, reports.length - 1)];
      return report === undefined ? Promise.reject(new Error('nothing recorded')) : Promise.resolve(report);
    },
  };
  const code = await runCommand(['playbook', ...argv], {
    engine,
    terminal: { out: (text) => void (out += text), err: (text) => void (err += text), color: false, columns: 100 },
    stdin: () => Readable.from([]),
    signal: new AbortController().signal,
    version: '1.2.3',
    historyFolder: path.join(folder, 'history'),
    ...nobodyThere,
    ask: (question) => {
      questions.push(question);
      return Promise.resolve(left.shift() ?? null);
    },
  });
  return { code, out, err, looks, questions };
}

describe('without a domain', () => {
  it('lists every playbook with when it is the right one', async () => {
    const { code, out } = await run([]);
    expect(code).toBe(0);
    for (const { id, title } of playbooks) expect(out).toContain(`${id.padEnd(6)}${title}`);
  });

  it('lists what fits words, and says so where nothing does', async () => {
    const found = await run(['--search', 'DNS Duplicate']);
    expect(found.out.split('\n')[0]).toBe('PB-7  Delegation of _acme-challenge');
    const sentence = await run(['--search', 'Compare the current bot duration with similar historical bots']);
    expect(sentence.out.split('\n')[0]).toBe('PB-11 Deployment stuck in pending');
    const none = await run(['--search', 'qwertz uiop']);
    expect(none.code).toBe(2);
    expect(none.err).toBe('No playbook fits these words. cert-doctor playbook lists all of them.\n');
  });

  it('tells one so that it can be followed by hand', async () => {
    const { code, out } = await run(['pb-10']);
    expect(code).toBe(0);
    expect(out).toContain('# PB-10: Renewed, but the old certificate is still served');
    expect(out).toContain('openssl s_client -connect ADDRESS:443 -servername NAME');
  });

  it.each([
    [['PB-99'], 'There is no playbook "PB-99". cert-doctor playbook lists them.'],
    [['PB-1', 'example'], 'Write the full name with its domain'],
    [['--problem', 'nonsense'], '--problem "nonsense": there is no such problem.'],
    [['PB-1', 'example.com', '--sarif'], '--sarif does not go with a playbook.'],
  ])('%j is refused', async (argv, words) => {
    const { code, err } = await run(argv);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('for a domain', () => {
  it('shows the step that needs somebody, with its evidence, what helps, and how to see it oneself', async () => {
    const { code, out, questions } = await run(['PB-1', 'example.com', 'www.example.com', '--expect', '203.0.113.10']);
    expect(code).toBe(1);
    expect(out).toContain('✖ Held up: Port 80 refuses connections');
    expect(out).toContain('> ✖ Port 80 from outside  problem');
    expect(out).toContain('| ✖ example.com at 203.0.113.10: connection refused, 4 ms');
    expect(out).toContain('AWS security group: https://docs.aws.amazon.com/');
    expect(out).toContain("Older advice: Open port 80 only for Let's Encrypt's addresses.");
    expect(questions).toHaveLength(1);
  });

  it('looks again at Enter, and ends by itself where the playbook does', async () => {
    const broken = observing({ host: { ...machine, servers: [{ ...nginx, running: false }] } });
    const { code, out, looks } = await run(['PB-10', 'example.com'], [broken, observing({ host: machine })], ['']);
    expect(looks).toBe(2);
    expect(out).toContain('✔ Solved');
    expect(code).toBe(0);
  });

  it('leaves a step out at s, takes the word of the user at d, and ends at q', async () => {
    const { code, out, questions } = await run(['PB-1', 'example.com'], [portRefused], ['s', 'd', 'q']);
    expect(questions).toHaveLength(3);
    expect(out).toContain('- Port 80 from outside  skipped');
    expect(out).toContain('~ Site that answers for the name  done by hand, not seen');
    expect(code).toBe(1);
  });

  it('takes the playbook that is made for a problem', async () => {
    const { out } = await run(['--problem', 'http-refused', 'example.com']);
    expect(out).toContain('PB-6 Error message of a failed renewal  example.com');
  });

  it('writes one look as JSON, with the verdict, and asks nobody', async () => {
    const { code, out, questions } = await run(['PB-1', 'example.com', '--json']);
    const json = JSON.parse(out) as Record<string, unknown>;
    expect(code).toBe(1);
    expect(questions).toEqual([]);
    expect(json).toMatchObject({
      version: 1,
      playbook: 'PB-1',
      domain: 'example.com',
      current: 'port-80',
      verdict: { kind: 'blocked', title: 'Held up: Port 80 refuses connections' },
    });
  });

  it('says 2 where not everything could be seen', async () => {
    const { code, out } = await run(['PB-11', 'example.com'], [healthy]);
    expect(out).toContain('? Not everything could be seen');
    expect(code).toBe(2);
  });

  it('reads a log that the user names', async () => {
    const log = path.join(folder, 'letsencrypt.log');
    writeFileSync(
      log,
      '2026-11-25 10:00:00,123:ERROR:certbot._internal.log:Another instance of Certbot is already running.\n',
    );
    const { out } = await run(['PB-8', 'example.com', '--log', log, '--json'], [healthy]);
    const { steps } = JSON.parse(out) as { steps: readonly { id: string; state: string; said: string }[] };
    expect(steps.find(({ id }) => id === 'logs')).toMatchObject({ state: 'problem' });
  });

  it('tells what changed since the domain was last well, once it remembers', async () => {
    await run(
      ['PB-3', 'remembered.example.com', '--remember', '--json'],
      [{ ...healthy, name: 'remembered.example.com' }],
    );
    const other = await run(['PB-2', 'remembered.example.com', '--json'], [healthy]);
    expect(other.out).not.toContain('it was never seen well from here');
    const first = await run(['PB-2', 'example.com', '--remember', '--json'], [healthy]);
    expect(JSON.stringify(JSON.parse(first.out))).toContain('it was never seen well from here');
    const moved = observing({}, { ssl: 'expired', sslDetail: 'expired yesterday' });
    const second = await run(['PB-2', 'example.com', '--json'], [moved]);
    const { steps } = JSON.parse(second.out) as { steps: readonly { id: string; state: string; said: string }[] };
    expect(steps[0]).toMatchObject({ id: 'changes', state: 'fine' });
  });
});
