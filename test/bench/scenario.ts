/** One thing that is measured, with what it is held to. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** What it is held to, and whether it is; null where it is only told. */
  readonly bar: { readonly text: string; readonly isMet: boolean } | null;
}

/** A benchmark. To add one: a file with a `Scenario`, and its name in `run.ts`. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** Why it cannot run here; null where it can. */
  impossible(): string | null;
  run(rounds: number): Promise<readonly Row[]>;
  /** What `inFreshProcess` runs; its result is passed on as JSON. */
  measure?(args: readonly string[]): Promise<unknown>;
}

export function told(what: string, measured: string): Row {
  return { what, measured, bar: null };
}

/** A row that is held to `value <= most`. */
export function held(what: string, measured: string, value: number, most: number, bar: string): Row {
  return { what, measured, bar: { text: bar, isMet: value <= most } };
}
