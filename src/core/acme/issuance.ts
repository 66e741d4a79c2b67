import type { DomainIntent } from '../domain/intent.ts';
import type { Finding } from '../problem/finding.ts';
import type { AcmeProblem } from './problem-document.ts';

/** Everything that one issuance needs to know beforehand. */
export interface IssueRequest {
  readonly intent: DomainIntent;
  /** The CA's directory URL. */
  readonly directoryUrl: string;
  /** PEM roots by which the CA's own HTTPS is trusted; null: the usual store. */
  readonly caRootFile: string | null;
  readonly contact: string | null;
  /** The user read and accepted the CA's terms. */
  readonly termsAgreed: boolean;
  readonly keyType: 'ec-p256' | 'rsa-2048';
  /** The folder that holds accounts, journal and certificates, mode 0700. */
  readonly storage: string;
  readonly deploy: DeployPlan | null;
}

/** How the new files reach the server. Every command is an argument vector and is shown before it runs. */
export interface DeployPlan {
  readonly test: readonly string[] | null;
  readonly reload: readonly string[] | null;
}

/** What each command of the plan is called, in progress and where it is declined. */
export const deployTitles = { test: 'Testing the configuration', reload: 'Reloading the server' } as const;

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
  /** What stopped it; null where it went to its end. */
  readonly stopped:
    | null
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'declined'; readonly what: string }
    | { readonly kind: 'ca'; readonly problem: AcmeProblem; readonly findings: readonly Finding[] }
    | { readonly kind: 'failed'; readonly text: string; readonly findings: readonly Finding[] };
}
