import type { WayPicture } from '../../../core/picture/challenge-way.ts';
import type { ReportPicture } from '../../../core/picture/pictures.ts';
import type { StepState } from '../../../core/playbook/run.ts';

/** Something the page offers. `id` was made by the extension, which acts on no other. */
export interface Button {
  readonly id: string;
  readonly label: string;
  /** A codicon. */
  readonly icon: string;
}

export interface TableRow {
  readonly what: string;
  readonly seen: string;
  readonly expected: string | null;
  readonly mark: 'fine' | 'problem' | 'unknown' | 'you';
}

/** A line of evidence or of a record, quoted. */
export interface Quote {
  readonly label: string;
  readonly text: string;
}

export interface CommandLine {
  readonly title: string;
  readonly line: string;
  readonly buttons: readonly Button[];
}

export interface Place {
  readonly title: string;
  readonly steps: readonly string[];
  /** Opens its documentation; null where none is known. */
  readonly button: Button | null;
}

export interface Note {
  readonly old: string;
  readonly today: string;
  readonly checked: string;
  readonly button: Button;
}

export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly stateWords: string;
  readonly why: string;
  /** What was seen, or is asked; may hold outside text. */
  readonly said: string;
  /** What tells more than its table. */
  readonly pictures: readonly ReportPicture[];
  readonly rows: readonly TableRow[];
  readonly quotes: readonly Quote[];
  /** What it means and what to do, paragraph by paragraph; null where nothing has to be said. */
  readonly meaning: null | { readonly title: string; readonly paragraphs: readonly string[] };
  readonly remarks: readonly string[];
  readonly record: null | { readonly title: string; readonly fields: readonly Quote[]; readonly note: string };
  readonly primary: Button | null;
  /** At most two. */
  readonly others: readonly Button[];
  /** What it waits for; null where it does not wait. */
  readonly waitsFor: string | null;
  readonly more: readonly Button[];
  readonly commands: readonly CommandLine[];
  readonly places: readonly Place[];
  readonly notes: readonly Note[];
}

export interface PanelView {
  /** By which the page remembers what was open. */
  readonly key: string;
  readonly title: string;
  readonly domain: string;
  /** What brought the user here; null where it was the domain itself. */
  readonly about: string | null;
  readonly vantage: string | null;
  /** ISO 8601, UTC; null before the first look. */
  readonly lookedAt: string | null;
  readonly looking: boolean;
  readonly looks: Button;
  readonly exports: Button;
  /** Null where the workspace does not list the domain, so that no report of it can be made. */
  readonly reports: Button | null;
  /** When it looks again by itself, ISO 8601; null where it does not. */
  readonly nextLookAt: string | null;
  readonly notice: null | { readonly text: string; readonly button: Button | null };
  readonly verdict: {
    readonly mark: 'fine' | 'problem' | 'you' | 'unknown' | 'looking';
    readonly title: string;
    readonly text: string;
  };
  /** The way that the steps prove, above them. */
  readonly way: WayPicture | null;
  readonly steps: readonly StepView[];
  readonly current: string;
  /** How the steps turned: when (ISO 8601, UTC) and how. */
  readonly history: readonly { readonly at: string; readonly text: string }[];
}

export interface ToPage {
  readonly kind: 'view';
  readonly view: PanelView;
}

export type FromPage = { readonly kind: 'ready' } | { readonly kind: 'act'; readonly id: string };

/** What the page sent, if it has one of the known forms; whether an id was offered is for the session to say. */
export function parseFromPage(message: unknown): FromPage | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  if (message.kind === 'ready') return { kind: 'ready' };
  if (message.kind !== 'act' || !('id' in message) || typeof message.id !== 'string') return null;
  return message.id.length <= 4_000 ? { kind: 'act', id: message.id } : null;
}
