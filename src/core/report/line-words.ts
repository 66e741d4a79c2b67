import { isOpaque, restlessness } from './opaque.ts';
import { removed, type Span } from './span.ts';

/** Values that say nothing. */
const empty = new Set(
  'null,none,nil,true,false,undefined,yes,no,on,off,*,n/a,unset,empty,missing,required,optional,hidden,masked,redacted,unknown,incorrect,invalid,wrong,expired,disabled,enabled'.split(
    ',',
  ),
);
const emptyPhrase =
  /^(?:is |was )?not (?:set|given|found|required|needed|used|configured|provided|available|supplied|supported|present|valid|specified|known|stored|shown)[.,;:)]?(?:\s|$)/;

/** Nothing to hide: no value, a word that says that there is none, or in which state it is; asterisks. */
function saysNothing(text: string): boolean {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^[([<]/, '')
    .replace(/[\])>.,;]$/, '');
  return plain === '' || empty.has(plain) || emptyPhrase.test(plain) || /^[*.•x]{3,64}$/.test(plain);
}

/** What was put in the place of a secret, in the quotes that were around that or that a document adds. */
export function isRemoved(text: string): boolean {
  let at = 0;
  while (at < 6 && /[\s"'`\\]/.test(text[at] ?? '')) at += 1;
  return text.startsWith(removed, at);
}

/** The span, unless it is nothing to hide: an empty word, a path, an address of a page. `whatever`: paths are no better. */
export function kept(line: string, span: Span, whatever: boolean): Span | null {
  const text = line.slice(span.start, span.end);
  if (saysNothing(text) || isRemoved(line.slice(span.start, Math.max(span.end, span.start + 20)))) return null;
  if (whatever) return span;
  if (/^https?:\/\//.test(text)) return null;
  const isPath = /^(?:~?\/|\.{1,2}\/|[A-Za-z]:\\)/.test(text);
  const isDrawn = text.split(/[\\/]/).some(isOpaque) || restlessness(text.replaceAll('/', '')) >= 0.4;
  return isPath && !isDrawn ? null : span;
}

/** Does it look made up, by a machine or as people make up passwords? Dates, times and names of algorithms do not. */
export function looksMade(text: string, least: number): boolean {
  if (text.length < least || /^[0-9.,:/TZ-]+$/.test(text)) return false;
  if (/^(?:rsa|dsa|ecdsa|ec|ed|aes|sha|hmac|p|x|tls|ssl|pkcs|utf|base|rfc)[-_#]?[0-9.v-]{1,8}[,;:.)]?$/i.test(text))
    return false;
  return /[0-9+=_!@#$%^&*]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text.slice(1)));
}

/** The word at a place, without its quotes. */
export function wordAt(line: string, at: number): Span {
  const escaped = /^\\+["']/.exec(line.slice(at, at + 8))?.[0];
  const quote = escaped ?? line[at] ?? '';
  if (escaped === undefined && !isQuote(quote)) return { start: at, end: bareEnd(line, at, false) };
  const start = at + quote.length;
  for (let end = line.indexOf(quote, start); end !== -1; end = line.indexOf(quote, end + 1))
    if (escaped !== undefined || line[end - 1] !== '\\') return { start, end };
  return { start, end: line.length };
}

export function bareEnd(line: string, at: number, inQuery: boolean): number {
  for (let end = at; end < line.length; end += 1) {
    const character = line[end] ?? '';
    if (character <= ' ' || character === '"' || character === "'" || character === '`' || character === '<')
      return end;
    if (inQuery && (character === '&' || character === '#')) return end;
  }
  return line.length;
}

export function skipBlanks(line: string, at: number): number {
  let next = at;
  while (next < at + 40 && (line[next] === ' ' || line[next] === '\t')) next += 1;
  return next;
}

export function indexOr(line: string, text: string, from: number): number {
  const at = line.indexOf(text, from);
  return at === -1 ? line.length : at;
}

export function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** Does a string in quotes begin here, be they escaped once or more? */
export function isQuotedAt(line: string, at: number): boolean {
  return isQuote(line[at] ?? '') || /^\\{1,7}["']/.test(line.slice(at, at + 8));
}

/** Behind the quote that stands here, be it escaped or none. */
export function behindQuote(line: string, at: number): number {
  const quote = /^\\{0,7}["'`]/.exec(line.slice(at, at + 8))?.[0];
  return at + (quote?.length ?? 0);
}

/** Is it part of a name: a letter of any language, a figure, `_`, `-` or `.`? */
export function isNameAt(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  if (code >= 128) return /[\p{L}\p{M}\p{N}]/u.test(line[at] ?? '');
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return isLetter || (code >= 48 && code <= 57) || code === 95 || code === 45 || code === 46;
}

/**
 * The line with the signs that keyboards of other languages and word processors write in the place of ASCII's, such as the
 * full-width `＝` and curly quotes, as ASCII, and quotes that HTML and JSON
 * write as references as escaped ones. Each place stays where it is.
 */
export function asAscii(line: string): string {
  return line
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[\u201c-\u201f\u00ab\u00bb\u300c-\u300f]/g, '"')
    .replace(/[\u2018-\u201b\u2039\u203a]/g, "'")
    .replace(/&(?:quot|apos|#34|#39|#x22|#x27);|\\u002[27]/g, (written) =>
      (/[79o]/.test(written.slice(-3)) ? "'" : '"').padStart(written.length, '\\'),
    )
    .replace(/[\ua789\ufe55\u2236]/g, ':');
}
