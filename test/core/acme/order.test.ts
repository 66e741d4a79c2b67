import { describe, expect, it } from 'vitest';
import { isToken, MalformedReply, readAuthorization, readOrder } from '../../../src/core/acme/order.ts';

const order = { status: 'ready', authorizations: ['https://ca.example/a/1'], finalize: 'https://ca.example/f/1' };
const challenge = { type: 'http-01', url: 'https://ca.example/c/1', status: 'pending', token: 'a-token-of-the-ca-x' };
const authorization = { status: 'pending', identifier: { type: 'dns', value: 'a.example' }, challenges: [challenge] };

describe('an order', () => {
  it('is read with its error', () => {
    const error = { type: 'urn:ietf:params:acme:error:caa', detail: 'forbidden' };
    expect(readOrder({ ...order, error }, 'https://ca.example/o/1')).toMatchObject({
      url: 'https://ca.example/o/1',
      status: 'ready',
      certificate: null,
      error: { type: 'caa', detail: 'forbidden', status: 0 },
    });
  });

  it.each([
    null,
    [],
    'x',
    {},
    { ...order, status: 'done' },
    { ...order, finalize: 7 },
    { ...order, authorizations: [7] },
    { ...order, authorizations: Array<string>(201).fill('x') },
  ])('%j is none', (body) => {
    expect(() => readOrder(body, '')).toThrow(MalformedReply);
  });
});

describe('an authorization', () => {
  it('is read with its challenges', () => {
    expect(readAuthorization(authorization, 'u')).toMatchObject({ identifier: 'a.example', challenges: [challenge] });
  });

  it.each([
    null,
    { ...authorization, challenges: {} },
    { ...authorization, identifier: 'a' },
    { ...authorization, challenges: [{ type: 'http-01' }] },
  ])('%j is none', (body) => {
    expect(() => readAuthorization(body, '')).toThrow(MalformedReply);
  });
});

describe('a token', () => {
  it.each([
    ['abcdefghijklmnop', true],
    ['A-Z_09abcdefghij', true],
    ['short', false],
    ['abcdefghijklmno/', false],
    ['abcdefghijklmnop\n', false],
    ['..............', false],
  ])('%o: %s', (token, expected) => {
    expect(isToken(token)).toBe(expected);
  });
});
