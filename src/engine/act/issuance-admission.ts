import type { CaChoice, IssueRequest } from '../../core/acme/issuance.ts';
import { trialDirectoryOf } from '../../core/acme/certificate-authorities.ts';
import { challengeFor } from '../../core/acme/challenge-plan.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { Run } from '../engine.ts';
import { acceptRisk } from './accept-risk.ts';
import { isAcmeError } from './acme-connection.ts';
import type { CaLedger } from './ca-ledger.ts';
import { isFailureOfCa } from './careful-connection.ts';
import { actFinding, IssuanceStop } from './issuance-stop.ts';

/**
 * May the CA be asked now? What it said of the next try holds whatever the user says; before our own patience is at its
 * end, the user is asked. Rejects with `IssuanceStop`.
 * @param names as they stand in the certificate
 * @param isNew an order will be made; one that is under way goes on without waiting
 */
export async function demandAdmission(
  ledger: CaLedger,
  names: readonly string[],
  isNew: boolean,
  run: Run,
): Promise<void> {
  const { refused, backOff } = await ledger.outlook(names, new Date(), false);
  if (refused !== null) {
    const text = `The CA was not asked: it allows the next try from ${refused.until}.`;
    const evidence = [{ label: 'What the CA said', text: refused.text }];
    const finding = actFinding('ca-overloaded', names[0] ?? '', problems['ca-overloaded'].title, evidence);
    throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
  }
  if (!isNew || backOff.nextTry === null) return;
  const tries = backOff.failures === 1 ? 'The last try' : `The last ${String(backOff.failures)} tries`;
  const why = `${tries} failed. The next one is due at ${backOff.nextTry}; CAs count what fails. Say yes if you have changed what was wrong.`;
  await acceptRisk('too-early', why, run);
}

/** Writes into the ledger that a run failed at the CA, with the time of the next one. Never rejects: the failure itself is what is told. */
export async function noteFailure(ledger: CaLedger, names: readonly string[], error: unknown): Promise<void> {
  if (!isFailureOfCa(error)) return;
  const retryAfter = isAcmeError(error) ? error.problem.retryAfter : null;
  await ledger.noteFailure(names, error instanceof Error ? error.message : '', retryAfter).catch(() => undefined);
}

/**
 * The CA's trial service, where it has one and trying there asks nothing of the user: with an account of its own it cannot
 * be bound to an external one, and a record that is written by hand, or bound to the account, would have to be made twice.
 */
export function trialOf(request: IssueRequest): CaChoice | null {
  const { ca, intent } = request;
  const plans = intent.names.map((name) => challengeFor(request, name));
  if (ca.externalAccount !== null) return null;
  if (plans.some(({ by, type }) => by === 'hand' || type === 'dns-persist-01')) return null;
  const known = trialDirectoryOf(ca.directoryUrl);
  const trial = ca.trial === undefined ? (known === null ? null : { directoryUrl: known, rootFile: null }) : ca.trial;
  return trial === null ? null : { ...ca, ...trial, trial: null, preferredChain: null };
}
