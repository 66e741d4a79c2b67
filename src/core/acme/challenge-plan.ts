import type { DomainIntent } from '../domain/intent.ts';
import { groupBy } from '../group-by.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { IssueRequest } from './issuance.ts';

/** How control of a name is proven: the challenge (RFC 8555 §8, RFC 8737, ACME drafts), and by whose hand it is answered. */
export type ChallengePlan = HttpPlan | TlsAlpnPlan | DnsPlan;

export type HttpPlan =
  /** A file under the folder from which the web server serves the name. */
  | { readonly type: 'http-01'; readonly by: 'web-root'; readonly folder: string }
  /** A server of our own, for as long as it takes. The CA knocks at port 80; another port is one to which 80 is forwarded. */
  | { readonly type: 'http-01'; readonly by: 'listener'; readonly port: number };

/** As `HttpPlan` with a listener; the CA knocks at port 443. */
export interface TlsAlpnPlan {
  readonly type: 'tls-alpn-01';
  readonly by: 'listener';
  readonly port: number;
}

export const dnsChallenges = ['dns-01', 'dns-account-01', 'dns-persist-01'] as const;

/** A TXT record, and who writes it. */
export type DnsPlan = { readonly type: (typeof dnsChallenges)[number] } & RecordWriterPlan;

export type RecordWriterPlan =
  /** The user, who is shown the exact record. */
  | { readonly by: 'hand' }
  /**
   * A program that is run as `PROGRAM... add NAME VALUE` and `PROGRAM... remove NAME VALUE`, without a shell; the same
   * stands in CERT_DOCTOR_ACTION, CERT_DOCTOR_NAME and CERT_DOCTOR_VALUE.
   */
  | { readonly by: 'hook'; readonly argv: readonly string[] }
  /** A dynamic update (RFC 2136) that is signed with TSIG (RFC 8945); the secret stands in `IssueSecrets.tsigSecrets`. */
  | ({ readonly by: 'rfc2136' } & UpdateServer);

/** RFC 8945 §6; what is older is weak. */
export const tsigAlgorithms = ['hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const;
export type TsigAlgorithm = (typeof tsigAlgorithms)[number];

export function isTsigAlgorithm(value: unknown): value is TsigAlgorithm {
  return tsigAlgorithms.some((algorithm) => algorithm === value);
}

export interface UpdateServer {
  /** The zone's primary server, as `ADDRESS`, `ADDRESS:PORT` or `[IPV6]:PORT`. */
  readonly server: string;
  readonly keyName: string;
  readonly algorithm: TsigAlgorithm;
}

/** How this name of the request is proven. */
export function challengeFor({ challenge, challengesOfNames }: IssueRequest, name: DomainName): ChallengePlan {
  const text = textOf(name);
  const own =
    challengesOfNames !== undefined && Object.hasOwn(challengesOfNames, text) ? challengesOfNames[text] : null;
  return own ?? challenge;
}

/** Each way of proof with the names that are proven by it, in the order of the names. */
export function waysOf(
  request: IssueRequest,
): readonly { readonly plan: ChallengePlan; readonly names: readonly DomainName[] }[] {
  const ways = groupBy(request.intent.names, (name) => JSON.stringify(challengeFor(request, name)));
  return [...ways.values()].flatMap((names) => {
    const [first] = names;
    return first === undefined ? [] : [{ plan: challengeFor(request, first), names }];
  });
}

/** The plan that follows from what the user said of the domain; null where something is to be asked first. */
export function challengeMeant({ method, webRoot }: DomainIntent): ChallengePlan | null {
  if (method !== 'http-01' || webRoot === null) return null;
  return { type: 'http-01', by: 'web-root', folder: webRoot };
}
