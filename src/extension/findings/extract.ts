import { problems } from '../../core/problem/catalogue.ts';
import type { LineRange, LogLine } from '../../engine/engine.ts';
import type { KnownFinding } from '../logs/known-findings.ts';
import { shownText } from '../shown-text.ts';

/**
 * The lines of a large log that matter, as a text of their own. Rows are those of the extract, 0-based; lines are those of
 * the log, 1-based.
 */
export interface Extract {
  readonly text: string;
  readonly sections: readonly ExtractSection[];
  /** The log's line of each row; null for rows that are not of the log. */
  readonly lines: readonly (number | null)[];
  /** The findings with the places that they have in the extract. */
  readonly findings: readonly KnownFinding[];
}

export interface ExtractSection {
  /** Of its heading. */
  readonly row: number;
  readonly lastRow: number;
  /** Where the heading names the line, 0-based UTF-16 columns, the end exclusive. */
  readonly link: { readonly start: number; readonly end: number; readonly line: number };
}

/** All together an extract stays below 4 million characters: so many findings, with so many lines of so many characters. */
const maxFindings = 250;
const before = 3;
const after = 3;
const maxLinesOfFinding = 5;
const maxLength = 1_500;

/** Which findings an extract shows: causes, then one of each problem and subject, then the newest. In line order. */
export function chosenFindings(findings: readonly KnownFinding[]): readonly KnownFinding[] {
  if (findings.length <= maxFindings) return findings;
  const newestFirst = findings.toReversed();
  const firstOfGroup = new Set(
    new Map(findings.map((known) => [`${known.finding.problem} ${known.finding.subject}`, known])).values(),
  );
  const rank = (known: KnownFinding): number => (known.isCause ? 0 : firstOfGroup.has(known) ? 1 : 2);
  const chosen = new Set(newestFirst.toSorted((a, b) => rank(a) - rank(b)).slice(0, maxFindings));
  return findings.filter((known) => chosen.has(known));
}

/** The lines to read for them: with those around, in order and apart from each other. */
export function rangesOf(findings: readonly KnownFinding[]): readonly LineRange[] {
  const ranges: LineRange[] = [];
  for (const { finding } of findings) {
    const first = Math.max(1, finding.line - before);
    const last = Math.min(finding.endLine, finding.line + maxLinesOfFinding - 1) + after;
    const previous = ranges.at(-1);
    if (previous === undefined || first > previous.last + 1) ranges.push({ first, last });
    else ranges[ranges.length - 1] = { first: previous.first, last: Math.max(last, previous.last) };
  }
  return ranges;
}

export interface ExtractOf {
  /** As it is shown; may come from outside. */
  readonly name: string;
  /** What the file holds, e.g. "12 findings in 1,234,567 lines, 60 MB". */
  readonly summary: string;
  readonly findings: readonly KnownFinding[];
  /** How many findings are left out. */
  readonly left: number;
  readonly ranges: readonly LineRange[];
  readonly read: readonly LogLine[];
}

/** Puts the lines together, a heading above those of each range. */
export function makeExtract({ name, summary, findings, left, ranges, read }: ExtractOf): Extract {
  const rows: string[] = [
    `${shownText(name, 300)}: ${summary}.`,
    ...(left === 0 ? [] : [`${counted(left, 'finding')} of the same kinds are left out.`]),
    'These are the lines that matter with what stands around them. Each leads to its place in the file: Go to Definition.',
  ];
  const lines: (number | null)[] = rows.map(() => null);
  const sections: ExtractSection[] = [];
  const placed: KnownFinding[] = [];
  const within = ({ first, last }: LineRange, line: number): boolean => line >= first && line <= last;
  for (const range of ranges) {
    const here = findings.filter(({ finding }) => within(range, finding.line));
    const head = here.find(({ isCause }) => isCause) ?? here[0];
    if (head === undefined) continue;
    const { line, problem } = head.finding;
    const words = `line ${line.toLocaleString('en')}`;
    const subject = shownText(head.name ?? head.finding.subject, 200);
    const about = [problems[problem].title, subject, here.length > 1 ? `and ${here.length - 1} more` : ''];
    rows.push('', `━━ ${words} · ${about.filter((part) => part !== '').join(' · ')}`);
    lines.push(null, null);
    const row = rows.length - 1;
    for (const { line: number, text } of read.filter((one) => within(range, one.line))) {
      const decisive = here.filter(({ finding }) => finding.line === number);
      const shown = cut(text, decisive[0]?.finding.column ?? 1);
      for (const known of decisive) placed.push(moved(known, rows.length, shown));
      rows.push(shown.text);
      lines.push(number);
    }
    sections.push({ row, lastRow: rows.length - 1, link: { start: 3, end: 3 + words.length, line } });
  }
  return { text: `${rows.join('\n')}\n`, sections, lines, findings: placed };
}

interface CutLine {
  readonly text: string;
  /** How far to the right, or with a minus to the left, what is left of the line has moved. */
  readonly shift: number;
}

/** A long line around the decisive column, 1-based. */
function cut(text: string, column: number): CutLine {
  // What would end a row here did not end a line of the file as the engine counts them.
  const line = text.replace(/[\u2028\u2029\u0085]/g, ' ');
  if (line.length <= maxLength) return { text: line, shift: 0 };
  const start = Math.max(0, Math.min(column - 1 - maxLength / 4, line.length - maxLength));
  const end = start + maxLength;
  const head = start === 0 ? '' : '…';
  return {
    text: `${head}${line.slice(start, end)}${end < line.length ? '…' : ''}`,
    shift: head.length - start,
  };
}

/** The finding where its first line stands in the extract; of one that spans lines, the rest of that line. */
function moved(known: KnownFinding, row: number, { text, shift }: CutLine): KnownFinding {
  const { finding } = known;
  const column = Math.max(1, finding.column + shift);
  const end = finding.endLine === finding.line ? finding.endColumn + shift : text.length + 1;
  const endColumn = Math.max(column, Math.min(end, text.length + 1));
  return { ...known, finding: { ...finding, line: row + 1, column, endLine: row + 1, endColumn } };
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
