import { isIP } from 'node:net';
import type { DnsObservation, DnsQuestion, DnsServer } from '../../core/dns/answer.ts';
import {
  referralOf,
  type NameServerObservation,
  type Referral,
  type ZoneObservation,
} from '../../core/dns/authority.ts';
import { isWithin, parentName } from '../../core/dns/wire-record.ts';
import { lookupsOf } from '../../core/dns/resolution.ts';
import type { DomainName } from '../../core/domain/name.ts';
import type { NetworkOptions } from '../engine.ts';
import { mayProbe } from './address-policy.ts';
import { answeredAddresses } from './answered-addresses.ts';
import { askDns, type AskOptions } from './dns-transport.ts';
import { DnsSockets } from './dns-sockets.ts';
import { InFlight } from './in-flight.ts';
import type { Resolvers } from './resolvers.ts';

/** More names of one certificate are most often more of the same zones. */
const mostNames = 8;
/** Real zones have at most 13 servers; eight of them are a fair sample. */
const mostServers = 8;
/** Addresses of one server, for IPv4 and IPv6 each; glue that says something else comes on top. */
const mostPerFamily = 2;
/** Servers of the zone above that are asked for the delegation: they belong to a registry, and say the same. */
const mostParents = 2;
/** Zones of one check: those of its names, of their challenge labels and of what these lead to. */
const mostZones = 16;
const mostInFlight = 64;
/** A server may be silent so long; the other servers have answered by then. Less where the whole time is short. */
const longestQuestionMs = 3_000;

/**
 * Asks each name server of each zone that holds the names, at each of its addresses and without recursion: SOA and NS of
 * the zone, addresses and CAA of the names, TXT at their challenge labels and at what these are aliases of, and SOA over
 * TCP. Zones are found by the resolvers and by the referrals of the servers themselves, so that a zone whose servers all
 * fail is seen too. Never rejects.
 */
export async function observeAuthority(
  names: readonly DomainName[],
  network: NetworkOptions,
  resolvers: Resolvers,
  signal: AbortSignal,
): Promise<readonly ZoneObservation[]> {
  using walk = new AuthorityWalk(network, resolvers, signal);
  return await walk.observe(names);
}

class AuthorityWalk implements Disposable {
  readonly #network: NetworkOptions;
  readonly #resolvers: Resolvers;
  readonly #signal: AbortSignal;
  readonly #sockets = new DnsSockets();
  readonly #line = new InFlight(mostInFlight);
  readonly #zones = new Map<string, Promise<ZoneObservation>>();

  constructor(network: NetworkOptions, resolvers: Resolvers, signal: AbortSignal) {
    this.#network = network;
    this.#resolvers = resolvers;
    this.#signal = signal;
  }

  async observe(names: readonly DomainName[]): Promise<readonly ZoneObservation[]> {
    const bases = [...new Set(names.map(({ ascii }) => ascii))].slice(0, mostNames);
    const hosts = new Set(names.filter(({ wildcard }) => !wildcard).map(({ ascii }) => ascii));
    const questions = bases.flatMap((name): readonly DnsQuestion[] => [
      ...(hosts.has(name)
        ? ([
            { name, type: 'A' },
            { name, type: 'AAAA' },
          ] as const)
        : []),
      { name, type: 'CAA' },
      { name: `_acme-challenge.${name}`, type: 'TXT' },
    ]);
    const located = await Promise.all([
      ...questions.map(async (question) => ({ question, cut: await this.#cutAbove(question.name) })),
      ...bases.map((name) => this.#locateTarget(`_acme-challenge.${name}`)),
    ]);
    const byZone = new Map<string, { readonly cut: Cut; readonly questions: Map<string, DnsQuestion> }>();
    for (const { question, cut } of located) {
      if (question === null || cut === null) continue;
      const job = byZone.get(cut.zone) ?? { cut, questions: new Map<string, DnsQuestion>() };
      job.questions.set(`${question.type} ${question.name}`, question);
      byZone.set(cut.zone, job);
    }
    await Promise.all([...byZone.values()].map((job) => this.#visitTop(job.cut, [...job.questions.values()])));
    // Referrals have added zones meanwhile.
    return await Promise.all(this.#zones.values());
  }

  [Symbol.dispose](): void {
    this.#sockets[Symbol.dispose]();
  }

  /** The question for the proof at the end of the aliases of a challenge label, where it has any. */
  async #locateTarget(owner: string): Promise<{ readonly question: DnsQuestion | null; readonly cut: Cut | null }> {
    const answers = (await Promise.all(this.#resolvers.ask({ name: owner, type: 'TXT' }))).flat();
    const target = lookupsOf(answers, owner, 'TXT').flatMap(({ aliases }) => aliases.slice(-1))[0];
    if (target === undefined || target === owner) return { question: null, cut: null };
    return { question: { name: target, type: 'TXT' }, cut: await this.#cutAbove(target) };
  }

  /** The closest zone above a name that resolvers know, by its NS records; null where they know none. */
  async #cutAbove(name: string): Promise<Cut | null> {
    const ancestors: string[] = [];
    for (let at = name; at !== ''; at = parentName(at)) ancestors.push(at);
    const found = await Promise.all(ancestors.map(async (zone) => ({ zone, names: await this.#serverNames(zone) })));
    return found.find(({ names }) => names.length > 0) ?? null;
  }

  async #serverNames(zone: string): Promise<readonly string[]> {
    const answers = (await Promise.all(this.#resolvers.ask({ name: zone, type: 'NS' }))).flat();
    const records = answers.flatMap(({ outcome }) => (outcome.kind === 'answer' ? outcome.records : []));
    const names = records.flatMap((record) => (record.type === 'NS' && record.name === zone ? [record.target] : []));
    return [...new Set(names)];
  }

  async #visitTop(cut: Cut, questions: readonly DnsQuestion[]): Promise<void> {
    await this.#visit({ ...cut, glue: new Map() }, this.#askParent(cut.zone), questions);
  }

  /** What the zone above says of the delegation. */
  async #askParent(zone: string): Promise<readonly DnsObservation[]> {
    const above = (await this.#cutAbove(parentName(zone))) ?? { zone: '', names: await this.#serverNames('') };
    if (above.zone === zone) return [];
    const servers = await Promise.all(
      above.names.slice(0, mostParents).map(async (name) => {
        const { addresses } = await this.#addressesOf(name);
        return addresses.find((address) => isIP(address) === 4) ?? addresses[0];
      }),
    );
    const allowed = servers.filter((address) => address !== undefined && mayProbe(address, this.#network.allowPrivate));
    return await Promise.all(
      [...new Set(allowed)].map((address) => this.#ask({ name: zone, type: 'NS' }, this.#serverAt(address ?? ''))),
    );
  }

  /** Looks at a zone once, whoever leads to it. */
  async #visit(
    cut: Referral,
    parent: Promise<readonly DnsObservation[]>,
    questions: readonly DnsQuestion[],
  ): Promise<void> {
    if (this.#zones.has(cut.zone) || this.#zones.size >= mostZones) return;
    const zone = this.#look(cut, parent, questions);
    this.#zones.set(cut.zone, zone);
    await this.#descend(await zone, questions);
  }

  /** Servers of a zone lead to the zones below it, also to those of which resolvers know nothing since they fail. */
  async #descend({ zone, servers }: ZoneObservation, questions: readonly DnsQuestion[]): Promise<void> {
    const referring = servers
      .flatMap(({ answers }) => answers)
      .flatMap((observation) => {
        const referral = referralOf(observation, zone);
        return referral === null ? [] : [{ observation, referral }];
      });
    const below = new Map(referring.map(({ referral }) => [referral.zone, referral]));
    await Promise.all(
      [...below.values()].map((cut) => {
        const said = referring
          .filter(({ referral }) => referral.zone === cut.zone)
          .map(({ observation }) => observation);
        const inside = questions.filter(({ name }) => isWithin(name, cut.zone));
        return this.#visit(cut, Promise.resolve(said.slice(0, mostServers)), inside);
      }),
    );
  }

  async #look(
    cut: Referral,
    parent: Promise<readonly DnsObservation[]>,
    questions: readonly DnsQuestion[],
  ): Promise<ZoneObservation> {
    const { zone } = cut;
    const known = new Map<string, Promise<readonly NameServerObservation[]>>();
    const meet = (names: readonly string[], glue: Referral['glue']): void => {
      for (const name of names) {
        if (known.size >= mostServers || known.has(name)) continue;
        known.set(name, this.#lookAtServer(name, glue.get(name) ?? [], zone, questions));
      }
    };
    meet(cut.names, cut.glue);
    const delegation = await parent;
    for (const observation of delegation) {
      const referral = referralOf(observation, parentName(zone));
      if (referral?.zone === zone) meet(referral.names, referral.glue);
    }
    const servers = (await Promise.all(known.values())).flat();
    return { zone, parent: delegation, servers };
  }

  async #lookAtServer(
    name: string,
    glue: readonly string[],
    zone: string,
    questions: readonly DnsQuestion[],
  ): Promise<readonly NameServerObservation[]> {
    const { addresses, answered } = await this.#addressesOf(name);
    const extra = glue.filter((address) => !addresses.includes(address)).slice(0, 2 * mostPerFamily);
    const all = [
      ...addresses.map((address) => ({ address, source: 'resolvers' as const })),
      ...extra.map((address) => ({ address, source: 'glue' as const })),
    ];
    const nothing = { name, answers: [], tcp: null, plain: null } as const;
    if (all.length === 0) return [{ ...nothing, address: null, source: 'resolvers', addressless: answered }];
    return await Promise.all(
      all.map(async ({ address, source }) => {
        if (!mayProbe(address, this.#network.allowPrivate)) return { ...nothing, address, source, notAllowed: true };
        return { name, address, source, ...(await this.#askServer(this.#serverAt(address), zone, questions)) };
      }),
    );
  }

  async #askServer(
    server: DnsServer,
    zone: string,
    questions: readonly DnsQuestion[],
  ): Promise<Pick<NameServerObservation, 'answers' | 'tcp' | 'plain'>> {
    const soa = { name: zone, type: 'SOA' } as const;
    const asked = [soa, { name: zone, type: 'NS' } as const, ...questions];
    const [answers, tcp] = await Promise.all([
      Promise.all(asked.map((question) => this.#ask(question, server))),
      this.#ask(soa, server, { tcp: true }),
    ]);
    const first = answers[0]?.outcome;
    const mayDislikeEdns =
      first?.kind === 'silence' ? first.reason === 'timeout' : ['FORMERR', 'NOTIMP'].includes(first?.rcode ?? '');
    return { answers, tcp, plain: mayDislikeEdns ? await this.#ask(soa, server, { edns: false }) : null };
  }

  #ask(question: DnsQuestion, server: DnsServer, options: AskOptions = {}): Promise<DnsObservation> {
    const deadlineMs = Math.min(longestQuestionMs, this.#network.timeoutMs / 4);
    return this.#line.run(() => {
      const limits = { signal: this.#signal, deadlineMs };
      return askDns(question, server, limits, { recursion: false, sockets: this.#sockets, ...options });
    });
  }

  #serverAt(address: string): DnsServer {
    return { address, port: this.#network.authorityPort, source: 'authority' };
  }

  /** The addresses of a server by the resolvers, and whether any of them said anything. */
  async #addressesOf(name: string): Promise<{ readonly addresses: readonly string[]; readonly answered: boolean }> {
    const asked = (['A', 'AAAA'] as const).map(async (type) => {
      const answers = (await Promise.all(this.#resolvers.ask({ name, type }))).flat();
      const addresses = [...new Set(answers.flatMap(answeredAddresses))].slice(0, mostPerFamily);
      const isSaid = answers.some(({ outcome }) => {
        return outcome.kind === 'answer' && ['NOERROR', 'NXDOMAIN'].includes(outcome.rcode);
      });
      return { addresses, isSaid };
    });
    const families = await Promise.all(asked);
    return {
      addresses: families.flatMap(({ addresses }) => addresses),
      answered: families.every(({ isSaid }) => isSaid),
    };
  }
}

interface Cut {
  readonly zone: string;
  readonly names: readonly string[];
}
