import { setTimeout as pause } from 'node:timers/promises';
import type { DomainName } from '../../core/domain/name.ts';
import type { NetworkOptions } from '../engine.ts';
import { endingAfter } from '../observe/deadline.ts';
import { InFlight } from '../observe/in-flight.ts';
import { Resolvers } from '../observe/resolvers.ts';
import { createTlsProber } from '../observe/tls-probe.ts';
import { knownAddresses } from './known-addresses.ts';

const longestPauseMs = 5000;
const mostAtOnce = 8;

/** What one address of one name serves. */
export interface ServedSerial {
  readonly name: string;
  readonly address: string;
  /** Of the leaf, upper-case hexadecimal; null where no handshake came about. */
  readonly serial: string | null;
  /** Why there was none; empty where there was one. */
  readonly failure: string;
}

export interface ServedLook {
  /** Every name has an address, and every address serves the serial number. A wildcard has no address to look at. */
  readonly everywhere: boolean;
  readonly served: readonly ServedSerial[];
  /** Names whose addresses are not all known from here. */
  readonly notKnown: readonly string[];
}

/** Looks once at every address of every name, as far as it comes within `network.timeoutMs`. */
export async function lookForSerial(
  serial: string,
  names: readonly DomainName[],
  network: NetworkOptions,
  signal: AbortSignal,
): Promise<ServedLook> {
  const end = performance.now() + network.timeoutMs;
  const leftMs = (): number => end - performance.now();
  using resolvers = new Resolvers(network, endingAfter(network.timeoutMs, signal));
  const line = new InFlight(mostAtOnce);
  const probeTls = createTlsProber([], network.allowPrivate);
  const hosts = names.filter(({ wildcard }) => !wildcard).map(({ ascii }) => ascii);
  const perName = await Promise.all(
    hosts.map(async (name) => {
      const { addresses, complete } = await knownAddresses(name, resolvers);
      const looks = await Promise.all(
        addresses.map(async (address): Promise<ServedSerial> => {
          const target = { address, port: network.httpsPort, serverName: name };
          const { outcome } = await line.run(() => probeTls(target, { signal, deadlineMs: leftMs() }));
          return outcome.kind === 'handshake'
            ? { name, address, serial: outcome.chain[0]?.serialNumber ?? null, failure: '' }
            : { name, address, serial: null, failure: outcome.text };
        }),
      );
      return { name, looks, known: complete && looks.length > 0 };
    }),
  );
  signal.throwIfAborted();
  const served = perName.flatMap(({ looks }) => looks);
  const notKnown = perName.filter(({ known }) => !known).map(({ name }) => name);
  const everywhere = served.length > 0 && notKnown.length === 0 && served.every((look) => look.serial === serial);
  return { everywhere, served, notKnown };
}

/**
 * Looks again at growing intervals until two looks in a row see the serial number everywhere, or `patienceMs` are over;
 * the last look. One look is no proof: after a graceful reload, workers that hold the old certificate still accept for a
 * moment beside the new ones.
 */
export async function waitForSerial(
  serial: string,
  names: readonly DomainName[],
  network: NetworkOptions,
  { signal, patienceMs }: { readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<ServedLook> {
  const end = performance.now() + patienceMs;
  let before = false;
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const look = await lookForSerial(serial, names, network, signal);
    if (look.everywhere && before) return look;
    if (!look.everywhere && performance.now() + pauseMs > end) return look;
    before = look.everywhere;
    await pause(pauseMs, undefined, { signal });
  }
}
