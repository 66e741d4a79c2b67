import { retryTimeIn } from '../acme/retry-after.ts';
import { problems } from '../problem/catalogue.ts';
import { fitsName } from './hole.ts';
import { identifierAround } from './identifier-around.ts';
import { furtherNames, namesIn, processOf, threadsOf } from './line-origin.ts';
import type { LineView } from './line-view.ts';
import { Joined } from './piece.ts';
import type { Piece } from './piece.ts';
import { readHead } from './prefix.ts';
import { speaksToCa } from './problem-in-context.ts';
import { readStack } from './problem-stack.ts';
import type { Mark, OutcomeMark, ProblemMark, Reading } from './reading.ts';
import type { Hit, Scanner } from './scanner.ts';
import type { OutcomeSignature, ProblemSignature } from './signature.ts';
import { readStamp } from './stamp.ts';

/** Keys of certbot's problem block; lines with them are read even where no message stands in them. */
const blockKeys = ['Domain: ', 'Domains: ', 'Identifier: ', 'Detail: ', 'Error: '] as const;
const identifierKey = '"identifier": {';

/** Texts that make a line worth reading although no message stands in it. */
export const triggers = [...blockKeys.map((key) => (key === 'Error: ' ? `   ${key}` : `  ${key}`)), identifierKey];

/** A key stands no farther from the start of its line. */
const farthestKey = 160;
/** A wrapped detail of certbot 1 is a few lines of 70 characters; more is something else. */
const mostWrappedLines = 12;
/** A sentence of a console's transcript goes over fewer lines than this. */
const mostSentenceLines = 4;
/** `"type"` and `"value"` follow on `"identifier"`. */
const mostIdentifierLines = 3;
/** Programs that wrap what they say do so between these columns. */
const narrowest = 70;
const widest = 100;

interface Open {
  readonly kind: 'detail' | 'identifier';
  readonly pieces: Piece[];
}

/**
 * Reads lines one after the other. A line whose message goes on in the next ones is held open until it is clear where
 * it ends; so what is read depends on no line but these few.
 */
export class LineReader {
  private readonly scanner: Scanner;
  private readonly emit: (line: number, reading: Reading) => void;
  private line: number;
  private open: Open | null = null;
  /** The lines above, as far as a sentence may go on from them. */
  private sentence: Piece[] = [];

  /** `emit` gets each reading with the number of its line. `line` is the number of the first line that is pushed. */
  constructor(scanner: Scanner, emit: (line: number, reading: Reading) => void, line = 1) {
    this.scanner = scanner;
    this.emit = emit;
    this.line = line;
  }

  /** Whether the next line may belong to the last one. */
  get isOpen(): boolean {
    return this.open !== null;
  }

  /** How many lines the last reading has taken so far, where it may take more; else 0. */
  get openLines(): number {
    return this.open?.pieces.length ?? 0;
  }

  /** Lines were added above the last one, or removed there (negative). */
  move(lines: number): void {
    this.line += lines;
  }

  /** The number of the line that comes next. */
  get nextLine(): number {
    return this.line;
  }

  /** Lines in which nothing stands. */
  skip(count: number): void {
    if (count > 0) {
      this.close();
      this.sentence = [];
    }
    this.line += count;
  }

  /** The next line. `isTranscript`: it may be the copy of a console that wraps its lines. */
  push({ text, columns }: LineView, isTranscript: boolean): void {
    if (!isTranscript && this.open === null && !this.scanner.mayStandIn(text)) {
      this.skip(1);
      return;
    }
    const piece = { line: 0, text, columns, offset: 0 };
    if (!this.continues(piece)) {
      this.close();
      this.begin(piece, isTranscript);
    }
    this.line++;
  }

  /** What the line says that is still open, as if the log ended here. */
  pending(): { readonly line: number; readonly reading: Reading } | null {
    if (!this.open) return null;
    const reading = this.read(this.open);
    return reading && { line: this.line - this.open.pieces.length, reading };
  }

  /** The log ends here. */
  close(): void {
    const pending = this.pending();
    this.open = null;
    if (pending) this.emit(pending.line, pending.reading);
  }

  private begin(piece: Piece, isTranscript: boolean): void {
    const { text } = piece;
    const key = blockKey(text);
    const isIdentifier = key === null && identifierIndent(text) >= 0;
    if (key === 'Detail: ' || key === 'Error: ' || isOpenBody(text)) this.open = { kind: 'detail', pieces: [piece] };
    else if (isIdentifier && valueIn(text) === null) this.open = { kind: 'identifier', pieces: [piece] };
    else if (isIdentifier) this.emitMarks(piece, [identifierMark(text, text)]);
    else if (key !== null) this.emitMarks(piece, [{ kind: 'block', name: nameAfter(text, key) }]);
    else if (!isTranscript || !this.readSentence(piece)) this.emitHits(new Joined([piece]), piece);
    if (!isTranscript || key !== null || isIdentifier) this.sentence = [];
  }

  private continues(piece: Piece): boolean {
    if (!this.open) return false;
    const { kind, pieces } = this.open;
    const line = pieces.length;
    if (kind === 'detail') {
      const start = continuation(pieces, piece.text);
      if (start < 0) return false;
      pieces.push({ ...piece, line, offset: start, text: piece.text.slice(start) });
      return true;
    }
    const [, ...before] = pieces;
    if (line > mostIdentifierLines || before.some(({ text }) => valueIn(text) !== null)) return false;
    const message = piece.text.slice(readHead(piece.text).message).trimStart();
    if (!message.startsWith('"type"') && !message.startsWith('"value"')) return false;
    pieces.push({ ...piece, line });
    return true;
  }

  private read({ kind, pieces }: Open): Reading | null {
    const [first] = pieces;
    if (!first) return null;
    if (kind === 'detail') {
      const joined = new Joined(pieces);
      return this.reading(first.text, this.marksOf(joined, this.scanner.scan(joined.text), true));
    }
    const holder = pieces.find(({ text }) => valueIn(text) !== null);
    return holder ? this.reading(first.text, [identifierMark(first.text, holder.text)]) : null;
  }

  /** Reads a line as the end of a sentence that was wrapped; false where it is none. */
  private readSentence(piece: Piece): boolean {
    const last = this.sentence.at(-1);
    const before = last && isWrapped(last.text, piece.text) ? this.sentence : [];
    const start = piece.text.length - piece.text.trimStart().length;
    const above = before.slice(1 - mostSentenceLines).map((one, index, all) => ({ ...one, line: index - all.length }));
    this.sentence = [...above, before.length > 0 ? { ...piece, offset: start, text: piece.text.slice(start) } : piece];
    if (above.length === 0) return false;
    const joined = new Joined(this.sentence);
    const spanning = this.scanner.scan(joined.text).filter((hit) => hit.end > joined.lastStart);
    if (!spanning.some((hit) => hit.start < joined.lastStart)) return false;
    const marks = this.marksOf(joined, spanning, false);
    if (marks.length > 0) this.emit(this.line, this.reading(piece.text, marks));
    return true;
  }

  private emitHits(joined: Joined, piece: Piece): void {
    const hits = this.scanner.scan(joined.text);
    if (hits.length > 0) this.emitMarks(piece, this.marksOf(joined, hits, false));
  }

  private emitMarks(piece: Piece, marks: readonly Mark[]): void {
    if (marks.length > 0) this.emit(this.line, this.reading(piece.text, marks));
  }

  private reading(text: string, marks: readonly Mark[]): Reading {
    const { message } = readHead(text);
    return {
      process: detached(processOf(text, message)),
      threads: threadsOf(text, message).map(detached),
      stamp: readStamp(text, message),
      hasHead: message > 0 || text.startsWith('{'),
      marks,
    };
  }

  private marksOf(joined: Joined, hits: readonly Hit[], isDetail: boolean): Mark[] {
    if (joined.text.includes(ownLook)) return [];
    const namesCause = hits.some(({ signature }) => 'problem' in signature && signature.weight !== 'type');
    return hits.flatMap((hit): Mark[] => {
      const { signature } = hit;
      if ('outcome' in signature) return signature.outcome === 'noise' ? [] : [outcomeMark(hit, signature, joined)];
      return signature.weight === 'type' && namesCause ? [] : [problemMark(hit, signature, joined, isDetail)];
    });
  }
}

/** How a check asks for a token that nobody made (`observe-domain.ts`): what a server says of it is no fault. */
const ownLook = '/.well-known/acme-challenge/cert-doctor-';

function problemMark(hit: Hit, signature: ProblemSignature, joined: Joined, isDetail: boolean): ProblemMark {
  const { text } = joined;
  const { address, caaName, ...layers } = readStack(text, hit.start);
  const stack = {
    ...layers,
    address: address === null ? null : detached(address),
    caaName: caaName === null ? null : detached(caaName),
  };
  const captures = detachedAll(hit.captures);
  if (stack.address !== null) captures['address'] ??= stack.address;
  if (stack.caaName !== null) captures['name'] ??= stack.caaName;
  const retryAfter = retryTimeIn(text, hit.start);
  if (retryAfter !== null && problems[signature.problem].area === 'limit') captures['retryAfter'] = retryAfter;
  const isVerdict = isDetail || text.includes('acme:error:');
  return {
    kind: 'problem',
    id: hit.id,
    signature,
    captures,
    stack,
    place: joined.place(hit.decisive, hit.end),
    stackPlace: joined.place(stack.start, hit.end),
    isVerdict,
    // What carries the CA's answer is no trouble in reaching it, whatever URLs of its stand beside.
    speaksToCa: !isVerdict && speaksToCa(text),
    identifier: detached(identifierAround(text, hit.start)),
    indent: jsonIndent(text),
  };
}

function outcomeMark(hit: Hit, signature: OutcomeSignature, joined: Joined): OutcomeMark {
  const { id, captures, start, end, decisive } = hit;
  const lineage = captures['lineage'] === undefined ? undefined : nameOfLineage(captures['lineage']);
  const first = captures['name'] ?? (lineage !== undefined && fitsName(lineage) ? lineage : undefined);
  const listed = namesIn(captures['names'] ?? '') ?? [];
  // A list that begins where the words end, as in `Multi domain='DNS:a.example.com,DNS:b.example.com'`.
  const whole = signature.outcome === 'started' ? furtherNames(`,${joined.text.slice(end)}`, 0) : [];
  const further = first === undefined ? whole : furtherNames(joined.text, end);
  return {
    kind: 'outcome',
    id,
    signature,
    captures: detachedAll(captures),
    names: [...new Set([...(first === undefined ? [] : [first]), ...listed, ...further])].map(detached),
    place: joined.place(signature.outcome === 'failed' ? decisive : start, end),
  };
}

/** certbot calls a second certificate for the same name `NAME-0001`; its configuration is `NAME.conf`. */
function nameOfLineage(lineage: string): string {
  const bare = lineage.endsWith('.conf') ? lineage.slice(0, -5) : lineage;
  return bare.replace(/-\d{4}$/, '');
}

function blockKey(text: string): (typeof blockKeys)[number] | null {
  const { message } = readHead(text);
  const at = skipBlanks(text, message);
  if (at < 2 || at > farthestKey || !text.startsWith('  ', at - 2)) return null;
  return blockKeys.find((key) => text.startsWith(key, at)) ?? null;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}

function nameAfter(text: string, key: string): string {
  const name = text.slice(text.indexOf(key) + key.length).trim();
  return fitsName(name) ? detached(name) : '';
}

/** Offset in `text` at which it goes on with the detail; -1 where it does not. */
function continuation(pieces: readonly Piece[], text: string): number {
  if (pieces.length >= mostWrappedLines || blockKey(text) !== null) return -1;
  const head = readHead(text).message;
  const message = text.slice(head);
  const trimmed = message.trimStart();
  if (trimmed.trim() === '' || trimmed.startsWith('Type:')) return -1;
  const last = pieces.at(-1)?.text ?? '';
  const isBody = trimmed.startsWith('<') && isOpenBody(pieces[0]?.text ?? '');
  if (!message.startsWith('  ') && !isBody && !isWrapped(last, text)) return -1;
  return head + message.length - trimmed.length;
}

/** Whether the page that a CA quotes, because it is not the token, goes on in the next lines. */
function isOpenBody(text: string): boolean {
  const at = text.indexOf('Invalid response from ');
  const start = at < 0 ? -1 : text.indexOf('"<', at);
  // A page's own quotes, as in its DOCTYPE, do not end it; the CA's last one follows on text that was cut off.
  return start >= 0 && (!text.includes('"', start + 1) || text.endsWith('>'));
}

/** Whether a line ends where it does because the next word had no room, and the next line is no record of its own. */
function isWrapped(line: string, next: string): boolean {
  if (isTooWide(line) || isTooWide(next)) return false;
  const word = next.trimStart();
  const end = word.indexOf(' ');
  if (word === '' || line.length + 1 + (end < 0 ? word.length : end) <= narrowest) return false;
  return readHead(next).message === 0 && !/^[[{"(*#-]/.test(word) && line.trim() !== '';
}

/** Whether a line was not wrapped: one long word, such as a path, stands as it is. */
function isTooWide(line: string): boolean {
  return line.length > widest && line.trim().includes(' ');
}

/** Blanks before `"key": ` where a line is one member of a JSON document; -1 where it is something else. */
function jsonIndent(text: string): number {
  const head = readHead(text).message;
  const at = skipBlanks(text, head);
  return text.charAt(at) === '"' && text.includes('": ', at) ? at - head : -1;
}

function identifierIndent(text: string): number {
  return text.startsWith(identifierKey, skipBlanks(text, 0)) ? jsonIndent(text) : -1;
}

function valueIn(text: string): string | null {
  const key = '"value": "';
  const at = text.indexOf(key);
  if (at < 0) return null;
  const start = at + key.length;
  const end = text.indexOf('"', start);
  return end < 0 ? null : text.slice(start, end);
}

function identifierMark(first: string, holder: string): Mark {
  const name = valueIn(holder) ?? '';
  return { kind: 'identifier', name: fitsName(name) ? detached(name) : '', indent: identifierIndent(first) };
}

/** A copy that does not keep the whole line in memory, of which engines make a cut-out. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

function detachedAll(captures: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(captures).map(([name, value]) => [name, detached(value)]));
}
