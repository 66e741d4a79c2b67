import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { describeLab } from './describe-lab.ts';
import { startLab, type Lab } from './lab.ts';
import { addresses } from './zones.ts';

interface Case {
  readonly name: string;
  readonly options?: readonly string[];
  readonly ssl: string;
  readonly dns: string;
  /** Every finding that is an error, the one that explains the others first. */
  readonly errors: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'active', ssl: 'active', dns: 'valid', errors: [] },
  { name: 'nowhere', ssl: 'pending', dns: 'missing', errors: ['dns-nxdomain'] },
  { name: 'noaddress', ssl: 'pending', dns: 'missing', errors: ['dns-no-address'] },
  { name: 'wrongip', options: ['--expect', addresses.main], ssl: 'pending', dns: 'wrong', errors: ['dns-wrong-ip'] },
  { name: 'caa', ssl: 'none', dns: 'valid', errors: ['caa-forbids'] },
  { name: 'dangling', options: ['--method', 'dns-01'], ssl: 'none', dns: 'valid', errors: ['delegation-dangling'] },
  { name: 'lame', ssl: 'unknown', dns: 'error', errors: ['dns-lame', 'dns-servfail', 'caa-lookup-failed'] },
  { name: 'deny', ssl: 'none', dns: 'valid', errors: ['http-403-token'] },
  // A token that nobody put there is answered with 404 by every server.
  { name: 'missing', ssl: 'none', dns: 'valid', errors: [] },
  { name: 'loop', ssl: 'none', dns: 'valid', errors: ['redirect-problem'] },
  { name: 'six', ssl: 'none', dns: 'valid', errors: [] },
  { name: 'refused', ssl: 'unreachable', dns: 'valid', errors: ['http-refused'] },
  { name: 'dropped', options: ['--timeout', '3'], ssl: 'unreachable', dns: 'valid', errors: ['http-timeout'] },
  { name: 'expired', ssl: 'expired', dns: 'valid', errors: ['cert-expired'] },
  { name: 'wronghost', ssl: 'wrong-host', dns: 'valid', errors: ['cert-hostname'] },
  { name: 'selfsigned', ssl: 'self-signed', dns: 'valid', errors: ['self-signed'] },
  { name: 'incomplete', ssl: 'incomplete-chain', dns: 'valid', errors: ['chain-incomplete'] },
];

describeLab('`cert-doctor check` against real servers', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
  }, 60_000);
  afterAll(async () => {
    await lab.stop();
  });

  it.each(cases)(
    '$name: $ssl, DNS $dns, $errors',
    async ({ name, options = [], ssl, dns, errors }) => {
      const program = [process.execPath, path.join(import.meta.dirname, '../../src/cli/main.ts')];
      const common = ['check', '--json', '--allow-private', '--roots', lab.rootFile];
      const { code, stdout, stderr } = await lab.run([...program, ...common, ...options, `${name}.example.com`]);
      const { domains } = JSON.parse(stdout) as { domains: readonly DomainReport[] };
      const seen = domains.map(({ ssl: status, names, findings }) => ({
        ssl: status,
        dns: names.map((entry) => entry.dns),
        errors: findings.filter(({ severity }) => severity === 'error').map(({ problem }) => problem),
      }));
      expect(seen, stderr).toEqual([{ ssl, dns: [dns], errors }]);
      if (errors.length > 0) expect(code).toBe(1);
    },
    60_000,
  );

  it('on the server itself, its nginx and the files that it serves are seen too', async () => {
    const program = [process.execPath, path.join(import.meta.dirname, '../../src/cli/main.ts')];
    const { stdout } = await lab.run([
      ...program,
      'check',
      '--json',
      '--allow-private',
      '--roots',
      lab.rootFile,
      'active.example.com',
    ]);
    const { domains } = JSON.parse(stdout) as { domains: readonly DomainReport[] };
    const host = domains[0]?.observations.host;
    expect(host?.nginx?.running).toBe(true);
    expect(host?.nginx?.test).toMatchObject({ passed: true });
    expect(host?.listeners).toContainEqual({ address: addresses.secure, port: 443, program: 'nginx' });
    const leaf = domains[0]?.observations.tls[0]?.outcome;
    const served = leaf?.kind === 'handshake' ? leaf.chain[0]?.fingerprint : undefined;
    expect(host?.files.map((file) => [file.matches, file.leaf?.fingerprint])).toEqual([[true, served]]);
  }, 60_000);
});
