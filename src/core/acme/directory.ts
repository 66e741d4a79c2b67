/** What a CA's directory says of itself (RFC 8555 §7.1.1, `meta`), as far as it is used here. Hostile text. */
export interface CaDirectory {
  readonly termsOfService: string | null;
  /** The names by which the CA calls itself in CAA records, in lower case; none where it does not say. */
  readonly caaIdentities: readonly string[];
  /** Where it says when to renew (RFC 9773); null where it does not. */
  readonly renewalInfo: string | null;
  /** The kinds of certificates that it offers (draft-ietf-acme-profiles). */
  readonly profiles: readonly string[];
  readonly externalAccountRequired: boolean;
}

/** CAs have one to ten names, and as many profiles. */
const mostIdentities = 50;
const longestText = 300;

/** Reads the body of a directory. Null where it is none: the resources that every CA must name are missing. */
export function readDirectory(body: unknown): CaDirectory | null {
  if (!isObject(body)) return null;
  if (!['newNonce', 'newAccount', 'newOrder'].every((resource) => typeof body[resource] === 'string')) return null;
  const meta = isObject(body['meta']) ? body['meta'] : {};
  const { termsOfService, caaIdentities, profiles, externalAccountRequired } = meta;
  const { renewalInfo } = body;
  const identities: readonly unknown[] = Array.isArray(caaIdentities) ? caaIdentities : [];
  return {
    termsOfService: typeof termsOfService === 'string' ? termsOfService : null,
    caaIdentities: identities
      .slice(0, mostIdentities)
      .flatMap((identity) => (typeof identity === 'string' ? identity.toLowerCase() : []))
      .filter((identity) => identity.length <= 253 && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(identity)),
    renewalInfo: typeof renewalInfo === 'string' && renewalInfo.length <= longestText ? renewalInfo : null,
    profiles: isObject(profiles)
      ? Object.keys(profiles)
          .slice(0, mostIdentities)
          .map((name) => name.slice(0, longestText))
      : [],
    externalAccountRequired: externalAccountRequired === true,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
