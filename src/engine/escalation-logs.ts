import { textOf } from '../core/domain/name.ts';
import type { DomainIntent } from '../core/domain/intent.ts';
import { partAbout } from '../core/log/report-part.ts';
import type { Renewal } from '../core/acme/renewal.ts';
import type { EscalationLog } from '../core/report/escalation-report.ts';
import type { Engine, LineRange, Run } from './engine.ts';

/** So many of the newest findings are shown with the lines around them, so many before and behind. */
const mostFindings = 12;
const around = 20;

/** A log that could not be read. */
export interface UnreadLog {
  readonly path: string;
  readonly why: string;
}

/** Reads logs for a report: what they say of the domain, and the lines around that. Rejects only where it is stopped. */
export async function escalationLogs(
  engine: Pick<Engine, 'scan' | 'readLines'>,
  { name }: Pick<DomainIntent, 'name'>,
  paths: readonly string[],
  run: Run,
): Promise<{ readonly logs: readonly EscalationLog[]; readonly unread: readonly UnreadLog[] }> {
  const logs: EscalationLog[] = [];
  const unread: UnreadLog[] = [];
  for (const path of paths) {
    try {
      const report = partAbout(await engine.scan({ log: { path } }, run), name.ascii);
      const told = report.findings.filter(({ causeLine, severity }) => causeLine === undefined && severity !== 'hint');
      const ranges = joined(
        told
          .slice(-mostFindings)
          .map(({ line, endLine }) => ({ first: Math.max(1, line - around), last: endLine + around })),
      );
      logs.push({ name: path, report, lines: await engine.readLines(path, ranges, run) });
    } catch (error) {
      if (run.signal.aborted) throw error;
      unread.push({ path, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { logs, unread };
}

/** What has to be renewed here for the domain; nothing where that cannot be seen. */
export async function renewalsOf(
  engine: Pick<Engine, 'renewals'>,
  { names }: Pick<DomainIntent, 'names'>,
  storage: string,
  run: Run,
): Promise<readonly Renewal[]> {
  const texts = names.map(textOf);
  const { renewals } = await engine.renewals(storage, run).catch(() => ({ renewals: [] }));
  return renewals.filter((renewal) => renewal.names.some((name) => texts.includes(name)));
}

/** In order and apart from each other, as `readLines` takes them. */
function joined(ranges: readonly LineRange[]): readonly LineRange[] {
  const out: LineRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.first - other.first)) {
    const last = out.at(-1);
    if (last !== undefined && range.first <= last.last + 1)
      out[out.length - 1] = { first: last.first, last: Math.max(last.last, range.last) };
    else out.push(range);
  }
  return out;
}
