import * as vscode from 'vscode';
import type { LogReport } from '../../core/log/report.ts';
import type { FollowReport, LogPreview } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import type { FindingRegister } from '../logs/finding-register.ts';
import type { IgnoredSignatures } from '../logs/ignored-signatures.ts';
import { type KnownFinding, KnownFindings } from '../logs/known-findings.ts';
import { withoutIgnored } from '../logs/without-ignored.ts';
import type { LogState } from './log-findings.ts';

/** A log that was read from disk, and not by an editor. */
export interface ReadLog {
  readonly uri: vscode.Uri;
  readonly state: LogState;
  /** What the engine said, with the findings that are kept; null before anything is read. */
  readonly report: LogReport | null;
  readonly findings: readonly KnownFinding[];
  /** False for the newest part of a log, told before its lines are counted. */
  readonly hasPlaces: boolean;
}

/** So many logs are remembered, and of each the causes and so many of the newest findings. */
const maxLogs = 20;
const maxFindings = 2_000;

/** What was found in logs on disk: analysed once, or followed. Bounded, whatever they hold. */
export class ReadLogs extends Disposable implements FindingRegister {
  readonly #findings = new KnownFindings('disk-');
  /** Oldest first. The key is the log's URI, that of a rotated one with a mark. */
  readonly #logs = new Map<string, ReadLog>();
  /** The number of the file that each followed log is now. */
  readonly #files = new Map<string, number>();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;
  readonly #ignored: Pick<IgnoredSignatures, 'all' | 'onDidChange'>;

  constructor(ignored: Pick<IgnoredSignatures, 'all' | 'onDidChange'>) {
    super();
    this.#ignored = ignored;
    this.own(
      ignored.onDidChange(() => {
        for (const [key, { uri, report, state, hasPlaces }] of [...this.#logs])
          if (report !== null) this.#report(key, uri, report, state, hasPlaces);
      }),
    );
  }

  get all(): readonly ReadLog[] {
    return [...this.#logs.values()];
  }

  log(uri: vscode.Uri): ReadLog | null {
    return this.#logs.get(uri.toString()) ?? null;
  }

  find(id: unknown): KnownFinding | null {
    return this.#findings.find(id);
  }

  /** The log is being read; what was known of it stays until there is more. A followed one is known already. */
  reading(uri: vscode.Uri, fraction: number | null): void {
    if (this.#files.has(uri.toString())) return;
    const known = this.log(uri);
    this.#keep(uri.toString(), {
      ...(known ?? { report: null, findings: [], hasPlaces: false }),
      ...{ uri, state: { kind: 'reading', fraction } },
    });
  }

  preview(uri: vscode.Uri, newest: LogPreview): void {
    if (this.#files.has(uri.toString())) return;
    const state: LogState = this.log(uri)?.state ?? { kind: 'reading', fraction: null };
    this.#report(uri.toString(), uri, newest, state, false);
  }

  read(uri: vscode.Uri, report: LogReport): void {
    if (this.#files.has(uri.toString())) return;
    this.#report(uri.toString(), uri, report, { kind: 'read' }, true);
  }

  /** What the log said until now stays beside it when it becomes another file. */
  followed(uri: vscode.Uri, report: FollowReport): void {
    const key = uri.toString();
    const file = this.#files.get(key) ?? report.file;
    if (report.file < file) {
      this.#report(rotated(key), uri, report, { kind: 'rotated' }, false);
      return;
    }
    const known = this.#logs.get(key);
    if (report.file > file && known?.report != null && known.findings.length > 0)
      this.#report(rotated(key), uri, known.report, { kind: 'rotated' }, false);
    this.#files.set(key, report.file);
    this.#report(key, uri, report, { kind: 'followed', trouble: report.trouble }, true);
  }

  /** It is not followed any more; what was found stays. */
  unfollowed(uri: vscode.Uri): void {
    this.#files.delete(uri.toString());
    this.rest(uri);
  }

  /** It is not read any more, to its end or not. */
  rest(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.#files.has(key)) return;
    const known = this.#logs.get(key);
    if (known === undefined) return;
    if (known.report === null || !known.hasPlaces) this.#forget(key);
    else this.#keep(key, { ...known, state: { kind: 'read' } });
    this.#changed.fire();
  }

  /** Forgets what was read once; of what is followed, what it said so far is not told again. */
  clear(): void {
    for (const [key, { state }] of this.#logs) {
      if (state.kind === 'read' || state.kind === 'rotated') this.#forget(key);
    }
    this.#changed.fire();
  }

  #report(key: string, uri: vscode.Uri, report: LogReport, state: LogState, hasPlaces: boolean): void {
    const kept = bounded(report);
    const findings = this.#findings.replace(key, withoutIgnored(kept, this.#ignored.all));
    this.#keep(key, { uri, state, report: kept, findings, hasPlaces });
  }

  #keep(key: string, log: ReadLog): void {
    this.#logs.delete(key);
    this.#logs.set(key, log);
    const resting = [...this.#logs].filter(([, { state }]) => state.kind === 'read' || state.kind === 'rotated');
    for (const [oldest] of resting.slice(0, Math.max(0, resting.length - maxLogs))) this.#forget(oldest);
    this.#changed.fire();
  }

  #forget(key: string): void {
    this.#logs.delete(key);
    this.#findings.forget(key);
  }
}

function rotated(key: string): string {
  return `${key}#rotated`;
}

function bounded(report: LogReport): LogReport {
  const firstKept = report.findings.length - maxFindings;
  if (firstKept <= 0) return report;
  const causes = new Set([report.cause, ...report.attempts.map(({ cause }) => cause)].map((cause) => cause?.line));
  const kept = report.findings.filter(({ line }, index) => index >= firstKept || causes.has(line));
  return { ...report, findings: kept.slice(-2 * maxFindings) };
}
