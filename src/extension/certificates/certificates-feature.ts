import path from 'node:path';
import type { Engine } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import type { TextPages } from '../text-pages.ts';
import { certificateText } from './certificate-text.ts';
import { inspectCertificate } from './inspect-certificate.ts';

/** Certificate files shown as a page of text. */
export class CertificatesFeature extends Disposable implements Feature {
  readonly #engine: Engine;
  readonly #pages: TextPages;

  constructor(engine: Engine, pages: TextPages) {
    super();
    this.#engine = engine;
    this.#pages = pages;
  }

  readonly handlers = {
    [commands.inspectCertificate]: (argument: unknown) => this.#inspect(argument),
  };

  register(): this {
    return this;
  }

  async #inspect(argument: unknown): Promise<void> {
    const inspected = await inspectCertificate(this.#engine, argument);
    if (inspected?.file === undefined || inspected.file === null) return;
    const text = certificateText(inspected.path, inspected.file, inspected.findings, new Date());
    await this.#pages.show(`${path.basename(inspected.path)}.txt`, text, 'plaintext');
  }
}
