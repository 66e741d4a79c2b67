import type { IssueReport } from '../../core/acme/issuance.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import type { ClientCertificate } from '../../core/acme/client-renewal.ts';
import { nothingKnown, type Known } from '../../core/playbook/look.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import {
  advance,
  isWatched,
  type ClientOutcome,
  type PlaybookRun,
  type RunEvent,
  type Sources,
} from '../../core/playbook/run.ts';
import { viewOf, type OfferedView, type ViewContext } from './panel-view.ts';
import type { PlaybookAction } from './playbook-action.ts';

/** What a run needs of the editor. */
export interface PlaybookWorld {
  /** What should be true of the domain as the workspace says it now; null where it does not list the domain. */
  listedIntent(this: void): DomainIntent | null;
  look(this: void, intent: DomainIntent, signal: AbortSignal): Promise<DomainReport>;
  /** What is known of the domain beside the look, and what the files show that the user named. */
  known(this: void, intent: DomainIntent, sources: Sources, signal: AbortSignal): Promise<Known>;
  /** Issues with the user's consent; null where nothing is known of how it ended. */
  issue(this: void, progress: (words: string) => void): Promise<IssueReport | null>;
  /** Lets the client that owns the certificate renew it, with the user's consent. */
  renew(this: void, owner: ClientCertificate, progress: (words: string) => void): Promise<ClientOutcome>;
  /** The server's addresses in canonical text; null where the user gave none. */
  askAddresses(this: void): Promise<readonly string[] | null>;
  /** The absolute path of a file, or the host, that the user chose; null where none was. */
  askSource(this: void, kind: keyof Sources): Promise<string | null>;
  /** Why the user declines, in their words; null where they do not. */
  askReason(this: void, step: string): Promise<string | null>;
  /** Does one of the things that only the editor can do. False: it was not done after all. */
  perform(this: void, action: EditorAction, run: PlaybookRun): Promise<boolean>;
  context(this: void): Omit<ViewContext, 'nextLookAt' | 'listed' | 'now'>;
  save(this: void, run: PlaybookRun): void;
  show(this: void, view: OfferedView): void;
}

/** The actions that are not the session's own. */
export type EditorAction = Exclude<PlaybookAction, { readonly kind: OwnKind }>;

/** The actions of the session itself. */
type OwnKind =
  | 'look'
  | 'cancel'
  | 'enter-addresses'
  | 'done-by-hand'
  | 'skip'
  | 'decline'
  | 'reopen'
  | 'issue'
  | 'renew'
  | 'name-file'
  | 'name-log'
  | 'name-target';

/** Pauses before it looks again by itself, in seconds; the last one repeats. */
const pauses = [3, 5, 10, 20, 30] as const;
/** After so many looks without a change it stops by itself: about 20 minutes. A server's ban lists count requests too. */
const mostLooks = 42;

/** Drives one run: looks, waits for the user and looks again, and does what the page's buttons ask for. */
export class PlaybookSession {
  readonly #playbook: Playbook;
  readonly #world: PlaybookWorld;
  #run: PlaybookRun;
  #offered: OfferedView['offered'] = new Map();
  #abort: AbortController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #nextLookAt: string | null = null;
  #looks = 0;
  #visible = true;
  #disposed = false;

  constructor(playbook: Playbook, run: PlaybookRun, world: PlaybookWorld) {
    this.#playbook = playbook;
    this.#run = run;
    this.#world = world;
  }

  get run(): PlaybookRun {
    return this.#run;
  }

  /** Shows the run as it is, and looks. */
  async start(): Promise<void> {
    this.refresh();
    await this.#look();
  }

  /** Shows the run again: the page is new, or what it depends on has changed. */
  refresh(): void {
    if (this.#disposed) return;
    const offered = viewOf(this.#playbook, this.#run, {
      ...this.#world.context(),
      listed: this.#world.listedIntent() !== null,
      nextLookAt: this.#nextLookAt,
      now: now(),
    });
    this.#offered = offered.offered;
    this.#world.show(offered);
  }

  /** A page that nobody sees looks at nothing. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#schedule();
  }

  /** Does what a button of the page stands for. An id that was not offered does nothing. */
  async act(id: string): Promise<void> {
    const action = this.#offered.get(id);
    if (action === undefined || this.#disposed) return;
    switch (action.kind) {
      case 'look':
        this.#looks = 0;
        await this.#look();
        return;
      case 'cancel':
        this.#abort?.abort();
        return;
      case 'done-by-hand':
        await this.#doneByHand(action.step);
        return;
      case 'skip':
        this.#apply({ kind: 'skipped', step: action.step, at: now() });
        this.#schedule();
        return;
      case 'decline': {
        const why = await this.#world.askReason(action.step);
        if (why === null) return;
        this.#apply({ kind: 'skipped', step: action.step, why, at: now() });
        this.#schedule();
        return;
      }
      case 'name-file':
        await this.#name('files');
        return;
      case 'name-log':
        await this.#name('logs');
        return;
      case 'name-target':
        await this.#name('targets');
        return;
      case 'reopen':
        this.#apply({ kind: 'reopened', step: action.step, at: now() });
        await this.#look();
        return;
      case 'enter-addresses':
        await this.#enterAddresses();
        return;
      case 'issue':
        await this.#issue();
        return;
      case 'renew':
        await this.#renew();
        return;
      case 'terminal':
      case 'copy':
      case 'open-url':
      case 'open-file':
      case 'open-setting':
      case 'export':
      case 'report':
      case 'try-order':
      case 'add-domain':
      case 'trust':
      case 'edit-source': {
        const done = await this.#world.perform(action, this.#run);
        if ('step' in action && done) this.#waitForEffect(action);
      }
    }
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  /** What a look can show is looked at anew: the user's word alone turns nothing that was seen to be wrong. */
  async #doneByHand(id: string): Promise<void> {
    const step = this.#run.steps.find((one) => one.id === id);
    const canBeSeen = step !== undefined && isWatched(this.#playbook, this.#run, step);
    this.#apply({ kind: 'done-by-hand', step: id, at: now() });
    this.#looks = 0;
    if (canBeSeen) await this.#look();
    else this.#schedule();
  }

  /** From now on the step waits, and the first looks follow quickly. */
  #waitForEffect(action: EditorAction & { readonly step: string }): void {
    this.#looks = 0;
    this.#apply({ kind: 'acted', step: action.step, what: deedWords(action), at: now() });
    this.#schedule();
  }

  async #look(): Promise<void> {
    if (this.#abort !== null || this.#disposed) return;
    const abort = new AbortController();
    this.#abort = abort;
    clearTimeout(this.#timer);
    this.#nextLookAt = null;
    this.#apply({ kind: 'look-started', intent: this.#intent(), at: now() });
    let event: RunEvent;
    try {
      const { intent, sources } = this.#run;
      // What is known beside the look is worth less than the look: where it cannot be read, nothing is known.
      const knowing = this.#world.known(intent, sources, abort.signal).catch(() => nothingKnown);
      const report = await this.#world.look(intent, abort.signal);
      event = { kind: 'looked', report, known: await knowing, at: now() };
    } catch (error) {
      const why = abort.signal.aborted
        ? 'it was stopped.'
        : error instanceof Error
          ? error.message
          : 'for an unknown reason.';
      event = { kind: 'look-failed', why, at: now() };
    }
    this.#abort = null;
    this.#apply(event);
    if (!abort.signal.aborted) this.#schedule();
  }

  /** What the workspace says, with the addresses that the user gave this run where the workspace has none. */
  #intent(): DomainIntent {
    const listed = this.#world.listedIntent();
    if (listed === null) return this.#run.intent;
    return listed.addresses.length > 0 ? listed : { ...listed, addresses: this.#run.intent.addresses };
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#nextLookAt = null;
    const pause = pauses[Math.min(this.#looks, pauses.length - 1)] ?? 30;
    if (this.#visible && !this.#disposed && this.#abort === null && this.#looks < mostLooks && this.#waits()) {
      this.#nextLookAt = new Date(Date.now() + pause * 1_000).toISOString();
      this.#timer = setTimeout(() => {
        this.#looks += 1;
        void this.#look();
      }, pause * 1_000);
    }
    this.refresh();
  }

  /** Is there a step that a look could turn? A question to the user is none. */
  #waits(): boolean {
    if (!this.#world.context().trusted) return false;
    const { issue, steps } = this.#run;
    if (issue?.endedAt === null) return false;
    return steps.some((step) => isWatched(this.#playbook, this.#run, step));
  }

  async #enterAddresses(): Promise<void> {
    const addresses = await this.#world.askAddresses();
    if (addresses === null || this.#disposed) return;
    this.#run = { ...this.#run, intent: { ...this.#run.intent, addresses } };
    await this.#look();
  }

  async #name(kind: keyof Sources): Promise<void> {
    const file = await this.#world.askSource(kind);
    if (file === null || this.#disposed) return;
    const { sources } = this.#run;
    const others = sources[kind].filter((one) => one !== file);
    this.#run = { ...this.#run, sources: { ...sources, [kind]: [...others, file] } };
    await this.#look();
  }

  async #renew(): Promise<void> {
    const { owner } = this.#run.circumstances;
    if (owner === null || !this.#begin()) return;
    let byClient: ClientOutcome;
    try {
      byClient = await this.#world.renew(owner, this.#progress);
    } catch (error) {
      byClient = { outcome: 'failed', text: error instanceof Error ? error.message : String(error), findings: [] };
    }
    this.#looks = 0;
    this.#apply({ kind: 'issue-ended', report: null, byClient, at: now() });
    await this.#look();
  }

  /** False: one is under way already. */
  #begin(): boolean {
    if (this.#run.issue?.endedAt === null) return false;
    clearTimeout(this.#timer);
    this.#apply({ kind: 'issue-started', at: now() });
    return true;
  }

  readonly #progress = (words: string): void => {
    this.#apply({ kind: 'issue-progress', words, at: now() });
  };

  async #issue(): Promise<void> {
    if (!this.#begin()) return;
    let report: IssueReport | null;
    try {
      report = await this.#world.issue(this.#progress);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      report = { reached: 'planned', certificate: null, stopped: { kind: 'failed', text, findings: [] } };
    }
    this.#looks = 0;
    this.#apply({ kind: 'issue-ended', report, at: now() });
    await this.#look();
  }

  #apply(event: RunEvent): void {
    if (this.#disposed) return;
    const before = this.#run;
    this.#run = advance(this.#playbook, before, event);
    if (this.#run.turns.length !== before.turns.length) this.#looks = 0;
    this.#world.save(this.#run);
    this.refresh();
  }
}

/** What of it belongs in the record; null for what changes nothing anywhere. */
function deedWords(action: EditorAction): string | null {
  if (action.kind === 'edit-source') return `Replaced in the workspace: ${action.url} by ${action.replacement}`;
  if (action.kind === 'terminal') return `Typed into a terminal: ${action.line}`;
  return action.kind === 'copy' ? `Copied: ${action.text}` : null;
}

function now(): string {
  return new Date().toISOString();
}
