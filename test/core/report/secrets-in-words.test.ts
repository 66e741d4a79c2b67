import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/core/report/redact.ts';
import { leaksIn } from '../../../src/core/report/verify-redaction.ts';

/** Places of a secret that people, programs' settings and command lines write; the value says nothing by itself. */
const shapes = (x: string): readonly string[] => [
  `define('DB_PASSWORD', '${x}');`,
  `define( 'AUTH_KEY',  '${x}' );`,
  `{"name":"DB_PASSWORD","value":"${x}"}`,
  `- name: DB_PASSWORD\n  value: ${x}`,
  `  - name: DB_PASSWORD\n    value: "${x}"`,
  `<add key="DbPassword" value="${x}"/>`,
  `<property name="password" value="${x}"/>`,
  `<entry key="db.password">${x}</entry>`,
  `<key>password</key><string>${x}</string>`,
  `<key>password</key>\n<string>${x}</string>`,
  `<name>DB_PASSWORD</name><value>${x}</value>`,
  `auth=('admin', '${x}')`,
  `requests.get(u, auth=HTTPBasicAuth("admin", "${x}"))`,
  `sshpass -p${x} ssh a`,
  `sshpass -p '${x}' ssh a`,
  `mysql -uroot -p${x} db`,
  `mysqldump -p'${x}' db`,
  `plink -pw ${x} bob@h`,
  `openssl enc -k ${x} -in a`,
  `ldapsearch -x -D cn=a -w ${x} -b dc`,
  `echo ${x} | sudo -S ls`,
  `echo '${x}' | sudo -S -k ls`,
  `printf '%s\\n' "${x}" | sudo -S true`,
  `"root:${x}" | chpasswd`,
  `echo "root:${x}" | chpasswd`,
  `echo root:${x} | sudo chpasswd`,
  `ConvertTo-SecureString "${x}" -AsPlainText -Force`,
  `ConvertTo-SecureString -String '${x}' -AsPlainText`,
  `net use Z: \\\\srv\\share ${x} /user:bob`,
  `net use \\\\srv\\share /user:bob ${x}`,
  `net user bob ${x} /add`,
  `send "${x}\\r"`,
  `expect "word:"; send -- "${x}\\n"`,
  `the password is ${x}`,
  `PASSWORD ${x}`,
  `signed in as bob with password ${x} at noon`,
  `the passphrase ${x} was typed`,
  `passphrase for /etc/ssl/private/a.key is ${x}`,
  `the password of "bob" was ${x}`,
  `AUTH LOGIN dXNlcg== ${x}`,
  `credentials admin/${x}`,
  `API key "${x}" is not valid`,
  `root pw is ${x}`,
  `the password for bob is ${x}.`,
  `password was changed to ${x}`,
  `Kennwort=${x}`,
  `Das Kennwort lautet ${x}`,
  `mot de passe: ${x}`,
  `le mot de passe est ${x}`,
  `contraseña: ${x}`,
  `contraseña=${x}`,
  `<ns:password>${x}</ns:password>`,
  `<wsse:Password Type="t">${x}</wsse:Password>`,
  `<password><![CDATA[${x}]]></password>`,
  `[smtp.a.de]:587 bob:${x}`,
  `password＝${x}`,
  `ｐａｓｓｗｏｒｄ: ${x}`,
  `"token: ${x}"`,
  `token: ${x}`,
  `$cfg['password'] = '${x}';`,
  `os.environ["DB_PASSWORD"] = "${x}"`,
  `setPassword("${x}")`,
  `{\\"password\\":\\"${x}\\"}`,
  `{\\\\\\"password\\\\\\":\\\\\\"${x}\\\\\\"}`,
  `redirect=https%3A%2F%2Fa%2F%3Ftoken%3D${x}%26b%3D1`,
  `&quot;password&quot;:&quot;${x}&quot;`,
  `password: “${x}”`,
  `smbclient //s/h -U bob%${x}`,
  `redis-cli -a ${x} ping`,
  `docker login -u bob -p ${x} reg`,
  `curl --user bob:${x} https://a`,
  `htpasswd -b .htpasswd bob ${x}`,
  `ALTER USER bob WITH PASSWORD '${x}';`,
  `IDENTIFIED BY '${x}'`,
  `PASS ${x}`,
  `пароль: ${x}`,
  `パスワード: ${x}`,
  `wachtwoord = ${x}`,
  `senha: ${x}`,
  `passwd for root: ${x}`,
  `"password" : { "value": "${x}" }`,
  `password:\n  ${x}`,
  `psql postgresql://bob:${x}@db/x`,
  `Server=db;User Id=sa;Password=${x};`,
  `jdbc:mysql://db/x?user=a&password=${x}`,
  `--password ${x}`,
  `--token=${x}`,
  `-Dkeystore.password=${x}`,
  `PGPASSWORD=${x} psql`,
  `machine a login b password ${x}`,
  `user = "bob:${x}"`,
  `db:5432:app:bob:${x}`,
  `root:$6$abcdefgh$${x}aaaaaaaaaaaaaaaaaaaaa:19000:0`,
  `wpa_passphrase home ${x}`,
  `xfreerdp /u:bob /p:${x} /v:h`,
  `snmpwalk -v2c -c ${x} h`,
  `credentials: admin / ${x}`,
  `username admin password ${x}`,
  `user bob, password ${x}, host a`,
  `login with bob:${x} failed`,
  `secret key: ${x}`,
  `client_secret => ${x}`,
  `passphrase "${x}"`,
  `enable secret 5 ${x}`,
  `AUTH PLAIN ${btoa(`a.b.${x}`)}`,
  `Authorization: Digest username="a", response="${x}"`,
  `wget --http-user=a --http-password=${x} h`,
  `Passwort für root: ${x}`,
  `Zugangsdaten: bob / ${x}`,
];

// As people choose them: letters and a figure, and letters alone.
describe.each(['Hunter2x', 'zauberwort'])('the secret %s', (secret) => {
  it.each(shapes(secret))('is taken out, and found by the second look: %j', (text) => {
    const out = withoutSecrets(text);
    expect(out).not.toContain(secret);
    expect(out).not.toContain(btoa(`a.b.${secret}`));
    expect(withoutSecrets(out)).toBe(out);
    expect(out.split('\n')).toHaveLength(text.split('\n').length);
    // Line by line it cannot see what the line before has named.
    if (!text.includes('\n')) expect(leaksIn(text)).not.toEqual([]);
    expect(leaksIn(out)).toEqual([]);
  });
});

it.each([
  'scaleway key 7542481a-1b2c-4d3e-8f90-123456789abc',
  'token 7542481a-1b2c-4d3e-8f90-123456789abc rejected',
  'secret=7542481a-1b2c-4d3e-8f90-123456789abc',
  'asked vultr QWERTZUIOPASDFGHJKLYXCVBNMQWERTZUIOP',
  'key ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ',
  'kJhGtFrDeSwQaZxSwEdCvFrTgBnHyUjM',
  'OTP secret JBSWY3DPEHPK3PXP',
  '\\u001b[36mpassword\\u001b[0m=hunter2',
])('takes out what is drawn: %j', (text) => {
  expect(withoutSecrets(text)).toContain('[removed]');
  expect(leaksIn(text)).not.toEqual([]);
});

it.each([
  'password: not set',
  'password authentication failed for user',
  'the token is not valid anymore',
  'no password is required',
  'secret "shop-tls" not found',
  'secret shop-tls not found in namespace default',
  'Secret Manager answered',
  'private key does not match the certificate',
  'private key RSA-2048',
  'API key is missing',
  'token expired',
  'invalid token: expired',
  'Wrong password or username',
  'Enter password:',
  'the account key is not registered',
  'credentials file /root/.secrets/cf.ini',
  'Unsafe permissions on credentials configuration file: /root/cf.ini',
  'key: value',
  'name: example.com\nvalue: 203.0.113.10',
  '{"name":"_acme-challenge.a.de","type":"TXT","value":"abc"}',
  'mkdir -p /var/www && ssh -p 22 a',
  'docker run -p 80:80 nginx',
  'openssl req -new -key a.key',
  'Subject Key Identifier: 3A:4B:5C:6D:7E:8F:90:A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D',
  'Token file is missing',
  'key authorization file was not served',
  'ssl_password_file /etc/keys/pass;',
  'secretName: shop-tls',
  'kind: Secret',
  'tokens: 5',
  'token: not found',
  'This token is used for the challenge',
  'the pass is yellow',
  'certificate and key match',
  'Login to the panel',
  'login failed for admin',
  'Password-based',
  'auth: webroot',
  'passed 3 of 4',
  'all tests pass in 3 s',
  'subkey id',
  'the key identifier is known',
  'account key: EC 256',
  'nginx: [emerg] cannot load certificate key "/etc/ssl/a.key": PEM_read_bio_PrivateKey() failed',
  'cat a | openssl x509 -noout',
  'echo | openssl s_client -connect a:443',
  'echo hello | sudo tee /etc/x',
])('keeps what is said of secrets, and is none: %j', (text) => {
  expect(withoutSecrets(text)).toBe(text);
  expect(leaksIn(text)).toEqual([]);
});

// RFC 8555 §8.4: a digest that stands in DNS for all to read.
const T = 'LHDhK3oGRvkiefQnx7OOczTY5Tic_xZ6HcMOc_gmtoM';

it.each([
  'clpctl lets-encrypt:install:certificate --subjectAlternativeName=shop.test',
  "Le_NextRenewTimeStr='2026-11-22T07:00:00Z'",
  'Le_NextRenewTimeStr=abc',
  'certResolverLetsEncryptProd=x',
  `txt value: ${T}`,
  `_acme-challenge.example.com. 60 IN TXT "${T}"`,
  `TXT ${T}`,
  `Adding txt value: ${T} for domain:  _acme-challenge.example.com`,
  'Var dns_rfc2136_propagation_seconds=8',
  'Subject Key Identifier: 3A:4B:5C:6D:7E:8F:90:A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D',
  'keyid:3A:4B:5C:6D:7E:8F:90:A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D',
])('keeps names of settings and public values: %j', (text) => {
  expect(withoutSecrets(text)).toBe(text);
  expect(leaksIn(text)).toEqual([]);
});

it('takes out a key authorization and a token also where the line says TXT', () => {
  expect(withoutSecrets(`TXT Zs3k9Qf0TtB1aLw2Xy8Vn4Rm6Ph5Jd7Gc-eUoIiKkNM.${T}`)).not.toContain(T);
  expect(withoutSecrets(`txt token=${T}`)).not.toContain(T);
});
