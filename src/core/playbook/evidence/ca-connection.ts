import { durationWords } from '../../certificate/lifetime.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import type { AcmeAccount } from '../../host/acme-account.ts';
import type { EvidenceRow } from '../evidence.ts';
import { machineRow, plain, type Collect } from './rows.ts';

/** Less than this between the clocks is the network's delay, and more breaks signatures and dates. */
const clockToleranceMs = 60_000;

/** Does the CA's directory answer, is it trusted, does it say what it wants, and do the clocks agree? */
export const caConnection: Collect = (intent, { report }) => {
  const { ca, host } = report.observations;
  const accounts = (host?.accounts ?? []).map((account) => accountRow(intent, account));
  if (ca == null) return plain(accounts, 'The CA was not asked: it is only where the settings name it.');
  const row = (what: string, seen: string, mark: EvidenceRow['mark']): EvidenceRow =>
    machineRow(intent, what, seen, mark);
  const { outcome, directoryUrl } = ca;
  if (outcome.kind === 'failed') return plain([row(directoryUrl, outcome.text, 'problem'), ...accounts]);
  const { status, directory, distrust, clockAheadMs } = outcome;
  const skew = clockAheadMs === null ? null : Math.abs(clockAheadMs);
  const isBinding = directory?.externalAccountRequired === true;
  const hasAccount = (host?.accounts ?? []).some((one) => one.broken === null && one.ca === hostOf(directoryUrl));
  const evidence = plain([
    row(
      directoryUrl,
      directory === null ? `HTTP ${status}, no ACME directory` : `HTTP ${status}, an ACME directory`,
      directory === null ? 'problem' : 'fine',
    ),
    row('trust in the CA', distrust ?? 'trusted', distrust === null ? 'fine' : 'problem'),
    skew === null
      ? row('clock', 'the CA told no time', 'unknown')
      : row(
          'clock',
          skew < 1_000 ? 'agrees' : `${skew < 60_000 ? `${Math.round(skew / 1_000)} s` : durationWords(skew)} apart`,
          skew > clockToleranceMs ? 'problem' : 'fine',
        ),
    ...(directory === null
      ? []
      : [
          // A CA that demands it makes no account that is not bound.
          row(
            'account',
            isBinding ? 'must be bound to one at the CA (EAB)' : 'needs no binding',
            isBinding && !hasAccount ? 'you' : 'fine',
          ),
          row(
            'profiles',
            directory.profiles.length === 0 ? 'none to choose from' : directory.profiles.join(', '),
            'fine',
          ),
        ]),
    ...accounts,
  ]);
  return isBinding && !hasAccount ? { ...evidence, question: 'Is the account bound (EAB) at the CA?' } : evidence;
};

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

function accountRow(intent: DomainIntent, { client, file, ca, broken }: AcmeAccount): EvidenceRow {
  const what = `account of ${client}, ${file}`;
  if (broken !== null) return machineRow(intent, what, broken, 'problem');
  return machineRow(intent, what, ca === null ? 'with a CA that it does not name' : `with ${ca}`, 'fine');
}
