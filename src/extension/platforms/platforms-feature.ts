import type { Engine } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import { explainWords } from './explain-words.ts';

/** What is known of products that keep certificates: what their words mean, and where they lead. */
export class PlatformsFeature extends Disposable implements Feature {
  readonly #engine: Pick<Engine, 'scan'>;

  constructor(engine: Pick<Engine, 'scan'>) {
    super();
    this.#engine = engine;
  }

  readonly handlers = {
    [commands.explainStatus]: () => explainWords(this.#engine),
  };

  register(): this {
    return this;
  }
}
