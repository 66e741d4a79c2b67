import { describe, expect, it } from 'vitest';
import { linesOfName } from '../../../src/core/log/lines-of-name.ts';

function lines(text: readonly string[], name: string, known: Partial<Parameters<typeof linesOfName>[3]> = {}) {
  const others = ['a.example.com', 'b.example.com'].filter((other) => other !== name);
  return linesOfName({ count: text.length, lineAt: (line) => text[line - 1] ?? '' }, name, others, {
    ...{ attempts: [], findings: [] },
    ...known,
  });
}

const log = [
  '2026-11-22 07:46:22,296:DEBUG:certbot:Requesting a certificate for a.example.com and b.example.com',
  '2026-11-22 07:46:23,296:INFO:certbot:http-01 challenge for a.example.com',
  '2026-11-22 07:46:24,296:INFO:certbot:http-01 challenge for b.example.com',
  '2026-11-22 07:46:25,296:DEBUG:certbot:Certbot failed to authenticate some domains. These failed:',
  '  Domain: a.example.com',
  '  Type:   connection',
  '  Detail: 203.0.113.20: Connection refused',
  '  Domain: b.example.com',
  '  Type:   dns',
  '',
  '  nobody',
];

describe('the lines that concern a name', () => {
  it('are those that name it, and those below that have no stamp, up to another name or an empty line', () => {
    expect(lines(log, 'a.example.com')).toEqual([1, 2, 5, 6, 7]);
    expect(lines(log, 'b.example.com')).toEqual([1, 3, 8, 9]);
  });

  it('are not those of a longer or a shorter name', () => {
    const text = [
      'x.a.example.com',
      'a.example.com.au',
      'a.example.com-x',
      'xa.example.com',
      '/a.example.com/',
      'a.example.com.',
    ];
    expect(lines(text, 'a.example.com')).toEqual([5, 6]);
    expect(lines(text, 'example.com')).toEqual([]);
  });

  it('are those of its wildcard and its challenge, in any case', () => {
    expect(lines(['*.A.example.com', '', '_acme-challenge.a.example.com', '', 'x'], 'a.example.com')).toEqual([1, 3]);
  });

  it('are the findings about it and the edges of its attempts, where their words do not name it', () => {
    const text = Array.from({ length: 9 }, () => 'a line without any name');
    const finding = { subject: '*.a.example.com', line: 4, endLine: 5 } as Parameters<
      typeof linesOfName
    >[3]['findings'][0];
    const attempt = { startLine: 2, endLine: 8, names: ['a.example.com'], outcome: 'failed', cause: null } as const;
    expect(lines(text, 'a.example.com', { attempts: [attempt], findings: [finding] })).toEqual([2, 4, 5, 8]);
    expect(lines(text, 'b.example.com', { attempts: [attempt], findings: [finding] })).toEqual([]);
  });
});
