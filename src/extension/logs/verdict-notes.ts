import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import type { KnownFinding } from './known-findings.ts';
import { localTime } from './local-time.ts';
import { type Verdict, verdictNote } from './verdict.ts';

/** What live checks said, per problem and name: it holds for every log that names both. */
export class VerdictNotes extends Disposable {
  readonly #verdicts = new Map<string, Verdict>();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;

  set(known: KnownFinding, verdict: Verdict): void {
    this.#verdicts.set(keyOf(known), verdict);
    this.#changed.fire();
  }

  /** The sentence that follows the finding; null where nobody looked. */
  of(known: KnownFinding): string | null {
    const verdict = this.#verdicts.get(keyOf(known));
    return verdict === undefined ? null : verdictNote(verdict, localTime);
  }
}

function keyOf({ finding, name }: KnownFinding): string {
  return JSON.stringify([finding.problem, name]);
}
