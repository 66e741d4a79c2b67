import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/core/acme/attempt.ts';
import { describeLab } from './describe-lab.ts';
import { startLab, type Lab } from './lab.ts';
import { issueInLab, labRequest } from './lab-issue.ts';
import type { Pebble } from './pebble.ts';

describeLab('issuing against Pebble, nginx and BIND', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
  }, 60_000);
  afterAll(async () => {
    await lab.stop();
  });

  /** How many certificates a CA has signed so far, by its own log. */
  async function issuedBy(ca: Pebble): Promise<number> {
    return (await readFile(ca.logFile, 'utf8')).split('Issued certificate serial').length - 1;
  }

  async function servedSerial(name: string): Promise<string> {
    const connect = `echo | openssl s_client -connect ${name}:443 -servername ${name} 2>/dev/null | openssl x509 -noout -serial`;
    const { stdout } = await lab.run(['bash', '-c', connect]);
    return stdout.trim().replace('serial=', '');
  }

  async function tokensLeft(): Promise<readonly string[]> {
    return await readdir(path.join(lab.webRoot, '.well-known/acme-challenge'));
  }

  it('issues a certificate, and renews it with test, reload and the new one served', async () => {
    const name = 'issue.example.com';
    const before = await issuedBy(lab.pebble);
    const first = await issueInLab(lab, labRequest(lab, name));
    expect(first.report, first.stderr).toMatchObject({ reached: 'stored', stopped: null });
    const certificate = first.report?.certificate;
    if (!certificate) throw new Error('no certificate');
    console.log(`issued against Pebble in ${first.ms} ms`);
    expect((await stat(certificate.keyFile)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(path.dirname(certificate.keyFile)))).mode & 0o777).toBe(0o700);
    const leaf = new X509Certificate(await readFile(certificate.certificateFile));
    expect(leaf.checkHost(name)).toBe(name);
    expect(await tokensLeft()).toEqual([]);

    await writeFile(
      path.join(lab.siteFolder, 'issue.conf'),
      `server { listen 203.0.113.10:443 ssl; server_name ${name};
        ssl_certificate ${certificate.fullChainFile}; ssl_certificate_key ${certificate.keyFile}; }`,
    );
    const test = [...lab.nginx, '-t'];
    const reload = [...lab.nginx, '-s', 'reload'];
    await lab.run(reload);

    const second = await issueInLab(lab, { ...labRequest(lab, name), deploy: { host: null, files: [], test, reload } });
    expect(second.report, second.stderr).toMatchObject({ reached: 'verified', stopped: null });
    console.log(`issued, tested, reloaded and seen in ${second.ms} ms`);
    // The first was never put in place by us, so it is put in place before another one is asked for.
    expect(second.report?.certificate?.serialNumber).toBe(certificate.serialNumber);
    expect((await issuedBy(lab.pebble)) - before).toBe(1);

    const third = await issueInLab(lab, { ...labRequest(lab, name), deploy: { host: null, files: [], test, reload } });
    expect(third.report, third.stderr).toMatchObject({ reached: 'verified', stopped: null });
    expect(third.confirmed.map(({ title }) => title)).toEqual([
      'Issuing another certificate',
      'Testing the configuration',
      'Reloading the server',
    ]);
    expect(third.confirmed.map(({ argv }) => argv?.slice(1))).toEqual([undefined, test.slice(1), reload.slice(1)]);
    expect(third.confirmed[1]?.argv?.[0]).toBe('/usr/sbin/nginx');
    expect(third.report?.certificate?.serialNumber).not.toBe(certificate.serialNumber);
    expect(await servedSerial(name)).toBe(third.report?.certificate?.serialNumber);
    expect((await issuedBy(lab.pebble)) - before).toBe(2);
    const lineage = path.dirname(certificate.folder);
    expect((await readdir(lineage)).filter((entry) => /^\d+$/.test(entry))).toEqual(['0001', '0002']);
  }, 60_000);

  it('keeps the old certificate served and says what nginx said where the configuration is refused', async () => {
    const name = 'again.example.com';
    const broken = path.join(lab.siteFolder, 'broken.conf');
    await writeFile(broken, 'server { listen 203.0.113.10:443 ssl; ssl_certificate /nowhere.pem; }');
    const test = [...lab.nginx, '-t'];
    const reload = ['/bin/false'];
    const { report, confirmed } = await issueInLab(lab, {
      ...labRequest(lab, name),
      deploy: { host: null, files: [], test, reload },
    });
    await writeFile(broken, '');
    expect(report).toMatchObject({ reached: 'stored', stopped: { kind: 'failed' } });
    expect(report?.certificate).not.toBeNull();
    expect(confirmed.map(({ title }) => title)).toEqual(['Testing the configuration']);
    const [finding] = report?.stopped?.kind === 'failed' ? report.stopped.findings : [];
    expect(finding?.problem).toBe('deploy-failed');
    expect(finding?.evidence[0]?.text).toContain('nginx');
  }, 60_000);

  it('stores the certificate and runs nothing where the user says no', async () => {
    const name = 'www.example.com';
    const deploy = { host: null, files: [], test: ['/bin/false'], reload: ['/bin/false'] };
    const { report } = await issueInLab(lab, { ...labRequest(lab, name), deploy }, { confirm: false });
    expect(report).toMatchObject({
      reached: 'stored',
      stopped: { kind: 'declined', what: 'Testing the configuration' },
    });
    expect(report?.certificate).not.toBeNull();
  }, 60_000);

  it('tells what the CA said, word for word, where nothing listens on port 80', async () => {
    const name = 'refused.example.com';
    const { report, stderr, confirmed } = await issueInLab(lab, labRequest(lab, name));
    expect(confirmed.map(({ title }) => title)).toEqual(['Asking the CA although the token is not seen from here']);
    if (report?.stopped?.kind !== 'ca') throw new Error(`not refused: ${JSON.stringify(report)} ${stderr}`);
    const { problem, findings } = report.stopped;
    expect(problem.type).toBe('connection');
    expect(problem.detail).toContain('connection refused');
    expect(problem.subproblems).toEqual([{ identifier: name, type: 'connection', detail: problem.detail }]);
    expect(findings.map((finding) => [finding.problem, finding.subject])).toEqual([['http-refused', name]]);
    expect(await tokensLeft()).toEqual([]);
  }, 60_000);

  it('does not ask the CA for what is seen to fail from here, where the user says no', async () => {
    const request = { ...labRequest(lab, 'missing.example.com'), storage: path.join(lab.folder, 'storage/asked') };
    const { report } = await issueInLab(lab, request, { confirm: false });
    expect(report).toMatchObject({ reached: 'ordered', stopped: { kind: 'declined' }, certificate: null });
    expect(await tokensLeft()).toEqual([]);
  }, 60_000);

  // The second has room when the run begins, and not when the CA would be asked.
  it.each(['16k', '80k'])(
    'orders nothing where the disk is full: %s',
    async (size) => {
      const request = { ...labRequest(lab, 'full.example.com'), storage: path.join(lab.folder, 'storage', size) };
      await mkdir(request.storage, { recursive: true });
      await lab.run(['mount', '-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', request.storage]);
      const orders = async (): Promise<number> =>
        (await readFile(lab.pebble.logFile, 'utf8')).split('POST /order-plz').length;
      const before = await orders();
      const { report } = await issueInLab(lab, request);
      expect(report).toMatchObject({ stopped: { kind: 'failed', findings: [{ problem: 'disk-full' }] } });
      expect(await orders()).toBe(before);
      await lab.run(['umount', request.storage]);
    },
    60_000,
  );

  const bundle = path.join(import.meta.dirname, '../../dist/issue.cjs');
  it.skipIf(!existsSync(bundle))(
    'issues with the built chunks as with the source',
    async () => {
      const { report, stderr } = await issueInLab(lab, labRequest(lab, 'built.example.com'), { module: bundle });
      expect(report, stderr).toMatchObject({ reached: 'stored', stopped: null });
      const refused = {
        ...labRequest(lab, 'refused.example.com'),
        storage: path.join(lab.folder, 'storage/built-refused'),
      };
      const { report: other } = await issueInLab(lab, refused, { module: bundle });
      expect(other?.stopped).toMatchObject({ kind: 'ca', problem: { type: 'connection' } });
    },
    60_000,
  );

  it('comes through a CA that refuses every second nonce', async () => {
    const ca = await lab.startPebble({ name: 'nonces', port: 14500, nonceReject: 50 });
    const name = 'nonce.example.com';
    const request = labRequest(lab, name, ca);
    // Ten refusals of one call in a row happen once in a hundred runs; the next run goes on where that one stopped.
    let outcome = await issueInLab(lab, request);
    for (let run = 1; run < 3 && outcome.report?.stopped?.kind === 'ca'; run += 1)
      outcome = await issueInLab(lab, request);
    expect(outcome.report, outcome.stderr).toMatchObject({ reached: 'stored', stopped: null });
    expect(await issuedBy(ca)).toBe(1);
    await ca.stop();
  }, 90_000);

  const kills = [
    { killAfter: 'planned' },
    { killAfter: 'key' },
    { killAfter: 'ordering' },
    { killBefore: 'ordered' },
    { killAfter: 'ordered' },
    { killAfter: 'challenge' },
    { killAfter: 'authorized' },
    { killAfter: 'finalizing' },
    { killAtAnswer: '/finalize-order/' },
    { killBefore: 'issued' },
    { killAfter: 'issued' },
    { killBefore: 'stored' },
    { killAfter: 'stored' },
    { killAfter: 'deploying' },
    { killAfter: 'deployed' },
  ];

  it.each(kills)(
    'a run that is killed at %o is finished by the next one, with one certificate in all',
    async (kill) => {
      const id = Object.entries(kill).flat().join('-').replaceAll('/', '');
      const request = {
        ...labRequest(lab, 'killed.example.com'),
        storage: path.join(lab.folder, 'storage', id),
        deploy: { host: null, files: [], test: null, reload: ['true'] },
      };
      const before = await issuedBy(lab.pebble);
      const killed = await issueInLab(lab, request, kill);
      expect(killed.report).toBeNull();
      // The site has no certificate on port 443, so the last step alone cannot succeed; it is not waited for.
      const next = await issueInLab(lab, request, { confirm: false });
      expect(next.report?.certificate, JSON.stringify(next)).not.toBeNull();
      expect((await issuedBy(lab.pebble)) - before).toBe(1);

      const [lineage = ''] = await readdir(path.join(request.storage, 'certificates'));
      const folder = path.join(request.storage, 'certificates', lineage);
      const certificate = new X509Certificate(await readFile(path.join(folder, 'live/cert.pem')));
      expect(certificate.checkPrivateKey(createPrivateKey(await readFile(path.join(folder, 'live/privkey.pem'))))).toBe(
        true,
      );
      const journal = (await readFile(path.join(folder, 'journal.jsonl'), 'utf8')).trimEnd().split('\n');
      expect(journal.map((line) => (JSON.parse(line) as JournalEntry).event)).toContain('stored');
      expect((await readdir(folder)).filter((entry) => entry.endsWith('.cert-doctor-new'))).toEqual([]);
      expect(await tokensLeft()).toEqual([]);
    },
    60_000,
  );
});
