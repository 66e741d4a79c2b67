import { shellLine } from '../../core/problem/shell-line.ts';
import type { LogPlace } from '../../engine/read/log-places.ts';

/** What is known of a log that this user may not read. */
type ForbiddenLog = Pick<LogPlace, 'path' | 'group' | 'user'>;

/** A way to read a log that this user may not read: a command that somebody with root's rights can run. */
export interface WayToRead {
  readonly title: string;
  /** What it changes, and what to do afterwards. */
  readonly detail: string;
  /** As a line for the usual shells. */
  readonly command: string;
}

/**
 * What can be done, the gentlest first. Nothing here opens the log to everybody.
 * @param home this user's home folder
 */
export function waysToRead({ path, group, user }: ForbiddenLog, home: string): readonly WayToRead[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const copy = `${home}/${name}`;
  const ways: readonly { readonly title: string; readonly detail: string; readonly argv: readonly string[] }[] = [
    {
      title: 'Watch it as root in a terminal',
      detail: 'Changes nothing. Lines that tell of certificate trouble become links there.',
      argv: ['sudo', 'tail', '-n', '500', '-F', path],
    },
    {
      title: `Copy it to ${copy}`,
      detail: 'Only you may read the copy. Then analyze the copy.',
      argv: ['sudo', 'install', '-o', user, '-m', '600', path, copy],
    },
    ...(group === null
      ? []
      : [
          {
            title: `Join the group ${group}, which may read it`,
            detail: `For good, and for the other logs of this group. It holds from the next login on: log in again, and start VS Code's server anew where it runs remotely.`,
            argv: ['sudo', 'usermod', '-a', '-G', group, user],
          },
        ]),
  ];
  return ways.flatMap(({ title, detail, argv }) => {
    const command = shellLine(argv, 'posix');
    return command === null ? [] : [{ title, detail, command }];
  });
}

/** Who may read it, as a sentence. */
export function whyForbidden({ path, group, user }: ForbiddenLog): string {
  const who = group === null ? 'root may' : `root and the members of the group ${group} may`;
  return `${user} may not read ${path}; ${who}.`;
}
