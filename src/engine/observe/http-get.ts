import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FetchFailure, FetchHop } from '../../core/acme/challenge-fetch.ts';
import { startLooking } from './seen-from-here.ts';
import { failureWords, tlsFailure } from './tls-failure.ts';

/** Names of headers tell who answers; more of them than any server sends are not kept. */
const mostHeaderNames = 60;
const longestHeaderName = 60;

/** Where a request goes: the URL as written, and the socket behind it. */
export interface Destination {
  readonly url: URL;
  readonly address: string;
  readonly port: number;
  /** A connection that stands there already. */
  readonly socket?: TLSSocket;
}

export interface HttpFailure {
  readonly kind: 'failed';
  readonly reason: FetchFailure;
  readonly text: string;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly hop: FetchHop;
  readonly headers: IncomingHttpHeaders;
  /** As it came, cut at the limit. */
  readonly body: Buffer;
}

/**
 * One GET of one address, without cookies, packing or a look at the certificate; TLS only from 1.2 on, as CAs want it
 * (boulder va/http.go). The body is read up to `mostBytes`, where they are not 0. Never rejects; ends when aborted.
 */
export function httpGet(
  { url, address, port, socket: standing }: Destination,
  {
    signal,
    connected,
    mostBytes,
  }: {
    readonly signal: AbortSignal;
    readonly connected: () => void;
    readonly mostBytes: (status: number, headers: IncomingHttpHeaders) => number;
  },
): Promise<HttpAnswer | HttpFailure> {
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
    const request =
      standing !== undefined
        ? requestHttp({ ...options, agent: undefined, createConnection: () => standing })
        : tls
          ? requestHttps({
              ...options,
              rejectUnauthorized: false,
              ca: [],
              ciphers: 'DEFAULT:@SECLEVEL=0',
              checkServerIdentity: () => undefined,
              minVersion: 'TLSv1.2',
              servername: isIP(hostOf(url)) === 0 ? hostOf(url) : '',
            })
          : requestHttp(options);
    let shakingHands = false;
    if (standing !== undefined) connected();
    else
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
      const text = `${describe({ url, address, port })}: ${failureWords(error)}`;
      resolve(httpFailed(shakingHands ? 'tls' : fetchFailure(error.code), text));
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const hop: Omit<FetchHop, 'ms'> = {
        url: url.href,
        address,
        status,
        location: headers.location ?? null,
        server: headers['server']?.toString() ?? null,
        headers: Object.keys(headers)
          .slice(0, mostHeaderNames)
          .map((name) => name.slice(0, longestHeaderName)),
      };
      readBody(response, mostBytes(status, headers)).then((body) => {
        resolve({ kind: 'answer', hop: { ...hop, ms: seen().ms }, headers, body });
      }, fail);
    });
    request.end();
  });
}

/** Reads until the end or the limit, and then takes no more. */
function readBody(response: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (): void => {
      resolve(Buffer.concat(chunks).subarray(0, most));
      response.destroy();
    };
    response.on('error', reject);
    if (most === 0) {
      finish();
      return;
    }
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
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
    case 'no-starttls':
    case 'address-not-allowed':
    case 'cancelled':
    case 'other':
      return 'other';
  }
}

/** `https://www.example.com at 203.0.113.10:443`, for a sentence. */
export function describe({ url, address, port }: Destination): string {
  return `${url.origin} at ${urlHost(address)}:${port}`;
}

/** The host of a URL, an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

/** A host as it is written in a URL. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

export function httpFailed(reason: FetchFailure, text: string): HttpFailure {
  return { kind: 'failed', reason, text };
}
