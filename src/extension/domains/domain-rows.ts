import { oneVantage } from '../../core/domain/one-vantage.ts';
import { changeText } from '../../core/domain/changes.ts';
import type { ChangesSinceGood } from '../../core/domain/history.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { byUrgency, inTrouble, sslWords, type SslStatus } from '../../core/domain/status.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { Finding } from '../../core/problem/finding.ts';
import type { MarkdownLine } from '../plain-markdown.ts';
import { certificateRow } from './certificate-rows.ts';
import { findingRows, findingTooltip, type Surroundings } from './domain-finding-rows.ts';
import { challengeRow, namesRow, zonesRow } from './name-rows.ts';
import {
  badIcon,
  blue,
  counted,
  green,
  quiet,
  rowOf,
  severityIcons,
  unknownIcon,
  yellow,
  type Icon,
  type Row,
} from './row.ts';
import { platformRow } from '../platforms/platform-row.ts';
import { renewalRow, serverRow } from './server-rows.ts';

interface Known {
  readonly name: string;
  readonly intent: DomainIntent;
  readonly report: DomainReport | null;
  readonly checking: boolean;
  readonly changes?: ChangesSinceGood | null;
}

const sslIcons: Readonly<Record<SslStatus, Icon>> = {
  active: { id: 'pass-filled', color: green },
  expiring: { id: 'warning', color: yellow },
  pending: { id: 'sync', color: blue },
  none: { id: 'circle-large-outline', color: quiet },
  expired: badIcon,
  'not-yet-valid': badIcon,
  'wrong-host': badIcon,
  'self-signed': badIcon,
  untrusted: badIcon,
  'incomplete-chain': badIcon,
  unreachable: badIcon,
  unknown: unknownIcon,
};

/** A file whose entries cannot all be used: what is wrong stands there, at its line. */
export function wrongEntriesRow(file: string, lines: readonly number[]): Row {
  const where = `line ${[...new Set(lines)].join(', ')}`;
  const what = lines.length === 1 ? '1 entry cannot be used' : `${lines.length} places cannot be used`;
  return rowOf({
    id: `file:${file}`,
    label: what,
    description: where,
    icon: severityIcons.warning,
    accessible: `${what} in ${file}, ${where}`,
    tooltip: [{ kind: 'text', text: `${file}, ${where}. The other entries work.` }],
    contextValue: 'file',
  });
}

/** The rows of all domains, worst first, then by name. */
export function domainRows(domains: readonly Known[], around: Surroundings = nobody): readonly Row[] {
  return worstFirst(domains).map((domain) => domainRow(domain, around));
}

/** So many rows are handed to the editor at once: more make it pause. */
const mostRows = 500;

/** The tree's rows: the worst domains, and of thousands the others in groups. */
export function groupedDomainRows(domains: readonly Known[], around: Surroundings): readonly Row[] {
  const sorted = worstFirst(domains);
  const groups = Array.from({ length: Math.max(0, Math.ceil(sorted.length / mostRows) - 1) }, (_, index) => {
    const from = (index + 1) * mostRows;
    return groupRow(sorted.slice(from, from + mostRows), from + 1, around);
  });
  return [...sorted.slice(0, mostRows).map((domain) => domainRow(domain, around)), ...groups];
}

function groupRow(domains: readonly Known[], from: number, around: Surroundings): Row {
  const counts = new Map<string, number>();
  for (const { report } of domains) {
    const word = report === null ? 'not checked yet' : isEndangered(report) ? 'endangered' : sslWords(report.ssl);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return rowOf(
    {
      id: `group:${from}`,
      label: `${from} to ${from + domains.length - 1}`,
      description: [...counts].map(([word, count]) => `${count} ${word}`).join(', '),
      icon: { id: 'list-flat', color: null },
      contextValue: 'group',
    },
    () => domains.map((domain) => domainRow(domain, around)),
  );
}

function worstFirst(domains: readonly Known[]): readonly Known[] {
  return domains.toSorted((a, b) => compareReports(a.report, b.report) || byName(a, b));
}

const nobody: Surroundings = { trusted: false, prompt: { shell: null, isRoot: false }, issuer: null };

/** Names are A-labels in lower case: their order needs no collation, which ten thousand of them would wait for. */
function byName(one: Known, other: Known): number {
  return one.name < other.name ? -1 : Number(one.name > other.name);
}

/** What was not looked at yet stands last. */
function compareReports(one: DomainReport | null, other: DomainReport | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return byUrgency(one.ssl, other.ssl) || Number(isEndangered(other)) - Number(isEndangered(one));
}

function domainRow({ name, intent, report, checking, changes = null }: Known, around: Surroundings): Row {
  const id = `domain:${name}`;
  const state = report === null ? (checking ? 'checking' : 'not checked yet') : words(report);
  const icon = report === null ? sslIcons.unknown : isEndangered(report) ? sslIcons.expiring : sslIcons[report.ssl];
  return rowOf(
    {
      id,
      label: name,
      description: checking && report !== null ? `${state} · checking` : state,
      icon: checking ? { id: 'sync~spin', color: blue } : icon,
      accessible: `${name}, ${state}${checking ? ', checking' : ''}`,
      tooltip: () => (report === null ? [] : domainTooltip(name, report)),
      contextValue: report === null ? 'domain' : 'domain.seen',
      sight: { look: 'name', name: intent.name.ascii },
    },
    report === null
      ? null
      : () => [
          ...findingRows(id, intent, report, around),
          ...changedRow(id, changes),
          namesRow(id, report),
          ...zonesRow(id, intent.name.ascii, report.observations.authority ?? []),
          ...certificateRow(id, report.observations.tls),
          challengeRow(id, intent.method, report),
          serverRow(id, intent, report),
          ...platformRow(id, intent, report),
          renewalRow(id, intent, report, new Date(report.at)),
        ],
  );
}

/** Does the domain need somebody, whatever its certificate is worth today? For the badge. */
export function needsSomebody(report: DomainReport): boolean {
  return inTrouble(report.ssl) || report.findings.some(({ severity }) => severity === 'error');
}

/** The certificate is good today, but something stands in the way of the next one. */
function isEndangered(report: DomainReport): boolean {
  return report.ssl === 'active' && firstTrouble(report) !== undefined;
}

function firstTrouble({ findings }: DomainReport): Finding | undefined {
  return findings.find(({ severity }) => severity === 'error' || severity === 'warning');
}

function words(report: DomainReport): string {
  const { ssl, sslDetail } = report;
  const word = sslWords(ssl);
  const trouble = isEndangered(report) ? firstTrouble(report) : undefined;
  const parts = sslDetail.startsWith(word) ? [sslDetail] : [word, sslDetail];
  return [...parts, trouble === undefined ? '' : problems[trouble.problem].title]
    .filter((part) => part !== '')
    .join(' · ');
}

function domainTooltip(name: string, report: DomainReport): readonly MarkdownLine[] {
  const first = firstTrouble(report);
  return [
    { kind: 'heading', text: `${name}: ${words(report)}` },
    ...(first === undefined ? [] : findingTooltip(first).slice(1)),
    { kind: 'text', text: `Seen from ${report.vantage} at ${localTime(report.at)}. ${oneVantage(name)}` },
  ];
}

/** What is otherwise than when the domain was last well. */
function changedRow(id: string, changes: ChangesSinceGood | null): readonly Row[] {
  if (changes === null || changes.changes.length === 0) return [];
  const since = localTime(changes.since);
  return [
    rowOf(
      {
        id: `${id}:changed`,
        label: 'Changed',
        description: `${counted(changes.changes.length, 'thing')} since it was last well, ${since}`,
        icon: { id: 'diff', color: yellow },
        contextValue: 'changed',
      },
      () =>
        changes.changes.slice(0, 100).map((change, index) =>
          rowOf({
            id: `${id}:changed:${index}`,
            label: change.subject,
            description: changeText(change).slice(changeText(change).indexOf(': ') + 2),
            icon: { id: 'diff-modified', color: null },
            accessible: changeText(change),
            tooltip: [
              { kind: 'heading', text: change.subject },
              { kind: 'text', text: 'Now' },
              { kind: 'quote', text: change.after.join('\n') || 'nothing' },
              { kind: 'text', text: `Was, ${since}` },
              { kind: 'quote', text: change.before.join('\n') || 'nothing' },
            ],
            contextValue: 'change',
          }),
        ),
    ),
  ];
}

function localTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}
