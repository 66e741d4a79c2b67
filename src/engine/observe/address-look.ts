import type { ChallengeFetch } from '../../core/acme/challenge-fetch.ts';
import type { TlsObservation, VariedHandshake } from '../../core/certificate/handshake.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { NetworkOptions } from '../engine.ts';
import { fetchChallenge } from './challenge-fetch.ts';
import type { Limits } from './deadline.ts';
import { createIssuerFetcher } from './fetch-issuers.ts';
import type { FetchOptions } from './follow-redirects.ts';
import type { HostTurns } from './host-turns.ts';
import type { RootStore, RootStores } from './root-stores.ts';
import { createTlsProber } from './tls-probe.ts';
import { createHandshakeVarier, variationsFor } from './vary-handshake.ts';

/** What is seen at one address of a name. */
export interface AddressLook {
  readonly tls: TlsObservation;
  readonly variedTls: readonly VariedHandshake[];
  readonly mail: readonly TlsObservation[];
  readonly http: ChallengeFetch | null;
}

export interface LookCircumstances {
  readonly intent: DomainIntent;
  readonly network: NetworkOptions;
  readonly stores: readonly RootStore[];
  readonly rootStores: RootStores;
  /** The token that is asked for: nobody has it. */
  readonly madeUp: string;
  readonly resolve: FetchOptions['resolve'];
  readonly limits: Limits;
  /** In which all looks take turns. */
  readonly turns: HostTurns;
}

/** Looks at one address of a name: what its ports show. Never rejects. */
export type LookAtAddress = (name: string, address: string) => Promise<AddressLook>;

export function createAddressLook({
  intent,
  network,
  stores,
  rootStores,
  madeUp,
  resolve,
  limits,
  turns,
}: LookCircumstances): LookAtAddress {
  const options: FetchOptions = { ...network, resolve };
  const probeTls = createTlsProber(stores, network.allowPrivate, {
    system: () => rootStores.system(),
    fetchIssuers: createIssuerFetcher(options),
  });
  const vary = createHandshakeVarier();
  const isNamed = (name: string): boolean => intent.names.some(({ ascii, wildcard }) => !wildcard && ascii === name);
  const lookAtTls = async (name: string, address: string): Promise<Pick<AddressLook, 'tls' | 'variedTls'>> => {
    const target = { address, port: network.httpsPort, serverName: name };
    const tls = await turns.run(address, () => probeTls(target, limits));
    const variations = variationsFor(tls, intent.method);
    return { tls, variedTls: await Promise.all(variations.map((one) => turns.run(address, () => vary(target, one, limits)))) };
  };
  return async (name, address) => {
    const [tls, mail, http] = await Promise.all([
      lookAtTls(name, address),
      Promise.all(
        (isNamed(name) ? (intent.mail ?? []) : []).map(({ startTls, port }) =>
          turns.run(address, () => probeTls({ address, port, serverName: name, startTls }, limits)),
        ),
      ),
      intent.method === 'http-01' && isNamed(name)
        ? turns.run(address, () => fetchChallenge({ name, address, token: madeUp, expected: null }, options, limits))
        : null,
    ]);
    return { ...tls, mail, http };
  };
}
