import { keyKind } from './key-names.ts';
import { behindQuote, indexOr, isNameAt, isQuotedAt, kept, skipBlanks, wordAt } from './line-words.ts';
import { isStateWord } from './state-words.ts';
import type { Span } from './span.ts';

const nameMember =
  /(?<![\p{L}\p{N}_/-])(?:name|key|variable|variablename|var|parameter|parameterkey|parametername|id|env|field|property|setting|option|header|k)(?:\\{0,7}["'])?(?:\s{0,8}[:=]>?\s{0,8}|>)/giu;
const valueMember =
  /(?<![\p{L}\p{N}_/-])(?:value|val|content|contents|data|text|string|default|defaultvalue|stringvalue|parametervalue|v)(?:\\{0,7}["'])?(?:\s{0,8}[:=]>?\s{0,8}|>)/giu;

/** A name that was told, and its value is still to come; on how many lines it may stand. */
export interface Awaited {
  readonly isPassword: boolean;
  readonly lines: number;
  /** The next line holds nothing but the value. */
  readonly isBare: boolean;
}

/**
 * Values that stand apart from the name that says that they are secret: `{"name":"DB_PASSWORD","value":"x"}`,
 * `<add key="DbPassword" value="x"/>`, and YAML's `- name: DB_PASSWORD` with `value: x` on the next line.
 * @param awaited what the lines before have named
 */
export function namedValues(
  line: string,
  awaited: Awaited | null,
): { readonly spans: readonly Span[]; readonly next: Awaited | null } {
  const spans: Span[] = [];
  let open: Awaited | null = awaited;
  const members = [
    ...[...line.matchAll(nameMember)].map((match) => ({ match, isName: true })),
    ...objectsIn(line).map((match) => ({ match, isName: true })),
    ...[...line.matchAll(valueMember)].map((match) => ({ match, isName: false })),
  ].toSorted((one, other) => one.match.index - other.match.index);
  for (const { match, isName } of members) {
    if (isName) {
      const isObject = match[0] === '{';
      const name = isObject ? { text: nameBefore(line, match.index), end: line.length } : nameBehind(line, match);
      if (isObject && keyKind(name.text) === null) continue;
      const kind = /^[\p{L}\p{M}\p{N}_. -]{1,64}$/u.test(name.text) ? keyKind(name.text) : null;
      open =
        kind === 'password' || kind === 'secret' ? { isPassword: kind === 'password', isBare: false, lines: 3 } : null;
      // <entry key="db.password">x</entry>
      const content = open === null ? null : contentBehind(line, name.end);
      if (content !== null) spans.push(content);
    } else if (open !== null) {
      const span = valueSpan(line, match);
      if (open.isPassword || span.end - span.start >= 4) spans.push(span);
      open = null;
    }
  }
  // YAML's and people's: the value is all of the next line.
  const word = line.trim();
  if (
    awaited?.isBare === true &&
    members.length === 0 &&
    /^\S{2,4096}$/.test(word) &&
    !/[:=]$/.test(word) &&
    !isStateWord(word)
  ) {
    const start = line.indexOf(word);
    spans.push({ start, end: start + word.length });
    open = null;
  }
  const kind = keyKind(nameBefore(line, line.trimEnd().replace(/(?:[|>][-+0-9]{0,2}|\{)$/, '').length));
  if (kind === 'password' || kind === 'secret') open = { isPassword: kind === 'password', isBare: true, lines: 1 };
  const isBlank = line.trim() === '';
  return {
    spans: spans.filter((span) => span.end > span.start && kept(line, span, false) !== null),
    next: open === null || open.lines === 0 || isBlank ? null : { ...open, lines: open.lines - 1 },
  };
}

/** Where objects begin. */
function objectsIn(line: string): readonly RegExpExecArray[] {
  return [...line.matchAll(/\{/g)];
}

/** The name that is assigned what stands here: `"password": {`; empty where there is none. */
function nameBefore(line: string, at: number): string {
  const from = Math.max(0, at - 100);
  const before = line.slice(from, at).trimEnd().replace(/>$/, '');
  if (!/[:=]$/.test(before)) return '';
  const end =
    from +
    before
      .slice(0, -1)
      .trimEnd()
      .replace(/["'`]$/, '')
      .replace(/\\{1,7}$/, '').length;
  let start = end;
  while (start > from && isNameAt(line, start - 1)) start -= 1;
  return line.slice(start, end);
}

/** The name that a member tells, and where what follows it begins. */
function nameBehind(line: string, match: RegExpExecArray): { readonly text: string; readonly end: number } {
  const at = match.index + match[0].length;
  const isElement = match[0].endsWith('>') && !match[0].includes('=') && !match[0].includes(':');
  const span = isElement ? { start: at, end: indexOr(line, '<', at) } : valueWord(line, at);
  return {
    text: line.slice(span.start, Math.min(span.end, span.start + 80)).trim(),
    end: isQuotedAt(line, span.end) ? behindQuote(line, span.end) : span.end,
  };
}

function contentBehind(line: string, end: number): Span | null {
  const opened = /^[^<>]{0,200}>/.exec(line.slice(end, end + 202))?.[0];
  if (opened === undefined || opened.endsWith('/>') || !/<[^<>]*$/.test(line.slice(Math.max(0, end - 200), end)))
    return null;
  const start = end + opened.length;
  const stop = line.indexOf('</', start);
  return stop === -1 || line.slice(start, stop).includes('<') ? null : { start, end: stop };
}

function valueSpan(line: string, match: RegExpExecArray): Span {
  const at = match.index + match[0].length;
  if (match[0].endsWith('>') && !/[=:]>$/.test(match[0])) return { start: at, end: indexOr(line, '<', at) };
  return valueWord(line, skipBlanks(line, at));
}

function valueWord(line: string, at: number): Span {
  if (isQuotedAt(line, at)) return wordAt(line, at);
  const length = /^[^\s,;<>"'}\]]*/.exec(line.slice(at, at + 4096))?.[0].length ?? 0;
  return { start: at, end: at + length };
}
