import { problems } from '../../core/problem/catalogue.ts';
import type { CommandId } from '../feature.ts';
import { commands } from '../ids.ts';
import type { KnownFinding } from './known-findings.ts';
import { remedyUses, type UseContext } from './remedy-use.ts';
import { canBeVerified } from './verdict.ts';

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

/** Quick fixes in the product's order: the live check, the remedies, the playbook, the explanation. */
export function findingActions(known: KnownFinding, context: UseContext): readonly FindingAction[] {
  const { finding, name, id } = known;
  const { trusted } = context;
  const actions: FindingAction[] = [];
  if (trusted && name !== null && canBeVerified(finding.problem)) {
    actions.push({
      title: `Verify now: check ${name} live`,
      label: 'Verify now',
      command: commands.verifyFinding,
      args: [id],
    });
  }
  const { menu, rest } = remedyUses(context);
  for (const { kind, index, title, label } of menu) {
    actions.push({ title, label, command: commands.applyRemedy, args: [id, kind, index] });
  }
  if (rest.length > 0) {
    actions.push({
      title: `More ways to fix it (${rest.length})…`,
      label: 'More',
      command: commands.applyRemedy,
      args: [id, 'more'],
    });
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
