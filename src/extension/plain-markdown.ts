import * as vscode from 'vscode';

export interface MarkdownLine {
  readonly kind: 'heading' | 'text' | 'quote';
  /** May come from outside: it is shown as text and never read as Markdown. */
  readonly text: string;
}

/** Markdown that holds no link, no command and no HTML, whatever the lines say. */
export function plainMarkdown(lines: readonly MarkdownLine[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const { kind, text } of lines) {
    if (kind === 'quote') {
      markdown.appendCodeblock(text.slice(0, 500), 'plaintext');
      continue;
    }
    if (kind === 'heading') markdown.appendMarkdown('**').appendText(text.slice(0, 500)).appendMarkdown('**\n\n');
    else markdown.appendText(text.slice(0, 2_000)).appendMarkdown('\n\n');
  }
  return markdown;
}
