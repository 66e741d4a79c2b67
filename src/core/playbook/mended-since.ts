import type { ProblemId } from '../problem/catalogue.ts';
import type { Circumstances } from './circumstances.ts';
import type { Need, PlaybookStep } from './playbook.ts';
import type { StepRun } from './run.ts';

/** Needs whose steps tell of attempts that are over. */
export const readFromLogs: readonly Need[] = ['logs', 'asked-in-logs', 'after-renewal'];

const zone: readonly ProblemId[] = ['dns-nxdomain', 'dns-servfail', 'dns-dnssec', 'dns-inconsistent', 'dns-lame'];
const delegations: readonly ProblemId[] = [
  'delegation-missing',
  'delegation-wrong',
  'delegation-duplicate',
  'delegation-proxied',
  'delegation-dangling',
  'dns-cname-conflict',
];

/** Of which problems a look that found nothing wrong proves that they are gone, whatever else its step asks for. */
const proven: Readonly<Partial<Record<Need, readonly ProblemId[]>>> = {
  addresses: [...zone, 'dns-no-address', 'dns-wrong-ip', 'address-reserved', 'ipv6-misrouted'],
  'port-80': ['http-refused', 'http-not-http', 'port80-in-use', 'nginx-not-running'],
  site: [
    'http-404-token',
    'http-403-token',
    'http-401-token',
    'http-5xx-token',
    'http-wrong-content',
    'redirect-problem',
    'addresses-disagree',
    'waf-interstitial',
  ],
  'challenge-record': [...zone, ...delegations],
  delegation: delegations,
  caa: ['caa-forbids', 'caa-lookup-failed', 'caa-malformed'],
  'ca-connection': ['ca-unreachable', 'ca-tls-trust', 'ca-directory-wrong', 'clock-skew'],
  'web-server': ['nginx-not-running', 'nginx-config-test', 'web-server-not-running', 'web-server-config-test'],
  'port-80-owner': ['port80-in-use'],
  'answering-sites': ['nginx-no-matching-vhost', 'nginx-default-answers', 'nginx-conflicting-name'],
};
/** What a look from the server itself does not pass: its firewall, and the way to it. */
export const onTheWay: readonly ProblemId[] = ['http-timeout', 'http-unreachable', 'http-reset'];

/**
 * A log tells of an attempt that is over. Where other steps see all that it failed at to be right, or an attempt succeeded
 * since, it is no problem any longer; that the next attempt succeeds, only that one can show.
 * @param succeeded an attempt of this run ended well
 */
export function mendedSince(
  steps: readonly { readonly step: PlaybookStep; readonly seen: StepRun }[],
  { onServer }: Circumstances,
  succeeded: boolean,
): readonly StepRun[] {
  const others = steps.filter(({ step }) => step.act === null && !readFromLogs.includes(step.needs));
  const gone = new Set(
    others
      .filter(({ seen }) => seen.state === 'fine')
      .flatMap(({ step: { needs } }) => [
        ...(proven[needs] ?? []),
        ...(needs === 'port-80' && onServer !== true ? onTheWay : []),
      ]),
  );
  const wrong = new Set(others.filter(({ seen }) => seen.state !== 'fine').flatMap(({ step }) => step.asks));
  return steps.map(({ step, seen }) => {
    const [finding] = seen.findings;
    const holds = seen.state === 'problem' || seen.state === 'you';
    if (!readFromLogs.includes(step.needs) || !holds || finding === undefined) return seen;
    const isMended = seen.findings.every(({ problem }) => gone.has(problem) && !wrong.has(problem));
    if (!succeeded && !isMended) return seen;
    const since = succeeded
      ? 'An attempt succeeded since.'
      : 'What it failed at is right now, as the other steps see it; only the next attempt can show that it succeeds.';
    const said = `The log tells of an attempt that failed: ${finding.message} ${since}`;
    return { ...seen, state: 'unknown', said, findings: [], remarks: [...seen.findings, ...seen.remarks] };
  });
}
