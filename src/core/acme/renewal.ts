import type { Activity } from './activity.ts';
import type { BackOff } from './back-off.ts';
import type { BudgetLeft } from './ca-budget.ts';
import type { ClientActivity } from './client-activity.ts';
import type { ClientCertificate } from './client-renewal.ts';
import type { DeploymentStatus } from './deployment-status.ts';
import type { IssueReport, IssueRequest, StoredCertificate } from './issuance.ts';
import { renewalNeeds } from './renewal-needs.ts';
import type { Renewer } from '../host/host-observation.ts';

/** One certificate of this machine that somebody has to renew, with what is known of when and by whom. Times are ISO 8601. */
export type Renewal = OwnRenewal | ClientRenewalDue;

interface RenewalTimes {
  /** As they stand in the certificate. */
  readonly names: readonly string[];
  /** Of the certificate in hand; null where it cannot be read. */
  readonly notAfter: string | null;
  /** From when it should be renewed; null where nothing is known of the certificate. */
  readonly due: null | { readonly from: string; readonly by: 'ca' | 'lifetime' };
}

/** Issued by Cert Doctor. */
export interface OwnRenewal extends RenewalTimes {
  readonly owner: 'cert-doctor';
  readonly certificate: StoredCertificate | null;
  /** How it was asked for; null where that is not kept: then it cannot be renewed without being asked for anew. */
  readonly request: IssueRequest | null;
  /** The CA's host. */
  readonly ca: string | null;
  readonly status: DeploymentStatus | null;
  /** Every attempt, the newest first. */
  readonly activities: readonly Activity[];
  readonly backOff: BackOff;
  /** Until when the CA has refused to be asked, in its words; null where it has not. */
  readonly refused: { readonly until: string; readonly text: string } | null;
  /** What is left of the CA's limits, the scarcest first. */
  readonly budget: readonly BudgetLeft[];
}

/** Kept by an ACME client that was found here. */
export interface ClientRenewalDue extends RenewalTimes {
  readonly owner: 'client';
  readonly client: ClientCertificate;
  /** What is meant to run the client; empty: nothing will renew it. */
  readonly renewers: readonly Renewer[];
  /** What came of asking the client from here, the newest first. */
  readonly activities: readonly ClientActivity[];
}

/** What is known of all renewals on this machine. */
export interface RenewalsReport {
  readonly at: string;
  readonly renewals: readonly Renewal[];
  /** What runs `cert-doctor renew --due` here; null: nothing does, so nothing that Cert Doctor issued renews by itself. */
  readonly schedule: null | { readonly by: 'systemd-timer' | 'cron'; readonly where: string };
}

/** What came of one certificate in a run over all. */
export interface DueRenewal {
  readonly names: readonly string[];
  readonly outcome: 'renewed' | 'not-due' | 'waits' | 'unknown' | 'failed';
  /** One sentence. */
  readonly text: string;
  readonly report: IssueReport | null;
}

export type RenewalState = 'due' | 'waiting' | 'well' | 'expired' | 'unknown';

/** How urgent a renewal is; `waiting`: it is due, and the next try is later. */
export function renewalState(renewal: Renewal, now: Date): RenewalState {
  const { notAfter, due } = renewal;
  if (notAfter === null || due === null) return 'unknown';
  if (Date.parse(notAfter) <= now.getTime()) return 'expired';
  if (Date.parse(due.from) > now.getTime()) return 'well';
  return nextTry(renewal, now) === null ? 'due' : 'waiting';
}

/** The earliest moment of the next try, by the CA's word and our patience; null: now. */
export function nextTry(renewal: Renewal, now: Date): string | null {
  if (renewal.owner !== 'cert-doctor') return null;
  const times = [renewal.refused?.until, renewal.backOff.nextTry].filter((time) => time !== undefined && time !== null);
  return (
    times
      .filter((time) => Date.parse(time) > now.getTime())
      .toSorted()
      .at(-1) ?? null
  );
}

/** Is anything there that will renew it? A certificate that only a person renews is told to that person. */
export function renewsByItself(renewal: Renewal, { schedule }: Pick<RenewalsReport, 'schedule'>): boolean {
  return renewal.owner === 'cert-doctor'
    ? schedule !== null && renewal.request !== null && !renewalNeeds(renewal.request).person
    : renewal.renewers.some(({ active }) => active !== false);
}
