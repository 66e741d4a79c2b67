import { setTimeout as pause } from 'node:timers/promises';
import type { DeployPlan } from '../../core/acme/deploy-plan.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { Finding } from '../../core/problem/finding.ts';
import type { NetworkOptions } from '../engine.ts';
import { endingAfter } from '../observe/deadline.ts';
import { InFlight } from '../observe/in-flight.ts';
import { Resolvers } from '../observe/resolvers.ts';
import { createTlsProber } from '../observe/tls-probe.ts';
import { actFinding, type Stopped } from './issuance-stop.ts';
import { knownAddresses } from './known-addresses.ts';

const longestPauseMs = 5000;
const mostAtOnce = 8;

/** What one address of one name serves. */
export interface ServedSerial {
  readonly name: string;
  /** With the port behind it where it is not that of HTTPS. */
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

/** Is there no name of which an address could be looked at, as in a certificate for a wildcard alone? That shows nothing, well or ill. */
export function hasNowhereToLook({ served, notKnown }: ServedLook): boolean {
  return served.length === 0 && notKnown.length === 0;
}

/** The names, and where they show their certificate; without `shownAt` at HTTPS and at their mail ports. */
type Shown = Pick<DomainIntent, 'names' | 'mail'> & Pick<DeployPlan, 'shownAt'>;

/** Looks once at every address of every name, and at its mail ports, as far as it comes within `network.timeoutMs`. */
export async function lookForSerial(
  serial: string,
  { names, mail = [], shownAt }: Shown,
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
      const ports = shownAt ?? [{ port: network.httpsPort, startTls: null }, ...mail];
      const looks = await Promise.all(
        addresses
          .flatMap((one) => ports.map((port) => ({ one, port })))
          .map(async ({ one, port }): Promise<ServedSerial> => {
            const { startTls } = port;
            const target = {
              address: one,
              serverName: name,
              port: port.port,
              ...(startTls === null ? {} : { startTls }),
            };
            const { outcome } = await line.run(() => probeTls(target, { signal, deadlineMs: leftMs() }));
            const address = port.port === network.httpsPort ? one : `${one} port ${port.port}`;
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
  shown: Shown,
  network: NetworkOptions,
  { signal, patienceMs }: { readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<ServedLook> {
  const end = performance.now() + patienceMs;
  let before = false;
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const look = await lookForSerial(serial, shown, network, signal);
    if ((look.everywhere && before) || hasNowhereToLook(look)) return look;
    if (!look.everywhere && performance.now() + pauseMs > end) return look;
    before = look.everywhere;
    await pause(pauseMs, undefined, { signal });
  }
}

/** Why a run ends after a reload whose certificate is not seen everywhere. */
export function notServed(serial: string, { served, notKnown }: ServedLook, subject: string): Stopped {
  const others = served.filter((look) => look.serial !== null && look.serial !== serial);
  const silent = served.filter((look) => look.serial === null);
  const parts = [
    ...others.map(({ name, address }) => `${name} at ${address} serves another certificate`),
    ...silent.map(({ name, address, failure }) => `${name} at ${address} shows none (${failure})`),
    ...notKnown.map((name) => `not all addresses of ${name} are known from here`),
  ];
  const text = `The server was reloaded, but ${parts.slice(0, 5).join('; ')}.`;
  const findings = others.map(({ name, address, serial: old }) =>
    actFinding('deploy-not-reloaded', name, `${address} serves serial number ${old ?? ''}, not ${serial}`),
  );
  return { kind: 'failed', text, findings: findings.length > 0 ? findings : [unseen(subject, parts)] };
}

function unseen(subject: string, parts: readonly string[]): Finding {
  const evidence = parts.map((text) => ({ label: 'Seen', text }));
  return actFinding('deploy-failed', subject, 'the new certificate was not seen on the server', evidence);
}
