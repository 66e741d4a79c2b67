import * as vscode from 'vscode';
import { whyUnreadable } from '../../core/log/unreadable.ts';
import type { Engine } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import { Cancelled, EngineLost } from '../engine-client.ts';
import { quietRun } from '../long-job.ts';
import { noticeText } from '../shown-text.ts';
import { isForbidden } from './analyze-log.ts';
import type { ReadLogs } from './read-logs.ts';

const followedKey = 'certDoctor.findings.followed';
/** So many logs are followed side by side; each costs the engine a watcher. */
const maxFollowed = 20;
/** How often a followed log is taken up again after the engine's thread was lost, before somebody has to look. */
const maxRestarts = 5;

interface Dependencies {
  readonly engine: Pick<Engine, 'followLog'>;
  readonly logs: ReadLogs;
  /** Of the workspace: the logs that are followed are followed again after a reload. */
  readonly memory: vscode.Memento;
  readonly explainForbidden: (path: string) => Promise<void>;
}

/** Logs on disk that are read as they are written. Only files that the user named. */
export class FollowLogs extends Disposable {
  readonly #deps: Dependencies;
  readonly #followed = new Map<string, AbortController>();
  #isClosing = false;

  constructor(dependencies: Dependencies) {
    super();
    this.#deps = dependencies;
    this.own({
      dispose: () => {
        this.#isClosing = true;
        for (const abort of this.#followed.values()) abort.abort();
      },
    });
  }

  /** Takes up what was followed before the window was loaded again. What is gone meanwhile is dropped without a word. */
  resume(): void {
    const kept = this.#deps.memory.get(followedKey);
    const paths = Array.isArray(kept) ? kept.filter((path) => typeof path === 'string') : [];
    for (const path of paths.slice(0, maxFollowed)) void this.#follow(vscode.Uri.file(path), () => undefined);
  }

  /** Resolves when the log is not followed any more. */
  async start(uri: vscode.Uri): Promise<void> {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    if (uri.scheme !== 'file') {
      void vscode.window.showInformationMessage(
        noticeText(`${name} is no file on this machine, so it cannot be followed.`),
      );
      return;
    }
    if (this.#followed.size >= maxFollowed && !this.isFollowed(uri)) {
      void vscode.window.showInformationMessage(`${maxFollowed} logs are followed already. Stop following one first.`);
      return;
    }
    await this.#follow(uri, async (error) => {
      if (isForbidden(error)) await this.#deps.explainForbidden(uri.fsPath);
      else void vscode.window.showErrorMessage(noticeText(`${name} cannot be followed: ${whyUnreadable(error)}.`));
    });
  }

  isFollowed(uri: vscode.Uri): boolean {
    return this.#followed.has(uri.toString());
  }

  stop(uri: vscode.Uri): void {
    this.#followed.get(uri.toString())?.abort();
  }

  async #follow(uri: vscode.Uri, fail: (error: unknown) => unknown): Promise<void> {
    if (this.isFollowed(uri)) return;
    const abort = new AbortController();
    this.#followed.set(uri.toString(), abort);
    this.#remember();
    this.#deps.logs.reading(uri, null);
    try {
      await this.#read(uri, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) await fail(error);
    } finally {
      this.#followed.delete(uri.toString());
      this.#deps.logs.unfollowed(uri);
      // What a closing window stops is taken up by the next one.
      if (!this.#isClosing) this.#remember();
    }
  }

  async #read(uri: vscode.Uri, signal: AbortSignal): Promise<void> {
    for (let restarts = 0; !signal.aborted; restarts++) {
      try {
        await this.#deps.engine.followLog(
          { path: uri.fsPath },
          {
            ...quietRun(signal),
            update: (report) => {
              if (!signal.aborted) this.#deps.logs.followed(uri, report);
            },
          },
        );
        return;
      } catch (error) {
        if (error instanceof Cancelled) return;
        if (!(error instanceof EngineLost) || restarts >= maxRestarts) throw error;
      }
    }
  }

  #remember(): void {
    const paths = [...this.#followed.keys()].map((key) => vscode.Uri.parse(key, true).fsPath);
    void this.#deps.memory.update(followedKey, paths);
  }
}
