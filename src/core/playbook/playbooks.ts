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
import { likelyMeant } from './likely-meant.ts';
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
  const line = ` ${typed.join(' ')} `;
  const byNumber = playbooks.find(({ id }) => line === ` ${plainWords(id).join(' ')} `);
  if (byNumber !== undefined) return [byNumber];
  const likely = likelyMeant(text, playbooks);
  const scored = playbooks.map((playbook) => {
    const phrase = longestPhrase(playbook, line);
    // One word stands in many sentences; two in a row, or most of what was typed, are a sure sign.
    const isSure = phrase.includes(' ') || phrase.length * 2 > line.length;
    const sure = isSure ? phrase.length : 0;
    return { playbook, sure, likely: likely.get(playbook.id) ?? 0, share: phrase.length + shareOf(playbook, typed) };
  });
  return scored
    .filter((one) => one.sure + one.likely + one.share > 0)
    .toSorted((one, other) => other.sure - one.sure || other.likely - one.likely || other.share - one.share)
    .map(({ playbook }) => playbook);
}

function phrasesOf({ title, startsFrom }: Playbook): readonly string[] {
  return [title, ...startsFrom.words].map((phrase) => plainWords(phrase).join(' '));
}

/** The longest of a playbook's phrases that stands in the line as a whole; empty where none does. */
function longestPhrase(playbook: Playbook, line: string): string {
  const whole = phrasesOf(playbook).filter((phrase) => line.includes(` ${phrase} `));
  return whole.toSorted((one, other) => other.length - one.length)[0] ?? '';
}

/** 1 where every typed word begins one that the playbook knows, so that half a word finds it while it is typed; else 0. */
function shareOf(playbook: Playbook, typed: readonly string[]): number {
  const known = [...phrasesOf(playbook), playbook.when].flatMap(plainWords);
  const knows = (word: string): boolean => known.some((one) => (word.length > 2 ? one.startsWith(word) : one === word));
  return typed.every(knows) ? 1 : 0;
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
