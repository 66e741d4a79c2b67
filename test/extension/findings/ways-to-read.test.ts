import { describe, expect, it } from 'vitest';
import { waysToRead, whyForbidden } from '../../../src/extension/findings/ways-to-read.ts';

const log = { path: '/var/log/nginx/error.log', group: 'adm', user: 'ann' };

describe('a log that this user may not read', () => {
  it('can be watched, copied for this user alone, or be read by joining its group', () => {
    expect(waysToRead(log, '/home/ann').map(({ command }) => command)).toEqual([
      'sudo tail -n 500 -F /var/log/nginx/error.log',
      'sudo install -o ann -m 600 /var/log/nginx/error.log /home/ann/error.log',
      'sudo usermod -a -G adm ann',
    ]);
    expect(whyForbidden(log)).toBe(
      'ann may not read /var/log/nginx/error.log; root and the members of the group adm may.',
    );
  });

  it('is not helped by a group that may not read it either', () => {
    expect(waysToRead({ ...log, group: null }, '/home/ann')).toHaveLength(2);
    expect(whyForbidden({ ...log, group: null })).toMatch(/root may\.$/);
  });

  it('has its name quoted, and no command where a name would act when it is typed', () => {
    const odd = waysToRead({ ...log, path: "/var/log/a b'; reboot.log" }, '/home/ann');
    expect(odd[0]?.command).toBe(`sudo tail -n 500 -F '/var/log/a b'\\''; reboot.log'`);
    expect(waysToRead({ ...log, path: '/var/log/a\u0003b.log', group: null }, '/home/ann')).toEqual([]);
  });
});
