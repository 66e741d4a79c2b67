import { describe, expect, test } from 'vitest';
import { playbooks, playbooksFor } from '../../../src/core/playbook/playbooks.ts';
import { problems } from '../../../src/core/problem/catalogue.ts';

describe('every playbook', () => {
  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))('%s is consistent', (_id, playbook) => {
    const ids = playbook.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const step of playbook.steps) {
      expect([...step.asks, ...step.remarks].filter((id) => !Object.hasOwn(problems, id))).toEqual([]);
      expect(step.asks.filter((id) => step.remarks.includes(id))).toEqual([]);
      for (const { url } of step.manualWhere) expect(url).toMatch(/^https:\/\//);
      for (const { reference, checked } of step.notes) {
        expect(reference).toMatch(/^https:\/\//);
        expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
    }
    for (const { provenBy } of playbook.picture?.stations ?? []) expect(ids).toContain(provenBy);
  });

  test('ids are given once', () => {
    expect(new Set(playbooks.map(({ id }) => id)).size).toBe(playbooks.length);
  });
});

test('a problem leads to the playbook that meets it, and to none where none does', () => {
  expect(playbooksFor('http-timeout').map(({ id }) => id)).toContain('PB-1');
  expect(playbooksFor('caa-forbids').map(({ id }) => id)).toContain('PB-1');
  expect(playbooksFor('mixed-content')).toEqual([]);
});
