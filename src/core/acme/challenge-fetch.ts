import type { Seen } from '../seen.ts';

export type FetchFailure =
  | 'timeout-connect'
  | 'timeout-read'
  | 'refused'
  | 'unreachable'
  | 'reset'
  /** The port answers, but not with HTTP/1: HTTP/2 in clear, TLS. */
  | 'not-http'
  /** TLS on a redirect target fails or is older than 1.2. */
  | 'tls'
  | 'redirect-loop'
  | 'redirect-too-many'
  | 'redirect-port'
  | 'redirect-scheme'
  | 'redirect-host'
  | 'redirect-reserved'
  | 'redirect-status'
  | 'redirect-too-long'
  | 'address-not-allowed'
  | 'cancelled'
  | 'other';

/** One request on the way from the challenge URL to its answer. */
export interface FetchHop {
  readonly url: string;
  readonly address: string;
  readonly status: number;
  readonly location: string | null;
  /** The Server header, hostile. */
  readonly server: string | null;
  /** Names of the headers that came, in lower case; missing where they were not noted. */
  readonly headers?: readonly string[];
  readonly ms: number;
}

/** The challenge path of one name fetched from one address, by the rules of Let's Encrypt's validation (boulder va/http.go). */
export interface ChallengeFetch {
  readonly name: string;
  readonly address: string;
  /** The URL that was asked first. */
  readonly url: string;
  /** The body that would be right, where the token was put there beforehand; null where a made-up token was asked for. */
  readonly expected: string | null;
  readonly hops: readonly FetchHop[];
  readonly outcome:
    | {
        readonly kind: 'response';
        readonly status: number;
        readonly contentType: string | null;
        /** The first 4,096 bytes, decoded as UTF-8, hostile: enough to tell an error page, a portal or a token. */
        readonly body: string;
        /** Bytes that came, counted up to 65,536. */
        readonly bytes: number;
      }
    | { readonly kind: 'failed'; readonly reason: FetchFailure; readonly text: string };
  readonly seen: Seen;
}
