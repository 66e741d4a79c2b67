import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaDirectory } from '../../../src/core/acme/directory.ts';
import { isReady, type IssuePlan } from '../../../src/core/acme/issue-plan.ts';
import { noSecrets, type CaChoice, type IssueRequest } from '../../../src/core/acme/issuance.ts';
import { intentFor } from '../../../src/core/domain/intent.ts';
import type { DomainName } from '../../../src/core/domain/name.ts';
import type { DomainObservations } from '../../../src/core/domain/observations.ts';
import type { Finding } from '../../../src/core/problem/finding.ts';
import { CaLedger } from '../../../src/engine/act/ca-ledger.ts';
import { planIssuance } from '../../../src/engine/act/plan-issuance.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { caChoice } from '../../lab/ca-choice.ts';
import { authority, server } from '../certificate-builder.ts';
import { listen, http, unwatched } from '../observe/small-world.ts';

const name: DomainName = { ascii: '127.0.0.1', wildcard: false };
const directory: CaDirectory = {
  ...{ termsOfService: null, caaIdentities: [], renewalInfo: null },
  ...{ profiles: ['classic'], externalAccountRequired: false },
};
let folder = '';
let webRoot = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-plan-')));
  webRoot = path.join(folder, 'www');
  mkdirSync(webRoot);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  readonly ca?: Partial<CaChoice>;
  readonly request?: Partial<IssueRequest>;
  readonly names?: readonly DomainName[];
  /** What the CA's directory says; null: it was not seen. */
  readonly said?: CaDirectory | null;
  readonly found?: readonly Finding[];
  readonly httpPort?: number;
}

/** A plan for an address here, with what a check would have seen. */
function plan({ ca = {}, request = {}, names = [name], said = directory, found = [], httpPort = 1 }: Asked) {
  const intent = intentFor(names[0] ?? name, { names, method: 'http-01' });
  const observations: DomainObservations = {
    ...{ dns: [], tls: [], http: [], publicSuffixes: [] },
    ca:
      said === null
        ? null
        : {
            directoryUrl: 'https://ca.example/dir',
            outcome: { kind: 'answer', status: 200, distrust: null, clockAheadMs: 0, directory: said },
            renewals: [],
            seen: { at: '', ms: 0, from: 'here' },
          },
  };
  return planIssuance({
    request: {
      ...{ intent, ca: { ...caChoice('https://ca.example/dir', null), ...ca }, keyType: 'ec-p256' },
      ...{ storage: path.join(folder, 'storage'), deploy: null },
      challenge: { type: 'http-01', by: 'web-root', folder: webRoot },
      ...request,
    },
    secrets: noSecrets,
    network: {
      ...defaultNetwork,
      skipSystemResolver: true,
      resolvers: ['127.0.0.1:1'],
      allowPrivate: true,
      httpPort,
      timeoutMs: 600,
    },
    run: unwatched,
    // The machine of a plan is empty but for what a test puts there.
    root: folder,
    check: () =>
      Promise.resolve({
        ...{ name: name.ascii, ssl: 'none', sslDetail: '', names: [], findings: found, observations },
        ...{ at: '', vantage: 'here', ms: 0 },
      }),
  });
}

const keyStores = (content: 'pkcs12' | 'jks') => ({
  ...{ host: null, test: null, reload: null },
  files: [{ path: path.join(os.tmpdir(), 'site.store'), content }],
});

const signedUpdates: IssueRequest['challenge'] = {
  ...{ type: 'dns-01', by: 'rfc2136', server: '127.0.0.1:1', keyName: 'k.example', algorithm: 'hmac-sha256' },
};

/** A web server for the web root. */
async function serveWebRoot(): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  return await listen(
    http((request, response) => {
      readFile(path.join(webRoot, request.url ?? '')).then(
        (body) => response.end(body),
        () => response.writeHead(404).end(),
      );
    }),
  );
}

function states({ checks }: IssuePlan): Readonly<Record<string, string>> {
  return Object.fromEntries(
    checks.map(({ title, state, text }) => [title, state === 'passed' ? state : `${state}: ${text}`]),
  );
}

describe('a plan', () => {
  it('says which ACME client of this machine renews the names already, and how to go on all the same', async () => {
    const kept = path.join(folder, 'etc/lego/certificates');
    mkdirSync(kept, { recursive: true });
    const names = [{ ascii: 'shop.example.com', wildcard: false }];
    const until = new Date(Date.now() + 30 * 86_400_000);
    const { pem } = server({ subject: 'Leaf', by: authority({ subject: 'CA' }), names: ['shop.example.com'], until });
    writeFileSync(path.join(kept, 'shop.example.com.crt'), pem);
    const find = ({ checks }: IssuePlan) => checks.find(({ title }) => title === 'Other clients');
    const text = expect.stringMatching(/^lego keeps a valid certificate with these names/) as string;
    expect(find(await plan({ names }))).toMatchObject({ state: 'failed', risk: 'owned-by-client', text });
    expect(find(await plan({}))).toMatchObject({ state: 'passed' });
    // Another machine has clients of its own.
    const deploy = { host: 'web-1', files: [], test: null, reload: null };
    expect(find(await plan({ names, request: { deploy } }))).toBeUndefined();
  });

  it('is ready where all that was looked at is well, and leaves nothing behind', async () => {
    const ready = await plan({ httpPort: await serveWebRoot() });
    expect(states(ready)).toMatchObject({
      ...{ 'The request': 'passed', 'The CA': 'passed', 'The clock': 'passed', 'The account': 'passed' },
      ...{ 'The disk': 'passed', 'http-01 by a file in the web root': 'passed', 'Rate limits': 'passed' },
    });
    expect(ready.findings).toEqual([]);
    expect(readdirSync(webRoot)).toEqual([]);
    expect(readdirSync(folder)).not.toContain('storage');
    expect(ready.directory?.profiles).toEqual(['classic']);
  });

  it('says that a token is not seen where the web server serves another folder', async () => {
    const port = await listen(http());
    const refused = await plan({ httpPort: port });
    expect(states(refused)['http-01 by a file in the web root']).toContain(
      'failed: A token of a trial is not seen at 127.0.0.1 at 127.0.0.1: HTTP status 404.',
    );
    expect(refused.findings.map(({ problem }) => problem)).toEqual(['http-selfcheck-failed']);
    expect(isReady(refused)).toBe(false);
  });

  it('holds what a check found against it, but for what is served now', async () => {
    const finding = (problem: Finding['problem'], severity: Finding['severity'] = 'error'): Finding => {
      return { problem, severity, subject: 'x', message: `${problem}.`, evidence: [] };
    };
    const found = [
      finding('cert-expired'),
      finding('caa-forbids'),
      finding('dns-txt-stale', 'info'),
      finding('clock-skew'),
    ];
    const refused = await plan({ found, httpPort: await serveWebRoot() });
    expect(states(refused)).toMatchObject({
      CAA: 'failed: caa-forbids.',
      'The clock': 'failed: clock-skew.',
      DNS: 'passed',
    });
    expect(refused.findings.map(({ problem }) => problem)).toEqual(['caa-forbids', 'clock-skew']);
  });

  it.each<readonly [string, Asked, string, string]>([
    [
      'asks for an external account',
      { said: { ...directory, externalAccountRequired: true } },
      'The account',
      'eab-required',
    ],
    ['lacks the profile', { ca: { profile: 'shortlived' } }, 'What the CA issues', 'profile-invalid'],
    [
      'ended',
      { ca: { directoryUrl: 'https://api.buypass.com/acme/directory' } },
      'What the CA issues',
      'ca-directory-wrong',
    ],
    [
      'issues for no addresses',
      { ca: { directoryUrl: 'https://acme.zerossl.com/v2/DV90' } },
      'What the CA issues',
      'rejected-identifier',
    ],
    [
      'wants another profile for addresses',
      { ca: { directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory' } },
      'What the CA issues',
      'profile-invalid',
    ],
    [
      'wants a mail address',
      {
        ca: { directoryUrl: 'https://acme.ssl.com/sslcom-dv-ecc' },
        names: [{ ascii: 'example.com', wildcard: false }],
      },
      'What the CA issues',
      'contact-invalid',
    ],
    [
      'has other terms than were agreed to',
      { said: { ...directory, termsOfService: 'https://ca.example/terms' }, ca: { termsAgreed: false } },
      'The account',
      'terms-not-agreed',
    ],
    [
      'is for a wildcard by a web root',
      { names: [{ ascii: 'example.com', wildcard: true }] },
      'The request',
      'wildcard-needs-dns01',
    ],
    ['lacks the key of the account', { ca: { externalAccount: 'kid' } }, 'The request', 'eab-invalid'],
  ])('fails where the CA or the request %s', async (_what, asked, title, problem) => {
    const refused = await plan(asked);
    expect(states(refused)[title]).toMatch(/^failed: /);
    expect(refused.findings.map((finding) => finding.problem)).toContain(problem);
  });

  it('knows nothing of a CA that was not seen', async () => {
    const unseen = await plan({ said: null, httpPort: await serveWebRoot() });
    expect(states(unseen)).toMatchObject({
      'The CA': expect.stringContaining('unknown') as string,
      'The clock': expect.stringContaining('unknown') as string,
      'The account': expect.stringContaining('unknown') as string,
    });
    expect(isReady(unseen)).toBe(false);
  });

  it('tells until when the CA is not to be asked', async () => {
    const ledger = new CaLedger(path.join(folder, 'storage'), 'https://ca.example/dir', unwatched.signal);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await ledger.note([], { event: 'refused', text: 'rateLimited: too many', until });
    expect(states(await plan({}))['Rate limits']).toContain(`failed: The CA allows the next try from ${until}`);
  });

  it.each([
    [{ reload: ['true'] }, /^passed$/],
    [{ reload: ['no-such-program'] }, /^failed: .*no-such-program/],
    [{ files: [{ path: '/nowhere/a.pem', content: 'full-chain-and-key' }] }, /^failed: .*\/nowhere/],
    [{ files: [{ path: '/etc/ssl/a.key', content: 'key' }] }, /^failed: .*replaced together/],
    [{ host: 'web-1', reload: ['true'] }, /^unknown: .*web-1/],
  ] as const)('looks at the deployment %j', async (changes, expected) => {
    const deploy = { host: null, files: [], test: null, reload: null, ...changes };
    expect(states(await plan({ request: { deploy } }))['The deployment']).toMatch(expected);
  });

  it.each([
    [{ deploy: keyStores('pkcs12') }, 'a password; the command line reads it from CERT_DOCTOR_STORE_PASSWORD.'],
    [{ deploy: keyStores('jks') }, 'a password of at least 6 characters; '],
    [
      { challenge: signedUpdates },
      'the key k.example is not known; the command line reads it from CERT_DOCTOR_TSIG_K_EXAMPLE.',
    ],
  ] as const)('says which secret is missing before anything is asked: %j', async (request, words) => {
    expect(
      states(await plan({ request, names: [{ ascii: 'example.com', wildcard: false }] }))['The request'],
    ).toContain(words);
  });

  it('says that a folder cannot be written, and goes on to the rest', async () => {
    const refused = await plan({ request: { storage: '/proc/nowhere' } });
    expect(states(refused)['The disk']).toMatch(/^failed: /);
    expect(refused.checks.at(-1)?.title).toBe('Rate limits');
    const rootless = await plan({ request: { challenge: { type: 'http-01', by: 'web-root', folder: '/nowhere' } } });
    expect(states(rootless)['http-01 by a file in the web root']).toMatch(/^failed: .*\/nowhere/);
  });
});
