import { momentWords } from '../../core/certificate/lifetime.ts';
import { playbooksFor } from '../../core/playbook/playbooks.ts';
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

export interface ActionContext extends UseContext {
  readonly now: Date;
  /** A folder is open whose list of domains can take the name, and does not hold it yet. */
  readonly canAdd: boolean;
  /** There are settings of a workspace. */
  readonly hasWorkspace: boolean;
}

/**
 * Quick fixes in the product's order: the live check, the remedies, the playbook, the explanation, and last how not to
 * hear of it.
 */
export function findingActions(known: KnownFinding, context: ActionContext): readonly FindingAction[] {
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
  const retryAt = retryTime(known, context.now);
  if (retryAt !== null) {
    actions.push({
      title: `Remind me when the CA allows the next try: ${momentWords(retryAt)}`,
      label: 'Remind me',
      command: commands.applyRemedy,
      args: [id, 'remind'],
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
  // A playbook that is not made for the problem would lead astray.
  if (trusted && playbooksFor(finding.problem).length > 0) {
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
  if (trusted && name !== null && context.canAdd) {
    actions.push({
      title: `Add ${name} to the domains and check it`,
      label: 'Add domain',
      command: commands.applyRemedy,
      args: [id, 'add-domain'],
    });
  }
  if (context.hasWorkspace) {
    actions.push({
      title: `Ignore this message in this workspace (${finding.signature})`,
      label: 'Ignore here',
      command: commands.applyRemedy,
      args: [id, 'ignore-here'],
    });
  }
  actions.push({
    title: `Ignore this message everywhere (${finding.signature})`,
    label: 'Ignore everywhere',
    command: commands.applyRemedy,
    args: [id, 'ignore-everywhere'],
  });
  return actions;
}

/** No CA makes anybody wait longer; what a log says beyond it is no time to wait for. In milliseconds. */
const longestWaitMs = 31 * 86_400_000;

/** When the CA allows the next try, where that is still to come. ISO 8601, UTC. */
export function retryTime({ finding }: KnownFinding, now: Date): string | null {
  const at = finding.captures['retryAfter'];
  const waitMs = Date.parse(at ?? '') - now.getTime();
  return at !== undefined && waitMs > 0 && waitMs < longestWaitMs ? at : null;
}
