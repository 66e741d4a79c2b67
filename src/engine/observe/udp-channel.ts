import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { DnsServer } from '../../core/dns/answer.ts';
import { failureOf, type DnsChannel, type DnsReceiver } from './dns-channel.ts';
import type { EncodedQuery } from './dns-codec.ts';
import { DnsReceivers } from './dns-receivers.ts';

/** Few questions to a socket keep its buffer from running over, and an attacker from knowing the port of all of them. */
const mostPerSocket = 16;
const mostSockets = 4;

/** A question that is to be sent once more. */
interface Unanswered {
  /** By the clock of `performance.now`. */
  readonly againAt: number;
  again(): void;
}

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
  readonly #unanswered: Unanswered[] = [];
  /** One for all questions: a timer for each costs as much as half of asking it. */
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Infinity;

  constructor(server: DnsServer) {
    this.#server = server;
  }

  send({ id, message }: EncodedQuery, receiver: DnsReceiver, againAfterMs: number): () => void {
    const line = this.#freeLine();
    line.receivers.add(id, receiver);
    line.send(message);
    const unanswered = {
      againAt: performance.now() + againAfterMs,
      again: () => {
        line.send(message);
      },
    };
    this.#unanswered.push(unanswered);
    this.#wakeBy(unanswered.againAt);
    return () => {
      line.receivers.delete(receiver);
      this.#forget(unanswered);
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const line of this.#lines) line.close();
    this.#lines.length = 0;
  }

  #forget(unanswered: Unanswered): void {
    const at = this.#unanswered.indexOf(unanswered);
    if (at >= 0) this.#unanswered.splice(at, 1);
  }

  #wakeBy(at: number): void {
    if (at >= this.#wakesAt) return;
    clearTimeout(this.#timer);
    this.#wakesAt = at;
    // Whoever waits has a deadline, which keeps the process.
    this.#timer = setTimeout(
      () => {
        this.#sendDue();
      },
      Math.max(0, at - performance.now()),
    ).unref();
  }

  #sendDue(): void {
    this.#wakesAt = Infinity;
    const now = performance.now();
    for (const unanswered of this.#unanswered.filter(({ againAt }) => againAt <= now)) {
      unanswered.again();
      this.#forget(unanswered);
    }
    this.#wakeBy(Math.min(...this.#unanswered.map(({ againAt }) => againAt)));
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
