import { cronFields } from './cron-schedule.ts';

/**
 * The command of a line of a crontab (crontab(5)), behind its times and, in the system's own files, the user; null where
 * the line has no such form.
 * @param file where the line stands
 */
export function cronCommand(line: string, file: string): string | null {
  const fields = cronFields(line);
  if (fields === null) return null;
  const hasUser = file === '/etc/crontab' || file.startsWith('/etc/cron.d/');
  const words = line
    .trim()
    .split(/[ \t]+/)
    .slice(fields.split(' ').length + (hasUser ? 1 : 0));
  return words.length === 0 ? null : words.join(' ');
}
