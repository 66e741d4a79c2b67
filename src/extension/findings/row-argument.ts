/** What a command's argument, a row of the Findings view or whatever else somebody gave, says of a log: its URI. */
export function rowLog(argument: unknown): string | null {
  return text(argument, 'log');
}

/** The id of the finding that a row stands for; null where it stands for none. */
export function rowFinding(argument: unknown): string | null {
  return typeof argument === 'string' ? argument : text(argument, 'findingId');
}

/** The problem that an id or a row names. */
export function rowProblem(argument: unknown): string | null {
  return typeof argument === 'string' ? argument : text(argument, 'problem');
}

function text(from: unknown, key: string): string | null {
  if (typeof from !== 'object' || from === null) return null;
  const value = (from as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : null;
}
