import type { Look } from '../../core/problem/independent-check.ts';
import type { ProblemId } from '../../core/problem/catalogue.ts';
import type { Severity } from '../../core/problem/finding.ts';
import type { CommandId } from '../feature.ts';
import type { MarkdownLine } from '../plain-markdown.ts';

/** A row of the tree before it meets VS Code. Text may come from outside and is shown as text only. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** What a screen reader says: label, status and reason without icons. */
  readonly accessible: string;
  readonly tooltip: readonly MarkdownLine[];
  readonly contextValue: string;
  readonly fold: 'none' | 'collapsed' | 'expanded';
  /** Made when they are asked for: of thousands of domains hardly any is unfolded. */
  readonly children: readonly Row[];
  /** What a click does, beside unfolding. */
  readonly command: CommandId | null;
  /** By which commands anybody sees the same. */
  readonly sight: Sight | null;
}

/** What a row shows, so that the commands can be named which show the same. */
export type Sight =
  | { readonly look: Look; readonly name: string; readonly address?: string }
  | { readonly problem: ProblemId; readonly subject: string };

export interface Icon {
  /** A codicon. */
  readonly id: string;
  readonly color: string | null;
}

type Said = Pick<Row, 'id' | 'label' | 'icon' | 'contextValue'> &
  Partial<Omit<Row, 'children' | 'fold' | 'tooltip'>> & {
    readonly fold?: 'collapsed' | 'expanded';
    readonly tooltip?: readonly MarkdownLine[] | (() => readonly MarkdownLine[]);
  };

/** A row with what it did not say filled in; with `unfold`, it has rows below it. */
export function rowOf(said: Said, unfold: (() => readonly Row[]) | null = null): Row {
  const { label, description = '', tooltip = [] } = said;
  return {
    command: null,
    sight: null,
    accessible: description === '' ? label : `${label}: ${description}`,
    ...said,
    description,
    fold: unfold === null ? 'none' : (said.fold ?? 'collapsed'),
    get tooltip() {
      return typeof tooltip === 'function' ? tooltip() : tooltip;
    },
    get children() {
      return unfold === null ? [] : unfold();
    },
  };
}

const red = 'list.errorForeground';
export const yellow = 'list.warningForeground';
export const green = 'charts.green';
export const blue = 'charts.blue';
export const quiet = 'descriptionForeground';

export const severityIcons: Readonly<Record<Severity, Icon>> = {
  error: { id: 'error', color: red },
  warning: { id: 'warning', color: yellow },
  info: { id: 'info', color: quiet },
  hint: { id: 'lightbulb', color: quiet },
};

export const goodIcon: Icon = { id: 'pass', color: green };
export const badIcon: Icon = { id: 'error', color: red };
export const unknownIcon: Icon = { id: 'question', color: quiet };

/** `1 address`, `2 addresses`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
