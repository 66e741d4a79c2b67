import { riskTitles, type ActRisk } from '../../core/acme/act-risk.ts';
import type { UnseenAnswers } from '../../core/acme/issuance.ts';
import type { Run } from '../engine.ts';
import { IssuanceStop } from './issuance-stop.ts';
import { untilAborted } from '../until-aborted.ts';

/** Asks whether to go on all the same. Rejects with `IssuanceStop` where the answer is no, and with the signal's reason. */
export async function acceptRisk(risk: ActRisk, why: string, run: Run, unseen?: UnseenAnswers): Promise<void> {
  const title = riskTitles[risk];
  const yes = await untilAborted(
    run.confirm({ title, why, argv: null, risk, ...(unseen === undefined ? {} : { unseen }) }),
    run.signal,
  );
  if (!yes) throw new IssuanceStop({ kind: 'declined', what: title });
}
