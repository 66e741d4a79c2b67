import { readFileSync } from 'node:fs';
import path from 'node:path';
import { check } from 'recheck';
import { describe, expect, it } from 'vitest';

interface Pattern {
  readonly regexp: string;
  readonly kind?: 'file';
  readonly file?: number;
  readonly line?: number;
  readonly severity?: number;
  readonly code?: number;
  readonly message?: number;
}
interface Matcher {
  readonly name: string;
  readonly owner: string;
  readonly pattern: Pattern | readonly Pattern[];
}

const root = path.join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly contributes: { readonly problemMatchers: readonly Matcher[] };
};
const matchers = manifest.contributes.problemMatchers;
const patternsOf = ({ pattern }: Matcher): readonly Pattern[] => [pattern].flat();

/** What a matcher reads out of the lines, as VS Code does: each pattern on its own line, one after the other. */
function problemsIn(name: string, lines: readonly string[]): readonly Readonly<Record<string, string>>[] {
  const matcher = matchers.find((one) => one.name === name);
  if (matcher === undefined) throw new Error(`there is no matcher ${name}`);
  const patterns = patternsOf(matcher);
  return lines.flatMap((_, at) => {
    const found: Record<string, string> = {};
    for (const [index, pattern] of patterns.entries()) {
      const match = new RegExp(pattern.regexp).exec(lines[at + index] ?? '');
      if (match === null) return [];
      for (const key of ['file', 'line', 'severity', 'code', 'message'] as const) {
        const group = pattern[key];
        if (group !== undefined && match[group] !== undefined) found[key] = match[group];
      }
    }
    return [found];
  });
}

const fixture = (name: string): readonly string[] =>
  readFileSync(path.join(root, 'test/fixtures/terminal', name), 'utf8').split(/\r?\n/);

describe('a task’s problem matcher', () => {
  it('$certbot names the domain and what the CA says of it', () => {
    expect(problemsIn('certbot', fixture('certbot-refused.txt'))).toEqual([
      {
        file: 'closed.example.com',
        code: 'connection',
        message: expect.stringMatching(/: Connection refused$|connection refused$/) as string,
      },
    ]);
    expect(
      problemsIn('certbot', ['  Identifier: a.example', '  Type:   dns', '  Detail: DNS problem: NXDOMAIN']),
    ).toEqual([{ file: 'a.example', code: 'dns', message: 'DNS problem: NXDOMAIN' }]);
  });

  it('$nginx-t leads to the line of the configuration', () => {
    expect(problemsIn('nginx-t', fixture('nginx-t-unknown-directive.txt'))).toEqual([
      {
        severity: 'emerg',
        message: 'unknown directive "ssl_protcols"',
        file: '/etc/nginx/sites-enabled/zz-test.conf',
        line: '1',
      },
    ]);
    expect(
      problemsIn('nginx-t', [
        'nginx: [warn] conflicting server name "a" on 0.0.0.0:80, ignored in /etc/nginx/a.conf:12',
      ]),
    ).toMatchObject([{ severity: 'warn', file: '/etc/nginx/a.conf', line: '12' }]);
  });

  it('$nginx-t-whole leads to the configuration where nginx names no line', () => {
    const lines = fixture('nginx-t-missing-cert.txt');
    expect(problemsIn('nginx-t-whole', lines)).toMatchObject([
      { file: '/etc/nginx/nginx.conf', message: expect.stringContaining('fullchain.pem') as string },
    ]);
    expect(problemsIn('nginx-t', lines)).toEqual([]);
    // Each is told once by those who use both.
    expect(problemsIn('nginx-t-whole', fixture('nginx-t-unknown-directive.txt'))).toEqual([]);
  });

  it('$acme.sh names the domain, whatever failed', () => {
    expect(problemsIn('acme.sh', fixture('acmesh-record-not-added.txt'))).toEqual([
      {
        file: '_acme-challenge.www.example.net',
        message: 'Error adding TXT record to domain: _acme-challenge.www.example.net',
      },
    ]);
    const lines = [
      '[Sun Nov 22 07:15:02 UTC 2026] www.example.com: Invalid status. Verification error details: 203.0.113.20: refused',
      '[Wed Apr 13 00:03:57 CST 2016] www.example.com:Verify error:Invalid response from http://www.example.com/: 404',
      '[Sun Nov 22 08:14:34 UTC 2026] Verifying: www.example.com',
    ];
    expect(problemsIn('acme.sh', lines).map(({ file }) => file)).toEqual(['www.example.com', 'www.example.com']);
  });

  it('$lego names the domain and what the CA says of it', () => {
    expect(problemsIn('lego', fixture('lego-404.txt'))).toEqual([
      { file: 'wrongip.example.com', message: expect.stringMatching(/^acme: error: 403 :: .*: 404$/) as string },
    ]);
  });
});

describe('every pattern of every matcher', () => {
  const patterns = matchers.flatMap((matcher) =>
    patternsOf(matcher).map((pattern, index) => ({ place: `${matcher.name} ${index}`, pattern })),
  );

  it.each(patterns)(
    '$place is anchored, bounded, and safe by the word of recheck',
    async ({ pattern: { regexp } }) => {
      expect(regexp).toMatch(/^\^/);
      expect(regexp.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')).not.toMatch(/[*+]|\{\d+,\}/);
      expect((await check(regexp, '', { timeout: 30_000, attackTimeout: 1_000 })).status).toBe('safe');
    },
    60_000,
  );

  it('has an owner of its own, so that no matcher takes another’s problems away', () => {
    expect(new Set(matchers.map(({ owner }) => owner)).size).toBe(matchers.length);
  });
});
