import type * as vscode from 'vscode';

/** Something that owns other things and lets go of all of them together, last first. */
export abstract class Disposable implements vscode.Disposable {
  readonly #owned: vscode.Disposable[] = [];
  #disposed = false;

  protected own<T extends vscode.Disposable>(thing: T): T {
    if (this.#disposed) thing.dispose();
    else this.#owned.push(thing);
    return thing;
  }

  dispose(): void {
    this.#disposed = true;
    for (const thing of this.#owned.splice(0).reverse()) thing.dispose();
  }
}
