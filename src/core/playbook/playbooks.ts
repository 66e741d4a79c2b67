import type { ProblemId } from '../problem/catalogue.ts';
import { issuanceFailed } from './issuance-failed.ts';
import type { Playbook } from './playbook.ts';

/** Every playbook, in the order of its number. */
export const playbooks: readonly Playbook[] = [issuanceFailed];

export function findPlaybook(id: string): Playbook | undefined {
  return playbooks.find((playbook) => playbook.id === id);
}

/** The playbooks that lead past a problem, the one that meets it in its earliest step first; empty where none does. */
export function playbooksFor(problem: ProblemId): readonly Playbook[] {
  const place = (playbook: Playbook): number => playbook.steps.findIndex(({ asks }) => asks.includes(problem));
  return playbooks.filter((playbook) => place(playbook) >= 0).sort((one, other) => place(one) - place(other));
}
