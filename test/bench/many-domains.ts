import { writeFileSync } from 'node:fs';
import { intentFor } from '../../src/core/domain/intent.ts';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { defaultNetwork } from '../../src/engine/engine.ts';
import { InFlight } from '../../src/engine/observe/in-flight.ts';
import { groupedDomainRows } from '../../src/extension/domains/domain-rows.ts';
import { EngineClient } from '../../src/extension/engine-client.ts';
import { startManyDomains, whyNotMany } from '../world/many-domains.ts';
import { benchFile } from './bench-file.ts';
import { inFreshProcess, median, unwatched, worker } from './measure.ts';
import { type Scenario, held, told } from './scenario.ts';

interface Measured {
  readonly active: number;
  readonly seconds: number;
  /** MiB by which the peak of the process rose, the engine's thread and all reports included. */
  readonly memory: number;
  /** The longest time for which the editor's thread was kept, in milliseconds. */
  readonly longestPause: number;
  /** Milliseconds for the rows of ten thousand domains. */
  readonly rows: number;
}

const domains = 1_000;

/** As many as the list of domains looks at side by side. */
const atOnce = 8;

/** A thousand domains at once, and ten thousand in the tree. */
export const manyDomains: Scenario = {
  name: 'many-domains',
  title: 'A thousand domains on loopback',
  impossible: whyNotMany,

  async run() {
    await using world = await startManyDomains(domains, 200, 2);
    const roots = benchFile('roots.pem');
    writeFileSync(roots, world.root);
    const args = [world.resolver, String(world.httpPort), String(world.httpsPort), roots];
    const { active, seconds, memory, longestPause, rows } = (await inFreshProcess('many-domains', args)) as Measured;
    const { hosts, perHost } = world.most();
    return [
      held('domains that were not seen to be active', `${domains - active}`, domains - active, 0, 'none'),
      told('time for all', `${seconds.toFixed(1)} s`),
      held('hosts at once', String(hosts), hosts, 32, 'at most 32'),
      held('looks at once at one host', String(perHost), perHost, 2, 'at most 2'),
      held('memory, with all reports', `${memory.toFixed(0)} MiB`, memory, 300, 'under 300 MB'),
      held(
        'longest pause of the editor’s thread',
        `${longestPause.toFixed(0)} ms`,
        longestPause,
        100,
        'at most 100 ms',
      ),
      held('rows of 10,000 domains', `${rows.toFixed(0)} ms`, rows, 200, 'at most 200 ms'),
    ];
  },

  async measure([resolver = '', httpPort = '', httpsPort = '', roots = '']) {
    const before = process.resourceUsage().maxRSS;
    const client = new EngineClient(worker);
    const network = {
      ...defaultNetwork,
      ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [resolver], rootFiles: [roots] },
      ...{ httpPort: Number(httpPort), httpsPort: Number(httpsPort) },
    };
    let longestPause = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last - 10);
      last = performance.now();
    }, 10);
    const line = new InFlight(atOnce);
    const start = performance.now();
    const reports: readonly DomainReport[] = await Promise.all(
      Array.from({ length: domains }, (_, index) => {
        const name = { ascii: `d${String(index).padStart(5, '0')}.many.test`, wildcard: false };
        return line.run(() => client.check(intentFor(name), network, unwatched));
      }),
    );
    const seconds = (performance.now() - start) / 1000;
    clearInterval(ticking);
    const memory = (process.resourceUsage().maxRSS - before) / 1024;
    client.dispose();
    return {
      ...{ seconds, memory, longestPause, rows: rowsOfTenThousand(reports) },
      active: reports.filter(({ ssl }) => ssl === 'active').length,
    } satisfies Measured;
  },
};

function rowsOfTenThousand(reports: readonly DomainReport[]): number {
  const known = Array.from({ length: 10_000 }, (_, index) => {
    const report = reports[index % reports.length];
    const ascii = `d${index}.many.test`;
    return { name: ascii, intent: intentFor({ ascii, wildcard: false }), report: report ?? null, checking: false };
  });
  return median(
    Array.from({ length: 5 }, () => {
      const start = performance.now();
      groupedDomainRows(known, { trusted: true, prompt: { shell: 'posix', isRoot: false }, issuer: null });
      return performance.now() - start;
    }),
  );
}
