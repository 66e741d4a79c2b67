import type * as vscode from 'vscode';
import { commands as registry } from 'vscode';
import { commands } from './ids.ts';

/** Registers the commands and nothing else; whatever wakes the extension, the features are loaded right after. */
export function activate(context: vscode.ExtensionContext): void {
  const features = import('./features.ts').then(({ startFeatures }) => startFeatures(context));
  for (const id of Object.values(commands)) {
    context.subscriptions.push(
      registry.registerCommand(id, async (...args: readonly unknown[]) => (await features).run(id, args)),
    );
  }
}
