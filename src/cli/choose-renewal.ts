import path from 'node:path';
import type { OwnRenewal, Renewal } from '../core/acme/renewal.ts';
import { ownerWords } from '../core/acme/renewal-words.ts';
import { quotedText } from '../core/quoted-text.ts';

/** The certificate that is meant, or a sentence that says why none is. */
export type Choice<Kind> = { readonly chosen: Kind } | { readonly wrong: string };

/**
 * Finds the certificate that holds the name, or whose folder in the storage is called so. Where several hold it the
 * sentence names what tells them apart.
 */
export function chooseRenewal<Kind extends Renewal>(renewals: readonly Kind[], selector: string): Choice<Kind> {
  const found = renewals.filter((one) => holds(one, selector));
  const exact = found.find((one) => folderOf(one) === selector) ?? (found.length === 1 ? found[0] : undefined);
  if (exact !== undefined) return { chosen: exact };
  if (found.length === 0) return { wrong: `No certificate with the name ${quotedText(selector)} was found.` };
  const each = found.map((one) => {
    const names = quotedText(one.names.join(', '), 200);
    return `  ${folderOf(one) ?? `(${ownerWords(one)})`}: ${names}`;
  });
  return {
    wrong: `${found.length} certificates hold ${quotedText(selector)}; nothing was done. Name one of these instead:\n${each.join('\n')}`,
  };
}

/** Does it hold this name, or lie in a folder that is called so? */
export function holds(renewal: Renewal, selector: string): boolean {
  return renewal.names.includes(selector.toLowerCase()) || folderOf(renewal) === selector;
}

/** The name of the folder that holds all versions; null where there is none, or it is a client's. */
function folderOf(renewal: Renewal): string | null {
  if (renewal.owner === 'client') return null;
  const { certificate }: OwnRenewal = renewal;
  return certificate === null ? null : path.basename(path.dirname(certificate.folder));
}
