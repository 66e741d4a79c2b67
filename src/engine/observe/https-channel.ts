import { connect, constants, type ClientHttp2Session } from 'node:http2';
import { isIP } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import type { DnsServer } from '../../core/dns/answer.ts';
import { failureOf, type DnsChannel, type DnsReceiver } from './dns-channel.ts';
import type { EncodedQuery } from './dns-codec.ts';

interface Line {
  readonly session: ClientHttp2Session;
  /** What befell the connection under it, which requests only hear of as cancelled. */
  trouble: Error | null;
}

const longestMessage = 65_535;
const mediaType = 'application/dns-message';

/** DNS over HTTPS (RFC 8484) by POST over HTTP/2, which some resolvers demand; one session for all questions. Certificates are verified. */
export class HttpsChannel implements DnsChannel {
  readonly #server: DnsServer;
  readonly #path: string;
  readonly #trust: SecureContext | undefined;
  #line: Line | null = null;

  /** @param trust Whom to trust; else the roots that Node.js brings along. */
  constructor(server: DnsServer, path: string, trust?: SecureContext) {
    this.#server = server;
    this.#path = path;
    this.#trust = trust;
  }

  send({ message }: EncodedQuery, receiver: DnsReceiver): () => void {
    // A session that is closing takes no more requests, and says so by throwing.
    if (this.#line === null || this.#line.session.closed || this.#line.session.destroyed) this.#line = this.#open();
    const line = this.#line;
    const { session } = line;
    const request = session.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_PATH]: this.#path,
      [constants.HTTP2_HEADER_CONTENT_TYPE]: mediaType,
      [constants.HTTP2_HEADER_ACCEPT]: mediaType,
      [constants.HTTP2_HEADER_CONTENT_LENGTH]: message.length,
    });
    const parts: Buffer[] = [];
    let size = 0;
    let status = 0;
    let type = '';
    request.on('response', (headers) => {
      status = headers[':status'] ?? 0;
      type = headers['content-type'] ?? '';
    });
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > longestMessage) {
        receiver.fail('hostile', 'The server sent more than a DNS message.');
        request.close(constants.NGHTTP2_CANCEL);
      } else parts.push(part);
    });
    request.on('end', () => {
      if (status === 200 && type.split(';', 1)[0]?.trim().toLowerCase() === mediaType) {
        receiver.receive(Buffer.concat(parts));
        receiver.fail('hostile', 'The answer over HTTPS was none to this question.');
      } else if (status !== 0)
        receiver.fail('unreachable', `The server answers with HTTP status ${status}, without DNS.`);
    });
    request.on('error', (error: Error) => {
      receiver.fail(...failureOf(line.trouble ?? error));
    });
    request.on('close', () => {
      if (line.trouble !== null) receiver.fail(...failureOf(line.trouble));
      receiver.fail('unreachable', 'The server closed the connection without an answer.');
    });
    request.end(message);
    return () => {
      request.close(constants.NGHTTP2_CANCEL);
    };
  }

  close(): void {
    this.#line?.session.destroy();
    this.#line = null;
  }

  #open(): Line {
    const { address: host, port } = this.#server;
    const socket = connectTls({
      host,
      port,
      ALPNProtocols: ['h2'],
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(this.#trust === undefined ? {} : { secureContext: this.#trust }),
    });
    const authority = host.includes(':') ? `[${host}]` : host;
    const session = connect(`https://${authority}:${port}`, { createConnection: () => socket });
    const line: Line = { session, trouble: null };
    const forget = (error?: Error): void => {
      line.trouble ??= error ?? null;
      if (this.#line === line) this.#line = null;
    };
    socket.prependListener('error', forget);
    session.on('error', forget);
    session.on('goaway', () => {
      forget();
    });
    session.on('close', () => {
      forget();
    });
    return line;
  }
}
