import type { Remedy, RecordRemedy } from '../../core/problem/remedy.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { CommandId } from '../feature.ts';
import { commands } from '../ids.ts';
import type { KnownFinding } from './known-findings.ts';
import { anyPrompt, commandLine, type TerminalPrompt } from './terminal-prompt.ts';
import { canBeVerified } from './verdict.ts';

/** What is done with a remedy. The words are all that a link carries beside the finding's id and the remedy's index. */
export type RemedyUse = 'type' | 'copy' | 'open' | 'playbook';

/** One thing that can be done about a finding. */
export interface FindingAction {
  /** Says exactly what will happen; may hold text from the log that passed its grammar. */
  readonly title: string;
  /** A few words of our own, for a link. */
  readonly label: string;
  readonly command: CommandId;
  /** Opaque ids and words of fixed lists; never text of the log. */
  readonly args: readonly (string | number)[];
}

export interface ActionContext {
  /** Without trust nothing is looked at and nothing is typed anywhere. */
  readonly trusted: boolean;
  readonly prompt: TerminalPrompt;
  /** As core/problem/advise.ts gives them, the first one first. */
  readonly remedies: readonly Remedy[];
}

/** Quick fixes in the product's order: the live check, the remedies, the playbook, the explanation. */
export function findingActions(known: KnownFinding, context: ActionContext): readonly FindingAction[] {
  const { finding, name, id } = known;
  const { trusted, remedies } = context;
  const actions: FindingAction[] = [];
  if (trusted && name !== null && canBeVerified(finding.problem)) {
    actions.push({
      title: `Verify now: check ${name} live`,
      label: 'Verify now',
      command: commands.verifyFinding,
      args: [id],
    });
  }
  for (const [index, remedy] of remedies.entries()) {
    for (const { use, title, label } of remedyUses(remedy, context)) {
      actions.push({ title, label, command: commands.applyRemedy, args: [id, use, index] });
    }
  }
  if (trusted) {
    actions.push({
      title: name === null ? 'Start playbook for this problem…' : `Start playbook for ${name}…`,
      label: 'Playbook',
      command: commands.applyRemedy,
      args: [id, 'playbook'],
    });
  }
  actions.push({
    title: `Explain: ${problems[finding.problem].title}`,
    label: 'Explain',
    command: commands.explainProblem,
    args: [finding.problem],
  });
  return actions;
}

function remedyUses(
  remedy: Remedy,
  { trusted, prompt }: ActionContext,
): readonly { readonly use: RemedyUse; readonly title: string; readonly label: string }[] {
  switch (remedy.kind) {
    case 'command': {
      const typed = trusted ? commandLine(remedy, prompt) : null;
      const copied = commandLine(remedy, anyPrompt);
      return [
        ...(typed === null
          ? []
          : [
              {
                use: 'type',
                title: `${remedy.title}: type "${typed}" into a terminal`,
                label: 'Type command',
              } as const,
            ]),
        ...(copied === null ? [] : [{ use: 'copy', title: `Copy "${copied}"`, label: 'Copy command' } as const]),
      ];
    }
    case 'record':
      return [{ use: 'copy', title: `${remedy.title}: copy "${recordLine(remedy)}"`, label: 'Copy record' }];
    case 'open-file':
      return [
        {
          use: 'open',
          title: `Open ${remedy.path}${remedy.line === null ? '' : `:${remedy.line}`}`,
          label: 'Open file',
        },
      ];
    case 'documentation':
      return [{ use: 'open', title: `Read: ${remedy.title}`, label: 'Documentation' }];
    case 'setting':
      return [{ use: 'open', title: remedy.title, label: 'Setting' }];
    case 'manual':
      return [{ use: 'open', title: `${remedy.title} (${remedy.where})…`, label: remedy.where }];
  }
}

/** The record as a zone file writes it (RFC 1035 §5.1), without a TTL. */
export function recordLine({ name, type, value }: RecordRemedy): string {
  const shown = type === 'TXT' && value !== null ? `"${value}"` : value;
  return [`${name}.`, 'IN', type, shown].filter((part) => part !== null).join(' ');
}
