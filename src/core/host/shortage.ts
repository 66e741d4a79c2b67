/** What a server ran out of, from the newest part of its error log. */
export interface Shortage {
  readonly of: 'worker-connections' | 'open-files';
  readonly file: string;
  /** Lines that say so. */
  readonly count: number;
  /** The last of them; hostile. */
  readonly line: string;
  /** `2026-11-26`, by the machine's own time; null where the line does not say. */
  readonly day: string | null;
}

const messages = [
  ['worker-connections', 'worker_connections are not enough'],
  ['open-files', 'Too many open files'],
] as const;

/** Looks for shortages in lines of nginx's error log, whose times stand in front: `2026/11/26 06:00:00`. */
export function shortagesIn(text: string, file: string): readonly Shortage[] {
  const lines = text.split('\n');
  return messages.flatMap(([of, message]) => {
    const said = lines.filter((line) => line.includes(message));
    const line = said.at(-1);
    if (line === undefined) return [];
    const day = /^(\d{4})\/(\d{2})\/(\d{2}) /.exec(line);
    return [{ of, file, count: said.length, line, day: day === null ? null : day.slice(1).join('-') }];
  });
}
