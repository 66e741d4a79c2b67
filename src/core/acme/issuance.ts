import type { DomainIntent } from '../domain/intent.ts';
import type { ChallengePlan } from './challenge-plan.ts';
import type { DeployPlan } from './deploy-plan.ts';
import type { Finding } from '../problem/finding.ts';
import type { TxtRecord } from './placed-challenge.ts';
import type { AcmeProblem } from './problem-document.ts';

/** Everything that one issuance needs to know beforehand. Plain data without a secret: it may be shown, kept and journaled. */
export interface IssueRequest {
  readonly intent: DomainIntent;
  readonly ca: CaChoice;
  /** How control of the names is proven. */
  readonly challenge: ChallengePlan;
  /** For names that are proven in another way, by their text (`*.example.com`). */
  readonly challengesOfNames?: Readonly<Record<string, ChallengePlan>>;
  readonly keyType: KeyType;
  /** The folder that holds accounts, journal and certificates, mode 0700. */
  readonly storage: string;
  readonly deploy: DeployPlan | null;
  /** What the CA saw the last time though it was not seen from here, so that the user had to say yes. */
  readonly seenByCaAlone?: UnseenAnswers;
}

/**
 * Answers to challenges that were not seen from here, by the name, or the owner of the record, at which they were looked
 * for: `address`: DNS knows no address of the name; `answer`: something else than the answer was seen, or nobody told.
 */
export type UnseenAnswers = Readonly<Record<string, 'address' | 'answer'>>;

export const keyTypes = ['ec-p256', 'ec-p384', 'rsa-2048', 'rsa-3072', 'rsa-4096'] as const;
export type KeyType = (typeof keyTypes)[number];

/** The CA that shall issue, and under which account. */
export interface CaChoice {
  readonly directoryUrl: string;
  /** PEM roots by which the CA's own HTTPS is trusted; null: the usual store. */
  readonly rootFile: string | null;
  /** Mail address for the account; null: none. */
  readonly contact: string | null;
  /** The user read and accepted the CA's terms. */
  readonly termsAgreed: boolean;
  /** Key identifier of an external account (RFC 8555 §7.3.4); its MAC key is a secret, see `IssueSecrets`. */
  readonly externalAccount: string | null;
  /** One of the directory's `meta.profiles` (draft-ietf-acme-profiles); null: what the CA takes for usual. */
  readonly profile: string | null;
  /** Common name in the issuer of the chain's last certificate, where the CA offers several chains; null: its first. */
  readonly preferredChain: string | null;
  /** Its service for trials, where a first try goes; missing: as it is known of the CA, null: none. */
  readonly trial?: { readonly directoryUrl: string; readonly rootFile: string | null } | null;
}

/** What must be known and never be written: apart from the request, so that it gets into no journal, report or log. */
export interface IssueSecrets {
  /** The MAC key of the external account, in base64url as CAs hand it out; null: none is needed. */
  readonly externalAccountKey: string | null;
  /** TSIG secrets in base64, by the name of their key. */
  readonly tsigSecrets: Readonly<Record<string, string>>;
  /** Private keys (PEM) of accounts that are held outside of the storage, by the directory of their CA. */
  readonly accountKeys: Readonly<Record<string, string>>;
  /** Protects the key store that is deployed; null: none is. */
  readonly keyStorePassword: string | null;
}

/**
 * The secret of a TSIG key. A variable of the environment cannot hold every character of its name, so those but letters and
 * digits may stand as `_`, in any case.
 */
export function tsigSecretOf({ tsigSecrets }: IssueSecrets, keyName: string): string | undefined {
  if (Object.hasOwn(tsigSecrets, keyName)) return tsigSecrets[keyName];
  const plain = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '_').toLowerCase();
  return Object.entries(tsigSecrets).find(([name]) => plain(name) === plain(keyName))?.[1];
}

export const noSecrets: IssueSecrets = {
  externalAccountKey: null,
  tsigSecrets: {},
  accountKeys: {},
  keyStorePassword: null,
};

/** States in order; each is journaled before the call whose loss would matter. */
export const issuanceSteps = [
  'planned',
  'key',
  'ordered',
  'authorized',
  'finalizing',
  'issued',
  'stored',
  'deployed',
  'verified',
] as const;
export type IssuanceStep = (typeof issuanceSteps)[number];

export interface StoredCertificate {
  /** The folder `live` pointer that always leads to the newest version. */
  readonly folder: string;
  readonly certificateFile: string;
  readonly chainFile: string;
  readonly fullChainFile: string;
  readonly keyFile: string;
  readonly serialNumber: string;
  /** SHA-256 of the DER, upper-case hexadecimal without separators. */
  readonly fingerprint: string;
  /** ISO 8601, UTC. */
  readonly notAfter: string;
}

export interface IssueReport {
  /** The last step that is complete. */
  readonly reached: IssuanceStep;
  readonly certificate: StoredCertificate | null;
  /** Records that may still stand in DNS: the user wrote them, or they could not be taken away; missing: none. */
  readonly recordsToRemove?: readonly TxtRecord[];
  /** What stopped it; null where it went to its end. */
  readonly stopped:
    | null
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'declined'; readonly what: string }
    | { readonly kind: 'ca'; readonly problem: AcmeProblem; readonly findings: readonly Finding[] }
    | { readonly kind: 'failed'; readonly text: string; readonly findings: readonly Finding[] };
}
