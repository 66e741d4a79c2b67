import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placedChallenges, type JournalEntry } from '../../../../src/core/acme/attempt.ts';
import { noSecrets } from '../../../../src/core/acme/issuance.ts';
import { placeKey, type PlacedChallenge } from '../../../../src/core/acme/placed-challenge.ts';
import { removeLeftAnswers } from '../../../../src/engine/act/challenge/left-answers.ts';
import { unwatched } from '../../observe/small-world.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'left-answers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A program that takes records away, or does not. */
function hook(code: number): string {
  const file = path.join(folder, `hook-${code}`);
  writeFileSync(file, `#!/bin/sh\nexit ${code}\n`);
  chmodSync(file, 0o755);
  return file;
}

const record = (value: string) => ({ owner: '_acme-challenge.example.com', value });

it('tells of every record that still stands in DNS, and tries again what it could not take away', async () => {
  const placed: readonly PlacedChallenge[] = [
    { by: 'record', record: record('typed'), writer: { by: 'hand' } },
    { by: 'record', record: record('gone'), writer: { by: 'hook', argv: [hook(0)] } },
    { by: 'record', record: record('stuck'), writer: { by: 'hook', argv: [hook(1)] } },
  ];
  const at = '2026-11-27T12:00:00.000Z';
  const version = '0001';
  const entries: JournalEntry[] = [
    { at, version, event: 'planned', keyType: 'ec-p256' },
    ...placed.map((one): JournalEntry => ({ at, version, event: 'challenge', placed: one })),
  ];
  const journal = {
    ...{ entries, putAside: null },
    write: (of: string, event: object) => {
      entries.push({ at, version: of, ...event } as JournalEntry);
      return Promise.resolve();
    },
  };
  const options = { secrets: noSecrets, run: unwatched, placedHere: new Set(placed.map(placeKey)) };
  expect(await removeLeftAnswers(journal, options)).toEqual({ typed: [record('typed')], kept: [record('stuck')] });
  expect(placedChallenges(entries)).toEqual(placed.slice(2));
  expect(await removeLeftAnswers(journal, options)).toEqual({ typed: [], kept: [record('stuck')] });
});
