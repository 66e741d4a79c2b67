import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { describeLab } from './describe-lab.ts';
import { startLab, startServer, type Lab } from './lab.ts';
import { runCli } from './run-cli.ts';
import { updateSituations } from './update-servers.ts';

const port = '8443';

describeLab('a network that goes away in the middle of a check', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab(updateSituations);
    const program = path.join(import.meta.dirname, 'cut-network.ts');
    await startServer([...lab.enter, process.execPath, program, port], 'listening');
  }, 60_000);
  afterAll(async () => {
    await lab.stop();
  });

  it('is no fault of the domain: what was not seen is unknown', async () => {
    const words = ['check', '--json', 'own.example.com', '--allow-private', '--roots', lab.rootFile];
    const ports = ['--https-port', port, '--http-port', port, '--timeout', '20'];
    const { code, stdout, stderr } = await runCli(lab, [...words, '--trust-anchor', lab.anchor, ...ports]);
    const { domains } = JSON.parse(stdout) as { readonly domains: readonly DomainReport[] };
    const [report] = domains;
    expect(report?.ssl, stderr).toBe('unknown');
    expect(report?.findings.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
    expect(report?.observations.tls.map(({ outcome }) => outcome.kind)).toEqual(['failed']);
    expect(code).toBe(2);
  }, 90_000);
});
