import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DnsServer } from '../../src/core/dns/answer.ts';
import { askDns } from '../../src/engine/observe/dns-transport.ts';
import { DnsSockets } from '../../src/engine/observe/dns-sockets.ts';
import { benchFile } from './bench-file.ts';
import { cpuTime, inFreshProcess, interleaved } from './measure.ts';
import { held, told, type Scenario } from './scenario.ts';

const hosts = 1_000;
const questions = 100_000;
const inFlight = 64;
const port = 15_353;

interface Measured {
  /** CPU time of the process per answered question, microseconds. */
  readonly cpu: number;
  readonly lost: number;
}

/** What one question costs, against the resolver that Node.js brings along. The server is BIND, a process of its own. */
export const dnsQuestions: Scenario = {
  name: 'dns-questions',
  title: `DNS: ${questions.toLocaleString('en')} questions over UDP, ${inFlight} in flight`,
  impossible: () => (spawnSync('named', ['-v']).error === undefined ? null : 'BIND (named) is not installed'),

  async run(rounds) {
    const server = await startBind();
    let lost = 0;
    const measured = (who: string) => async (): Promise<number> => {
      const one = (await inFreshProcess('dns-questions', [who])) as Measured;
      if (who === 'ours') lost += one.lost;
      return one.cpu;
    };
    try {
      const { ours, node } = await interleaved(rounds, { ours: measured('ours'), node: measured('node') });
      return [
        told('node:dns Resolver, CPU per answered question', `${node.toFixed(1)} µs`),
        held(
          'ours, with case, EDNS and the question checked',
          `${ours.toFixed(1)} µs`,
          ours,
          2 * node,
          `twice node:dns (${(ours / node).toFixed(2)})`,
        ),
        held('questions without an answer', String(lost), lost, 0, 'none'),
      ];
    } finally {
      server.kill();
    }
  },

  async measure([who]): Promise<Measured> {
    using sockets = new DnsSockets();
    const server: DnsServer = { address: '127.0.0.1', port, source: 'configured' };
    const limits = { signal: new AbortController().signal, deadlineMs: 10_000 };
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${port}`]);
    const byNode = async (name: string): Promise<boolean> => (await resolver.resolve4(name).catch(() => [])).length > 0;
    const byUs = async (name: string): Promise<boolean> => {
      const { outcome } = await askDns({ name, type: 'A' }, server, limits, { sockets });
      return outcome.kind === 'answer' && outcome.records.length > 0;
    };
    const ask = who === 'node' ? byNode : byUs;
    // What comes first is loading and compiling.
    await askAll(ask, questions / 5);
    const start = cpuTime();
    const answered = await askAll(ask, questions);
    return { cpu: ((cpuTime() - start) * 1000) / answered, lost: questions - answered };
  },
};

/** Asks so many, always so many at once; how many were answered. */
async function askAll(ask: (name: string) => Promise<boolean>, count: number): Promise<number> {
  let next = 0;
  let answered = 0;
  const line = async (): Promise<void> => {
    while (next < count) {
      const name = `h${next % hosts}.bench.test`;
      next += 1;
      if (await ask(name)) answered += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, line));
  return answered;
}

async function startBind(): Promise<ChildProcess> {
  const zone = benchFile('bench.zone');
  const records = Array.from({ length: hosts }, (_, at) => `h${at} IN A 192.0.2.${at % 250}`);
  writeFileSync(
    zone,
    `$TTL 60\n@ IN SOA ns h 1 3600 600 86400 60\n@ IN NS ns\nns IN A 127.0.0.1\n${records.join('\n')}\n`,
  );
  const configuration = benchFile('named.conf');
  const home = path.dirname(zone);
  writeFileSync(
    configuration,
    `options { directory "${home}"; pid-file none; session-keyfile none; managed-keys-directory "${home}";
  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; notify no; };
controls { };
zone "bench.test" { type primary; file "${zone}"; };
`,
  );
  const child = spawn('named', ['-g', '-n', '1', '-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let words = '';
    child.stderr.on('data', (part: Buffer) => {
      words = (words + part.toString()).slice(-8_000);
      if (words.includes('running')) resolve();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      reject(new Error(`named ended with code ${String(code)}: ${words}`));
    });
  });
  return child;
}
