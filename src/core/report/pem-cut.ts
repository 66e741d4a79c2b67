import { removed } from './span.ts';

const begin = '-----BEGIN';
const end = '-----END';
/** A key of 16,384 bits has fewer lines; behind that nobody looks for the end of a block. */
const mostLines = 400;

/**
 * The lines without what stands inside of PEM blocks (RFC 7468), be they on lines of their own, behind a log's prefix, or
 * on one line with `\n` written out. The number of lines stays the same. A block without an end loses what looks like its
 * body; an end without a beginning loses what looks so before it.
 */
export function withoutPem(lines: readonly string[]): readonly string[] {
  const kept = [...lines];
  for (let at = 0; at < kept.length; at += 1) {
    const line = kept[at] ?? '';
    if (line.includes(begin)) at = cutBlock(kept, at);
    else if (line.includes(end)) cutBefore(kept, at);
  }
  return kept;
}

/** Returns the last line that belongs to the block. */
function cutBlock(lines: string[], first: number): number {
  const line = withoutInner(lines[first] ?? '');
  lines[first] = line;
  const opened = line.indexOf(begin, Math.max(0, line.lastIndexOf(end)));
  if (opened === -1) return first;
  const body = bodyAfter(line, opened);
  if (body !== null && !isEmptied(line.slice(body))) lines[first] = `${line.slice(0, body)}${removed}`;
  let last = first + 1;
  const far = Math.min(lines.length, first + mostLines);
  while (last < far && !(lines[last] ?? '').includes(end) && !(lines[last] ?? '').includes(begin)) last += 1;
  const closed = last < lines.length && (lines[last] ?? '').includes(end);
  for (let at = first + 1; at < last; at += 1) {
    if (!closed && !isBody(lines[at] ?? '')) return at - 1;
    lines[at] = removed;
  }
  if (!closed) return last - 1;
  const closing = withoutInner(withoutBefore(lines[last] ?? ''));
  lines[last] = closing;
  // Another block may begin on the line on which this one ends.
  return !closing.includes(begin, closing.lastIndexOf(end)) ? last : last - 1;
}

/** Blocks that begin and end on one line. */
function withoutInner(line: string): string {
  let text = '';
  let at = 0;
  for (;;) {
    const opened = line.indexOf(begin, at);
    const closed = opened === -1 ? -1 : line.indexOf(end, opened);
    if (closed === -1) return text + line.slice(at);
    const label = line.indexOf('-----', opened + begin.length);
    const body = label === -1 || label >= closed ? opened + begin.length : label + 5;
    text += isEmptied(line.slice(body, closed)) ? line.slice(at, closed) : line.slice(at, body) + removed;
    at = closed;
    const next = line.indexOf(begin, closed);
    if (next === -1) return text + line.slice(at);
    text += line.slice(at, next);
    at = next;
  }
}

/** Nothing but what was put in the place of a body, in whatever a document puts around it. */
function isEmptied(inner: string): boolean {
  return /^[\s`"\\,]*$/.test(inner.replaceAll(removed, '').replaceAll('\\n', ''));
}

/** Where the body begins on the line of its `BEGIN`; null where nothing follows. */
function bodyAfter(line: string, opened: number): number | null {
  const label = line.indexOf('-----', opened + begin.length);
  const body = label === -1 ? opened + begin.length : label + 5;
  return line.slice(body).trim() === '' ? null : body;
}

function cutBefore(lines: string[], last: number): void {
  lines[last] = withoutBefore(lines[last] ?? '');
  for (let at = last - 1; at >= 0 && last - at < mostLines && isBody(lines[at] ?? ''); at -= 1) lines[at] = removed;
}

/** Without what stands before the end of a block: a log's prefix, or the last of the body. */
function withoutBefore(line: string): string {
  const closed = line.indexOf(end);
  return line.slice(0, closed).endsWith(removed) ? line : `${removed}${line.slice(closed)}`;
}

/** Does the line end in base64, as the lines of a body do behind whatever a log writes before them? */
function isBody(line: string): boolean {
  const word = line.slice(line.trimEnd().lastIndexOf(' ') + 1).trim();
  if (word === '' || word.startsWith('DEK-Info') || line.includes('Proc-Type:') || line.includes('DEK-Info:'))
    return true;
  return word.length >= 2 && /^[A-Za-z0-9+/=\\]+$/.test(word) && (word.length >= 16 || word.endsWith('='));
}
