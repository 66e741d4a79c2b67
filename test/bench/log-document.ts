import { readFileSync } from 'node:fs';
import { createEngine } from '../../src/engine/create-engine.ts';
import { EngineClient } from '../../src/extension/engine-client.ts';
import { cpuTime, inFreshProcess, median, unwatched, worker } from './measure.ts';
import { whyNoLab, writeMixture } from './mixture.ts';
import { type Scenario, held } from './scenario.ts';

const appends = 500;
const edits = 20;
const line = '2026-11-22 08:22:21,607:DEBUG:acme.client:Received response:';
const trouble = '2026/11/22 08:00:13 [emerg] 12#12: bind() to 0.0.0.0:80 failed (98: Address already in use)';

interface Measured {
  readonly openFresh: number;
  readonly openAgain: number;
  readonly append: number;
  readonly edit: number;
}

/** What an editor waits for. */
export const logDocument: Scenario = {
  name: 'log-document',
  title: 'A log in the editor',
  impossible: whyNoLab,

  async run(rounds) {
    const small = writeMixture('document.log', 5_000_000);
    const large = writeMixture('large-document.log', 50_000_000);
    const all: Measured[] = [];
    for (let round = 0; round < rounds; round++)
      all.push((await inFreshProcess('log-document', [small, large])) as Measured);
    const of = (name: keyof Measured): number => median(all.map((one) => one[name]));
    const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
    return [
      held('5 MB opened in a thread that is started for it', ms(of('openFresh')), of('openFresh'), 300, 'under 300 ms'),
      held('5 MB opened in a thread that runs', ms(of('openAgain')), of('openAgain'), 300, 'under 300 ms'),
      held('a line appended to 5 MB, with its report', ms(of('append')), of('append'), 1, 'under 1 ms'),
      held('a line changed in the middle of 50 MB', ms(of('edit')), of('edit'), 100, 'no full scan: under 100 ms'),
    ];
  },

  /** Opening is waited for, so it is timed; edits are many, so their CPU time is taken. */
  async measure([small = '', large = '']): Promise<Measured> {
    const text = readFileSync(small, 'utf8');
    const client = new EngineClient(worker);
    const open = async (id: string): Promise<number> => {
      const start = performance.now();
      await client.openLog({ id, text }, unwatched);
      return performance.now() - start;
    };
    const openFresh = await open('first');
    const openAgain = await open('second');
    client.dispose();
    const engine = createEngine();
    const { lines } = await engine.openLog({ id: 'append', text }, unwatched);
    const append = await cpuOfEach(appends, (index) =>
      engine.changeLog(
        {
          id: 'append',
          edits: [{ fromLine: lines + index, removed: 1, lines: [index % 10 === 0 ? trouble : line, ''] }],
        },
        unwatched,
      ),
    );
    const middle = await engine.openLog({ id: 'edit', text: readFileSync(large, 'utf8') }, unwatched);
    const edit = await cpuOfEach(edits, (index) =>
      engine.changeLog(
        { id: 'edit', edits: [{ fromLine: Math.floor(middle.lines / 2) + index, removed: 1, lines: [line] }] },
        unwatched,
      ),
    );
    return { openFresh, openAgain, append, edit };
  },
};

async function cpuOfEach(times: number, act: (index: number) => Promise<unknown>): Promise<number> {
  const start = cpuTime();
  for (let index = 0; index < times; index++) await act(index);
  return (cpuTime() - start) / times;
}
