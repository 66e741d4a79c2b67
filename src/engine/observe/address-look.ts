import type { ChallengeFetch } from '../../core/acme/challenge-fetch.ts';
import type { TlsObservation, VariedHandshake } from '../../core/certificate/handshake.ts';
import type { PageObservation } from '../../core/page/page-observation.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { NetworkOptions } from '../engine.ts';
import { fetchChallenge } from './challenge-fetch.ts';
import type { Limits } from './deadline.ts';
import { createIssuerFetcher } from './fetch-issuers.ts';
import type { FetchOptions } from './follow-redirects.ts';
import type { HostTurns } from './host-turns.ts';
import { fetchPage } from './page-fetch.ts';
import type { RootStore, RootStores } from './root-stores.ts';
import { createTlsProber } from './tls-probe.ts';
import { createHandshakeVarier, variationsFor } from './vary-handshake.ts';

/** A page that takes longer is not seen; nothing depends on it. */
const longestPageMs = 5_000;

type Take = <T>(look: () => Promise<T>) => Promise<T>;

interface Site {
  /** Known before the page is. */
  readonly tls: Promise<TlsObservation>;
  readonly page: Promise<PageObservation | null>;
}

/** What is seen at one address of a name. */
export interface AddressLook {
  readonly tls: TlsObservation;
  readonly variedTls: readonly VariedHandshake[];
  readonly mail: readonly TlsObservation[];
  readonly http: ChallengeFetch | null;
  readonly page: PageObservation | null;
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
  /** Names of which a page was read for what it loads: one is enough. */
  const read = new Set<string>();
  const wantsContent = (name: string) => (): boolean => {
    if (read.has(name)) return false;
    read.add(name);
    return true;
  };
  /** The page is asked for over the connection of the handshake: it costs no second one. */
  const lookAtSite = (name: string, address: string, take: Take): Site => {
    const target = { name, address, wantsContent: wantsContent(name) };
    const within = { ...limits, deadlineMs: Math.min(limits.deadlineMs, longestPageMs) };
    let tell: (tls: TlsObservation) => void = () => undefined;
    const tls = new Promise<TlsObservation>((resolve) => {
      tell = resolve;
    });
    const page = take(async () => {
      let coming: Promise<PageObservation> | null = null;
      const observed = await probeTls(
        { address, port: network.httpsPort, serverName: name },
        limits,
        isNamed(name)
          ? (socket) => {
              coming = fetchPage({ ...target, scheme: 'https', socket }, options, within).finally(() =>
                socket.destroy(),
              );
            }
          : undefined,
      );
      tell(observed);
      const { outcome } = observed;
      const speaksNoTls =
        outcome.kind === 'failed' && ['refused', 'reset', 'not-tls', 'alert'].includes(outcome.reason);
      if (speaksNoTls && isNamed(name)) coming = fetchPage({ ...target, scheme: 'http' }, options, within);
      return coming;
    });
    return { tls, page };
  };
  return async (name, address) => {
    const take: Take = (look) => turns.run(address, look);
    const target = { address, port: network.httpsPort, serverName: name };
    const site = lookAtSite(name, address, take);
    const [tls, page, variedTls, http, mail] = await Promise.all([
      site.tls,
      site.page,
      site.tls.then((tls) => {
        return Promise.all(variationsFor(tls, intent.method).map((one) => take(() => vary(target, one, limits))));
      }),
      intent.method === 'http-01' && isNamed(name)
        ? take(() => fetchChallenge({ name, address, token: madeUp, expected: null }, options, limits))
        : null,
      Promise.all(
        (isNamed(name) ? (intent.mail ?? []) : []).map(({ startTls, port }) =>
          take(() => probeTls({ address, port, serverName: name, startTls }, limits)),
        ),
      ),
    ]);
    return { tls, page, variedTls, mail, http };
  };
}
