/** One directive of a configuration of nginx or Apache, with the place at which it stands. */
export interface Directive {
  readonly name: string;
  /** Its arguments, unquoted. Hostile where others may write the file. */
  readonly args: readonly string[];
  /** What stands in its braces, or between `<Name>` and `</Name>`; null where it has no such thing. */
  readonly block: readonly Directive[] | null;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** A configuration that the server would not read either. */
export class ConfigSyntaxError extends Error {
  override readonly name = 'ConfigSyntaxError';
  readonly file: string;
  readonly line: number;
  constructor(message: string, file: string, line: number) {
    super(message);
    this.file = file;
    this.line = line;
  }
}

/** Servers know no bound; no real configuration comes near it. */
export const deepestBlocks = 32;
