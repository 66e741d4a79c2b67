import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { noSecrets, type IssueReport, type IssueRequest } from '../../../../src/core/acme/issuance.ts';
import { renewDue } from '../../../../src/engine/act/renew/renew-due.ts';
import { defaultNetwork, type Run } from '../../../../src/engine/engine.ts';
import { Issuing } from '../issuing.ts';

/** Two certificates that are due, since what was issued is gone. */
async function twoDue(issuing: Issuing): Promise<void> {
  const ca = await issuing.startCa();
  const { intent } = issuing.request(ca);
  for (const ascii of ['www.example.com', 'shop.example.com']) {
    const name = { ascii, wildcard: false };
    await issuing.issue(issuing.request(ca, { intent: { ...intent, name, names: [name] } }));
    const [lineage = ''] = issuing.lineages().filter((folder) => path.basename(folder).startsWith(ascii));
    rmSync(path.join(lineage, 'live'));
  }
}

const renewed: IssueReport = { reached: 'stored', certificate: null, stopped: null };
const run = (signal: AbortSignal): Run => ({ signal, progress: () => undefined, confirm: () => Promise.resolve(true) });

it('keeps none from being renewed where a fault of ours ends another', async () => {
  await using issuing = new Issuing();
  await twoDue(issuing);
  const issue = ({ intent }: IssueRequest): Promise<IssueReport> =>
    intent.name.ascii === 'www.example.com' ? Promise.reject(new Error('a fault')) : Promise.resolve(renewed);
  const { signal } = new AbortController();
  const done = await renewDue(issuing.storage, noSecrets, defaultNetwork, run(signal), { issue, agreed: true });
  expect(done.map(({ names, outcome, text }) => [names[0], outcome, text.includes('a fault')]).toSorted()).toEqual([
    ['shop.example.com', 'renewed', false],
    ['www.example.com', 'failed', true],
  ]);
});

it('ends with a cancel', async () => {
  await using issuing = new Issuing();
  await twoDue(issuing);
  const cancel = new AbortController();
  let asked = 0;
  const issue = (): Promise<IssueReport> => {
    asked += 1;
    cancel.abort();
    return Promise.reject(new Error('cancelled'));
  };
  const options = { issue, agreed: true };
  await expect(renewDue(issuing.storage, noSecrets, defaultNetwork, run(cancel.signal), options)).rejects.toThrow();
  expect(asked).toBe(1);
});
