import { isIP } from 'node:net';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { DnsObservation } from '../../core/dns/answer.ts';
import type { NameServerObservation, ZoneObservation } from '../../core/dns/authority.ts';
import { reservedKind } from '../../core/dns/reserved-address.ts';
import { serverText } from '../../core/dns/resolution.ts';
import type { AddressLook } from './address-look.ts';
import { DnsSockets } from './dns-sockets.ts';
import { askDns } from './dns-transport.ts';
import type { Resolvers } from './resolvers.ts';

/** A network that changes needs so long to work again. */
const settlingMs = 2_000;
/** Who answered before answers within this time, or the way to all of them is broken. */
const longestPatienceMs = 1_500;
const mostAsked = 6;

const whyUnknown = 'The network here was interrupted while this was looked at.';

interface HeardInDns {
  readonly dns: readonly DnsObservation[];
  readonly authority: readonly ZoneObservation[];
}

/**
 * Watches over the network of this machine during one check. Silence says something of the other side only as long as
 * the way there is open: whether it is, is asked of those who answered in this check already, the resolvers and the name
 * servers above the domain's zone.
 */
export class NetworkWatch {
  readonly #resolvers: Resolvers;
  readonly #looking: AbortSignal;
  readonly #wanted: AbortSignal;
  readonly #patienceMs: number;
  readonly #heard = new Map<string, DnsObservation>();
  #interfaces = ownInterfaces();
  #asking: Promise<boolean> | null = null;
  #wasInterrupted = false;

  /**
   * @param looking ends with the time of the whole check. Whether the network here is to blame is asked after it, too:
   *   what fell silent shortly before would be held against the other side else.
   * @param wanted ends where nobody wants to know any more
   * @param wholeMs the time of the whole check
   */
  constructor(
    resolvers: Resolvers,
    walk: Promise<readonly ZoneObservation[]>,
    { looking, wanted }: { readonly looking: AbortSignal; readonly wanted: AbortSignal },
    wholeMs: number,
  ) {
    this.#resolvers = resolvers;
    this.#looking = looking;
    this.#wanted = wanted;
    // Nobody waits for it: it may hang, too.
    void walk.then((zones) => {
      for (const observation of zones.flatMap(({ parent }) => parent)) this.hear(observation);
    });
    this.#patienceMs = Math.min(longestPatienceMs, wholeMs / 6);
  }

  /** Somebody answered. */
  hear(observation: DnsObservation): void {
    const key = serverText(observation.server);
    if (observation.outcome.kind === 'answer' && !this.#heard.has(key)) this.#heard.set(key, observation);
  }

  /**
   * Looks, and where nothing is heard because the network here is interrupted, once more after two seconds. What remains
   * unheard so was not looked at: it is told as cancelled.
   */
  async look(lookOnce: () => Promise<AddressLook>): Promise<AddressLook> {
    const first = await lookOnce();
    if (!isUnheard(first) || !(await this.#isInterrupted())) return first;
    const isTime = await pause(settlingMs, true, { signal: this.#looking }).catch(() => false);
    const second = isTime ? await lookOnce() : first;
    return isUnheard(second) && (!isTime || (await this.#isInterrupted())) ? interruptedLook(second) : second;
  }

  /** The same observations; where the network here is or was interrupted, nobody's silence is held against him. */
  async withoutBlame<T extends HeardInDns>(seen: T): Promise<T> {
    const all = [
      ...seen.dns,
      ...seen.authority.flatMap(({ parent, servers }) => [...parent, ...servers.flatMap(asked)]),
    ];
    if (!all.some(isUnanswered)) return seen;
    if (!this.#wasInterrupted && !(await this.#isInterrupted())) return seen;
    return {
      ...seen,
      dns: seen.dns.map(blameless),
      authority: seen.authority.map((zone) => ({
        ...zone,
        parent: zone.parent.map(blameless),
        servers: zone.servers.map((server) => ({
          ...server,
          answers: server.answers.map(blameless),
          tcp: server.tcp === null ? null : blameless(server.tcp),
          plain: server.plain === null ? null : blameless(server.plain),
        })),
      })),
    };
  }

  #isInterrupted(): Promise<boolean> {
    this.#asking ??= this.#ask().then((isInterrupted) => {
      this.#asking = null;
      this.#wasInterrupted ||= isInterrupted;
      return isInterrupted;
    });
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    const before = this.#interfaces;
    this.#interfaces = ownInterfaces();
    if (this.#interfaces !== before) return true;
    const all = [...this.#heard.values()];
    // A resolver here, or the router's, answers from its memory, whatever became of the way to the world.
    const farthest = Math.max(...all.map(distance));
    const heard = all.filter((observation) => distance(observation) === farthest).slice(0, mostAsked);
    if (heard.length === 0 || this.#wanted.aborted) return false;
    using sockets = new DnsSockets();
    const limits = { signal: this.#wanted, deadlineMs: this.#patienceMs };
    const again = heard.map(async ({ question, server }) => {
      // Over new sockets: those from before may hang on a way that is no more.
      const { outcome } = await (server.encrypted === undefined
        ? askDns(question, server, limits, { recursion: server.source !== 'authority', sockets })
        : this.#resolvers.askUnchecked(question, server, limits));
      if (outcome.kind === 'silence') throw new Error(outcome.reason);
      return false;
    });
    return await Promise.any(again).catch(() => !this.#wanted.aborted);
  }
}

/** How far a server is: on this machine, in a private network, or out in the world. */
function distance({ server: { address } }: DnsObservation): number {
  const kind = isIP(address) === 0 ? null : reservedKind(address);
  return kind === null ? 2 : kind === 'loopback' ? 0 : 1;
}

/** A machine's addresses in its networks, as one text. */
function ownInterfaces(): string {
  return Object.values(os.networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address }) => address)
    .toSorted()
    .join(' ');
}

const silences: ReadonlySet<string> = new Set([
  'timeout',
  'timeout-connect',
  'timeout-read',
  'unreachable',
  'reset',
  'other',
]);

function asked({ answers, tcp, plain }: NameServerObservation): readonly DnsObservation[] {
  return [...answers, ...(tcp === null ? [] : [tcp]), ...(plain === null ? [] : [plain])];
}

function isUnanswered({ outcome }: DnsObservation): boolean {
  return outcome.kind === 'silence' && silences.has(outcome.reason);
}

function blameless(observation: DnsObservation): DnsObservation {
  if (!isUnanswered(observation)) return observation;
  return { ...observation, outcome: { kind: 'silence', reason: 'cancelled', text: whyUnknown } };
}

type Failing = { readonly outcome: { readonly kind: string; readonly reason?: string } } | null;

function isSilent(look: Failing): boolean {
  return look?.outcome.kind === 'failed' && silences.has(look.outcome.reason ?? '');
}

function isUnheard({ tls, http, page }: AddressLook): boolean {
  return [tls, http, page].some(isSilent);
}

function interruptedLook(look: AddressLook): AddressLook {
  const cancelled = { kind: 'failed', reason: 'cancelled', text: whyUnknown } as const;
  return {
    ...look,
    tls: isSilent(look.tls) ? { ...look.tls, outcome: cancelled } : look.tls,
    http: look.http !== null && isSilent(look.http) ? { ...look.http, outcome: cancelled } : look.http,
    page: look.page !== null && isSilent(look.page) ? { ...look.page, outcome: cancelled } : look.page,
    mail: look.mail.map((one) => (isSilent(one) ? { ...one, outcome: cancelled } : one)),
    variedTls: look.variedTls.filter((one) => !isSilent(one)),
  };
}
