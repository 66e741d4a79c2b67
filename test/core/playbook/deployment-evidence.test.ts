import { expect, test } from 'vitest';
import type { HostObservation, ServedFile } from '../../../src/core/host/host-observation.ts';
import type { Known, NamedFile } from '../../../src/core/playbook/look.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type StepRun } from '../../../src/core/playbook/run.ts';
import { goodRequest, keptLeaf, knownGood, machine, servedFile } from './recorded-machine.ts';
import { at, intent, observing } from './recorded-report.ts';

/** The step of PB-9 about files and targets. */
function deployment(host: HostObservation | null, known: Partial<Known> = {}): StepRun | undefined {
  const playbook = findPlaybook('PB-9');
  if (playbook === undefined) throw new Error('PB-9');
  const looking = advance(playbook, startRun(playbook, intent, null, at), { kind: 'look-started', intent, at });
  const report = observing({ host });
  const run = advance(playbook, looking, { kind: 'looked', report, known: { ...knownGood, ...known }, at });
  return run.steps.find(({ id }) => id === 'deployment');
}

function named(path: string, change: Partial<NonNullable<NamedFile['file']>>): NamedFile {
  const nothing = { certificates: [], server: null, keys: [], requests: [], broken: [], cut: false, openToAll: false };
  return { path, file: { format: 'PEM', ...nothing, ...change }, findings: [], error: null };
}

const withFile = (change: Partial<ServedFile>): HostObservation => ({
  ...machine,
  files: [{ ...servedFile, ...change }],
});
const certificate = { facts: keptLeaf('02'), signedByNext: null, publicKey: 'ab' };
const reachable = { service: 'ssh', port: 22, outcome: 'open', banner: 'SSH-2.0' } as const;

test('a request that was named for another step is no file of the deployment', () => {
  const away = deployment(null);
  expect(away?.state).toBe('unknown');
  expect(away?.said).toContain('which does not serve the domain');
  expect(away?.evidence).toEqual([]);
  const withKey = named('/tmp/order.pem', { requests: [goodRequest], keys: [{ key: null, publicKey: null }] });
  expect(deployment(null, { files: [withKey] })?.state).toBe('unknown');
  expect(deployment({ ...machine, files: [] })).toMatchObject({
    state: 'unknown',
    said: 'No site for the domain names a certificate file on this machine.',
  });
});

test('a port that is open shows no file', () => {
  const step = deployment(null, { files: [], targets: [{ host: 'web-2', looks: [reachable] }] });
  expect(step?.state).toBe('unknown');
  expect(step?.evidence).toMatchObject([{ what: 'target web-2', mark: 'fine' }]);
});

test('a certificate that the user named stands in for the files of the server', () => {
  const files = [...knownGood.files, named('/tmp/renewed.pem', { certificates: [certificate] })];
  expect(deployment(null, { files })?.state).toBe('fine');
  const unread: NamedFile = { path: '/tmp/renewed.pem', file: null, findings: [], error: null };
  expect(deployment(null, { files: [unread] })?.state).toBe('unknown');
  expect(deployment(null, { files: [named('/tmp/empty.pem', {})] })?.state).toBe('unknown');
});

test('a key that was not compared with its certificate is not called its own', () => {
  expect(deployment(withFile({ matches: null }))).toMatchObject({
    state: 'unknown',
    said: expect.stringContaining('privkey.pem: is there, was not compared with the certificate') as string,
  });
  expect(deployment(withFile({ matches: true }))?.state).toBe('fine');
});

test('a disk that was not seen has no known room', () => {
  expect(deployment({ ...machine, disks: [] })).toMatchObject({
    state: 'unknown',
    said: 'disk: its free space was not seen',
  });
});

test.each([
  [{ keyState: 'no-key', matches: null }, 'problem', 'holds no private key'],
  [{ matches: false }, 'problem', 'is there, belongs to another certificate'],
  [{ keyOpenToAll: true }, 'problem', 'is there, belongs to the certificate, every user may read it'],
  [{}, 'fine', 'is there, belongs to the certificate'],
] as const)('the key is judged in a file that holds both: %o', (change, state, seen) => {
  const path = '/etc/haproxy/example.com.pem';
  const step = deployment(withFile({ certificate: path, key: path, ...change }));
  expect(step?.state).toBe(state);
  expect(step?.evidence.find(({ what }) => what === `key in ${path}`)?.seen).toBe(seen);
});
