import * as vscode from 'vscode';
import { renewalState } from '../../core/acme/renewal.ts';
import { Disposable } from '../disposable.ts';
import type { Row } from '../domains/row.ts';
import { views } from '../ids.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import { shownText } from '../shown-text.ts';
import { renewalRows, type RenewalNode } from './renewal-rows.ts';
import type { RenewalsStore } from './renewals-store.ts';

/** Times move on, and what ACME clients keep is not watched. */
const lookEveryMs = 10 * 60_000;
/** A run writes many lines one after the other. */
const restMs = 500;

const folds = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const satisfies Record<Row['fold'], vscode.TreeItemCollapsibleState>;

/** The Renewals view: rows and badge. It looks when it is shown, and now and then while it is. */
export class RenewalsTree extends Disposable implements vscode.TreeDataProvider<RenewalNode> {
  readonly #store: RenewalsStore;
  readonly #view: vscode.TreeView<RenewalNode>;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changed.event;

  /** @param storage where another window or the command line may issue and renew */
  constructor(store: RenewalsStore, storage: string, tell: (error: unknown) => void) {
    super();
    this.#store = store;
    this.#view = this.own(
      vscode.window.createTreeView(views.renewals, { treeDataProvider: this, showCollapseAll: true }),
    );
    const look = (): void => {
      if (this.#view.visible) void store.look().catch(tell);
    };
    this.own(this.#view.onDidChangeVisibility(look));
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(look));
    this.own(
      store.onDidChange(() => {
        this.#refresh();
      }),
    );
    const timer = setInterval(look, lookEveryMs);
    let resting: NodeJS.Timeout | undefined;
    this.own({
      dispose: () => {
        clearInterval(timer);
        clearTimeout(resting);
      },
    });
    const journals = new vscode.RelativePattern(
      vscode.Uri.file(storage),
      '{certificates/**/journal.jsonl,client-renewals/*.json}',
    );
    const watcher = this.own(vscode.workspace.createFileSystemWatcher(journals));
    for (const told of [watcher.onDidCreate, watcher.onDidChange]) {
      this.own(
        told(() => {
          clearTimeout(resting);
          resting = setTimeout(look, restMs);
        }),
      );
    }
    look();
  }

  getChildren(node?: RenewalNode): RenewalNode[] {
    if (node !== undefined) return node.row.children.map((row) => ({ ...node, row }));
    const { report } = this.#store;
    return report === null ? [] : [...renewalRows(report, { now: new Date(), language: vscode.env.language })];
  }

  getTreeItem({ row }: RenewalNode): vscode.TreeItem {
    const item = new vscode.TreeItem(shownText(row.label, 500), folds[row.fold]);
    item.id = row.id;
    item.description = shownText(row.description, 1_000);
    item.iconPath = new vscode.ThemeIcon(
      row.icon.id,
      row.icon.color === null ? undefined : new vscode.ThemeColor(row.icon.color),
    );
    item.contextValue = row.contextValue;
    item.accessibilityInformation = { label: shownText(row.accessible, 2_000) };
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, { row }: RenewalNode): vscode.TreeItem {
    if (row.tooltip.length > 0) item.tooltip = plainMarkdown(row.tooltip);
    return item;
  }

  #refresh(): void {
    const now = new Date();
    const late = (this.#store.report?.renewals ?? []).filter((one) => {
      return ['due', 'waiting', 'expired'].includes(renewalState(one, now));
    }).length;
    const tooltip = `${late} ${late === 1 ? 'certificate is' : 'certificates are'} due for renewal`;
    this.#view.badge = late === 0 ? undefined : { value: late, tooltip };
    this.#changed.fire();
  }
}
