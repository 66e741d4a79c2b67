import { describe, expect, it } from 'vitest';
import { readStorageCommand } from '../../src/cli/renew-options.ts';

describe('a dry run', () => {
  it('is one of the client that owns the certificate', () => {
    expect(readStorageCommand('renew', ['example.com', '--dry-run'])).toMatchObject({
      ...{ kind: 'renew', name: 'example.com', dryRun: true },
    });
  });

  it('is not taken for a yes to renewing all that is due', () => {
    expect(readStorageCommand('renew', ['--due', '--dry-run'])).toEqual({
      wrong: '--dry-run has a client try one certificate: name it. What is due is shown by: cert-doctor renewals',
    });
    expect(readStorageCommand('renew', ['--due'])).toMatchObject({ name: null, dryRun: false });
  });

  it.each(['--dry-run', '--due'])('of a roll back there is none, nor is all rolled back: %s', (option) => {
    expect(() => readStorageCommand('rollback', ['example.com', option])).toThrow(`Unknown option '${option}'`);
  });
});

it('of a schedule names no certificate, and is no JSON', () => {
  expect(readStorageCommand('schedule', ['example.com'])).toEqual({
    wrong: 'A schedule renews all that is due; name none.',
  });
  expect(() => readStorageCommand('schedule', ['--json'])).toThrow("Unknown option '--json'");
});

it('reads no empty path as the folder in which it runs', () => {
  expect(readStorageCommand('renewals', ['--storage', ''])).toEqual({
    wrong: '--storage: expected a path, and it is empty.',
  });
});
