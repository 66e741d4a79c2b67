import { Resolver } from 'node:dns/promises';
import { get } from 'node:https';
import path from 'node:path';
import { intentFor } from '../../src/core/domain/intent.ts';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { reportDomain } from '../../src/core/judge/judge-domain.ts';
import { defaultNetwork, type NetworkOptions } from '../../src/engine/engine.ts';
import { MachineLooks } from '../../src/engine/observe/host/machine-looks.ts';
import { observeDomain } from '../../src/engine/observe/observe-domain.ts';
import { RootStores } from '../../src/engine/observe/root-stores.ts';
import { SideBySide } from '../../src/engine/observe/side-by-side.ts';
import { inFreshProcess, unwatched } from './measure.ts';
import { held, told, type Scenario } from './scenario.ts';
import { halfDeadName, healthyName, startSlowWorld, whyNoSlowWorld, type SlowWorld } from './slow-world.ts';

const answerMs = 50;
const rounds = 9;
const deadlineMs = 4_000;

interface Measured {
  readonly healthyMs: number;
  /**
   * The longest way of round trips of which each needs the one before it, gone by Node.js alone: the address, the
   * handshake there, the page. As long is: the zone, the address of its name server, what that says.
   */
  readonly wayMs: number;
  /** What keeps a healthy name from being seen as such; empty where nothing does. */
  readonly trouble: string;
  readonly halfDeadMs: number;
  /** How the half that lives was seen. */
  readonly live: string;
  readonly found: readonly string[];
}

/** One full check, of servers that take 50 ms for each answer. */
export const oneCheck: Scenario = {
  name: 'one-check',
  title: `One check of servers that take ${answerMs} ms for each answer`,
  impossible: whyNoSlowWorld,

  async run() {
    await using world = await startSlowWorld(answerMs);
    const { healthyMs, wayMs, trouble, halfDeadMs, live, found } = (await inFreshProcess('one-check', [
      JSON.stringify(world),
    ])) as Measured;
    const misrouted = found.some((problem) => problem === 'ipv6-misrouted' || problem === 'http-timeout') ? 0 : 1;
    return [
      told('the longest way: address, handshake, page, by Node.js alone', `${wayMs.toFixed(0)} ms`),
      held(
        'a healthy name',
        `${healthyMs.toFixed(0)} ms`,
        healthyMs,
        1.3 * wayMs,
        `1.3 times as long (${(healthyMs / wayMs).toFixed(2)})`,
      ),
      held('seen to be healthy', trouble || 'yes', trouble === '' ? 0 : 1, 0, 'yes'),
      held(
        'a name with an address that is silent',
        `${halfDeadMs.toFixed(0)} ms`,
        halfDeadMs,
        deadlineMs,
        `its deadline of ${deadlineMs} ms`,
      ),
      held('its other address', live, live === 'TLS handshake, HTTP response, page response' ? 0 : 1, 0, 'seen whole'),
      held('found of it', found.join(', '), misrouted, 0, 'the silence'),
    ];
  },

  async measure([text = '']): Promise<Measured> {
    const { resolver, authorityPort, httpPort, httpsPort, roots, anchor } = JSON.parse(text) as SlowWorld;
    const network: NetworkOptions = {
      ...defaultNetwork,
      ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [resolver] },
      ...{ authorityPort, httpPort, httpsPort, rootFiles: [roots], trustAnchors: [anchor], timeoutMs: deadlineMs },
    };
    // A machine without web servers and clients: what these cost is no round trip.
    const shared = new SideBySide(new MachineLooks(path.join(path.dirname(roots), 'no-machine')));
    const stores = new RootStores();
    const check = async (name: string): Promise<{ readonly report: DomainReport; readonly ms: number }> => {
      const start = performance.now();
      const startedAt = new Date();
      const intent = intentFor({ ascii: name, wildcard: false });
      const seen = await observeDomain(intent, network, unwatched, stores, shared);
      const report = reportDomain(intent, seen, { startedAt, now: new Date(), vantage: 'here' });
      return { report, ms: performance.now() - start };
    };
    // The first one loads and compiles.
    const { report } = await check(healthyName);
    const times: number[] = [];
    const ways: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ways.push(await goTheWay(resolver, httpsPort));
      times.push((await check(healthyName)).ms);
    }
    const half = await check(halfDeadName);
    return {
      // By the clock, to which whatever else runs here only adds.
      healthyMs: Math.min(...times),
      wayMs: Math.min(...ways),
      trouble: troubleOf(report),
      halfDeadMs: half.ms,
      live: liveOf(half.report),
      found: half.report.findings.map(({ problem }) => problem),
    };
  },
};

async function goTheWay(resolver: string, port: number): Promise<number> {
  const start = performance.now();
  const dns = new Resolver();
  dns.setServers([resolver]);
  const [host] = await dns.resolve4(healthyName);
  await new Promise<void>((resolve, reject) => {
    get({ host, port, servername: healthyName, rejectUnauthorized: false, agent: false }, (response) => {
      response.resume().on('end', resolve);
    }).on('error', reject);
  });
  return performance.now() - start;
}

/** Everything is looked at, and nothing is wrong. */
function troubleOf({
  ssl,
  findings,
  observations: { authority = [], dnssec = [], http, pages = [] },
}: DomainReport): string {
  const statuses = new Set(dnssec.map(({ status }) => status));
  return [
    ...(ssl === 'active' ? [] : [ssl]),
    ...findings.map(({ problem }) => problem),
    ...(authority.length > 0 && authority.every(({ servers, parent }) => servers.length === 2 && parent.length > 0)
      ? []
      : ['name servers not seen']),
    ...(statuses.size === 1 && statuses.has('secure') ? [] : [`DNSSEC ${[...statuses].join(' ')}`]),
    ...(http.length === 1 && pages.length === 1 ? [] : ['not fetched']),
  ].join(', ');
}

function liveOf({ observations: { tls, http, pages = [] } }: DomainReport): string {
  const kinds = (looks: readonly { readonly address: string; readonly outcome: { readonly kind: string } }[]) =>
    looks.filter(({ address }) => !address.includes(':')).map(({ outcome }) => outcome.kind);
  return [
    ...kinds(tls).map((kind) => `TLS ${kind}`),
    ...kinds(http).map((kind) => `HTTP ${kind}`),
    ...kinds(pages).map((kind) => `page ${kind}`),
  ].join(', ');
}
