import { escalationMarkdown } from './escalation-markdown.ts';
import type { MadeReport } from './escalation-report.ts';
import { leaksIn, type Leak } from './verify-redaction.ts';

/** A text that may leave, or the lines for which it may not. */
export type CheckedExport =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly form: 'Markdown' | 'JSON'; readonly leaks: readonly Leak[] };

/**
 * The report as text, looked at once more as a whole: where a line looks as if it held a secret, nothing is given out.
 * @param secrets values that must not be in it in any form, such as those of the settings
 */
export function checkedExport(
  { report, scope }: MadeReport,
  form: 'Markdown' | 'JSON',
  secrets: readonly string[] = [],
): CheckedExport {
  const text = form === 'Markdown' ? escalationMarkdown(report) : `${JSON.stringify(report, null, 2)}\n`;
  const leaks = leaksIn(text, [...scope.publicValues, ...scope.names], secrets);
  return leaks.length === 0 ? { ok: true, text } : { ok: false, form, leaks };
}

/** Why nothing was given out, for the user. */
export function blockedText({ form, leaks }: { readonly form: string; readonly leaks: readonly Leak[] }): string {
  const [first] = leaks;
  if (first === undefined) return '';
  const what = {
    'known-secret': 'holds a secret that Cert Doctor knows',
    'looks-like-a-secret': 'looks as if it held a secret',
    'private-key': 'holds a part of a private key',
  }[first.why];
  const more = leaks.length === 1 ? '' : `, and ${leaks.length - 1} more`;
  return `The report was not made: line ${first.line} of its ${form} ${what}${more}. Leave out the log that it comes from, or take the secret out of it.`;
}
