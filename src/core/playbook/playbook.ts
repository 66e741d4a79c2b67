import type { ChallengeMethod } from '../domain/intent.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { ManualRemedy } from '../problem/remedy.ts';

/** Number of the playbook in the product's list. */
export type PlaybookId = `PB-${number}`;

/**
 * What has to be seen before a step may be called fine.
 * - `addresses`: the records of every name, compared with the server's addresses
 * - `port-80`, `port-443`: an answer from every address of every name
 * - `site`: the content of the challenge path at every address
 * - `challenge-record`: what stands at `_acme-challenge`
 * - `caa`: the relevant CAA records of every name (RFC 8659 §3)
 * - `served`: the certificate that the addresses show
 */
export type Need = 'addresses' | 'port-80' | 'port-443' | 'site' | 'challenge-record' | 'caa' | 'served';

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
  /** The step exists only for these ways of validation; absent: for all. */
  readonly methods?: readonly ChallengeMethod[];
  /** Findings that make the step a problem. */
  readonly asks: readonly ProblemId[];
  /** Findings that are shown with the step but do not hold it up. */
  readonly remarks: readonly ProblemId[];
  readonly needs: Need;
  /** What it means when it was seen to be right. */
  readonly fine: string;
  /** What the user can look at where Cert Doctor could not. */
  readonly instead: string;
  /** What the step waits for while the user acts. */
  readonly waitsFor: string;
  /** The problem whose independent checks show the same as this step; null where no command does. */
  readonly checkedLike: ProblemId | null;
  /** Where the step is done by hand, whatever was found. */
  readonly manualWhere: readonly ManualRemedy[];
  readonly notes: readonly AdviceNote[];
  /** The step acts instead of only looking, on the user's word. */
  readonly act: 'issue' | null;
}

/** One station of the playbook's picture, and the step that proves the way to it, or of the first that it may set out. */
export interface Station {
  readonly label: string;
  readonly provenBy: string;
  /** What is written under it, taken from the observations; `caa`: that the CAA records are what stops it. */
  readonly shows: 'name' | 'address' | 'http-port' | 'caa' | 'nothing';
}

export interface Playbook {
  readonly id: PlaybookId;
  readonly title: string;
  /** When it is the right one, for the list to choose from. */
  readonly when: string;
  readonly steps: readonly PlaybookStep[];
  /** A way that is only as good as its weakest part, in order; null: no picture. */
  readonly picture: {
    readonly title: string;
    readonly methods: readonly ChallengeMethod[];
    readonly stations: readonly Station[];
  } | null;
}

/** The steps that apply to a way of validation. */
export function stepsFor(playbook: Playbook, method: ChallengeMethod): readonly PlaybookStep[] {
  return playbook.steps.filter(({ methods }) => methods === undefined || methods.includes(method));
}
