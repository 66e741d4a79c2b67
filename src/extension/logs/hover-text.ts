import { problems } from '../../core/problem/catalogue.ts';
import type { Remedy } from '../../core/problem/remedy.ts';
import { commands } from '../ids.ts';
import { commandLine, type TerminalPrompt } from '../remedies/terminal-prompt.ts';
import { shownText } from '../shown-text.ts';
import type { FindingAction } from './finding-actions.ts';
import type { KnownFinding } from './known-findings.ts';
import { whoCanFix } from './who-can-fix.ts';

/** What the hover over a finding says, as plain text: whoever renders it decides what may be Markdown. */
export interface HoverText {
  readonly cause: string;
  /** The name, file or address; empty where the line does not say. */
  readonly subject: string;
  readonly meaning: string;
  /** What to do; empty where the marker's own text says above what comes first. */
  readonly fix: string;
  /** The decisive part of the log, cleaned of characters that deceive; still hostile. */
  readonly evidence: string;
  readonly who: string;
  readonly note: string | null;
  /** When the CA allows the next try; null where it did not say. */
  readonly retry: string | null;
  readonly links: readonly HoverLink[];
}

export interface HoverLink {
  /** What it does, in a few words; may hold text of the log that passed its grammar. */
  readonly label: string;
  readonly command: FindingAction['command'];
  /** Opaque ids and words of fixed lists; never text of the log. */
  readonly args: FindingAction['args'];
}

export interface HoverScene {
  readonly remedies: readonly Remedy[];
  readonly actions: readonly FindingAction[];
  /** Who reads what an action types. */
  readonly prompt: TerminalPrompt;
  /** What a live check said. */
  readonly note: string | null;
  /** A moment in words for the user, e.g. `26 Nov, 14:05 GMT+1 (in 2 hours)`. */
  momentWords(this: void, iso: string): string;
  /** VS Code shows the finding's message above: it underlines the place. */
  readonly isMarked: boolean;
}

/** At most two lines of a hover, which breaks long words early. */
const maxEvidence = 110;
/** Longer commands are called by what they are for. */
const maxCommand = 48;

/** @param lines of the log, from the finding's first to its last */
export function hoverText(known: KnownFinding, lines: readonly string[], scene: HoverScene): HoverText {
  const { finding } = known;
  const { title, meaning, fix, area } = problems[finding.problem];
  const { retryAfter } = finding.captures;
  return {
    cause: title,
    subject: finding.subject,
    meaning,
    fix: scene.isMarked && finding.message.includes(firstSentence(fix)) ? '' : fix,
    evidence: decisivePart(known, lines),
    who: whoCanFix[area],
    note: scene.note,
    retry: retryAfter === undefined ? null : scene.momentWords(retryAfter),
    links: linksOf(known, scene),
  };
}

function firstSentence(text: string): string {
  return text.split('. ', 1)[0] ?? text;
}

/** The finding's own words with as much around them as there is room for, without the indentation of the log. */
function decisivePart({ finding }: KnownFinding, lines: readonly string[]): string {
  const [first = '', ...rest] = lines;
  if (rest.length > 0) return shortened(lines.map((line) => line.trim()).join(' '), 0, Number.MAX_SAFE_INTEGER);
  const isWithin = finding.endLine === finding.line && finding.endColumn > finding.column;
  return shortened(first, finding.column - 1, isWithin ? finding.endColumn - 1 : first.length);
}

/** About `maxEvidence` characters of the text, `from` to `to` (0-based, exclusive) among them: at least their ends. */
function shortened(text: string, from: number, to: number): string {
  const whole = text.trim();
  if (whole.length <= maxEvidence) return shownText(whole, maxEvidence);
  const indentation = text.length - text.trimStart().length;
  const end = Math.min(to, text.length);
  const spare = maxEvidence - (end - from);
  if (spare < 0) {
    const head = Math.floor(maxEvidence / 3);
    const tail = maxEvidence - head;
    return `${shownText(text.slice(from, from + head), head)}…${shownText(text.slice(end - tail, end), tail)}`;
  }
  const start = Math.max(indentation, Math.min(from - Math.floor(spare / 2), text.length - maxEvidence));
  const before = start > indentation ? '…' : '';
  return `${before}${shownText(text.slice(start).trimEnd(), maxEvidence)}`;
}

/** Beside the live check and the best remedy; everything is behind the last one. */
const shownLinks: ReadonlyMap<string, string> = new Map([
  ['Remind me', 'Remind me'],
  ['Playbook', 'Start playbook'],
  ['Explain', 'Explain'],
]);

/** The best of each kind; whatever else can be done stands behind the last one. */
function linksOf({ id }: KnownFinding, { actions, remedies, prompt }: HoverScene): readonly HoverLink[] {
  const [best] = actions.filter(({ command, args }) => command === commands.applyRemedy && typeof args[2] === 'number');
  return [
    ...actions.filter(({ command }) => command === commands.verifyFinding),
    ...(best === undefined ? [] : [{ ...best, label: useLabel(best, remedies, prompt) }]),
    ...actions.flatMap((action) => {
      const label = shownLinks.get(action.label);
      return label === undefined ? [] : [{ ...action, label }];
    }),
    { label: 'More…', command: commands.applyRemedy, args: [id, 'all'] },
  ].map(({ label, command, args }) => ({ label, command, args }));
}

function useLabel({ args, label }: FindingAction, remedies: readonly Remedy[], prompt: TerminalPrompt): string {
  const remedy = remedies[Number(args[2])];
  const copies = args[1] === 'copy';
  switch (remedy?.kind) {
    case undefined:
      return label;
    case 'command': {
      const line = commandLine(remedy, copies ? { ...prompt, shell: 'posix', isRoot: false } : prompt);
      const verb = copies ? 'Copy' : 'Type';
      return line !== null && line.length <= maxCommand
        ? `${verb}: ${line}`
        : `${remedy.title} (${copies ? 'copies' : 'types'} a command)`;
    }
    case 'record':
      return `Copy the ${remedy.type} record`;
    case 'open-file':
      return `Open ${shownText(remedy.path.slice(remedy.path.lastIndexOf('/') + 1), maxCommand)}`;
    case 'documentation':
      return `Read: ${remedy.title}`;
    case 'setting':
      return remedy.title;
    case 'trial-order':
    case 'manual':
      return `${remedy.title}…`;
  }
}
