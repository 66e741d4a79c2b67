import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/core/problem/catalogue.ts';

/** Names that hold characters which Markdown would read as emphasis. */
const plainNames = /_acme-challenge|\*\.example\.com|worker_\w+|server_name|proxy_pass|ssl_\w+/g;

describe.each(Object.entries(problems))('%s', (_id, problem) => {
  it('has a title that fits a row', () => {
    const words = problem.title.split(' ').length;
    expect(words).toBeGreaterThanOrEqual(2);
    expect(words).toBeLessThanOrEqual(6);
    expect(problem.title.length).toBeLessThanOrEqual(48);
    expect(problem.title).not.toMatch(/[.!?]$/);
  });

  it('says why it matters and what to do, in one or two whole sentences each', () => {
    for (const text of [problem.meaning, problem.fix]) {
      expect(text).toMatch(/^(?:[A-Z]|certbot |nginx ).*\.$/);
      expect(text.split(/\. (?=[A-Z])/).length).toBeLessThanOrEqual(2);
      expect(text.length).toBeLessThanOrEqual(320);
    }
  });

  it('is calm, without blame, in plain text', () => {
    const text = `${problem.title} ${problem.meaning} ${problem.fix}`;
    expect(text).not.toMatch(/!|\boops\b|something went wrong|may possibly|invalid input|please/i);
    expect(text.replace(plainNames, '')).not.toMatch(/[*_`[\]<>#|\\]/);
    expect(text).toMatch(/^[\u0020-\u007e]*$/);
  });
});

it('gives every problem a title of its own', () => {
  const titles = Object.values(problems).map((problem) => problem.title);
  expect(new Set(titles).size).toBe(titles.length);
});
