import type { ChallengeMethod } from '../domain/intent.ts';
import type { SslStatus } from '../domain/status.ts';
import type { ServerSoftware } from '../host/site.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { ManualRemedy } from '../problem/remedy.ts';
import type { Circumstances } from './circumstances.ts';

/** Number of the playbook in the product's list. */
export type PlaybookId = `PB-${number}`;

/**
 * What has to be seen before a step may be called fine.
 * - `addresses`: the records of every name, compared with the server's addresses
 * - `port-80`, `port-443`: an answer from every address of every name
 * - `site`: the content of the challenge path at every address
 * - `challenge-record`: what stands at `_acme-challenge`
 * - `delegation`: the same, where it is delegated by a CNAME; `covered-names`: the names in the certificates shown
 * - `caa`: the relevant CAA records of every name (RFC 8659 §3)
 * - `served`: the certificate that the addresses show; `current`: and that it is in the middle of its life
 * - `file-and-served`: the certificate as the client keeps it, as the server's file holds it, as each address shows it
 * - `hosts-file`: the lines of this machine's hosts file for the names and for CAs
 * - `insecure-parts`: the addresses of plain HTTP in the front pages
 * - `own-insecure-parts`: those of the site itself, as WordPress writes them
 * - `content-network`: the CDN in front, and what it tells of the server
 * - `system`: the machine, as CloudPanel wants it
 * - `machine-load`: load, memory and runs under way; `site-folders`: who owns and may read them
 * - `changes`: what is otherwise than when the domain was last well
 * - `web-server`: its process and its own test of its configuration; `port-80-owner`; `answering-sites`: by name
 * - `automation`: the timers, cron jobs and services that renew; `schedule`: when they run, and when they should
 * - `ca-connection`: the CA's directory, trust, account binding and clock
 * - `signing-request`: a request (CSR) that the user named
 * - `deployment`: the files that the server reads, their rights, key stores, the disk
 * - `logs`: what the logs say of the domain; `asked-in-logs`: of it, the problems that the step asks for;
 *   `after-renewal`: the same, and what the clients are set to do after a renewal; `durations`: how long attempts take
 * - `connections`, `key-rights`, `nodes`: what hardening is about
 */
export const needs = [
  'addresses',
  'port-80',
  'port-443',
  'site',
  'challenge-record',
  'delegation',
  'covered-names',
  'caa',
  'served',
  'current',
  'file-and-served',
  'hosts-file',
  'insecure-parts',
  'own-insecure-parts',
  'content-network',
  'system',
  'machine-load',
  'site-folders',
  'changes',
  'web-server',
  'port-80-owner',
  'answering-sites',
  'automation',
  'schedule',
  'ca-connection',
  'signing-request',
  'deployment',
  'logs',
  'asked-in-logs',
  'after-renewal',
  'durations',
  'connections',
  'key-rights',
  'nodes',
] as const;
export type Need = (typeof needs)[number];

/** When a step exists. Each part that is given must hold; what only a look can show holds from then on. */
export interface StepCondition {
  readonly methods?: readonly ChallengeMethod[];
  readonly delegated?: boolean;
  /** Does the machine that looks serve the domain? */
  readonly onServer?: boolean;
  /** Is a CDN in front? */
  readonly cdn?: boolean;
  readonly wordPress?: boolean;
  /** Is there a log, or did the user come with what only a log tells? */
  readonly logged?: boolean;
  readonly software?: readonly ServerSoftware[];
}

/** Advice that stands in older instructions, beside what is true today. */
export interface AdviceNote {
  readonly old: string;
  readonly today: string;
  /** Day on which `today` was last compared with its source, ISO 8601. */
  readonly checked: string;
  /** Always https. */
  readonly reference: string;
}

/** One thing to look at, in the order in which an experienced colleague would. All text is ours. */
export interface PlaybookStep {
  readonly id: string;
  /** What is looked at, as a noun: it claims nothing. */
  readonly title: string;
  /** One sentence: why it matters. */
  readonly why: string;
  /** Absent: the step always exists. */
  readonly when?: StepCondition;
  /** Findings that make the step a problem. */
  readonly asks: readonly ProblemId[];
  /** Findings that are shown with the step but do not hold it up. */
  readonly remarks: readonly ProblemId[];
  readonly needs: Need;
  /** What a machine sees of its own addresses is no answer: its firewall was not passed. */
  readonly fromOutside?: true;
  /** What it means when it was seen to be right. */
  readonly fine: string;
  /** What the user can look at where Cert Doctor could not. */
  readonly instead: string;
  /** What the step waits for while the user acts. */
  readonly waitsFor: string;
  /** The problem whose independent checks show the same as this step; null where no command does. */
  readonly checkedLike: ProblemId | null;
  /** Where the step is done by hand beside the pages of platforms, whatever was found. */
  readonly manualWhere: readonly ManualRemedy[];
  readonly notes: readonly AdviceNote[];
  /**
   * The step acts instead of only looking, on the user's word. `issue` ends with another certificate than before, `renew`
   * with one that is good; both by Cert Doctor or by the client that owns the certificate.
   */
  readonly act: 'issue' | 'renew' | null;
}

/** One station of the playbook's picture, and the step that proves the way to it, or of the first that it may set out. */
export interface Station {
  readonly label: string;
  readonly provenBy: string;
  /** What is written under it, taken from the observations; `caa`: that the CAA records are what stops it. */
  readonly shows: 'name' | 'address' | 'http-port' | 'caa' | 'nothing';
}

/** What the playbook is for, and what proves that it is reached. */
export interface PlaybookEnd {
  /** Ids of steps, all of which (as far as they exist) have to be fine. */
  readonly provenBy: readonly string[];
  /** What is true then. */
  readonly reached: string;
  /** It gives advice: a step that the user declines counts as followed. */
  readonly advice?: boolean;
}

/** With what somebody comes for whom this playbook is the first to open. */
export interface StartsFrom {
  readonly problems: readonly ProblemId[];
  readonly statuses: readonly SslStatus[];
  /** What users, platforms and older instructions call it, in lower case, for the search. */
  readonly words: readonly string[];
}

export interface Playbook {
  readonly id: PlaybookId;
  readonly title: string;
  /** When it is the right one, for the list to choose from. */
  readonly when: string;
  readonly steps: readonly PlaybookStep[];
  readonly end: PlaybookEnd;
  readonly startsFrom: StartsFrom;
  /** A way that is only as good as its weakest part, in order; null: no picture. */
  readonly picture: {
    readonly title: string;
    readonly methods: readonly ChallengeMethod[];
    readonly stations: readonly Station[];
  } | null;
}

/** The steps that apply, in order. */
export function stepsFor(playbook: Playbook, circumstances: Circumstances): readonly PlaybookStep[] {
  return playbook.steps.filter(({ when }) => when === undefined || holds(when, circumstances));
}

function holds(when: StepCondition, circumstances: Circumstances): boolean {
  const { method, delegated, onServer, cdn, wordPress, logged, software } = circumstances;
  return (
    (when.methods === undefined || when.methods.includes(method)) &&
    (when.delegated === undefined || when.delegated === delegated) &&
    (when.onServer === undefined || when.onServer === onServer) &&
    (when.cdn === undefined || when.cdn === (cdn !== null)) &&
    (when.wordPress === undefined || when.wordPress === wordPress) &&
    (when.logged === undefined || when.logged === logged) &&
    (when.software === undefined || when.software.some((one) => software.includes(one)))
  );
}
