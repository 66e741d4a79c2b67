import { problems, type ProblemId } from '../problem/catalogue.ts';
import { signatures } from './known-signatures.ts';
import type { Candidate } from './candidate.ts';
import type { LogCause, LogFinding, LogReport } from './report.ts';

/** A type and the detail that belongs to it stand this near to each other in a problem document. */
const documentLines = 4;

const recordNotWritten: readonly ProblemId[] = [
  'dns-cname-conflict',
  'dns-api-auth',
  'dns-api-ratelimit',
  'dns-wrong-zone',
];
const serverNotReady: readonly ProblemId[] = ['port80-in-use', 'nginx-not-running', 'nginx-conflicting-name'];

/** What makes another problem its mere effect where both are met in one attempt. No problem explains one that explains it. */
const explainedBy: Partial<Record<ProblemId, readonly ProblemId[]>> = {
  'dns-txt-missing': recordNotWritten,
  'dns-txt-wrong': recordNotWritten,
  'dns-propagation': recordNotWritten,
  'http-404-token': serverNotReady,
  'http-refused': serverNotReady,
  'nginx-config-test': [
    'nginx-cert-missing',
    'nginx-permission',
    'nginx-key-mismatch',
    'nginx-no-ssl-cert-defined',
    'port80-in-use',
  ],
  'ca-tls-trust': ['clock-skew'],
  'chain-incomplete': ['clock-skew'],
  'self-signed': ['clock-skew'],
  'client-trust-store': ['clock-skew'],
  'ca-unreachable': ['ca-tls-trust'],
  'mail-no-tls': ['nginx-key-mismatch', 'nginx-cert-missing', 'nginx-permission', 'permission-denied'],
};

const weightRank = { cause: 3, symptom: 2, remark: 1, type: 1, failed: 0 } as const;
const severityRank = { error: 3, warning: 2, info: 1, hint: 0 } as const;

function rank({ finding, weight }: Pick<Candidate, 'finding' | 'weight'>): number {
  // What is only worth an "info" cannot beat what is wrong, however plainly it is said.
  return finding.severity === 'info' ? Math.min(weightRank[weight], 1) : weightRank[weight];
}

/** Those that count: not overcome, and more than a hint. */
export function inForce(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ overcome, finding }) => !overcome && finding.severity !== 'hint');
}

/** The first candidate of each problem that is more than worth a mention. */
export function firstOfEach(candidates: readonly Candidate[]): ReadonlyMap<ProblemId, Candidate> {
  const first = new Map<ProblemId, Candidate>();
  for (const candidate of candidates) {
    const { problem, severity } = candidate.finding;
    if (severity !== 'info' && !first.has(problem)) first.set(problem, candidate);
  }
  return first;
}

/** What explains a problem among those met beside it (`firstOfEach`), or null. */
export function explanationOf(problem: ProblemId, met: ReadonlyMap<ProblemId, Candidate>): Candidate | null {
  for (const cause of explainedBy[problem] ?? []) {
    const candidate = met.get(cause);
    if (candidate) return candidate;
  }
  return null;
}

/**
 * The root cause among what belongs together, by the rules of `Judgement`; null where nothing is in force. `open` is
 * what `inForce` leaves, `met` its `firstOfEach`.
 */
export function chooseCause(open: readonly Candidate[], met: ReadonlyMap<ProblemId, Candidate>): Candidate | null {
  let best: Candidate | null = null;
  for (const candidate of open) {
    if (best !== null && !explainsMore(candidate, best)) continue;
    if (explanationOf(candidate.finding.problem, met) === null) best = candidate;
  }
  return best;
}

/** Whether `a` is a better answer than `b` to what went wrong. */
export function explainsMore(a: Candidate, b: Candidate): boolean {
  return (
    (rank(a) - rank(b) ||
      severityRank[a.finding.severity] - severityRank[b.finding.severity] ||
      (a.attempt ?? -1) - (b.attempt ?? -1) ||
      b.id - a.id) > 0
  );
}

/** A bare error type tells nothing where the detail beside it, in the same problem document, is understood. */
export function withoutExplainedTypes(candidates: readonly Candidate[]): readonly Candidate[] {
  if (!candidates.some(({ weight }) => weight === 'type')) return candidates;
  const explained = new Set<number>();
  for (const { weight, finding } of candidates) {
    if (weight !== 'cause' && weight !== 'symptom') continue;
    for (let distance = -documentLines; distance <= documentLines; distance++) explained.add(finding.line + distance);
  }
  return candidates.filter(({ weight, finding }) => weight !== 'type' || !explained.has(finding.line));
}

/**
 * The one root cause of several logs of the same event, as the index of the report that holds it; null where none has one.
 * The same order as inside a log, without the attempts: clocks and names of different files need not agree.
 */
export function chooseCauseOfLogs(
  reports: readonly LogReport[],
): { readonly index: number; readonly cause: LogCause } | null {
  const happened = new Set(reports.map(({ cause }) => cause?.problem));
  let best: { index: number; cause: LogCause } | null = null;
  let bestValue = -1;
  for (const [index, { cause, findings }] of reports.entries()) {
    const finding = cause && findings.find((one) => one.line === cause.line && one.problem === cause.problem);
    if (!cause || !finding || explainedBy[cause.problem]?.some((other) => happened.has(other))) continue;
    const signature = signatures[finding.signature];
    const weight = signature && 'problem' in signature ? (signature.weight ?? 'cause') : 'failed';
    // What a server says of itself explains what a client saw of it.
    const ownWord = problems[cause.problem].area === 'server' && finding.severity !== 'info' ? 1 : 0;
    const value = (ownWord * 4 + rank({ finding, weight })) * 4 + severityRank[finding.severity];
    if (value <= bestValue) continue;
    best = { index, cause: isStale(finding, reports) ? { ...cause, problem: 'deploy-not-reloaded' } : cause };
    bestValue = value;
  }
  return best;
}

/** A client says that the certificate is in order, and yet an expired one is served: it was not loaded. */
function isStale({ problem, subject }: LogFinding, reports: readonly LogReport[]): boolean {
  if (problem !== 'cert-expired') return false;
  const inOrder = reports
    .flatMap(({ attempts }) => attempts)
    .filter(({ outcome }) => outcome === 'succeeded' || outcome === 'not-due');
  return inOrder.some(({ names }) => !subject.includes('.') || names.includes(subject));
}
