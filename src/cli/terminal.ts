/** Where a command writes to. */
export interface Terminal {
  out(this: void, text: string): void;
  err(this: void, text: string): void;
  readonly color: boolean;
  /** Characters a line may hold. */
  readonly columns: number;
}

/** 0: fine. 1: there are problems. 2: it could not be done, or not be seen. */
export type ExitCode = 0 | 1 | 2;

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 } as const;
export type Style = keyof typeof codes;

export function styled(text: string, style: Style, { color }: Pick<Terminal, 'color'>): string {
  return color ? `\x1b[${codes[style]}m${text}\x1b[0m` : text;
}

/** Breaks a text between words, so that no line is longer than the terminal; further lines stand under the first. */
export function wrapped(text: string, indent: string, { columns }: Pick<Terminal, 'columns'>): string {
  const width = Math.max(30, columns - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((one) => indent + one).join('\n');
}

/** JSON that a terminal can show: what steers it or hides stands as an escape. The value is the same. `indent` 0: one line. */
export function safeJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(/[\x7f-\x9f\p{Cf}\u2028\u2029]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => {
      return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}
