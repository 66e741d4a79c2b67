import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { commands, contextKeys, views } from '../ids.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import type { AllFindings } from './all-findings.ts';
import { type FindingRow, findingRows, type Grouping, groupings, namesIn } from './finding-rows.ts';
import { UnseenCauses } from './unseen-causes.ts';

const groupingKey = 'certDoctor.findings.grouping';
/** A followed log may say something new ten times a second; nobody reads so fast. */
const refreshPauseMs = 150;

const groupingWords: Readonly<Record<Grouping, { readonly label: string; readonly detail: string }>> = {
  cause: { label: 'Cause', detail: 'What is wrong, worst first, with everything that has it' },
  domain: { label: 'Domain', detail: 'Each name with what is wrong with it' },
  file: { label: 'File', detail: 'Each log with what it says, those without findings too' },
  time: { label: 'Time', detail: 'By day, newest first' },
};

/** The Findings view: rows, grouping, filter and badge. */
export class FindingsTree extends Disposable implements vscode.TreeDataProvider<FindingRow> {
  readonly #findings: AllFindings;
  readonly #memory: vscode.Memento;
  readonly #view: vscode.TreeView<FindingRow>;
  readonly #unseen = new UnseenCauses();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changed.event;
  #only: string | null = null;
  #parents = new Map<string, FindingRow>();
  #rows: readonly FindingRow[] | null = null;
  #pause: NodeJS.Timeout | undefined;

  constructor(findings: AllFindings, memory: vscode.Memento, drop: vscode.TreeDragAndDropController<FindingRow>) {
    super();
    this.#findings = findings;
    this.#memory = memory;
    this.#view = this.own(
      vscode.window.createTreeView(views.findings, {
        treeDataProvider: this,
        showCollapseAll: true,
        dragAndDropController: drop,
      }),
    );
    this.own(
      findings.onDidChange(() => {
        this.#pause ??= setTimeout(() => {
          this.#pause = undefined;
          this.#refresh();
        }, refreshPauseMs);
      }),
    );
    this.own({
      dispose: () => {
        clearTimeout(this.#pause);
      },
    });
    this.own(
      this.#view.onDidChangeVisibility(() => {
        this.#count();
      }),
    );
    this.#refresh();
  }

  getChildren(row?: FindingRow): FindingRow[] {
    if (row !== undefined) return [...row.children];
    this.#rows ??= findingRows(this.#findings.logs(), {
      grouping: this.#grouping,
      only: this.#only,
      now: new Date(),
      language: vscode.env.language,
    });
    this.#parents = new Map();
    for (const group of this.#rows) this.#remember(group);
    return [...this.#rows];
  }

  getParent({ id }: FindingRow): FindingRow | undefined {
    return this.#parents.get(id);
  }

  getTreeItem(row: FindingRow): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const isGroup = row.findingId === null;
    const item = new vscode.TreeItem(row.label, row.children.length === 0 ? None : isGroup ? Expanded : Collapsed);
    item.id = row.id;
    item.description = row.description;
    item.iconPath = new vscode.ThemeIcon(
      row.icon.id,
      row.icon.color === null ? undefined : new vscode.ThemeColor(row.icon.color),
    );
    item.contextValue = row.contextValue;
    item.accessibilityInformation = { label: row.accessible };
    if (row.findingId !== null || (row.log !== null && row.children.length === 0)) {
      item.command = { command: commands.openFinding, title: 'Open in the Log', arguments: [row] };
    }
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, { tooltip }: FindingRow): vscode.TreeItem {
    if (tooltip.length > 0) item.tooltip = plainMarkdown(tooltip);
    return item;
  }

  /** Shows the view with the cause of the log selected, without taking the focus from the editor. */
  async show(log: string): Promise<void> {
    this.#refresh();
    const rows = this.getChildren();
    const isCause = (id: string | null): boolean => {
      const known = this.#findings.find(id);
      return known?.log === log && known.isCause;
    };
    const leaves = rows.flatMap((row) => (row.findingId === null ? row.children : [row]));
    const row =
      leaves.find(({ findingId }) => isCause(findingId)) ?? leaves.find((leaf) => leaf.log === log) ?? rows[0];
    if (row === undefined) {
      await vscode.commands.executeCommand(`${views.findings}.focus`);
      return;
    }
    try {
      await this.#view.reveal(row, { select: true, focus: false, expand: true });
    } catch {
      // The log said something else meanwhile: the view is there, with other rows.
    }
  }

  async chooseGrouping(): Promise<void> {
    const items = groupings.map((grouping) => ({
      ...groupingWords[grouping],
      description: grouping === this.#grouping ? 'current' : '',
      grouping,
    }));
    const picked = await vscode.window.showQuickPick(items, { title: 'Group Findings By', placeHolder: 'Group by' });
    if (picked === undefined) return;
    await this.#memory.update(groupingKey, picked.grouping);
    this.#refresh();
  }

  async chooseName(): Promise<void> {
    const names = namesIn(this.#findings.logs());
    const items = names.map((name) => ({ label: name, description: name === this.#only ? 'current' : '' }));
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Filter Findings by Domain',
      placeHolder: names.length === 0 ? 'No finding names a domain' : 'Show only this name and the names below it',
    });
    if (picked !== undefined) this.showOnly(picked.label);
  }

  /** @param name null: everything */
  showOnly(name: string | null): void {
    this.#only = name;
    this.#view.description = name === null ? '' : `only ${name}`;
    void vscode.commands.executeCommand('setContext', contextKeys.findingsFilter, name !== null);
    this.#refresh();
  }

  get #grouping(): Grouping {
    const kept = this.#memory.get(groupingKey);
    return groupings.find((grouping) => grouping === kept) ?? 'cause';
  }

  #refresh(): void {
    this.#rows = null;
    this.#count();
    this.#changed.fire();
  }

  #count(): void {
    const logs = this.#findings.logs();
    if (this.#view.visible) this.#unseen.look(logs);
    const value = this.#unseen.count(logs);
    const tooltip = `${value} new ${value === 1 ? 'cause' : 'causes'} in logs`;
    this.#view.badge = value === 0 ? undefined : { value, tooltip };
  }

  #remember(row: FindingRow): void {
    for (const child of row.children) {
      this.#parents.set(child.id, row);
      this.#remember(child);
    }
  }
}
