import * as vscode from 'vscode';
import { problems } from '../../core/problem/catalogue.ts';
import type { LogFinding, LogReport } from '../../core/log/report.ts';
import type { Engine } from '../../engine/engine.ts';
import { commands } from '../ids.ts';
import type { FindingRegister } from '../logs/finding-register.ts';
import { type KnownFinding, KnownFindings } from '../logs/known-findings.ts';
import type { IgnoredSignatures } from '../logs/ignored-signatures.ts';
import { withoutIgnored } from '../logs/without-ignored.ts';
import { quietRun } from '../long-job.ts';
import { linkedWords } from './linked-words.ts';

class FindingLink extends vscode.TerminalLink {
  readonly report: LogReport;
  readonly index: number;

  /** A link of the finding at `index` of the report of one line. */
  constructor(text: string, report: LogReport, index: number, finding: LogFinding) {
    const lastColumn = finding.endLine === finding.line ? finding.endColumn - 1 : text.length;
    const { start, end } = linkedWords(text, finding.column - 1, lastColumn);
    super(start, end - start, `${problems[finding.problem].title}: explain or fix`);
    this.report = report;
    this.index = index;
  }
}

/** More of a line is not looked at: it is a screen's worth, and the message stands at its start. */
const longestLine = 4_096;
/** So many links of one line. */
const maxLinks = 5;
/** Under this name the finding that was clicked last is known. */
const log = 'terminal:';

/**
 * Makes certificate trouble in a terminal's output clickable: what it means, and what can be done. VS Code asks for the line
 * under the mouse alone, and the engine passes over most lines at once.
 */
export class TerminalLinks implements vscode.TerminalLinkProvider<FindingLink>, FindingRegister {
  readonly #engine: Pick<Engine, 'scan'>;
  readonly #ignored: Pick<IgnoredSignatures, 'all'>;
  readonly #clicked = new KnownFindings('terminal-');

  constructor(engine: Pick<Engine, 'scan'>, ignored: Pick<IgnoredSignatures, 'all'>) {
    this.#engine = engine;
    this.#ignored = ignored;
  }

  find(id: unknown): KnownFinding | null {
    return this.#clicked.find(id);
  }

  async provideTerminalLinks(
    { line }: vscode.TerminalLinkContext,
    token: vscode.CancellationToken,
  ): Promise<FindingLink[]> {
    const text = line.slice(0, longestLine);
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      const said = await this.#engine.scan({ log: { text, path: null } }, quietRun(abort.signal));
      const report = withoutIgnored(said, this.#ignored.all);
      return report.findings.slice(0, maxLinks).map((finding, index) => new FindingLink(text, report, index, finding));
    } catch {
      // A line without links is a line as it was.
      return [];
    } finally {
      listening.dispose();
    }
  }

  async handleTerminalLink({ report, index }: FindingLink): Promise<void> {
    const known = this.#clicked.replace(log, report)[index];
    if (known !== undefined) await vscode.commands.executeCommand(commands.applyRemedy, known.id, 'all');
  }
}
