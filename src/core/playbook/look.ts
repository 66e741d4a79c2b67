import type { CertificateFile } from '../certificate/certificate-file.ts';
import type { History } from '../domain/history.ts';
import type { DomainReport } from '../domain/report.ts';
import type { KeyStoreLook } from '../host/key-store.ts';
import type { LogAttempt, LogFinding } from '../log/report.ts';
import type { Finding } from '../problem/finding.ts';

/** What one look of a playbook brought: the check of the domain, and what is known beside it. Plain data. */
export interface Look {
  readonly report: DomainReport;
  readonly known: Known;
}

/** What is known of a domain beside what a check sees. Null: nobody looked, so that it says nothing. */
export interface Known {
  /** What was remembered of the domain before this look. */
  readonly history: History | null;
  /** The logs that were read, with what in them concerns the domain. */
  readonly logs: readonly KnownLog[] | null;
  /** Logs that the user named and that were not read; missing where there are none. Paths are hostile. */
  readonly unread?: readonly UnreadLog[];
  /** Certificates, requests and key stores that the user named for this run. */
  readonly files: readonly NamedFile[];
  /** Machines that the user named as those that get the certificate. */
  readonly targets: readonly NamedTarget[];
  /** How long earlier attempts took, the newest first. */
  readonly attempts: readonly TimedAttempt[] | null;
}

export const nothingKnown: Known = { history: null, logs: null, files: [], targets: [], attempts: null };

export interface KnownLog {
  readonly path: string;
  readonly format: string;
  readonly findings: readonly LogFinding[];
  readonly attempts: readonly LogAttempt[];
}

export interface UnreadLog {
  readonly path: string;
  /** In our words. */
  readonly why: string;
}

/** A file as `inspect` saw it. */
export interface NamedFile {
  readonly path: string;
  readonly file: CertificateFile | null;
  readonly findings: readonly Finding[];
  readonly error: { readonly message: string } | null;
  /** What it is and who may write it; missing where nobody looked. */
  readonly store?: KeyStoreLook;
}

/** The ports by which a machine gets its certificate, as a knock found them. */
export interface NamedTarget {
  readonly host: string;
  readonly looks: readonly {
    readonly service: 'ssh' | 'winrm' | 'winrm-https';
    readonly port: number;
    readonly outcome: 'open' | 'refused' | 'silent' | 'unreachable';
    /** What the service said first; hostile. */
    readonly banner: string | null;
  }[];
}

/** An issuance, renewal or deployment, and its steps in their order. Times are ISO 8601, UTC. */
export interface TimedAttempt {
  readonly startedAt: string;
  /** Null where it has not ended, as far as anybody saw. */
  readonly endedAt: string | null;
  readonly outcome: 'succeeded' | 'failed' | 'open';
  readonly stages: readonly { readonly at: string; readonly what: string }[];
}
