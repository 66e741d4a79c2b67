/** What a CA's directory says of itself (RFC 8555 §7.1.1, `meta`), as far as it is used here. Hostile text. */
export interface CaDirectory {
  readonly termsOfService: string | null;
  /** The names by which the CA calls itself in CAA records, in lower case; none where it does not say. */
  readonly caaIdentities: readonly string[];
}

/** CAs have one to ten. */
const mostIdentities = 50;

/** Reads the body of a directory. Null where it is none: the resources that every CA must name are missing. */
export function readDirectory(body: unknown): CaDirectory | null {
  if (!isObject(body)) return null;
  if (!['newNonce', 'newAccount', 'newOrder'].every((resource) => typeof body[resource] === 'string')) return null;
  const meta = isObject(body['meta']) ? body['meta'] : {};
  const { termsOfService, caaIdentities } = meta;
  const identities: readonly unknown[] = Array.isArray(caaIdentities) ? caaIdentities : [];
  return {
    termsOfService: typeof termsOfService === 'string' ? termsOfService : null,
    caaIdentities: identities
      .slice(0, mostIdentities)
      .flatMap((identity) => (typeof identity === 'string' ? identity.toLowerCase() : []))
      .filter((identity) => identity.length <= 253 && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(identity)),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
