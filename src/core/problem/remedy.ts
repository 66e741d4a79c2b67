/** One thing that can be done about a finding. Whatever is run or changed is shown to the user first, word for word. */
export type Remedy =
  CommandRemedy | RecordRemedy | DocumentationRemedy | OpenFileRemedy | SettingRemedy | TrialOrderRemedy | ManualRemedy;

/** A program with its arguments, never a line of shell. Whoever shows it as a line uses `shellLine`. */
export interface CommandRemedy {
  readonly kind: 'command';
  readonly title: string;
  readonly argv: readonly string[];
  /** It needs the rights of root (sudo); `argv` does not say so itself. */
  readonly root: boolean;
  /** What it does, what it changes, where it can be used. */
  readonly note: string;
}

/** The exact DNS record to change. Names and targets are A-labels without the trailing dot. */
export interface RecordRemedy {
  readonly kind: 'record';
  readonly title: string;
  readonly change: 'add' | 'replace' | 'remove';
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'TXT' | 'CAA' | 'DS';
  /** As a zone file writes it, TXT without quotes. Null on removal: every value of this name and type. */
  readonly value: string | null;
  readonly note: string;
}

export interface DocumentationRemedy {
  readonly kind: 'documentation';
  readonly title: string;
  /** Always https. */
  readonly url: string;
}

export interface OpenFileRemedy {
  readonly kind: 'open-file';
  readonly title: string;
  /** Absolute. */
  readonly path: string;
  /** 1-based; null where it is not known. */
  readonly line: number | null;
}

/** One of the product's own settings. */
export interface SettingRemedy {
  readonly kind: 'setting';
  readonly title: string;
  readonly id: string;
}

/** An order at the trial service (staging) of the CA: its whole plan is shown first, and the user asked. */
export interface TrialOrderRemedy {
  readonly kind: 'trial-order';
  readonly title: string;
  /** A-label, without a wildcard's asterisk. */
  readonly name: string;
}

/** Steps that only the user can take, in somebody else's pages. */
export interface ManualRemedy {
  readonly kind: 'manual';
  readonly title: string;
  /** The product whose pages these are. */
  readonly where: string;
  readonly steps: readonly string[];
  /** Its documentation; null where none is known. */
  readonly url: string | null;
}
