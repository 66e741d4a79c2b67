import { createHash } from 'node:crypto';
import fc from 'fast-check';

/** One place in which secrets are met: text of a log, a setting, a file, a header, with the secret in it. */
export interface Plant {
  readonly shape: string;
  readonly secret: fc.Arbitrary<string>;
  readonly text: (secret: string) => string;
}

/** Evenly drawn, as no generator that likes zeros does it; the number says which. */
const of = (alphabet: string, least: number, most = least): fc.Arbitrary<string> =>
  fc
    .tuple(fc.noBias(fc.nat()), fc.integer({ min: least, max: most }))
    .map(([number, length]) =>
      Array.from(
        new Uint32Array(new Uint8Array(octets(number, length * 4)).buffer),
        (at) => alphabet[at % alphabet.length],
      ).join(''),
    );
const octets = (number: number, length: number): Buffer =>
  createHash('shake256', { outputLength: length }).update(String(number)).digest();
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const alphanumeric = lower + upper + digits;
const hexDigits = '0123456789abcdef';

/** Random text as machines draw it: at this length each class is there, all but always. */
const base64url = (length: number): fc.Arbitrary<string> => drawn(of(`${alphanumeric}-_`, length));
const base64 = (bytes: number): fc.Arbitrary<string> =>
  drawn(fc.noBias(fc.nat()).map((number) => octets(number, bytes).toString('base64')));
const hex = (length: number): fc.Arbitrary<string> =>
  of(hexDigits, length).filter((text) => /[0-9]/.test(text) && /[a-f]/.test(text));
const word = drawn(of(alphanumeric, 24, 40));
/** As a person would choose it: letters and a figure or two. */
const password = fc.tuple(of(lower, 6, 12), of(digits, 2, 4)).map(([letters, figures]) => `${letters}-${figures}`);

function drawn(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return text.filter(isMixed);
}

/** Constant runs are what shrinking, not a random source, makes. */
function isMixed(text: string): boolean {
  return (
    new Set(text).size > Math.min(16, text.length / 3) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text)
  );
}

/** The body of a key as PEM has it: lines of 64 characters and a short last one. */
const body = base64(200);
const lines = (text: string, prefix = ''): string =>
  (text.match(/.{1,64}/g) ?? []).map((line) => `${prefix}${line}`).join('\n');
const pem = (label: string, prefix = ''): Omit<Plant, 'shape'> => ({
  secret: body,
  text: (key) => `${prefix}-----BEGIN ${label}-----\n${lines(key, prefix)}\n${prefix}-----END ${label}-----`,
});
const at = '2026-11-22 07:15:02,123:DEBUG:certbot._internal.storage:';

export const plants: readonly Plant[] = [
  { shape: 'PKCS#8 key', ...pem('PRIVATE KEY') },
  { shape: 'PKCS#1 key', ...pem('RSA PRIVATE KEY') },
  { shape: 'SEC 1 key', ...pem('EC PRIVATE KEY') },
  { shape: 'encrypted key', ...pem('ENCRYPTED PRIVATE KEY') },
  { shape: 'OpenSSH key', ...pem('OPENSSH PRIVATE KEY') },
  { shape: 'key with the prefix of a log', ...pem('PRIVATE KEY', at) },
  {
    shape: 'key on one line with newlines written out',
    secret: body,
    text: (key) =>
      `{"key":"-----BEGIN PRIVATE KEY-----\\n${lines(key).replaceAll('\n', '\\n')}\\n-----END PRIVATE KEY-----\\n"}`,
  },
  { shape: 'key that is cut off', secret: body, text: (key) => `-----BEGIN PRIVATE KEY-----\n${lines(key)}` },
  { shape: 'key whose beginning is cut off', secret: body, text: (key) => `${lines(key)}\n-----END PRIVATE KEY-----` },
  { shape: 'bare DER', secret: body, text: (key) => `stored MII${key}` },
  { shape: 'JWK', secret: base64url(43), text: (d) => `{"kty":"EC","crv":"P-256","x":"x1","y":"y1","d":"${d}"}` },
  { shape: 'symmetric JWK', secret: base64url(22), text: (k) => `{"kty": "oct", "k": "${k}"}` },
  { shape: 'RSA JWK', secret: base64url(86), text: (qi) => `{'kty': 'RSA', 'e': 'AQAB', 'qi': '${qi}'}` },
  {
    shape: 'octets printed by OpenSSL',
    secret: hex(96).map((text) => (text.match(/../g) ?? []).join(':')),
    text: (octets) => `privateExponent:\n    ${octets.slice(0, 140)}`,
  },
  {
    shape: 'PKCS#12 password',
    secret: password,
    text: (pass) => `openssl pkcs12 -export -passout pass:${pass} -out a.pfx`,
  },
  { shape: 'key store password', secret: password, text: (pass) => `keytool -list -storepass ${pass} -keystore a.jks` },
  { shape: 'JWS', secret: base64url(120), text: (part) => `{\n  "protected": "${part}",\n  "payload": ""\n}` },
  { shape: 'JWS payload', secret: base64url(60), text: (part) => `data='{"payload": "${part}", "signature": "x"}'` },
  { shape: 'signature', secret: base64url(86), text: (part) => `"signature": "${part}"` },
  { shape: 'nonce', secret: base64url(43), text: (nonce) => `Replay-Nonce: ${nonce}` },
  { shape: 'nonce in a log', secret: base64url(36), text: (nonce) => `${at}Storing nonce: ${nonce}` },
  { shape: 'EAB key', secret: base64url(43), text: (key) => `certbot register --eab-kid abc --eab-hmac-key ${key}` },
  { shape: 'EAB key id', secret: base64url(22), text: (kid) => `eab_kid = ${kid}` },
  { shape: 'EAB key in YAML', secret: password, text: (key) => `  hmacKey: "${key}"` },
  { shape: 'key authorization', secret: base64url(43), text: (part) => `Expected "tok-1_a.${part}" (got "<html>")` },
  {
    shape: 'key authorization at the challenge path',
    secret: base64url(43),
    text: (part) => `GET /.well-known/acme-challenge/Zs3k9Qf0TtB1aLw2Xy8Vn4Rm6Ph5Jd7Gc-eUoIiKkNM.${part} 200`,
  },
  {
    shape: 'TSIG key of BIND',
    secret: base64(32),
    text: (key) => `key "acme" { algorithm hmac-sha256; secret "${key}"; };`,
  },
  { shape: 'TSIG key of dig', secret: base64(32), text: (key) => `dig -y hmac-sha256:acme:${key} example.com TXT` },
  {
    shape: 'TSIG key of certbot, with a blank',
    secret: base64(64),
    text: (key) => `dns_rfc2136_secret = ${key.slice(0, 56)} ${key.slice(56)}`,
  },
  { shape: 'token of certbot', secret: word, text: (token) => `dns_cloudflare_api_token = ${token}` },
  {
    shape: 'line of an ini file in an error',
    secret: word,
    text: (token) =>
      `Error parsing credentials configuration '/root/cf.ini': Invalid line ('dns_cloudflare_api_token  = ${token}') (matched as neither section nor keyword)`,
  },
  { shape: 'key of acme.sh', secret: hex(37), text: (key) => `export CF_Key="${key}"` },
  { shape: 'saved key of acme.sh', secret: password, text: (key) => `SAVED_GD_Secret='${key}'` },
  { shape: 'saved name of acme.sh', secret: password, text: (key) => `SAVED_INWX_User='${key}'` },
  { shape: 'key of AWS', secret: base64(30), text: (key) => `AWS_SECRET_ACCESS_KEY=${key}` },
  {
    shape: 'key id of AWS',
    secret: of(upper + digits, 16).map((id) => `AKIA${id}`),
    text: (id) => `signed by ${id} for route53`,
  },
  { shape: 'bearer token', secret: word, text: (token) => `Authorization: Bearer ${token}` },
  {
    shape: 'bearer token of curl',
    secret: word,
    text: (token) => `curl -H "Authorization: Bearer ${token}" https://api.example.net/`,
  },
  { shape: 'basic credentials', secret: base64(12), text: (pair) => `> Proxy-Authorization: Basic ${pair}` },
  { shape: 'header of a DNS API', secret: password, text: (key) => `X-Auth-Key: ${key}` },
  { shape: 'header with a token', secret: password, text: (key) => `'X-Api-Token': '${key}'` },
  { shape: 'cookie', secret: password, text: (value) => `Cookie: theme=dark; session=${value}; lang=en` },
  { shape: 'set cookie', secret: password, text: (value) => `< Set-Cookie: sid=${value}; Path=/; HttpOnly` },
  { shape: 'curl -u', secret: password, text: (pass) => `curl -u admin:${pass} https://api.example.net/` },
  {
    shape: 'URL with a password',
    secret: password,
    text: (pass) => `proxy https://bob:${pass}@proxy.example.net:8080/`,
  },
  {
    shape: 'token in a query',
    secret: password,
    text: (token) => `GET /update?hostname=a.example.com&token=${token}&ip=1 HTTP/1.1`,
  },
  {
    shape: 'password in a query',
    secret: password,
    text: (pass) => `https://dyn.example.net/up?user=a&passwd=${pass}`,
  },
  {
    shape: 'JSON Web Token',
    secret: base64url(43),
    text: (part) => `sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.${part} to the API`,
  },
  {
    shape: 'GitHub token',
    secret: of(alphanumeric, 36).map((text) => `ghp_${text}`),
    text: (token) => `cloning with ${token}`,
  },
  { shape: 'DigitalOcean token', secret: hex(64).map((text) => `dop_v1_${text}`), text: (token) => `using ${token}` },
  { shape: 'Hetzner token', secret: drawn(of(alphanumeric, 32)), text: (token) => `HETZNER_Token='${token}'` },
  { shape: 'password in YAML', secret: password, text: (pass) => `  password: ${pass}` },
  {
    shape: 'pass phrase with blanks',
    secret: password.map((text) => `correct horse ${text}`),
    text: (pass) => `passphrase = ${pass}`,
  },
  { shape: 'password in JSON', secret: password, text: (pass) => `{"user":"a","password":"${pass}"}` },
  { shape: 'password in escaped JSON', secret: password, text: (pass) => `body: "{\\"password\\":\\"${pass}\\"}"` },
  {
    shape: 'file written out in JSON',
    secret: password,
    text: (pass) => `{"data":"user=a\\npassword=${pass}\\n"}`,
  },
  { shape: 'password in XML', secret: password, text: (pass) => `<password>${pass}</password>` },
  {
    shape: 'password of netrc',
    secret: password,
    text: (pass) => `machine api.example.net login bob password ${pass}`,
  },
  { shape: 'password of sshpass', secret: password, text: (pass) => `sshpass -p ${pass} ssh root@203.0.113.10` },
  { shape: 'option with a token', secret: password, text: (token) => `lego --dns-token ${token} run` },
  { shape: 'bare token', secret: word, text: (token) => `the provider answered for ${token}: forbidden` },
  { shape: 'bare hexadecimal key', secret: hex(40), text: (key) => `login with ${key} failed` },
  { shape: 'base64 of a secret', secret: base64(30), text: (text) => `sent ${text} to the hook` },
  { shape: 'SSH private exponent in base64', secret: base64(96), text: (text) => `${at}read ${text}` },
];
