import { readdirSync } from 'node:fs';
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
