/** A part of a line, in UTF-16 units; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands in the place of a secret. It is no secret itself, so that what was redacted can be redacted again. */
export const removed = '[removed]';

/** The line with `removed` in the place of each span; spans that touch or overlap become one. */
export function withoutSpans(line: string, spans: readonly Span[]): string {
  let text = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    if (end <= at) continue;
    if (start > at || at === 0) text += line.slice(at, start) + removed;
    at = end;
  }
  return text + line.slice(at);
}
