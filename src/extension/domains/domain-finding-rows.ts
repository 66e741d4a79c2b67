import { remediesFor } from '../../core/problem/advise.ts';
import { explainFindings } from '../../core/judge/explain-findings.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import type { Finding } from '../../core/problem/finding.ts';
import type { Remedy } from '../../core/problem/remedy.ts';
import { commands } from '../ids.ts';
import { remedyUses, type RemedyUse } from '../logs/remedy-use.ts';
import type { MarkdownLine } from '../plain-markdown.ts';
import type { TerminalPrompt } from '../remedies/terminal-prompt.ts';
import { rowOf, severityIcons, type Icon, type Row } from './row.ts';

/** What the editor around the tree knows. */
export interface Surroundings {
  readonly trusted: boolean;
  readonly prompt: TerminalPrompt;
  /** How CAA records name the CA that is used; null where it is not known. */
  readonly issuer: string | null;
}

/** So many ways to help stand below a finding; the others are one click away. */
const mostUses = 4;

/** The findings of a domain: below each what can be done about it, then what it explains. */
export function findingRows(
  id: string,
  intent: DomainIntent,
  report: DomainReport,
  around: Surroundings,
): readonly Row[] {
  const row = (finding: Finding, consequences: readonly Finding[], isFirst: boolean): Row => {
    const own = `${id}:finding:${report.findings.indexOf(finding)}`;
    const { title } = problems[finding.problem];
    return rowOf(
      {
        id: own,
        label: title,
        // The subject is said where it is another name than the row above already says.
        description: [
          ...(finding.subject === report.name ? [] : [finding.subject]),
          ...(consequences.length === 0 ? [] : [`explains ${consequences.length} more`]),
        ].join(' · '),
        icon: severityIcons[finding.severity],
        accessible: `${finding.severity}: ${title}, ${finding.subject}. ${finding.message}`,
        tooltip: findingTooltip(finding),
        contextValue: 'finding',
        fold: isFirst ? 'expanded' : 'collapsed',
        sight: { problem: finding.problem, subject: finding.subject },
      },
      () => [
        ...remedyRows(own, usesFor(finding, intent, report, around).uses),
        ...consequences.map((one) => row(one, [], false)),
      ],
    );
  };
  return explainFindings(report.findings).map(({ finding, consequences }, index) =>
    row(finding, consequences, index === 0 && finding.severity !== 'info' && finding.severity !== 'hint'),
  );
}

/** What can be done about a finding of a domain, and how. */
export function usesFor(
  { problem, subject }: Finding,
  intent: DomainIntent,
  { observations: { host } }: DomainReport,
  { trusted, prompt, issuer }: Surroundings,
): { readonly remedies: readonly Remedy[]; readonly uses: readonly RemedyUse[] } {
  const client = host?.lineages[0]?.client ?? null;
  const remedies = remediesFor({ problem, subject }, { intent, issuer, client });
  const { menu, rest } = remedyUses({ trusted, prompt, remedies });
  return { remedies, uses: [...menu, ...rest] };
}

const useIcons: Readonly<Record<RemedyUse['kind'], Icon>> = {
  type: { id: 'terminal', color: null },
  copy: { id: 'copy', color: null },
  open: { id: 'go-to-file', color: null },
};

function remedyRows(id: string, uses: readonly RemedyUse[]): readonly Row[] {
  return uses.slice(0, mostUses).map(({ kind, title }, index) =>
    rowOf({
      id: `${id}:use:${index}`,
      label: title,
      icon: useIcons[kind],
      tooltip: [{ kind: 'text', text: title }],
      contextValue: 'remedy',
      command: commands.remedyDomainFinding,
    }),
  );
}

export function findingTooltip({ problem, message, evidence }: Finding): readonly MarkdownLine[] {
  const { title, meaning, fix } = problems[problem];
  return [
    { kind: 'heading', text: title },
    { kind: 'text', text: message },
    ...evidence.slice(0, 4).map(({ label, text }): MarkdownLine => ({ kind: 'quote', text: `${label}\n${text}` })),
    { kind: 'text', text: meaning },
    { kind: 'text', text: fix },
  ];
}
