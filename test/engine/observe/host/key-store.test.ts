import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookAtKeyStore } from '../../../../src/engine/observe/host/key-store.ts';
import { createPki } from '../../pki.ts';
import { machineBelow, type MachineBelow } from './machine-below.ts';

const look = ({ root }: MachineBelow, file: string) =>
  lookAtKeyStore({ root, signal: AbortSignal.timeout(20_000) }, file);

async function stores(): Promise<MachineBelow> {
  const below = machineBelow();
  const { certificate, key } = await (await createPki()).leaf({ names: ['www.example.com'] });
  below.write('/srv/site.pem', `${certificate}\n${key}\n`, 0o600);
  const argv = ['pkcs12', '-export', '-in', below.place('/srv/site.pem'), '-passout', 'pass:a', '-out'];
  execFileSync('openssl', [...argv, below.place('/srv/site.p12')]);
  // keytool is in no small system; the head of a JKS file is its magic number and version 2.
  writeFileSync(below.place('/srv/site.jks'), Buffer.from('feedfeed0000000200000000', 'hex'));
  below.write('/srv/site.txt', 'nothing');
  return below;
}

describe('a key store', () => {
  it('is known by its form, with its rights', async () => {
    const below = await stores();
    const formats = ['pem', 'p12', 'jks', 'txt'].map(async (name) => (await look(below, `/srv/site.${name}`)).format);
    expect(await Promise.all(formats)).toEqual(
      ['pem', 'pkcs12', 'jks', 'unknown'].map((value) => ({ known: true, value })),
    );
    expect(await look(below, '/srv/site.pem')).toMatchObject({
      rights: { known: true, value: { kind: 'file', mode: 0o600, openToAll: false } },
      writable: true,
    });
    expect(readFileSync(below.place('/srv/site.txt'), 'utf8')).toBe('nothing');
  });

  it('that is not there, or is none, is told with why', async () => {
    const below = await stores();
    expect(await look(below, '/srv/gone.p12')).toEqual({
      path: '/srv/gone.p12',
      format: { known: false, why: 'it is not there' },
      rights: { known: false, why: 'it is not there' },
      writable: null,
    });
    expect((await look(below, '/srv')).format).toEqual({ known: false, why: 'it is no file' });
  });
});
