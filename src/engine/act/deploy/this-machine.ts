import { readFile, realpath, rm, stat } from 'node:fs/promises';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { writeAtomically } from '../atomic-write.ts';
import type { DeployMachine } from './deploy-machine.ts';

/** The machine on which the engine runs. */
export function thisMachine(signal: AbortSignal): DeployMachine {
  return {
    async read(path) {
      try {
        const real = await realpath(path);
        const [bytes, { mode, uid, gid }] = await Promise.all([readFile(real), stat(real)]);
        return { path: real, bytes, mode: mode & 0o7777, uid, gid };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    write: writeAtomically,
    remove: (path) => rm(path, { force: true }),
    resolve: resolveCommand,
    async run(argv, timeoutMs) {
      return await runCommand(await resolveCommand(argv), { signal, timeoutMs });
    },
  };
}
