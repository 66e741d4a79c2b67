import { readProblem, type AcmeProblem } from './problem-document.ts';

const orderStatuses = ['pending', 'ready', 'processing', 'valid', 'invalid'] as const;
const authorizationStatuses = ['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked'] as const;
const challengeStatuses = ['pending', 'processing', 'valid', 'invalid'] as const;

/** RFC 8555 §7.1.3. */
export interface AcmeOrder {
  readonly url: string;
  readonly status: (typeof orderStatuses)[number];
  readonly authorizations: readonly string[];
  readonly finalize: string;
  /** Where the certificate lies; null until the order is valid. */
  readonly certificate: string | null;
  readonly error: AcmeProblem | null;
}

/** RFC 8555 §7.1.4. */
export interface AcmeAuthorization {
  readonly url: string;
  /** The name that is validated, without `*.`, or an address; as the CA wrote it. */
  readonly identifier: string;
  /** It is for the names one label below (RFC 8555 §7.1.4). */
  readonly wildcard: boolean;
  readonly status: (typeof authorizationStatuses)[number];
  readonly challenges: readonly AcmeChallenge[];
}

/** RFC 8555 §8. */
export interface AcmeChallenge {
  readonly type: string;
  readonly url: string;
  readonly status: (typeof challengeStatuses)[number];
  /** Hostile: it becomes a file name, see `isToken`. Empty where the challenge has none. */
  readonly token: string;
  /** By which names the CA is called in a record of dns-persist-01; of none where it does not say, or that is no name. */
  readonly issuers: readonly string[];
  readonly error: AcmeProblem | null;
}

/** The CA answered something that RFC 8555 does not allow. */
export class MalformedReply extends Error {
  override readonly name = 'MalformedReply';
}

/** Throws `MalformedReply`. */
export function readOrder(body: unknown, url: string): AcmeOrder {
  const fields = record(body, 'order');
  return {
    url,
    status: oneOf(orderStatuses, fields['status'], 'status of the order'),
    authorizations: list(fields['authorizations'], 'authorizations').map((entry) => text(entry, 'authorization')),
    finalize: text(fields['finalize'], 'finalize URL'),
    certificate: typeof fields['certificate'] === 'string' ? fields['certificate'] : null,
    error: readError(fields['error']),
  };
}

/** Throws `MalformedReply`. */
export function readAuthorization(body: unknown, url: string): AcmeAuthorization {
  const fields = record(body, 'authorization');
  return {
    url,
    identifier: text(record(fields['identifier'], 'identifier')['value'], 'identifier'),
    wildcard: fields['wildcard'] === true,
    status: oneOf(authorizationStatuses, fields['status'], 'status of the authorization'),
    challenges: list(fields['challenges'], 'challenges').map((entry) => {
      const challenge = record(entry, 'challenge');
      return {
        type: text(challenge['type'], 'type of the challenge'),
        url: text(challenge['url'], 'URL of the challenge'),
        status: oneOf(challengeStatuses, challenge['status'], 'status of the challenge'),
        token: typeof challenge['token'] === 'string' ? challenge['token'] : '',
        issuers: issuersIn(challenge['issuer-domain-names']),
        error: readError(challenge['error']),
      };
    }),
  };
}

/** RFC 8555 §8.3 asks for base64url of at least 128 bits. Anything else must not become a path. */
export function isToken(token: string): boolean {
  return /^[A-Za-z0-9_-]{16,256}$/.test(token);
}

/** draft-ietf-acme-dns-persist §3: ten at most. They go into a record, so nothing but names passes. */
function issuersIn(value: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value.slice(0, 10) : [];
  return texts.flatMap((issuer) => {
    return typeof issuer === 'string' && /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/.test(issuer) ? [issuer] : [];
  });
}

function readError(value: unknown): AcmeProblem | null {
  return value === undefined || value === null ? null : readProblem(value, 0, null);
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw missing(what);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length > 200) throw missing(what);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '' || value.length > 2048) throw missing(what);
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, what: string): T {
  const found = allowed.find((entry) => entry === value);
  if (found === undefined) throw missing(what);
  return found;
}

function missing(what: string): MalformedReply {
  return new MalformedReply(`The CA's reply has no valid ${what}.`);
}
