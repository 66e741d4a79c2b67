import { expect, it } from 'vitest';
import { stateWords } from '../../../../src/core/acme/renewal-words.ts';
import { noSecrets } from '../../../../src/core/acme/issuance.ts';
import { ownRenewals } from '../../../../src/engine/act/renew/own-renewals.ts';
import { renewDue } from '../../../../src/engine/act/renew/renew-due.ts';
import { defaultNetwork } from '../../../../src/engine/engine.ts';
import { Issuing, wellPlanned } from '../issuing.ts';

const never = new AbortController().signal;

it('a first try that failed is told with its names, its CA and its steps, and is nothing that renews', async () => {
  await using issuing = new Issuing();
  const refusal = { type: 'urn:ietf:params:acme:error:rejectedIdentifier', detail: 'not this one' };
  const ca = await issuing.startCa(({ resource }) =>
    resource === 'new-order' ? { status: 400, body: refusal } : null,
  );
  await issuing.issue(issuing.request(ca));
  const [own, ...others] = await ownRenewals(issuing.storage, new Date(), never);
  expect(others).toEqual([]);
  expect(own).toMatchObject({
    ...{ names: ['www.example.com'], certificate: null, request: null },
    ca: new URL(ca.directoryUrl).host,
    activities: [{ outcome: 'failed', text: expect.stringContaining('not this one') as string }],
  });
  expect(own === undefined ? '' : stateWords(own, new Date())).toBe('not issued yet');
  const options = { issue: () => Promise.reject(new Error('asked')), plan: wellPlanned, agreed: true };
  const run = { signal: never, progress: () => undefined, confirm: () => Promise.resolve(true) };
  const done = await renewDue(issuing.storage, noSecrets, defaultNetwork, run, options);
  expect(done.map(({ outcome }) => outcome)).toEqual(['not-due']);
});
