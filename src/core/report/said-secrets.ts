import { compoundKind } from './assigned-secrets.ts';
import { keyKind, type KeyKind } from './key-names.ts';
import { isNameAt, isQuotedAt, isRemoved, kept, looksMade, skipBlanks, wordAt, bareEnd } from './line-words.ts';
import { isOpaque } from './opaque.ts';
import type { Span } from './span.ts';
import { isStateWord } from './state-words.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** They join the name of a secret with its value. */
const copula = /^(?:is|was|are|were|be|equals|ist|war|lautet|est|es|era|są|is now|to)$/i;
const judged = /^(?:is|was|has|not|expired|rejected|revoked|invalid|failed|denied|refused|accepted|leaked|ist|wurde)$/i;
const between =
  /^(?:for|of|from|on|in|at|by|to|für|von|changed|set|reset|now|still|user|account|the|root|admin|new|old)$/i;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Values that people, and programs that quote them, tell in sentences: `the password is x`, `PASSWORD x`,
 * `API key "x" is not valid`, `credentials admin/x`. What says something of a secret stays: `password authentication failed`.
 */
export function saidSecrets(line: string): readonly Span[] {
  const spans: Span[] = [];
  const words = wordsOf(line);
  for (const [index, word] of words.entries()) {
    const kind = kindOf(words, index, line);
    if (kind === null || isQuotedAt(line, word.end)) continue;
    const found = told(line, words, index, kind);
    if (found !== null && !isRemoved(line.slice(found.start, found.end))) spans.push(found);
  }
  return spans;
}

function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  for (let at = 0; at < line.length;) {
    if (!isNameAt(line, at)) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < line.length && isNameAt(line, end)) end += 1;
    words.push({ start: at, end, text: line.slice(at, Math.min(end, at + 80)) });
    at = end;
  }
  return words;
}

/** `pair`: a user and a password in one word. */
function kindOf(words: readonly Word[], index: number, line: string): KeyKind | 'pair' | null {
  const { text, start } = words[index] ?? { text: '', start: 0 };
  if (line[start - 1] === '/' || line[start - 1] === '\\' || text.includes('.') || text.startsWith('-')) return null;
  if (/^(?:credentials?|creds|login|logins|zugangsdaten)$/i.test(text)) return 'pair';
  // SQL
  if (/^by$/i.test(text) && /^identified$/i.test(words[index - 1]?.text ?? '')) return 'password';
  const kind = compoundKind(line, start, text) ?? keyKind(text.replace(/s$/, ''));
  return kind === 'header' ? null : kind;
}

function told(line: string, words: readonly Word[], index: number, kind: KeyKind | 'pair'): Span | null {
  const word = words[index];
  if (word === undefined) return null;
  const next = skipBlanks(line, word.end);
  if (kind === 'pair') return pairAt(line, next);
  if (next === word.end) return null;
  if (uuid.test(line.slice(next, next + 36))) return { start: next, end: next + 36 };
  if (kind === 'perhaps') return null;
  const joined = behindCopula(line, words, index, next);
  if (joined !== null) return valueAt(line, joined, kind, true);
  // Cisco: enable secret 5 x
  const encoding = /^[0-9]{1,2} /.exec(line.slice(next, next + 3))?.[0].length ?? 0;
  // SQL and FTP: PASSWORD x, PASS x; in a sentence, too, what follows is the value unless it says something of it.
  const isNamed =
    kind === 'password' && (/^[A-Z_]+$/.test(word.text) || /^(?:pass(?:wor[dt]|phrase|wd)|pwd)$/i.test(word.text));
  // user bob, password x
  const isPair =
    kind === 'password' &&
    words
      .slice(Math.max(0, index - 4), index)
      .some((one, at, all) => /^(?:user|username|login|account)$/i.test(one.text) && at < all.length - 1);
  // token x expired
  const value = words[index + 1];
  const after = words[index + 2]?.text ?? '';
  const isJudged = value?.start === next && line[value.end] === ' ' && judged.test(after);
  return valueAt(
    line,
    next + encoding,
    kind,
    isNamed || isPair || isJudged || encoding > 0,
    encoding > 0 ? '' : word.text,
  );
}

/** Where the value stands that "is", "was changed to" or "for bob is" leads to. */
function behindCopula(line: string, words: readonly Word[], index: number, next: number): number | null {
  // "for" a file or a URL, which are no names: "is" comes after them.
  const lead = /^(?:for|of|to|für|von|de) [/"'`h]\S{1,200} (?:is|was|ist|war|lautet|est) {1,4}(?=\S)/i.exec(
    line.slice(next),
  );
  if (lead !== null) return next + lead[0].length;
  let joined = false;
  let place = next;
  for (let step = 1; step <= 6; step += 1) {
    const word = words[index + step];
    if (word?.start !== place) break;
    if (copula.test(word.text)) joined = true;
    else if (joined && !between.test(word.text)) break;
    else if (!joined && !between.test(word.text) && !between.test(words[index + step - 1]?.text ?? '')) return null;
    place = skipBlanks(line, word.end);
    if (step > 1 && /[:=]/.test(line[place] ?? '')) joined = true;
    if (joined && /[:=]/.test(line[place] ?? '')) place = skipBlanks(line, place + 1);
  }
  return joined && place < line.length ? place : null;
}

function valueAt(line: string, at: number, kind: KeyKind, isSure: boolean, name = ''): Span | null {
  const isQuoted = isQuotedAt(line, at);
  const span = isQuoted ? wordAt(line, at) : { start: at, end: endOfWord(line, at) };
  const text = line.slice(span.start, span.end);
  if (text.length < 2 || (isStateWord(text) && !(isQuoted && isSure))) return null;
  // Kubernetes' secrets have names, in small letters (RFC 1123).
  if (/^secrets?$/i.test(name) && /^[a-z0-9.-]+$/.test(text)) return isOpaque(text) ? span : null;
  // RFC 8555 §8.3: of a challenge the world may know it.
  if (/^tokens?$/i.test(name) && /challenge|acme/i.test(line.slice(Math.max(0, at - 200), at))) return null;
  // What a sentence quotes from a configuration, such as a name with its value, has been looked at before.
  if (!isQuoted && /[=:([{]/.test(text) && !isSure) return null;
  const isMade = looksMade(text, kind === 'password' ? 5 : 6) && !/^[a-z]+[-_][a-z]+$/i.test(text);
  return isQuoted || isSure || isMade ? kept(line, span, false) : null;
}

/** Without the end of the sentence. */
function endOfWord(line: string, at: number): number {
  let end = bareEnd(line, at, false);
  while (end > at && /[.,;:)]/.test(line[end - 1] ?? '')) end -= 1;
  return end;
}

/** `admin/x`, `admin:x`; a path or an address is none. */
function pairAt(line: string, from: number): Span | null {
  const lead =
    /^(?:[:=] {0,4})?(?:(?:with|as|using|mit|für|for|are|is|were|user) ){0,2}["'`]?/.exec(
      line.slice(from, from + 40),
    )?.[0].length ?? 0;
  const at = from + lead;
  const end = endOfWord(line, at);
  const match = /^([A-Za-z0-9_.@+-]{1,64})(?:[/:]| [/:] )/.exec(line.slice(at, at + 70));
  if (
    match === null ||
    /^[0-9]+$/.test(match[1] ?? '') ||
    /^(?:https?|and|file|urn|user|login|name)$/i.test(match[1] ?? '')
  )
    return null;
  const start = at + match[0].length;
  const value = { start, end: Math.max(end, endOfWord(line, start)) };
  const text = line.slice(start, value.end);
  return text.length < 2 || text.startsWith('/') || isStateWord(text) ? null : value;
}
