import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { contextKeys, views } from '../ids.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import { domainRows, needsSomebody, wrongEntriesRow, type Row } from './domain-rows.ts';
import type { DomainStore } from './domain-store.ts';

/** A row with the domain it belongs to, so that a command from its menu knows what it is about. */
export interface TreeNode {
  readonly row: Row;
  readonly name: string;
  /** What a click opens; absent: nothing. */
  readonly place?: { readonly uri: vscode.Uri; readonly line: number };
}

/** The Domains view: rows, badge and welcome state. */
export class DomainsTree extends Disposable implements vscode.TreeDataProvider<TreeNode> {
  readonly #store: DomainStore;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #view: vscode.TreeView<TreeNode>;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: DomainStore, drop: vscode.TreeDragAndDropController<TreeNode>) {
    super();
    this.#store = store;
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

  getChildren(node?: TreeNode): readonly TreeNode[] & TreeNode[] {
    if (node !== undefined) return node.row.children.map((row) => ({ row, name: node.name }));
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
    return [...wrong, ...domainRows(this.#store.domains).map((row) => ({ row, name: row.label }))];
  }

  getTreeItem({ row, place }: TreeNode): vscode.TreeItem {
    const none = vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(
      row.label,
      row.children.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : none,
    );
    item.id = row.id;
    item.description = row.description;
    item.iconPath = new vscode.ThemeIcon(
      row.icon.id,
      row.icon.color === null ? undefined : new vscode.ThemeColor(row.icon.color),
    );
    item.contextValue = row.contextValue;
    item.accessibilityInformation = { label: row.accessible };
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
