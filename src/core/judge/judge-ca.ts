import type { CaObservation } from '../acme/ca-observation.ts';
import { durationWords, momentWords } from '../certificate/lifetime.ts';
import type { DomainIntent } from '../domain/intent.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { parsedUrl } from '../parsed-url.ts';
import type { Evidence, Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import type { JudgeContext } from './context.ts';
import { makeFinding, type Made } from './make-finding.ts';

/** Certificates are judged wrongly, and CAs refuse, from about here on. */
const mostSkewMs = 5 * 60_000;

/** How far this machine's clock is wrong, in milliseconds ahead, as the CA's time shows; 0 where that is little or unknown. */
export function clockError({ ca }: Pick<DomainObservations, 'ca'>): number {
  const ahead = ca?.outcome.kind === 'answer' ? (ca.outcome.clockAheadMs ?? 0) : 0;
  return Math.abs(ahead) > mostSkewMs ? ahead : 0;
}

/** Can the CA that is to issue be reached from here, does it speak ACME, and do its clock and ours agree? */
export function judgeCa(
  _intent: DomainIntent,
  { ca, tls }: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  if (ca === undefined || ca === null) return [];
  return [...judgeDirectory(ca, context), ...judgeRenewals(ca, tls, context)].map((made) => makeFinding(made, context));
}

function judgeDirectory(ca: CaObservation, { vantage }: JudgeContext): readonly Made[] {
  const { outcome, directoryUrl, seen } = ca;
  const subject = quotedText(parsedUrl(directoryUrl)?.host ?? directoryUrl, 100);
  const common = { subject, evidence: [caEvidence(ca)] };
  if (outcome.kind === 'failed') {
    if (outcome.code === 'ECANCELED') return [];
    const code = quotedText(outcome.code, 40);
    const trust = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_)/.test(outcome.code);
    return [
      trust
        ? { ...common, problem: 'ca-tls-trust', what: 'its certificate is not trusted here', figures: [code] }
        : {
            ...common,
            problem: 'ca-unreachable',
            what: "the CA's directory cannot be fetched",
            figures: [code, `${seen.ms} ms`],
          },
    ];
  }
  const ahead = clockError({ ca });
  const skew: readonly Made[] =
    ahead === 0
      ? []
      : [
          {
            ...common,
            problem: 'clock-skew',
            subject: quotedText(vantage, 100),
            what: `its clock is ${durationWords(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} that of ${subject}; certificates are judged here by the CA's time`,
          },
        ];
  if (outcome.distrust !== null) {
    // A clock that is wrong by days makes certificates wrong that are right.
    if (skew.length > 0 && (outcome.distrust === 'CERT_HAS_EXPIRED' || outcome.distrust === 'CERT_NOT_YET_VALID'))
      return skew;
    const figures = [quotedText(outcome.distrust, 60)];
    return [...skew, { ...common, problem: 'ca-tls-trust', what: 'its certificate is not trusted here', figures }];
  }
  if (outcome.status === 429 || outcome.status >= 500) {
    const what = 'the CA answers that it is too busy or out of order';
    return [...skew, { ...common, problem: 'ca-overloaded', what, figures: [`status ${outcome.status}`] }];
  }
  if (outcome.directory === null) {
    const what = `what lies at ${quotedText(directoryUrl, 150)} is no ACME directory`;
    return [...skew, { ...common, problem: 'ca-directory-wrong', what, figures: [`status ${outcome.status}`] }];
  }
  return skew;
}

/** The CA's own word goes before shares of the lifetime (RFC 9773 §4.2). */
function judgeRenewals(
  { renewals, directoryUrl }: CaObservation,
  tls: DomainObservations['tls'],
  { now }: JudgeContext,
): readonly Made[] {
  return renewals.flatMap(({ fingerprint, start, end, explanationUrl }): readonly Made[] => {
    const served = tls.find(
      ({ outcome }) => outcome.kind === 'handshake' && outcome.chain[0]?.fingerprint === fingerprint,
    );
    const leaf = served?.outcome.kind === 'handshake' ? served.outcome.chain[0] : undefined;
    if (served === undefined || leaf === undefined || Date.parse(start) > now.getTime()) return [];
    const window = `${momentWords(start)} to ${momentWords(end)}`;
    const host = quotedText(parsedUrl(directoryUrl)?.host ?? directoryUrl, 100);
    const why = explanationUrl === null ? '' : `; why: ${quotedText(explanationUrl, 200)}`;
    const over = Date.parse(end) <= now.getTime();
    // Half of the lifetime and more is left: this is no usual renewal.
    const half = (Date.parse(leaf.notBefore) + Date.parse(leaf.notAfter)) / 2;
    if (!over && now.getTime() > half) return [];
    return [
      {
        problem: 'renewal-overdue',
        severity: over ? 'error' : 'warning',
        subject: served.serverName,
        what: over
          ? `the time in which the CA at ${host} wanted the certificate renewed is over${why}`
          : `the CA at ${host} asks for the certificate to be renewed early${why}`,
        figures: [window],
      },
    ];
  });
}

function caEvidence({ directoryUrl, outcome, seen }: CaObservation): Evidence {
  const lines =
    outcome.kind === 'failed'
      ? [`${outcome.code}: ${outcome.text}`]
      : [
          `status ${outcome.status}`,
          `certificate: ${outcome.distrust ?? 'trusted'}`,
          `clock here minus clock there: ${outcome.clockAheadMs === null ? 'not told' : `${Math.round(outcome.clockAheadMs / 1000)} s`}`,
          ...(outcome.directory === null
            ? []
            : [
                `CAA names: ${outcome.directory.caaIdentities.join(', ') || 'none'}`,
                `profiles: ${outcome.directory.profiles.join(', ') || 'none'}`,
                `renewal information: ${outcome.directory.renewalInfo ?? 'none'}`,
                `terms: ${outcome.directory.termsOfService ?? 'none'}`,
                `external account: ${outcome.directory.externalAccountRequired ? 'required' : 'not required'}`,
              ]),
        ];
  return { label: `GET ${directoryUrl} (${seen.ms} ms)`, text: lines.join('\n') };
}
