import type { LogCause, LogFinding } from '../../core/log/report.ts';

/**
 * The finding that a cause names: of several of one problem in one line, the first that is more than a consequence.
 * @param findings in line order
 */
export function findingOfCause<T>(
  findings: readonly T[],
  cause: LogCause | null,
  of: (one: T) => LogFinding,
): T | undefined {
  if (cause === null) return undefined;
  let first: T | undefined;
  for (let index = firstOfLine(findings, cause.line, of); index < findings.length; index++) {
    const one = findings[index] as T;
    const { line, problem, severity } = of(one);
    if (line !== cause.line) break;
    if (problem !== cause.problem) continue;
    if (severity !== 'hint') return one;
    first ??= one;
  }
  return first;
}

/** The first finding of a line, whatever it is. */
export function findingOfLine<T>(findings: readonly T[], line: number, of: (one: T) => LogFinding): T | undefined {
  const found = findings[firstOfLine(findings, line, of)];
  return found !== undefined && of(found).line === line ? found : undefined;
}

/** Index of the first finding at or after a line. */
function firstOfLine<T>(findings: readonly T[], line: number, of: (one: T) => LogFinding): number {
  let from = 0;
  let to = findings.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (of(findings[middle] as T).line < line) from = middle + 1;
    else to = middle;
  }
  return from;
}
