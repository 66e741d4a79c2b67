import type { Finding } from '../problem/finding.ts';

/** One thing that was looked at, and what was seen there. Text comes from outside and is hostile. */
export interface EvidenceRow {
  /** The name that was looked at, without the star of a wildcard; a file or a machine where it was none. */
  readonly name: string;
  /** Which of the name's rows it is: an address or a record type; null where the name has one row. */
  readonly part: string | null;
  readonly what: string;
  readonly seen: string;
  /** What should have been seen; null where nobody said or it needs no saying. */
  readonly expected: string | null;
  /** `you`: whether it is right only the user can tell. */
  readonly mark: 'fine' | 'problem' | 'unknown' | 'you';
}

/** A text of a page that can be replaced where its source lies in the workspace. */
export interface PageEdit {
  /** As the page has it, resolved; hostile. */
  readonly url: string;
  readonly replacement: string;
  /** 1-based, in the page as it was sent. */
  readonly line: number;
  readonly column: number;
}

export interface Evidence {
  readonly rows: readonly EvidenceRow[];
  /** Why the step cannot be called fine although nothing wrong was seen; null where everything needed was seen. */
  readonly missing: string | null;
  /** What only the user knows, as a question; null where nothing has to be asked. */
  readonly question: string | null;
  readonly edits?: readonly PageEdit[];
  /** Problems that the evidence itself tells of, beside those of the check: a log's, a file's. */
  readonly findings?: readonly Finding[];
}

/**
 * The rows that the findings are about, marked as the problem that they are. A finding names the addresses, the record
 * types or the files it is about; one that names none is about the name, of which a TXT record alone is no sign.
 */
export function agreeWith(findings: readonly Finding[], rows: readonly EvidenceRow[]): readonly EvidenceRow[] {
  const wrong = new Set(rows.filter(({ mark }) => mark === 'problem'));
  for (const { subject, message } of findings) {
    const words = new Set(message.split(/[\s,;()]+/));
    const own = rows.filter(({ name }) => name === withoutStar(subject));
    const named = own.filter(({ part }) => part !== null && words.has(part));
    if (named.length > 0) for (const row of named) wrong.add(row);
    else if (!own.some((row) => wrong.has(row))) for (const row of own) if (row.part !== 'TXT') wrong.add(row);
  }
  return rows.map((row) => (wrong.has(row) ? { ...row, mark: 'problem' } : row));
}

/** The name that is asked for: the base of a wildcard. */
export function withoutStar(name: string): string {
  return name.startsWith('*.') ? name.slice(2) : name;
}
