import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { noSecrets, type IssueSecrets } from '../../../src/core/acme/issuance.ts';
import { issueCertificate } from '../../../src/engine/act/issue-certificate.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { Issuing } from './issuing.ts';

const secrets: IssueSecrets = {
  ...noSecrets,
  externalAccountKey: Buffer.from('canary-of-the-external-account').toString('base64url'),
  tsigSecrets: { 'key.example.': Buffer.from('canary-of-the-zone').toString('base64') },
  keyStorePassword: 'canary-of-the-key-store',
};

it('writes no secret and no key but into its own file, and tells none', async () => {
  await using issuing = new Issuing();
  const ca = await issuing.startCa();
  const request = issuing.request(ca);
  const said: unknown[] = [];
  const network = { ...defaultNetwork, skipSystemResolver: true, resolvers: ['127.0.0.1:1'], timeoutMs: 1000 };
  const report = await issueCertificate(
    { ...request, ca: { ...request.ca, externalAccount: 'kid-1' } },
    secrets,
    network,
    {
      signal: new AbortController().signal,
      progress: (step) => said.push(step),
      confirm: (act) => {
        said.push(act);
        return Promise.resolve(true);
      },
    },
  );
  expect(report).toMatchObject({ stopped: null });
  const files = readdirSync(issuing.storage, { recursive: true, withFileTypes: true })
    // What `live` leads to is listed where it lies.
    .filter((entry) => entry.isFile() && path.basename(entry.parentPath) !== 'live')
    .map((entry) => path.join(entry.parentPath, entry.name));
  const keys = files.filter((file) => readFileSync(file, 'utf8').includes('PRIVATE KEY'));
  expect(keys.map((file) => path.basename(file)).toSorted()).toEqual(['key.pem', 'privkey.pem']);
  expect(keys.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  const inKeys = keys.flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1, -2));
  const { tsigSecrets, externalAccountKey } = secrets;
  const planted = [...inKeys, ...Object.values(tsigSecrets), externalAccountKey ?? '', 'canary-of-the'];
  const told = JSON.stringify([report, said]);
  const others = files.filter((file) => !keys.includes(file)).map((file) => readFileSync(file, 'latin1'));
  for (const secret of planted) {
    expect(told).not.toContain(secret);
    for (const text of others) expect(text).not.toContain(secret);
  }
});
