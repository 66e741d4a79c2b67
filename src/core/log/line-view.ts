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
  ['&apos;', "'"],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
];

/** Undoes colours and escapes in one pass; a line without any is returned as it is. */
export function viewLine(line: string): LineView {
  if (!line.includes('\\') && !line.includes('\u001b') && !line.includes('\u2190[') && !line.includes('&'))
    return { text: line, columns: null };
  const columns = new Int32Array(line.length + 1);
  const parts: string[] = [];
  let length = 0;
  let copied = 0;
  const copyUpTo = (at: number): void => {
    for (let from = copied; from < at; from++) columns[length++] = from;
    if (at > copied) parts.push(line.slice(copied, at));
  };
  for (let at = 0; at < line.length;) {
    const code = line.charCodeAt(at);
    const piece =
      code === 0x5c
        ? unescape(line, at)
        : code === 0x26
          ? entity(line, at)
          : code === 0x1b || code === 0x2190
            ? colour(line, at)
            : null;
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
  return { text: parts.join(''), columns };
}

interface Piece {
  readonly text: string;
  readonly length: number;
}

/** A run of backslashes and what it escapes: a message may have been quoted several times over. */
function unescape(line: string, at: number): Piece | null {
  let end = at;
  while (line.charCodeAt(end) === 0x5c) end++;
  const length = end - at + 1;
  switch (line.charAt(end)) {
    case '"':
    case "'":
    case '/':
      return { text: line.charAt(end), length };
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

/** A terminal control sequence (ECMA-48 CSI), also as an arrow where a terminal's picture of it was copied. */
function colour(line: string, at: number): Piece | null {
  if (line.charAt(at + 1) !== '[') return null;
  let end = at + 2;
  while (end < line.length && end < at + 24 && '0123456789;?'.includes(line.charAt(end))) end++;
  return end < line.length ? { text: '', length: end + 1 - at } : null;
}
