import type { LogFinding, LogReport } from '../../core/log/report.ts';

/** One finding of one log that the user can act on. */
export interface KnownFinding {
  /** Says nothing of the finding: this is all that a link or a command carries. */
  readonly id: string;
  /** URI of the log. */
  readonly log: string;
  /** Who wrote the log: the report's format. */
  readonly format: string;
  readonly finding: LogFinding;
  /** It is the root cause of its log. */
  readonly isCause: boolean;
  /** The DNS name it is about, a wildcard without its star; null where the log does not say. */
  readonly name: string | null;
}

/** At most so many findings of one log are kept: the cause and the newest. */
export const maxFindings = 2_000;

/** Every finding on the screen under an opaque id. A finding that a new scan meets again keeps its id. */
export class KnownFindings {
  readonly #logs = new Map<string, readonly KnownFinding[]>();
  readonly #byId = new Map<string, KnownFinding>();
  #lastId = 0;

  /** Puts the findings of a log in place of those it had. `nameOf` says which DNS name a finding is about. */
  replace(log: string, report: LogReport, nameOf: (finding: LogFinding) => string | null): readonly KnownFinding[] {
    const oldIds = new Map(this.in(log).map((known) => [placeOf(known.finding), known.id]));
    this.forget(log);
    const isCause = ({ problem, line }: LogFinding): boolean =>
      problem === report.cause?.problem && line === report.cause.line;
    const firstKept = report.findings.length - maxFindings;
    const findings = report.findings
      .filter((finding, index) => index >= firstKept || isCause(finding))
      .map((finding): KnownFinding => ({
        id: oldIds.get(placeOf(finding)) ?? String(++this.#lastId),
        log,
        format: report.format,
        finding,
        isCause: isCause(finding),
        name: nameOf(finding),
      }));
    this.#logs.set(log, findings);
    for (const known of findings) this.#byId.set(known.id, known);
    return findings;
  }

  /** In line order; empty for a log that is not known. */
  in(log: string): readonly KnownFinding[] {
    return this.#logs.get(log) ?? [];
  }

  /** @param id from anybody: links and other extensions can call commands */
  find(id: unknown): KnownFinding | null {
    return (typeof id === 'string' ? this.#byId.get(id) : undefined) ?? null;
  }

  forget(log: string): void {
    for (const { id } of this.in(log)) this.#byId.delete(id);
    this.#logs.delete(log);
  }
}

function placeOf({ problem, signature, subject, line, column }: LogFinding): string {
  return JSON.stringify([problem, signature, subject, line, column]);
}
