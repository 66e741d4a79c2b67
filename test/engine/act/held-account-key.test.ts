import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { noSecrets } from '../../../src/core/acme/issuance.ts';
import { createKey } from '../../../src/engine/act/private-key.ts';
import { asked, Issuing } from './issuing.ts';

it('an account key that is held elsewhere gets into no file, and has an account of its own', async () => {
  await using issuing = new Issuing();
  const ca = await issuing.startCa();
  const request = issuing.request(ca);
  const secrets = { ...noSecrets, accountKeys: { [ca.directoryUrl]: await createKey('ec-p256') } };
  expect(await issuing.issue(request, {}, secrets)).toMatchObject({ reached: 'stored', stopped: null });
  expect(readdirSync(issuing.account())).not.toContain('key.pem');
  const accounts = asked(ca, 'POST account');
  // The same key again finds its account; without it another one is made.
  expect(await issuing.issue(request, {}, secrets)).toMatchObject({ stopped: null });
  expect(asked(ca, 'POST account')).toBe(accounts);
  expect(await issuing.issue(request)).toMatchObject({ stopped: null });
  expect(asked(ca, 'POST account')).toBe(accounts + 1);
  expect(readdirSync(issuing.account())).toContain('key.pem');
});

it.each([
  ['is held elsewhere', (key: string, ca: string) => ({ ...noSecrets, accountKeys: { [ca]: key } })],
  ['stands in its file', () => noSecrets],
])('another key than before, which %s, gets an account of its own and never the URL of the other', async (_, with_) => {
  await using issuing = new Issuing();
  const ca = await issuing.startCa();
  const request = issuing.request(ca);
  const [one, other] = [await createKey('ec-p256'), await createKey('ec-p256')];
  const use = async (key: string): Promise<void> => {
    const secrets = with_(key, ca.directoryUrl);
    if (secrets === noSecrets) {
      mkdirSync(path.join(issuing.storage, 'accounts'), { recursive: true });
      const [folder] = readdirSync(path.join(issuing.storage, 'accounts'));
      if (folder !== undefined) writeFileSync(path.join(issuing.account(), 'key.pem'), key, { mode: 0o600 });
    }
    expect(await issuing.issue(request, {}, secrets)).toMatchObject({ stopped: null });
  };
  await use(one);
  const accounts = asked(ca, 'POST account');
  await use(other);
  expect(asked(ca, 'POST account')).toBe(accounts + 1);
  await use(other);
  expect(asked(ca, 'POST account')).toBe(accounts + 1);
});

it('the MAC key of an external account is asked for with a new account only', async () => {
  await using issuing = new Issuing();
  const ca = await issuing.startCa();
  const request = issuing.request(ca);
  const external = { ...request, ca: { ...request.ca, externalAccount: 'kid-1' } };
  const { stopped } = await issuing.issue(external);
  expect(stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'eab-invalid' }] });
  expect(ca.requests).toEqual([]);
  const secrets = { ...noSecrets, externalAccountKey: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' };
  expect(await issuing.issue(external, {}, secrets)).toMatchObject({ stopped: null });
  expect(await issuing.issue(external)).toMatchObject({ stopped: null });
});
