import { groupBy } from '../../core/group-by.ts';
import { whyReason } from '../../core/log/unreadable.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { Severity } from '../../core/problem/finding.ts';
import { severityIcons, type Icon } from '../domains/row.ts';
import type { KnownFinding } from '../logs/known-findings.ts';
import { canBeVerified } from '../logs/verdict.ts';
import type { MarkdownLine } from '../plain-markdown.ts';
import { shownText } from '../shown-text.ts';
import { dayOf, dayWords, timeWords } from './finding-time.ts';
import { type LogFindings, timeOfFinding } from './log-findings.ts';

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

function groupKey({ known, log }: Told, { grouping }: RowOptions): string {
  if (grouping === 'cause') return known.finding.problem;
  return grouping === 'domain' ? (known.name ?? '') : dayOf(timeOfFinding(known, log));
}

interface GroupWords {
  readonly label: string;
  readonly description: string;
  /** The problem that all of the group are. */
  readonly problem?: ProblemId;
  /** The name that all of the group are about. */
  readonly name?: string;
}

function groupWords(key: string, group: readonly Told[], options: RowOptions): GroupWords {
  const distinct = (of: (one: Told) => string): number => new Set(group.map(of).filter((value) => value !== '')).size;
  switch (options.grouping) {
    case 'cause': {
      const names = distinct(({ known }) => known.name ?? known.finding.subject);
      const logs = counted(
        distinct(({ log }) => log.log),
        'log',
      );
      const problem = key as ProblemId;
      return {
        label: problems[problem].title,
        description: names === 0 ? logs : `${counted(names, 'name')}, ${logs}`,
        problem,
      };
    }
    case 'domain': {
      const description = counted(
        distinct(({ known }) => known.finding.problem),
        'problem',
      );
      return key === '' ? { label: 'No name in the log', description } : { label: key, description, name: key };
    }
    case 'file':
    case 'time': {
      const label = key === '' ? 'No time in the log' : dayWords(key, options);
      return { label, description: counted(group.length, 'finding') };
    }
  }
}

function groupRow(key: string, group: readonly Told[], options: RowOptions): FindingRow {
  const { label, description, problem = null, name = null } = groupWords(key, group, options);
  const severity = worst(group);
  const id = `${options.grouping}:${key}`;
  return {
    ...{ id, label, description, problem, name },
    icon: options.grouping === 'time' ? { id: 'calendar', color: null } : severityIcons[severity],
    accessible: `${label}, ${severity}, ${description}`,
    tooltip:
      problem === null
        ? []
        : [
            { kind: 'heading', text: label },
            { kind: 'text', text: problems[problem].meaning },
            { kind: 'text', text: `What to do: ${problems[problem].fix}` },
          ],
    contextValue: problem === null ? 'group' : 'group.cause',
    children: placeRows(id, group, options),
    findingId: null,
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
  const description = joined(words, found, folder);
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
      newestFirst.slice(0, maxRows + 1).map((one) => placeRow(`${parent}:${one.known.id}`, one, [], options)),
      group.length,
    );
  }
  // By what a finding is and not by which it is, so that a row stays the same while its log is read or grows.
  const repeated = [
    ...groupBy(group, ({ log, known: { finding } }) =>
      JSON.stringify([log.log, log.state.kind === 'rotated', finding.problem, finding.subject]),
    ),
  ];
  const rows = repeated
    .toSorted(([, a], [, b]) => worstFirst(a, b))
    .slice(0, maxRows + 1)
    .flatMap(([key, places]) => {
      const head = places.find(({ known }) => known.isCause) ?? places.at(-1);
      return head === undefined ? [] : [placeRow(`${parent}:${key}`, head, places, options)];
    });
  return limited(parent, rows, repeated.length);
}

/** The words in which rows tell of one finding. */
interface PlaceWords {
  readonly title: string;
  readonly file: string;
  readonly about: string;
  readonly where: string;
  readonly when: string;
}

function wordsOf({ log, known }: Told, options: RowOptions): PlaceWords {
  const { finding, name } = known;
  const time = timeOfFinding(known, log);
  const place = log.hasPlaces ? `line ${finding.line.toLocaleString(options.language)}` : 'newest part';
  return {
    title: problems[finding.problem].title,
    file: log.name.slice(log.name.lastIndexOf('/') + 1),
    about: name ?? finding.subject,
    where: log.state.kind === 'rotated' ? 'rotated away' : place,
    when: time === null ? '' : timeWords(time, { ...options, isDaySaid: options.grouping === 'time' }),
  };
}

/** The label and what stands behind it: not once more what the group says. */
const rowWords: Readonly<Record<Grouping, (words: PlaceWords) => readonly [string, ...string[]]>> = {
  cause: ({ file, about, where, when }) => (about === '' ? [file, where, when] : [about, `${file}, ${where}`, when]),
  domain: ({ title, file, where, when }) => [title, `${file}, ${where}`, when],
  file: ({ title, about, where, when }) => [title, about, where, when],
  time: ({ title, file, about, where, when }) => [title, when, about, `${file}, ${where}`],
};

/** @param places all findings that the row stands for; more than one become rows below it */
function placeRow(id: string, one: Told, places: readonly Told[], options: RowOptions): FindingRow {
  const { log, known } = one;
  const { finding, name, isCause } = known;
  const words = wordsOf(one, options);
  const times = places.length > 1 ? `${places.length.toLocaleString(options.language)} times` : '';
  const [label, ...description] = rowWords[options.grouping](words);
  const each = places.length > 1 ? places.slice(-maxRows - 1).toReversed() : [];
  return {
    id,
    label: shownText(label, 200),
    description: joined(...description, times),
    icon: severityIcons[finding.severity],
    accessible: [
      ...[words.title, finding.severity, joined(words.about, words.where, words.when, times)],
      ...(isCause ? ['the cause of its log'] : []),
    ].join(', '),
    tooltip: [
      { kind: 'heading', text: words.title },
      { kind: 'text', text: finding.message },
      ...(isCause ? [{ kind: 'text', text: 'The cause named for its log.' } as const] : []),
      ...(finding.causeLine === undefined || !log.hasPlaces
        ? []
        : [{ kind: 'text', text: `Explained by line ${finding.causeLine}.` } as const]),
      { kind: 'text', text: joined(log.name, words.where, words.when) },
    ],
    contextValue: name !== null && canBeVerified(finding.problem) ? 'finding.verifiable' : 'finding',
    children: limited(
      id,
      each.map((repeated) => ({
        ...placeRow(`${id}:${repeated.known.id}`, repeated, [], options),
        ...{ label: wordsOf(repeated, options).where, description: wordsOf(repeated, options).when },
      })),
      places.length,
    ),
    findingId: known.id,
    problem: finding.problem,
    name,
    log: log.log,
  };
}

function joined(...parts: readonly string[]): string {
  return shownText(parts.filter((part) => part !== '').join(' · '), 400);
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
function timeOf({ known, log }: Told): number {
  const at = Date.parse(timeOfFinding(known, log) ?? '');
  return Number.isNaN(at) ? 0 : at;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
