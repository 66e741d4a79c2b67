import { describe, expect, it } from 'vitest';
import { readAccount } from '../../../src/core/host/acme-account.ts';
import {
  readAcmeShRenewal,
  readCertbotRenewal,
  readDehydratedSettings,
} from '../../../src/core/host/renewal-settings.ts';

const certbot = `# renew_before_expiry = 30 days
version = 2.1.0
archive_dir = /etc/letsencrypt/archive/a.example
cert = /etc/letsencrypt/live/a.example/cert.pem
privkey = /etc/letsencrypt/live/a.example/privkey.pem
chain = /etc/letsencrypt/live/a.example/chain.pem
fullchain = /etc/letsencrypt/live/a.example/fullchain.pem

# Options used in the renewal process
[renewalparams]
account = 0123456789abcdef
authenticator = webroot
webroot_path = /var/www/html,
server = https://acme-v02.api.letsencrypt.org/directory
renew_hook = systemctl reload nginx
[[webroot_map]]
a.example = /srv/a
`;

describe('how a client is set up to renew', () => {
  it("is read from certbot's renewal file", () => {
    expect(readCertbotRenewal(certbot, 'a.conf')).toEqual({
      file: 'a.conf',
      method: 'webroot',
      installer: null,
      server: 'https://acme-v02.api.letsencrypt.org/directory',
      account: '0123456789abcdef',
      webRoots: ['/srv/a', '/var/www/html'],
      beforeDays: null,
      hooks: ['systemctl reload nginx'],
      credentialFiles: [],
      switchedOff: false,
      broken: null,
    });
  });

  it('names the files with the secrets of a DNS plugin', () => {
    const text = certbot.replace(
      'authenticator = webroot',
      'authenticator = dns-transip\ndns_transip_credentials = /root/t.ini',
    );
    expect(readCertbotRenewal(text, 'a.conf').credentialFiles).toEqual(['/root/t.ini']);
  });

  it.each([
    ['renew_before_expiry = 20 days\n', { beforeDays: 20 }],
    ['renew_before_expiry = 2 weeks\n', { beforeDays: 14 }],
    ['autorenew = False\n', { switchedOff: true }],
  ])('says what certbot was told otherwise: %s', (line, expected) => {
    expect(readCertbotRenewal(line + certbot, 'a.conf')).toMatchObject(expected);
  });

  it('is broken where certbot would not find its files', () => {
    expect(readCertbotRenewal('', 'a.conf').broken).toBe('it does not name cert, privkey, chain, fullchain');
    expect(readCertbotRenewal(certbot.replace(/^privkey.*$/m, ''), 'a.conf').broken).toBe('it does not name privkey');
  });

  it("is read from acme.sh's file of the certificate, without what is secret in its hooks", () => {
    const text = `Le_Domain='a.example'
Le_Webroot='dns_cf,/var/www'
Le_PreHook=''
Le_ReloadCmd='curl --header "Authorization: Bearer 3f1c9a7be2d44c0f8a6b5e" https://deploy.example/'
Le_API='https://acme-v02.api.letsencrypt.org/directory'
Le_RenewalDays='-20'
`;
    const settings = readAcmeShRenewal(text, 'a.conf');
    expect(settings).toMatchObject({ method: 'dns_cf', webRoots: ['/var/www'], beforeDays: 20, broken: null });
    expect(settings.hooks).toHaveLength(1);
    expect(settings.hooks[0]).not.toContain('3f1c9a7be2d44c0f8a6b5e');
  });

  it("is read from dehydrated's configuration", () => {
    expect(
      readDehydratedSettings('BASEDIR=/var/lib/dehydrated\nWELLKNOWN="${BASEDIR}/acme-challenges"\n', 'config'),
    ).toMatchObject({
      ...{ method: 'http-01', server: 'letsencrypt', beforeDays: 32 },
      webRoots: ['/var/lib/dehydrated/acme-challenges'],
    });
  });
});

describe('an account', () => {
  const uri = 'https://acme-v02.api.letsencrypt.org/acme/acct/12345';
  it.each([
    ['certbot', `{"body": {}, "uri": "${uri}"}`],
    ['lego', `{"email":"a@example.com","registration":{"body":{"status":"valid"},"uri":"${uri}"}}`],
    ['dehydrated', `{"url":"${uri}"}`],
    ['caddy', `{"status":"valid","location":"${uri}"}`],
    ['acme.sh', `ACCOUNT_URL='${uri}'\nCA_KEY_HASH='x'\n`],
    ['cert-doctor', `{"url":"${uri}","directoryUrl":"https://acme-v02.api.letsencrypt.org/directory"}`],
  ] as const)('of %s is known by its URL', (client, text) => {
    expect(readAccount(client, 'f', text)).toEqual({
      client,
      file: 'f',
      ca: 'acme-v02.api.letsencrypt.org',
      uri,
      broken: null,
    });
  });

  it.each([
    ['', 'it is empty'],
    ['{', 'it is no JSON'],
  ])('that cannot be read is told as broken: %j', (text, broken) => {
    expect(readAccount('certbot', 'f', text)).toMatchObject({ uri: null, broken });
  });

  it.each(['{}', '[]', 'null', '{"uri":5}', '{"uri":"no url"}'])('without a URL has none: %s', (text) => {
    expect(readAccount('certbot', 'f', text)).toMatchObject({ uri: null, broken: null });
  });
});
