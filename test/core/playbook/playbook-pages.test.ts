import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { conditionWords } from '../../../src/core/playbook/playbook-page.ts';
import { playbooks } from '../../../src/core/playbook/playbooks.ts';
import { playbookPages } from '../../playbook-pages.ts';

const folder = new URL('../../../docs/playbooks/', import.meta.url);

it('docs/playbooks says what the playbooks say (node test/docs.ts writes it anew)', async () => {
  const pages = await playbookPages();
  expect((await readdir(folder)).toSorted()).toEqual([...pages.keys()].toSorted());
  for (const [file, text] of pages) expect(await readFile(new URL(file, folder), 'utf8'), file).toBe(text);
});

it('every step can be followed by hand: what to look at, and when it is right', async () => {
  const pages = await playbookPages();
  for (const { id, steps } of playbooks) {
    const page = pages.get(`${id}.md`) ?? '';
    expect(page.match(/\*\*Look:\*\*/g)).toHaveLength(steps.length);
    expect(page.match(/\*\*Right when:\*\*/g)).toHaveLength(steps.length);
  }
});

it.each([
  [{ methods: ['http-01', 'tls-alpn-01'] as const }, 'Only for validation by http-01 or tls-alpn-01.'],
  [{ onServer: true, delegated: false }, 'Only where it is not delegated, on the server itself.'],
  [{ cdn: true, wordPress: true, software: ['nginx'] as const }, 'Only with a CDN in front, for WordPress, for nginx.'],
])('%j is told as "%s"', (condition, words) => {
  expect(conditionWords(condition)).toBe(words);
});
