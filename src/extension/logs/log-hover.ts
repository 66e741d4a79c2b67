import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { FindingAdvice } from './finding-advice.ts';
import { findingRange } from './finding-range.ts';
import { type HoverText, hoverText } from './hover-text.ts';
import type { LogReports } from './log-reports.ts';
import { markdownText } from '../shown-text.ts';
import type { VerdictNotes } from './verdict-notes.ts';

/** So many findings at one place are explained; more would not be read. */
const maxExplained = 2;

/** Explains the finding under the mouse, in files and in the output channel. */
export class LogHover implements vscode.HoverProvider {
  readonly #reports: LogReports;
  readonly #advice: FindingAdvice;
  readonly #notes: VerdictNotes;

  constructor(reports: LogReports, advice: FindingAdvice, notes: VerdictNotes) {
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
      hoverText(known, document.lineAt(position).text, {
        remedies: this.#advice.remedies(known),
        actions: this.#advice.actions(known),
        note: this.#notes.of(known),
      }),
    );
    return new vscode.Hover(texts.flatMap(toMarkdown), document.validateRange(findingRange(first.finding)));
  }
}

/**
 * Text that came from outside stands in strings that may not run commands; the links in one that holds nothing else.
 * They stand before the long texts: a hover shows about ten lines before it scrolls.
 */
function toMarkdown(text: HoverText): vscode.MarkdownString[] {
  const cause = new vscode.MarkdownString(`**${markdownText(text.cause)}**`);
  if (text.subject !== '') cause.appendMarkdown(` · ${markdownText(text.subject)}`);
  if (text.note !== null) cause.appendMarkdown(`\n\n${markdownText(text.note)}`);
  cause.appendCodeblock(text.evidence, 'text');
  section(cause, 'Who can fix it', `${text.who}.`);

  const links = new vscode.MarkdownString(text.links.map(toLink).join(' · '));
  links.isTrusted = { enabledCommands: [commands.verifyFinding, commands.applyRemedy, commands.explainProblem] };

  const explanation = new vscode.MarkdownString();
  section(explanation, 'Why it matters', text.meaning);
  section(explanation, 'What to do', text.fix);
  if (text.terminal !== null) {
    explanation.appendMarkdown('\n\n**In the terminal**').appendCodeblock(text.terminal, 'sh');
  }
  return [cause, links, explanation];
}

function section(markdown: vscode.MarkdownString, heading: string, text: string): void {
  markdown.appendMarkdown(`\n\n**${heading}:** ${markdownText(text)}`);
}

function toLink({ label, command, args }: HoverText['links'][number]): string {
  return `[${label}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
}
