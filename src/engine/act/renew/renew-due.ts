import type { IssuePlan } from '../../../core/acme/issue-plan.ts';
import type { Finding } from '../../../core/problem/finding.ts';
import { deployTitles } from '../../../core/acme/deploy-plan.ts';
import { waysOf } from '../../../core/acme/challenge-plan.ts';
import { issuedText } from '../../../core/acme/issued-text.ts';
import type { IssueReport, IssueRequest, IssueSecrets } from '../../../core/acme/issuance.ts';
import { nextTry, renewalState, type DueRenewal, type OwnRenewal } from '../../../core/acme/renewal.ts';
import { stoppedText } from '../../../core/acme/stopped-text.ts';
import type { NetworkOptions, PlannedAct, Run } from '../../engine.ts';
import { demandOwn } from '../own-places.ts';
import { ownRenewals } from './own-renewals.ts';
import { updateRenewalWords } from './update-renewal-words.ts';

/** Both are asked of one request, with what it takes. */
interface Issuer {
  plan: (...asked: Asked) => Promise<Pick<IssuePlan, 'findings'>>;
  issue: (...asked: Asked) => Promise<IssueReport>;
}
type Asked = [request: IssueRequest, secrets: IssueSecrets, network: NetworkOptions, run: Run];

/** With less time left the CA is asked whatever was seen: a try that fails costs less than a certificate that ends. */
const lastChanceMs = 86_400_000;

/**
 * Renews, one after the other, what was issued into this storage and is due, as it was asked for the last time. The CA is
 * not asked where something is seen to be wrong that it would refuse. One that fails keeps none of the others from being
 * renewed. `agreed`: the commands and files of the kept requests were agreed to when they were first carried out; questions
 * beyond them are answered with no.
 */
export async function renewDue(
  storage: string,
  secrets: IssueSecrets,
  network: NetworkOptions,
  run: Run,
  { plan, issue, agreed }: Issuer & { readonly agreed: boolean },
): Promise<readonly DueRenewal[]> {
  const outcomes: DueRenewal[] = [];
  await demandOwn(storage);
  await updateRenewalWords(storage, new Date(), run.signal);
  for (const renewal of await ownRenewals(storage, new Date(), run.signal)) {
    run.signal.throwIfAborted();
    const failed = (error: unknown): DueRenewal => {
      run.signal.throwIfAborted();
      const text = error instanceof Error ? error.message : String(error);
      return { names: renewal.names, outcome: 'failed', text, report: null };
    };
    outcomes.push(await renewOne(renewal).catch(failed));
  }
  return outcomes;

  async function renewOne(renewal: OwnRenewal): Promise<DueRenewal> {
    const { names, request, due } = renewal;
    const now = new Date();
    const said = (outcome: DueRenewal['outcome'], text: string, report: IssueReport | null = null): DueRenewal => ({
      ...{ names, outcome, text, report },
    });
    if (request === null && renewal.certificate === null) {
      return said('not-due', 'There is no certificate yet; issue it by hand.');
    }
    if (request === null) return said('unknown', 'How it was asked for is not kept; issue it once more by hand.');
    const state = renewalState(renewal, now);
    const [last] = renewal.activities;
    const isBack = last?.outcome === 'rolled-back';
    if (state === 'well' && (renewal.status !== 'deployment failed' || isBack)) {
      return said('not-due', `It is due from ${due?.from ?? ''}.${isBack ? ' It was rolled back by hand.' : ''}`);
    }
    // What somebody took out of service is not put there again while nobody looks.
    if (isBack && state !== 'expired' && last.serialNumber !== renewal.certificate?.serialNumber) {
      return said(
        'failed',
        'It was rolled back by hand to one that is due. Renew it by name to say what is to be served.',
      );
    }
    const wait = nextTry(renewal, now);
    if (wait !== null) {
      const text = `${renewal.backOff.text} The next try is possible from ${wait}.`.trim();
      const { notAfter } = renewal;
      // Whoever runs this, such as a timer, is to notice that nobody is served meanwhile.
      if (notAfter !== null && notAfter <= wait)
        return said('failed', `${text} The certificate ends before: ${notAfter}.`);
      return said('waits', text);
    }
    const held = state === 'well' || last?.outcome === 'open' ? null : await heldBy(renewal, request);
    if (held !== null) return said('failed', `The CA was not asked: ${held}`);
    const report = await issue(request, secrets, network, {
      ...run,
      confirm: (act) => (agreed && isKept(act, request) ? Promise.resolve(true) : run.confirm(act)),
    });
    const { stopped } = report;
    if (stopped === null) return said('renewed', issuedText(report, request.deploy), report);
    return said('failed', stoppedText(stopped), report);
  }

  /** What the CA would refuse, in words; null where nothing is seen, or no time is left to wait for it. */
  async function heldBy({ notAfter }: OwnRenewal, request: IssueRequest): Promise<string | null> {
    if (notAfter !== null && Date.parse(notAfter) - Date.now() < lastChanceMs) return null;
    const looked = await plan(request, secrets, network, run).catch((error: unknown) => {
      run.signal.throwIfAborted();
      // Whoever cannot look does not know better than the attempt, which looks for itself.
      if (error instanceof Error) return { findings: [] };
      throw error;
    });
    // Whether a proof that the CA alone sees may be asked for again is answered for each name, when it is there.
    const isAnswered = ({ problem }: Finding): boolean =>
      problem === 'http-selfcheck-failed' && Object.keys(request.seenByCaAlone ?? {}).length > 0;
    const wrong = looked.findings.filter((one) => one.severity === 'error' && !isAnswered(one));
    return wrong.length === 0 ? null : [...new Set(wrong.map(({ message }) => message))].slice(0, 3).join(' ');
  }
}

/** What the kept request itself tells: its commands and files, and the program that writes its records. */
function isKept({ title, argv, risk, unseen = {} }: PlannedAct, request: IssueRequest): boolean {
  if (risk !== undefined) {
    // One whose address DNS still knew then is another matter than one that is gone.
    const places = Object.entries(unseen);
    const before = request.seenByCaAlone ?? {};
    return risk === 'token-not-seen' && places.length > 0 && places.every(([place, what]) => before[place] === what);
  }
  if (title === deployTitles.test || title === deployTitles.files || title === deployTitles.reload) return true;
  const [program = '', ...rest] = argv ?? [];
  return waysOf(request).some(
    ({ plan }) =>
      plan.by === 'hook' &&
      (program === plan.argv[0] || program.endsWith(`/${plan.argv[0] ?? ''}`)) &&
      // Behind its own words stand "add" or "remove", the name and the value.
      rest.length === plan.argv.length + 2 &&
      plan.argv.slice(1).every((word, at) => rest[at] === word),
  );
}
