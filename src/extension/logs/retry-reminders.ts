import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { commands } from '../ids.ts';
import { noticeText } from '../shown-text.ts';
import { retryTime } from './finding-actions.ts';
import type { KnownFinding } from './known-findings.ts';
import { dueReminders, reminderText, type RetryReminder, storedReminders } from './retry-reminder.ts';
import { localMoment } from './local-time.ts';

const storageKey = 'logs.retryReminders';

/** Tells the user when a CA's waiting time is over, where that was asked for; what passed meanwhile is told at the next start. */
export class RetryReminders extends Disposable {
  readonly #memento: vscode.Memento;
  #timer: NodeJS.Timeout | undefined;

  /** @param memento of the workspace, so that one window tells it */
  constructor(memento: vscode.Memento) {
    super();
    this.#memento = memento;
    this.own({
      dispose: () => {
        clearTimeout(this.#timer);
      },
    });
    void this.#tellAndWait();
  }

  async remind(known: KnownFinding): Promise<void> {
    const at = retryTime(known, new Date());
    if (at === null) {
      void vscode.window.showInformationMessage('That time has passed: the CA allows the next try already.');
      return;
    }
    const { name } = known;
    const { problem } = known.finding;
    const others = this.#stored().filter((other) => other.name !== name || other.problem !== problem);
    await this.#memento.update(storageKey, [...others, { at, problem, name }]);
    vscode.window.setStatusBarMessage(`Cert Doctor will remind you: ${localMoment(at)}`, 5_000);
    await this.#tellAndWait();
  }

  #stored(): readonly RetryReminder[] {
    return storedReminders(this.#memento.get(storageKey));
  }

  async #tellAndWait(): Promise<void> {
    clearTimeout(this.#timer);
    const { due, later, waitMs } = dueReminders(this.#stored(), new Date());
    if (waitMs !== null) this.#timer = setTimeout(() => void this.#tellAndWait(), waitMs);
    if (due.length === 0) return;
    await this.#memento.update(storageKey, later);
    for (const reminder of due) void tell(reminder);
  }
}

async function tell(reminder: RetryReminder): Promise<void> {
  const { name, problem } = reminder;
  const playbook = 'Start Playbook';
  const check = 'Check Now';
  const buttons = vscode.workspace.isTrusted ? [...(name === null ? [] : [check]), playbook] : [];
  const pressed = await vscode.window.showInformationMessage(noticeText(reminderText(reminder)), ...buttons);
  if (pressed === check) await vscode.commands.executeCommand(commands.checkDomain, name);
  if (pressed === playbook) {
    await vscode.commands.executeCommand(commands.startPlaybook, name === null ? { problem } : { name, problem });
  }
}
