import { readHead } from './prefix.ts';
import type { LogAttempt } from './report.ts';

/** Lines that can be folded to their first one. 1-based, inclusive. */
export interface FoldRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'attempt' | 'traceback' | 'exchange';
}

/** The lines of a log as an editor holds them, by their number from 1. */
export interface NumberedLines {
  readonly count: number;
  lineAt(this: void, line: number): string;
}

/** VS Code draws no more. */
export const mostFoldRanges = 5_000;
/** What is longer than this is no stack and no exchange, but a mistake of ours. */
const longest = 2_000;

/** What folds in a log: its attempts, and inside and outside of them the tracebacks and the HTTP exchanges with the CA. */
export function foldRanges(lines: NumberedLines, attempts: readonly LogAttempt[]): readonly FoldRange[] {
  const ranges: FoldRange[] = attempts
    .filter(({ startLine, endLine }) => endLine > startLine)
    .slice(-mostFoldRanges)
    .map(({ startLine, endLine }) => ({ startLine, endLine, kind: 'attempt' }));
  for (let line = 1; line <= lines.count && ranges.length < mostFoldRanges; line++) {
    const found = blockAt(lines, line);
    if (found === null || found.endLine === line) continue;
    ranges.push(found);
    // A traceback may stand inside an exchange in no log that is known, so that what is read need not be read again.
    line = found.endLine;
  }
  return ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function blockAt(lines: NumberedLines, start: number): FoldRange | null {
  const text = lines.lineAt(start);
  const block = (kind: FoldRange['kind'], endLine: number): FoldRange => ({ startLine: start, endLine, kind });
  if (text.endsWith(tracebackHead)) return block('traceback', endOfTraceback(lines, start));
  if (text.endsWith('[running]:') && text.includes('goroutine '))
    return block('traceback', lastWhile(lines, start, hasNoHead));
  if (text.startsWith('Sending ', readHead(text).message) && text.includes(' request to '))
    return block('exchange', endOfCertbotExchange(lines, start));
  if (text.endsWith('Received response:')) return block('exchange', lastWhile(lines, start, hasNoHead));
  if (text.endsWith('] POST') || text.endsWith('] GET') || text.endsWith('] HEAD'))
    return block('exchange', lastWhile(lines, start, isOfAcmeShExchange));
  return null;
}

const tracebackHead = 'Traceback (most recent call last):';

/** The last line, from `start` on, up to which all further lines pass. */
function lastWhile(lines: NumberedLines, start: number, passes: (text: string) => boolean): number {
  let line = start;
  while (line < lines.count && line < start + longest && passes(lines.lineAt(line + 1))) line++;
  return withoutBlankEnd(lines, start, line);
}

function withoutBlankEnd(lines: NumberedLines, start: number, end: number): number {
  let line = end;
  while (line > start && lines.lineAt(line).trim() === '') line--;
  return line;
}

function hasNoHead(text: string): boolean {
  return readHead(text).message === 0;
}

/**
 * Python prints calls indented and the exception at the left edge, and joins several by sentences between empty lines.
 * Where a journal or a container puts a head before each line, the exception's line is the last; else all up to the next head.
 */
function endOfTraceback(lines: NumberedLines, start: number): number {
  if (hasNoHead(lines.lineAt(start))) return lastWhile(lines, start, hasNoHead);
  let line = start;
  while (line < lines.count && line < start + longest) {
    line++;
    const text = lines.lineAt(line);
    const message = text.slice(readHead(text).message);
    const continues = message === '' || message.startsWith(' ') || joins.some((words) => message.startsWith(words));
    if (!continues && !joinsAgain(lines, line)) break;
  }
  return withoutBlankEnd(lines, start, line);
}

const joins = [tracebackHead, 'During handling of the above exception', 'The above exception was the direct cause'];

/** Whether, after an empty line, the traceback says that another one follows. */
function joinsAgain(lines: NumberedLines, line: number): boolean {
  return [line + 1, line + 2].some((next) => {
    const text = next <= lines.count ? lines.lineAt(next) : '';
    return joins.some((words) => text.endsWith(words) || text.includes(`${words},`));
  });
}

/** certbot: the request, what urllib3 says of it, and the whole response. */
function endOfCertbotExchange(lines: NumberedLines, start: number): number {
  let responded = false;
  let line = start;
  for (; line < lines.count && line < start + longest; line++) {
    const text = lines.lineAt(line + 1);
    if (hasNoHead(text)) continue;
    if (responded || text.includes(' request to ')) break;
    responded = text.endsWith('Received response:');
    if (!responded && !text.includes('connectionpool')) break;
  }
  return withoutBlankEnd(lines, start, line);
}

/** What acme.sh writes with `--debug` between a request and the next step. */
const acmeShKeys = [
  ...['url=', 'timeout=', '_post_url=', 'body=', '_postContentType=', '_H1=', '_CURL=', '_WGET=', 'Http already'],
  ...['_ret=', 'ret=', 'responseHeaders=', 'code=', 'original=', 'response=', 'displayError', 'httpmethod='],
];

function isOfAcmeShExchange(text: string): boolean {
  const { message } = readHead(text);
  return message === 0 || acmeShKeys.some((key) => text.startsWith(key, message));
}
