import type { SecureContext } from 'node:tls';
import type { DnsObservation, DnsQuestion, DnsServer } from '../../core/dns/answer.ts';
import { serverText } from '../../core/dns/resolution.ts';
import type { NetworkOptions } from '../engine.ts';
import { askValidated } from './ask-validated.ts';
import type { Limits } from './deadline.ts';
import { DnsSockets } from './dns-sockets.ts';
import { exchangeDns, type DnsExchange } from './dns-transport.ts';
import { HostTurns } from './host-turns.ts';
import { InFlight } from './in-flight.ts';
import { NetworkOptionsError } from './network-options-error.ts';
import { parseServer } from './parse-server.ts';
import { systemResolvers } from './system-resolvers.ts';

/** More in flight, and socket buffers lose answers. */
const mostInFlight = 64;
/** For a job that shares its resolvers with no other. */
const alone = { hosts: Number.POSITIVE_INFINITY, perHost: mostInFlight, patienceMs: 500 };
/** One server may be silent so long; the others of a check have their answers by then. Less where the whole time is short. */
const longestQuestionMs = 5_000;

/** Servers that stand for one voice: the next is asked where the one before is silent. */
interface Voice {
  readonly servers: readonly DnsServer[];
  /** Each voice has its own line, so that a silent server does not hold up the others. */
  readonly line: InFlight;
  /** The same for the same servers, whichever check asks them. */
  readonly key: string;
}

/**
 * The voices that a check asks: the system's resolvers together, and each configured one. Each question is asked once.
 * Disposing closes the sockets, which all questions share.
 */
export class Resolvers implements Disposable {
  readonly #voices: readonly Voice[];
  readonly #signal: AbortSignal;
  readonly #deadlineMs: number;
  readonly #turns: HostTurns;
  readonly #sockets: DnsSockets;
  readonly #asked = new Map<string, Promise<readonly DnsObservation[]>>();

  /**
   * Throws `NetworkOptionsError` where a resolver cannot be understood, or none is left to be asked.
   * @param signal Ends all questions, as cancelled; also at the end of the time for all of them.
   * @param trust Whom to trust where a resolver is asked under encryption; else the roots that Node.js brings along.
   * @param turns In which the questions of all checks take turns at each voice.
   */
  constructor(network: NetworkOptions, signal: AbortSignal, trust?: SecureContext, turns = new HostTurns(alone)) {
    this.#turns = turns;
    const voices = [
      ...(network.skipSystemResolver ? [] : [systemResolvers()]),
      ...network.resolvers.map((text) => [configured(text)]),
    ].filter((servers) => servers.length > 0);
    if (voices.length === 0) throw new NetworkOptionsError('There is no resolver to ask.');
    const share = Math.max(1, Math.floor(mostInFlight / voices.length));
    this.#voices = voices.map((servers) => ({
      servers,
      line: new InFlight(share),
      key: servers.map(serverText).join(' '),
    }));
    this.#signal = signal;
    this.#sockets = new DnsSockets(trust);
    this.#deadlineMs = Math.min(longestQuestionMs, network.timeoutMs / 3);
  }

  /** What each voice came to, one promise each: the last observation of each is the one that counts. Never rejects. */
  ask(question: DnsQuestion): readonly Promise<readonly DnsObservation[]>[] {
    return this.#voices.map((_, at) => this.#askVoice(at, question));
  }

  /** All servers, those first that are asked first. */
  get servers(): readonly DnsServer[] {
    return this.#voices.flatMap(({ servers }) => servers);
  }

  /** One question to one of the servers, with checking disabled (CD); signatures stand in the message. Asked anew each time. */
  askUnchecked(
    question: DnsQuestion,
    server: DnsServer,
    limits: Limits = { signal: this.#signal, deadlineMs: this.#deadlineMs },
  ): Promise<DnsExchange> {
    const voice = this.#voices.find(({ servers }) => servers.includes(server));
    const ask = (): Promise<DnsExchange> => {
      return exchangeDns(question, server, limits, { sockets: this.#sockets, checkingDisabled: true });
    };
    return voice === undefined ? ask() : this.#inTurn(voice, ask);
  }

  [Symbol.dispose](): void {
    this.#sockets[Symbol.dispose]();
  }

  #askVoice(at: number, question: DnsQuestion): Promise<readonly DnsObservation[]> {
    const key = `${at} ${question.type} ${question.name}`;
    const asked = this.#asked.get(key) ?? this.#askServers(at, question);
    this.#asked.set(key, asked);
    return asked;
  }

  #inTurn<T>({ line, key }: Voice, ask: () => Promise<T>): Promise<T> {
    return line.run(() => this.#turns.run(key, ask));
  }

  async #askServers(at: number, question: DnsQuestion): Promise<readonly DnsObservation[]> {
    const observations: DnsObservation[] = [];
    const voice = this.#voices[at];
    if (voice === undefined) return observations;
    for (const server of voice.servers) {
      const observation = await this.#inTurn(voice, () => {
        const limits = { signal: this.#signal, deadlineMs: this.#deadlineMs };
        return askValidated(question, server, limits, { sockets: this.#sockets });
      });
      observations.push(observation);
      if (observation.outcome.kind === 'answer') break;
    }
    return observations;
  }
}

function configured(text: string): DnsServer {
  const server = parseServer(text);
  if (server === null) {
    throw new NetworkOptionsError(
      `"${text}" is no resolver: give an address, with a port if it is not 53 (192.0.2.1:5353, [2001:db8::1]:5353), or tcp://ADDRESS, tls://HOST or https://HOST/dns-query.`,
    );
  }
  return { ...server, source: 'configured' };
}
