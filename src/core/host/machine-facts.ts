import type { Fact } from './fact.ts';
import type { InstalledProgram } from './installed-programs.ts';
import type { ServerSoftware } from './site.ts';

/** The machine itself, whatever it serves. */
export interface MachineFacts {
  readonly release: Fact<OsRelease>;
  readonly user: Looker;
  /** By its name: `Europe/Berlin`. */
  readonly timeZone: Fact<string>;
  /** The clock is set by a time service. */
  readonly clockSynchronised: Fact<boolean>;
  readonly load: Fact<MachineLoad>;
  readonly memory: Fact<MachineMemory>;
  /** ACME clients and servers with their versions; missing in older recordings. */
  readonly programs?: readonly InstalledProgram[];
  /** certbot's folders and keys, and files of other clients that hold keys. */
  readonly rights: readonly PathRights[];
  /** The folders that the sites of the domain serve. */
  readonly siteFolders: readonly SiteFolder[];
}

/** os-release(5); all text is hostile. */
export interface OsRelease {
  /** `debian`, `ubuntu`. */
  readonly id: string;
  /** `12`, `24.04`; empty where the distribution has none. */
  readonly version: string;
}

/** Who looks. */
export interface Looker {
  readonly name: string;
  readonly isRoot: boolean;
  /** It belongs to a group that may become root by default: sudo, wheel, admin. */
  readonly maySudo: Fact<boolean>;
}

export interface MachineLoad {
  /** Processes that ran or waited, on average over the last minute, five and fifteen (proc(5)). */
  readonly averages: readonly [number, number, number];
  readonly processors: number;
}

export interface MachineMemory {
  readonly totalBytes: number;
  readonly availableBytes: number;
}

/** Owner and mode of one file or folder; links are followed. */
export interface PathRights {
  readonly path: string;
  readonly rights: Fact<Rights>;
}

export interface Rights {
  readonly kind: 'file' | 'folder';
  /** The twelve bits of chmod. */
  readonly mode: number;
  /** By name, or the number where it has none; hostile. */
  readonly owner: string;
  readonly group: string;
  /** Every user of the machine can read it: nothing on the way to it keeps others out. */
  readonly openToAll: boolean;
}

export interface SiteFolder {
  readonly software: ServerSoftware;
  readonly path: string;
  readonly rights: Fact<Rights>;
  /** The user as whom the server reads it; null where the configuration does not say. */
  readonly serverUser: string | null;
  /** The first folder on the way that this user may not enter or read; null: none, or it is not known. */
  readonly blockedAt: string | null;
}

/** `0700`, as people write it. */
export function modeText(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
