import { clientRenewal } from '../acme/client-renewal.ts';
import { textOf } from '../domain/name.ts';
import { remediesFor } from '../problem/advise.ts';
import type { Remedy } from '../problem/remedy.ts';
import type { PlaybookStep } from './playbook.ts';
import type { PlaybookRun, StepRun } from './run.ts';

/**
 * What can be done about a step, best first: the renewal by the client that owns the certificate, then what helps
 * against the problem that was found, or against the one that the step is about.
 * @param issuer how CAA records name the CA that is used; null where it is not known
 */
export function stepRemedies(
  step: PlaybookStep,
  { state, findings, evidence }: Pick<StepRun, 'state' | 'findings' | 'evidence'>,
  { intent, circumstances }: Pick<PlaybookRun, 'intent' | 'circumstances'>,
  issuer: string | null,
): readonly Remedy[] {
  const { owner } = circumstances;
  const context = { intent, issuer, client: owner?.client ?? null };
  const [finding] = findings;
  // A question to the user is nothing wrong yet.
  const isWrong = state === 'problem' || (state === 'you' && evidence.some(({ mark }) => mark === 'problem'));
  const subject = textOf(intent.name);
  const about =
    finding !== undefined
      ? remediesFor(finding, context)
      : isWrong && step.act === null && step.checkedLike !== null
        ? remediesFor({ problem: step.checkedLike, subject }, context)
        : [];
  return step.act === null ? about : [...ownerRenewal(owner), ...about];
}

function ownerRenewal(owner: PlaybookRun['circumstances']['owner']): readonly Remedy[] {
  const way = owner === null ? null : clientRenewal(owner);
  if (way === null) return [];
  return [{ kind: 'command', title: `Renew with ${way.client}`, argv: way.renew, root: way.root, note: way.note }];
}
