import { watch } from 'node:fs';
import type { Scanner } from '../../core/log/scanner.ts';
import type { FollowRun } from '../engine.ts';
import { scanLogFile } from './log-file.ts';

/** Reads a log and what is written to it, until aborted. Rejects with `ReadError` where it cannot be read at the start. */
export async function followLog(path: string, run: FollowRun, scanner: Scanner): Promise<void> {
  const read = async (): Promise<void> => {
    run.update({ ...(await scanLogFile(path, run, scanner)), file: 1, trouble: null });
  };
  await read();
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(path, { signal: run.signal }, () => void read().catch(reject));
    watcher.on('close', resolve);
  });
}
