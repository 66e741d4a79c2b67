import { constants } from 'node:fs';
import { access, readFile, readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';

/** A log that is there, or a folder that hides whether it is. */
export interface LogPlace {
  readonly path: string;
  /** The place that was asked for and led here. */
  readonly pattern: string;
  /**
   * `readable`: to be read by this user; `forbidden`: it is there, or may be there, and this user may not read it.
   */
  readonly state: 'readable' | 'forbidden';
  /** Bytes; null where the file hides them. */
  readonly size: number | null;
  /** Time of the last change, ISO 8601, UTC; null where the file hides it. */
  readonly modified: string | null;
  /** The group that may read it, where joining it would be enough; null otherwise. */
  readonly group: string | null;
  /** The user who may not read it. */
  readonly user: string;
}

/** So many files of one pattern, and so many entries of one folder, are looked at. */
const maxMatches = 100;
const maxEntries = 5_000;

/**
 * Which of the places exist on this machine, and whether this user may read them. Looks at names and modes only.
 * @param places absolute paths, in which `~` at the start is this user's home and `*` in a segment any part of a name
 */
export async function lookAtPlaces(places: readonly string[]): Promise<readonly LogPlace[]> {
  const { username, homedir } = userInfo();
  const found = new Map<string, LogPlace>();
  for (const place of places) {
    const absolute = place.startsWith('~/') ? path.join(homedir, place.slice(2)) : place;
    if (!path.isAbsolute(absolute)) continue;
    for (const match of await expand(absolute)) {
      if (found.has(match)) continue;
      const log = await lookAt(match, username);
      if (log !== null) found.set(match, { ...log, pattern: place });
    }
  }
  return [...found.values()];
}

/** A folder that may not be read hides what fits the pattern in it. */
async function expand(pattern: string): Promise<readonly string[]> {
  const { root } = path.parse(pattern);
  let matches: readonly string[] = [root];
  for (const segment of pattern.slice(root.length).split('/')) {
    const next: string[] = [];
    for (const match of matches) {
      if (segment.includes('*')) next.push(...(await matchesIn(match, segment)));
      else next.push(path.join(match, segment));
    }
    matches = next.slice(0, maxMatches);
  }
  return matches;
}

async function matchesIn(folder: string, segment: string): Promise<readonly string[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries
    .slice(0, maxEntries)
    .filter((entry) => isMatch(entry, segment))
    .toSorted()
    .map((entry) => path.join(folder, entry));
}

/** Whether a name fits a pattern with `*`: the parts between the stars follow each other in it. Linear, without going back. */
export function isMatch(name: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return name === head;
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - tail.length;
}

async function lookAt(file: string, user: string): Promise<Omit<LogPlace, 'pattern'> | null> {
  try {
    const about = await stat(file);
    if (!about.isFile()) return null;
    const facts = { path: file, size: about.size, modified: about.mtime.toISOString(), user };
    try {
      await access(file, constants.R_OK);
      return { ...facts, state: 'readable', group: null };
    } catch {
      const isGroupEnough = (about.mode & constants.S_IRGRP) !== 0;
      return { ...facts, state: 'forbidden', group: isGroupEnough ? await groupName(about.gid) : null };
    }
  } catch (error) {
    if (codeOf(error) !== 'EACCES') return null;
    return { path: file, state: 'forbidden', size: null, modified: null, group: null, user };
  }
}

/** By /etc/group; null where it does not know the number. */
async function groupName(gid: number): Promise<string | null> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const entry = groups.split('\n').find((line) => line.split(':')[2] === String(gid));
  return entry?.split(':')[0] ?? null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
