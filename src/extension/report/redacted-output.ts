import * as vscode from 'vscode';
import { withoutSecrets } from '../../core/report/redact.ts';
import { languages } from '../ids.ts';

/** Where the product tells what it did: the part of an output channel that is used. */
export interface Output {
  appendLine(text: string): void;
  show(preserveFocus?: boolean): void;
}

/** The output channel, into which nothing gets before secrets are taken out of it: people paste it into tickets. */
export class RedactedOutput implements Output {
  readonly #channel: vscode.OutputChannel;

  constructor(name: string) {
    this.#channel = vscode.window.createOutputChannel(name, languages.acmeLog);
  }

  appendLine(text: string): void {
    this.#channel.appendLine(withoutSecrets(text));
  }

  show(preserveFocus?: boolean): void {
    this.#channel.show(preserveFocus);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
