import { createPrivateKey } from 'node:crypto';
import type { SecretStorage } from 'vscode';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChallengePlan } from '../../../src/core/acme/challenge-plan.ts';
import type { DeployContent, DeployPlan } from '../../../src/core/acme/deploy-plan.ts';
import { issueSteps } from '../../../src/core/acme/issue-plan.ts';
import { noSecrets, type IssueRequest, type IssueSecrets } from '../../../src/core/acme/issuance.ts';
import { intentFor } from '../../../src/core/domain/intent.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { issueRequest, type IssueDependencies } from '../../../src/extension/renewals/issue-certificate.ts';
import { forgetRefused, secretsFor } from '../../../src/extension/renewals/kept-secrets.ts';
import { editor, type Act } from './editor.ts';

vi.mock('vscode', async () => (await import('./editor.ts')).vscode);

const letsEncrypt = 'https://acme-v02.api.letsencrypt.org/directory';
const letsEncryptTrial = 'https://acme-staging-v02.api.letsencrypt.org/directory';
const zeroSsl = 'https://acme.zerossl.com/v2/DV90';

const names = [
  { ascii: 'example.com', wildcard: false },
  { ascii: 'example.org', wildcard: true },
];
const plain: IssueRequest = {
  intent: intentFor({ ascii: 'example.com', wildcard: false }, { names }),
  ca: {
    ...{ directoryUrl: letsEncrypt, rootFile: null, contact: null, termsAgreed: true },
    ...{ externalAccount: null, profile: null, preferredChain: null },
  },
  challenge: { type: 'http-01', by: 'web-root', folder: '/var/www/html' },
  ...{ keyType: 'ec-p256', storage: '/home/me/.cert-doctor', deploy: null },
};
const update = (keyName: string): ChallengePlan => ({
  ...{ type: 'dns-01', by: 'rfc2136', server: '203.0.113.53', keyName, algorithm: 'hmac-sha256' },
});
const deployed = (...contents: readonly DeployContent[]): DeployPlan => ({
  ...{ host: null, test: null, reload: null },
  files: contents.map((content) => ({ path: `/etc/ssl/${content}`, content })),
});

const withAccount: IssueRequest = { ...plain, ca: { ...plain.ca, directoryUrl: zeroSsl, externalAccount: 'kid-1' } };
const withUpdate: IssueRequest = { ...plain, challenge: update('acme-key') };
const withStore: IssueRequest = { ...plain, deploy: deployed('pkcs12') };
const withAll: IssueRequest = {
  ...{ ...withAccount, challenge: update('acme-key'), deploy: deployed('jks') },
  challengesOfNames: { '*.example.org': update('other-key') },
};

const mac = 'bWFjLWtleS1vZi10aGUtYWNjb3VudA';
const tsig = 'dHNpZy1zZWNyZXQtb2YtYWNtZQ==';
const otherTsig = 'dHNpZy1zZWNyZXQtb2Ytb3RoZXI=';
const password = 'correct horse battery';
const all = [mac, tsig, otherTsig, password];

const storage = editor.secrets as unknown as SecretStorage;
const secrets = (request: IssueRequest, keys: 'files' | 'secret storage' = 'files'): Promise<IssueSecrets | null> =>
  secretsFor(request, storage, keys);

beforeEach(() => {
  editor.start();
});

describe('what an issuance needs and nobody may read', () => {
  it('is nothing for the usual one: then nothing is asked and nothing kept', async () => {
    expect(await secrets({ ...plain, deploy: deployed('full-chain', 'key') })).toEqual(noSecrets);
    expect([editor.questions, [...editor.kept]]).toEqual([[], []]);
  });

  it.each<[string, IssueRequest, string, string, string, Partial<IssueSecrets>]>([
    [
      ...(['the MAC key of an external account', withAccount] as const),
      ...(['External Account', mac, `certDoctor.eab ${zeroSsl} kid-1`, { externalAccountKey: mac }] as const),
    ],
    [
      ...(['the secret of a TSIG key', withUpdate] as const),
      ...(['Key for DNS Updates', tsig, 'certDoctor.tsig acme-key', { tsigSecrets: { 'acme-key': tsig } }] as const),
    ],
    [
      ...(['the password of a key store', withStore] as const),
      ...(['Key Store', password, 'certDoctor.store /etc/ssl/pkcs12', { keyStorePassword: password }] as const),
    ],
  ])('is %s: asked for once, hidden, and kept', async (_, request, title, secret, key, expected) => {
    editor.start({ text: ` ${secret} ` });
    expect(await secrets(request)).toEqual({ ...noSecrets, ...expected });
    expect(editor.questions).toMatchObject([{ title, isHidden: true, offered: '' }]);
    expect(editor.words[0]).toContain("It is kept in VS Code's secret storage.");
    expect([...editor.kept]).toEqual([[key, secret]]);
    expect(await secrets(request)).toEqual({ ...noSecrets, ...expected });
    expect(editor.questions).toHaveLength(1);
  });

  it.each([
    ['eab-invalid', [`certDoctor.eab ${zeroSsl} kid-1`]],
    ['dns-api-auth', ['certDoctor.tsig acme-key', 'certDoctor.tsig other-key']],
    ['http-timeout', []],
  ] as const)('is forgotten where it was refused, so that it is asked for again: %s', async (problem, forgotten) => {
    editor.start(...all.map((text) => ({ text })));
    await secrets(withAll);
    const before = [...editor.kept.keys()];
    const finding = { problem, severity: 'error', subject: 'example.com', message: 'Refused.', evidence: [] } as const;
    await forgetRefused(withAll, [finding], storage);
    expect(before.filter((key) => !editor.kept.has(key))).toEqual(forgotten);
  });

  it('is asked for in order: the account, each TSIG key, the key store', async () => {
    editor.start(...all.map((text) => ({ text })));
    expect(await secrets(withAll)).toEqual({
      ...{ externalAccountKey: mac, tsigSecrets: { 'acme-key': tsig, 'other-key': otherTsig } },
      ...{ accountKeys: {}, keyStorePassword: password },
    });
    expect(editor.words.map((words) => /kid-1|acme-key|other-key|key store/.exec(words)?.[0])).toEqual([
      ...['kid-1', 'acme-key', 'other-key', 'key store'],
    ]);
  });

  it('is asked for once where two names are proven with the same key', async () => {
    editor.start({ text: tsig });
    await secrets({ ...withUpdate, challengesOfNames: { '*.example.org': update('acme-key') } });
    expect(editor.questions).toHaveLength(1);
  });

  it('is not that of a way by which no name is proven', async () => {
    const other: ChallengePlan = { type: 'dns-01', by: 'hand' };
    await secrets({ ...withUpdate, challengesOfNames: { 'example.com': other, '*.example.org': other } });
    expect(editor.questions).toEqual([]);
  });

  it.each<[string, IssueRequest, readonly string[]]>([
    ['the MAC key', withAccount, ['', 'short', 'two words of a key', 'x'.repeat(501), 'k\u00e9y-of-the-account']],
    ['the TSIG secret', withUpdate, ['', 'short', 'with-url-letters_in-it', '===', 'x'.repeat(501)]],
    ['the password', withStore, ['', '12345', ' 12345 ', 'x'.repeat(501), 'two\nlines']],
  ])('is refused where it cannot be one, before it is kept: %s', async (_, request, wrong) => {
    editor.start(...wrong.map((text) => ({ text })), 'escape');
    expect(await secrets(request)).toBeNull();
    expect(editor.refusals.map(({ text, typed }) => [text, typed])).toEqual(
      wrong.map((text) => [text, 'This does not look like one.']),
    );
    expect(editor.kept.size).toBe(0);
  });

  it('ends the issuance where the user gives none, and what was given before is not asked for again', async () => {
    editor.start({ text: mac }, { text: tsig }, 'escape');
    expect(await secrets(withAll)).toBeNull();
    expect([...editor.kept.values()]).toEqual([mac, tsig]);
    editor.goOn({ text: otherTsig }, { text: password });
    expect(await secrets(withAll)).not.toBeNull();
    expect(editor.questions).toHaveLength(5);
  });

  it('of one CA, account or key is not given to another', async () => {
    const other = { ...withAccount, ca: { ...withAccount.ca, externalAccount: 'kid-2' } };
    const elsewhere = { ...withAccount, ca: { ...withAccount.ca, directoryUrl: 'https://ca.example/acme' } };
    const acts = [{ text: mac }, { text: `${mac}2` }, { text: `${mac}3` }];
    editor.start(...acts);
    const keys = [await secrets(withAccount), await secrets(other), await secrets(elsewhere)];
    expect(keys.map((one) => one?.externalAccountKey)).toEqual(acts.map(({ text }) => text));
    expect(editor.kept.size).toBe(3);
  });

  it('cannot make a link of a question, whatever the account or the key is called', async () => {
    const called = '[press](command:workbench.action.quit)';
    editor.start('escape', 'escape');
    await secrets({ ...withAccount, ca: { ...withAccount.ca, externalAccount: called } });
    await secrets({ ...plain, challenge: update(called) });
    for (const words of editor.words) {
      expect(words).toContain('press');
      // Input boxes read `[words](command:…)` as links, as notifications do.
      expect(words).not.toContain('](');
    }
  });
});

describe('the key of the account with a CA', () => {
  it('is left to the files where the user wants that', async () => {
    expect((await secrets(plain, 'files'))?.accountKeys).toEqual({});
    expect(editor.kept.size).toBe(0);
  });

  it('is made at the first need, one for the CA and one for its trial service, and stays', async () => {
    const first = await secrets(plain, 'secret storage');
    const keys = first?.accountKeys ?? {};
    expect(Object.keys(keys)).toEqual([letsEncrypt, letsEncryptTrial]);
    expect(keys[letsEncrypt]).not.toBe(keys[letsEncryptTrial]);
    for (const key of Object.values(keys)) {
      expect(createPrivateKey(key).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    }
    expect(Object.fromEntries(editor.kept)).toEqual({
      ...{ [`certDoctor.account ${letsEncrypt}`]: keys[letsEncrypt] },
      ...{ [`certDoctor.account ${letsEncryptTrial}`]: keys[letsEncryptTrial] },
    });
    expect(await secrets(plain, 'secret storage')).toEqual(first);
    expect(editor.questions).toEqual([]);
  });

  it('is one where no trial service is known', async () => {
    editor.start({ text: mac });
    expect(Object.keys((await secrets(withAccount, 'secret storage'))?.accountKeys ?? {})).toEqual([zeroSsl]);
  });
});

describe('an issuance', () => {
  /** An engine that writes down what it is given, and everything that the extension tells anybody. */
  function world() {
    const told: unknown[] = [];
    const given: unknown[] = [];
    const engine = {
      planIssue: (request: IssueRequest, kept: IssueSecrets) => {
        told.push(request);
        given.push(kept);
        return Promise.resolve({ steps: issueSteps(request, null), checks: [], findings: [], directory: null });
      },
      issue: (request: IssueRequest, kept: IssueSecrets) => {
        told.push(request);
        given.push(kept);
        const stopped = { kind: 'failed', text: 'The CA is away.', findings: [] } as const;
        return Promise.resolve({ reached: 'planned', certificate: null, stopped });
      },
      renewals: () => Promise.resolve({ at: '', renewals: [], schedule: null }),
    };
    const deps = {
      ...{ engine, context: { secrets: storage }, store: { find: () => undefined, domains: [] } },
      configuration: { accountKeys: () => 'secret storage', network: () => defaultNetwork, storage: () => '/x' },
      output: { appendLine: (line: string) => void told.push(line), show: () => undefined },
      pages: {
        show: (name: string, text: string, language: string) => {
          editor.pages.push({ name, text, language });
          return Promise.resolve();
        },
      },
    } as unknown as IssueDependencies;
    return { deps, told, given };
  }
  const answers: readonly Act[] = all.map((text) => ({ text }));

  it('hands the secrets to the engine alone: none is in the request, a question, the plan, a message or the output', async () => {
    for (const end of ['Show All', 'Issue'] as const) {
      editor.start(...answers, { press: end }, ...(end === 'Issue' ? ['escape' as const] : []));
      const { deps, told, given } = world();
      await issueRequest(deps, withAll, undefined);
      expect(editor.unused).toEqual([]);
      const keys = [...editor.kept.values()];
      expect(keys).toHaveLength(5);
      for (const secret of keys) {
        expect(JSON.stringify(given)).toContain(JSON.stringify(secret));
        expect(editor.seen).not.toContain(secret);
        expect(JSON.stringify(told)).not.toContain(JSON.stringify(secret).slice(1, -1));
      }
      expect([editor.seen, JSON.stringify(told)].join('')).not.toContain('PRIVATE KEY');
    }
  });

  it('shows the plan before the engine issues, and the whole of it as a page', async () => {
    editor.start({ press: 'Show All' });
    const { deps, given } = world();
    expect(await issueRequest(deps, plain, undefined)).toBeNull();
    expect(editor.questions).toMatchObject([
      { words: 'Issue a certificate for example.com?', buttons: ['Issue', 'Show All'] },
    ]);
    expect(editor.questions[0]?.detail).toContain('1. Write a new key');
    expect(editor.pages).toMatchObject([{ name: 'Plan for example.com.md', language: 'markdown' }]);
    expect(given).toHaveLength(1);
  });

  it('looks at nothing where a secret was not given', async () => {
    editor.start('escape');
    const { deps, given } = world();
    expect(await issueRequest(deps, withStore, undefined)).toBeNull();
    expect(given).toEqual([]);
  });
});
