import * as vscode from 'vscode';
import { markdownText, shownLines } from './shown-text.ts';

export interface MarkdownLine {
  readonly kind: 'heading' | 'text' | 'quote';
  /** May come from outside: it is shown as text and never read as Markdown. */
  readonly text: string;
}

/** Markdown that holds no link, no command and no HTML, whatever the lines say. */
export function plainMarkdown(lines: readonly MarkdownLine[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const { kind, text } of lines) {
    if (kind === 'quote') markdown.appendCodeblock(shownLines(text).join('\n'), 'plaintext');
    else if (kind === 'heading') markdown.appendMarkdown(`**${markdownText(text)}**\n\n`);
    else markdown.appendMarkdown(`${markdownText(text)}\n\n`);
  }
  return markdown;
}
