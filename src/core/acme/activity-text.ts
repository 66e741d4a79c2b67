import { momentWords } from '../certificate/lifetime.ts';
import { quotedText } from '../quoted-text.ts';
import type { OwnRenewal } from './renewal.ts';

/** Every attempt for one certificate with its steps, as plain text; safe to show. */
export function activitiesText({ names, ca, activities }: OwnRenewal, now: Date): string {
  const head = `${quotedText(names.join(', '), 200)}${ca === null ? '' : `, ${quotedText(ca)}`}`;
  if (activities.length === 0) return `${head}\n  Nothing was tried by ${momentWords(now.toISOString())}.`;
  const attempts = activities.map(({ version, startedAt, outcome, steps }) =>
    [
      `  ${version}  ${momentWords(startedAt)}  ${outcome}`,
      ...steps.map(({ at, text }) => `    ${at.slice(11, 19)}  ${quotedText(text, 500)}`),
    ].join('\n'),
  );
  return [head, ...attempts].join('\n');
}
