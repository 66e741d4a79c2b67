import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { intentFor, type DomainIntent } from '../../../../src/core/domain/intent.ts';
import { parseDomainName } from '../../../../src/core/domain/name.ts';
import type { HostObservation } from '../../../../src/core/host/host-observation.ts';
import { judgeHost } from '../../../../src/core/judge/judge-host.ts';
import { letsEncrypt } from '../../../../src/core/acme/ca-facts.ts';
import { asRootLine } from '../../../../src/engine/observe/host/as-root-line.ts';
import { observeHost } from '../../../../src/engine/observe/host/observe-host.ts';
import { createPki, type Issued } from '../../pki.ts';

const day = 86_400_000;
const site = `server { listen 443 ssl; server_name www.example.com;
  ssl_certificate /etc/letsencrypt/live/www.example.com/fullchain.pem;
  ssl_certificate_key /etc/letsencrypt/live/www.example.com/privkey.pem; }`;

const live = '/etc/letsencrypt/live/www.example.com';
const renewal = `version = 2.1.0
${['cert', 'privkey', 'chain', 'fullchain'].map((name) => `${name} = ${live}/${name}.pem`).join('\n')}
[renewalparams]
authenticator = webroot
server = https://acme-v02.api.letsencrypt.org/directory
[[webroot_map]]
www.example.com = /srv/www
`;

/** A machine's files below a folder; what is not written there is not on it. nginx itself is the one that is installed. */
describe('what the server shows of itself', () => {
  let root: string;
  let leaf: Issued;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), 'host-'));
    const pki = await createPki();
    leaf = await pki.leaf({
      names: ['www.example.com'],
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + 89 * day),
    });
    write('/etc/nginx/nginx.conf', 'events {}\nhttp {\n  include sites-enabled/*;\n}\n');
    write('/etc/nginx/sites-available/www', site);
    link('../sites-available/www', '/etc/nginx/sites-enabled/www');
    write('/etc/letsencrypt/renewal/www.example.com.conf', renewal);
    for (const name of ['cert', 'chain', 'fullchain', 'privkey']) {
      const text = name === 'privkey' ? leaf.key : leaf.certificate;
      write(`/etc/letsencrypt/archive/www.example.com/${name}1.pem`, text, name === 'privkey' ? 0o600 : 0o644);
      link(`../../archive/www.example.com/${name}1.pem`, `/etc/letsencrypt/live/www.example.com/${name}.pem`);
    }
    mkdirSync(path.join(root, '/srv/www'), { recursive: true });
    write('/etc/cron.d/certbot', '0 */12 * * * root certbot -q renew\n');
    write('/proc/1/comm', 'cron\n');
    write('/proc/7/comm', 'nginx\n');
    write('/proc/7/cmdline', 'nginx: master process /usr/sbin/nginx -g daemon on;\0');
    write('/proc/net/tcp', listening('00000000', 80, 4711));
    mkdirSync(path.join(root, '/proc/7/fd'));
    link('socket:[4711]', '/proc/7/fd/3');
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('nothing, where it has nothing to do with the domain', async () => {
    expect(await observe('www.example.net')).toBeNull();
  });

  it('a server that is well, without a finding', async () => {
    const host = await observe('www.example.com');
    expect(host?.servers[0]?.sites.map(({ file, names }) => [file, names])).toEqual([
      ['/etc/nginx/sites-enabled/www', ['www.example.com']],
    ]);
    expect(host?.listeners).toEqual([{ address: '0.0.0.0', port: 80, program: 'nginx' }]);
    expect(host?.files).toMatchObject([{ state: 'read', keyState: 'read', matches: true, keyOpenToAll: false }]);
    expect(host?.lineages).toMatchObject([{ client: 'certbot', name: 'www.example.com', state: 'read' }]);
    expect(host?.renewers).toMatchObject([
      { client: 'certbot', by: 'cron', where: '/etc/cron.d/certbot', active: true },
    ]);
    expect(problemsOf(host)).toEqual([]);
  });

  it('what its hosts file says of the name and of the CA, and of nothing else', async () => {
    write('/etc/hosts', '127.0.0.1 localhost\n192.0.2.9 www.example.com db\n192.0.2.8 acme-v02.api.letsencrypt.org\n');
    const host = await observe('www.example.com');
    expect(host?.hostsFile).toEqual([
      { line: 2, address: '192.0.2.9', name: 'www.example.com' },
      { line: 3, address: '192.0.2.8', name: 'acme-v02.api.letsencrypt.org' },
    ]);
    // What DNS says was not looked at here.
    expect(problemsOf(host)).toEqual(['hosts-file-wrong']);
  });

  it('no hosts file where there is none, and an unread one where it is too large', async () => {
    expect((await observe('www.example.com'))?.hostsFile).toEqual([]);
    write('/etc/hosts', '192.0.2.8 acme-v02.api.letsencrypt.org\n'.padEnd(2_000_000, '#'));
    const host = await observe('www.example.com');
    expect(host?.hostsFile).toBeUndefined();
    expect(host?.unseen).toContainEqual({ what: 'the file /etc/hosts', how: 'sudo cat /etc/hosts' });
  });

  it('a key that every user can read', async () => {
    chmodSync(path.join(root, '/etc/letsencrypt/live/www.example.com/privkey.pem'), 0o644);
    expect(problemsOf(await observe('www.example.com'))).toEqual(['cert-key-permissions']);
  });

  it('a key of another certificate', async () => {
    const other = await (await createPki()).leaf({ names: ['www.example.com'] });
    write('/etc/letsencrypt/live/www.example.com/privkey.pem', other.key, 0o600);
    expect(problemsOf(await observe('www.example.com'))).toEqual(['nginx-key-mismatch']);
  });

  it('files that are not there, for the server and for certbot', async () => {
    rmSync(path.join(root, '/etc/letsencrypt/live'), { recursive: true });
    expect(problemsOf(await observe('www.example.com'))).toEqual(['nginx-cert-missing', 'certbot-live-dir']);
  });

  it('a configuration that cannot be read, with its line', async () => {
    write('/etc/nginx/sites-available/www', 'server {\n listen 80;\n');
    const host = await observe('www.example.com');
    expect(host?.servers[0]?.syntax).toMatchObject({ file: '/etc/nginx/sites-enabled/www', line: 1 });
    expect(problemsOf(host)).toEqual(['nginx-config-test']);
  });

  it('a site that is not enabled', async () => {
    rmSync(path.join(root, '/etc/nginx/sites-enabled/www'));
    const host = await observe('www.example.com');
    expect(host?.servers[0]?.sites).toEqual([]);
    expect(host?.servers[0]?.disabled.map(({ names }) => names)).toEqual([['www.example.com']]);
  });

  it('a link that leads nowhere', async () => {
    rmSync(path.join(root, '/etc/nginx/sites-available/www'));
    expect((await observe('www.example.com'))?.servers[0]?.brokenLinks).toEqual(['/etc/nginx/sites-enabled/www']);
  });

  it('nginx stopped, and who took its port', async () => {
    rmSync(path.join(root, '/proc/7'), { recursive: true });
    write('/proc/net/tcp', '');
    write('/etc/nginx/sites-available/www', `${site} server { listen 80; server_name www.example.com; }`);
    expect(problemsOf(await observe('www.example.com'))).toEqual(['nginx-not-running']);
    write('/proc/net/tcp', listening('00000000', 80, 4712));
    write('/proc/9/comm', 'python3\n');
    mkdirSync(path.join(root, '/proc/9/fd'));
    link('socket:[4712]', '/proc/9/fd/3');
    expect(problemsOf(await observe('www.example.com'))).toEqual(['port80-in-use']);
  });

  it('nobody who renews', async () => {
    rmSync(path.join(root, '/etc/cron.d/certbot'));
    expect(problemsOf(await observe('www.example.com'))).toEqual(['automation-inactive']);
    write('/etc/cron.d/certbot', '# 0 */12 * * * root certbot -q renew\n');
    expect(problemsOf(await observe('www.example.com'))).toEqual(['automation-inactive']);
  });

  it('a certificate that should have been renewed', async () => {
    const pki = await createPki();
    const old = await pki.leaf({
      names: ['www.example.com'],
      notBefore: new Date(Date.now() - 80 * day),
      notAfter: new Date(Date.now() + 10 * day),
    });
    write('/etc/letsencrypt/live/www.example.com/fullchain.pem', old.certificate);
    write('/etc/letsencrypt/live/www.example.com/privkey.pem', old.key, 0o600);
    expect(problemsOf(await observe('www.example.com'))).toEqual(['renewal-overdue']);
  });

  it.each([
    ['settings that certbot cannot use', renewal.replace(/^privkey.*$/m, ''), 'certbot-renewal-conf'],
    ['settings that switch renewal off', `autorenew = False\n${renewal}`, 'automation-inactive'],
    ['renewal at every run', `renew_before_expiry = 80 days\n${renewal}`, 'renewal-window-wrong'],
    ['renewal on the last day', `renew_before_expiry = 1 day\n${renewal}`, 'renewal-window-wrong'],
    ['a web root that is gone', renewal.replace('/srv/www', '/srv/gone'), 'acme-client-setup'],
  ])('%s', async (_, settings, problem) => {
    write('/etc/letsencrypt/renewal/www.example.com.conf', settings);
    expect(problemsOf(await observe('www.example.com'))).toEqual([problem]);
  });

  it('what certbot runs after every renewal: files of its folders that may be run, and no copies of an editor', async () => {
    const folder = '/etc/letsencrypt/renewal-hooks';
    const hooksOf = async (): Promise<readonly string[] | undefined> =>
      (await observe('www.example.com'))?.lineages.find(({ client }) => client === 'certbot')?.settings?.hooks;
    write(`${folder}/deploy/reload`, '#!/bin/sh\n');
    write(`${folder}/deploy/reload~`, '#!/bin/sh\n', 0o755);
    write(`${folder}/pre/stop`, '#!/bin/sh\n', 0o755);
    expect(await hooksOf()).toEqual([]);
    write(`${folder}/deploy/reload`, '#!/bin/sh\n', 0o755);
    write(`${folder}/post/start`, '#!/bin/sh\n', 0o755);
    expect(await hooksOf()).toEqual([`${folder}/post/start`, `${folder}/deploy/reload`]);
  });

  it('files where certbot expects links, as after a copy of its folder', async () => {
    rmSync(path.join(root, live, 'chain.pem'));
    write(`${live}/chain.pem`, leaf.certificate);
    expect(problemsOf(await observe('www.example.com'))).toEqual(['certbot-live-dir']);
  });

  it('an account that certbot cannot read, and one that it can', async () => {
    const folder = '/etc/letsencrypt/accounts/acme-v02.api.letsencrypt.org/directory/0123';
    const uri = 'https://acme-v02.api.letsencrypt.org/acme/acct/1';
    write(`${folder}/regr.json`, `{"body": {}, "uri": "${uri}"}`);
    const host = await observe('www.example.com');
    expect(host?.accounts).toMatchObject([{ client: 'certbot', ca: 'acme-v02.api.letsencrypt.org', uri }]);
    expect(problemsOf(host)).toEqual([]);
    write(`${folder}/regr.json`, '');
    expect(problemsOf(await observe('www.example.com'))).toEqual(['client-state-corrupt']);
  });

  it('a token for DNS that ends soon, and nothing of the token itself', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const end = Math.floor(Date.now() / 1000) + 5 * 86_400;
    const token = `${part({ alg: 'RS512' })}.${part({ exp: end })}.c2VjcmV0LXNpZ25hdHVyZQ`;
    write('/root/.secrets/transip.ini', `dns_transip_token = ${token}\n`, 0o600);
    const settings = renewal
      .replace(
        /^authenticator.*$/m,
        'authenticator = dns-transip\ndns_transip_credentials = /root/.secrets/transip.ini',
      )
      .replace(/^\[\[webroot_map\]\][^]*$/m, '');
    write('/etc/letsencrypt/renewal/www.example.com.conf', settings);
    const host = await observe('www.example.com');
    expect(problemsOf(host)).toEqual(['credentials-expiring']);
    expect(JSON.stringify(host)).not.toContain('c2VjcmV0');
  });

  it('of acme.sh only the token of the provider that the certificate is proven by', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256' })}.${part({ exp: Math.floor(Date.now() / 1000) - 86_400 })}.c2lnbmF0dXJl`;
    const home = `${os.homedir()}/.acme.sh`;
    write(`${home}/account.conf`, `SAVED_IONOS_TOKEN='${token}'\nSAVED_OTHER_TOKEN='${token}'\n`);
    write(`${home}/www.example.com/fullchain.cer`, leaf.certificate);
    write(
      `${home}/www.example.com/www.example.com.conf`,
      "Le_Domain='www.example.com'\nLe_Webroot='dns_ionos_cloud'\n",
    );
    const host = await observe('www.example.com');
    const kept = host?.lineages.find(({ client }) => client === 'acme.sh');
    expect(kept?.credentials?.map(({ key }) => key)).toEqual(['SAVED_IONOS_TOKEN']);
  });

  it('when cron runs next, in the time zone of the machine', async () => {
    write('/etc/timezone', 'Pacific/Kiritimati\n');
    write('/etc/cron.d/certbot', '30 4 * * * root certbot -q renew\n');
    const [job] = (await observe('www.example.com'))?.renewers ?? [];
    // Fourteen hours ahead of UTC, all year.
    expect(job?.nextRun).toMatch(/T14:30:00/);
    expect(job?.job).toMatchObject({ schedule: '30 4 * * *', command: '30 4 * * * root certbot -q renew' });
  });

  it('a file that only root may read, by a command that does nothing else whatever its name is', () => {
    expect(asRootLine(['cat', '/etc/nginx/a;reboot'])).toBe("sudo cat '/etc/nginx/a;reboot'");
    expect(asRootLine(['cat', '/etc/nginx/a\nreboot'])).toBe('sudo -i');
  });

  it('an include that turns in a circle', async () => {
    write('/etc/nginx/sites-available/www', `include /etc/nginx/nginx.conf;\n${site}`);
    expect((await observe('www.example.com'))?.servers[0]?.sites.length).toBeGreaterThan(0);
  });

  function problemsOf(host: HostObservation | null): readonly string[] {
    const observations = { dns: [], tls: [], http: [], publicSuffixes: [], host };
    const context = { now: new Date(), vantage: 'web-1', ca: letsEncrypt, accountUri: null };
    return judgeHost(intent('www.example.com'), observations, context).map(({ problem }) => problem);
  }

  function observe(name: string): Promise<HostObservation | null> {
    return observeHost(intent(name), [], AbortSignal.timeout(20_000), root);
  }

  function write(file: string, text: string, mode = 0o644): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text, { mode });
    chmodSync(path.join(root, file), mode);
  }

  function link(target: string, file: string): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    symlinkSync(target, path.join(root, file));
  }
});

function intent(text: string): DomainIntent {
  const parsed = parseDomainName(text);
  if (!parsed.ok) throw new Error(`${text} is no name`);
  return intentFor(parsed.name);
}

/** A line of /proc/net/tcp under its head, as Linux writes it. */
function listening(address: string, port: number, inode: number): string {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: ${address}:${hex} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;
}
