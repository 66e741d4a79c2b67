/** A secret that a client needs to renew, by what it says of its own end. The secret itself is kept nowhere. Text is hostile. */
export interface Credential {
  readonly file: string;
  /** What the file calls it. */
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
}

const day = 86_400_000;
/** What lives shorter is fetched anew by the client itself, as acme.sh does with Azure's access tokens. */
const shortestLife = 7 * day;
const mostCredentials = 50;

/**
 * The credentials of a file of settings (`key = value` a line, values perhaps in quotes) that tell when they end: JSON Web
 * Tokens with `exp` (RFC 7519 §4.1.4). Of other secrets only their issuer knows.
 */
export function credentialsIn(text: string, file: string): readonly Credential[] {
  return text
    .split('\n')
    .flatMap((line): readonly Credential[] => {
      const [, key, value = ''] = /^\s*(?:export )?([A-Za-z_][\w.-]{0,60})\s*[=:]\s*(\S{1,8000})\s*$/.exec(line) ?? [];
      const expires = key === undefined ? null : endOfToken(value.replace(/^(["'])(.*)\1$/, '$2'));
      return key === undefined || expires === null ? [] : [{ file, key, expires: expires.toISOString() }];
    })
    .slice(0, mostCredentials);
}

/** When a JSON Web Token ends; null where the text is none, does not say, or is made to live for days at most. */
function endOfToken(text: string): Date | null {
  const [, payload] = /^[\w-]{4,}\.([\w-]{4,})\.[\w-]*$/.exec(text) ?? [];
  if (payload === undefined) return null;
  let claims: unknown;
  try {
    claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return null;
  }
  if (typeof claims !== 'object' || claims === null) return null;
  const { exp, iat } = claims as Readonly<Record<string, unknown>>;
  if (typeof exp !== 'number' || !(exp > 0 && exp < 1e11)) return null;
  if (typeof iat === 'number' && (exp - iat) * 1000 < shortestLife) return null;
  return new Date(exp * 1000);
}
