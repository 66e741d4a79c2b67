import type { StartTls, StoreVerdict, TlsObservation, TrustPath } from '../../core/certificate/handshake.ts';
import { readOcspResponse } from '../../core/certificate/ocsp-response.ts';
import { mayProbe } from './address-policy.ts';
import type { Limits } from './deadline.ts';
import type { FetchIssuers } from './fetch-issuers.ts';
import type { RootStore } from './root-stores.ts';
import { startLooking } from './seen-from-here.ts';
import { createOfferContext, handshakeFailed, shakeHands, type Shaken, type TakeConnection } from './tls-handshake.ts';
import { findTrustPath, type ReadCertificate } from './trust-path.ts';

export interface TlsTarget {
  readonly address: string;
  readonly port: number;
  /** Sent as SNI, unless it is an address (RFC 6066 §3). */
  readonly serverName: string;
  /** What is spoken before TLS, where TLS does not come first. */
  readonly startTls?: StartTls;
}

/**
 * Shakes hands with one address, and looks at what it shows. Never rejects; the socket is closed when it resolves, or is in
 * the hands of `take`.
 */
export type ProbeTls = (target: TlsTarget, limits: Limits, take?: TakeConnection) => Promise<TlsObservation>;

/** What a prober may ask further where the stores trust nothing of what was sent. */
export interface FurtherTrust {
  /** The roots of this machine, read at the first need. */
  readonly system?: () => RootStore;
  /** Fetches the issuers that were not sent. */
  readonly fetchIssuers?: FetchIssuers;
}

/** Makes a prober that knows these stores. */
export function createTlsProber(
  stores: readonly RootStore[],
  allowPrivate: boolean,
  further: FurtherTrust = {},
): ProbeTls {
  const context = createOfferContext();
  return async (target, limits, take) => {
    const seen = startLooking();
    const started = performance.now();
    const { address, port, serverName, startTls = null } = target;
    const shaken = mayProbe(address, allowPrivate)
      ? await shakeHands({ address, port, sni: serverName, startTls, context }, limits, take)
      : handshakeFailed(
          'address-not-allowed',
          `${address} is no public address, and looking at others is not allowed.`,
        );
    const left = { ...limits, deadlineMs: limits.deadlineMs - (performance.now() - started) };
    const outcome = shaken.kind === 'failed' ? shaken : await judgeTrust(shaken, address, stores, further, left);
    // Fetching what was not sent is no part of the handshake's time.
    const { ms = seen().ms } = shaken.kind === 'failed' ? {} : shaken;
    return { ...target, outcome, seen: { ...seen(), ms } };
  };
}

async function judgeTrust(
  { protocol, cipher, chain, staple }: Shaken,
  address: string,
  stores: readonly RootStore[],
  { system, fetchIssuers }: FurtherTrust,
  limits: Limits,
): Promise<TlsObservation['outcome']> {
  const facts = chain.map((one) => one.facts);
  const [leaf, ...others] = chain;
  if (leaf === undefined) return handshakeFailed('other', 'The server showed no certificate.');
  const path = findTrustPath(leaf, others, stores, new Date());
  const common = {
    kind: 'handshake',
    protocol,
    cipher,
    chain: facts,
    staple: staple === null ? null : readOcspResponse(staple, leaf.facts.serialNumber),
  } as const;
  if (path.kind === 'trusted') return { ...common, path, stores: verdicts(path, leaf, others, stores) };
  const ofSystem = system?.();
  const bySystem = ofSystem === undefined ? null : findTrustPath(leaf, others, [ofSystem], new Date());
  const said: readonly StoreVerdict[] = [
    ...stores.map(({ name }) => ({ store: name, trusted: false })),
    ...(ofSystem === undefined || ofSystem.bySubject.size === 0
      ? []
      : [{ store: ofSystem.name, trusted: bySystem?.kind === 'trusted' }]),
  ];
  if (bySystem?.kind === 'trusted') return { ...common, path: bySystem, stores: said };
  const fetched =
    fetchIssuers === undefined || path.reason !== 'issuer-not-sent'
      ? null
      : await fetchIssuers({ leaf, others, at: path.at, address, stores }, limits);
  return { ...common, path, stores: said, ...(fetched === null ? {} : { fetchedIssuers: fetched }) };
}

/** What the stores before the one that trusts say, and that one: the others were not asked. */
function verdicts(
  path: Extract<TrustPath, { kind: 'trusted' }>,
  leaf: ReadCertificate,
  others: readonly ReadCertificate[],
  stores: readonly RootStore[],
): readonly StoreVerdict[] {
  const before = stores.slice(
    0,
    stores.findIndex(({ name }) => name === path.store),
  );
  return [
    ...before.map((store) => ({
      store: store.name,
      trusted: findTrustPath(leaf, others, [store], new Date()).kind === 'trusted',
    })),
    { store: path.store, trusted: true },
  ];
}
