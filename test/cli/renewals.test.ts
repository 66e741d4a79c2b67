import { expect, it } from 'vitest';
import { readStorageCommand } from '../../src/cli/renew-options.ts';
import { renewCommand, type RenewWorld } from '../../src/cli/renew.ts';
import type { ClientRenewalDue } from '../../src/core/acme/renewal.ts';

const day = 86_400_000;
const at = new Date('2026-11-27T12:00:00.000Z');
const inDays = (days: number): string => new Date(at.getTime() + days * day).toISOString();

/** A certificate of certbot, due and ending in so many days; null: nobody may read it. */
function kept(name: string, times: readonly [due: number, end: number] | null): ClientRenewalDue {
  return {
    ...{ owner: 'client', names: [name], renewers: [], activities: [] },
    notAfter: times === null ? null : inDays(times[1]),
    due: times === null ? null : { from: inDays(times[0]), by: 'lifetime' },
    client: { client: 'certbot', name, file: `/etc/letsencrypt/live/${name}/cert.pem`, timer: null, job: null },
  };
}

async function run(kind: 'renewals' | 'history', words: readonly string[], renewals: readonly ClientRenewalDue[]) {
  const command = readStorageCommand(kind, [...words, '--storage', '/srv/certs']);
  if (command === 'help' || 'wrong' in command) throw new Error(JSON.stringify(command));
  let [out, err] = ['', ''];
  const world = {
    engine: { renewals: () => Promise.resolve({ at: at.toISOString(), renewals, schedule: null }) },
    terminal: {
      out: (text: string) => (out += text),
      err: (text: string) => (err += text),
      color: false,
      columns: 100,
    },
  };
  const signal = new AbortController().signal;
  const asked = { signal, progress: () => undefined, confirm: () => Promise.resolve(false) };
  return { code: await renewCommand(command, world as unknown as RenewWorld, asked), out, err };
}

it.each<[string, readonly ClientRenewalDue[], number]>([
  ['nothing', [], 0],
  ['one that is well', [kept('a.example', [30, 60])], 0],
  ['one that is due', [kept('a.example', [30, 60]), kept('b.example', [-1, 29])], 1],
  ['one that is due beside one that nobody may read', [kept('a.example', null), kept('b.example', [-1, 29])], 1],
  ['one that nobody may read', [kept('a.example', [30, 60]), kept('b.example', null)], 2],
])('tells by its exit code whether it needs somebody: %s', async (_, renewals, code) => {
  expect((await run('renewals', [], renewals)).code).toBe(code);
});

it.each(['renewals', 'history'] as const)(
  'takes a name that is not there for no certificate that is well: %s',
  async (kind) => {
    const { code, out, err } = await run(kind, ['b.example'], [kept('a.example', [30, 60])]);
    expect([code, out, err]).toEqual([
      2,
      '',
      'No certificate with the name b.example was found. Looked in /srv/certs.\n',
    ]);
  },
);
