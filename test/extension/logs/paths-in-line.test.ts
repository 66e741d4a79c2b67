import { describe, expect, it } from 'vitest';
import { pathsInLine } from '../../../src/extension/logs/paths-in-line.ts';

function found(line: string): readonly (readonly [string, number | null])[] {
  for (const { path, start, end } of pathsInLine(line)) expect(line.slice(start, end)).toContain(path);
  return pathsInLine(line).map(({ path, line }) => [path, line]);
}

describe('the files that a line names', () => {
  it('are absolute paths, with the number of their line where one follows', () => {
    expect(found('nginx: [emerg] unexpected "}" in /etc/nginx/nginx.conf:42')).toEqual([['/etc/nginx/nginx.conf', 42]]);
    expect(found('  File "/usr/lib/python3/certbot/main.py", line 1574, in main')).toEqual([
      ['/usr/lib/python3/certbot/main.py', 1574],
    ]);
    expect(found("open('/etc/ssl/a.key') and /etc/ssl/b.pem, /etc/ssl/c.pem.")).toEqual([
      ['/etc/ssl/a.key', null],
      ['/etc/ssl/b.pem', null],
      ['/etc/ssl/c.pem', null],
    ]);
  });

  it('are not the paths of URLs, nor single words, nor places where looking has effects', () => {
    for (const line of [
      'GET https://example.com/etc/passwd',
      '"POST /order HTTP/1.1"',
      'in //host/share/x',
      'x /dev/sda/1 /proc/1/mem /net/host/x',
      'at ../../etc/passwd and /etc/../../x/y',
      'text/html and a/b/c',
    ]) {
      expect(found(line), line).toEqual([]);
    }
  });

  it('of a line of a megabyte are at most a few', () => {
    expect(pathsInLine(' /a/b'.repeat(200_000))).toHaveLength(8);
    expect(pathsInLine('/'.repeat(1_000_000))).toEqual([]);
  });
});
