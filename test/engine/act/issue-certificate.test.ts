import { X509Certificate } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noSecrets, type IssueReport, type IssueRequest } from '../../../src/core/acme/issuance.ts';
import { issueCertificate } from '../../../src/engine/act/issue-certificate.ts';
import { ownRenewals } from '../../../src/engine/act/renew/own-renewals.ts';
import { defaultNetwork, type PlannedAct, type Run } from '../../../src/engine/engine.ts';
import { caChoice } from '../../lab/ca-choice.ts';
import { authority, server } from '../certificate-builder.ts';
import { startNameServer, zone } from '../observe/fake-name-server.ts';
import { listen } from '../observe/small-world.ts';
import { startFakeCa, type FakeCa, type FakeCaOptions, type FakeRequest } from './fake-ca.ts';

/** Nobody is asked who could tell an address: the look at the server comes to nothing, at once. */
const network = { ...defaultNetwork, skipSystemResolver: true, resolvers: ['127.0.0.1:1'], timeoutMs: 1000 };

let folder = '';
let webRoot = '';
let ca: FakeCa;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-issue-')));
  webRoot = path.join(folder, 'www');
  mkdirSync(webRoot);
});
afterEach(async () => {
  await ca.close();
  rmSync(folder, { recursive: true, force: true });
});

async function startCa(fault?: FakeCaOptions['fault']): Promise<void> {
  ca = await startFakeCa({ folder, webRoot, ...(fault === undefined ? {} : { fault }) });
}

function request(names: readonly string[] = ['www.example.com'], changes: Partial<IssueRequest> = {}): IssueRequest {
  const parsed = names.map((ascii) => ({ ascii, wildcard: false }));
  const [name = { ascii: '', wildcard: false }] = parsed;
  return {
    intent: { name, names: parsed, method: 'http-01', addresses: [], delegationTarget: null, webRoot },
    ca: caChoice(ca.directoryUrl, ca.rootFile),
    challenge: { type: 'http-01', by: 'web-root', folder: webRoot },
    ...{ keyType: 'ec-p256', storage: path.join(folder, 'storage'), deploy: null },
    ...changes,
  };
}

function run(changes: Partial<Run> = {}): Run {
  return {
    signal: new AbortController().signal,
    progress: () => undefined,
    confirm: () => Promise.resolve(true),
    ...changes,
  };
}

function issue(wanted = request(), how = run()): Promise<IssueReport> {
  return issueCertificate(wanted, noSecrets, network, how);
}

function sent(entry: string): number {
  return ca.requests.filter((line) => line === entry).length;
}

function events(): readonly string[] {
  const certificates = path.join(folder, 'storage/certificates');
  const [lineage = ''] = readdirSync(certificates);
  const journal = readFileSync(path.join(certificates, lineage, 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  return journal.map((line) => (JSON.parse(line) as { event: string }).event);
}

function tokens(): readonly string[] {
  const place = path.join(webRoot, '.well-known/acme-challenge');
  return existsSync(place) ? readdirSync(place) : [];
}

describe('issuing, when all is well', () => {
  it('stores one certificate for every name asked for, and takes its tokens away', async () => {
    await startCa();
    const names = ['www.example.com', 'example.com'];
    const report = await issue(request(names));
    expect(report).toMatchObject({ reached: 'stored', stopped: null });
    const leaf = new X509Certificate(readFileSync(report.certificate?.certificateFile ?? ''));
    expect(names.map((name) => leaf.checkHost(name))).toEqual(names);
    expect(report.certificate?.notAfter).toBe(leaf.validToDate.toISOString());
    expect(tokens()).toEqual([]);
    expect([ca.issued(), sent('POST new-order'), sent('POST finalize')]).toEqual([1, 1, 1]);
  });

  it('makes an RSA key where one is asked for', async () => {
    await startCa();
    const report = await issue(request(undefined, { keyType: 'rsa-2048' }));
    const leaf = new X509Certificate(readFileSync(report.certificate?.certificateFile ?? ''));
    expect(leaf.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it('asks before it orders another certificate beside a valid one, and keeps the account', async () => {
    await startCa();
    const first = await issue();
    const no = await issue(request(), run({ confirm: () => Promise.resolve(false) }));
    expect(no).toMatchObject({ stopped: { kind: 'declined' }, certificate: first.certificate });
    expect(ca.issued()).toBe(1);
    // The one that is there did not fail by that.
    const [own] = await ownRenewals(path.join(folder, 'storage'), new Date(), AbortSignal.abort());
    expect(own?.activities).toMatchObject([{ outcome: 'stored', text: '', reached: 'stored' }]);
    const yes = await issue();
    expect(yes.certificate?.serialNumber).not.toBe(first.certificate?.serialNumber);
    expect([ca.issued(), sent('POST account')]).toEqual([2, 1]);
  });

  it('asks before the CA is asked where a client of this machine renews these names', async () => {
    await startCa();
    const kept = path.join(folder, '.lego/certificates');
    mkdirSync(kept, { recursive: true });
    writeFileSync(
      path.join(kept, 'www.example.com.crt'),
      server({ subject: 'Leaf', by: authority({ subject: 'CA' }) }).pem,
    );
    using home = vi.spyOn(os, 'homedir').mockReturnValue(folder);
    const risks: unknown[] = [];
    const declining = run({ confirm: ({ risk }) => Promise.resolve(risks.push(risk) > 1) });
    expect(await issue(request(), declining)).toMatchObject({ stopped: { kind: 'declined' }, certificate: null });
    expect([risks, sent('POST /new-order'), ca.issued()]).toEqual([['owned-by-client'], 0, 0]);
    expect(await issue()).toMatchObject({ stopped: null });
    expect(home).toHaveBeenCalled();
  });

  it('keeps that the CA alone saw the token until it is seen from here', async () => {
    await startCa();
    const kept = (): unknown => {
      const certificates = path.join(folder, 'storage/certificates');
      const file = path.join(certificates, readdirSync(certificates)[0] ?? '', 'request.json');
      return (JSON.parse(readFileSync(file, 'utf8')) as { request: IssueRequest }).request.seenByCaAlone;
    };
    await issue();
    expect(kept()).toEqual({ 'www.example.com': 'answer' });

    await using names = await startNameServer(zone({ 'A www.example.com': [{ type: 'A', address: '127.0.0.1' }] }));
    const site = createServer(({ url = '' }, response) => {
      const file = path.join(webRoot, path.normalize(url));
      if (existsSync(file)) response.end(readFileSync(file));
      else response.writeHead(404).end();
    });
    const open = {
      ...network,
      ...{ resolvers: [`127.0.0.1:${String(names.server.port)}`], httpPort: await listen(site), allowPrivate: true },
    };
    const risks: unknown[] = [];
    const how = run({ confirm: ({ risk }) => Promise.resolve(risks.push(risk) > 0) });
    const again = request(undefined, { seenByCaAlone: { 'www.example.com': 'answer' } });
    expect(await issueCertificate(again, noSecrets, open, how)).toMatchObject({ stopped: null });
    expect([risks, kept()]).toEqual([['another-certificate'], {}]);
  });

  it('asks even where the journal is lost, for the certificate is there', async () => {
    await startCa();
    const first = await issue();
    rmSync(path.join(first.certificate?.folder ?? '', '../journal.jsonl'));
    const no = await issue(request(), run({ confirm: () => Promise.resolve(false) }));
    expect(no).toMatchObject({ reached: 'stored', stopped: { kind: 'declined' }, certificate: first.certificate });
    expect(ca.issued()).toBe(1);
  });

  it('tells of a journal that was damaged, and keeps it', async () => {
    await startCa();
    const { certificate } = await issue();
    const journal = path.join(certificate?.folder ?? '', '../journal.jsonl');
    writeFileSync(journal, `{}\n${readFileSync(journal, 'utf8')}`);
    const steps: string[] = [];
    await issue(request(), run({ progress: ({ step }) => steps.push(step), confirm: () => Promise.resolve(false) }));
    expect(steps[0]).toMatch(/^The journal was damaged; it is kept as journal\.jsonl\.corrupt-/);
    expect(ca.issued()).toBe(1);
  });

  it('tells each step', async () => {
    await startCa();
    const steps: string[] = [];
    await issue(request(), run({ progress: ({ step }) => steps.push(step) }));
    expect(steps).toEqual([
      ...['Writing the key', 'Ordering', 'Proving control of the names', 'Looking for the token as the CA will'],
      ...['Waiting for the CA to look at www.example.com', 'Asking for the certificate', 'Fetching the certificate'],
      ...['Storing the certificate', 'Looking at every address'],
    ]);
  });
});

describe('issuing, when the CA refuses', () => {
  it('sends a rate-limited order once, and tells when the CA allows the next', async () => {
    const detail = 'too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s';
    await startCa(({ resource }) =>
      resource === 'new-order'
        ? {
            status: 429,
            headers: { 'retry-after': '3600' },
            body: { type: 'urn:ietf:params:acme:error:rateLimited', detail },
          }
        : null,
    );
    const { stopped } = await issue();
    if (stopped?.kind !== 'ca') throw new Error(`not refused by the CA: ${JSON.stringify(stopped)}`);
    expect(stopped.problem).toMatchObject({ type: 'rateLimited', detail, status: 429 });
    const waitMs = Date.parse(stopped.problem.retryAfter ?? '') - Date.now();
    expect(waitMs).toBeGreaterThan(3_500_000);
    expect(waitMs).toBeLessThanOrEqual(3_600_000);
    expect(stopped.findings.map(({ problem }) => problem)).toEqual(['ratelimit-duplicate']);
    expect(sent('POST new-order')).toBe(1);
  });

  it('names every name that failed, closes the attempt, and orders anew in the next run', async () => {
    await startCa();
    const names = ['a.example.com', 'b.example.com'];
    const wanted = request(names);
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    const { stopped } = await issue({ ...wanted, challenge: { type: 'http-01', by: 'web-root', folder: elsewhere } });
    if (stopped?.kind !== 'ca') throw new Error(`not refused by the CA: ${JSON.stringify(stopped)}`);
    expect(stopped.problem).toMatchObject({
      type: 'compound',
      subproblems: names.map((identifier) => ({ identifier })),
    });
    expect(stopped.findings.map(({ problem, subject }) => [problem, subject])).toEqual(
      names.map((name) => ['http-404-token', name]),
    );
    expect(await issue(request(names))).toMatchObject({ reached: 'stored', stopped: null });
    expect([ca.issued(), sent('POST new-order')]).toEqual([1, 2]);
  });

  it('shows nothing of a page that a proxy puts in place of the answer', async () => {
    await startCa(({ resource }) => {
      const headers = { 'content-type': 'text/html' };
      return resource === 'new-order' ? { status: 503, headers, body: '<html><script>alert(1)</script></html>' } : null;
    });
    const { stopped } = await issue();
    expect(stopped).toMatchObject({ kind: 'ca', problem: { type: 'about:blank', status: 503 } });
    expect(JSON.stringify(stopped)).not.toContain('script');
    expect(stopped?.kind === 'ca' ? stopped.findings.map(({ problem }) => problem) : []).toEqual(['ca-overloaded']);
  });

  it('creates the account again, with the same key, where the CA has lost it', async () => {
    await startCa(({ resource, before }) =>
      resource === 'new-order' && before === 0
        ? { status: 400, body: { type: 'urn:ietf:params:acme:error:accountDoesNotExist', detail: 'gone' } }
        : null,
    );
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect(sent('POST account')).toBe(2);
  });

  it('begins anew where the order lies at a host at which the CA is not any more', async () => {
    let broken = true;
    await startCa(({ resource }) => (resource === 'authz' && broken ? { status: 400, body: {} } : null));
    expect((await issue()).stopped).toMatchObject({ kind: 'ca' });
    broken = false;
    const certificates = path.join(folder, 'storage/certificates');
    const journal = path.join(certificates, readdirSync(certificates)[0] ?? '', 'journal.jsonl');
    const moved = readFileSync(journal, 'utf8').replace(
      /"orderUrl":"https:[^"]*"/,
      '"orderUrl":"https://old.example/1"',
    );
    writeFileSync(journal, moved);
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect(events().filter((event) => event === 'closed')).toHaveLength(1);
  });

  it('asks before the CA is asked where no address of the name is known', async () => {
    await startCa();
    const asked: PlannedAct[] = [];
    const confirm = (act: PlannedAct) => {
      asked.push(act);
      return Promise.resolve(false);
    };
    const { stopped } = await issue(request(), run({ confirm }));
    expect(stopped).toMatchObject({ kind: 'declined' });
    expect(asked.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^www\.example\.com: its addresses could not be learned from here\. /),
    ]);
    expect(sent('POST challenge')).toBe(0);
  });

  it('does not agree to terms that the user did not read', async () => {
    await startCa();
    const { stopped } = await issue(
      request(undefined, { ca: caChoice(ca.directoryUrl, ca.rootFile, { termsAgreed: false }) }),
    );
    expect(stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'terms-not-agreed' }] });
    expect(sent('POST account')).toBe(0);
  });

  it('refuses a wildcard before anything is asked or written', async () => {
    await startCa();
    const wanted = request();
    const name = { ascii: 'example.com', wildcard: true };
    const { stopped } = await issue({ ...wanted, intent: { ...wanted.intent, name, names: [name] } });
    expect(stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'wildcard-needs-dns01' }] });
    expect(ca.requests).toEqual([]);
    expect(existsSync(path.join(folder, 'storage'))).toBe(false);
  });
});

describe('issuing, when the way to the CA is bad', () => {
  it('fetches the certificate although the answer to finalize is lost', async () => {
    await startCa(({ resource }) => (resource === 'finalize' ? 'lose-answer' : null));
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect([ca.issued(), sent('POST finalize'), sent('POST new-order')]).toEqual([1, 1, 1]);
  });

  it('fetches the certificate although the CA says that it cannot be asked for any more', async () => {
    // So says a CA of whom it was asked before, and whose answer was lost.
    const body = { type: 'urn:ietf:params:acme:error:orderNotReady', detail: 'The order is valid' };
    await startCa(({ resource }) => (resource === 'finalize' ? { status: 403, body } : null));
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect([ca.issued(), sent('POST new-order')]).toEqual([1, 1]);
  });

  it.each(['account', 'new-order', 'authz', 'chal', 'order', 'cert'])(
    'finishes in the next run where the answer of %s is lost, with one certificate',
    async (resource) => {
      let broken = true;
      await startCa((asked) =>
        broken && asked.method === 'POST' && asked.resource === resource ? 'lose-answer' : null,
      );
      const first = await issue();
      expect(first.stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'ca-unreachable' }] });
      expect(tokens()).toEqual([]);
      broken = false;
      expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
      expect(ca.issued()).toBe(1);
    },
  );

  it('comes through ten bad nonces in a row, and gives up after the eleventh', async () => {
    const bad = { status: 400, body: { type: 'urn:ietf:params:acme:error:badNonce', detail: 'again' } };
    await startCa(({ resource, before }) => (resource === 'new-order' && before < 21 ? bad : null));
    const first = await issue();
    expect(first.stopped).toMatchObject({ kind: 'ca', problem: { type: 'badNonce' } });
    expect(sent('POST new-order')).toBe(11);
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect(sent('POST new-order')).toBe(22);
  });

  it('names the cause at once where nothing listens', async () => {
    await startCa();
    await ca.close();
    const { stopped } = await issue();
    expect(stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'ca-unreachable' }] });
    expect(stopped?.kind === 'failed' ? stopped.findings[0]?.evidence[0]?.label : '').toBe('ECONNREFUSED');
  });

  it('tells a CA whose certificate is not trusted from one that is down', async () => {
    await startCa();
    const { stopped } = await issue(request(undefined, { ca: caChoice(ca.directoryUrl, null) }));
    expect(stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'ca-tls-trust' }] });
  });

  it('tells a file of roots that holds none from a CA that is not trusted', async () => {
    await startCa();
    const rootFile = path.join(folder, 'none.pem');
    writeFileSync(rootFile, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const { stopped } = await issue(request(undefined, { ca: caChoice(ca.directoryUrl, rootFile) }));
    expect(stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringContaining(rootFile) as string,
      findings: [],
    });
    expect(ca.requests).toEqual([]);
  });

  it('is cancelled while the CA is silent, and goes on in the next run', async () => {
    let broken = true;
    const silent = Promise.withResolvers<undefined>();
    await startCa(({ resource }) => {
      if (!broken || resource !== 'finalize') return null;
      silent.resolve(undefined);
      return 'hang';
    });
    const cancel = new AbortController();
    const pending = issue(request(), run({ signal: cancel.signal }));
    await silent.promise;
    cancel.abort();
    expect((await pending).stopped).toEqual({ kind: 'cancelled' });
    expect(events().at(-1)).toBe('stopped');
    broken = false;
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect(ca.issued()).toBe(1);
    // The CA's answer is waited for 30 s when nobody cancels.
  }, 10_000);

  it('is cancelled while nobody answers a question', async () => {
    await startCa();
    const cancel = new AbortController();
    const deploy = { host: null, files: [], test: ['true'], reload: ['true'] };
    const confirm = ({ risk }: PlannedAct): Promise<boolean> => {
      if (risk === 'token-not-seen') return Promise.resolve(true);
      cancel.abort();
      return Promise.withResolvers<boolean>().promise;
    };
    const report = await issue(request(undefined, { deploy }), run({ signal: cancel.signal, confirm }));
    expect(report).toMatchObject({ reached: 'stored', stopped: { kind: 'cancelled' } });
    expect(report.certificate).not.toBeNull();
  });

  it('does not wait a day for an order because the CA says so, and does not lose it', async () => {
    let broken = true;
    await startCa(({ resource }, { body }) => {
      const processing = { ...(body as object), status: 'processing' };
      return broken && resource === 'finalize'
        ? { status: 200, body: processing }
        : broken && resource === 'order' && ca.issued() > 0
          ? { status: 200, headers: { 'retry-after': '86400' }, body: processing }
          : null;
    });
    expect((await issue()).stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringContaining('look again after') as string,
    });
    broken = false;
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect(ca.issued()).toBe(1);
  });
});

describe('issuing, when a certificate exists that cannot be used yet', () => {
  it.each([
    [
      'the answer to finalize is one from before',
      ({ resource }: FakeRequest, body: object) => (resource === 'finalize' ? { ...body, status: 'ready' } : null),
    ],
    [
      'the order does not say where the certificate is',
      ({ resource }: FakeRequest, body: object) =>
        resource === 'finalize' || resource === 'order' ? { ...body, certificate: undefined } : null,
    ],
  ])('gets it without a second one where %s', async (_what, change) => {
    let broken = true;
    await startCa((asked, { body }) => {
      const changed = broken ? change(asked, body as object) : null;
      return changed === null ? null : { status: 200, body: changed };
    });
    await issue();
    expect(events()).not.toContain('closed');
    broken = false;
    await issue(request(), run({ confirm: () => Promise.resolve(false) }));
    expect(events()).toContain('stored');
    expect(ca.issued()).toBe(1);
  });

  it('keeps it for when the clock of this machine is right, and names the clock', async () => {
    const hours = 3_600_000;
    let wrong = true;
    await startCa(({ resource }) => {
      // The CA in this process has signed by the right clock; from here on it is behind.
      if (wrong && resource === 'cert') vi.useFakeTimers({ now: Date.now() - 2 * hours, toFake: ['Date'] });
      return null;
    });
    try {
      const { stopped } = await issue();
      expect(stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'clock-skew' }] });
    } finally {
      vi.useRealTimers();
    }
    wrong = false;
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect(ca.issued()).toBe(1);
  });
});

describe('issuing, when the CA is hostile', () => {
  it.each([
    ['is cut short', (pem: string) => pem.slice(0, 600), 'cut short'],
    ['is a page', () => '<html>', 'no certificate'],
    ['is noise between the marks', (pem: string) => pem.replaceAll(/^[^-].{20}/gm, 'AAAA'), 'cannot be read'],
  ])('stores nothing where the certificate %s, and fetches it in the next run', async (_what, damage, words) => {
    let broken = true;
    await startCa(({ resource }, { body }) =>
      broken && resource === 'cert' ? { status: 200, body: damage(String(body)) } : null,
    );
    const first = await issue();
    expect(first).toMatchObject({
      certificate: null,
      stopped: { kind: 'failed', text: expect.stringContaining(words) as string },
    });
    broken = false;
    expect(await issue()).toMatchObject({ reached: 'stored', stopped: null });
    expect(ca.issued()).toBe(1);
  });

  it('stores nothing where the certificate belongs to another key', async () => {
    await startCa();
    const other = await ca.authority.leaf({ names: ['www.example.com'] });
    await ca.close();
    await startCa(({ resource }) => (resource === 'cert' ? { status: 200, body: other.chain } : null));
    expect(await issue()).toMatchObject({
      certificate: null,
      stopped: { kind: 'failed', text: expect.stringContaining('another key') as string },
    });
    expect(events()).toContain('closed');
  });

  it.each([
    ['another host', 'https://127.0.0.1:9/finalize/0'],
    ['plain HTTP', 'http://localhost/finalize/0'],
    ['a file', 'file:///etc/passwd'],
    ['no URL', 'finalize'],
  ])('follows no order that leads to %s', async (_where, finalize) => {
    await startCa(({ resource }, { body }) =>
      resource === 'new-order' || resource === 'order'
        ? {
            status: resource === 'order' ? 200 : 201,
            headers: { location: ca.directoryUrl.replace('dir', 'order/0') },
            body: { ...(body as object), finalize },
          }
        : null,
    );
    const { stopped } = await issue();
    expect(stopped).toMatchObject({ kind: 'failed', text: expect.stringContaining('does not name') as string });
    expect(ca.issued()).toBe(0);
  });

  it('writes no file by a token that is a path', async () => {
    await startCa(({ resource }, { body }) =>
      resource === 'authz'
        ? {
            status: 200,
            body: JSON.parse(JSON.stringify(body).replace(/"token":"[^"]*"/, '"token":"../../../escaped"')) as object,
          }
        : null,
    );
    expect((await issue()).stopped).toMatchObject({ kind: 'failed', text: 'The CA sent a token that is none.' });
    expect(readdirSync(folder).filter((name) => name.includes('escaped'))).toEqual([]);
  });

  it('stops reading an answer that does not end', async () => {
    await startCa(({ resource }) =>
      resource === 'new-order' ? { status: 201, body: 'x'.repeat(3 * 1024 * 1024) } : null,
    );
    const { stopped } = await issue();
    expect(stopped?.kind === 'failed' ? stopped.text : '').toContain('longer than 1048576 bytes');
  });

  it('takes no order with a state that there is not', async () => {
    await startCa(({ resource }, { body }) =>
      resource === 'new-order'
        ? { status: 201, headers: { location: ca.directoryUrl }, body: { ...(body as object), status: 'nearly' } }
        : null,
    );
    expect((await issue()).stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringContaining('status') as string,
    });
  });
});

describe('issuing, when two want the same', () => {
  it('lets one run work, and shows the others its steps and its certificate', async () => {
    await startCa();
    const steps: string[] = [];
    // Any of the three may be the one that works, and is asked for nothing but the token.
    const looker = run({
      progress: ({ step }) => steps.push(step),
      confirm: ({ risk }) => Promise.resolve(risk === 'token-not-seen'),
    });
    const reports = await Promise.all([issue(), issue(request(), looker), issue(request(), looker)]);
    expect(reports.map(({ stopped }) => stopped)).toEqual([null, null, null]);
    expect(new Set(reports.map(({ certificate }) => certificate?.serialNumber)).size).toBe(1);
    expect(steps[0]).toContain(`Process ${process.pid} is at work on this certificate`);
    expect(ca.issued()).toBe(1);
  });
});
