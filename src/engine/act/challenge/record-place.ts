import { referralOf, wordOf, type Referral } from '../../../core/dns/authority.ts';
import type { DnsObservation, DnsQuestion, DnsServer } from '../../../core/dns/answer.ts';
import { isWithin, parentName } from '../../../core/dns/wire-record.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import type { NetworkOptions } from '../../engine.ts';
import { mayProbe } from '../../observe/address-policy.ts';
import { endingAfter } from '../../observe/deadline.ts';
import type { DnsSockets } from '../../observe/dns-sockets.ts';
import { askDns } from '../../observe/dns-transport.ts';
import { Resolvers } from '../../observe/resolvers.ts';
import { knownAddresses } from '../known-addresses.ts';

/** As many as CAs' resolvers follow. */
const mostAliases = 16;
const mostReferrals = 8;
const mostServers = 8;
const mostAddresses = 4;
const longestQuestionMs = 3_000;

/** One name server of a zone, at one of its addresses. */
export interface ZoneServer {
  readonly name: string;
  readonly at: DnsServer;
}

/** Where a record must stand to be found, and every server that must serve it; none where they are not known from here. */
export interface RecordPlace {
  readonly owner: string;
  readonly servers: readonly ZoneServer[];
}

/** The aliases at a challenge label lead to no place where a record could stand. */
class BrokenAlias extends Error {
  override readonly name = 'BrokenAlias';
}

export interface PlaceOptions {
  readonly network: NetworkOptions;
  readonly sockets: DnsSockets;
  readonly signal: AbortSignal;
}

/**
 * Finds the place of a record over aliases (CNAME) and delegations, by asking name servers alone: a resolver would remember
 * that nothing stands there yet, and the CA may ask the same one. Rejects with `BrokenAlias` for a circle, for more than 16
 * aliases, and for a target that is no name.
 */
export async function recordPlace(owner: string, options: PlaceOptions): Promise<RecordPlace> {
  const ending = endingAfter(options.network.timeoutMs, options.signal);
  using resolvers = new Resolvers(options.network, ending);
  const walk = new PlaceWalk(resolvers, { ...options, signal: ending });
  const seen = new Set<string>();
  for (let at = owner; ;) {
    if (seen.has(at)) throw new BrokenAlias(`The aliases at ${owner} lead in a circle.`);
    if (seen.size > mostAliases) throw new BrokenAlias(`${owner} leads over more than ${mostAliases} aliases.`);
    seen.add(at);
    const { servers, target } = await walk.look(at);
    options.signal.throwIfAborted();
    if (target === null) return { owner: at, servers };
    // It comes from DNS, and goes to a program or into an update.
    if (target.length > 253 || !/^[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_-]{1,63})*$/.test(target)) {
      throw new BrokenAlias(`${at} leads to ${quotedText(target)}, which is no name for a record.`);
    }
    at = target;
  }
}

class PlaceWalk {
  readonly #resolvers: Resolvers;
  readonly #options: PlaceOptions;

  constructor(resolvers: Resolvers, options: PlaceOptions) {
    this.#resolvers = resolvers;
    this.#options = options;
  }

  /** The servers of the closest zone that holds the name, and the alias that stands there. */
  async look(name: string): Promise<{ readonly servers: readonly ZoneServer[]; readonly target: string | null }> {
    let cut = await this.#cutAbove(name);
    for (let hops = 0; cut !== null; hops += 1) {
      const { zone } = cut;
      const servers = await this.#serversOf(cut);
      const answers = await Promise.all(servers.map(({ at }) => this.#ask({ name, type: 'TXT' }, at)));
      const below = hops < mostReferrals ? await this.#cutBelow(answers, zone) : null;
      if (below === null) return { servers, target: aliasIn(answers) };
      cut = below;
    }
    return { servers: [], target: null };
  }

  /** The closest zone above the name that resolvers know; the name itself is not asked for. */
  async #cutAbove(name: string): Promise<Referral | null> {
    for (let zone = parentName(name); zone !== ''; zone = parentName(zone)) {
      const answers = (await Promise.all(this.#resolvers.ask({ name: zone, type: 'NS' }))).flat();
      const names = serverNames(answers, zone);
      if (names.length > 0) return { zone, names, glue: new Map() };
    }
    return null;
  }

  /** The zone below, to which a server refers, or of which one speaks that has both. */
  async #cutBelow(answers: readonly DnsObservation[], zone: string): Promise<Referral | null> {
    for (const answer of answers) {
      const referral = referralOf(answer, zone);
      if (referral !== null) return referral;
      const { outcome, question, server } = answer;
      const apex = outcome.kind === 'answer' ? outcome.authority?.find(({ type }) => type === 'SOA')?.name : undefined;
      if (apex === undefined || apex === zone || !isWithin(apex, zone) || !isWithin(question.name, apex)) continue;
      const names = serverNames([await this.#ask({ name: apex, type: 'NS' }, server)], apex);
      if (names.length > 0) return { zone: apex, names, glue: new Map() };
    }
    return null;
  }

  async #serversOf({ names, glue }: Referral): Promise<readonly ZoneServer[]> {
    const perName = await Promise.all(
      names.slice(0, mostServers).map(async (name) => {
        const { addresses } = await knownAddresses(name, this.#resolvers);
        const all = [...new Set([...addresses, ...(glue.get(name) ?? [])])].slice(0, mostAddresses);
        return all
          .filter((address) => mayProbe(address, this.#options.network.allowPrivate))
          .map((address) => ({
            name,
            at: { address, port: this.#options.network.authorityPort, source: 'authority' as const },
          }));
      }),
    );
    return perName.flat();
  }

  #ask(question: DnsQuestion, server: DnsServer): Promise<DnsObservation> {
    const { signal, sockets } = this.#options;
    return askDns(question, server, { signal, deadlineMs: longestQuestionMs }, { recursion: false, sockets });
  }
}

function serverNames(answers: readonly DnsObservation[], zone: string): readonly string[] {
  const records = answers.flatMap(({ outcome }) => (outcome.kind === 'answer' ? outcome.records : []));
  return [...new Set(records.flatMap((one) => (one.type === 'NS' && one.name === zone ? [one.target] : [])))];
}

function aliasIn(answers: readonly DnsObservation[]): string | null {
  const records = answers.flatMap((answer) => wordOf(answer)?.records ?? []);
  return records.flatMap((record) => (record.type === 'CNAME' ? [record.target] : []))[0] ?? null;
}
