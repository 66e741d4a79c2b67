/**
 * What the name before a value says of it. `password`: people choose such words, so every value is one. `secret`: the value
 * is one unless it stands in a sentence. `perhaps`: only where the value looks like one. `header`: all of the line.
 */
export type KeyKind = 'password' | 'secret' | 'perhaps' | 'header';

const headers = new Set(['authorization', 'proxyauthorization', 'cookie', 'setcookie']);
const passwords = ['password', 'passwd', 'passphrase', 'storepass', 'keypass', 'passwort'];
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
];
const perhaps = new Set([
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
/** nginx's directives that pass a request on. */
const passes = ['proxypass', 'fastcgipass', 'uwsgipass', 'scgipass', 'grpcpass', 'bypass', 'memcachedpass'];

/** Of a name as it is written: `CF_Token`, `X-Auth-Key`, `dns_rfc2136_secret`. Null: its value is nothing to hide. */
export function keyKind(name: string): KeyKind | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === '' || plain.length > 64) return null;
  if (headers.has(plain)) return 'header';
  // acme.sh keeps what a DNS provider's hook was given under such names.
  if (name.startsWith('SAVED_')) return 'password';
  if (about.test(plain) || passes.includes(plain)) return null;
  if (plain === 'pass' || plain === 'pwd' || plain.endsWith('pwd') || plain.endsWith('pass')) return 'password';
  if (passwords.some((word) => plain.includes(word))) return 'password';
  if (secrets.some((word) => plain.includes(word))) return 'secret';
  if (plain.endsWith('publickey')) return null;
  if (plain.endsWith('key')) return /^x-|_/i.test(name) ? 'secret' : 'perhaps';
  return perhaps.has(plain) || plain.endsWith('nonce') ? 'perhaps' : null;
}

/** Members of a private JSON Web Key (RFC 7518 §6). */
export const privateMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']);
