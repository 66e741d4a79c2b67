import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClientCertificate, ClientRenewalReport } from '../../src/core/acme/client-renewal.ts';
import { describeLab } from './describe-lab.ts';
import { startPebble } from './pebble.ts';
import { startLab, startServer, writeFiles, type CommandOutcome, type Lab } from './lab.ts';

import { addresses } from './zones.ts';

const programs = ['certbot', 'dehydrated', 'lego', 'caddy'];

interface Renewed {
  readonly report: ClientRenewalReport;
  readonly confirmed: readonly (readonly string[] | null)[];
  /** Problems that were told of while the client was still at work. */
  readonly told: readonly string[];
}

describeLab(
  'renewing by the clients that own the certificates',
  () => {
    let lab: Lab;
    let home = '';

    beforeAll(async () => {
      lab = await startLab();
      home = path.join(lab.folder, 'clients');
      // What these programs believe to be their machine's own, without touching this machine's.
      const folders = [
        '/etc/letsencrypt',
        '/var/lib/letsencrypt',
        '/var/log/letsencrypt',
        '/etc/dehydrated',
        '/etc/caddy',
      ];
      for (const folder of [...folders, '/var/lib/dehydrated']) {
        const own = path.join(home, folder);
        await mkdir(own, { recursive: true });
        await lab.run(['mkdir', '-p', folder]);
        await must(['mount', '--bind', own, folder]);
      }
    }, 60_000);
    afterAll(async () => {
      await lab.stop();
    });

    async function must(argv: readonly string[]): Promise<CommandOutcome> {
      const done = await lab.run(argv);
      expect(done.code, `${argv.join(' ')}\n${done.stdout}${done.stderr}`).toBe(0);
      return done;
    }

    async function renew(
      certificate: ClientCertificate & { readonly dryRun?: boolean },
      cancelAt: readonly string[] = [],
    ): Promise<Renewed> {
      const program = [process.execPath, path.join(import.meta.dirname, 'renew.ts')];
      const { stdout, stderr } = await lab.run([
        ...program,
        JSON.stringify({ dryRun: false, ...certificate }),
        ...cancelAt,
      ]);
      const last = stdout.trim().split('\n').at(-1) ?? '';
      expect(last, stderr).not.toBe('');
      return JSON.parse(last) as Renewed;
    }

    async function serialIn(file: string): Promise<string> {
      const { stdout } = await must(['openssl', 'x509', '-noout', '-serial', '-in', file]);
      return stdout.trim().replace('serial=', '');
    }

    it('leaves alone what certbot calls not due, has it renew what is, and names the cause where that fails', async () => {
      const name = 'issue.example.com';
      await writeFile(path.join(home, 'etc/letsencrypt/cli.ini'), 'no-verify-ssl = true\n');
      const account = ['--agree-tos', '--register-unsafely-without-email', '--non-interactive'];
      const where = ['--webroot', '-w', lab.webRoot, '-d', name, '--server', lab.pebble.directoryUrl];
      await must(['certbot', 'certonly', ...account, ...where]);
      const certbot = {
        ...({ client: 'certbot', name, timer: null, job: null } as const),
        file: `/etc/letsencrypt/live/${name}/fullchain.pem`,
      } as const;
      const first = await serialIn(certbot.file);

      const early = await renew(certbot);
      expect(early.report.outcome, early.report.output).toBe('not-due');
      expect(early.confirmed[0]?.[0]).toBe('/usr/bin/certbot');
      expect(await serialIn(certbot.file)).toBe(first);

      // certbot's own setting for when a certificate is due.
      const settings = path.join(home, `etc/letsencrypt/renewal/${name}.conf`);
      await writeFile(settings, `renew_before_expiry = 9999 days\n${await readFile(settings, 'utf8')}`);
      const late = await renew(certbot);
      expect(late.report.outcome, late.report.output).toBe('renewed');
      expect(late.report.before).toBe(first);
      expect(late.report.after).toBe(await serialIn(certbot.file));
      expect(late.report.log.format).toBe('certbot');

      // The name is served from another folder now: certbot says what the CA saw, and the log engine names it.
      await writeFile(settings, (await readFile(settings, 'utf8')).replaceAll(lab.webRoot, path.join(home, 'nowhere')));
      await mkdir(path.join(home, 'nowhere'));
      const failed = await renew(certbot);
      expect(failed.report.outcome, failed.report.output).toBe('failed');
      expect(failed.report.findings[0]?.problem).toBe('http-404-token');
      expect(await serialIn(certbot.file)).toBe(late.report.after);
    }, 180_000);

    it('has dehydrated renew', async () => {
      const name = 'again.example.com';
      await writeFiles(path.join(home, 'etc/dehydrated'), {
        config: `CA="${lab.pebble.directoryUrl}"\nCURL_OPTS="--cacert ${lab.pebble.caRootFile}"\nWELLKNOWN="${lab.webRoot}/.well-known/acme-challenge"\nBASEDIR=/var/lib/dehydrated\nDOMAINS_TXT=/etc/dehydrated/domains.txt\nRENEW_DAYS=9999\nKEY_ALGO=prime256v1\n`,
        'domains.txt': `${name}\n`,
      });
      await mkdir(path.join(lab.webRoot, '.well-known/acme-challenge'), { recursive: true });
      await must(['dehydrated', '--register', '--accept-terms']);
      await must(['dehydrated', '--cron']);
      const file = `/var/lib/dehydrated/certs/${name}/fullchain.pem`;
      const before = await serialIn(file);
      const { report } = await renew({ client: 'dehydrated', name, file, timer: null, job: null });
      expect(report.outcome, report.output).toBe('renewed');
      expect(report.before).toBe(before);
      expect(report.after).toBe(await serialIn(file));
    }, 120_000);

    it('has lego renew as its cron job does', async () => {
      const name = 'nonce.example.com';
      const folder = path.join(home, 'lego');
      const common = ['--path', folder, '--email', 'ops@example.com', '--domains', name];
      const job = [
        ...['env', `LEGO_CA_CERTIFICATES=${lab.pebble.caRootFile}`, 'lego', '--server', lab.pebble.directoryUrl],
        ...['--accept-tos', ...common, '--http', '--http.webroot', lab.webRoot],
      ];
      await must([...job, 'run']);
      const file = path.join(folder, 'certificates', `${name}.crt`);
      const before = await serialIn(file);
      const certificate = { client: 'lego', name, file, timer: null } as const;
      const { report } = await renew({ ...certificate, job: [...job, 'renew', '--days', '9999', '--no-random-sleep'] });
      expect(report.outcome, report.output).toBe('renewed');
      expect(report.after).toBe(await serialIn(file));
      expect(report.after).not.toBe(before);
    }, 120_000);

    it('has Caddy renew what is due, which it does behind its command', async () => {
      const name = 'www.example.com';
      // The lab's nginx has the ports at which its CA knocks.
      const tlsPort = 8444;
      const validity = 36;
      const ca = await startPebble({
        ...{ httpPort: 8081, tlsPort, dnsServer: `${addresses.resolver}:53`, folder: path.join(home, 'ca') },
        ...{ enter: lab.enter, directoryPort: 14300, managementPort: 15300, validity },
      });
      const folder = path.join(home, 'caddy-data');
      const site = `https://${name}:${String(tlsPort)}`;
      const issuer = `issuer acme ${ca.directoryUrl} {
      trusted_roots ${ca.caRootFile}
      disable_http_challenge
      alt_tlsalpn_port ${String(tlsPort)}
    }`;
      await writeFiles(path.join(home, 'etc/caddy'), {
        Caddyfile: `{
  storage file_system ${folder}
  https_port ${String(tlsPort)}
  auto_https disable_redirects
}
${site} {
  tls {
    ${issuer}
  }
  respond ok
}
`,
      });
      const program = ['env', `HOME=${home}`, `XDG_CONFIG_HOME=${home}/caddy-config`, 'caddy'];
      const run = [...lab.enter, ...program, 'run', '--config', '/etc/caddy/Caddyfile'];
      await startServer(run, 'serving initial configuration');
      const file = path.join(folder, `certificates/localhost-14300-dir/${name}/${name}.crt`);
      const certificate = { client: 'caddy', name, file, timer: null, job: null } as const;
      await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 30_000 }).toContain('BEGIN');
      const before = await serialIn(file);
      // Most of its time is left: nothing is due, and nobody waits.
      const early = await renew(certificate);
      expect(early.report.outcome, early.report.output).toBe('not-due');
      const isDue = ['openssl', 'x509', '-noout', '-checkend', String(validity / 4), '-in', file];
      await expect.poll(async () => (await lab.run(isDue)).code, { timeout: 60_000, interval: 500 }).toBe(1);
      expect(await serialIn(file)).toBe(before);
      const { report } = await renew(certificate);
      expect(report, report.output).toMatchObject({ outcome: 'renewed', before });
      expect(report.after).toBe(await serialIn(file));
      await ca.stop();
    }, 180_000);

    it('stops waiting for Caddy when it is cancelled, and claims to have stopped nothing else', async () => {
      // A stand-in for a Caddy that took the command and renews nothing: its command ends well at once.
      await must(['mount', '--bind', '/bin/true', '/usr/bin/caddy']);
      const file = path.join(home, 'due.crt');
      const { chain } = await lab.authorities.lab.leaf({ names: ['www.example.com'], validFrom: -89 });
      await writeFile(file, chain);
      const certificate = { client: 'caddy', name: 'www.example.com', file, timer: null, job: null } as const;
      const { report } = await renew(certificate, ['Waiting for caddy to renew']);
      await must(['umount', '/usr/bin/caddy']);
      expect(report.outcome, report.text).toBe('cancelled');
      expect(report.text).toBe('caddy renews by itself, and goes on: look again in some minutes.');
    }, 60_000);

    it('runs acme.sh where its certificates lie, by a stand-in that says what acme.sh said', async () => {
      // acme.sh is in no package registry: a stand-in with its recorded words and its exit code for "not due".
      const folder = path.join(home, 'acme.sh-home');
      const name = 'www.example.com';
      await mkdir(path.join(folder, name), { recursive: true });
      const { chain } = await lab.authorities.lab.leaf({ names: [name] });
      const file = path.join(folder, name, 'fullchain.cer');
      await writeFile(file, chain);
      const words = [
        "[Thu Nov 26 06:00:01 UTC 2026] Renew: 'www.example.com'",
        '[Thu Nov 26 06:00:01 UTC 2026] Skip, Next renewal time is: 2027-01-20T06:00:01Z',
        "[Thu Nov 26 06:00:01 UTC 2026] Add '--force' to force to renew.",
      ];
      const script = `#!/bin/sh\n[ "$*" = "--renew --home ${folder} -d ${name}" ] || exit 9\n${words.map((line) => `printf '%s\\n' "${line}"`).join('\n')}\nexit 2\n`;
      await writeFile(path.join(folder, 'acme.sh'), script);
      await chmod(path.join(folder, 'acme.sh'), 0o755);
      const { report } = await renew({ client: 'acme.sh', name, file, timer: null, job: null });
      expect(report.outcome, report.output).toBe('not-due');
      expect(report.log.format).toBe('acme.sh');
    }, 60_000);

    it('has CloudPanel ask for a new one, by a stand-in that says what clpctl said', async () => {
      // clpctl is in no package registry: a stand-in with its words, which puts the new certificate where CloudPanel does.
      const name = 'panel.example.com';
      const folder = path.join(home, 'cloudpanel');
      const [old, next] = await Promise.all([1, 2].map(() => lab.authorities.lab.leaf({ names: [name] })));
      await mkdir(path.join(folder, 'sbin'), { recursive: true });
      await writeFiles(folder, {
        [`${name}.crt`]: old?.chain ?? '',
        next: next?.chain ?? '',
        'sbin/clpctl': `#!/bin/sh
[ "$*" = "lets-encrypt:install:certificate --domainName=${name}" ] || exit 9
cp ${folder}/next ${folder}/${name}.crt
echo 'Certificate installation was successful.'
`,
      });
      await chmod(path.join(folder, 'sbin/clpctl'), 0o755);
      await must(['mount', '--bind', path.join(folder, 'sbin'), '/usr/local/sbin']);
      const file = path.join(folder, `${name}.crt`);
      const before = await serialIn(file);
      const { report, confirmed } = await renew({ client: 'clpctl', name, file, timer: null, job: null });
      expect(report, report.text + report.output).toMatchObject({
        outcome: 'renewed',
        before,
        after: await serialIn(file),
      });
      expect(report.after).not.toBe(before);
      expect(confirmed[0]).toEqual([
        '/usr/local/sbin/clpctl',
        'lets-encrypt:install:certificate',
        `--domainName=${name}`,
      ]);
    }, 60_000);
  },
  programs,
);
