import type { RenewerKind } from './host-observation.ts';
import { shellValues } from './renewal-settings.ts';

/** An account with a CA that a client of this machine has. Its key is not looked at. */
export interface AcmeAccount {
  readonly client: RenewerKind | 'cert-doctor';
  readonly file: string;
  /** Host of the CA, with its port where it is not 443; null where nothing says it. */
  readonly ca: string | null;
  /** Account URL (RFC 8555 §7.3); null where the client did not keep it, or the file cannot be used. Hostile. */
  readonly uri: string | null;
  /** Why the file cannot be used; null where it can. */
  readonly broken: string | null;
}

/** Where the account URL stands in the JSON of each client. */
const places: Readonly<Record<AcmeAccount['client'], readonly string[]>> = {
  certbot: ['uri'],
  lego: ['registration', 'uri'],
  dehydrated: ['url'],
  caddy: ['location'],
  'cert-doctor': ['url'],
  'acme.sh': [],
  clpctl: [],
};

/** Reads an account file of a client: JSON, or acme.sh's `ca.conf`. */
export function readAccount(client: AcmeAccount['client'], file: string, text: string): AcmeAccount {
  if (client === 'acme.sh') return accountOf(client, file, shellValues(text).get('ACCOUNT_URL') ?? null);
  try {
    const inner = places[client].reduce<unknown>((value, key) => {
      return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : null;
    }, JSON.parse(text));
    return accountOf(client, file, typeof inner === 'string' ? inner : null);
  } catch {
    return { client, file, ca: null, uri: null, broken: text.trim() === '' ? 'it is empty' : 'it is no JSON' };
  }
}

function accountOf(client: AcmeAccount['client'], file: string, said: string | null): AcmeAccount {
  const url = said !== null && said.length <= 2_000 && URL.canParse(said) ? new URL(said) : null;
  return { client, file, ca: url?.host ?? null, uri: url === null ? null : said, broken: null };
}
