import type { DeploymentStatus } from '../acme/deployment-status.ts';
import type { ChallengeMethod } from '../domain/intent.ts';
import type { DnsStatus, SslStatus } from '../domain/status.ts';
import type { AdviceNote, PlaybookId } from '../playbook/playbook.ts';
import type { ProblemId } from '../problem/catalogue.ts';

/**
 * A product that keeps certificates for its users: what it is recognised by, what it expects of DNS, where its files and
 * logs are, what its words mean, and where in its own pages a step is done. Plain data; docs/adding-a-platform.md says how.
 */
export interface Platform {
  /** As cert-doctor.json names it; also the name of its file. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what it does about certificates. */
  readonly what: string;
  /** Its own pages about certificates; null where none is known. */
  readonly documentation: string | null;
  readonly signs: PlatformSigns;
  readonly records: ExpectedRecords;
  /** How it validates where the user does not say. Null: it depends on how it is set up. */
  readonly method: ChallengeMethod | null;
  readonly paths: readonly PlatformPath[];
  readonly commands: readonly PlatformCommand[];
  /** Logs as files (absolute, `*` for any part of a name), as pages of the product, or as a command that prints them. */
  readonly logs: readonly PlatformLog[];
  readonly pages: readonly PlatformPage[];
  /** How it tries again by itself, in words. */
  readonly retries: string;
  readonly renewal: RenewalRule;
  /** Words by which it shows a status. */
  readonly statuses: readonly PlatformWord[];
  /** Its error messages, and the symptoms that its own instructions name. */
  readonly messages: readonly PlatformWord[];
}

/** By what the platform shows itself; empty lists where it shows nothing of the kind. All in lower case but paths. */
export interface PlatformSigns {
  /** Beginnings of paths of certificates and configuration on its servers. */
  readonly paths: readonly string[];
  /** Programs, and ACME clients by the name of their log format. */
  readonly programs: readonly string[];
  /** Ends of the names to which records lead. */
  readonly targets: readonly string[];
  /** Beginnings of the Server header. */
  readonly servers: readonly string[];
  /** Names of headers that it alone adds. */
  readonly headers: readonly string[];
}

export interface ExpectedRecords {
  /** Where the A and AAAA records of a name must lead. */
  readonly addresses: 'the server' | 'the platform' | 'either';
  /** The CNAME at `_acme-challenge`, where the platform proves control through one. */
  readonly delegation: null | {
    /** How the target ends; the part before it is the organisation's own. */
    readonly ends: string;
    readonly example: string;
    /** Where the user finds the own target. */
    readonly shownAt: string;
  };
}

export interface PlatformPath {
  readonly what: string;
  /** Absolute; `{name}` stands for the domain. */
  readonly path: string;
}

/** A program with its arguments, in which `{name}` stands for the domain. */
export interface PlatformCommand {
  readonly id: string;
  readonly title: string;
  readonly argv: readonly string[];
  readonly root: boolean;
  readonly note: string;
  readonly advice: readonly AdviceNote[];
}

export interface PlatformLog {
  readonly what: string;
  readonly kind: 'file' | 'page' | 'command';
  readonly place: string;
}

export type PageTask =
  | 'see-status'
  | 'issue'
  | 'renew'
  | 'names'
  | 'records'
  | 'firewall'
  | 'logs'
  | 'automation'
  | 'schedule'
  | 'ca'
  | 'deploy'
  | 'after-renewal'
  | 'durations'
  | 'rights'
  | 'tls-mode'
  | 'settings';

export interface PlatformPage {
  readonly task: PageTask;
  /** The way there, as the product's own menus name it. */
  readonly way: string;
  /** What to do there and what to look for, sentence by sentence; empty where the way says it. */
  readonly then: readonly string[];
}

export interface RenewalRule {
  /** Who renews: the platform by itself, the user, or either, depending on the kind of certificate. */
  readonly by: 'platform' | 'user' | 'either';
  /** What is known of when, in words. */
  readonly rule: string;
  /** A certificate that the user brought is never renewed by itself: what to do instead. Null: there are none. */
  readonly selfManaged: string | null;
  readonly advice: readonly AdviceNote[];
}

/** What a word of the platform says, in our own vocabulary. */
export type MeantStatus =
  | { readonly of: 'certificate'; readonly is: SslStatus }
  | { readonly of: 'dns'; readonly is: DnsStatus }
  | { readonly of: 'deployment'; readonly is: DeploymentStatus };

/** One status or message of a platform. The words are its own, everything else is ours. */
export interface PlatformWord {
  /** As the product shows it, and other forms of it; in lower case, compared word by word. */
  readonly words: readonly string[];
  readonly status: MeantStatus | null;
  readonly problem: ProblemId | null;
  /** Null where nothing needs doing. */
  readonly playbook: PlaybookId | null;
  readonly meaning: string;
  readonly toDo: string;
  readonly advice: readonly AdviceNote[];
}
