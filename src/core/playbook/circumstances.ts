import type { ClientCertificate } from '../acme/client-renewal.ts';
import type { ChallengeFetch } from '../acme/challenge-fetch.ts';
import { cdnOf } from '../judge/cdn.ts';
import { isDelegated, type ChallengeMethod, type DomainIntent } from '../domain/intent.ts';
import type { HostObservation } from '../host/host-observation.ts';
import type { ServerSoftware } from '../host/site.ts';
import { platformFor, signsIn } from '../platform/detect-platform.ts';
import { lineagesOf } from './evidence/automation.ts';
import type { Look } from './look.ts';

/** What decides which steps a run has: what is meant, and what the last look showed. Plain data. */
export interface Circumstances {
  readonly method: ChallengeMethod;
  /** `_acme-challenge` is delegated to somebody else. */
  readonly delegated: boolean;
  /** The machine that looked serves the domain; null where nobody has looked yet. */
  readonly onServer: boolean | null;
  /** The certificate as an ACME client keeps it on this machine; null where none is known to. */
  readonly owner: ClientCertificate | null;
  readonly software: readonly ServerSoftware[];
  /** The CDN that answers in front of the server; null where none was seen. */
  readonly cdn: string | null;
  /** The platform that keeps the certificate, by its id; null where neither the user nor a sign names one. */
  readonly platform: string | null;
  /** A page was made by WordPress. */
  readonly wordPress: boolean;
  /** There is a log, read or not, or the user came with what only a log tells. */
  readonly logged: boolean;
}

/** What is known before anybody looked. */
export function meantBy(intent: DomainIntent): Circumstances {
  const { method, platform } = intent;
  return {
    ...{ method, delegated: isDelegated(intent) },
    ...{ onServer: null, owner: null, software: [], cdn: null, wordPress: false, logged: false },
    platform: platform ?? null,
  };
}

/** What a look cannot see stays as it was `before`. */
export function circumstancesOf(intent: DomainIntent, { report, known }: Look, before: Circumstances): Circumstances {
  const { host, http, pages } = report.observations;
  const formats = (known.logs ?? []).map(({ format }) => format);
  const verdict = platformFor(intent, signsIn(report.observations, formats));
  return {
    ...meantBy(intent),
    platform: verdict.by === 'assumed' ? null : verdict.platform.id,
    ...(host === undefined
      ? { onServer: before.onServer, owner: before.owner, software: before.software }
      : {
          onServer: host !== null,
          owner: host === null ? null : ownerOf(intent, host),
          software: [...new Set((host?.servers ?? []).map(({ software }) => software))],
        }),
    cdn: http.map(cdnOf).find((cdn) => cdn !== null) ?? (http.some(isAnswered) ? null : before.cdn),
    wordPress:
      (pages === undefined && before.wordPress) ||
      (pages ?? []).some(({ outcome }) => outcome.kind === 'response' && outcome.content?.wordPress === true),
    logged: formats.length > 0 || (known.unread ?? []).length > 0 || before.logged,
  };
}

function isAnswered({ outcome }: ChallengeFetch): boolean {
  return outcome.kind === 'response';
}

function ownerOf(intent: DomainIntent, host: HostObservation): ClientCertificate | null {
  const [lineage] = lineagesOf(intent, host);
  if (lineage === undefined) return null;
  const { client, name, certificate } = lineage;
  const timer = host.renewers.find((one) => one.client === client && one.by === 'systemd-timer')?.where ?? null;
  return { client, name, file: certificate, timer, job: null };
}
