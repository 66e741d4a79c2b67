import { check } from 'recheck';
import { beforeAll, describe, expect, it } from 'vitest';
import { grammarFiles, loadTokenizer, rulesOf, type ScopeName, type Tokenizer } from './grammar-registry.ts';

/** The editor tokenizes lines of up to 20,000 characters (editor.maxTokenizationLineLength). */
const longest = 20_000;

const scopeNames = Object.keys(grammarFiles) as ScopeName[];
/** Each pattern once, where grammars share it. */
const rules = [...new Map(scopeNames.flatMap(rulesOf).map((entry) => [entry.rule.match, entry])).values()];

/** What a hostile line repeats: single classes, half-matches of every kind of pattern, and what stands before them. */
const shapes: readonly string[] = [
  'a',
  '0',
  ' ',
  '.',
  ':',
  '-',
  '"',
  '/',
  '[',
  '(',
  '\\',
  '\t',
  'é',
  'a.',
  'a.b ',
  'a:',
  '::',
  '1.',
  '1.1.1.',
  'ab:cd:',
  '[a.b',
  '[[',
  '"a',
  '","',
  ', "a.',
  '] ',
  ': ',
  '- ',
  '::a',
  '/a',
  '//',
  'for a.',
  'for ',
  'domain="',
  'Problem for x.',
  'name: a-',
  '"identifier":"a.',
  '"level":"',
  '"domains":["a',
  'http://',
  'http://a:',
  'https://a/b:1',
  'urn:ietf:params:acme:error:',
  'urn:acme:error:a',
  'DNSSEC: a',
  'Timeout during ',
  'configuration file a ',
  'SSL_CTX_use_PrivateKey("',
  '(111: Connection ',
  ', client: 1',
  ', server: "a',
  ', request: "GET /a',
  ', upstream: "http://a',
  ' in /a',
  '/.well-known/acme-challenge/',
  '"/a',
  '"/a"',
  '" 200 ',
  '] "GET ',
  '"Let\'s Encrypt validation',
  '"ACME',
  'time="1',
  'level=',
  '9 ERR',
  '\u001b[31mERROR',
  '[ERROR',
];
/** Beginnings that let the patterns of a line's start in. */
const heads: readonly string[] = [
  '',
  '2026-11-22 07:46:21,736:DEBUG:',
  '[a 1',
  '[Sun Nov 22 ',
  '  ',
  '  File "',
  '  Domain: ',
  '  Detail:',
  '2026/11/22 08:00:05 [error] 1#1: *1 ',
  '203.0.113.10 - - [22/Nov/2026:07:48:19 +0000] "GET /',
  'Aug 16 15:20:34 h ',
  'E0908 07:06:30.343494       1 ',
  'time="2026-11-22T07:46:21',
  'nginx: [emerg] ',
  '{"level":"error","msg":"',
];

const lineOf = (head: string, shape: string, length: number): string =>
  (head + shape.repeat(Math.ceil(length / shape.length))).slice(0, length);

/** Processor time of this thread, in milliseconds: what else the machine does is not counted. */
function effort(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const spent = process.threadCpuUsage(before);
  return (spent.user + spent.system) / 1_000;
}

/**
 * How the effort grows when the line becomes four times longer: about 4 where it is linear, 16 where it is quadratic.
 * What is done in a moment even on the longest line is 0: no growth worth the name can hide in it. A measurement can
 * only be too large on either side, so the smallest of some ratios counts; quadratic growth is in all of them.
 */
function growth(work: (length: number) => void): number {
  const moment = 25;
  const of = (size: number): number =>
    effort(() => {
      work(size);
    });
  if (of(longest) < moment) return 0;
  const ratios = Array.from({ length: 4 }, () => {
    let short = 0;
    for (let times = 0; times < 4; times += 1) short += of(longest / 4);
    return (4 * of(longest)) / Math.max(short, 1);
  });
  return Math.min(...ratios);
}

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer();
});

describe('every pattern of every grammar', () => {
  it.each(rules)('$place is bounded in form: no open repetition, no patterns inside captures', ({ rule }) => {
    // Character classes say nothing about repetition.
    const form = rule.match.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
    expect(form).not.toMatch(/[*+]/);
    for (const [, , most] of form.matchAll(/\{(\d+)(?:,(\d+))?\}/g)) {
      if (most !== undefined) expect(Number(most)).toBeLessThanOrEqual(200);
    }
    expect(form).not.toMatch(/\{\d+,\}/);
    // A repeated group must hold no repetition of its own.
    expect(form).not.toMatch(/\{\d+(?:,\d+)?\}[^()]*\)\{\d+(?:,\d+)?\}/);
    for (const capture of Object.values(rule.captures ?? {})) expect(Object.keys(capture)).toEqual(['name']);
  });

  it.each(rules)(
    '$place is safe by the word of recheck',
    async ({ rule }) => {
      // The patterns keep to what Oniguruma and JavaScript read alike, so that each can be checked as it stands.
      const verdict = await check(rule.match, '', { timeout: 30_000, attackTimeout: 1_000 });
      expect(verdict.status, JSON.stringify(verdict).slice(0, 600)).toBe('safe');
    },
    60_000,
  );

  it.each(rules)('$place grows no faster than the line', ({ rule }) => {
    for (const shape of shapes) {
      for (const head of rule.match.startsWith('^') ? heads : ['']) {
        const ratio = growth((length) => tokenizer.scan(rule.match, lineOf(head, shape, length)));
        expect(ratio, `${head}${shape}`).toBeLessThan(10);
      }
    }
  });
});

describe.each(scopeNames)('%s as a whole', (scopeName) => {
  it('colours hostile lines of 20,000 characters with effort that grows like the line', () => {
    // The patterns of a line's start have been measured with every head above.
    for (const shape of shapes) {
      for (const head of heads.slice(0, 3)) {
        const ratio = growth((length) => tokenizer.tokenize(scopeName, lineOf(head, shape, length)));
        expect(ratio, `${head}${shape}`).toBeLessThan(10);
      }
    }
  }, 120_000);
});

describe('the proof itself', () => {
  it('would find a quadratic pattern', () => {
    const ratio = growth((length) => tokenizer.scan('[a-z]+[0-9]', lineOf('', 'a', length)));
    expect(ratio).toBeGreaterThan(10);
  }, 60_000);

  it('would find a pattern that recheck calls vulnerable', async () => {
    expect((await check('Domain:\\s*(.*)\\s+Type:', '')).status).toBe('vulnerable');
  });
});
