import { groupBy } from '../../core/group-by.ts';
import { whyReason } from '../../core/log/unreadable.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { Severity } from '../../core/problem/finding.ts';
import { severityIcons, type Icon } from '../domains/domain-rows.ts';
import type { KnownFinding } from '../logs/known-findings.ts';
import { canBeVerified } from '../logs/verdict.ts';
import type { MarkdownLine } from '../plain-markdown.ts';
import { shownText } from '../shown-text.ts';
import type { LogFindings } from './log-findings.ts';

export const groupings = ['cause', 'domain', 'file', 'time'] as const;
export type Grouping = (typeof groupings)[number];

/** A row of the Findings view before it meets VS Code. Text may come from outside and is shown as text only. */
export interface FindingRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** What a screen reader says: label, severity and place without icons. */
  readonly accessible: string;
  readonly tooltip: readonly MarkdownLine[];
  readonly contextValue: string;
  readonly children: readonly FindingRow[];
  /** What the row is about; null for a group. */
  readonly findingId: string | null;
  /** For the playbook and the explanation. */
  readonly problem: ProblemId | null;
  readonly name: string | null;
  /** URI of the log that the row stands for or stands in; null for a group of several. */
  readonly log: string | null;
}

export interface RowOptions {
  readonly grouping: Grouping;
  /** Only findings about this name and the names below it; null: all. */
  readonly only: string | null;
  readonly now: Date;
  /** BCP 47; of times and dates. */
  readonly language: string;
}

/** More rows than this side by side are not read by anybody, and the tree gets slow. */
const maxRows = 200;

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

interface Told {
  readonly log: LogFindings;
  readonly known: KnownFinding;
}

/** The rows of the view: logs that are being read or followed, then the groups, worst and newest first. */
export function findingRows(logs: readonly LogFindings[], options: RowOptions): readonly FindingRow[] {
  const { grouping, only } = options;
  const told = logs.flatMap((log) =>
    log.findings
      // What only follows from another finding is no news of its own.
      .filter(({ finding, name }) => finding.severity !== 'hint' && (only === null || isBelow(name, only)))
      .map((known): Told => ({ log, known })),
  );
  if (grouping === 'file') return fileRows(logs, told, options);
  const busy = logs
    .filter(({ state }) => state.kind === 'reading' || state.kind === 'followed')
    .map((log) => logRow(log, []));
  return [...busy, ...limited('groups', groupRows(told, options))];
}

/** The names that findings are about, for the filter. */
export function namesIn(logs: readonly LogFindings[]): readonly string[] {
  const names = logs.flatMap(({ findings }) => findings.map(({ name }) => name)).filter((name) => name !== null);
  return [...new Set(names)].toSorted((a, b) => reversed(a).localeCompare(reversed(b)));
}

/** By the registered part first, so that names of one domain stand together. */
function reversed(name: string): string {
  return name.split('.').toReversed().join('.');
}

function isBelow(name: string | null, domain: string): boolean {
  return name !== null && (name === domain || name.endsWith(`.${domain}`));
}

function groupRows(told: readonly Told[], options: RowOptions): readonly FindingRow[] {
  const { grouping } = options;
  const groups = [...groupBy(told, (one) => groupKey(one, options))];
  if (grouping === 'time') {
    // Days by their ISO dates; what has no time stands last.
    groups.sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : b.localeCompare(a)));
  } else groups.sort(([, a], [, b]) => worstFirst(a, b));
  return groups.map(([key, group]) => groupRow(key, group, options));
}

function groupKey({ known }: Told, { grouping }: RowOptions): string {
  if (grouping === 'cause') return known.finding.problem;
  return grouping === 'domain' ? (known.name ?? '') : dayOf(known.finding.time);
}

function groupRow(key: string, group: readonly Told[], options: RowOptions): FindingRow {
  const { grouping } = options;
  const [{ known: first }] = group as readonly [Told];
  const severity = worst(group);
  const names = new Set(group.map(({ known }) => known.name ?? known.finding.subject).filter((name) => name !== ''));
  const files = new Set(group.map(({ log }) => log.log));
  const causes = new Set(group.map(({ known }) => known.finding.problem));
  const problem = grouping === 'cause' ? problems[first.finding.problem] : null;
  const label =
    problem?.title ??
    (grouping === 'domain'
      ? key === ''
        ? 'No name in the log'
        : key
      : key === ''
        ? 'No time in the log'
        : dayWords(key, options));
  const description =
    grouping === 'cause'
      ? [names.size === 0 ? null : counted(names.size, 'name'), counted(files.size, 'log')]
          .filter((part) => part !== null)
          .join(', ')
      : grouping === 'domain'
        ? counted(causes.size, 'problem')
        : counted(group.length, 'finding');
  return {
    id: `${grouping}:${key}`,
    label: shownText(label, 200),
    description,
    icon: grouping === 'time' ? { id: 'calendar', color: null } : severityIcons[severity],
    accessible: `${shownText(label, 200)}, ${severity}, ${description}`,
    tooltip:
      problem === null
        ? []
        : [
            { kind: 'heading', text: problem.title },
            { kind: 'text', text: problem.meaning },
            { kind: 'text', text: `What to do: ${problem.fix}` },
          ],
    contextValue: grouping === 'cause' ? 'group.cause' : 'group',
    children: placeRows(`${grouping}:${key}`, group, options),
    findingId: null,
    problem: grouping === 'cause' ? first.finding.problem : null,
    name: grouping === 'domain' && key !== '' ? key : null,
    log: null,
  };
}

function fileRows(logs: readonly LogFindings[], told: readonly Told[], options: RowOptions): readonly FindingRow[] {
  const byLog = groupBy(told, ({ log }) => log);
  const rows = logs
    .map((log) => ({ log, group: byLog.get(log) ?? [] }))
    // A filter hides the logs in which nothing of the name is left.
    .filter(({ log, group }) => group.length > 0 || (options.only === null && log.state.kind !== 'open'))
    .toSorted((a, b) => worstFirst(a.group, b.group))
    .map(({ log, group }) =>
      logRow(log, group.length === 0 ? [] : placeRows(`file:${log.state.kind}:${log.log}`, group, options)),
    );
  return limited('logs', rows);
}

/** A log as a row of its own: with its findings where they are grouped by file, without where it only tells its state. */
function logRow(log: LogFindings, children: readonly FindingRow[]): FindingRow {
  const { state, findings } = log;
  const name = shownText(log.name, 300);
  const slash = name.lastIndexOf('/');
  const count = findings.filter(({ finding }) => finding.severity !== 'hint').length;
  const found = count === 0 ? 'nothing found' : counted(count, 'finding');
  const words = stateWords(log);
  const folder = slash > 0 ? name.slice(0, slash) : '';
  const description = [words, found, folder].filter((part) => part !== '').join(' · ');
  return {
    id: `log:${state.kind}:${log.log}`,
    label: name.slice(slash + 1),
    description,
    icon: stateIcon(log),
    accessible: `${name}, ${[words, found].filter((part) => part !== '').join(', ')}`,
    tooltip: [{ kind: 'text', text: name }],
    contextValue: `log.${state.kind}`,
    children,
    findingId: null,
    problem: null,
    name: null,
    log: log.log,
  };
}

function stateWords({ state }: LogFindings): string {
  switch (state.kind) {
    case 'open':
    case 'read':
      return '';
    case 'reading':
      return state.fraction === null ? 'reading' : `reading, ${Math.floor(state.fraction * 100)} %`;
    case 'followed':
      return state.trouble === null ? 'following' : `following, but ${whyReason(state.trouble)}`;
    case 'rotated':
      return 'before it was rotated';
  }
}

function stateIcon({ state }: LogFindings): Icon {
  switch (state.kind) {
    case 'open':
    case 'read':
      return { id: 'file', color: null };
    case 'reading':
      return { id: 'sync~spin', color: null };
    case 'followed':
      return state.trouble === null ? { id: 'eye', color: null } : severityIcons.warning;
    case 'rotated':
      return { id: 'history', color: null };
  }
}

/** One row for each problem of each subject in each log, or for each finding where time rules. */
function placeRows(parent: string, group: readonly Told[], options: RowOptions): readonly FindingRow[] {
  if (options.grouping === 'time') {
    const newestFirst = group.toSorted((a, b) => timeOf(b) - timeOf(a) || b.known.finding.line - a.known.finding.line);
    return limited(
      parent,
      newestFirst.slice(0, maxRows + 1).map((one) => placeRow(parent, one, [], options)),
      group.length,
    );
  }
  const repeated = [
    ...groupBy(group, ({ log, known }) =>
      JSON.stringify([log.log, log.state.kind, known.finding.problem, known.finding.subject]),
    ).values(),
  ];
  const rows = repeated
    .toSorted(worstFirst)
    .slice(0, maxRows + 1)
    .flatMap((places) => {
      const head = places.find(({ known }) => known.isCause) ?? places.at(-1);
      return head === undefined ? [] : [placeRow(parent, head, places, options)];
    });
  return limited(parent, rows, repeated.length);
}

function placeRow(parent: string, { log, known }: Told, places: readonly Told[], options: RowOptions): FindingRow {
  const { finding, name, isCause } = known;
  const { title } = problems[finding.problem];
  const file = log.name.slice(log.name.lastIndexOf('/') + 1);
  const about = name ?? finding.subject;
  const place = log.hasPlaces ? `line ${finding.line.toLocaleString(options.language)}` : 'newest part';
  const where = log.state.kind === 'rotated' ? 'rotated away' : place;
  const when = finding.time === undefined ? '' : timeWords(finding.time, options);
  const times = places.length > 1 ? `${places.length.toLocaleString(options.language)} times` : '';
  const id = `${parent}:${known.id}`;
  const label = options.grouping === 'cause' ? (about === '' ? file : about) : title;
  const parts = {
    cause: [about === '' ? where : `${file}, ${where}`, when, times],
    domain: [`${file}, ${where}`, when, times],
    file: [about, where, when, times],
    time: [about, `${file}, ${where}`],
    // A repetition stands under its first row, which says everything else.
    place: [where, when],
  };
  const described = (kind: keyof typeof parts): string =>
    shownText(parts[kind].filter((part) => part !== '').join(' · '), 400);
  const description =
    options.grouping === 'time'
      ? [when, described('time')].filter((part) => part !== '').join(' · ')
      : described(options.grouping);
  return {
    id,
    label: shownText(label, 200),
    description,
    icon: severityIcons[finding.severity],
    accessible: `${title}, ${finding.severity}, ${shownText(about, 200)}, ${described('file')}${isCause ? ', the cause of its log' : ''}`,
    tooltip: [
      { kind: 'heading', text: title },
      { kind: 'text', text: finding.message },
      ...(isCause ? [{ kind: 'text', text: 'The cause named for its log.' } as const] : []),
      ...(finding.causeLine === undefined || !log.hasPlaces
        ? []
        : [{ kind: 'text', text: `Explained by line ${finding.causeLine}.` } as const]),
      { kind: 'text', text: [log.name, where, when].filter((part) => part !== '').join(', ') },
    ],
    contextValue: name !== null && canBeVerified(finding.problem) ? 'finding.verifiable' : 'finding',
    children:
      places.length < 2
        ? []
        : limited(
            id,
            places
              .slice(-maxRows - 1)
              .toReversed()
              .map((one): FindingRow => {
                const row = placeRow(`${id}:each`, one, [], options);
                const each = one.known.finding;
                const at = [one.log.hasPlaces ? `line ${each.line.toLocaleString(options.language)}` : where];
                return {
                  ...row,
                  label: at.join(''),
                  description: each.time === undefined ? '' : timeWords(each.time, options),
                };
              }),
            places.length,
          ),
    findingId: known.id,
    problem: finding.problem,
    name,
    log: log.log,
  };
}

/** At most `maxRows` rows, and one that says how many are left out. */
function limited(id: string, rows: readonly FindingRow[], total: number = rows.length): readonly FindingRow[] {
  if (total <= maxRows) return rows;
  const label = `and ${(total - maxRows).toLocaleString('en')} more`;
  const more: FindingRow = {
    ...{ id: `${id}:more`, label, description: '', icon: { id: 'ellipsis', color: null }, accessible: label },
    ...{ tooltip: [], contextValue: 'more', children: [], findingId: null, problem: null, name: null, log: null },
  };
  return [...rows.slice(0, maxRows), more];
}

function worst(group: readonly Told[]): Severity {
  return severities.find((severity) => group.some(({ known }) => known.finding.severity === severity)) ?? 'hint';
}

function worstFirst(a: readonly Told[], b: readonly Told[]): number {
  return (
    severities.indexOf(worst(a)) - severities.indexOf(worst(b)) ||
    Number(hasCause(b)) - Number(hasCause(a)) ||
    newest(b) - newest(a) ||
    b.length - a.length
  );
}

function hasCause(group: readonly Told[]): boolean {
  return group.some(({ known }) => known.isCause);
}

function newest(group: readonly Told[]): number {
  return group.reduce((latest, one) => Math.max(latest, timeOf(one)), 0);
}

/** Milliseconds; 0 where the log has none. A time without a zone is this machine's. */
function timeOf({ known }: Told): number {
  const at = known.finding.time === undefined ? NaN : Date.parse(known.finding.time);
  return Number.isNaN(at) ? 0 : at;
}

/** The local day as `2026-11-22`; empty where there is none. */
function dayOf(time: string | undefined): string {
  const at = new Date(time ?? NaN);
  if (Number.isNaN(at.getTime())) return '';
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

function dayWords(day: string, { now, language }: RowOptions): string {
  const at = new Date(`${day}T12:00:00`);
  const words = at.toLocaleDateString(language, { dateStyle: 'medium' });
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === dayOf(now.toISOString())) return `Today, ${words}`;
  return day === dayOf(yesterday.toISOString()) ? `Yesterday, ${words}` : words;
}

/** The clock alone where the day is said already or is today. */
function timeWords(time: string, { grouping, now, language }: RowOptions): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return '';
  const clock = at.toLocaleTimeString(language, { timeStyle: 'medium' });
  if (grouping === 'time' || dayOf(time) === dayOf(now.toISOString())) return clock;
  return `${at.toLocaleDateString(language, { dateStyle: 'medium' })}, ${clock}`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
