import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { DnsServer } from '../../core/dns/answer.ts';
import { failureOf, type DnsChannel, type DnsReceiver, type DnsSending } from './dns-channel.ts';
import type { EncodedQuery } from './dns-codec.ts';
import { DnsReceivers } from './dns-receivers.ts';

/** Few questions to a socket keep its buffer from running over, and an attacker from knowing the port of all of them. */
const mostPerSocket = 16;
const mostSockets = 4;

interface Line {
  readonly receivers: DnsReceivers;
  /** It could not be connected, and never will be. */
  readonly dead: boolean;
  send(message: Buffer): void;
  close(): void;
}

/** UDP to one server over connected sockets: the kernel drops other senders' packets, and a closed port shows at once. */
export class UdpChannel implements DnsChannel {
  readonly #server: DnsServer;
  readonly #lines: Line[] = [];

  constructor(server: DnsServer) {
    this.#server = server;
  }

  send({ id, message }: EncodedQuery, receiver: DnsReceiver): DnsSending {
    const line = this.#freeLine();
    line.receivers.add(id, receiver);
    line.send(message);
    return {
      again: () => {
        line.send(message);
      },
      stop: () => {
        line.receivers.delete(id, receiver);
      },
    };
  }

  close(): void {
    for (const line of this.#lines) line.close();
    this.#lines.length = 0;
  }

  #freeLine(): Line {
    let emptiest: Line | undefined;
    let alive = 0;
    for (const line of this.#lines) {
      if (line.dead) continue;
      alive += 1;
      if (emptiest === undefined || line.receivers.size < emptiest.receivers.size) emptiest = line;
    }
    if (emptiest !== undefined && (emptiest.receivers.size < mostPerSocket || alive >= mostSockets)) return emptiest;
    const line = openLine(this.#server);
    this.#lines.push(line);
    return line;
  }
}

function openLine({ address, port }: DnsServer): Line {
  const receivers = new DnsReceivers();
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  /** What is sent before the socket is connected; null from then on. */
  let early: Buffer[] | null = [];
  let closed = false;
  let dead = false;
  const put = (message: Buffer): void => {
    // Without a callback a failed send is an 'error' event, which ends the question; lost is lost, and sent again.
    socket.send(message, () => undefined);
  };
  socket.on('error', (error) => {
    dead = early !== null;
    receivers.fail(...failureOf(error));
  });
  socket.on('message', (packet) => {
    receivers.receive(packet);
  });
  socket.on('connect', () => {
    if (!closed) early?.forEach(put);
    early = null;
  });
  // Whoever waits has a deadline, which keeps the process; an idle socket does not.
  socket.unref();
  try {
    // No callback: it would also be called for errors, which then would not be emitted.
    socket.connect(port, address);
  } catch (error) {
    dead = true;
    const why = error instanceof Error ? error.message : String(error);
    // Whoever opened the line has not been put into it yet.
    setImmediate(() => {
      receivers.fail('unreachable', `The server's address cannot be used: ${why}.`);
    });
  }
  return {
    receivers,
    get dead() {
      return dead;
    },
    send(message) {
      if (closed) return;
      if (early === null) put(message);
      else early.push(message);
    },
    close() {
      if (closed) return;
      closed = true;
      socket.close();
    },
  };
}
