import type { LogAttempt, LogFinding } from './report.ts';

/** Whether two findings say the same, so that the one told before can be told again. */
export function isSameFinding(a: LogFinding, b: LogFinding): boolean {
  return (
    a === b ||
    (a.line === b.line &&
      a.column === b.column &&
      a.endLine === b.endLine &&
      a.endColumn === b.endColumn &&
      a.signature === b.signature &&
      a.problem === b.problem &&
      a.severity === b.severity &&
      a.subject === b.subject &&
      a.message === b.message &&
      a.attempt === b.attempt &&
      a.time === b.time &&
      a.causeLine === b.causeLine &&
      isSameRecord(a.captures, b.captures))
  );
}

/** Whether two attempts say the same. */
export function isSameAttempt(a: LogAttempt, b: LogAttempt): boolean {
  return (
    a === b ||
    (a.startLine === b.startLine &&
      a.endLine === b.endLine &&
      a.outcome === b.outcome &&
      a.time === b.time &&
      a.cause?.line === b.cause?.line &&
      a.cause?.problem === b.cause?.problem &&
      a.names.length === b.names.length &&
      a.names.every((name, index) => name === b.names[index]))
  );
}

function isSameRecord(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
