import type { Lineage } from '../../core/host/host-observation.ts';
import { quotedText } from '../../core/quoted-text.ts';
import type { Run } from '../engine.ts';
import { observeLineages } from '../observe/host/lineages.ts';
import { acceptRisk } from './accept-risk.ts';

/** Whether an ACME client of this machine renews names already. */
export interface OwnerLook {
  /** Which, where, and what that means for another certificate; null where none was found. */
  readonly owner: string | null;
  /** What this user may not read, so that something may be kept there; null where all was seen. */
  readonly unseen: string | null;
}

/**
 * Looks for an ACME client of this machine that keeps a valid certificate with all of these names.
 * @param names as they stand in a certificate
 * @param root whose clients are looked at; `/` but for tests
 */
export async function lookForOwner(names: readonly string[], signal: AbortSignal, root = '/'): Promise<OwnerLook> {
  const { lineages, unseen } = await observeLineages({ root, signal });
  const owner = lineages.find((lineage) => isFor(lineage, names));
  return {
    owner: owner === undefined ? null : ownerText(owner),
    // Nobody but root sees root's home, on any machine: that says nothing of this one.
    unseen: unseen.find(({ what }) => !what.includes(' /root/'))?.what ?? null,
  };
}

/**
 * Asks before these names are issued for where such a client keeps one: who renews them is to be decided, not to be left to
 * chance. Rejects with `IssuanceStop` where the answer is no. Parameters as in `lookForOwner`.
 */
export async function demandUnowned(names: readonly string[], run: Run, root = '/'): Promise<void> {
  const { owner } = await lookForOwner(names, run.signal, root);
  if (owner !== null) await acceptRisk('owned-by-client', owner, run);
}

function isFor({ leaf, state, name }: Lineage, names: readonly string[]): boolean {
  // What cannot be read, such as what is root's, is known by the client's name for it; certbot counts those of one name.
  if (leaf === null) return state !== 'missing' && names.includes(name.replace(/-\d{4}$/, ''));
  // CloudPanel puts one that nobody issued in the place of every site's.
  if (leaf.selfSigned || Date.parse(leaf.notAfter) < Date.now()) return false;
  const held = leaf.names.map(({ value }) => value);
  return names.every((one) => held.includes(one));
}

function ownerText({ client, certificate, leaf }: Lineage): string {
  const file = quotedText(certificate, 300);
  const kept =
    leaf === null
      ? `${client} keeps a certificate of that name in ${file}, which cannot be read from here.`
      : `${client} keeps a valid certificate with these names in ${file}.`;
  return `${kept} It goes on renewing that one: both count against the limits of the CA, and only the one that the server is told of is served. Renew with ${client} instead, or end its renewals of these names first.`;
}
