import type { SecureContext } from 'node:tls';
import { parseAddress, reverseName } from '../../core/dns/address.ts';
import { covers } from '../../core/certificate/covers.ts';
import type { TlsObservation, TlsVariation, VariedHandshake } from '../../core/certificate/handshake.ts';
import type { ChallengeMethod } from '../../core/domain/intent.ts';
import type { Limits } from './deadline.ts';
import { startLooking } from './seen-from-here.ts';
import { createOfferContext, shakeHands } from './tls-handshake.ts';

/** No site has it (RFC 6761): whatever is shown for it is shown to anybody. */
const nobodysName = 'cert-doctor.invalid';

/** What is asked further, by what the first handshake left open. Each is one more handshake, so none is made for nothing. */
export function variationsFor(
  { serverName, outcome }: TlsObservation,
  method: ChallengeMethod,
): readonly TlsVariation[] {
  const otherNames: readonly TlsVariation[] = [
    // An address is no name to be sent: it was asked without one.
    ...(parseAddress(serverName) === null ? [{ kind: 'sni', sent: null } as const] : []),
    { kind: 'sni', sent: nobodysName },
  ];
  if (outcome.kind === 'failed') {
    return outcome.reason === 'alert' || outcome.reason === 'reset'
      ? [{ kind: 'version', version: 'TLSv1.2' }, { kind: 'version', version: 'TLSv1.3' }, ...otherNames.slice(0, 1)]
      : [];
  }
  const leaf = outcome.chain[0];
  const strange =
    leaf === undefined ||
    !covers(leaf.names, serverName) ||
    (outcome.path.kind === 'untrusted' && outcome.path.reason === 'self-signed');
  return [
    ...(strange ? otherNames : []),
    ...(method === 'tls-alpn-01' ? [{ kind: 'alpn', protocol: 'acme-tls/1' } as const] : []),
  ];
}

/** Shakes hands once more, otherwise. Never rejects; the socket is closed when it resolves. */
export type VaryHandshake = (
  target: { readonly address: string; readonly port: number; readonly serverName: string },
  variation: TlsVariation,
  limits: Limits,
) => Promise<VariedHandshake>;

/** In the challenge tls-alpn-01, an address is asked for by the name under which DNS would look it up (RFC 8738 §6). */
function sentName(serverName: string, variation: TlsVariation): string | null {
  if (variation.kind === 'sni') return variation.sent;
  const octets = variation.kind === 'alpn' ? parseAddress(serverName) : null;
  return octets === null ? serverName : reverseName(octets);
}

/** For addresses that may be looked at. */
export function createHandshakeVarier(): VaryHandshake {
  const contexts = new Map<'TLSv1.2' | 'TLSv1.3' | undefined, SecureContext>();
  return async (target, variation, limits) => {
    const seen = startLooking();
    const { address, port, serverName } = target;
    const version = variation.kind === 'version' ? variation.version : undefined;
    const context = contexts.get(version) ?? createOfferContext(version);
    contexts.set(version, context);
    const shaken = await shakeHands(
      {
        ...{ address, port, startTls: null, context },
        sni: sentName(serverName, variation),
        ...(variation.kind === 'alpn' ? { alpn: [variation.protocol] } : {}),
      },
      limits,
    );
    if (shaken.kind === 'failed') return { ...target, variation, outcome: shaken, seen: seen() };
    const { protocol, alpn, chain } = shaken;
    const leaf = chain[0]?.facts;
    return {
      ...target,
      variation,
      outcome: {
        kind: 'handshake',
        ...{ protocol, alpn },
        fingerprint: leaf?.fingerprint ?? null,
        names: leaf?.names ?? [],
      },
      seen: seen(),
    };
  };
}
