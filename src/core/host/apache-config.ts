import { ConfigSyntaxError, deepestBlocks, type Directive } from './directive.ts';

/**
 * Reads one file by Apache's grammar: a directive a line, a backslash at its end goes on, `#` begins a comment line,
 * quotes hold blanks, `<Name ...>` and `</Name>` enclose. `Include` is a directive like others here; who reads files
 * replaces it. Throws `ConfigSyntaxError`.
 */
export function parseApache(text: string, file: string): readonly Directive[] {
  const top: Directive[] = [];
  const open: { readonly name: string; readonly line: number; readonly inside: Directive[] }[] = [];
  for (const { line, number } of logicalLines(text)) {
    const inside = open.at(-1)?.inside ?? top;
    if (line.startsWith('</')) {
      const closed = open.pop();
      const name = line.slice(2).replace('>', '').trim();
      if (closed?.name.toLowerCase() !== name.toLowerCase()) {
        throw new ConfigSyntaxError(`</${name}> closes nothing that is open`, file, number);
      }
    } else if (line.startsWith('<')) {
      if (!line.endsWith('>')) throw new ConfigSyntaxError(`"${line}" lacks its ">"`, file, number);
      if (open.length >= deepestBlocks)
        throw new ConfigSyntaxError('sections stand too deep in each other', file, number);
      const [name = '', ...args] = wordsOf(line.slice(1, -1));
      const block: Directive[] = [];
      inside.push({ name, args, block, file, line: number });
      open.push({ name, line: number, inside: block });
    } else {
      const [name = '', ...args] = wordsOf(line);
      inside.push({ name, args, block: null, file, line: number });
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new ConfigSyntaxError(`<${unclosed.name}> is never closed`, file, unclosed.line);
  return top;
}

/** Trimmed lines that say something, joined where a backslash goes on, with the number of their first one. */
function* logicalLines(text: string): Generator<{ readonly line: string; readonly number: number }> {
  let started = 0;
  let parts: string[] = [];
  let number = 0;
  for (const raw of text.split('\n')) {
    number++;
    const own = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (parts.length === 0) started = number;
    if (own.endsWith('\\')) {
      parts.push(own.slice(0, -1));
      continue;
    }
    const line = [...parts, own].join('').trim();
    parts = [];
    if (line !== '' && !line.startsWith('#')) yield { line, number: started };
  }
  const rest = parts.join('').trim();
  if (rest !== '' && !rest.startsWith('#')) yield { line: rest, number: started };
}

/** ap_getword_conf: words between blanks, in single or double quotes, in which a backslash stands before the quote. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === ' ' || char === '\t') {
      at++;
      continue;
    }
    const quote = char === '"' || char === "'" ? char : null;
    if (quote !== null) at++;
    let word = '';
    for (; at < text.length; at++) {
      const next = text.charAt(at);
      if (quote === null ? next === ' ' || next === '\t' : next === quote) break;
      if (quote !== null && next === '\\' && text.charAt(at + 1) === quote) {
        at++;
        word += quote;
      } else word += next;
    }
    at++;
    words.push(word);
  }
  return words;
}
