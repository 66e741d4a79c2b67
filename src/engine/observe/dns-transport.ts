import type {
  AnswerDetails,
  DnsObservation,
  DnsOutcome,
  DnsQuestion,
  DnsServer,
  DnsSilence,
  DnsTransport,
} from '../../core/dns/answer.ts';
import { untilDeadline, type Limits } from './deadline.ts';
import type { DecodedMessage, EncodedQuery, QueryFlags } from './dns-codec.ts';
import { refusedByGate } from './dns-gate.ts';
import { DnsSockets, type Codec } from './dns-sockets.ts';
import { startLooking } from './seen-from-here.ts';

/** What one packet means to the question: not ours, ours, or a reason to stop. */
type Reply =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'hostile'; readonly text: string }
  | { readonly kind: 'answer'; readonly message: DecodedMessage; readonly caseKept: boolean };

export interface AskOptions extends QueryFlags {
  /** Sockets that other questions share; else the question has one of its own. */
  readonly sockets?: DnsSockets;
  /** TCP from the start. */
  readonly tcp?: boolean;
}

/** An outcome, and the message behind it where there is one; it has passed the gate. */
export interface DnsExchange {
  readonly outcome: DnsOutcome;
  readonly message: Buffer | null;
}

/**
 * Asks one server one question: over UDP, sent again once after a third of the time, then over TCP where the answer was
 * cut; or under encryption where the server is to be asked so. The deadline covers all of it. Never rejects; a socket of
 * its own is closed when it resolves.
 */
export async function askDns(
  question: DnsQuestion,
  server: DnsServer,
  limits: Limits,
  options: AskOptions = {},
): Promise<DnsObservation> {
  const seen = startLooking();
  const { outcome } = await exchangeDns(question, server, limits, options);
  return { question, server, outcome, seen: seen() };
}

/** As `askDns`, with the message itself, for who reads more in it. */
export async function exchangeDns(
  question: DnsQuestion,
  server: DnsServer,
  limits: Limits,
  options: AskOptions = {},
): Promise<DnsExchange> {
  if (options.sockets !== undefined) return await exchange(question, server, limits, options, options.sockets);
  using own = new DnsSockets();
  return await exchange(question, server, limits, options, own);
}

async function exchange(
  question: DnsQuestion,
  server: DnsServer,
  limits: Limits,
  options: AskOptions,
  sockets: DnsSockets,
): Promise<DnsExchange> {
  const codec = await sockets.codec();
  try {
    const query = codec.encoder.encode(question, options);
    return await send(codec, query, server, limits, sockets, options.tcp === true || server.overTcp === true);
  } catch (error) {
    return unheard('unreachable', `The question cannot be asked: ${messageOf(error)}.`);
  }
}

function send(
  codec: Codec,
  query: EncodedQuery,
  server: DnsServer,
  limits: Limits,
  sockets: DnsSockets,
  tcp: boolean,
): Promise<DnsExchange> {
  let foreign = 0;
  let cut = false;
  const first: DnsTransport = server.encrypted?.protocol ?? (tcp ? 'tcp' : 'udp');
  const before = (): string => (cut ? 'The answer over UDP was cut, and over TCP: ' : '');
  return untilDeadline<DnsExchange>(
    limits,
    (why) => {
      const within = `within ${Math.max(0, Math.round(limits.deadlineMs))} ms`;
      if (why === 'cancelled') return unheard('cancelled', 'Stopped before an answer came.');
      if (cut) return unheard('timeout', `The answer over UDP was cut, and over TCP none came ${within}.`);
      if (foreign > 0) return unheard('hostile', `${foreign} packets came, none of them an answer to this question.`);
      return unheard('timeout', `No answer came ${within}.`);
    },
    (settle) => {
      const fail = (reason: DnsSilence, text: string): void => {
        settle(unheard(reason, `${before()}${text}`));
      };
      const receive = (packet: Buffer, transport: DnsTransport): void => {
        const reply = readReply(codec, query, packet);
        if (reply.kind === 'foreign') foreign += 1;
        else if (reply.kind === 'hostile') settle(unheard('hostile', reply.text));
        else if (!reply.message.truncated) settle(answer(reply, transport, cut, packet));
        else if (transport !== 'udp')
          settle(unheard('hostile', `The answer was cut even over ${transport.toUpperCase()}.`));
        else if (!cut) {
          cut = true;
          stop();
          stop = put('tcp');
        }
      };
      const put = (transport: DnsTransport) => {
        const receiver = {
          receive: (packet: Buffer) => {
            receive(packet, transport);
          },
          fail,
        };
        return sockets
          .channel(server, transport === 'udp' ? 'udp' : 'tcp')
          .send(query, receiver, limits.deadlineMs / 3);
      };
      let stop = put(first);
      return () => {
        stop();
      };
    },
  );
}

function readReply(codec: Codec, query: EncodedQuery, packet: Buffer): Reply {
  // The id and the QR bit come first: whoever does not know the id shall not end our wait with a broken packet.
  const ours = packet.length >= 12 && packet.readUInt16BE(0) === query.id && ((packet[2] ?? 0) & 0x80) !== 0;
  if (!ours) return { kind: 'foreign' };
  try {
    const refused = refusedByGate(packet);
    if (refused !== null) return { kind: 'hostile', text: `The answer was not read: it ${refused}.` };
    const message = codec.decodeMessage(packet);
    if (!message.hasQuestion) {
      const isRefusal = !['NOERROR', 'NXDOMAIN'].includes(message.rcode) && message.records.length === 0;
      return isRefusal ? { kind: 'answer', message, caseKept: true } : { kind: 'foreign' };
    }
    const question = codec.comparedQuestion(query, packet);
    return question === 'other' ? { kind: 'foreign' } : { kind: 'answer', message, caseKept: question === 'same' };
  } catch (error) {
    // Thrown on, it would end the thread: this runs in a socket's event.
    return { kind: 'hostile', text: `The answer was not read: it ${messageOf(error)}.` };
  }
}

function answer(
  { message, caseKept }: Extract<Reply, { kind: 'answer' }>,
  transport: DnsTransport,
  cut: boolean,
  packet: Buffer,
): DnsExchange {
  const { rcode, authoritative, authenticated, records, extendedErrors, authority, glue } = message;
  const details: AnswerDetails = {
    ...(message.recursionAvailable ? { recursionAvailable: true } : {}),
    ...(cut ? { cutOverUdp: true } : {}),
    ...(caseKept ? {} : { caseFlattened: true }),
    ...(message.edns ? { edns: true } : {}),
    ...(extendedErrors.length > 0 ? { extendedErrors } : {}),
    ...(authority.length > 0 ? { authority } : {}),
    ...(glue.length > 0 ? { glue } : {}),
  };
  return {
    outcome: { kind: 'answer', rcode, authoritative, authenticated, transport, records, ...details },
    message: packet,
  };
}

function unheard(reason: DnsSilence, text: string): DnsExchange {
  return { outcome: { kind: 'silence', reason, text }, message: null };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
