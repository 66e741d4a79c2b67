import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { contextKeys, views } from '../ids.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import { shownText } from '../shown-text.ts';
import type { Surroundings } from './domain-finding-rows.ts';
import { groupedDomainRows, needsSomebody, wrongEntriesRow } from './domain-rows.ts';
import type { DomainStore } from './domain-store.ts';
import type { Row } from './row.ts';

/** A row with the domain it belongs to, so that a command from its menu knows what it is about. */
export interface TreeNode {
  readonly row: Row;
  readonly name: string;
  /** What a click opens; absent: nothing. */
  readonly place?: { readonly uri: vscode.Uri; readonly line: number };
}

const folds = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const satisfies Record<Row['fold'], vscode.TreeItemCollapsibleState>;

/** A row with the name of its domain; the rows below it have that name, too. */
function nodeOf(row: Row, above: string): TreeNode {
  return { row, name: row.contextValue.startsWith('domain') ? row.label : above };
}

/** The Domains view: rows, badge and welcome state. */
export class DomainsTree extends Disposable implements vscode.TreeDataProvider<TreeNode> {
  readonly #store: DomainStore;
  readonly #around: () => Surroundings;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #view: vscode.TreeView<TreeNode>;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: DomainStore, around: () => Surroundings, drop: vscode.TreeDragAndDropController<TreeNode>) {
    super();
    this.#store = store;
    this.#around = around;
    this.#view = this.own(
      vscode.window.createTreeView(views.domains, {
        treeDataProvider: this,
        showCollapseAll: true,
        dragAndDropController: drop,
      }),
    );
    this.own(
      store.onDidChange(() => {
        this.#refresh();
      }),
    );
    this.#refresh();
  }

  /** Told when the view is shown or hidden. */
  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#view.onDidChangeVisibility;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  getChildren(node?: TreeNode): readonly TreeNode[] & TreeNode[] {
    if (node !== undefined) return node.row.children.map((row) => nodeOf(row, node.name));
    if (!vscode.workspace.isTrusted) return [];
    const wrong = this.#store.files
      .filter(({ errors }) => errors.length > 0)
      .map(({ uri, errors }): TreeNode => {
        const first = errors[0]?.line ?? 1;
        const row = wrongEntriesRow(
          vscode.workspace.asRelativePath(uri),
          errors.map(({ line }) => line),
        );
        return { row, name: '', place: { uri, line: first } };
      });
    return [...wrong, ...groupedDomainRows(this.#store.domains, this.#around()).map((row) => nodeOf(row, ''))];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { row, place } = node;
    const item = new vscode.TreeItem(shownText(row.label, 500), folds[row.fold]);
    item.id = row.id;
    item.description = shownText(row.description, 1_000);
    item.iconPath = new vscode.ThemeIcon(
      row.icon.id,
      row.icon.color === null ? undefined : new vscode.ThemeColor(row.icon.color),
    );
    item.contextValue = row.contextValue;
    item.accessibilityInformation = { label: shownText(row.accessible, 2_000) };
    if (row.command !== null) item.command = { command: row.command, title: 'Do This', arguments: [node] };
    if (place !== undefined) {
      const selection = new vscode.Range(place.line - 1, 0, place.line - 1, 0);
      item.command = { command: 'vscode.open', title: 'Open', arguments: [place.uri, { selection }] };
    }
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, { row }: TreeNode): vscode.TreeItem {
    if (row.tooltip.length > 0) item.tooltip = plainMarkdown(row.tooltip);
    return item;
  }

  #refresh(): void {
    const { domains } = this.#store;
    const trouble = domains.filter(({ report }) => report !== null && needsSomebody(report)).length;
    this.#view.badge =
      trouble === 0
        ? undefined
        : { value: trouble, tooltip: `${trouble} ${trouble === 1 ? 'domain needs' : 'domains need'} somebody` };
    void vscode.commands.executeCommand(
      'setContext',
      contextKeys.workspaceState,
      vscode.workspace.workspaceFolders === undefined ? 'none' : domains.length === 0 ? 'empty' : 'domains',
    );
    this.#changed.fire();
  }
}
