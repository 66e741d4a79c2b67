import { isIP } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { DnsServer } from '../../core/dns/answer.ts';
import { failureOf, type DnsChannel, type DnsReceiver } from './dns-channel.ts';
import type { EncodedQuery } from './dns-codec.ts';
import { DnsReceivers } from './dns-receivers.ts';
import { framed, readMessages } from './dns-stream.ts';

interface Line {
  readonly socket: TLSSocket;
  readonly receivers: DnsReceivers;
}

/** DNS over TLS (RFC 7858): one connection for all questions, opened anew when the server has closed it. Certificates are verified. */
export class TlsChannel implements DnsChannel {
  readonly #server: DnsServer;
  readonly #trust: SecureContext | undefined;
  #line: Line | null = null;

  /** @param trust Whom to trust; else the roots that Node.js brings along. */
  constructor(server: DnsServer, trust?: SecureContext) {
    this.#server = server;
    this.#trust = trust;
  }

  send({ id, message }: EncodedQuery, receiver: DnsReceiver): () => void {
    const { socket, receivers } = (this.#line ??= this.#open());
    receivers.add(id, receiver);
    // Before the handshake is done the stream keeps it.
    socket.write(framed(message));
    return () => {
      receivers.delete(receiver);
    };
  }

  close(): void {
    this.#line?.socket.destroy();
    this.#line = null;
  }

  #open(): Line {
    const { address: host, port } = this.#server;
    const receivers = new DnsReceivers();
    const socket = connect({
      host,
      port,
      ALPNProtocols: ['dot'],
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(this.#trust === undefined ? {} : { secureContext: this.#trust }),
    });
    const line = { socket, receivers };
    const end = (...why: Parameters<DnsReceiver['fail']>): void => {
      if (this.#line === line) this.#line = null;
      receivers.fail(...why);
    };
    readMessages(socket, (message) => {
      receivers.receive(message);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      end(...failureOf(error));
    });
    socket.on('close', () => {
      end('unreachable', 'The server closed the connection without an answer.');
    });
    return line;
  }
}
