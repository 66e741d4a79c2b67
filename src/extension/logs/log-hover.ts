import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { LogFinding } from '../../core/log/report.ts';
import type { FindingAdvice } from './finding-advice.ts';
import { findingRange } from './finding-range.ts';
import type { FindingsOfDocument } from './finding-register.ts';
import { type HoverText, hoverText } from './hover-text.ts';
import { isEditorLog } from './log-documents.ts';
import { markdownText } from '../shown-text.ts';
import { localMoment } from './local-time.ts';
import type { VerdictNotes } from './verdict-notes.ts';

/** So many findings at one place are explained; more would not be read. */
const maxExplained = 2;

/** Explains the finding under the mouse, in files and in the output channel. */
export class LogHover implements vscode.HoverProvider {
  readonly #reports: FindingsOfDocument;
  readonly #advice: FindingAdvice;
  readonly #notes: VerdictNotes;

  constructor(reports: FindingsOfDocument, advice: FindingAdvice, notes: VerdictNotes) {
    this.#reports = reports;
    this.#advice = advice;
    this.#notes = notes;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
    const here = this.#reports
      .findings(document.uri)
      .filter(({ finding }) => findingRange(finding).contains(position))
      .slice(0, maxExplained);
    const [first] = here;
    if (first === undefined) return null;
    const texts = here.map((known) =>
      hoverText(known, linesOf(known.finding, document), {
        remedies: this.#advice.remedies(known),
        actions: this.#advice.actions(known),
        prompt: this.#advice.prompt(),
        note: this.#notes.of(known),
        momentWords: localMoment,
        isMarked: isEditorLog(document),
      }),
    );
    return new vscode.Hover(texts.flatMap(toMarkdown), document.validateRange(findingRange(first.finding)));
  }
}

/** Of a long finding its first lines: a hover quotes no more. */
function linesOf({ line, endLine }: LogFinding, document: vscode.TextDocument): readonly string[] {
  const last = Math.min(endLine, line + 5, document.lineCount);
  return Array.from({ length: Math.max(0, last - line + 1) }, (_, index) => document.lineAt(line - 1 + index).text);
}

/**
 * Text that came from outside stands in a string that may not run commands; the links in one that holds our own words and
 * their labels, in which nothing is Markdown. All of it has to fit into the dozen lines that a hover shows before it scrolls.
 */
function toMarkdown(text: HoverText): vscode.MarkdownString[] {
  const cause = new vscode.MarkdownString(`**${markdownText(text.cause)}**`);
  if (text.subject !== '') cause.appendMarkdown(` · ${markdownText(text.subject)}`);
  if (text.note !== null) cause.appendMarkdown(`\\\n${markdownText(text.note)}`);
  cause.appendMarkdown(`\\\n${markdownText(text.meaning)}`);
  if (text.retry !== null) cause.appendMarkdown(`\n\n**Next try:** ${markdownText(text.retry)}`);
  if (text.fix !== '') cause.appendMarkdown(`\n\n**What to do:** ${markdownText(text.fix)}`);
  cause.appendCodeblock(text.evidence, 'text');

  const links = new vscode.MarkdownString(`**Who can fix it:** ${markdownText(text.who)}.\\\n`);
  links.appendMarkdown(text.links.map(toLink).join(' · '));
  links.isTrusted = { enabledCommands: [commands.verifyFinding, commands.applyRemedy, commands.explainProblem] };
  return [cause, links];
}

function toLink({ label, command, args }: HoverText['links'][number]): string {
  return `[${markdownText(label)}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
}
