import { intentFor } from '../../src/core/domain/intent.ts';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { defaultNetwork, type NetworkOptions } from '../../src/engine/engine.ts';
import { inFreshProcess, median, unwatched } from './measure.ts';
import { held, told, type Scenario } from './scenario.ts';
import { halfDeadName, healthyName, startSlowWorld, whyNoSlowWorld, type SlowWorld } from './slow-world.ts';

const answerMs = 50;
/**
 * The longest way of round trips of which each needs the one before it: the address, the handshake there, the page; and as
 * long: the zone, the address of its name server, what that says.
 */
const longestWay = 3;
const deadlineMs = 4_000;

interface Measured {
  readonly healthyMs: number;
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
    const { healthyMs, trouble, halfDeadMs, live, found } = (await inFreshProcess('one-check', [
      JSON.stringify(world),
    ])) as Measured;
    const way = longestWay * answerMs;
    const misrouted = found.some((problem) => problem === 'ipv6-misrouted' || problem === 'http-timeout') ? 0 : 1;
    return [
      told('the longest way', `${longestWay} round trips, ${way} ms`),
      held(
        'a healthy name',
        `${healthyMs.toFixed(0)} ms`,
        healthyMs,
        1.3 * way,
        `1.3 times as long (${(healthyMs / way).toFixed(2)})`,
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
    const engine = createEngine();
    const check = async (name: string): Promise<{ readonly report: DomainReport; readonly ms: number }> => {
      const start = performance.now();
      const report = await engine.check(intentFor({ ascii: name, wildcard: false }), network, unwatched);
      return { report, ms: performance.now() - start };
    };
    // The first one loads and compiles.
    const { report } = await check(healthyName);
    const times: number[] = [];
    for (let round = 0; round < 7; round++) times.push((await check(healthyName)).ms);
    const half = await check(halfDeadName);
    return {
      healthyMs: median(times),
      trouble: troubleOf(report),
      halfDeadMs: half.ms,
      live: liveOf(half.report),
      found: half.report.findings.map(({ problem }) => problem),
    };
  },
};

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
