/** Whatever can be let go of: ours and VS Code's alike. */
export interface Disposes {
  dispose(): unknown;
}

/** Something that owns other things and lets go of all of them together, last first. */
export abstract class Disposable implements Disposes {
  readonly #owned: Disposes[] = [];
  #disposed = false;

  protected own<T extends Disposes>(thing: T): T {
    if (this.#disposed) thing.dispose();
    else this.#owned.push(thing);
    return thing;
  }

  dispose(): void {
    this.#disposed = true;
    for (const thing of this.#owned.splice(0).reverse()) thing.dispose();
  }
}
