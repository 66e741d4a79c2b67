import { problems, type Area, type ProblemId } from '../../core/problem/catalogue.ts';
import type { DomainReport } from '../../core/domain/report.ts';

/** What a live check said of a problem that a log names. */
export interface Verdict {
  readonly kind:
    | 'confirmed'
    /** Not this, but another problem stands in the same way. */
    | 'changed'
    | 'refuted'
    /** Could not be looked at from here. */
    | 'unknown';
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The machine that looked. */
  readonly from: string;
  /** One sentence: the finding that was met, or why nothing could be seen; empty for `refuted`. */
  readonly detail: string;
}

/** What a check from the network can see: it reads no files, asks no CA and knows no account. */
const visibleAreas: readonly Area[] = ['reach', 'dns', 'dcv', 'caa', 'certificate'];

/** Of those areas, what shows only while an attempt is running, or only to somebody else. */
const notVisible: readonly ProblemId[] = [
  'http-selfcheck-failed',
  'secondary-validation',
  'tlsalpn-failed',
  'ip-detection-failed',
  'hosts-file-wrong',
  'dns-case-mangled',
  'dns-api-auth',
  'dns-api-ratelimit',
  'wildcard-needs-dns01',
  'challenge-type-unavailable',
  'chain-revoked',
  'client-trust-store',
  'cert-key-permissions',
  'mixed-content',
];

/** The proof is taken away after the attempt, so that its absence now says nothing; its presence would. */
const goneAfterwards: readonly ProblemId[] = [
  'http-404-token',
  'http-wrong-content',
  'dns-txt-missing',
  'dns-txt-wrong',
  'dns-txt-stale',
  'dns-propagation',
];

/** Whether a live check of a name can say anything about the problem. */
export function canBeVerified(problem: ProblemId): boolean {
  return visibleAreas.includes(problems[problem].area) && !notVisible.includes(problem);
}

/**
 * What the check of one name says of a problem of that name.
 * @param report a check of this name alone
 */
export function judgeVerdict(problem: ProblemId, name: string, report: DomainReport): Verdict {
  const say = (kind: Verdict['kind'], detail: string): Verdict => ({
    kind,
    at: report.at,
    from: report.vantage,
    detail,
  });
  const same = report.findings.find((finding) => finding.problem === problem);
  if (same !== undefined) return say('confirmed', same.message);
  const other = report.findings.find(
    (finding) => finding.severity === 'error' && blocks(problems[finding.problem].area, problems[problem].area),
  );
  const blind = whyBlind(problem, name, report);
  if (other !== undefined) {
    // Where DNS leads nowhere nothing was looked at, and an absent proof says nothing: neither is gone for that.
    const isElsewhere = problems[other.problem].area !== problems[problem].area;
    const isUnseen = isElsewhere && (blind !== null || goneAfterwards.includes(problem));
    return say(isUnseen ? 'unknown' : 'changed', other.message);
  }
  if (blind !== null) return say('unknown', blind);
  if (goneAfterwards.includes(problem)) {
    return say('unknown', "the attempt's proof is taken away after it, and nothing else stands in its way now");
  }
  return say('refuted', '');
}

/** Without DNS no connection is made; whatever else, a problem of another area says nothing. */
function blocks(found: Area, asked: Area): boolean {
  return found === asked || (found === 'dns' && visibleAreas.includes(asked));
}

/** Why the check saw nothing on which the problem would show; null where it did see. */
function whyBlind(problem: ProblemId, name: string, { observations, sslDetail }: DomainReport): string | null {
  const { dns, tls, http } = observations;
  if (dns.length + tls.length + http.length === 0) return sslDetail === '' ? 'nothing could be asked' : sslDetail;
  const area = problems[problem].area;
  if (area === 'reach') return whyAllFailed(http.filter((fetch) => fetch.name === name).map(({ outcome }) => outcome));
  if (area === 'certificate') return whyAllFailed(tls.map(({ outcome }) => outcome));
  const silence = dns.map(({ outcome }) => outcome).find(({ kind }) => kind === 'silence');
  if (dns.some(({ outcome }) => outcome.kind === 'answer')) return null;
  return silence?.kind === 'silence' ? silence.text : 'no resolver was asked';
}

type Outcome = { readonly kind: 'response' | 'handshake' } | { readonly kind: 'failed'; readonly text: string };

/** One address that answered is enough to have looked. */
function whyAllFailed(outcomes: readonly Outcome[]): string | null {
  if (outcomes.some(({ kind }) => kind !== 'failed')) return null;
  const [first] = outcomes;
  return first?.kind === 'failed' ? first.text : 'the name has no address that could be asked';
}

/** The verdict as the sentence that follows a finding, e.g. "Seen again at 12:31 from web-1." */
export function verdictNote({ kind, at, from, detail }: Verdict, timeOf: (at: string) => string): string {
  const when = `at ${timeOf(at)} from ${from}`;
  switch (kind) {
    case 'confirmed':
      return `Seen again ${when}.`;
    case 'changed':
      return `Not seen any more ${when}, but: ${ended(detail)}`;
    case 'refuted':
      return `Not seen any more ${when}.`;
    case 'unknown':
      return `Could not be seen ${when}: ${ended(detail)}`;
  }
}

function ended(sentence: string): string {
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
