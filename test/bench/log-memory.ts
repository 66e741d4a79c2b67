import { EngineClient } from '../../src/extension/engine-client.ts';
import { inFreshProcess, median, peakMemory, unwatched, worker } from './measure.ts';
import { whyNoLab, writeMixture } from './mixture.ts';
import { ownPeak } from './own-peak.ts';
import { type Scenario, held, told } from './scenario.ts';

/** How much memory a large log takes. */
export const logMemory: Scenario = {
  name: 'log-memory',
  title: 'A log of 1 GB: memory',
  impossible: whyNoLab,

  async run() {
    const small = writeMixture('small.log', 50_000_000);
    const large = writeMixture('large.log', 1_000_000_000);
    const ofProgram = async (file: string): Promise<number> =>
      median([await peakMemory(['scan', '--json', file]), await peakMemory(['scan', '--json', file])]);
    const ofThread = async (file: string): Promise<number> => Number(await inFreshProcess('log-memory', [file]));
    const program = { small: await ofProgram(small), large: await ofProgram(large) };
    const thread = { small: await ofThread(small), large: await ofThread(large) };
    const mib = (value: number): string => `${value.toFixed(0)} MiB`;
    return [
      told('the program on 50 MB, at its peak', mib(program.small)),
      held('the program on 1 GB, at its peak', mib(program.large), program.large, 100, 'at most 100 MiB'),
      told('what the engine’s thread adds to its process on 50 MB', mib(thread.small)),
      held('what it adds on 1 GB', mib(thread.large), thread.large, 100, 'at most 100 MiB'),
    ];
  },

  /** By how many MiB the peak of a process rises that starts an engine's thread and reads a log in it. */
  async measure([file = '']) {
    const before = ownPeak();
    const client = new EngineClient(worker);
    await client.scan({ log: { path: file } }, unwatched);
    client.dispose();
    return ownPeak() - before;
  },
};
