import { hostname } from 'node:os';
import type { IssueReport } from '../../core/acme/issuance.ts';
import { findingsOfProblem } from '../../core/acme/problem-findings.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { Evidence, Finding } from '../../core/problem/finding.ts';
import { isAcmeError } from './acme-connection.ts';
import { CaUnreachable } from '../acme-transport.ts';
import { BudgetSpent } from './ca-ledger.ts';

export type Stopped = NonNullable<IssueReport['stopped']>;

/** Ends the run where it is, for a reason that the user shall read. */
export class IssuanceStop extends Error {
  override readonly name = 'IssuanceStop';
  readonly stopped: Stopped;

  constructor(stopped: Stopped) {
    super(stopped.kind);
    this.stopped = stopped;
  }
}

/** Whom the run was about, for words. */
export interface StopContext {
  /** The first name. */
  readonly subject: string;
  /** The CA's host. */
  readonly ca: string;
  /** The folder in which everything is kept. */
  readonly storage: string;
  readonly nameText: (text: string) => ProblemId | null;
}

/** A finding that this machine made while it acted. */
export function actFinding(
  problem: ProblemId,
  subject: string,
  what: string,
  evidence: readonly Evidence[] = [],
): Finding {
  const { severity } = problems[problem];
  return { problem, severity, subject, message: `${subject}: ${what} (seen from ${hostname()}).`, evidence };
}

/**
 * Errors whose message is written for the user, with the problem that they name, if any. By name: some are thrown by lazy
 * chunks, which hold copies of the classes.
 */
const speaking: ReadonlyMap<string, ProblemId | null> = new Map([
  ['BrokenAlias', 'delegation-dangling'],
  ['CannotPlaceToken', null],
  ['CaTooSlow', null],
  ['ClockBehind', 'clock-skew'],
  ['ClockWrong', 'clock-skew'],
  ['KeptDamaged', null],
  ['LockHeld', null],
  ['LockLost', null],
  ['MalformedReply', null],
  ['NetworkOptionsError', null],
  ['NoKeyStore', null],
  ['NoPlainFile', null],
  ['NoSuchProgram', null],
  ['NotOurs', 'permission-denied'],
  ['RemoteFailed', 'deploy-failed'],
  ['PortTaken', 'port80-in-use'],
  ['StorageTooNew', null],
  ['UpdateFailed', null],
  ['UpdateRefused', 'dns-api-auth'],
  ['WrongCertificate', null],
]);

/** What the disk refused: how it is told, what to do, and the problem that it is, if any. */
const diskTroubles: Readonly<
  Record<string, { readonly what: string; readonly remedy: string; readonly problem: ProblemId | null }>
> = {
  ENOSPC: { what: 'There is no space left', remedy: 'Free some', problem: 'disk-full' },
  EDQUOT: { what: 'The quota is used up', remedy: 'Free some space', problem: 'disk-full' },
  EACCES: {
    what: 'This user has no access',
    remedy: 'Give it the right, or run as the user who has it',
    problem: 'permission-denied',
  },
  EPERM: {
    what: 'This user has no access',
    remedy: 'Give it the right, or run as the user who has it',
    problem: 'permission-denied',
  },
  EROFS: { what: 'The file system is read-only', remedy: 'Mount it for writing', problem: 'permission-denied' },
  EIO: { what: 'The disk reports an error', remedy: "Look at the disk and the kernel's log", problem: null },
};

const budgetProblems: Readonly<Record<BudgetSpent['spent']['what'], ProblemId>> = {
  'failed-validations': 'ratelimit-failed-validation',
  duplicates: 'ratelimit-duplicate',
  certificates: 'ratelimit-domain',
  orders: 'ratelimit-new-orders',
  accounts: 'ratelimit-account',
};

/** What an error means to the user; null for what is a fault of ours. */
export function stoppedBy(error: unknown, { subject, ca, storage, nameText }: StopContext): Stopped | null {
  if (error instanceof IssuanceStop) return error.stopped;
  if (isAcmeError(error)) {
    const { problem } = error;
    return { kind: 'ca', problem, findings: findingsOfProblem(problem, subject, ca, nameText) };
  }
  if (error instanceof CaUnreachable) {
    const isDate = error.code === 'CERT_NOT_YET_VALID' || error.code === 'CERT_HAS_EXPIRED';
    const problem = isDate ? 'clock-skew' : isAboutTrust(error.code) ? 'ca-tls-trust' : 'ca-unreachable';
    const evidence = [{ label: error.code, text: error.message }];
    const finding = actFinding(problem, subject, problems[problem].title, evidence);
    // A public CA's own certificate is as good as never out of date; a clock often is.
    const clock = ` By this machine's clock it is ${new Date().toISOString().slice(0, 10)}; if that is wrong, set the clock and try again.`;
    return { kind: 'failed', text: isDate ? `${error.message}${clock}` : error.message, findings: [finding] };
  }
  if (error instanceof BudgetSpent) {
    const problem = budgetProblems[error.spent.what];
    return {
      kind: 'failed',
      text: error.message,
      findings: [actFinding(problem, error.spent.about || subject, problems[problem].title)],
    };
  }
  if (!(error instanceof Error)) return null;
  const { code, path, syscall = '' } = error as NodeJS.ErrnoException;
  if (code !== undefined && /^E[A-Z0-9]+$/.test(code)) {
    const trouble = /^(?:listen|bind|connect|spawn|getaddrinfo)/.test(syscall) ? undefined : diskTroubles[code];
    if (trouble === undefined) return { kind: 'failed', text: error.message, findings: [] };
    const place = path ?? storage;
    const { what, remedy, problem } = trouble;
    return {
      kind: 'failed',
      text: `${what}: ${place} (${code}). ${remedy}, then try again. What was there before is unchanged.`,
      findings: problem === null ? [] : [actFinding(problem, place, problems[problem].title)],
    };
  }
  const spoken = speaking.get(error.name);
  if (spoken === undefined) return null;
  return {
    kind: 'failed',
    text: error.message,
    findings: spoken === null ? [] : [actFinding(spoken, subject, problems[spoken].title)],
  };
}

/** Codes with which OpenSSL, through Node.js, refuses a certificate. */
function isAboutTrust(code: string): boolean {
  return /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/.test(code);
}
