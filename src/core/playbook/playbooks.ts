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
