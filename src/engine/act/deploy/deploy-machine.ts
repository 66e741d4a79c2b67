import type { CommandResult } from '../../command-runner.ts';

/** A file with what has to be kept of it. */
export interface PlacedFile {
  /** Where it really lies: symbolic links are followed, never replaced. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** The machine on which the server runs: this one, or one behind SSH. */
export interface DeployMachine {
  /** Null: there is none. */
  read(path: string): Promise<PlacedFile | null>;
  /** Old bytes or new ones, never a part. Without an owner it is who we are there. */
  write(path: string, bytes: Buffer, mode: number, owner: Pick<PlacedFile, 'uid' | 'gid'> | null): Promise<void>;
  remove(path: string): Promise<void>;
  /** The command as it will run, to be shown. Rejects with `NoSuchProgram`. */
  resolve(argv: readonly string[]): Promise<readonly string[]>;
  /** Runs what was resolved. */
  run(argv: readonly string[], timeoutMs: number): Promise<CommandResult>;
}
