import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { InFlight } from '../../src/engine/observe/in-flight.ts';
import { RootStores } from '../../src/engine/observe/root-stores.ts';
import { createTlsProber } from '../../src/engine/observe/tls-probe.ts';
import { createPki } from '../engine/pki.ts';
import { benchFile } from './bench-file.ts';
import { cpuTime, inFreshProcess, median, timed } from './measure.ts';
import { held, told, type Scenario } from './scenario.ts';

const probes = 1_000;
const atOnce = 32;
const warmUp = 300;
const seconds = 3;

/** CPU time of one handshake: ours, with the chain read, judged and looked for in the stores, and OpenSSL's alone. */
export const tlsProbe: Scenario = {
  name: 'tls-probe',
  title: 'A TLS probe',

  impossible() {
    try {
      execFileSync('openssl', ['version']);
      return null;
    } catch {
      return 'openssl is missing';
    }
  },

  async run(rounds) {
    const pki = await createPki();
    const leaf = await pki.leaf({ names: ['localhost'] });
    const rootFile = benchFile('roots.pem');
    writeFileSync(rootFile, pki.root.certificate);
    const server = createServer({ key: leaf.key, cert: `${leaf.certificate}\n${pki.intermediate.certificate}` });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    try {
      const ours: number[] = [];
      const floors: number[] = [];
      for (let round = 0; round < rounds; round++) {
        ours.push((await inFreshProcess('tls-probe', [port, rootFile])) as number);
        floors.push(await floorOf(port));
      }
      const [one, floor] = [median(ours), median(floors)];
      return [
        told(`OpenSSL’s handshake alone (s_time, ${seconds} s)`, `${floor.toFixed(2)} ms of CPU`),
        held(
          `a probe (${probes} probes, ${atOnce} at once)`,
          `${one.toFixed(2)} ms of CPU, ${(one / floor).toFixed(2)} × OpenSSL’s`,
          one / floor,
          2.2,
          'at most 2.2 ×',
        ),
      ];
    } finally {
      server.close();
    }
  },

  async measure([port = '', rootFile = '']): Promise<number> {
    const probe = createTlsProber(await new RootStores().open([rootFile]), true);
    const line = new InFlight(atOnce);
    const target = { address: '127.0.0.1', port: Number(port), serverName: 'localhost' };
    const limits = { signal: new AbortController().signal, deadlineMs: 60_000 };
    const run = async (count: number): Promise<void> => {
      const all = await Promise.all(Array.from({ length: count }, () => line.run(() => probe(target, limits))));
      const bad = all.find(({ outcome }) => outcome.kind === 'failed' || outcome.path.kind !== 'trusted');
      if (bad !== undefined) throw new Error(JSON.stringify(bad));
    };
    await run(warmUp);
    const before = cpuTime();
    await run(probes);
    return (cpuTime() - before) / probes;
  },
};

/** CPU time of one new connection of `openssl s_time`, milliseconds. */
async function floorOf(port: string): Promise<number> {
  const { cpu, output } = await timed([
    ...['openssl', 's_time', '-connect', `127.0.0.1:${port}`, '-new', '-time', String(seconds)],
  ]);
  const count = Number(/^(\d+) connections in /m.exec(output)?.[1]);
  return cpu / count;
}
