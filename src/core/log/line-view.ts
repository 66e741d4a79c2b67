/**
 * A log line as its author meant it: without terminal colours, and with the escapes undone that JSON, logfmt, Python's
 * `repr` and HTML put around a message. `columns[i]` is the offset in the original line of the character at `i`.
 */
export interface LineView {
  readonly text: string;
  /** Null where the text is the line itself. */
  readonly columns: Int32Array | null;
}

const entities: readonly (readonly [string, string])[] = [
  ['&quot;', '"'],
  ['&#34;', '"'],
  ['&#039;', "'"],
  ['&#39;', "'"],
  ['&#x27;', "'"],
  ['&apos;', "'"],
  ['&nbsp;', ' '],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
];

/** How the character is written in HTML. */
export function entitiesOf(character: string): readonly string[] {
  return entities.flatMap(([name, text]) => (text === character ? [name] : []));
}

/** What stands where something may have to be undone: escapes, colours, entities, the blank and the quotes of web pages. */
const signs = ['\\', '\u001b', '\u2190[', '#033[', '^[[', '&', '\u00a0', '\u2018', '\u2019', '\u201c', '\u201d'];
/** How the sign that begins a colour is written where it was escaped. */
const escapedColours = ['x1b[', 'x1B[', '033[', 'e[', 'u001b[', 'u001B['];

/**
 * What may stand inside the words of a message and is undone: colours in each of their forms, blanks and letters that are
 * written otherwise. A line without any of them holds each word as it is meant, but for quotes, slashes and the like.
 */
export const hidingSigns = {
  ascii: ['\u001b', '033[', '^[[', '\\x1', '\\e[', '&nbsp;'],
  other: ['\u00a0', '\u2190['],
  /** Behind it the character in hexadecimal. */
  code: '\\u00',
} as const;

/** Undoes colours and escapes in one pass; a line without any is returned as it is. */
export function viewLine(written: string): LineView {
  const line = written.endsWith('\r') ? written.slice(0, -1) : written;
  if (!signs.some((sign) => line.includes(sign))) return { text: line, columns: null };
  const columns = new Int32Array(line.length + 1);
  const parts: string[] = [];
  let length = 0;
  let copied = 0;
  const copyUpTo = (at: number): void => {
    for (let from = copied; from < at; from++) columns[length++] = from;
    if (at > copied) parts.push(line.slice(copied, at));
  };
  for (let at = 0; at < line.length;) {
    const piece = pieceAt(line, at);
    if (!piece) {
      at++;
      continue;
    }
    copyUpTo(at);
    columns.fill(at, length, length + piece.text.length);
    length += piece.text.length;
    parts.push(piece.text);
    at += piece.length;
    copied = at;
  }
  if (parts.length === 0) return { text: line, columns: null };
  copyUpTo(line.length);
  columns[length] = line.length;
  return { text: withoutTrailer(parts.join('')), columns };
}

/** Docker's `json-file` writes the stream and the time behind each line; they are no part of the message. */
function withoutTrailer(text: string): string {
  const end = text.startsWith('{"log":"') ? text.lastIndexOf('\n","stream":"') : -1;
  return end < 0 ? text : text.slice(0, end);
}

interface Piece {
  readonly text: string;
  readonly length: number;
}

function pieceAt(line: string, at: number): Piece | null {
  switch (line.charCodeAt(at)) {
    case 0x5c /* \ */:
      return unescape(line, at);
    case 0x26 /* & */:
      return entity(line, at);
    case 0x1b:
      return colour(line, at, 1) ?? terminalCommand(line, at);
    case 0x2190:
      return colour(line, at, 1);
    case 0x23 /* # */:
      return line.startsWith('#033[', at) ? colour(line, at, 4) : null;
    case 0x5e /* ^ */:
      return line.startsWith('^[[', at) ? colour(line, at, 2) : null;
    case 0xa0:
      return { text: ' ', length: 1 };
    case 0x2018 /* ‘ */:
    case 0x2019 /* ’ */:
      return { text: "'", length: 1 };
    case 0x201c /* “ */:
    case 0x201d /* ” */:
      return { text: '"', length: 1 };
    default:
      return null;
  }
}

/** A run of backslashes and what it escapes: a message may have been quoted several times over. */
function unescape(line: string, at: number): Piece | null {
  let end = at;
  while (line.charCodeAt(end) === 0x5c) end++;
  const length = end - at + 1;
  const escaped = escapedColours.find((name) => line.startsWith(name, end));
  if (escaped !== undefined) {
    const piece = colour(line, at, end - at + escaped.length - 1);
    if (piece) return piece;
  }
  const sign = line.charAt(end);
  if ('nrt'.includes(sign) && isInWindowsPath(line, at)) return { text: line.slice(at, end), length: end - at };
  switch (sign) {
    case '"':
    case "'":
    case '/':
      return { text: sign, length };
    case 'n':
    case 'r':
      return { text: '\n', length };
    case 't':
      return { text: '\t', length };
    case 'u': {
      const code = hexadecimal(line, end + 1);
      return code < 0
        ? { text: line.slice(at, end), length: end - at }
        : { text: String.fromCharCode(code), length: length + 4 };
    }
    default:
      return { text: line.slice(at, end), length: end - at };
  }
}

const longestPath = 260;

/** Whether the backslash separates folders, as in `C:\\nginx\\conf`: the word around it begins with a drive. */
function isInWindowsPath(line: string, at: number): boolean {
  const lowest = Math.max(0, at - longestPath);
  let start = at;
  while (start > lowest && line.charCodeAt(start - 1) > 32 && !`"'(=<[`.includes(line.charAt(start - 1))) start--;
  const drive = line.charCodeAt(start) | 32;
  return drive >= 97 && drive <= 122 && line.startsWith(':\\', start + 1);
}

function hexadecimal(line: string, from: number): number {
  let value = 0;
  for (let at = from; at < from + 4; at++) {
    const digit = '0123456789abcdef'.indexOf(line.charAt(at).toLowerCase() || '?');
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function entity(line: string, at: number): Piece | null {
  for (const [name, text] of entities) if (line.startsWith(name, at)) return { text, length: name.length };
  return null;
}

/**
 * A terminal control sequence (ECMA-48 CSI), also as an arrow where a terminal's picture of it was copied, or escaped.
 * `escape`: how many characters stand before its bracket.
 */
function colour(line: string, at: number, escape: number): Piece | null {
  if (line.charAt(at + escape) !== '[') return null;
  let end = at + escape + 1;
  while (end < line.length && end < at + escape + 23 && '0123456789;?'.includes(line.charAt(end))) end++;
  return end < line.length ? { text: '', length: end + 1 - at } : null;
}

const longestCommand = 2048;

/** What a terminal was told beside the text (ECMA-48 OSC): its title, the target of a link, a shell's marks. */
function terminalCommand(line: string, at: number): Piece | null {
  if (line.charAt(at + 1) !== ']') return null;
  const last = Math.min(line.length, at + longestCommand);
  for (let end = at + 2; end < last; end++) {
    const code = line.charCodeAt(end);
    if (code === 0x07 /* BEL */) return { text: '', length: end + 1 - at };
    if (code === 0x1b) return line.charAt(end + 1) === '\\' ? { text: '', length: end + 2 - at } : null;
  }
  return null;
}
