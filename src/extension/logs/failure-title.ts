import { problems } from '../../core/problem/catalogue.ts';
import { shownText } from '../shown-text.ts';
import type { KnownFinding } from './known-findings.ts';

/**
 * What stands above an attempt that failed, e.g. `✖ failed for www.example.com: port 80 refuses connections`.
 * @param names of the attempt, where the cause's own line names none
 */
export function failureTitle({ finding, name }: KnownFinding, names: readonly string[] = []): string {
  const [first = '', ...others] = names;
  const named = first === '' ? finding.subject : `${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const subject = name ?? named;
  // VS Code draws `$(name)` in a lens as an icon.
  const shown = shownText(subject, 253).replaceAll('$(', '$ (');
  return `✖ failed${shown === '' ? '' : ` for ${shown}`}: ${lowerFirst(problems[finding.problem].title)}`;
}

/** "Port 80" begins a sentence, "DNS" and "CAA" are written so everywhere. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
