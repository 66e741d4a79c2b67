import type { RecordRemedy, Remedy } from '../../core/problem/remedy.ts';
import { anyPrompt, commandLine, type TerminalPrompt } from '../remedies/terminal-prompt.ts';

export type UseKind = 'type' | 'copy' | 'open';

/** One way to use one remedy. */
export interface RemedyUse {
  readonly kind: UseKind;
  /** Of the remedy in its list. */
  readonly index: number;
  /** Says exactly what will happen; may hold text from the log that passed its grammar. */
  readonly title: string;
  /** A few words of our own. */
  readonly label: string;
}

export interface UseContext {
  /** Without trust nothing is looked at and nothing is typed anywhere. */
  readonly trusted: boolean;
  readonly prompt: TerminalPrompt;
  /** As core/problem/advise.ts gives them, the first one first. */
  readonly remedies: readonly Remedy[];
}

/** So many of a kind stand in a menu of quick fixes; the others stand one step behind it. */
const shownInMenu: ReadonlyMap<string, number> = new Map([
  ['Type command', 3],
  ['Copy command', 1],
  ['Copy record', 3],
  ['Trial order', 1],
  ['Open file', 2],
  ['Setting', 1],
  ['Documentation', 1],
]);

/** All uses of all remedies in their order: those for the menu, and the rest. A rest of one is no rest. */
export function remedyUses(context: UseContext): {
  readonly menu: readonly RemedyUse[];
  readonly rest: readonly RemedyUse[];
} {
  const all = context.remedies.flatMap((remedy, index) => usesOf(remedy, index, context));
  const seen = new Map<string, number>();
  const inMenu = all.map(({ label }) => {
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return before < (shownInMenu.get(label) ?? 0);
  });
  // Where nothing else can be done than to follow steps, the first ones are not hidden behind pages to read.
  if (!all.some(({ label }, index) => inMenu[index] === true && label !== 'Documentation')) {
    const steps = all.findIndex(({ label }) => label === 'Steps');
    if (steps !== -1) inMenu[steps] = true;
  }
  const rest = all.filter((_, index) => inMenu[index] !== true);
  return rest.length === 1 ? { menu: all, rest: [] } : { menu: all.filter((_, index) => inMenu[index] === true), rest };
}

function usesOf(remedy: Remedy, index: number, { trusted, prompt }: UseContext): readonly RemedyUse[] {
  switch (remedy.kind) {
    case 'command': {
      const uses: RemedyUse[] = [];
      const typed = trusted ? commandLine(remedy, prompt) : null;
      const copied = commandLine(remedy, anyPrompt);
      if (typed !== null) {
        const title = `${remedy.title}: type "${typed}" into a terminal`;
        uses.push({ kind: 'type', index, title, label: 'Type command' });
      }
      if (copied !== null) uses.push({ kind: 'copy', index, title: `Copy "${copied}"`, label: 'Copy command' });
      return uses;
    }
    case 'record': {
      const title = `${remedy.title}: copy ${recordLine(remedy)}`;
      return [{ kind: 'copy', index, title, label: 'Copy record' }];
    }
    case 'open-file': {
      const title = `Open ${remedy.path}${remedy.line === null ? '' : `:${remedy.line}`}`;
      return [{ kind: 'open', index, title, label: 'Open file' }];
    }
    case 'documentation':
      return [{ kind: 'open', index, title: `Read: ${remedy.title}`, label: 'Documentation' }];
    case 'setting':
      return [{ kind: 'open', index, title: remedy.title, label: 'Setting' }];
    case 'trial-order':
      // The workspace may not have anything asked of a CA before the user trusts it.
      return trusted ? [{ kind: 'open', index, title: `${remedy.title}: ${remedy.name}…`, label: 'Trial order' }] : [];
    case 'manual': {
      const where = remedy.title.includes(remedy.where) ? '' : ` (${remedy.where})`;
      return [{ kind: 'open', index, title: `${remedy.title}${where}…`, label: 'Steps' }];
    }
  }
}

/** The record as a zone file writes it (RFC 1035 §5.1), without a TTL. */
export function recordLine({ name, type, value }: RecordRemedy): string {
  const shown = type === 'TXT' && value !== null ? `"${value}"` : value;
  return [`${name}.`, 'IN', type, shown].filter((part) => part !== null).join(' ');
}
