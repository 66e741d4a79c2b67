import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { quotedText } from '../core/quoted-text.ts';
import { parsedUrl } from '../core/parsed-url.ts';

const totalMs = 30_000;
const mostBytes = 1024 * 1024;

export interface AcmeReply {
  readonly status: number;
  /** Lower-case names; the first value where a header came twice. */
  readonly headers: Readonly<Record<string, string>>;
  /** Each value of the Link field (RFC 8288). */
  readonly links: readonly string[];
  /** Parsed where the CA says that it is JSON and it is; text otherwise. */
  readonly data: unknown;
}

/** HTTPS to one CA: no retries, no redirects, no other hosts than those its directory names. */
export interface AcmeTransport {
  request(url: string, method: 'GET' | 'HEAD' | 'POST', body: string | null): Promise<AcmeReply>;
  close(): void;
}

/** The CA could not be asked, or its answer did not come whole. `code` is Node's, such as ECONNREFUSED. */
export class CaUnreachable extends Error {
  override readonly name = 'CaUnreachable';
  readonly code: string;

  constructor(host: string, reason: string, code: string, cause?: unknown) {
    super(`The CA at ${host} could not be reached: ${reason}.`, { cause });
    this.code = code;
  }
}

export interface AcmeTransportOptions {
  readonly directoryUrl: string;
  /** PEM roots that replace the usual store; null: the usual store. */
  readonly roots: string | null;
  /** Ends every request at once. */
  readonly signal: AbortSignal;
}

/** Throws TypeError where the directory's URL is none that HTTPS can ask. */
export function createAcmeTransport({ directoryUrl, roots, signal }: AcmeTransportOptions): AcmeTransport {
  const directory = new URL(directoryUrl);
  if (directory.protocol !== 'https:') throw new TypeError('The URL of the CA must start with https://.');
  const origins = new Set([directory.origin]);
  // Said, for the environment (NODE_TLS_REJECT_UNAUTHORIZED) could say otherwise.
  const trust = { rejectUnauthorized: true, ...(roots === null ? {} : { ca: roots }) };
  const agent = new https.Agent({ keepAlive: true, maxSockets: 4, ...trust });

  function send(url: URL, method: string, body: string | null): Promise<AcmeReply> {
    const timeout = AbortSignal.timeout(totalMs);
    const unreachable = (reason: string, code: string, cause?: unknown): CaUnreachable =>
      new CaUnreachable(url.host, reason, code, cause);
    return new Promise((resolve, reject) => {
      const request = https.request(url, {
        method,
        agent,
        signal: AbortSignal.any([signal, timeout]),
        headers: {
          accept: 'application/json, application/pem-certificate-chain;q=0.9, */*;q=0.5',
          'user-agent': 'cert-doctor',
          ...(body === null
            ? {}
            : { 'content-type': 'application/jose+json', 'content-length': Buffer.byteLength(body) }),
        },
      });
      const fail = (error: Error & { readonly code?: string }): void => {
        if (signal.aborted) reject(toError(signal.reason));
        else if (timeout.aborted) reject(unreachable(`no whole answer within ${totalMs / 1000} s`, 'ETIMEDOUT'));
        else if (error instanceof CaUnreachable) reject(error);
        // Node's documentation for reusedSocket: a server may close an idle connection just as it is used again. Only what changes nothing is repeated.
        else if (request.reusedSocket && error.code === 'ECONNRESET' && body === null) {
          resolve(send(url, method, body));
        } else reject(unreachable(wordsOf(error), error.code ?? 'UNKNOWN', error));
      };
      request.on('error', fail);
      request.on('response', (response) => {
        readBody(response, () => unreachable(`its answer is longer than ${mostBytes} bytes`, 'EMSGSIZE')).then(
          (text) => {
            resolve({
              status: response.statusCode ?? 0,
              headers: firstValues(response),
              links: (response.headersDistinct['link'] ?? []).flatMap((field) => field.split(/,(?=\s*<)/)),
              data: parseBody(response, text),
            });
          },
          fail,
        );
      });
      request.end(body);
    });
  }

  return {
    async request(address, method, body) {
      const url = parsedUrl(address);
      if (url?.protocol !== 'https:' || !origins.has(url.origin)) {
        throw new CaUnreachable(
          directory.host,
          `it sends us to ${quotedText(address, 200)}, which its directory does not name`,
          'EFOREIGN',
        );
      }
      const reply = await send(url, method, body);
      if (url.href === directory.href) {
        for (const origin of namedOrigins(reply.data)) origins.add(origin);
      }
      return reply;
    },
    close() {
      agent.destroy();
    },
  };
}

/** Node's words for a connection that breaks are those of its source. */
function wordsOf(error: Error & { readonly code?: string }): string {
  if (error.code === 'ECONNRESET') {
    return error.message === 'aborted' ? 'its answer broke off' : 'the connection broke before its answer came';
  }
  return error.message || String(error.code);
}

async function readBody(response: IncomingMessage, tooLong: () => Error): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    // Leaving the loop by an error destroys the response, and the connection with it.
    if (bytes > mostBytes) throw tooLong();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseBody(response: IncomingMessage, text: string): unknown {
  if (!(response.headers['content-type'] ?? '').includes('json')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function firstValues(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headersDistinct).map(([name, values]) => [name, values?.[0] ?? '']),
  );
}

/** Origins of the resources in a directory (RFC 8555 §7.1.1); `meta` is no resource. */
function namedOrigins(directory: unknown): readonly string[] {
  if (typeof directory !== 'object' || directory === null) return [];
  return Object.values(directory).flatMap((value: unknown) => {
    const url = typeof value === 'string' ? parsedUrl(value) : null;
    return url?.protocol === 'https:' ? [url.origin] : [];
  });
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new DOMException('cancelled', 'AbortError');
}
