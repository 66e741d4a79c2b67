import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineFaults, kills, networkFaults } from '../lab/chaos-faults.ts';
import { invariants } from '../lab/invariants.ts';

const root = path.join(import.meta.dirname, '..');
const page = readFileSync(path.join(root, '../docs/reliability.md'), 'utf8');

describe('docs/reliability.md', () => {
  it.each(invariants)('names tests that there are: $promise', ({ promise, tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const [file, name] of tests) {
      const place = path.join(root, file);
      expect(existsSync(place), file).toBe(true);
      expect(readFileSync(place, 'utf8').includes(name), `${file}: ${name}`).toBe(true);
    }
    expect(page).toContain(promise);
  });

  it('has a row for every trouble of the chaos suite', () => {
    for (const { what } of [...networkFaults, ...kills, ...machineFaults]) expect(page).toContain(what);
  });
});
