import { describe, expect, it, vi } from 'vitest';
import { issueSteps } from '../../../src/core/acme/issue-plan.ts';
import type { IssueReport, IssueRequest } from '../../../src/core/acme/issuance.ts';
import type { RenewalsReport } from '../../../src/core/acme/renewal.ts';
import { intentFor } from '../../../src/core/domain/intent.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { issueRequest, type IssueDependencies } from '../../../src/extension/renewals/issue-certificate.ts';
import { editor, type Act } from './editor.ts';

vi.mock('vscode', async () => (await import('./editor.ts')).vscode);

const request: IssueRequest = {
  intent: intentFor({ ascii: 'example.com', wildcard: false }),
  ca: {
    ...{ directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory', rootFile: null, contact: null },
    ...{ termsAgreed: true, externalAccount: null, profile: null, preferredChain: null },
  },
  challenge: { type: 'dns-01', by: 'hand' },
  ...{ keyType: 'ec-p256', storage: '/home/me/.cert-doctor', deploy: null },
};
const stored: IssueReport = {
  ...{ reached: 'stored', stopped: null },
  certificate: {
    ...{ folder: '/x/live', certificateFile: '/x/live/cert.pem', chainFile: '/x/live/chain.pem' },
    ...{
      fullChainFile: '/x/live/fullchain.pem',
      keyFile: '/x/live/privkey.pem',
      serialNumber: '0A',
      fingerprint: 'AB',
    },
    notAfter: '2027-02-20T00:00:00.000Z',
  },
};
const timer: RenewalsReport['schedule'] = { by: 'systemd-timer', where: 'cert-doctor.timer' };

/** The user agrees to the plan and answers what is said of its outcome. */
async function outcome(
  report: IssueReport,
  schedule: RenewalsReport['schedule'],
  ...answers: readonly Act[]
): Promise<{ readonly lines: readonly string[]; readonly shown: number }> {
  editor.start({ press: 'Issue' }, ...answers);
  const lines: string[] = [];
  let shown = 0;
  const deps = {
    engine: {
      planIssue: () => Promise.resolve({ steps: issueSteps(request, null), checks: [], findings: [], directory: null }),
      issue: () => Promise.resolve(report),
      renewals: () => Promise.resolve({ at: '', renewals: [], schedule }),
    },
    ...{ context: { secrets: editor.secrets }, store: { find: () => undefined, domains: [] } },
    configuration: { accountKeys: () => 'files', network: () => defaultNetwork, storage: () => '/x' },
    output: { appendLine: (line: string) => void lines.push(line), show: () => (shown += 1) },
    pages: { show: () => Promise.resolve() },
  } as unknown as IssueDependencies;
  expect(await issueRequest(deps, request, undefined)).toBe(report);
  await vi.waitFor(() => {
    expect(editor.unused).toEqual([]);
  });
  return { lines, shown };
}

describe('what is said of an issuance', () => {
  const left = { owner: '_acme-challenge.example.com', value: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0' };

  it('names the records that the user wrote and may take away, and leads to them', async () => {
    const { lines, shown } = await outcome({ ...stored, recordsToRemove: [left] }, timer, { press: 'Show Output' });
    const [notice] = editor.messages.filter((text) => text.includes('remove those that still stand in DNS'));
    expect(notice).toContain(`${left.owner} TXT "${left.value}"`);
    expect(lines.join('\n')).toContain(left.owner);
    expect(shown).toBe(1);
  });

  it('names them also where it failed: they stand there all the same', async () => {
    const stopped = { kind: 'failed', text: 'The CA is away.', findings: [] } as const;
    await outcome(
      { ...stored, reached: 'authorized', certificate: null, stopped, recordsToRemove: [left] },
      timer,
      {
        press: 'Show Output',
      },
      'escape',
    );
    expect(editor.messages.some((text) => text.includes(left.owner))).toBe(true);
    expect(editor.messages.some((text) => text.includes('The CA is away.'))).toBe(true);
  });

  it('speaks of no records where none are left', async () => {
    await outcome(stored, timer);
    expect(editor.messages).toContain(
      'The certificate for example.com is issued and stored; it is not yet seen on the server.',
    );
    expect(editor.messages.some((text) => text.includes('DNS'))).toBe(false);
  });

  it('says that nothing renews it, where nothing does', async () => {
    await outcome({ ...stored, reached: 'verified' }, null, 'escape');
    expect(editor.questions.at(-1)).toMatchObject({
      words:
        'The certificate for example.com is issued and is served on every address. Nothing on this machine renews it.',
      buttons: ['Renew on Its Own…'],
    });
  });
});
