import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEngine } from '../../../../src/engine/create-engine.ts';
import { clientActivities } from '../../../../src/engine/act/renew/client-activities.ts';

let folder = '';
let storage = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cert-doctor-client-'));
  storage = path.join(folder, 'storage');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Asks a lego that is a script of ours, whose job cron would run. */
async function renew(script: string, yes: boolean) {
  const program = path.join(folder, 'lego');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const file = path.join(folder, 'a.example.crt');
  const certificate = { client: 'lego', name: 'a.example', file, timer: null, job: [program], dryRun: false } as const;
  const run = {
    signal: AbortSignal.timeout(20_000),
    progress: () => undefined,
    confirm: () => Promise.resolve(yes),
  };
  return await createEngine().renewByClient({ ...certificate, storage }, run);
}

// Its command begins with sudo for anybody else.
it.runIf(process.getuid?.() === 0)(
  'is known of while the client runs, so that it is known of where nobody sees its end',
  async () => {
    const seen = path.join(folder, 'seen');
    await renew(`cat '${storage}'/client-renewals/*.json > '${seen}'; exit 1`, true);
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toMatchObject({ outcome: 'open', endedAt: null });
    expect((await clientActivities(storage)).map(({ outcome }) => outcome)).toEqual(['failed']);
  },
);

it('is not kept where the user said no', async () => {
  expect((await renew('exit 0', false)).outcome).toBe('declined');
  expect(await clientActivities(storage)).toEqual([]);
});
