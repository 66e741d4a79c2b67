import type { DomainReport } from '../domain/report.ts';
import type { SslStatus } from '../domain/status.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import { automationFailure } from './automation-failure.ts';
import { browserWarns } from './browser-warns.ts';
import { certificateExpired } from './certificate-expired.ts';
import { challengeDelegation } from './challenge-delegation.ts';
import { cloudPanelRenewal } from './cloudpanel-renewal.ts';
import { deploymentStuck } from './deployment-stuck.ts';
import { errorMessages } from './error-messages.ts';
import { hardeningAdvice } from './hardening-advice.ts';
import { issuanceFailed } from './issuance-failed.ts';
import { mixedContent } from './mixed-content.ts';
import { notRenewing } from './not-renewing.ts';
import { oldCertificateServed } from './old-certificate-served.ts';
import type { Playbook } from './playbook.ts';

/** Every playbook, in the order of its number. */
export const playbooks: readonly Playbook[] = [
  issuanceFailed,
  certificateExpired,
  browserWarns,
  mixedContent,
  cloudPanelRenewal,
  errorMessages,
  challengeDelegation,
  notRenewing,
  automationFailure,
  oldCertificateServed,
  deploymentStuck,
  hardeningAdvice,
];

export function findPlaybook(id: string): Playbook | undefined {
  return playbooks.find((playbook) => playbook.id === id);
}

/**
 * The playbooks that lead past a problem: first the one that is made for it, then those that meet it in an early step;
 * empty where none does.
 */
export function playbooksFor(problem: ProblemId): readonly Playbook[] {
  const place = ({ startsFrom, steps }: Playbook): number =>
    startsFrom.problems.includes(problem) ? 0 : 1 + steps.findIndex(({ asks }) => asks.includes(problem));
  const meets = ({ startsFrom, steps }: Playbook): boolean =>
    startsFrom.problems.includes(problem) || steps.some(({ asks }) => asks.includes(problem));
  return playbooks.filter(meets).toSorted((one, other) => place(one) - place(other));
}

/** Why no playbook leads past a problem, for whoever comes with it. */
export const withoutPlaybook: Readonly<Partial<Record<ProblemId, string>>> = {
  'mail-no-tls':
    'The mail server has to be set up for STARTTLS, which is one change in its own configuration: the remedies of the problem name it.',
};

/**
 * The playbooks that fit what was typed: a number, words of a title, what a platform or an older instruction calls it;
 * best first, empty where nothing fits.
 */
export function searchPlaybooks(text: string): readonly Playbook[] {
  const typed = plainWords(text);
  if (typed.length === 0) return playbooks;
  const scored = playbooks.map((playbook) => ({ playbook, score: scoreOf(playbook, typed) }));
  return scored
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ playbook }) => playbook);
}

/** A phrase that stands in the text as a whole counts by its length; else the share of the typed words that are known. */
function scoreOf({ id, title, when, startsFrom }: Playbook, typed: readonly string[]): number {
  const line = ` ${typed.join(' ')} `;
  if (line === ` ${plainWords(id).join(' ')} `) return Number.MAX_SAFE_INTEGER;
  const phrases = [title, ...startsFrom.words].map(plainWords);
  const whole = phrases.filter((phrase) => line.includes(` ${phrase.join(' ')} `));
  const longest = Math.max(0, ...whole.map((phrase) => phrase.join(' ').length));
  const known = new Set([...phrases.flat(), ...plainWords(when)]);
  const met = typed.filter((word) => [...known].some((one) => (word.length > 2 ? one.startsWith(word) : one === word)));
  const isMostlyMet = met.length === typed.length || (longest > 0 && met.length > 0);
  return longest + (isMostlyMet ? met.length / typed.length : 0);
}

function plainWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .slice(0, 1_000)
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '');
}

/** The playbooks for a domain of which only the status is known, best first. */
export function playbooksForStatus(status: SslStatus): readonly Playbook[] {
  return playbooks.filter(({ startsFrom }) => startsFrom.statuses.includes(status));
}

/** The playbooks that fit what somebody comes with, best first: a problem, else what the last check of the domain found. */
export function playbooksThatFit(problem: ProblemId | null, report: DomainReport | null): readonly Playbook[] {
  const found = report?.findings.find(({ severity }) => severity === 'error' || severity === 'warning')?.problem;
  const about = problem ?? found;
  const byStatus = report === null || problem !== null ? [] : playbooksForStatus(report.ssl);
  return [...new Set([...(about === undefined ? [] : playbooksFor(about)), ...byStatus])];
}
