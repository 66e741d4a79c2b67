import type { LogAttempt, LogFinding, LogReport } from '../../core/log/report.ts';
import { findingOfCause } from './finding-at.ts';
import { nameValue, onlyName, ownName } from './finding-name.ts';

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
  /** The same for all findings of one problem on one subject. */
  readonly group: string;
}

interface Log {
  readonly findings: readonly KnownFinding[];
  /** What each finding's own line says, in the same order. */
  readonly ownNames: readonly (string | null)[];
}

/** Every finding on the screen under an opaque id. A finding that a later report holds again keeps its id. */
export class KnownFindings {
  readonly #logs = new Map<string, Log>();
  readonly #byId = new Map<string, KnownFinding>();
  readonly #prefix: string;
  #lastId = 0;

  /** @param prefix of the ids, so that two registers never give the same one */
  constructor(prefix = '') {
    this.#prefix = prefix;
  }

  /** Puts the findings of a log in place of those it had; those that are the same objects as before cost next to nothing. */
  replace(
    log: string,
    { findings, attempts, format, cause }: Pick<LogReport, 'findings' | 'attempts' | 'format' | 'cause'>,
  ): readonly KnownFinding[] {
    const old = this.#logs.get(log) ?? { findings: [], ownNames: [] };
    let same = 0;
    while (same < findings.length && findings[same] === old.findings[same]?.finding) same++;
    const before = new Map(old.findings.slice(same).map((known) => [placeOf(known.finding), known]));
    const ownNames = [...old.ownNames.slice(0, same), ...findings.slice(same).map(ownName)];
    const only = onlyName(ownNames);
    const causing = findingOfCause(findings, cause, (one) => one);
    const known = findings.map((finding, index): KnownFinding => {
      const isCause = finding === causing;
      const name = ownNames[index] ?? onlyNameOf(attempts[finding.attempt ?? -1]) ?? only;
      const last = index < same ? old.findings[index] : before.get(placeOf(finding));
      if (index >= same) before.delete(placeOf(finding));
      if (last?.finding === finding && last.isCause === isCause && last.name === name && last.format === format)
        return last;
      const group = JSON.stringify([finding.problem, finding.subject]);
      return { id: last?.id ?? `${this.#prefix}${++this.#lastId}`, log, format, finding, isCause, name, group };
    });
    for (const { id } of old.findings.slice(same)) this.#byId.delete(id);
    for (const one of known) if (this.#byId.get(one.id) !== one) this.#byId.set(one.id, one);
    this.#logs.set(log, { findings: known, ownNames });
    return known;
  }

  /** In line order; empty for a log that is not known. */
  in(log: string): readonly KnownFinding[] {
    return this.#logs.get(log)?.findings ?? [];
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

function onlyNameOf(attempt: LogAttempt | undefined): string | null {
  const [name = '', ...others] = attempt?.names ?? [];
  return others.length > 0 ? null : nameValue(name);
}

function placeOf({ problem, signature, subject, line, column }: LogFinding): string {
  return JSON.stringify([problem, signature, subject, line, column]);
}
