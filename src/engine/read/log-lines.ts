import { TextDecoder } from 'node:util';
import type { LogDiagnosis } from '../../core/log/diagnose.ts';
import { searchLength } from '../../core/log/prefilter.ts';
import type { LogReport } from '../../core/log/report.ts';
import type { Scanner } from '../../core/log/scanner.ts';
import { placesOfHiddenWords } from './hidden-words.ts';

/** A line is read up to here; the rest of it is skipped and the report says so. */
export const longestLine = 64 * 1024;

const lf = 10;
const cr = 13;
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Who is told of the lines. */
export type LineReader = Pick<LogDiagnosis, 'push' | 'skip' | 'needsNextLine' | 'report' | 'finish'>;

/**
 * Feeds a diagnosis with the lines of a byte stream in any of UTF-8 and UTF-16, with LF, CRLF or CR. Lines in which no
 * message can stand are counted, never decoded. Holds at most one chunk and one line.
 */
export class LogLines {
  private readonly scanner: Scanner;
  private readonly diagnosis: LineReader;
  /** UTF-16 is decoded first; null for UTF-8, in which the bytes themselves are searched. */
  private readonly decoder: TextDecoder | null;
  private carry = Buffer.alloc(0);
  private carryText = '';
  private bytes = 0;
  private cutLines = 0;
  private carryIsCut = false;
  private endedInCr = false;

  constructor(scanner: Scanner, diagnosis: LineReader, utf16: 'utf-16le' | 'utf-16be' | null) {
    this.scanner = scanner;
    this.diagnosis = diagnosis;
    this.decoder = utf16 === null ? null : new TextDecoder(utf16);
  }

  /** The next part of the log, cut anywhere. The chunk may be reused afterwards. */
  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    const isFirst = this.bytes === 0;
    this.bytes += chunk.length;
    if (isFirst && chunk.subarray(0, utf8Mark.length).equals(utf8Mark)) this.pushBytes(chunk.subarray(utf8Mark.length));
    else if (this.decoder) this.pushText(this.decoder.decode(chunk, { stream: true }), false);
    else this.pushBytes(chunk);
  }

  /** What the whole lines say so far. */
  report(): LogReport {
    return this.diagnosis.report(this.bytes, this.cutLines);
  }

  finish(): LogReport {
    if (this.decoder) this.pushText(this.decoder.decode(), true);
    else if (this.carry.length > 0) this.finishCarry();
    return this.diagnosis.finish(this.bytes, this.cutLines);
  }

  private pushBytes(chunk: Buffer): void {
    let start = 0;
    if (this.endedInCr && chunk[0] === lf) start = 1;
    this.endedInCr = false;
    if (this.carry.length > 0) {
      const end = firstLineEnd(chunk, start);
      if (end < 0) {
        this.keep(chunk.subarray(start));
        return;
      }
      this.keep(chunk.subarray(start, end));
      this.finishCarry();
      start = afterLineEnd(chunk, end);
      this.endedInCr = chunk[end] === cr && end === chunk.length - 1;
    }
    const hasCr = chunk.includes(cr);
    const last = Math.max(chunk.lastIndexOf(lf), hasCr ? chunk.lastIndexOf(cr) : -1);
    if (last >= start) {
      this.endedInCr = chunk[last] === cr && last === chunk.length - 1;
      const whole = chunk.subarray(start, last + 1);
      // A lone CR ends a line: such parts are read line by line.
      if (hasCr) this.everyLine(whole.toString('utf8'));
      else this.searchLines(whole);
      start = last + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  private keep(part: Buffer): void {
    const room = longestLine - this.carry.length;
    if (part.length > room) this.carryIsCut = true;
    if (room > 0) this.carry = Buffer.concat([this.carry, part.subarray(0, room)]);
  }

  private finishCarry(): void {
    if (this.carryIsCut) this.cutLines++;
    this.diagnosis.push(this.carry.toString('utf8'));
    this.carry = Buffer.alloc(0);
    this.carryIsCut = false;
  }

  /** `whole` ends in LF and holds no CR. */
  private searchLines(whole: Buffer): void {
    const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
    let at = this.whileNeeded(whole, 0);
    let searched = 0;
    for (const place of placesOfHiddenWords(whole)) {
      if (place < at) continue;
      at = this.searchUpTo(whole, view, searched, place, at);
      if (place >= at) at = this.readLineAt(whole, view, place, at);
      searched = place;
    }
    at = this.searchUpTo(whole, view, searched, whole.length, at);
    this.diagnosis.skip(countLines(view, at, whole.length));
  }

  private searchUpTo(whole: Buffer, view: DataView, from: number, to: number, start: number): number {
    let at = start;
    for (let part = Math.max(from, start); part < to; part += searchLength)
      at = this.searchPart(whole, view, part, Math.min(part + searchLength, to), at);
    return at;
  }

  /** Reads the lines of a part in which something may stand. `start` is the first line that is not read; returns the new one. */
  private searchPart(whole: Buffer, view: DataView, from: number, to: number, start: number): number {
    const places = this.scanner.search(view, from, to);
    let at = start;
    // By index: leaving a loop over an iterator costs the compiler its work, which was measured.
    let index = 0;
    while (index < places.length) {
      const place = places[index++] ?? 0;
      // Else it stands in a line that was read.
      if (place >= at && this.scanner.mayStandAt(view, place)) at = this.readLineAt(whole, view, place, at);
    }
    return at;
  }

  private readLineAt(whole: Buffer, view: DataView, place: number, at: number): number {
    const start = Math.max(at, whole.lastIndexOf(lf, place) + 1);
    const end = whole.indexOf(lf, place);
    this.diagnosis.skip(countLines(view, at, start));
    this.lineOf(whole, start, end);
    return this.whileNeeded(whole, end + 1);
  }

  /** Reads the lines from `start` on that the diagnosis asks for, whatever stands in them; returns where it stopped. */
  private whileNeeded(whole: Buffer, start: number): number {
    let at = start;
    while (at < whole.length && this.diagnosis.needsNextLine) {
      const end = whole.indexOf(lf, at);
      this.lineOf(whole, at, end);
      at = end + 1;
    }
    return at;
  }

  private lineOf(bytes: Buffer, start: number, end: number): void {
    this.line(bytes.toString('utf8', start, Math.min(end, start + longestLine)), end - start > longestLine);
  }

  private everyLine(text: string): void {
    for (const line of linesOf(text)) this.line(line.slice(0, longestLine), line.length > longestLine);
  }

  private line(text: string, isCut: boolean): void {
    if (isCut) this.cutLines++;
    this.diagnosis.push(text);
  }

  private pushText(part: string, isLast: boolean): void {
    let text = this.carryText + part;
    this.carryText = '';
    if (!isLast) {
      // A CR at the very end may be half of a CRLF.
      const last = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2));
      // One character more than is read, so that `line` sees that it was cut.
      this.carryText = text.slice(last + 1, last + 2 + longestLine);
      text = text.slice(0, last + 1);
    }
    this.everyLine(text);
  }
}

/** The lines of a text as an editor counts them: LF, CRLF or a lone CR ends one; the last end starts no further line. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  let nextCr = text.indexOf('\r');
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    if (nextCr >= 0 && nextCr < start) nextCr = text.indexOf('\r', start);
    if (nextCr >= 0 && nextCr < end) {
      yield text.slice(start, nextCr);
      start = nextCr + (text.charAt(nextCr + 1) === '\n' ? 2 : 1);
    } else {
      yield text.slice(start, end);
      start = end + 1;
    }
  }
}

function firstLineEnd(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(lf, from);
  const carriage = bytes.subarray(from, newline < 0 ? bytes.length : newline).indexOf(cr);
  return carriage < 0 ? newline : from + carriage;
}

function afterLineEnd(bytes: Buffer, end: number): number {
  return end + (bytes[end] === cr && bytes[end + 1] === lf ? 2 : 1);
}

const everyLf = 0x0a0a0a0a;
const lowBits = 0x7f7f7f7f;

/** Line ends among the bytes, sixteen bytes at a time: a call of `indexOf` for each line would cost as much as the search. */
function countLines(bytes: DataView, from: number, to: number): number {
  let count = 0;
  let at = from;
  while (at + 16 <= to) {
    // Each byte of the sum counts the line ends in every fourth byte: at most 4 times 63, so that none runs over.
    const stop = Math.min(to - 15, at + 16 * 63);
    let sum = 0;
    for (; at < stop; at += 16)
      sum +=
        lineEndsIn(bytes.getInt32(at, true)) +
        lineEndsIn(bytes.getInt32(at + 4, true)) +
        lineEndsIn(bytes.getInt32(at + 8, true)) +
        lineEndsIn(bytes.getInt32(at + 12, true));
    count += (sum & 255) + ((sum >>> 8) & 255) + ((sum >>> 16) & 255) + (sum >>> 24);
  }
  for (; at < to; at++) if (bytes.getUint8(at) === lf) count++;
  return count;
}

/** A 1 in each of the four bytes that is LF: the bits of such a byte are all zero once LF's are flipped. */
function lineEndsIn(word: number): number {
  const flipped = word ^ everyLf;
  return ~(((flipped & lowBits) + lowBits) | flipped | lowBits) >>> 7;
}
