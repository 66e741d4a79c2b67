import { problems } from '../../core/problem/catalogue.ts';
import type { KnownFinding } from './known-findings.ts';

/** What stands above the line of the root cause, e.g. `✖ failed for www.example.com: port 80 refuses connections`. */
export function failureTitle({ finding, name }: KnownFinding): string {
  const subject = name ?? finding.subject;
  return `✖ failed${subject === '' ? '' : ` for ${subject}`}: ${lowerFirst(problems[finding.problem].title)}`;
}

/** "Port 80" begins a sentence, "DNS" and "CAA" are written so everywhere. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
