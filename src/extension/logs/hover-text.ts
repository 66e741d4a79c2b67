import { problems } from '../../core/problem/catalogue.ts';
import type { Remedy } from '../../core/problem/remedy.ts';
import type { FindingAction } from './finding-actions.ts';
import type { KnownFinding } from './known-findings.ts';
import { shownLine } from '../shown-text.ts';
import { anyPrompt, commandLine } from '../remedies/terminal-prompt.ts';
import { whoCanFix } from './who-can-fix.ts';

/** What the hover over a finding says, as plain text: whoever renders it decides what may be Markdown. */
export interface HoverText {
  readonly cause: string;
  /** The name, file or address; empty where the line does not say. */
  readonly subject: string;
  /** The line of the log, cleaned of characters that deceive; still hostile. */
  readonly evidence: string;
  readonly meaning: string;
  readonly fix: string;
  readonly who: string;
  readonly note: string | null;
  /** The first remedy that is a command, as a line. */
  readonly terminal: string | null;
  /** One of each label. */
  readonly links: readonly FindingAction[];
}

const maxEvidence = 240;

export function hoverText(
  known: KnownFinding,
  lineText: string,
  {
    remedies,
    actions,
    note,
  }: {
    readonly remedies: readonly Remedy[];
    readonly actions: readonly FindingAction[];
    readonly note: string | null;
  },
): HoverText {
  const { finding } = known;
  const { title, meaning, fix, area } = problems[finding.problem];
  const command = remedies.find((remedy) => remedy.kind === 'command');
  return {
    cause: title,
    subject: finding.subject,
    evidence: shownLine(lineText, finding.column - 1, maxEvidence),
    meaning,
    fix,
    who: whoCanFix[area],
    note,
    terminal: command === undefined ? null : commandLine(command, anyPrompt),
    links: actions.filter(({ label }, index) => actions.findIndex((action) => action.label === label) === index),
  };
}
