import type { Engine } from '../engine/engine.ts';
import type { Terminal } from './terminal.ts';

/** What `scan` works with. */
export interface ScanWorld {
  readonly engine: Pick<Engine, 'scan' | 'followLog'>;
  readonly terminal: Terminal;
  /** What a pipe brings. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly version: string;
}
