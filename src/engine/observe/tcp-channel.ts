import { connect } from 'node:net';
import type { DnsServer } from '../../core/dns/answer.ts';
import { failureOf, type DnsChannel, type DnsReceiver } from './dns-channel.ts';
import type { EncodedQuery } from './dns-codec.ts';
import { framed, readMessages } from './dns-stream.ts';

/** TCP to one server, a connection for each question: few are asked so, and each shows whether the port is open. */
export class TcpChannel implements DnsChannel {
  readonly #server: DnsServer;
  readonly #sendings = new Set<() => void>();

  constructor(server: DnsServer) {
    this.#server = server;
  }

  send({ message }: EncodedQuery, { receive, fail }: DnsReceiver): () => void {
    const socket = connect({ host: this.#server.address, port: this.#server.port });
    socket.on('connect', () => socket.write(framed(message)));
    readMessages(socket, receive);
    socket.on('error', (error) => {
      fail(...failureOf(error));
    });
    socket.on('close', () => {
      fail('unreachable', 'The server closed the connection without an answer.');
    });
    const stop = (): void => {
      socket.destroy();
      this.#sendings.delete(stop);
    };
    this.#sendings.add(stop);
    return stop;
  }

  close(): void {
    for (const stop of this.#sendings) stop();
  }
}
