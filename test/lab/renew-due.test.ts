import { X509Certificate } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeployPlan } from '../../src/core/acme/deploy-plan.ts';
import { readCertificate } from '../../src/engine/observe/certificate-reader.ts';
import { renewalIdOf } from '../../src/engine/observe/observe-ca.ts';
import { describeLab } from './describe-lab.ts';
import { issueInLab, labRequest } from './lab-issue.ts';
import { startLab, writeFiles, type CommandOutcome, type Lab } from './lab.ts';

describeLab('renewing on its own', () => {
  const name = 'issue.example.com';
  let lab: Lab;
  let storage = '';
  let plan: DeployPlan;

  beforeAll(async () => {
    lab = await startLab();
    const home = path.join(lab.folder, 'own');
    const old = await lab.authorities.lab.leaf({ names: [name] });
    await writeFiles(home, { 'cert.pem': old.chain, 'key.pem': old.key });
    await writeFile(
      path.join(lab.siteFolder, 'own.conf'),
      `server { listen 203.0.113.10:443 ssl; server_name ${name};
        ssl_certificate ${home}/cert.pem; ssl_certificate_key ${home}/key.pem; }`,
    );
    plan = {
      host: null,
      files: [
        { path: `${home}/cert.pem`, content: 'full-chain' },
        { path: `${home}/key.pem`, content: 'key' },
      ],
      test: [...lab.nginx, '-t'],
      reload: [...lab.nginx, '-s', 'reload'],
    };
    await lab.run(plan.reload ?? []);
  }, 60_000);
  afterAll(async () => {
    await lab.stop();
  });

  /** The command line as a timer runs it: nobody is there. */
  function cli(...words: readonly string[]): Promise<CommandOutcome> {
    const program = path.join(import.meta.dirname, '../../src/cli/main.ts');
    return lab.run([process.execPath, program, ...words, '--storage', storage]);
  }

  async function servedSerial(): Promise<string> {
    const connect = `echo | openssl s_client -connect 203.0.113.10:443 -servername ${name} 2>/dev/null | openssl x509 -noout -serial`;
    return (await lab.run(['bash', '-c', connect])).stdout.trim().replace('serial=', '');
  }

  it('leaves alone what is not due, and renews what the CA wants renewed, deployed and proven as the first time', async () => {
    const request = { ...labRequest(lab, name), deploy: plan };
    ({ storage } = request);
    const first = await issueInLab(lab, request);
    expect(first.report, first.stderr).toMatchObject({ reached: 'verified', stopped: null });
    const folder = first.report?.certificate?.folder ?? '';
    expect((await stat(path.join(path.dirname(folder), 'request.json'))).mode & 0o777).toBe(0o600);

    const early = await cli('renew', '--due', '--yes', '--allow-private');
    expect(early.code, early.stderr).toBe(0);
    expect(early.stdout).toContain('not due');
    expect((await cli('renewals')).stdout).toContain('Renewed by: you.');

    // As the CA would have said, had it been asked: this Pebble knows no renewalInfo.
    const leaf = new X509Certificate(await readFile(first.report?.certificate?.certificateFile ?? ''));
    const [past, future] = [new Date(Date.now() - 1000).toISOString(), new Date(Date.now() + 86_400_000).toISOString()];
    const word = { certificateId: renewalIdOf(readCertificate(leaf)), start: past, end: future, chosen: past };
    await writeFile(path.join(path.dirname(folder), 'renewal.json'), JSON.stringify({ ...word, askAgain: future }));
    const listed = await cli('renewals');
    expect(listed.stdout).toContain('by the word of its CA');
    expect(listed.code).toBe(1);

    const late = await cli('renew', '--due', '--yes', '--allow-private', '--json');
    expect(late.code, late.stdout + late.stderr).toBe(0);
    const said = JSON.parse(late.stdout) as { renewals: readonly { outcome: string; report: { reached: string } }[] };
    expect(said.renewals).toMatchObject([{ outcome: 'renewed', report: { reached: 'verified' } }]);
    const live = new X509Certificate(await readFile(path.join(folder, 'cert.pem')));
    expect(live.serialNumber).not.toBe(leaf.serialNumber);
    expect(await servedSerial()).toBe(live.serialNumber);
    expect((await cli('history')).stdout.split('Every address serves it')).toHaveLength(3);

    const back = await cli('rollback', name, '--yes', '--allow-private');
    expect(back.code, back.stderr).toBe(0);
    await expect.poll(servedSerial, { timeout: 10_000 }).toBe(leaf.serialNumber);
  }, 120_000);
});
