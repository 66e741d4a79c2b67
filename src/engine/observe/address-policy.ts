import { reservedKind, type ReservedKind } from '../../core/dns/reserved-address.ts';

/** No host answers at these, so no setting opens them. */
const never: ReadonlySet<ReservedKind> = new Set(['unspecified', 'this network', 'multicast', 'broadcast']);

/** May a probe connect to an address that DNS or the user named? Reserved addresses only by the user's setting. */
export function mayProbe(address: string, allowPrivate: boolean): boolean {
  const kind = reservedKind(address);
  return kind === null || (allowPrivate && !never.has(kind));
}

/**
 * May a redirect lead a probe from one address to another? Into a reserved network only from the same kind of network:
 * a public page must not send us to a neighbour's machine or to a cloud's metadata service.
 */
export function mayRedirect(from: string, to: string, allowPrivate: boolean): boolean {
  const kind = reservedKind(to);
  return kind === null || (mayProbe(to, allowPrivate) && family(kind) === family(reservedKind(from)));
}

/** Private IPv4 and unique-local IPv6 are the two halves of one network. */
function family(kind: ReservedKind | null): ReservedKind | null {
  return kind === 'unique-local' ? 'private' : kind;
}
