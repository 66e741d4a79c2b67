import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPkcs12 } from '../../../src/engine/observe/pkcs12.ts';
import { der } from '../certificate-builder.ts';
import { readCertificateFile as readWithStores } from '../../../src/engine/observe/certificate-file.ts';
import { createPki, type Pki } from '../pki.ts';

// rsa-legacy.p12 and ec.p12 (password: secret) were made by `openssl pkcs12 -export`, the first with -legacy (RC2, 3DES).
const fixture = (name: string): string => path.join(import.meta.dirname, '../../fixtures/certificates', name);

const readCertificateFile = (file: string, password: string) => readWithStores(file, password, [], new Date());

describe('certificate files', () => {
  let folder: string;
  let pki: Pki;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'certificate-file-'));
    pki = await createPki();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  };

  it('reads a PEM bundle in its order, counts the keys and says who signed whom', async () => {
    const { certificate, key } = await pki.leaf({ names: ['www.example.com'] });
    const file = await write('bundle.pem', `${key}\n${certificate}\n${pki.intermediate.certificate}\ntrailing words\n`);
    const read = await readCertificateFile(file, '');
    expect(read).toMatchObject({ format: 'PEM', keys: [{ key: { algorithm: 'ec', bits: 256 } }], cut: false });
    expect(read.keys[0]?.publicKey).toBe(read.certificates[0]?.publicKey);
    expect(read.certificates.map(({ facts, signedByNext }) => [facts.commonName, signedByNext])).toEqual([
      ['www.example.com', true],
      ['Cert Doctor Test Intermediate', null],
    ]);
  });

  it('shows where a bundle has the wrong issuer next', async () => {
    const { certificate } = await pki.leaf({ names: ['www.example.com'] });
    const file = await write('wrong.pem', `${certificate}\n${pki.root.certificate}\n`);
    expect((await readCertificateFile(file, '')).certificates[0]?.signedByNext).toBe(false);
  });

  it('reads DER', async () => {
    const read = await readCertificateFile(fixture('ec.der'), '');
    expect(read.certificates.map(({ facts }) => facts.names)).toEqual([[{ kind: 'dns', value: 'ec.example.com' }]]);
  });

  it.each(['rsa-legacy.p12', 'ec.p12'])('opens %s with its password only', async (name) => {
    const read = await readCertificateFile(fixture(name), 'secret');
    expect(read).toMatchObject({ format: 'PKCS#12', keys: [{ key: null }] });
    expect(read.certificates).toHaveLength(1);
    for (const wrong of ['', 'guess']) {
      await expect(readCertificateFile(fixture(name), wrong)).rejects.toMatchObject({ reason: 'password' });
    }
  });

  it('does not open a key store that asks for two billion rounds', async () => {
    const rounds = Buffer.from([0x02, 0x04, 0x7f, 0xff, 0xff, 0xff]);
    const salted = der(0x30, der(0x04, Buffer.from('salt')), rounds);
    const file = await write('bomb.p12', der(0x30, der(0x02, Buffer.from([3])), der(0x30, salted)));
    await expect(readCertificateFile(file, 'secret')).rejects.toMatchObject({ reason: 'no-certificate' });
    expect(() => openPkcs12(der(0x30, salted), 'secret')).toThrow('takes too long');
  });

  it('says what is wrong with a file that holds none', async () => {
    const files: readonly (readonly [string, string])[] = [
      [await write('words.txt', 'nothing here'), 'no-certificate'],
      [
        await write('other.pem', '-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n'),
        'no-certificate',
      ],
      [await write('large.pem', new Uint8Array(1024 * 1024 + 1)), 'too-large'],
      [path.join(folder, 'missing.pem'), 'unreadable'],
      ['/dev/zero', 'unreadable'],
    ];
    for (const [file, reason] of files) await expect(readCertificateFile(file, '')).rejects.toMatchObject({ reason });
  });
});
