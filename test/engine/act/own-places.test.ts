import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noSecrets, type IssueRequest } from '../../../src/core/acme/issuance.ts';
import { recallRequest } from '../../../src/engine/act/renew/lineage-request.ts';
import { renewDue } from '../../../src/engine/act/renew/renew-due.ts';
import { rollBack } from '../../../src/engine/act/roll-back.ts';
import { defaultNetwork, type Run } from '../../../src/engine/engine.ts';
import type { FakeCa } from './fake-ca.ts';
import { Issuing, wellPlanned } from './issuing.ts';

const isRoot = process.geteuid?.() === 0;
const run: Run = {
  signal: new AbortController().signal,
  progress: () => undefined,
  confirm: () => Promise.resolve(true),
};

let issuing: Issuing;
let ca: FakeCa;
let request: IssueRequest;

beforeEach(async () => {
  issuing = new Issuing();
  ca = await issuing.startCa();
  const deploy = {
    host: null,
    files: [{ path: path.join(issuing.folder, 'both.pem'), content: 'full-chain-and-key' }],
  };
  request = issuing.request(ca, { deploy: { ...deploy, test: null, reload: null } as IssueRequest['deploy'] });
});
afterEach(() => issuing[Symbol.asyncDispose]());

describe('a storage in which others may write', () => {
  it('is asked for nothing and gets no key', async () => {
    mkdirSync(issuing.storage);
    chmodSync(issuing.storage, 0o775);
    expect((await issuing.issue(request)).stopped).toMatchObject({
      ...{ kind: 'failed', findings: [{ problem: 'permission-denied' }] },
      text: expect.stringMatching(/Others than you may write in .*storage\. .*chmod go-w/) as string,
    });
    expect(readdirSync(issuing.storage)).toEqual([]);
    expect(ca.requests).toEqual([]);
  });

  it.each([
    ['itself', () => issuing.storage],
    ['in the folder of all certificates', () => path.join(issuing.storage, 'certificates')],
  ])('runs nothing when it is due, and brings nothing back: %s', async (_, place) => {
    expect((await issuing.issue(request)).stopped).toBeNull();
    chmodSync(place(), 0o777);
    const options = { issue: () => Promise.reject(new Error('asked')), plan: wellPlanned, agreed: true };
    await expect(renewDue(issuing.storage, noSecrets, defaultNetwork, run, options)).rejects.toThrow(/Others than you/);
    expect((await rollBack(request, defaultNetwork, run)).stopped).toMatchObject({ kind: 'failed' });
    expect(existsSync(path.join(issuing.folder, 'both.pem'))).toBe(true);
  });

  it.each([
    ['the folder', () => issuing.lineage()],
    ['the file', () => path.join(issuing.lineage(), 'request.json')],
  ])('is not believed how a certificate was asked for, where others may write in %s', async (_, place) => {
    expect((await issuing.issue(request)).stopped).toBeNull();
    expect(await recallRequest(issuing.lineage())).toMatchObject({ storage: issuing.storage });
    chmodSync(place(), 0o777);
    expect(await recallRequest(issuing.lineage())).toBeNull();
    expect(readdirSync(issuing.lineage())).toContain('request.json');
  });

  it.runIf(isRoot)('belongs to another user: it is theirs to use', async () => {
    expect((await issuing.issue(request)).stopped).toBeNull();
    chownSync(issuing.storage, 12_345, 12_345);
    const { stopped } = await issuing.issue(request);
    expect(stopped).toMatchObject({ text: expect.stringContaining('another user (number 12345)') as string });
  });
});
