import type { Socket } from 'node:net';
import type { StartTls } from '../../core/certificate/handshake.ts';

/** Greetings and lists of capabilities have some hundred bytes. */
const mostBytes = 16_384;

/**
 * Speaks the protocol in clear up to where TLS begins (RFC 3207 for SMTP, RFC 2595 for IMAP and POP3). Resolves with null
 * there, and with the server's words where it does not want to. Ends when the socket does; the caller keeps the time.
 */
export async function askForTls(socket: Socket, protocol: StartTls): Promise<string | null> {
  const lines = new Lines(socket);
  try {
    return await dialogues[protocol](lines, (line) => socket.write(`${line}\r\n`));
  } finally {
    lines.stop();
  }
}

type Dialogue = (lines: Lines, say: (line: string) => void) => Promise<string | null>;

const dialogues: Readonly<Record<StartTls, Dialogue>> = {
  async smtp(lines, say) {
    const greeting = await smtpReply(lines);
    if (!isPositive(greeting)) return greeting.join(' ');
    say('EHLO cert-doctor.invalid');
    const offer = await smtpReply(lines);
    if (!offer.some((line) => line.slice(4).trim().toUpperCase() === 'STARTTLS')) {
      return `STARTTLS is not among what it offers: ${offer.map((line) => line.slice(4)).join(', ')}`;
    }
    say('STARTTLS');
    const answer = await smtpReply(lines);
    return isPositive(answer) ? null : answer.join(' ');
  },
  async imap(lines, say) {
    const greeting = await lines.next();
    if (!greeting.toUpperCase().startsWith('* OK')) return greeting;
    say('a STARTTLS');
    for (;;) {
      const line = await lines.next();
      if (line.startsWith('a ')) return line.toUpperCase().startsWith('A OK') ? null : line;
    }
  },
  async pop3(lines, say) {
    const greeting = await lines.next();
    if (!greeting.startsWith('+OK')) return greeting;
    say('STLS');
    const answer = await lines.next();
    return answer.startsWith('+OK') ? null : answer;
  },
};

/** All lines of a reply: `250-` is followed by more, `250 ` is the last (RFC 5321 §4.2.1). */
async function smtpReply(lines: Lines): Promise<readonly string[]> {
  const reply: string[] = [];
  for (;;) {
    const line = await lines.next();
    reply.push(line);
    if (line[3] !== '-') return reply;
  }
}

function isPositive(reply: readonly string[]): boolean {
  return reply.at(-1)?.startsWith('2') === true;
}

/** The lines that a peer writes, bounded in all. */
class Lines {
  readonly #socket: Socket;
  readonly #hear: (chunk: Buffer) => void;
  readonly #end: () => void;
  #text = '';
  #bytes = 0;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#hear = (chunk) => {
      this.#bytes += chunk.length;
      if (this.#bytes > mostBytes) this.#ended = true;
      else this.#text += chunk.toString('latin1');
      this.#wake();
    };
    this.#end = () => {
      this.#ended = true;
      this.#wake();
    };
    socket.on('data', this.#hear);
    socket.on('end', this.#end);
    socket.on('close', this.#end);
  }

  /** Rejects where no whole line comes any more. */
  async next(): Promise<string> {
    for (;;) {
      const end = this.#text.indexOf('\n');
      if (end >= 0) {
        const line = this.#text.slice(0, end).replace(/\r$/, '');
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      if (this.#ended) throw new Error('The server ended the conversation before TLS began.');
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }

  stop(): void {
    this.#socket.off('data', this.#hear);
    this.#socket.off('end', this.#end);
    this.#socket.off('close', this.#end);
  }
}
