import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { FetchHop } from '../../core/acme/challenge-fetch.ts';
import { canonicalAddress } from '../../core/dns/address.ts';
import { mayRedirect } from './address-policy.ts';
import { untilDeadline, type Limits } from './deadline.ts';
import {
  describe,
  hostOf,
  httpFailed,
  httpGet,
  type Destination,
  type HttpAnswer,
  type HttpFailure,
} from './http-get.ts';

// boulder va/http.go: what Let's Encrypt's validation allows.
const mostRedirects = 10;
const longestPath = 2_000;
const followedByCas: ReadonlySet<number> = new Set([301, 302, 307, 308]);
/** 303 is a redirect to any HTTP client, but not to the CA. */
const redirects: ReadonlySet<number> = new Set([...followedByCas, 303]);

export interface FetchOptions {
  readonly allowPrivate: boolean;
  /** Stand for 80 and 443, as in a test network. */
  readonly httpPort: number;
  readonly httpsPort: number;
  /** The addresses of a redirect's host; null where nobody says whether it has any. Must not reject. */
  readonly resolve: (host: string) => Promise<readonly string[] | null>;
}

/** What is fetched: a token as CAs do it, or a page as browsers do. */
export interface FetchRules {
  readonly as: 'ca' | 'browser';
  /** Bytes of a body that is no redirect's. */
  readonly mostBytes: (status: number, headers: IncomingHttpHeaders) => number;
}

/**
 * Fetches a URL from one address and follows its redirects, each hop noted in `hops`. The deadline covers all hops and
 * the body. Never rejects; sockets are closed when it resolves.
 */
export function fetchFollowing(
  first: Destination,
  rules: FetchRules,
  options: FetchOptions,
  limits: Limits,
  hops: FetchHop[],
): Promise<HttpAnswer | HttpFailure> {
  const controller = new AbortController();
  /** What is said if the time is over now. */
  const phase = { late: lateConnection(first) };
  return untilDeadline<HttpAnswer | HttpFailure>(
    limits,
    (why) => (why === 'cancelled' ? httpFailed('cancelled', 'Stopped before an answer came.') : phase.late),
    (settle) => {
      const follow = async (): Promise<HttpAnswer | HttpFailure> => {
        const visited = new Set([first.url.href]);
        let at = first;
        for (;;) {
          const here = at;
          phase.late = lateConnection(here);
          const answer = await httpGet(here, {
            signal: controller.signal,
            connected: () => {
              phase.late = lateAnswer(here);
            },
            // Nobody waits for the page of a redirect.
            mostBytes: (status, headers) =>
              headers.location !== undefined && redirects.has(status) ? 0 : rules.mostBytes(status, headers),
          });
          if (answer.kind === 'failed') return answer;
          hops.push(answer.hop);
          const { location, status } = answer.hop;
          if (location === null || !redirects.has(status)) return answer;
          phase.late = httpFailed(
            'other',
            `The host to which ${here.url.origin} redirects could not be looked up in time.`,
          );
          const next = await nextDestination(here, answer.hop, first, rules, options, visited);
          if ('kind' in next) return next;
          at = next;
        }
      };
      follow().then(settle, (error: unknown) => {
        settle(httpFailed('other', error instanceof Error ? error.message : String(error)));
      });
      return () => {
        controller.abort();
      };
    },
  );
}

function lateConnection(at: Destination): HttpFailure {
  return httpFailed('timeout-connect', `${describe(at)} did not take the connection in time.`);
}

function lateAnswer(at: Destination): HttpFailure {
  return httpFailed('timeout-read', `${describe(at)} took the connection, but did not answer in full in time.`);
}

/** Where a redirect leads, or why the CA would not go there. */
async function nextDestination(
  from: Destination,
  { status, location }: FetchHop,
  first: Destination,
  { as }: FetchRules,
  options: FetchOptions,
  visited: Set<string>,
): Promise<Destination | HttpFailure> {
  if (as === 'ca' && !followedByCas.has(status)) {
    return httpFailed('redirect-status', `Redirects with status ${status} are not followed by the CA.`);
  }
  const url = redirectUrl(location ?? '', from.url);
  if (url === null) return httpFailed('redirect-host', 'The redirect leads to something that is no URL.');
  const refused = refusedTarget(url, visited);
  if (refused !== null) return refused;
  const port = portOf(url, options);
  if (port === null) {
    return httpFailed('redirect-port', `The redirect leads to port ${url.port}, and only 80 and 443 are followed.`);
  }
  visited.add(url.href);
  const host = hostOf(url);
  const literal = canonicalAddress(host);
  const addresses = literal === null ? await options.resolve(host) : [literal];
  // Nothing is known of the redirect then: it was not seen to its end, and is not wrong.
  if (addresses === null)
    return httpFailed('cancelled', `No resolver says where ${host} is, to which the redirect leads.`);
  if (addresses.length === 0) {
    return httpFailed('redirect-host', `The redirect leads to ${host}, which has no address here.`);
  }
  const allowed = addresses.filter((address) => mayRedirect(first.address, address, options.allowPrivate));
  const address = preferred(allowed, first.address);
  if (address === undefined) {
    return httpFailed(
      'redirect-reserved',
      `The redirect would have gone to ${addresses[0] ?? host}, which is no public address. It was not followed.`,
    );
  }
  return { url, address, port };
}

/** Whether the CA would refuse a redirect's URL, whatever its port. */
function refusedTarget(url: URL, visited: ReadonlySet<string>): HttpFailure | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return httpFailed(
      'redirect-scheme',
      `The redirect leads to ${url.protocol}, and only http: and https: are followed.`,
    );
  }
  if (visited.has(url.href)) return httpFailed('redirect-loop', `The redirects come back to ${url.href}.`);
  if (visited.size > mostRedirects) {
    return httpFailed('redirect-too-many', `There are more than ${mostRedirects} redirects.`);
  }
  if (url.pathname.length > longestPath) {
    return httpFailed('redirect-too-long', 'The redirect leads to a path that is too long.');
  }
  const host = hostOf(url);
  if (host.endsWith('.well-known')) {
    return httpFailed(
      'redirect-host',
      `The redirect leads to the host ${host}: a "/" is missing after the host name in the redirect's target.`,
    );
  }
  if (isIP(host) === 0 && (!host.includes('.') || host.split('.').includes(''))) {
    return httpFailed('redirect-host', `The redirect leads to ${host}, which is no public name.`);
  }
  return null;
}

function redirectUrl(location: string, base: URL): URL | null {
  if (!URL.canParse(location, base.href)) return null;
  const url = new URL(location, base.href);
  // Never sent on, and of no meaning to what is fetched.
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

/** The port to connect to; null where the CA would refuse it. The ports of a test network may be written out or be meant by 80 and 443. */
function portOf(url: URL, { httpPort, httpsPort }: FetchOptions): number | null {
  if (url.port === '') return url.protocol === 'https:' ? httpsPort : httpPort;
  const port = Number(url.port);
  if (port === 80) return httpPort;
  if (port === 443) return httpsPort;
  return port === httpPort || port === httpsPort ? port : null;
}

/** IPv6 before IPv4, as the CA; the address that is looked at before its neighbours. */
function preferred(addresses: readonly string[], own: string): string | undefined {
  const ipv6 = addresses.filter((address) => isIP(address) === 6);
  const family = ipv6.length > 0 ? ipv6 : addresses;
  return family.includes(own) ? own : family[0];
}
