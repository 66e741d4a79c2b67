import { hostname } from 'node:os';
import type { IssueReport } from '../../core/acme/issuance.ts';
import { findingsOfProblem } from '../../core/acme/problem-findings.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { Evidence, Finding } from '../../core/problem/finding.ts';
import { isAcmeError } from './acme-connection.ts';
import { CaUnreachable } from './acme-transport.ts';

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
  ['CannotPlaceToken', null],
  ['CaTooSlow', null],
  ['ClockBehind', 'clock-skew'],
  ['LockHeld', null],
  ['MalformedReply', null],
  ['NetworkOptionsError', null],
  ['NoSuchProgram', null],
  ['WrongCertificate', null],
]);

const storageProblems: Readonly<Record<string, ProblemId>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EROFS: 'permission-denied',
};

/** What an error means to the user; null for what is a fault of ours. */
export function stoppedBy(error: unknown, { subject, ca, nameText }: StopContext): Stopped | null {
  if (error instanceof IssuanceStop) return error.stopped;
  if (isAcmeError(error)) {
    const { problem } = error;
    return { kind: 'ca', problem, findings: findingsOfProblem(problem, subject, ca, nameText) };
  }
  if (error instanceof CaUnreachable) {
    const problem = isAboutTrust(error.code) ? 'ca-tls-trust' : 'ca-unreachable';
    const evidence = [{ label: error.code, text: error.message }];
    const finding = actFinding(problem, subject, problems[problem].title, evidence);
    return { kind: 'failed', text: error.message, findings: [finding] };
  }
  if (!(error instanceof Error)) return null;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && /^E[A-Z0-9]+$/.test(code)) {
    const problem = storageProblems[code];
    const place = path ?? subject;
    const findings = problem === undefined ? [] : [actFinding(problem, place, problems[problem].title)];
    return { kind: 'failed', text: error.message, findings };
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
