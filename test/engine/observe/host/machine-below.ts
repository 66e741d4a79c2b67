import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A machine's files below a folder that goes with the test; what is not written there is not on it. */
export interface MachineBelow {
  readonly root: string;
  /** Where a file of the machine really lies. */
  readonly place: (file: string) => string;
  readonly write: (file: string, text: string, mode?: number) => void;
  readonly link: (target: string, file: string) => void;
  readonly remove: (file: string) => void;
  readonly mode: (file: string, mode: number) => void;
  /** A running process. */
  readonly process: (pid: number, program: string, argv?: readonly string[]) => void;
}

export function machineBelow(): MachineBelow {
  const root = mkdtempSync(path.join(tmpdir(), 'cert-doctor-machine-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const place = (file: string): string => path.join(root, file);
  const write = (file: string, text: string, mode = 0o644): void => {
    mkdirSync(path.dirname(place(file)), { recursive: true });
    writeFileSync(place(file), text);
    chmodSync(place(file), mode);
  };
  return {
    root,
    place,
    write,
    link: (target, file) => {
      mkdirSync(path.dirname(place(file)), { recursive: true });
      symlinkSync(target, place(file));
    },
    mode: (file, mode) => {
      chmodSync(place(file), mode);
    },
    remove: (file) => {
      rmSync(place(file), { recursive: true });
    },
    process: (pid, program, argv = [program]) => {
      write(`/proc/${String(pid)}/comm`, `${program}\n`);
      write(`/proc/${String(pid)}/cmdline`, `${argv.join('\0')}\0`);
    },
  };
}
