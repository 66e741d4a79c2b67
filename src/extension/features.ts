import path from 'node:path';
import * as vscode from 'vscode';
import { DomainHistories } from '../engine/act/domain-histories.ts';
import { Assistant } from './assistant/assistant.ts';
import { CertificatesFeature } from './certificates/certificates-feature.ts';
import { Configuration } from './configuration.ts';
import { Disposable } from './disposable.ts';
import { DomainsFeature } from './domains/domains-feature.ts';
import { DomainStore } from './domains/domain-store.ts';
import { EngineClient } from './engine-client.ts';
import { errorWords } from './error-words.ts';
import { FindingsFeature } from './findings/findings-feature.ts';
import { ReadLogs } from './findings/read-logs.ts';
import type { CommandHandler, CommandId, Feature } from './feature.ts';
import { commands } from './ids.ts';
import { IgnoredSignatures } from './logs/ignored-signatures.ts';
import type { FindingRegister } from './logs/finding-register.ts';
import { LogFeature } from './logs/log-feature.ts';
import { PlaybookFeature } from './playbooks/playbook-feature.ts';
import { PlatformsFeature } from './platforms/platforms-feature.ts';
import { RenewalsFeature } from './renewals/renewals-feature.ts';
import { RedactedOutput, type Output } from './report/redacted-output.ts';
import { ReportFeature } from './report/report-feature.ts';
import { noticeText, shownText } from './shown-text.ts';
import { TerminalLinks } from './terminals/terminal-links.ts';
import { TextPages } from './text-pages.ts';

/** Everything the user sees, put together. Loaded right after activation, never during it. */
export function startFeatures(context: vscode.ExtensionContext): Features {
  const features = new Features(context);
  context.subscriptions.push(features);
  return features;
}

export class Features extends Disposable {
  readonly #handlers = new Map<CommandId, CommandHandler>();
  readonly #output: Output;
  /** Asked by name, not by a command: see extension.ts. */
  readonly assistant: Assistant;

  constructor(context: vscode.ExtensionContext) {
    super();
    const engine = this.own(new EngineClient(context.asAbsolutePath('dist/worker.cjs')));
    const configuration = new Configuration();
    const output = this.own(new RedactedOutput('Cert Doctor'));
    this.#output = output;
    const pages = this.own(new TextPages());
    const histories = new DomainHistories(path.join(context.globalStorageUri.fsPath, 'history'));
    const store = this.own(new DomainStore(engine, configuration, histories));
    const memory = context.workspaceState;
    const ignored = this.own(new IgnoredSignatures());
    const read = this.own(new ReadLogs(ignored));
    const terminals = new TerminalLinks(engine, ignored);
    this.own(vscode.window.registerTerminalLinkProvider(terminals));
    const elsewhere: FindingRegister = { find: (id) => read.find(id) ?? terminals.find(id) };
    const logs = new LogFeature({ engine, configuration, store, output, memory, ignored, elsewhere });
    const findings = new FindingsFeature({ engine, configuration, output, memory, read, logs });
    this.assistant = new Assistant({ engine, configuration, store, histories });
    const all: readonly Feature[] = [
      new DomainsFeature({ engine, configuration, store, pages }, findings.drop),
      logs,
      findings,
      new PlaybookFeature({ context, engine, configuration, store, histories }),
      new CertificatesFeature(engine, pages),
      new PlatformsFeature(engine),
      new ReportFeature({
        ...{ engine, configuration, store },
        readLogs: () => read.all.flatMap(({ uri }) => (uri.scheme === 'file' ? [uri.fsPath] : [])),
        version: String((context.extension.packageJSON as { readonly version?: unknown }).version),
      }),
      new RenewalsFeature({ context, engine, configuration, store, output, pages }),
    ];
    for (const feature of all) {
      this.own(feature.register());
      for (const [id, handler] of Object.entries(feature.handlers)) this.#handlers.set(id as CommandId, handler);
    }
    this.#handlers.set(commands.showOutput, () => {
      output.show(true);
      return Promise.resolve();
    });
  }

  /** Runs a command. What goes wrong in it is told here, once, for all of them. */
  async run(id: CommandId, args: readonly unknown[]): Promise<unknown> {
    try {
      return await this.#handlers.get(id)?.(...args);
    } catch (error) {
      const words = errorWords(error);
      if (words === null) return undefined;
      this.#output.appendLine(`${new Date().toISOString()} ERROR ${id}: ${shownText(words, 2_000)}`);
      if ((await vscode.window.showErrorMessage(noticeText(words), 'Show Output')) !== undefined)
        this.#output.show(true);
      return undefined;
    }
  }
}
