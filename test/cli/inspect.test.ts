import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import { nobodyThere } from './nobody-there.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { authority, pemOf, request, server, type Made } from '../engine/certificate-builder.ts';

interface Said {
  readonly problem: string;
  readonly severity: string;
  readonly subject: string;
  readonly message: string;
}

interface Output {
  readonly version: number;
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly Said[];
    readonly certificates: readonly { readonly subject: string }[];
    readonly requests: readonly unknown[];
    readonly keys: readonly unknown[];
  }[];
}

const engine = createEngine();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, ...parts: readonly string[]): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, parts.join('\n'), { mode: 0o600 });
  return file;
}

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCommand(['inspect', ...argv], {
    engine,
    terminal: { out: (text) => void (out += text), err: (text) => void (err += text), color: false, columns: 100 },
    signal: new AbortController().signal,
    stdin: () => Readable.from([]),
    version: '0.0.0',
    historyFolder: '/nonexistent',
    ...nobodyThere,
  });
  return { code, out, err };
}

async function inspect(...argv: readonly string[]): Promise<Output['files']> {
  return (JSON.parse((await run(...argv, '--json')).out) as Output).files;
}

const says = ([file]: Output['files']): readonly string[] =>
  (file?.findings ?? []).map(({ problem, severity }) => `${problem} ${severity}`);
const keyPem = ({ privateKey }: Pick<Made, 'privateKey'>): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const cases = new URL('../../../shared/conformance/chains.jsonl', import.meta.url);

interface Case {
  readonly id: string;
  readonly chain_pem: readonly string[];
  readonly roots_pem: readonly string[];
  readonly host: string;
  readonly time: string;
  readonly expected: 'valid' | 'invalid';
  readonly reason: string | null;
  readonly acceptable: readonly string[];
  readonly contested: boolean;
}

/** `ok`, or what was said in the place of what was expected. */
async function verdictOf({
  id,
  chain_pem,
  roots_pem,
  host,
  time,
  expected,
  reason,
  acceptable,
}: Case): Promise<string> {
  const [chain, roots] = await Promise.all([write('chain.pem', ...chain_pem), write('anchors.pem', ...roots_pem)]);
  const found = (await inspect(chain, '--host', host, '--roots', roots, '--at', time))[0]?.findings ?? [];
  const errors = found.filter(({ severity }) => severity === 'error').map(({ problem }) => problem);
  const said = `${id}: ${found.map(({ problem, severity }) => `${problem} ${severity}`).join(', ') || 'nothing'}`;
  const right = [reason, ...acceptable];
  if (expected === 'valid') {
    return errors.length === 0 && (reason === null || found.some(({ problem }) => problem === reason)) ? 'ok' : said;
  }
  return errors.length > 0 && right.includes(errors[0] ?? '') ? 'ok' : said;
}

const absent = existsSync(cases) ? '' : ' (skipped: ../shared/conformance is not beside the checkout)';
describe.skipIf(absent !== '')(`public chains${absent}`, () => {
  it('get the verdict and the reason that all validators agree on', { timeout: 120_000 }, async () => {
    const all = readFileSync(cases, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Case);
    const verdicts: string[] = [];
    for (const one of all.filter(({ contested }) => !contested)) verdicts.push(await verdictOf(one));
    expect(verdicts.length).toBeGreaterThan(150);
    expect(verdicts.filter((verdict) => verdict !== 'ok')).toEqual([]);
  });
});

describe('inspect', () => {
  const root = authority({ subject: 'Test Root' });
  const intermediate = authority({ subject: 'Test Intermediate', by: root });
  const leaf = server({ subject: 'www.example.com', by: intermediate });

  it('has nothing to say of a chain and its key that are right', async () => {
    const roots = await write('roots.pem', root.pem);
    const chain = await write('fullchain.pem', leaf.pem, intermediate.pem);
    const key = await write('privkey.pem', keyPem(leaf));
    const { code, out } = await run(chain, key, '--host', 'www.example.com', '--roots', roots);
    expect(out).toContain('Nothing is wrong with it.');
    expect(code).toBe(0);
    const files = await inspect(chain, key, '--roots', roots);
    expect(files).toMatchObject([
      { path: chain, findings: [], certificates: [{ subject: 'CN=www.example.com' }, {}], keys: [] },
      { path: key, findings: [], certificates: [], keys: [{ algorithm: 'ec', bits: 256 }] },
    ]);
  });

  it('trusts the given roots only, and the bundled ones where none are given', async () => {
    const chain = await write('fullchain.pem', leaf.pem, intermediate.pem, root.pem);
    expect(says(await inspect(chain))).toEqual(['self-signed error']);
    const other = await write('roots.pem', authority({ subject: 'Other' }).pem);
    expect(says(await inspect(chain, '--roots', other))).toEqual(['self-signed error']);
  });

  it('judges as of the given moment, for the given name', async () => {
    const roots = await write('roots.pem', root.pem);
    const chain = await write('fullchain.pem', leaf.pem, intermediate.pem);
    const at = (moment: string, host: string) => inspect(chain, '--roots', roots, '--at', moment, '--host', host);
    expect(says(await at('2001-01-01', 'www.example.com'))).toContain('cert-not-yet-valid error');
    expect(says(await at('2099-01-01T00:00:00Z', 'www.example.com'))).toContain('cert-expired error');
    const now = new Date().toISOString();
    expect(says(await at(now, 'other.example.com'))).toEqual(['cert-hostname error']);
    expect(says(await at(now, '203.0.113.9'))).toEqual(['cert-hostname error']);
    expect(says(await at(now, 'WWW.Example.com.'))).toEqual([]);
  });

  it("says that a chain is the wrong way round, and judges the server's own certificate", async () => {
    const roots = await write('roots.pem', root.pem);
    const chain = await write('reversed.pem', intermediate.pem, leaf.pem);
    expect(says(await inspect(chain, '--host', 'www.example.com', '--roots', roots))).toEqual(['chain-order error']);
  });

  it('says what a file of CA certificates is good for, without asking for a name in them', async () => {
    const old = authority({ subject: 'Old', from: new Date(0), until: new Date(86_400_000) });
    const store = await write('ca.pem', root.pem, old.pem);
    const [file] = await inspect(store);
    expect(file?.findings).toMatchObject([{ problem: 'cert-expired' }]);
    expect(file?.findings[0]?.message).toContain('the CA certificate CN=Old has expired');
  });

  it('tells a key of another certificate, in one file and in two', async () => {
    const roots = await write('roots.pem', root.pem);
    const stranger = server({ subject: 'stranger.example.com' });
    const together = await write('together.pem', leaf.pem, intermediate.pem, keyPem(stranger));
    expect(says(await inspect(together, '--roots', roots))).toEqual(['nginx-key-mismatch error']);
    const [chain, key] = [
      await write('cert.pem', leaf.pem, intermediate.pem),
      await write('key.pem', keyPem(stranger)),
    ];
    const files = await inspect(chain, key, '--roots', roots);
    expect(files.map(({ findings }) => findings.map(({ problem }) => problem))).toEqual([[], ['nginx-key-mismatch']]);
    const fitting = await write(
      'csr.pem',
      request({ subject: null, names: ['a.example.com'], key: leaf.privateKey }).pem,
    );
    const own = await write('own.pem', keyPem(leaf));
    expect(says(await inspect(own, fitting))).toEqual([]);
  });

  it('tells a key that every user can read', async () => {
    const key = await write('open.pem', keyPem(leaf));
    await chmod(key, 0o644);
    expect(says(await inspect(key))).toEqual(['cert-key-permissions warning']);
  });

  it('judges requests as a CA does', async () => {
    const judged = async (said: Parameters<typeof request>[0], ...argv: readonly string[]) =>
      says(await inspect(await write('request.pem', request(said).pem), ...argv));
    expect(await judged({ subject: null, names: ['www.example.com'] })).toEqual([]);
    expect(await judged({ subject: 'www.example.com' })).toEqual(['san-missing warning']);
    expect(await judged({ subject: null })).toEqual(['san-missing error']);
    expect(await judged({ subject: null, names: ['a.example.com'], signer: root.privateKey })).toEqual([
      'bad-csr error',
    ]);
    expect(await judged({ subject: null, names: ['a.example.com'], hash: 'sha1' })).toEqual(['bad-csr error']);
    expect(await judged({ subject: null, names: ['a.example.com'] }, '--host', 'b.example.com')).toEqual([
      'names-uncovered warning',
    ]);
  });

  it('names the file that cannot be read, and judges the others', async () => {
    const key = await write('privkey.pem', keyPem(leaf));
    const { code, out, err } = await run(path.join(folder, 'missing.pem'), key, '--json');
    expect(code).toBe(2);
    expect(err).toContain('missing.pem was not read: ENOENT');
    expect((JSON.parse(out) as Output).files.map((file) => file.path)).toEqual([key]);
  });

  it.each([
    ['a certificate that is cut', 'other-invalid error', leaf.pem.slice(0, 300)],
    ['a certificate that is none', 'other-invalid error', pemOf('CERTIFICATE', Buffer.from('nonsense'))],
    ['a request that is none', 'bad-csr error', pemOf('CERTIFICATE REQUEST', Buffer.from('nonsense'))],
    ['a key that is none', 'other-invalid warning', pemOf('PRIVATE KEY', Buffer.from('nonsense'))],
  ])('says of %s that it cannot be read', async (_, expected, pem) => {
    expect(says(await inspect(await write('broken.pem', pem)))).toEqual([expected]);
  });

  it.each([
    [[], 'Name at least one file'],
    [['a.pem', '--at', 'tomorrow'], '--at "tomorrow": expected a moment'],
    [['a.pem', '--host', 'https://example.com/'], '--host "https://example.com/"'],
    [['a.pem', '--roots', '/nonexistent/roots.pem'], 'The roots in /nonexistent/roots.pem cannot be used'],
  ] as const)('refuses %j', async (argv, words) => {
    const { code, err } = await run(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });

  it('lets no hostile text steer the terminal', async () => {
    const hostile = server({
      subject: '\u001b]8;;https://evil.example\u0007x\u202e{sender}',
      names: ['a\u001b[31m.test'],
    });
    const file = await write('hostile.pem', hostile.pem);
    for (const { out } of [await run(file), await run(file, '--json')]) {
      expect(out).not.toMatch(/[^\P{C}\n]/u);
    }
  });
});
