import { setTimeout as pause } from 'node:timers/promises';
import { serverText } from '../../../core/dns/resolution.ts';
import type { DnsObservation, DnsServer } from '../../../core/dns/answer.ts';
import type { NetworkOptions, Run } from '../../engine.ts';
import { DnsSockets } from '../../observe/dns-sockets.ts';
import { askDns } from '../../observe/dns-transport.ts';
import { recordPlace, type RecordPlace, type ZoneServer } from './record-place.ts';

const longestQuestionMs = 3_000;
const firstPauseMs = 500;
const longestPauseMs = 10_000;
/** A server that says nothing for so long is down; the others may serve the CA. */
const silencePatienceMs = 15_000;

/** A record that the CA shall find. */
export interface WantedRecord {
  readonly owner: string;
  /** Is this text at the owner what is wanted? */
  fits(this: void, text: string): boolean;
}

/** One name server of the zone that does not serve a record, or none that could be asked. */
export interface UnservedRecord {
  readonly owner: string;
  /** Name and address; empty where no name server is known. */
  readonly server: string;
  /** What it said instead. */
  readonly seen: string;
  readonly silent: boolean;
}

/** The name servers of the zones of some records, found once and asked as often as is needed. */
export class RecordLook implements Disposable {
  readonly #network: NetworkOptions;
  readonly #signal: AbortSignal;
  readonly #sockets = new DnsSockets();
  readonly #places = new Map<string, Promise<RecordPlace>>();

  constructor(network: NetworkOptions, signal: AbortSignal) {
    this.#network = network;
    this.#signal = signal;
  }

  /** Where a record must stand to be found at `owner`. Rejects with `BrokenAlias` where there is no such place. */
  async end(owner: string): Promise<string> {
    const place = await this.#placeOf(owner);
    this.#places.set(place.owner, Promise.resolve(place));
    return place.owner;
  }

  /** Asks every name server of the records' zones once, without recursion. Empty: each serves each. */
  async unserved(records: readonly WantedRecord[]): Promise<readonly UnservedRecord[]> {
    const perRecord = await Promise.all(
      records.map(async ({ owner, fits }) => {
        const { servers } = await this.#placeOf(owner);
        if (servers.length === 0) {
          return [{ owner, server: '', seen: 'the name servers of its zone are not known from here', silent: true }];
        }
        const looks = await Promise.all(servers.map(async (one) => ({ one, answer: await this.#ask(owner, one.at) })));
        return looks.flatMap(({ one, answer }) => unservedBy(owner, one, answer, fits));
      }),
    );
    this.#signal.throwIfAborted();
    return perRecord.flat();
  }

  /**
   * Asks again and again until every server serves every record, or until the time is over: what is not served then. Does
   * not wait for servers that are down where all others serve it.
   */
  async untilServed(
    records: readonly WantedRecord[],
    progress: Run['progress'],
    patienceMs: number,
  ): Promise<readonly UnservedRecord[]> {
    const started = performance.now();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      const unserved = await this.unserved(records);
      const waitedMs = performance.now() - started;
      const down = unserved.every(({ silent }) => silent) && waitedMs > silencePatienceMs;
      if (unserved.length === 0 || down || waitedMs + pauseMs > patienceMs) return unserved;
      progress({ step: waitingWords(unserved) });
      await pause(pauseMs, undefined, { signal: this.#signal });
    }
  }

  [Symbol.dispose](): void {
    this.#sockets[Symbol.dispose]();
  }

  #placeOf(owner: string): Promise<RecordPlace> {
    const options = { network: this.#network, sockets: this.#sockets, signal: this.#signal };
    const known = this.#places.get(owner) ?? recordPlace(owner, options);
    this.#places.set(owner, known);
    return known;
  }

  #ask(owner: string, server: DnsServer): Promise<DnsObservation> {
    const limits = { signal: this.#signal, deadlineMs: longestQuestionMs };
    return askDns({ name: owner, type: 'TXT' }, server, limits, { recursion: false, sockets: this.#sockets });
  }
}

function unservedBy(
  owner: string,
  { name, at }: ZoneServer,
  { outcome }: DnsObservation,
  fits: WantedRecord['fits'],
): readonly UnservedRecord[] {
  const server = `${name} (${serverText(at)})`;
  if (outcome.kind === 'silence') return [{ owner, server, seen: 'no answer', silent: true }];
  const texts = outcome.records.flatMap((record) => {
    return record.type === 'TXT' && record.name === owner ? [record.text] : [];
  });
  if (texts.some(fits)) return [];
  const seen = outcome.rcode !== 'NOERROR' ? outcome.rcode : texts.length > 0 ? 'other values' : 'no TXT record';
  return [{ owner, server, seen, silent: false }];
}

function waitingWords(unserved: readonly UnservedRecord[]): string {
  const [first] = unserved;
  const more = unserved.length > 1 ? `, and ${unserved.length - 1} more` : '';
  // Where the name servers are not known, that is what is seen.
  const who = first?.server === '' ? '' : `${first?.server ?? ''} says `;
  return `Waiting until every name server serves the record: ${who}${first?.seen ?? ''} for ${first?.owner ?? ''}${more}`;
}
