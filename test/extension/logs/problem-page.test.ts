import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/core/problem/catalogue.ts';
import { isProblemId, problemPage, problemPath } from '../../../src/extension/logs/problem-page.ts';

describe('the page of a problem', () => {
  it('is there for every problem and says what it means and what to do', () => {
    const ids = Object.keys(problems).filter(isProblemId);
    expect(ids.length).toBeGreaterThan(100);
    for (const id of ids) {
      const page = problemPage(problemPath(id));
      expect(page).toContain(problems[id].title);
      expect(page).toContain(problems[id].fix);
    }
  });

  it.each(['/', '/toString.md', '/../http-refused.md', '/nothing.md'])('is not there at %s', (path) => {
    expect(problemPage(path)).toBeNull();
  });
});
