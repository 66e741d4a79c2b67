import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { ChallengeFetch, FetchFailure, FetchHop } from '../../core/acme/challenge-fetch.ts';
import { canonicalAddress } from '../../core/dns/address.ts';
import { mayProbe, mayRedirect } from './address-policy.ts';
import { untilDeadline, type Limits } from './deadline.ts';
import { startLooking } from './seen-from-here.ts';
import { tlsFailure } from './tls-probe.ts';

// boulder va/http.go: what Let's Encrypt's validation allows.
const mostRedirects = 10;
const longestPath = 2_000;
const followed: ReadonlySet<number> = new Set([301, 302, 307, 308]);
/** 303 is a redirect to any HTTP client, but not to the CA. */
const redirects: ReadonlySet<number> = new Set([...followed, 303]);

/** The CA reads 128 bytes; we read more to tell what the page is. */
const mostBytes = 65_536;
const shownBytes = 4_096;

export interface ChallengeTarget {
  readonly name: string;
  readonly address: string;
  readonly token: string;
  /** The body that would be right; null where the token is made up. */
  readonly expected: string | null;
}

export interface FetchOptions {
  readonly allowPrivate: boolean;
  /** Stand for 80 and 443, as in a test network. */
  readonly httpPort: number;
  readonly httpsPort: number;
  /** The addresses of a redirect's host; null where nobody says whether it has any. Must not reject. */
  readonly resolve: (host: string) => Promise<readonly string[] | null>;
}

type Outcome = ChallengeFetch['outcome'];
type Failed = Extract<Outcome, { kind: 'failed' }>;

/** Where a request goes: the URL as written, and the socket behind it. */
interface Destination {
  readonly url: URL;
  readonly address: string;
  readonly port: number;
}

/**
 * Fetches the challenge path of a name from one of its addresses, redirects included, by the rules of Let's Encrypt's
 * validation. The deadline covers all hops and the body. Never rejects; sockets are closed when it resolves.
 */
export async function fetchChallenge(
  { name, address, token, expected }: ChallengeTarget,
  options: FetchOptions,
  limits: Limits,
): Promise<ChallengeFetch> {
  const seen = startLooking();
  const url = `http://${urlHost(name)}/.well-known/acme-challenge/${token}`;
  const hops: FetchHop[] = [];
  const outcome = await fetchAllowed(url, address, options, limits, hops);
  return { name, address, url, expected, hops, outcome, seen: seen() };
}

async function fetchAllowed(
  text: string,
  address: string,
  options: FetchOptions,
  limits: Limits,
  hops: FetchHop[],
): Promise<Outcome> {
  if (!mayProbe(address, options.allowPrivate)) {
    return failed('address-not-allowed', `${address} is no public address, and looking at others is not allowed.`);
  }
  // A-labels that decode to nothing, and names that end in a number, are DNS names but no hosts of a URL.
  if (!URL.canParse(text)) return failed('other', `${text} is no URL.`);
  return fetchFollowing({ url: new URL(text), address, port: options.httpPort }, options, limits, hops);
}

function fetchFollowing(first: Destination, options: FetchOptions, limits: Limits, hops: FetchHop[]): Promise<Outcome> {
  const controller = new AbortController();
  /** What is said if the time is over now. */
  const phase = { late: lateConnection(first) };
  return untilDeadline<Outcome>(
    limits,
    (why) => (why === 'cancelled' ? failed('cancelled', 'Stopped before an answer came.') : phase.late),
    (settle) => {
      const follow = async (): Promise<Outcome> => {
        const visited = new Set([first.url.href]);
        let at = first;
        for (;;) {
          const here = at;
          phase.late = lateConnection(here);
          const response = await get(here, controller.signal, () => {
            phase.late = lateAnswer(here);
          });
          if ('kind' in response) return response;
          hops.push(response.hop);
          const { location, status } = response.hop;
          if (location === null || !redirects.has(status)) return response.outcome;
          phase.late = failed(
            'other',
            `The host to which ${here.url.origin} redirects could not be looked up in time.`,
          );
          const next = await nextDestination(here, response.hop, first, options, visited);
          if ('kind' in next) return next;
          at = next;
        }
      };
      follow().then(settle, (error: unknown) => {
        settle(failed('other', error instanceof Error ? error.message : String(error)));
      });
      return () => {
        controller.abort();
      };
    },
  );
}

function lateConnection(at: Destination): Failed {
  return failed('timeout-connect', `${describe(at)} did not take the connection in time.`);
}

function lateAnswer(at: Destination): Failed {
  return failed('timeout-read', `${describe(at)} took the connection, but did not answer in full in time.`);
}

/** Where a redirect leads, or why the CA would not go there. */
async function nextDestination(
  from: Destination,
  { status, location }: FetchHop,
  first: Destination,
  options: FetchOptions,
  visited: Set<string>,
): Promise<Destination | Failed> {
  if (!followed.has(status)) {
    return failed('redirect-status', `Redirects with status ${status} are not followed by the CA.`);
  }
  const url = redirectUrl(location ?? '', from.url);
  if (url === null) return failed('redirect-host', 'The redirect leads to something that is no URL.');
  const refused = refusedTarget(url, visited);
  if (refused !== null) return refused;
  const port = portOf(url, options);
  if (port === null) {
    return failed('redirect-port', `The redirect leads to port ${url.port}, and only 80 and 443 are followed.`);
  }
  visited.add(url.href);
  const host = hostOf(url);
  const literal = canonicalAddress(host);
  const addresses = literal === null ? await options.resolve(host) : [literal];
  // Nothing is known of the redirect then: it was not seen to its end, and is not wrong.
  if (addresses === null) return failed('cancelled', `No resolver says where ${host} is, to which the redirect leads.`);
  if (addresses.length === 0) {
    return failed('redirect-host', `The redirect leads to ${host}, which has no address here.`);
  }
  const allowed = addresses.filter((address) => mayRedirect(first.address, address, options.allowPrivate));
  const address = preferred(allowed, first.address);
  if (address === undefined) {
    return failed(
      'redirect-reserved',
      `The redirect would have gone to ${addresses[0] ?? host}, which is no public address. It was not followed.`,
    );
  }
  return { url, address, port };
}

/** Whether the CA would refuse a redirect's URL, whatever its port. */
function refusedTarget(url: URL, visited: ReadonlySet<string>): Failed | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return failed('redirect-scheme', `The redirect leads to ${url.protocol}, and only http: and https: are followed.`);
  }
  if (visited.has(url.href)) return failed('redirect-loop', `The redirects come back to ${url.href}.`);
  if (visited.size > mostRedirects) {
    return failed('redirect-too-many', `There are more than ${mostRedirects} redirects.`);
  }
  if (url.pathname.length > longestPath) {
    return failed('redirect-too-long', 'The redirect leads to a path that is too long.');
  }
  const host = hostOf(url);
  if (host.endsWith('.well-known')) {
    return failed(
      'redirect-host',
      `The redirect leads to the host ${host}: a "/" is missing after the host name in the redirect's target.`,
    );
  }
  if (isIP(host) === 0 && (!host.includes('.') || host.split('.').includes(''))) {
    return failed('redirect-host', `The redirect leads to ${host}, which is no public name.`);
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

interface Response {
  readonly hop: FetchHop;
  readonly outcome: Extract<Outcome, { kind: 'response' }>;
}

/** One request to one address, with the body unless it redirects. */
function get(
  { url, address, port }: Destination,
  signal: AbortSignal,
  connected: () => void,
): Promise<Response | Failed> {
  const seen = startLooking();
  const tls = url.protocol === 'https:';
  const options: RequestOptions = {
    host: address,
    port,
    method: 'GET',
    path: `${url.pathname}${url.search}`,
    // No port in the header: those of a test network stand for 80 and 443, which are not written.
    headers: {
      host: urlHost(hostOf(url)),
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'cert-doctor',
      connection: 'close',
    },
    agent: false,
    signal,
  };
  return new Promise((resolve) => {
    const request = tls
      ? requestHttps({
          ...options,
          // The CA checks no certificate here, but takes no protocol before TLS 1.2.
          rejectUnauthorized: false,
          ca: [],
          ciphers: 'DEFAULT:@SECLEVEL=0',
          checkServerIdentity: () => undefined,
          minVersion: 'TLSv1.2',
          servername: isIP(hostOf(url)) === 0 ? hostOf(url) : '',
        })
      : requestHttp(options);
    let shakingHands = false;
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        shakingHands = tls;
        connected();
      });
      socket.once('secureConnect', () => {
        shakingHands = false;
      });
    });
    const fail = (error: NodeJS.ErrnoException): void => {
      const text = `${describe({ url, address, port })}: ${error.message}`;
      resolve(failed(shakingHands ? 'tls' : fetchFailure(error.code), text));
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const { location = null, 'content-type': contentType = null } = headers;
      const server = headers['server']?.toString() ?? null;
      // Nobody waits for the page of a redirect.
      const most = location !== null && redirects.has(status) ? 0 : mostBytes;
      readBody(response, most).then(({ body, bytes }) => {
        resolve({
          hop: { url: url.href, address, status, location, server, ms: seen().ms },
          outcome: { kind: 'response', status, contentType, body, bytes },
        });
      }, fail);
    });
    request.end();
  });
}

/** Reads until the end or the limit, and then takes no more. */
function readBody(response: IncomingMessage, most: number): Promise<{ readonly body: string; readonly bytes: number }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (): void => {
      const shown = Buffer.concat(chunks).subarray(0, Math.min(most, shownBytes));
      resolve({ body: new TextDecoder().decode(shown), bytes: Math.min(bytes, most) });
      response.destroy();
    };
    response.on('error', reject);
    if (most === 0) {
      finish();
      return;
    }
    response.on('data', (chunk: Buffer) => {
      if (bytes < shownBytes) chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= most) finish();
    });
    response.on('end', finish);
  });
}

/** What kept HTTP from being spoken, by the code of Node.js. */
function fetchFailure(code = ''): FetchFailure {
  if (code.startsWith('HPE_')) return 'not-http';
  const reason = tlsFailure(code);
  switch (reason) {
    case 'refused':
    case 'unreachable':
    case 'reset':
      return reason;
    case 'timeout':
      return 'timeout-connect';
    case 'not-tls':
    case 'alert':
      return 'tls';
    case 'unreadable':
    case 'address-not-allowed':
    case 'cancelled':
    case 'other':
      return 'other';
  }
}

function describe({ url, address, port }: Destination): string {
  return `${url.origin} at ${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
}

function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function failed(reason: FetchFailure, text: string): Failed {
  return { kind: 'failed', reason, text };
}
