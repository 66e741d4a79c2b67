import type { Shortage } from './shortage.ts';
import type { ServerSoftware, Site } from './site.ts';

/** One web server of the machine. */
export interface WebServer {
  readonly software: ServerSoftware;
  /** By its absolute path; empty where its configuration is here and the program is not found. */
  readonly program: string;
  readonly configFile: string;
  /** Its processes were met; null where the system does not tell. */
  readonly running: boolean | null;
  /** Sites of the files that could be read, in the server's order. */
  readonly sites: readonly Site[];
  /** Sites of files that lie ready beside the enabled ones (`sites-available`) and are not included. */
  readonly disabled: readonly Site[];
  /** Links in `sites-enabled` and the like that lead nowhere. */
  readonly brokenLinks: readonly string[];
  /** What the server itself says of its configuration; null: not asked, or no answer in time. */
  readonly test: ConfigTest | null;
  /** A file that cannot be parsed; null where all can. */
  readonly syntax: ConfigFault | null;
  /** As whom its workers read files, where the configuration says it. */
  readonly user?: string | null;
  /** Connections that each worker of nginx takes; 512 unless said. */
  readonly workerConnections?: number;
  /** What it ran out of lately; missing where its log was not read. */
  readonly shortages?: readonly Shortage[];
}

export interface ConfigTest {
  /** The command as it was run. */
  readonly command: string;
  readonly passed: boolean;
  readonly output: string;
}

export interface ConfigFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
