import { describe, expect, it } from 'vitest';
import { harmlessPath, placeAtStart, placeOfPath } from '../../../src/extension/remedies/named-path.ts';
import { summaryLines } from '../../../src/extension/logs/log-summary.ts';
import { aFinding, aReport } from '../logs/a-finding.ts';

describe('places that a text names', () => {
  it('are the path with the line number behind it', () => {
    const line = 'nginx: [emerg] unknown directive "foo" in /etc/nginx/nginx.conf:42';
    const path = '/etc/nginx/nginx.conf';
    const place = placeOfPath(line, path);
    expect(place).toMatchObject({ path, line: 42 });
    expect(line.slice(place?.start, place?.end)).toBe('/etc/nginx/nginx.conf:42');
  });

  it('may be one word of path and line', () => {
    const word = '/etc/nginx/nginx.conf:42';
    const line = `unknown directive "foo" in ${word}`;
    const place = placeOfPath(line, word);
    expect(place).toMatchObject({ path: '/etc/nginx/nginx.conf', line: 42 });
    expect(line.slice(place?.start, place?.end)).toBe(word);
  });

  it('are the path alone where no line number follows', () => {
    expect(placeOfPath('open() "/etc/ssl/a.pem" failed', '/etc/ssl/a.pem')).toMatchObject({ line: null });
    expect(placeOfPath('/etc/a:0 /etc/a', '/etc/a')).toMatchObject({ line: null });
    expect(placeOfPath('nothing here', '/etc/a')).toBeNull();
  });

  it.each([
    '//evil.example/share/x',
    '\\\\evil.example\\share\\x',
    '/net/evil.example/x',
    '/dev/zero',
    '/proc/self/mem',
    '/etc/../root/.ssh/id',
    'relative/file',
    'file:///etc/passwd',
    '/a\u202Eb',
    '/a\nb',
    '',
  ])('are not looked at where looking would have effects or deceive: %j', (path) => {
    expect(harmlessPath(path)).toBeNull();
  });

  it('may be on a drive of Windows', () => {
    expect(harmlessPath('C:\\nginx\\conf\\nginx.conf')).toBe('C:\\nginx\\conf\\nginx.conf');
  });

  it('are read back from every line of a summary that begins with one, spaces in the path included', () => {
    const path = '/home/me/my logs/le:1.log';
    const findings = [aFinding({ line: 7 }), aFinding({ line: 1234, subject: 'b.example.com' })];
    const places = summaryLines(path, aReport(findings, { problem: 'http-refused', line: 7 })).map(placeAtStart);
    expect(places.filter((place) => place !== null)).toMatchObject([
      { path, line: 7 },
      { path, line: 1234 },
    ]);
  });

  it('are not seen in lines that only look alike', () => {
    for (const line of ['', ':12', '12:30:01  started', 'relative:3  x', '/path:12x  y', '//h/s:3  x', '/a b  c:3']) {
      expect(placeAtStart(line)).toBeNull();
    }
  });
});
