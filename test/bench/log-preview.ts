import { EngineClient } from '../../src/extension/engine-client.ts';
import { inFreshProcess, median, unwatched, worker } from './measure.ts';
import { whyNoLab, writeMixture } from './mixture.ts';
import { type Scenario, held, told } from './scenario.ts';

interface Measured {
  readonly preview: number;
  readonly whole: number;
}

/** How soon a user sees something of a large log. */
export const logPreview: Scenario = {
  name: 'log-preview',
  title: 'A log of 1 GB: what is seen first',
  impossible: whyNoLab,

  async run(rounds) {
    const file = writeMixture('large.log', 1_000_000_000);
    const all: Measured[] = [];
    for (let round = 0; round < rounds; round++) all.push((await inFreshProcess('log-preview', [file])) as Measured);
    const preview = median(all.map((one) => one.preview));
    const whole = median(all.map((one) => one.whole));
    return [
      held(
        'findings of its newest part, with the thread’s start',
        `${preview.toFixed(0)} ms`,
        preview,
        1000,
        'under 1 s',
      ),
      told('findings of the whole', `${(whole / 1000).toFixed(1)} s`),
    ];
  },

  async measure([file = '']): Promise<Measured> {
    const start = performance.now();
    const client = new EngineClient(worker);
    let preview = Number.NaN;
    await client.scan({ log: { path: file } }, { ...unwatched, preview: () => (preview = performance.now() - start) });
    client.dispose();
    return { preview, whole: performance.now() - start };
  },
};
