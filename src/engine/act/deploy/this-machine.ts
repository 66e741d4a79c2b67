import { readFile, realpath, rm, stat } from 'node:fs/promises';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { writeAtomically } from '../atomic-write.ts';
import type { DeployMachine } from './deploy-machine.ts';

/** What stands at a path cannot be replaced. */
class NoPlainFile extends Error {
  override readonly name = 'NoPlainFile';
}

/** The machine on which the engine runs. */
export function thisMachine(signal: AbortSignal): DeployMachine {
  return {
    async read(path) {
      try {
        const real = await realpath(path);
        const facts = await stat(real);
        // Reading a pipe or a device would wait for ever.
        if (!facts.isFile()) throw new NoPlainFile(`${path} is no regular file, so nothing was put there.`);
        const { mode, uid, gid } = facts;
        return { path: real, bytes: await readFile(real), mode: mode & 0o7777, uid, gid };
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
