import { describe, expect, it } from 'vitest';
import { credentialsIn } from '../../../src/core/host/credential.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object): string => `${part({ alg: 'RS512', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
/** 2026-12-01 00:00 UTC. */
const exp = 1_796_083_200;
const year = { iat: exp - 365 * 86_400, exp };

describe('a credential tells when it ends', () => {
  it.each([
    ['in a file of certbot', `dns_transip_token = ${token(year)}`, 'dns_transip_token'],
    ['in a file for the shell', `SAVED_IONOS_TOKEN='${token(year)}'`, 'SAVED_IONOS_TOKEN'],
    ['exported', `export API_TOKEN="${token(year)}"`, 'API_TOKEN'],
    ['in YAML', `api-token: ${token({ exp })}`, 'api-token'],
    ['without a signature', `t = ${token({ exp }).replace(/[^.]*$/, '')}`, 't'],
  ])('%s', (_, line, key) => {
    expect(credentialsIn(`# a comment\n${line}\r\n`, '/root/a.ini')).toEqual([
      { file: '/root/a.ini', key, expires: '2026-12-01T00:00:00.000Z' },
    ]);
  });

  it.each([
    ['no token', 'dns_cloudflare_api_token = 0123456789abcdef0123456789abcdef01234567'],
    ['a name with dots', 'server = acme.example.com'],
    ['a token that says nothing of its end', `t = ${token({ sub: 'me' })}`],
    ['one that is made for an hour, and fetched anew', `t = ${token({ iat: exp - 3600, exp })}`],
    ['an end that is no time', `t = ${token({ exp: 'never' })}`],
    ['an end beyond all calendars', `t = ${token({ exp: 1e300 })}`],
    ['a payload that is no JSON', `t = ${part({})}.bm90IGpzb24.x`],
    ['a payload that is no base64', `t = ${part({})}.abcde.x`],
    ['a line without a value', 'token ='],
  ])('and is passed over: %s', (_, line) => {
    expect(credentialsIn(line, '/root/a.ini')).toEqual([]);
  });

  it('in time that does not grow with what is no token', () => {
    expect(credentialsIn(`t = ${'a.'.repeat(500_000)}`, 'f')).toEqual([]);
    expect(credentialsIn(`${' '.repeat(500_000)}x`, 'f')).toEqual([]);
  });
});
