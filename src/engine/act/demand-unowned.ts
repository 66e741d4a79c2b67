import { quotedText } from '../../core/quoted-text.ts';
import type { Run } from '../engine.ts';
import { observeLineages } from '../observe/host/lineages.ts';
import { acceptRisk } from './accept-risk.ts';

/**
 * Asks before these names are issued for where an ACME client of this machine keeps a valid certificate with all of them:
 * who renews them is to be decided, not to be left to chance. Rejects with `IssuanceStop` where the answer is no.
 * @param names as they stand in a certificate
 * @param root whose clients are looked at; `/` but for tests
 */
export async function demandUnowned(names: readonly string[], run: Run, root = '/'): Promise<void> {
  const { lineages } = await observeLineages({ root, signal: run.signal });
  const owner = lineages.find(({ leaf }) => {
    if (leaf === null || Date.parse(leaf.notAfter) < Date.now()) return false;
    const held = leaf.names.map(({ value }) => value);
    return names.every((name) => held.includes(name));
  });
  if (owner === undefined) return;
  const { client, certificate } = owner;
  const why = `${client} keeps a valid certificate with these names in ${quotedText(certificate, 300)}. It goes on renewing that one: both count against the limits of the CA, and only the one that the server is told of is served.`;
  await acceptRisk('owned-by-client', why, run);
}
