import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { letsEncryptTrial } from '../../src/core/acme/certificate-authorities.ts';
import { createAuthority } from './authority.ts';
import { describeLab } from './describe-lab.ts';
import { startLab, startServer, type CommandOutcome, type Lab } from './lab.ts';
import { startPebble, type Pebble } from './pebble.ts';
import { runCli } from './run-cli.ts';
import { updateSituations } from './update-servers.ts';
import { addresses } from './zones.ts';

const httpPort = 8080;
const service = new URL(letsEncryptTrial).hostname;

describeLab("an order at Let's Encrypt's trial service, which Pebble plays", () => {
  let lab: Lab;
  let pebble: Pebble;

  beforeAll(async () => {
    lab = await startLab(updateSituations);
    const file = (name: string): string => path.join(lab.folder, name);
    pebble = await startPebble({
      ...{ httpPort, tlsPort: 8443, dnsServer: `${addresses.resolver}:53`, folder: file('trial') },
      ...{ enter: lab.enter, directoryPort: 14300, managementPort: 15300 },
    });
    const authority = await createAuthority('Trial HTTPS');
    const own = await authority.leaf({ names: [service] });
    await Promise.all([
      writeFile(file('trial.pem'), own.chain),
      writeFile(file('trial.key'), own.key),
      writeFile(file('trial-root.pem'), authority.root),
      writeFile(file('hosts'), `127.0.0.1 localhost\n127.0.0.9 ${service}\n`),
    ]);
    const mounted = await lab.run(['mount', '--bind', file('hosts'), '/etc/hosts']);
    expect(mounted.code, mounted.stderr).toBe(0);
    const words = ['127.0.0.9', file('trial.pem'), file('trial.key'), '14300', pebble.caRootFile];
    const program = path.join(import.meta.dirname, 'trial-service.ts');
    await startServer([...lab.enter, process.execPath, program, ...words], 'listening');
  }, 60_000);
  afterAll(async () => {
    await lab.stop();
  });

  /** Answers the challenge at this port, where it is also looked for from here. */
  function tryOrder(port: number, ...more: readonly string[]): Promise<CommandOutcome> {
    const storage = path.join(lab.folder, `storage-${String(port)}`);
    return runCli(lab, [
      ...['issue', 'own.example.com', '--staging', '--ca-root', path.join(lab.folder, 'trial-root.pem')],
      ...['--listen', String(port), '--http-port', String(port), '--allow-private', '--storage', storage, ...more],
    ]);
  }
  const orders = async (): Promise<number> =>
    (await readFile(pebble.logFile, 'utf8')).split('POST /order-plz').length - 1;

  it('is made with consent alone', async () => {
    const { code, stderr } = await tryOrder(httpPort, '--agree-tos');
    expect(stderr).toContain(letsEncryptTrial);
    expect(stderr).toContain('Nobody is there to ask');
    expect([code, await orders()]).toEqual([2, 0]);
  }, 60_000);

  it('shows what only the CA sees: it knocks where nobody is', async () => {
    const { code, stdout, stderr } = await tryOrder(httpPort + 1, '--agree-tos', '--yes');
    expect(stderr).toMatch(/well {2}http-01 by a server of our own/);
    expect(stdout + stderr).toMatch(/refused/i);
    expect([code, await orders()]).toEqual([1, 1]);
  }, 60_000);

  it('goes well where the CA is let in, and what it issues goes into no service', async () => {
    const { code, stdout, stderr } = await tryOrder(httpPort, '--agree-tos', '--yes');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Stored: serial number');
    expect(await orders()).toBe(2);
    const served = path.join(lab.folder, 'served.pem');
    const install = ['--install', `full-chain-and-key=${served}`];
    const deployed = await tryOrder(httpPort, '--agree-tos', '--yes', ...install);
    expect(deployed).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--accept trial-certificate') as string,
    });
    expect(existsSync(served)).toBe(false);
  }, 60_000);
});
