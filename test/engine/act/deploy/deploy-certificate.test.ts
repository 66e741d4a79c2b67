import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeployPlan } from '../../../../src/core/acme/deploy-plan.ts';
import {
  noSecrets,
  type IssueReport,
  type IssueRequest,
  type IssueSecrets,
  type KeyType,
} from '../../../../src/core/acme/issuance.ts';
import { deployCertificate } from '../../../../src/engine/act/deploy/deploy-certificate.ts';
import { issueCertificate } from '../../../../src/engine/act/issue-certificate.ts';
import { ownRenewals } from '../../../../src/engine/act/renew/own-renewals.ts';
import { renewDue } from '../../../../src/engine/act/renew/renew-due.ts';
import { rollBack } from '../../../../src/engine/act/roll-back.ts';
import { versionFiles } from '../../../../src/engine/act/storage.ts';
import { defaultNetwork, type NetworkOptions, type PlannedAct, type Run } from '../../../../src/engine/engine.ts';
import { startNameServer, zone } from '../../observe/fake-name-server.ts';
import { asked, Issuing, wellPlanned } from '../issuing.ts';
import type { FakeCa } from '../fake-ca.ts';

const network = { ...defaultNetwork, skipSystemResolver: true, resolvers: ['127.0.0.1:1'], timeoutMs: 1000 };
const never = new AbortController().signal;

let issuing: Issuing;
let ca: FakeCa;
let place: (name: string) => string;
let plan: DeployPlan;
let request: IssueRequest;
let shown: string[];

beforeEach(async () => {
  issuing = new Issuing();
  ca = await issuing.startCa();
  const site = path.join(issuing.folder, 'site');
  mkdirSync(site);
  place = (name) => path.join(site, name);
  writeFileSync(place('cert.pem'), 'the certificate before', { mode: 0o644 });
  writeFileSync(place('key.pem'), 'the key before', { mode: 0o600 });
  plan = {
    host: null,
    files: [
      { path: place('cert.pem'), content: 'full-chain' },
      { path: place('key.pem'), content: 'key' },
    ],
    test: null,
    reload: null,
  };
  request = issuing.request(ca, { deploy: plan });
  shown = [];
});
afterEach(() => issuing[Symbol.asyncDispose]());

/** A program of the user's that does what the lines say. */
function program(name: string, ...lines: readonly string[]): readonly string[] {
  writeFileSync(place(name), `#!/bin/sh\ncd ${path.dirname(place(name))}\n${lines.join('\n')}\n`, { mode: 0o755 });
  return [place(name)];
}

function run(changes: Partial<Run> = {}): Run {
  return { signal: never, progress: () => undefined, confirm: agree(), ...changes };
}

/** Notes what was shown, and says yes but to one thing. */
function agree(butTo = ''): (act: PlannedAct) => Promise<boolean> {
  return ({ title, argv }) => {
    shown.push(argv === null ? title : argv.join(' '));
    return Promise.resolve(title !== butTo);
  };
}

function deploy(deployPlan: DeployPlan, changes: Partial<Run> = {}): Promise<IssueReport> {
  return issuing.issue({ ...request, deploy: deployPlan }, { confirm: agree(), ...changes });
}

function read(name: string): string {
  return readFileSync(place(name), 'utf8');
}

function stored(version = '0001'): ReturnType<typeof versionFiles> {
  return versionFiles(issuing.lineage(), version);
}

function isInPlace(version = '0001'): boolean {
  const { key, fullChain } = stored(version);
  return read('cert.pem') === readFileSync(fullChain, 'utf8') && read('key.pem') === readFileSync(key, 'utf8');
}

function expectBefore(): void {
  expect([read('cert.pem'), read('key.pem')]).toEqual(['the certificate before', 'the key before']);
}

describe('putting files in place', () => {
  it('leaves rights as they were, but opens no key to everybody', async () => {
    chmodSync(place('cert.pem'), 0o640);
    chmodSync(place('key.pem'), 0o644);
    const both = place('both.pem');
    const files = [...plan.files, { path: both, content: 'full-chain-and-key' } as const];
    const mask = process.umask(0);
    try {
      expect(await deploy({ ...plan, files })).toMatchObject({ reached: 'deployed', stopped: null });
    } finally {
      process.umask(mask);
    }
    const modes = [place('cert.pem'), place('key.pem'), both].map((file) => statSync(file).mode & 0o777);
    expect(modes).toEqual([0o640, 0o640, 0o600]);
    expect(isInPlace()).toBe(true);
    const [kept = ''] = readdirSync(path.dirname(stored().key)).filter((name) => name.startsWith('replaced-'));
    const folder = path.join(path.dirname(stored().key), kept);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).mode & 0o777, name).toBe(0o600);
  });

  it('writes through a link, and leaves the link', async () => {
    renameSync(place('key.pem'), place('real-key.pem'));
    symlinkSync('real-key.pem', place('key.pem'));
    expect(await deploy(plan)).toMatchObject({ stopped: null });
    expect(read('real-key.pem')).toBe(readFileSync(stored().key, 'utf8'));
    expect(readdirSync(path.dirname(place('key.pem')))).toContain('real-key.pem');
  });

  it('writes nothing where a link leads to what a client owns', async () => {
    const theirs = path.join(issuing.folder, '.acme.sh/www.example.com');
    mkdirSync(theirs, { recursive: true });
    writeFileSync(path.join(theirs, 'key'), 'theirs');
    symlinkSync(path.join(theirs, 'key'), place('linked.pem'));
    const files = [plan.files[0], { path: place('linked.pem'), content: 'key' }] as DeployPlan['files'];
    const { stopped } = await deploy({ ...plan, files });
    expect(stopped).toMatchObject({ kind: 'failed', text: expect.stringContaining('belongs to acme.sh') as string });
    expect(readFileSync(path.join(theirs, 'key'), 'utf8')).toBe('theirs');
    expectBefore();
  });

  it.each([
    ['a path that climbs', (file: string) => file.replace('/site/', '/site/../site/')],
    ['a relative path', () => 'site/key.pem'],
  ])('carries out no plan with %s', async (_, change) => {
    const files = plan.files.map((file) => ({ ...file, path: change(file.path) }));
    expect((await deploy({ ...plan, files })).stopped).toMatchObject({ kind: 'failed' });
    expect(shown).toEqual([]);
    expectBefore();
  });

  it('does nothing after a no', async () => {
    const { stopped } = await deploy(plan, { confirm: agree('Putting the files in place') });
    expect(stopped).toEqual({ kind: 'declined', what: 'Putting the files in place' });
    expectBefore();
  });

  it('does not ask again for what was declined, and puts the files back', async () => {
    const reload = program('reload', 'touch reloaded');
    const { stopped } = await deploy({ ...plan, reload }, { confirm: agree('Reloading the server') });
    expect(stopped).toEqual({ kind: 'declined', what: 'Reloading the server' });
    expect(shown.filter((one) => one === reload.join(' '))).toHaveLength(1);
    expect(existsSync(place('reloaded'))).toBe(false);
    expectBefore();
  });

  it('touches nothing and reloads nothing where the test fails before', async () => {
    const test = program('test', 'echo "nginx: [emerg] unknown directive"', 'exit 1');
    const { stopped } = await deploy({ ...plan, test, reload: program('reload', 'touch reloaded') });
    expect(stopped).toMatchObject({ kind: 'failed' });
    expectBefore();
    expect(existsSync(place('reloaded'))).toBe(false);
    const [own] = await ownRenewals(issuing.storage, new Date(), never);
    expect(own).toMatchObject({ status: 'deployment failed', activities: [{ outcome: 'failed' }] });
    expect(own?.activities[0]?.text).toContain('unknown directive');
  });

  it.each(['the files stand there', 'the server is reloaded'])('puts them back at a cancel while %s', async (when) => {
    const abort = new AbortController();
    const hang = ['touch hangs', 'exec sleep 100'];
    const inTest = when === 'the files stand there';
    // The first test, before the files, ends.
    const test = program('test', ...(inTest ? ['[ -e tested ] || { touch tested; exit 0; }', ...hang] : []));
    const reload = program('reload', ...(inTest ? ['exit 1'] : ['[ -e hangs ] && exit 0', ...hang]));
    const deploying = deploy({ ...plan, test, reload }, { signal: abort.signal });
    await expect.poll(() => existsSync(place('hangs')), { timeout: 20_000 }).toBe(true);
    expect(isInPlace()).toBe(true);
    // What hangs in the test would hang in the way back too.
    if (inTest) program('test', 'exit 0');
    abort.abort();
    expect((await deploying).stopped).toEqual({ kind: 'cancelled' });
    expectBefore();
  });

  it('goes on where a run was killed between two files, with a server that takes no half', async () => {
    const test = program(
      'test',
      'grep -q before cert.pem && grep -q before key.pem && exit 0',
      '! grep -q before cert.pem && ! grep -q before key.pem',
    );
    // What it leaves: both are kept, only the first is new, and the journal ends before the reload.
    await deploy(plan);
    writeFileSync(place('key.pem'), 'the key before');
    forget('deployed');
    expect(await deploy({ ...plan, test })).toMatchObject({ reached: 'deployed', stopped: null });
    expect(isInPlace()).toBe(true);
    expect(asked(ca, 'POST finalize')).toBe(1);
    expect(await rollBack({ ...request, deploy: plan }, network, run())).toMatchObject({ stopped: null });
    expectBefore();
  });

  it('puts back what a killed run left, where the server does not take it', async () => {
    await deploy(plan);
    forget('deployed');
    const { stopped } = await deploy({ ...plan, test: program('test', 'exit 1') });
    expect(stopped).toMatchObject({ kind: 'failed', text: expect.stringContaining('not taken') as string });
    expectBefore();
  });

  describe('that are in service', () => {
    beforeEach(async () => {
      expect(await deploy(plan)).toMatchObject({ reached: 'deployed', stopped: null });
      shown = [];
    });

    it.each([
      ['the test fails', { test: ['exit 1'], reload: ['exit 0'] }],
      ['the reload fails', { test: ['exit 0'], reload: ['exit 1'] }],
    ])('leaves them there where %s', async (_, { test, reload }) => {
      const server = { test: program('test', ...test), reload: program('reload', ...reload) };
      expect((await deploy({ ...plan, ...server })).stopped).toMatchObject({ kind: 'failed' });
      expect(isInPlace()).toBe(true);
      const [own] = await ownRenewals(issuing.storage, new Date(), never);
      expect(own?.activities[0]?.steps.map(({ text }) => text)).not.toContain('The certificate before was put back');
    });

    it('leaves them there after a no', async () => {
      const server = { test: program('test', 'exit 0'), reload: program('reload', 'exit 0') };
      await deploy({ ...plan, ...server }, { confirm: agree('Reloading the server') });
      expect(isInPlace()).toBe(true);
    });

    it('leaves them there where a file cannot be made that is to stand beside them', async () => {
      const files = [...plan.files, { path: place('store.p12'), content: 'pkcs12' } as const];
      rmSync(path.join(issuing.lineage(), 'live/chain.pem'));
      const secrets = { ...noSecrets, keyStorePassword: 'open sesame' };
      const { stopped } = await issuing.issue({ ...request, deploy: { ...plan, files } }, {}, secrets);
      expect(stopped).toMatchObject({
        kind: 'failed',
        text: expect.stringContaining('openssl made no key store') as string,
      });
      expect(isInPlace()).toBe(true);
    });

    it('asks nothing and writes nothing where they hold it already', async () => {
      const { ino, mtimeMs } = statSync(place('key.pem'));
      expect(await deploy(plan)).toMatchObject({ stopped: null });
      expect(statSync(place('key.pem'))).toMatchObject({ ino, mtimeMs });
      expect(shown).not.toContain('Putting the files in place');
    });

    it('goes back to them, and to nothing before them, with a key store', async () => {
      const secrets = { ...noSecrets, keyStorePassword: 'open sesame' };
      const stores = { ...plan, files: [{ path: place('store.p12'), content: 'pkcs12' } as const] };
      expect((await issuing.issue({ ...request, deploy: stores }, {}, secrets)).stopped).toBeNull();
      const store = readFileSync(place('store.p12'));
      const test = program('test', '[ -e tested ] || { touch tested; exit 0; }', 'exit 1');
      const { stopped } = await issuing.issue({ ...request, deploy: { ...stores, test } }, {}, secrets);
      expect(stopped).toMatchObject({ kind: 'failed' });
      expect(readFileSync(place('store.p12')).equals(store)).toBe(true);
    });

    it('touches no file of an earlier plan when it goes back', async () => {
      writeFileSync(place('cert.pem'), 'what another site serves');
      const elsewhere = [{ path: place('other.pem'), content: 'full-chain-and-key' } as const];
      const { stopped } = await deploy({ ...plan, files: elsewhere, reload: program('reload', 'exit 1') });
      expect(stopped).toMatchObject({ kind: 'failed' });
      expect(existsSync(place('other.pem'))).toBe(false);
      expect(read('cert.pem')).toBe('what another site serves');
    });
  });

  it('orders nothing for a key store without its password', async () => {
    const files = [{ path: place('store.p12'), content: 'pkcs12' } as const];
    expect((await deploy({ ...plan, files })).stopped).toMatchObject({
      ...{
        kind: 'failed',
        text: 'The key store needs a password; the command line reads it from CERT_DOCTOR_STORE_PASSWORD.',
      },
    });
    expect(existsSync(issuing.storage)).toBe(false);
  });

  describe('where the CA alone saw the token before', () => {
    const renewAgain = async (seenFrom: NetworkOptions) => {
      await deploy(plan);
      const request = JSON.parse(readFileSync(path.join(issuing.lineage(), 'request.json'), 'utf8')) as object;
      expect(request).toMatchObject({ request: { seenByCaAlone: { 'www.example.com': 'answer' } } });
      rmSync(path.join(issuing.lineage(), 'live'));
      rmSync(path.join(issuing.lineage(), '0001'), { recursive: true });
      const refuse = () => Promise.resolve(false);
      const issue = (asking: IssueRequest, secrets: IssueSecrets, _: unknown, on: Run) =>
        issueCertificate(asking, secrets, seenFrom, on);
      const options = { issue, plan: wellPlanned, agreed: true };
      return await renewDue(issuing.storage, noSecrets, seenFrom, run({ confirm: refuse }), options);
    };

    it('asks it again without a question', async () => {
      expect((await renewAgain(network)).map(({ outcome }) => outcome)).toEqual(['renewed']);
      expect(asked(ca, 'POST finalize')).toBe(2);
    });

    it('does not ask it for a name that DNS has lost since', async () => {
      await using names = await startNameServer(zone({}));
      const [done] = await renewAgain({ ...network, resolvers: [`127.0.0.1:${String(names.server.port)}`] });
      expect(done).toMatchObject({ outcome: 'failed' });
      expect(done?.text).toContain('the token is not seen from here');
      expect(asked(ca, 'POST finalize')).toBe(1);
    });
  });

  describe('in the place of a certificate of more names', () => {
    const title = 'Replacing a certificate of more names';

    beforeEach(async () => {
      const [www] = request.intent.names;
      if (www === undefined) throw new Error('no name');
      const names = [www, { ascii: 'shop.example.com', wildcard: false }];
      const wide = { ...request, intent: { ...request.intent, names } };
      expect(await issuing.issue(wide)).toMatchObject({ stopped: null });
      shown = [];
    });

    it('asks first, and names what would be lost', async () => {
      const whys: string[] = [];
      const { stopped } = await deploy(plan, {
        confirm: (act) => {
          if (act.title === title) whys.push(act.why);
          return agree(title)(act);
        },
      });
      expect(stopped).toEqual({ kind: 'declined', what: title });
      expect(whys).toEqual([expect.stringMatching(/cert\.pem also holds for shop\.example\.com;/)]);
    });

    it('does not do it while nobody looks', async () => {
      const wide = read('cert.pem');
      const options = {
        issue: (asking: IssueRequest, _: unknown, __: unknown, on: Run) => issuing.issue(asking, on),
        plan: wellPlanned,
        agreed: true,
      };
      await deploy(plan, { confirm: agree(title) });
      const done = await renewDue(issuing.storage, noSecrets, network, run({ confirm: agree(title) }), options);
      expect(done.map(({ outcome }) => outcome).toSorted()).toEqual(['failed', 'not-due']);
      expect(read('cert.pem')).toBe(wide);
    });
  });

  it('changes nothing and runs nothing when another run has taken over', async () => {
    expect((await deploy(plan, { confirm: agree('Putting the files in place') })).certificate).not.toBeNull();
    shown = [];
    const lost = Object.assign(new Error('taken over'), { name: 'LockLost' });
    const deployment = {
      ...{ plan: { ...plan, test: program('test', 'touch tested') }, intent: request.intent, files: stored() },
      ...{ serialNumber: '0A', inService: false, pointBack: null, keyStorePassword: null, network, run: run() },
      ...{ record: () => Promise.resolve(), nameText: () => null, fence: () => Promise.reject(lost) },
    };
    await expect(deployCertificate(deployment)).rejects.toBe(lost);
    await expect(deployCertificate({ ...deployment, plan })).rejects.toBe(lost);
    expect(existsSync(place('tested'))).toBe(false);
    expectBefore();
  });
});

it('claims neither success nor failure of a wildcard alone, of which there is no address to look at', async () => {
  expect((await deploy(plan, { confirm: agree('Putting the files in place') })).certificate).not.toBeNull();
  const names = [{ ascii: 'example.com', wildcard: true }];
  const events: string[] = [];
  const started = performance.now();
  await deployCertificate({
    ...{ plan: { ...plan, reload: program('reload', 'touch reloaded') }, files: stored() },
    ...{ intent: { ...request.intent, names }, inService: false, pointBack: null, keyStorePassword: null },
    ...{ serialNumber: '0A', network, run: run(), nameText: () => null, fence: () => Promise.resolve() },
    record: ({ event }) => {
      events.push(event);
      return Promise.resolve();
    },
  });
  expect([existsSync(place('reloaded')), isInPlace()]).toEqual([true, true]);
  expect(events).toEqual(['deploying', 'deployed']);
  // Looking again and again would show no more.
  expect(performance.now() - started).toBeLessThan(20_000);
});

describe('going back', () => {
  it('brings back what stood there, and is told as that', async () => {
    expect(await deploy(plan)).toMatchObject({ stopped: null });
    const report = await rollBack({ ...request, deploy: plan }, network, run());
    // What stands there now was never ours: no serial number is claimed for it.
    expect(report).toMatchObject({ stopped: null, certificate: null });
    expectBefore();
    const [own] = await ownRenewals(issuing.storage, new Date(), never);
    expect(own).toMatchObject({ status: 'deployment failed', activities: [{ outcome: 'rolled-back' }] });
  });

  it('stays so: what runs on its own puts nothing in place again', async () => {
    await deploy(plan);
    await rollBack({ ...request, deploy: plan }, network, run());
    shown = [];
    const options = { issue: () => Promise.reject(new Error('asked')), plan: wellPlanned, agreed: true };
    const done = await renewDue(issuing.storage, noSecrets, network, run(), options);
    expect(done).toMatchObject([{ outcome: 'not-due', text: expect.stringContaining('rolled back') as string }]);
    expect(shown).toEqual([]);
    // By name it comes back.
    expect(await deploy(plan)).toMatchObject({ stopped: null });
    expect(isInPlace()).toBe(true);
    expect(asked(ca, 'POST finalize')).toBe(1);
  });

  it('loses no key that somebody else has put there since', async () => {
    await deploy(plan);
    await rollBack({ ...request, deploy: plan }, network, run());
    writeFileSync(place('key.pem'), 'a bought key');
    writeFileSync(place('cert.pem'), 'a bought certificate');
    await deploy(plan);
    expect(isInPlace()).toBe(true);
    await rollBack({ ...request, deploy: plan }, network, run());
    expect([read('cert.pem'), read('key.pem')]).toEqual(['a bought certificate', 'a bought key']);

    await deploy(plan);
    writeFileSync(place('key.pem'), 'another bought key');
    await rollBack({ ...request, deploy: plan }, network, run());
    expect(read('key.pem')).toBe('a bought key');
    expect(allKept()).toContain('another bought key');
  });

  it('says that nothing is kept for another machine, and does nothing', async () => {
    await deploy(plan);
    const reload = program('reload', 'touch reloaded');
    const elsewhere = { ...plan, host: 'web2.example.com', reload };
    const { stopped } = await rollBack({ ...request, deploy: elsewhere }, network, run());
    expect(stopped).toMatchObject({ kind: 'failed', text: expect.stringContaining('web2.example.com') as string });
    expect(isInPlace()).toBe(true);
    const [own] = await ownRenewals(issuing.storage, new Date(), never);
    expect(own?.activities[0]?.outcome).not.toBe('rolled-back');
  });

  it('puts a list aside that cannot be read, and what it kept stays', async () => {
    await deploy(plan);
    const folder = path.join(path.dirname(stored().key), keptFolder());
    writeFileSync(path.join(folder, 'replaced.json'), '[{"path":"/etc/passwd","was":{"bytes":"../../key"}}]');
    const { stopped } = await rollBack({ ...request, deploy: plan }, network, run());
    expect(stopped).toMatchObject({ kind: 'failed', text: expect.stringContaining('Nothing is kept') as string });
    expect(isInPlace()).toBe(true);
    expect(allKept()).toEqual(expect.arrayContaining(['the key before', 'the certificate before']));
    expect(readdirSync(folder).some((name) => name.startsWith('replaced.json.corrupt-'))).toBe(true);
  });

  it('goes by what was in service, where the server reads what is pointed at, and says until when that is valid', async () => {
    const pointed = { ...plan, files: [], reload: program('reload', 'exit 0') };
    // Another kind of key makes it another certificate. Nobody serves it, and nobody waits for that.
    const issue = async (deploy: DeployPlan, keyType: KeyType) => {
      const abort = new AbortController();
      const progress = ({ step = '' }) => {
        if (step === 'Looking at every address') abort.abort();
      };
      await issuing.issue({ ...request, deploy, keyType }, { signal: abort.signal, progress });
    };
    const served = () => readFileSync(path.join(issuing.lineage(), 'live/cert.pem'), 'utf8');
    await issue(pointed, 'ec-p256');
    const first = served();
    await issue({ ...pointed, reload: program('refuse', 'exit 1') }, 'ec-p384');
    expect(served()).toBe(first);
    await issue(pointed, 'ec-p256');
    expect(served()).not.toBe(first);
    const whys: string[] = [];
    const note = ({ title, why }: PlannedAct) => {
      if (title === 'Putting the earlier files back') whys.push(why);
      return Promise.resolve(true);
    };
    expect(await rollBack({ ...request, deploy: pointed }, network, run({ confirm: note }))).toMatchObject({
      stopped: null,
    });
    expect(served()).toBe(first);
    expect(whys).toEqual([
      expect.stringContaining(`serial number ${new X509Certificate(first).serialNumber}, valid until `),
    ]);
  });

  it('is in the journal before the server is asked to read anything', async () => {
    await deploy(plan);
    const journal = path.join(issuing.lineage(), 'journal.jsonl');
    const test = program('test', `cat ${journal} > seen`, 'exit 1');
    await rollBack({ ...request, deploy: { ...plan, test } }, network, run());
    expect(read('seen')).toContain('"rolled-back"');
  });

  it('brings the files back to the end at a cancel, and says that the server has not read them', async () => {
    await deploy(plan);
    const abort = new AbortController();
    const reload = program('reload', 'touch hangs', 'exec sleep 100');
    const going = rollBack({ ...request, deploy: { ...plan, reload } }, network, run({ signal: abort.signal }));
    await expect.poll(() => existsSync(place('hangs')), { timeout: 20_000 }).toBe(true);
    abort.abort();
    expect((await going).stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringContaining('not reloaded') as string,
    });
    expectBefore();
  });

  it('leaves an attempt that has begun since where it stands', async () => {
    await deploy(plan);
    const journal = path.join(issuing.lineage(), 'journal.jsonl');
    const at = new Date().toISOString();
    const begun = [
      { at, version: '0002', event: 'planned', keyType: 'ec-p256' },
      { at, version: '0002', event: 'ordered', orderUrl: 'https://ca.example/order/2' },
    ];
    writeFileSync(journal, readFileSync(journal, 'utf8') + begun.map((one) => `${JSON.stringify(one)}\n`).join(''));
    await rollBack({ ...request, deploy: plan }, network, run());
    const last = JSON.parse(readFileSync(journal, 'utf8').trimEnd().split('\n').at(-1) ?? '') as object;
    expect(last).toMatchObject({ version: '0001', event: 'rolled-back' });
  });
});

/** Takes a step out of the journal, as if a run was killed before it. */
function forget(event: string): void {
  const journal = path.join(issuing.lineage(), 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8').split('\n');
  writeFileSync(journal, lines.filter((line) => !line.includes(`"event":"${event}"`)).join('\n'));
}

function keptFolder(): string {
  return readdirSync(path.dirname(stored().key)).find((name) => name.startsWith('replaced-')) ?? '';
}

/** Everything that is kept of what was replaced. */
function allKept(): readonly string[] {
  const folder = path.join(path.dirname(stored().key), keptFolder());
  return readdirSync(folder)
    .filter((name) => /^replaced-[0-9a-f]+$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}
