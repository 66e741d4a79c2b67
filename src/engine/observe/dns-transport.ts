import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import type { DnsObservation, DnsOutcome, DnsQuestion, DnsServer, DnsSilence } from '../../core/dns/answer.ts';
import { untilDeadline, type Limits } from './deadline.ts';
import type * as dnsCodec from './dns-codec.ts';
import type { DecodedMessage, EncodedQuery } from './dns-codec.ts';
import { refusedByGate } from './dns-gate.ts';
import { startLooking } from './seen-from-here.ts';

type Codec = typeof dnsCodec;

/** What one packet means to the question: not ours, ours, or a reason to stop. */
type Reply =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'hostile'; readonly text: string }
  | { readonly kind: 'answer'; readonly message: DecodedMessage };

/**
 * Asks one server one question: over UDP, sent again once after a third of the time, then over TCP where the answer was
 * cut. The deadline covers all of it. Never rejects; sockets are closed when it resolves.
 * @param checkingDisabled Asks for the answer without validation (CD).
 */
export async function askDns(
  question: DnsQuestion,
  server: DnsServer,
  limits: Limits,
  checkingDisabled = false,
): Promise<DnsObservation> {
  const seen = startLooking();
  const outcome = await exchange(question, server, limits, checkingDisabled);
  return { question, server, outcome, seen: seen() };
}

async function exchange(
  question: DnsQuestion,
  server: DnsServer,
  limits: Limits,
  checkingDisabled: boolean,
): Promise<DnsOutcome> {
  const codec = await import('./dns-codec.ts');
  let query: EncodedQuery;
  try {
    query = codec.encodeQuery(question, checkingDisabled);
  } catch (error) {
    return silence('unreachable', `The question cannot be asked: ${messageOf(error)}.`);
  }
  let foreign = 0;
  let overTcp = false;
  return untilDeadline<DnsOutcome>(
    limits,
    (why) => {
      const within = `within ${Math.max(0, Math.round(limits.deadlineMs))} ms`;
      if (why === 'cancelled') return silence('cancelled', 'Stopped before an answer came.');
      if (overTcp) return silence('timeout', `The answer over UDP was cut, and over TCP none came ${within}.`);
      if (foreign > 0) return silence('hostile', `${foreign} packets came, none of them an answer to this question.`);
      return silence('timeout', `No answer came ${within}.`);
    },
    (settle) => {
      const receive = (packet: Buffer, transport: 'udp' | 'tcp'): void => {
        const reply = readReply(codec, query, packet);
        if (reply.kind === 'foreign') foreign += 1;
        else if (reply.kind === 'hostile') settle(silence('hostile', reply.text));
        else if (!reply.message.truncated) settle(answer(reply.message, transport));
        else if (transport === 'tcp') settle(silence('hostile', 'The answer was cut even over TCP.'));
        else if (!overTcp) {
          overTcp = true;
          closeUdp();
          closeTcp = openTcp(query, server, settle, (tcpPacket) => {
            receive(tcpPacket, 'tcp');
          });
        }
      };
      let closeTcp = (): void => undefined;
      const closeUdp = openUdp(query, server, limits.deadlineMs / 3, settle, (packet) => {
        receive(packet, 'udp');
      });
      return () => {
        closeUdp();
        closeTcp();
      };
    },
  );
}

type Settle = (outcome: DnsOutcome) => void;
type Receive = (packet: Buffer) => void;

/** A connected socket: the kernel drops other senders' packets, and a closed port shows at once. Returns how to close it. */
function openUdp(
  query: EncodedQuery,
  server: DnsServer,
  resendAfterMs: number,
  settle: Settle,
  receive: Receive,
): () => void {
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
  let closed = false;
  let resend: NodeJS.Timeout | undefined;
  const send = (): void => {
    // Without a callback a failed send is an 'error' event, which ends the question; lost is lost, and sent again.
    socket.send(query.message, () => undefined);
  };
  socket.on('error', (error) => {
    settle(socketSilence(error, 'UDP'));
  });
  socket.on('message', receive);
  socket.on('connect', () => {
    if (closed) return;
    send();
    resend = setTimeout(send, resendAfterMs);
  });
  try {
    // No callback: it would also be called for errors, which then would not be emitted.
    socket.connect(server.port, server.address);
  } catch (error) {
    settle(silence('unreachable', `The server's address cannot be used: ${messageOf(error)}.`));
  }
  return () => {
    if (closed) return;
    closed = true;
    clearTimeout(resend);
    socket.close();
  };
}

/** RFC 7766: each message behind its length in two octets. Returns how to close it. */
function openTcp(query: EncodedQuery, server: DnsServer, settle: Settle, receive: Receive): () => void {
  const socket = connect({ host: server.address, port: server.port });
  let pending: Buffer = Buffer.alloc(0);
  socket.on('connect', () => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.message.length);
    socket.write(Buffer.concat([length, query.message]));
  });
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      receive(pending.subarray(2, end));
      pending = pending.subarray(end);
    }
  });
  socket.on('error', (error) => {
    settle(socketSilence(error, 'TCP'));
  });
  socket.on('close', () => {
    settle(
      silence('unreachable', 'The answer over UDP was cut, and the server closed the TCP connection without one.'),
    );
  });
  return () => {
    socket.destroy();
  };
}

function readReply(codec: Codec, query: EncodedQuery, packet: Buffer): Reply {
  // The id and the QR bit come first: whoever does not know the id shall not end our wait with a broken packet.
  const ours = packet.length >= 12 && packet.readUInt16BE(0) === query.id && ((packet[2] ?? 0) & 0x80) !== 0;
  if (!ours) return { kind: 'foreign' };
  try {
    const refused = refusedByGate(packet);
    if (refused !== null) return { kind: 'hostile', text: `The answer was not read: it ${refused}.` };
    const message = codec.decodeMessage(packet);
    return answersQuestion(message, query) ? { kind: 'answer', message } : { kind: 'foreign' };
  } catch (error) {
    // Thrown on, it would end the thread: this runs in a socket's event.
    return { kind: 'hostile', text: `The answer was not read: it ${messageOf(error)}.` };
  }
}

/**
 * Is this the question that we asked? Servers keep the case of the name (RFC 4343); one that flattens it entirely is
 * old but not hostile, while any other mixture was made by somebody who guessed.
 */
function answersQuestion({ question, rcode, records }: DecodedMessage, query: EncodedQuery): boolean {
  if (question === null) return rcode !== 'NOERROR' && rcode !== 'NXDOMAIN' && records.length === 0;
  if (question.typeCode !== query.typeCode) return false;
  const flat = query.name.toLowerCase();
  return question.name === query.name || question.name === flat || question.name === flat.toUpperCase();
}

function answer(message: DecodedMessage, transport: 'udp' | 'tcp'): DnsOutcome {
  const { rcode, authoritative, authenticated, records } = message;
  return { kind: 'answer', rcode, authoritative, authenticated, transport, records };
}

function silence(reason: DnsSilence, text: string): DnsOutcome {
  return { kind: 'silence', reason, text };
}

function socketSilence(error: NodeJS.ErrnoException, transport: 'UDP' | 'TCP'): DnsOutcome {
  const before = transport === 'TCP' ? 'The answer over UDP was cut, and over TCP: ' : '';
  if (error.code === 'ECONNREFUSED') return silence('refused', `${before}The port is closed.`);
  return silence('unreachable', `${before}The server cannot be reached (${error.code ?? error.message}).`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
