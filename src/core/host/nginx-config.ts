import { ConfigSyntaxError, deepestBlocks, type Directive } from './directive.ts';

interface Token {
  readonly text: string;
  readonly line: number;
  /** `"{"` is an argument, `{` begins a block. */
  readonly quoted: boolean;
}

/**
 * Reads one file by nginx's grammar (ngx_conf_read_token): words, quotes, backslashes, `#` comments, `;` and braces.
 * `include` is a directive like others here; who reads files replaces it. Throws `ConfigSyntaxError`.
 */
export function parseNginx(text: string, file: string): readonly Directive[] {
  const tokens = tokensOf(text, file);
  const read = (depth: number, opened: number): readonly Directive[] => {
    if (depth > deepestBlocks) throw new ConfigSyntaxError('blocks stand too deep in each other', file, opened);
    const directives: Directive[] = [];
    let words: Token[] = [];
    for (;;) {
      const next = tokens.next();
      if (next.done === true) {
        const [unfinished] = words;
        if (unfinished) throw new ConfigSyntaxError(`"${unfinished.text}" has no ";"`, file, unfinished.line);
        if (depth > 0) throw new ConfigSyntaxError('a "{" is never closed', file, opened);
        return directives;
      }
      const token = next.value;
      const [first, ...rest] = words;
      if (!token.quoted && (token.text === ';' || token.text === '{')) {
        if (!first) throw new ConfigSyntaxError(`unexpected "${token.text}"`, file, token.line);
        const block = token.text === '{' ? read(depth + 1, token.line) : null;
        directives.push({ name: first.text, args: rest.map(({ text: arg }) => arg), block, file, line: first.line });
        words = [];
      } else if (!token.quoted && token.text === '}') {
        if (first) throw new ConfigSyntaxError(`"${first.text}" has no ";"`, file, first.line);
        if (depth === 0) throw new ConfigSyntaxError('unexpected "}"', file, token.line);
        return directives;
      } else words.push(token);
    }
  };
  return read(0, 1);
}

const blank = ' \t\r\n';

function* tokensOf(text: string, file: string): Generator<Token, undefined> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (blank.includes(char)) {
      if (char === '\n') line++;
      at++;
    } else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (';{}'.includes(char)) {
      yield { text: char, line, quoted: false };
      at++;
    } else {
      const started = line;
      const quote = char === '"' || char === "'" ? char : null;
      if (quote !== null) at++;
      let word = '';
      for (;;) {
        const next = text.charAt(at);
        if (next === '') {
          if (quote !== null) throw new ConfigSyntaxError(`a ${quote} is never closed`, file, started);
          break;
        }
        if (quote !== null ? next === quote : blank.includes(next) || next === ';' || endsBeforeBrace(text, at)) break;
        if (next === '\\' && at + 1 < text.length) {
          word += unescaped(text.charAt(at + 1));
          at += 2;
          continue;
        }
        if (next === '\n') line++;
        word += next;
        at++;
      }
      if (quote !== null) at++;
      yield { text: word, line: started, quoted: quote !== null };
    }
  }
}

/** A brace ends a word, save in a variable's `${name}`. */
function endsBeforeBrace(text: string, at: number): boolean {
  const char = text.charAt(at);
  return char === '{' && text.charAt(at - 1) !== '$';
}

function unescaped(char: string): string {
  if (char === 't') return '\t';
  if (char === 'r') return '\r';
  if (char === 'n') return '\n';
  return '"\'\\'.includes(char) ? char : `\\${char}`;
}
