import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeployPlan } from '../../src/core/acme/deploy-plan.ts';
import { noSecrets } from '../../src/core/acme/issuance.ts';
import { defaultNetwork } from '../../src/engine/engine.ts';
import { describeLab } from './describe-lab.ts';
import { issueInLab, labRequest, rollBackInLab, type IssueOutcome } from './lab-issue.ts';
import { startLab, writeFiles, type Lab } from './lab.ts';

const main = '203.0.113.10';

/** A server of its own kind that serves one name from files that others write. */
interface Server {
  readonly kind: string;
  readonly name: string;
  readonly port: number;
  /** In the order in which it reads them. */
  readonly files: DeployPlan['files'];
  readonly configuration: Readonly<Record<string, string>>;
  readonly start: readonly string[];
  readonly test: readonly string[];
  readonly reload: readonly string[];
}

function servers(home: string): readonly Server[] {
  const pem = (folder: string): DeployPlan['files'] => [
    { path: `${home}/${folder}/cert.pem`, content: 'full-chain' },
    { path: `${home}/${folder}/key.pem`, content: 'key' },
  ];
  const nginx = ['nginx', '-e', `${home}/nginx/error.log`, '-p', `${home}/nginx`, '-c', `${home}/nginx/nginx.conf`];
  const apache = ['apache2', '-f', `${home}/apache/apache.conf`];
  const caddy = ['--config', `${home}/caddy/Caddyfile`, '--adapter', 'caddyfile'];
  const modules = ['mpm_event', 'authz_core', 'ssl'];
  return [
    {
      ...{ kind: 'nginx', name: 'issue.example.com', port: 8443, files: pem('nginx') },
      configuration: {
        'nginx.conf': `user root; worker_processes 1; pid ${home}/nginx/pid; error_log ${home}/nginx/error.log;
          events {} http { access_log off; server { listen ${main}:8443 ssl; root /nowhere;
          ssl_certificate cert.pem; ssl_certificate_key key.pem; } }`,
      },
      ...{ start: nginx, test: [...nginx, '-t'], reload: [...nginx, '-s', 'reload'] },
    },
    {
      ...{ kind: 'Apache', name: 'again.example.com', port: 8444, files: pem('apache') },
      configuration: {
        'apache.conf': `ServerRoot ${home}/apache\nDefaultRuntimeDir ${home}/apache\nPidFile ${home}/apache/pid
ErrorLog ${home}/apache/error.log\nUser nobody\nGroup nogroup\nServerName localhost
${modules.map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so`).join('\n')}
Listen ${main}:8444\n<VirtualHost ${main}:8444>\nSSLEngine on\nSSLCertificateFile ${home}/apache/cert.pem
SSLCertificateKeyFile ${home}/apache/key.pem\n</VirtualHost>\n`,
      },
      ...{ start: apache, test: [...apache, '-t'], reload: [...apache, '-k', 'graceful'] },
    },
    {
      ...{ kind: 'HAProxy', name: 'nonce.example.com', port: 8445 },
      files: [{ path: `${home}/haproxy/site.pem`, content: 'full-chain-and-key' }],
      configuration: {
        'haproxy.cfg': `global\n  pidfile ${home}/haproxy/pid\n  stats socket ${home}/haproxy/sock level admin expose-fd listeners
defaults\n  mode http\n  timeout connect 5s\n  timeout client 5s\n  timeout server 5s
frontend f\n  bind ${main}:8445 ssl crt ${home}/haproxy/site.pem\n`,
      },
      start: ['haproxy', '-W', '-D', '-f', `${home}/haproxy/haproxy.cfg`],
      test: ['haproxy', '-c', '-f', `${home}/haproxy/haproxy.cfg`],
      // What `systemctl reload haproxy` does: the master takes its configuration again.
      reload: ['pkill', '-USR2', '-o', '-F', `${home}/haproxy/pid`],
    },
    {
      ...{ kind: 'Caddy', name: 'killed.example.com', port: 8446, files: pem('caddy') },
      configuration: {
        Caddyfile: `{\n  admin ${main}:2019\n  auto_https off\n  storage file_system ${home}/caddy/data\n}
https://killed.example.com:8446 {\n  bind ${main}\n  tls ${home}/caddy/cert.pem ${home}/caddy/key.pem\n  respond ok\n}\n`,
      },
      // It leaves a daemon behind that would keep a pipe open.
      start: [
        'bash',
        '-c',
        'exec "$@" > /dev/null 2>&1',
        'caddy',
        'env',
        `XDG_CONFIG_HOME=${home}/caddy`,
        'caddy',
        'start',
        ...caddy,
      ],
      test: ['caddy', 'validate', ...caddy],
      reload: ['caddy', 'reload', '--force', '--address', `${main}:2019`, ...caddy],
    },
  ];
}

/** A mail server of its own kind that shows the certificate of one name after STARTTLS. */
interface MailServer {
  readonly kind: string;
  readonly name: string;
  readonly folder: string;
  readonly port: number;
  readonly startTls: 'smtp' | 'imap';
  readonly configuration: Readonly<Record<string, string>>;
  /** Commands before the start. */
  readonly prepare: readonly (readonly string[])[];
  readonly start: readonly string[];
  readonly test: readonly string[];
  readonly reload: readonly string[];
}

function mailServers(home: string): readonly MailServer[] {
  const [postfix, dovecot] = [`${home}/postfix`, `${home}/dovecot`];
  const conf = `${dovecot}/dovecot.conf`;
  return [
    {
      ...({ kind: 'Postfix', name: 'full.example.com', folder: postfix, port: 25, startTls: 'smtp' } as const),
      configuration: {
        'main.cf': `compatibility_level = 3.6\nqueue_directory = ${postfix}/queue\ndata_directory = ${postfix}/data
myhostname = full.example.com\ninet_interfaces = ${main}\ninet_protocols = ipv4\nmydestination =\nalias_maps =
smtpd_tls_security_level = may\nsmtpd_tls_cert_file = ${postfix}/cert.pem\nsmtpd_tls_key_file = ${postfix}/key.pem
maillog_file = ${postfix}/log\nmaillog_file_prefixes = ${home}\n`,
        'master.cf': [
          'smtp inet n - n - - smtpd',
          'tlsmgr unix - - n 1000? 1 tlsmgr',
          'rewrite unix - - n - - trivial-rewrite',
          'proxymap unix - - n - - proxymap',
          'anvil unix - - n - 1 anvil',
          'postlog unix-dgram n - n - 1 postlogd\n',
        ].join('\n'),
      },
      prepare: [
        ['install', '-d', `${postfix}/queue`],
        ['install', '-d', '-o', 'postfix', `${postfix}/data`],
      ],
      start: ['postfix', '-c', postfix, 'start'],
      test: ['postfix', '-c', postfix, 'check'],
      reload: ['postfix', '-c', postfix, 'reload'],
    },
    {
      ...({ kind: 'Dovecot', name: 'www.example.com', folder: dovecot, port: 143, startTls: 'imap' } as const),
      configuration: {
        'dovecot.conf': `base_dir = ${dovecot}/run\nstate_dir = ${dovecot}/state\nlog_path = ${dovecot}/log
protocols = imap\nlisten = ${main}\nssl = yes\nssl_cert = <${dovecot}/cert.pem\nssl_key = <${dovecot}/key.pem
passdb {\n  driver = static\n  args = password=x\n}
userdb {\n  driver = static\n  args = uid=nobody gid=nogroup home=${dovecot}\n}\nmail_location = maildir:~/mail\n`,
      },
      prepare: [],
      start: ['dovecot', '-c', conf],
      test: ['doveconf', '-c', conf, '-n'],
      reload: ['doveadm', '-c', conf, 'reload'],
    },
  ];
}

const programs = ['haproxy', 'caddy', 'dovecot', 'postfix', 'keytool', 'ssh', 'ssh-keygen', 'sshd'];

describeLab(
  'deploying to real servers',
  () => {
    let lab: Lab;

    beforeAll(async () => {
      lab = await startLab();
    }, 60_000);
    afterAll(async () => {
      await lab.stop();
    });

    async function servedSerial({ name, port }: Pick<Server, 'name' | 'port'>): Promise<string> {
      const connect = `echo | openssl s_client -connect ${main}:${String(port)} -servername ${name} 2>/dev/null | openssl x509 -noout -serial`;
      const { stdout } = await lab.run(['bash', '-c', connect]);
      return stdout.trim().replace('serial=', '');
    }

    function deploy(
      { name, port }: Pick<Server, 'name' | 'port'>,
      plan: DeployPlan,
      keyStorePassword: string | null = null,
    ): Promise<IssueOutcome> {
      return issueInLab(
        lab,
        { ...labRequest(lab, name), deploy: plan },
        {
          network: { ...defaultNetwork, allowPrivate: true, httpsPort: port },
          secrets: { ...noSecrets, keyStorePassword },
        },
      );
    }

    for (const kind of ['nginx', 'Apache', 'HAProxy', 'Caddy']) {
      describe(`to ${kind}`, () => {
        let server: Server;
        let plan: DeployPlan;
        let first = '';
        const contents = (): Promise<readonly string[]> =>
          Promise.all(server.files.map((file) => readFile(file.path, 'latin1')));

        beforeAll(async () => {
          const home = path.join(lab.folder, 'servers');
          const found = servers(home).find((one) => one.kind === kind);
          if (found === undefined) throw new Error(kind);
          server = found;
          plan = { host: null, files: server.files, test: server.test, reload: server.reload };
          const folder = path.dirname(server.files[0]?.path ?? '');
          await writeFiles(folder, server.configuration);
          const old = await lab.authorities.lab.leaf({ names: [server.name] });
          for (const { path: file, content } of server.files) {
            await writeFile(
              file,
              content === 'key' ? old.key : content === 'full-chain' ? old.chain : old.chain + old.key,
            );
            await chown(file, 0, 65_534);
            await chmod(file, 0o640);
          }
          const { code, stdout, stderr } = await lab.run(server.start);
          expect(code, stdout + stderr).toBe(0);
          first = await servedSerial(server);
          expect(first).not.toBe('');
        }, 60_000);

        it('replaces the files, reloads, and proves that the new certificate is served', async () => {
          const { report, confirmed, stderr } = await deploy(server, plan);
          expect(report, stderr).toMatchObject({ reached: 'verified', stopped: null });
          expect(await servedSerial(server)).toBe(report?.certificate?.serialNumber);
          const titles = ['Testing the configuration', 'Putting the files in place', 'Reloading the server'];
          expect(confirmed.map(({ title }) => title)).toEqual(titles);
          for (const { path: file } of server.files) {
            const { mode, gid } = await stat(file);
            expect([mode & 0o777, gid]).toEqual([0o640, 65_534]);
          }
        }, 60_000);

        it('goes back in one step', async () => {
          const report = await rollBackInLab(lab, { ...labRequest(lab, server.name), deploy: plan });
          expect(report).toMatchObject({ stopped: null });
          await expect.poll(() => servedSerial(server), { timeout: 10_000 }).toBe(first);
        }, 60_000);

        it('puts the files back where the reload fails, and asks for no second certificate afterwards', async () => {
          const before = await contents();
          const { report } = await deploy(server, { ...plan, reload: ['/bin/false'] });
          expect(report).toMatchObject({ reached: 'stored', stopped: { kind: 'failed' } });
          expect(await contents()).toEqual(before);
          expect(await servedSerial(server)).toBe(first);
          const next = await deploy(server, plan);
          expect(next.report, next.stderr).toMatchObject({ reached: 'verified', stopped: null });
          expect(next.report?.certificate?.serialNumber).toBe(report?.certificate?.serialNumber);
          expect(await servedSerial(server)).toBe(report?.certificate?.serialNumber);
        }, 60_000);
      });
    }

    it('puts the files back where the server does not take them', async () => {
      const [nginx] = servers(path.join(lab.folder, 'servers'));
      if (nginx === undefined) throw new Error('no server');
      const served = await servedSerial(nginx);
      const [cert, key] = nginx.files.map((file) => file.path);
      const files = [
        { path: cert ?? '', content: 'key' },
        { path: key ?? '', content: 'full-chain' },
      ] as const;
      const before = await readFile(cert ?? '', 'latin1');
      const { report } = await deploy(nginx, { host: null, files, test: nginx.test, reload: nginx.reload });
      expect(report).toMatchObject({ reached: 'stored', stopped: { kind: 'failed' } });
      expect(await readFile(cert ?? '', 'latin1')).toBe(before);
      expect(await servedSerial(nginx)).toBe(served);
    }, 60_000);

    for (const kind of ['Postfix', 'Dovecot']) {
      describe(`to ${kind}`, () => {
        let server: MailServer;
        let plan: DeployPlan;
        let first = '';

        async function shownSerial(): Promise<string> {
          const connect = `echo | timeout 10 openssl s_client -starttls ${server.startTls} -connect ${main}:${String(server.port)} 2>/dev/null | openssl x509 -noout -serial`;
          const { stdout } = await lab.run(['bash', '-c', connect]);
          return stdout.trim().replace('serial=', '');
        }

        beforeAll(async () => {
          const home = path.join(lab.folder, 'mail');
          const found = mailServers(home).find((one) => one.kind === kind);
          if (found === undefined) throw new Error(kind);
          server = found;
          const { test, reload, port, startTls } = server;
          const files = [
            { path: `${server.folder}/cert.pem`, content: 'full-chain' },
            { path: `${server.folder}/key.pem`, content: 'key' },
          ] as const;
          plan = { host: null, files, test, reload, shownAt: [{ port, startTls }] };
          const old = await lab.authorities.lab.leaf({ names: [server.name] });
          await writeFiles(server.folder, { ...server.configuration, 'cert.pem': old.chain, 'key.pem': old.key });
          // What serves strangers is no root, and has to come to its own folders.
          await chmod(lab.folder, 0o711);
          for (const argv of [...server.prepare, server.start]) {
            const quiet = ['bash', '-c', 'exec timeout 30 "$@" > /dev/null 2>&1', kind, ...argv];
            const { code } = await lab.run(quiet);
            expect(code, await readFile(`${server.folder}/log`, 'utf8').catch(() => argv.join(' '))).toBe(0);
          }
          first = await shownSerial();
          expect(first).not.toBe('');
        }, 60_000);

        it('replaces the files, reloads, is proven over STARTTLS, and goes back in one step', async () => {
          const { report, stderr } = await deploy({ name: server.name, port: 443 }, plan);
          expect(report, stderr).toMatchObject({ reached: 'verified', stopped: null });
          expect(await shownSerial()).toBe(report?.certificate?.serialNumber);
          expect(await shownSerial()).not.toBe(first);
          const back = await rollBackInLab(lab, { ...labRequest(lab, server.name), deploy: plan });
          expect(back).toMatchObject({ stopped: null });
          await expect.poll(shownSerial, { timeout: 10_000 }).toBe(first);
        }, 120_000);

        // Neither kind's own test reads the certificate; the patience for one of them is enough.
        it.runIf(kind === 'Postfix')(
          'puts the files back where the ports alone tell that it cannot use them',
          async () => {
            const [cert, key] = plan.files.map((file) => file.path);
            const files = [
              { path: cert ?? '', content: 'key' },
              { path: key ?? '', content: 'full-chain' },
            ] as const;
            const before = await readFile(cert ?? '', 'latin1');
            const { report } = await deploy({ name: server.name, port: 443 }, { ...plan, files });
            const text = expect.stringContaining(
              'showed no certificate any more, so the earlier state was put back',
            ) as string;
            expect(report).toMatchObject({ stopped: { kind: 'failed', text } });
            expect(await readFile(cert ?? '', 'latin1')).toBe(before);
            await expect.poll(shownSerial, { timeout: 10_000 }).toBe(first);
          },
          90_000,
        );
      });
    }

    it('makes key stores that OpenSSL and the JDK open', async () => {
      const folder = path.join(lab.folder, 'stores');
      await mkdir(folder);
      const files = [
        { path: `${folder}/site.p12`, content: 'pkcs12' },
        { path: `${folder}/site.jks`, content: 'jks' },
      ] as const;
      const target = { name: 'www.example.com', port: 443 };
      const { report } = await deploy(target, { host: null, files, test: null, reload: null }, 'changeit-now');
      // Nobody serves it.
      expect(report).toMatchObject({ reached: 'deployed', stopped: null });
      const serial = report?.certificate?.serialNumber ?? '';
      const opened = await lab.run([
        'openssl',
        'pkcs12',
        '-in',
        `${folder}/site.p12`,
        '-passin',
        'pass:changeit-now',
        '-nodes',
        '-clcerts',
      ]);
      expect(opened.stdout).toContain('PRIVATE KEY');
      const listed = await lab.run([
        'keytool',
        '-list',
        '-v',
        '-keystore',
        `${folder}/site.jks`,
        '-storepass',
        'changeit-now',
      ]);
      expect(listed.stdout.toUpperCase()).toContain(BigInt(`0x${serial}`).toString(16).toUpperCase());
      expect((await stat(`${folder}/site.p12`)).mode & 0o777).toBe(0o600);
    }, 60_000);

    describe('over SSH', () => {
      beforeAll(async () => {
        const folder = path.join(lab.folder, 'ssh');
        const slow = path.join(lab.folder, 'slow');
        await mkdir(folder, { mode: 0o700 });
        await mkdir('/root/.ssh', { mode: 0o700, recursive: true });
        for (const key of ['host', 'user']) {
          await lab.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', `${folder}/${key}`]);
        }
        await writeFiles(folder, {
          authorized_keys: await readFile(`${folder}/user.pub`, 'utf8'),
          sshd_config: `ListenAddress ${main}:2222\nListenAddress ${main}:2223\nHostKey ${folder}/host\nPidFile ${folder}/pid\nUsePAM no
AuthorizedKeysFile ${folder}/authorized_keys\nStrictModes no\nPermitRootLogin yes\nMatch LocalPort 2223
  SetEnv PATH=${slow}:/usr/bin:/bin\n`,
          config: `Host slow\n  Port 2223\nHost far slow\n  HostName ${main}\n  Port 2222\n  User root\n  IdentityFile ${folder}/user\n  StrictHostKeyChecking no\n  UserKnownHostsFile ${folder}/known\n`,
        });
        await lab.run(['mount', '--bind', folder, '/root/.ssh']);
        await mkdir('/run/sshd', { recursive: true });
        const { code, stderr } = await lab.run(['/usr/sbin/sshd', '-f', `${folder}/sshd_config`]);
        expect(code, stderr).toBe(0);
      }, 60_000);

      it('does the same on the other machine, and goes back there', async () => {
        const [nginx] = servers(path.join(lab.folder, 'servers'));
        if (nginx === undefined) throw new Error('no server');
        const before = await servedSerial(nginx);
        const plan = { host: 'far', files: nginx.files, test: nginx.test, reload: nginx.reload };
        const { report, confirmed, stderr } = await deploy(nginx, plan);
        expect(report, stderr).toMatchObject({ reached: 'verified', stopped: null });
        expect(confirmed.at(-1)?.argv?.slice(0, 2)).toEqual(['ssh', 'far']);
        expect(await servedSerial(nginx)).toBe(report?.certificate?.serialNumber);
        expect((await stat(nginx.files[1]?.path ?? '')).mode & 0o777).toBe(0o640);
        const back = await rollBackInLab(lab, { ...labRequest(lab, nginx.name), deploy: plan });
        expect(back).toMatchObject({ stopped: null });
        await expect.poll(() => servedSerial(nginx), { timeout: 10_000 }).toBe(before);
      }, 60_000);

      it('keeps all of a large file, whatever its bytes, and refuses what is no file', async () => {
        const folder = path.join(lab.folder, 'far');
        await mkdir(folder);
        const large = randomBytes(150_000);
        await writeFile(`${folder}/site.pem`, large);
        const target = { name: 'www.example.com', port: 443 };
        const plan = { host: 'far', test: null, reload: null } as const;
        const files = [{ path: `${folder}/site.pem`, content: 'full-chain-and-key' }] as const;
        const { report, stderr } = await deploy(target, { ...plan, files });
        expect(report, stderr).toMatchObject({ reached: 'deployed', stopped: null });
        expect((await readFile(`${folder}/site.pem`)).equals(large)).toBe(false);
        const back = await rollBackInLab(lab, { ...labRequest(lab, target.name), deploy: { ...plan, files } });
        expect(back).toMatchObject({ stopped: null });
        expect((await readFile(`${folder}/site.pem`)).equals(large)).toBe(true);

        const refused = await deploy(target, { ...plan, files: [{ path: folder, content: 'full-chain-and-key' }] });
        const stopped = refused.report?.stopped ?? null;
        expect(stopped?.kind === 'failed' ? stopped.text : '').toContain('no regular file');
        expect(await readdir(folder)).toEqual(['site.pem']);
      }, 60_000);

      it('puts nothing in place any more when it was cancelled while the other machine syncs', async () => {
        const folder = path.join(lab.folder, 'slow');
        await mkdir(folder);
        const wait = `#!/bin/sh\ntouch ${folder}/syncing\nuntil [ -e ${folder}/go ]; do sleep 0.02; done\n`;
        await writeFile(`${folder}/sync`, wait, { mode: 0o755 });
        await writeFile(`${folder}/site.pem`, 'before');
        const program = path.join(import.meta.dirname, 'cancelled-write.ts');
        const { stdout, stderr } = await lab.run([
          process.execPath,
          program,
          'slow',
          `${folder}/site.pem`,
          `${folder}/syncing`,
        ]);
        expect(stdout, stderr).toBe('cancelled\n');
        await writeFile(`${folder}/go`, '');
        await expect.poll(() => readdir(folder), { timeout: 10_000 }).toHaveLength(4);
        expect(await readFile(`${folder}/site.pem`, 'utf8')).toBe('before');
      }, 60_000);

      it('says what the other machine said where a file cannot be written', async () => {
        const files = [{ path: '/proc/nowhere/site.pem', content: 'full-chain-and-key' }] as const;
        const { report } = await deploy(
          { name: 'www.example.com', port: 443 },
          { host: 'far', files, test: null, reload: null },
        );
        const stopped = report?.stopped ?? null;
        expect(stopped?.kind === 'failed' ? stopped.text : '').toContain('far');
      }, 60_000);
    });
  },
  programs,
);
