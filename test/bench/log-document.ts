import { readFileSync } from 'node:fs';
import { createEngine } from '../../src/engine/create-engine.ts';
import { EngineClient } from '../../src/extension/engine-client.ts';
import { cpuTime, inFreshProcess, median, unwatched, worker } from './measure.ts';
import { whyNoLab, writeMixture } from './mixture.ts';
import { type Row, type Scenario, held } from './scenario.ts';

const appends = 500;
const edits = 20;
const line = '2026-11-22 08:22:21,607:DEBUG:acme.client:Received response:';
const trouble = '2026/11/22 08:00:13 [emerg] 12#12: bind() to 0.0.0.0:80 failed (98: Address already in use)';

interface Opened {
  readonly wall: number;
  readonly cpu: number;
}

interface Measured {
  readonly fresh: Opened;
  readonly again: Opened;
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
    const of = (pick: (one: Measured) => number): number => median(all.map(pick));
    const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
    const opened = (what: string, pick: (one: Measured) => Opened): Row => {
      const cpu = of((one) => pick(one).cpu);
      const waited = of((one) => pick(one).wall);
      return held(what, `${ms(waited)}, ${ms(cpu)} CPU`, waited, 300, 'under 300 ms');
    };
    return [
      opened('5 MB opened in a thread that is started for it', ({ fresh }) => fresh),
      opened('5 MB opened in a thread that runs', ({ again }) => again),
      held(
        'a line appended to 5 MB, with its report',
        ms(of(({ append }) => append)),
        of(({ append }) => append),
        1,
        'under 1 ms',
      ),
      held(
        'a line changed in the middle of 50 MB',
        ms(of(({ edit }) => edit)),
        of(({ edit }) => edit),
        100,
        'no full scan: under 100 ms',
      ),
    ];
  },

  /** CPU time, since what else the machine does must not count; opening, for which the user waits, by the clock too. */
  async measure([small = '', large = '']): Promise<Measured> {
    const text = readFileSync(small, 'utf8');
    const client = new EngineClient(worker);
    const open = async (id: string): Promise<Opened> => {
      const [start, before] = [performance.now(), cpuTime()];
      await client.openLog({ id, text }, unwatched);
      return { wall: performance.now() - start, cpu: cpuTime() - before };
    };
    const fresh = await open('first');
    const again = await open('second');
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
    return { fresh, again, append, edit };
  },
};

async function cpuOfEach(times: number, act: (index: number) => Promise<unknown>): Promise<number> {
  const start = cpuTime();
  for (let index = 0; index < times; index++) await act(index);
  return (cpuTime() - start) / times;
}
