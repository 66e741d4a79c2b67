/**
 * What the name before a value says of it. `password`: people choose such words, so every value is one. `secret`: the value
 * is one unless it stands in a sentence. `perhaps`: only where the value looks like one. `header`: all of the line.
 */
export type KeyKind = 'password' | 'secret' | 'perhaps' | 'header';

const headers = new Set(['authorization', 'proxyauthorization', 'cookie', 'setcookie']);
const passwords = [
  'password,passwd,passphrase,passcode,storepass,keypass,passwort,kennwort,kennung,losungswort',
  'motdepasse,contrasena,contrasenya,senha,parola,wachtwoord,losenord,lösenord,adgangskode,passord,salasana,haslo,hasło,heslo,jelszo,sifre,şifre,geslo,lozinka',
  'пароль,κωδικος,סיסמה,密码,密碼,口令,パスワード,暗証番号,비밀번호,암호,รหัสผ่าน',
]
  .join(',')
  .split(',')
  .map(plainOf);
/** Too short to be looked for inside of other names. */
const shortPasswords = new Set(['pass', 'pwd', 'pw', 'psw', 'pswd', 'passe', 'clave', 'mdp']);
const secrets = [
  'secret',
  'token',
  'apikey',
  'accesskey',
  'privatekey',
  'authkey',
  'sharedkey',
  'sessionkey',
  'sessionid',
  'accountkey',
  'hmac',
  'keyauth',
  'eabkid',
  'bearer',
  'jwt',
  'zugangsschlussel',
  'geheimnis',
];
const perhaps = new Set([
  'login',
  'creds',
  'basicauth',
  'nonce',
  'signature',
  'payload',
  'protected',
  'kid',
  'auth',
  'sid',
  'credential',
  'credentials',
]);
/** Names of what is about a secret and is none. */
const about =
  /(?:file|path|type|size|length|name|url|uri|dir|ref|count|expires|expiry|expiration|status|version|algorithm|bits|format)$/;
/** Of what everybody may know: a challenge's token stands in the path, a certificate's key identifiers in it (RFC 5280 §4.2.1). */
const open = /(?:subject|authority)keyid|(?:subject|authority)keyidentifier/;
/** nginx's directives that pass a request on. */
const passes = ['proxypass', 'fastcgipass', 'uwsgipass', 'scgipass', 'grpcpass', 'bypass', 'memcachedpass'];

/** Of a name as it is written: `CF_Token`, `X-Auth-Key`, `dns_rfc2136_secret`. Null: its value is nothing to hide. */
export function keyKind(name: string): KeyKind | null {
  const plain = plainOf(name);
  if (plain === '' || plain.length > 64) return null;
  if (headers.has(plain)) return 'header';
  // acme.sh keeps what a DNS provider's hook was given under such names.
  if (name.startsWith('SAVED_')) return 'password';
  if (about.test(plain) || passes.includes(plain) || open.test(plain)) return null;
  if (shortPasswords.has(plain) || /(?:pwd|pass|[a-z]_?pw)$/.test(plain)) return 'password';
  if (passwords.some((word) => plain.includes(word))) return 'password';
  if (secrets.some((word) => plain.includes(word))) return 'secret';
  if (plain.endsWith('publickey')) return null;
  // Of WordPress, whose keys and salts sign its cookies.
  if (/_(?:key|salt)$/i.test(name)) return 'secret';
  if (plain.endsWith('key')) return /^x-|_/i.test(name) ? 'secret' : 'perhaps';
  return perhaps.has(plain) || plain.endsWith('nonce') ? 'perhaps' : null;
}

/** Without marks, signs and capitals: `Contraseña` is `contrasena`. */
function plainOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N},]/gu, '');
}

/** Members of a private JSON Web Key (RFC 7518 §6). */
export const privateMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']);
