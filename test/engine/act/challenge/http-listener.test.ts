import { createServer, request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHttpListener, type HttpListener } from '../../../../src/engine/act/challenge/http-listener.ts';
import { freePort } from '../../../host/code-server.ts';

const token = 'abcdefghijklmnop_-0123456789';
const path = `/.well-known/acme-challenge/${token}`;
const never = new AbortController().signal;
let listener: HttpListener;
let port = 0;

beforeEach(async () => {
  port = await freePort();
  listener = await openHttpListener(port, never);
  listener.answer('www.example.com', token, 'content');
  listener.answer('2001:db8::1', token, 'content of an address');
});
afterEach(async () => {
  await listener[Symbol.asyncDispose]();
});

function ask(
  host: string,
  { url = path, method = 'GET', address = '127.0.0.1' } = {},
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: address, port, path: url, method, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode, body });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('an HTTP server of our own', () => {
  it.each(['www.example.com', 'WWW.Example.com', 'www.example.com:80'])(
    'answers the CA that asks for %s',
    async (host) => {
      expect(await ask(host)).toEqual({ status: 200, body: 'content' });
    },
  );

  it('answers for an address too, and over IPv6', async () => {
    expect(await ask('[2001:db8::1]')).toEqual({ status: 200, body: 'content of an address' });
    expect(await ask('www.example.com', { address: '::1' })).toEqual({ status: 200, body: 'content' });
  });

  it.each([
    ['another name', 'example.com', {}],
    ['a name in no host', '', {}],
    ['the token without its folder', 'www.example.com', { url: `/${token}` }],
    ['more than the token', 'www.example.com', { url: `${path}?x` }],
    ['a path that goes up', 'www.example.com', { url: `/.well-known/acme-challenge/../../etc/passwd` }],
    ['another method', 'www.example.com', { method: 'POST' }],
    ['the root', 'www.example.com', { url: '/' }],
  ])('answers nothing to %s', async (_what, host, how) => {
    expect(await ask(host, how)).toEqual({ status: 404, body: '' });
  });

  it('answers for a name no more that it was told to forget', async () => {
    listener.forget('www.example.com');
    expect((await ask('www.example.com')).status).toBe(404);
  });

  it('takes no token that could be a path', () => {
    expect(() => {
      listener.answer('www.example.com', '../../x', 'content');
    }).toThrow('a token that is none');
  });

  it('ends connections that say nothing when it is closed', async () => {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await listener[Symbol.asyncDispose]();
    await closed;
    await expect(ask('www.example.com')).rejects.toThrow('ECONNREFUSED');
  });

  it('says that a port is taken, and leaves it alone', async () => {
    const other = createServer().listen(0);
    await new Promise((resolve) => other.once('listening', resolve));
    const taken = (other.address() as AddressInfo).port;
    await expect(openHttpListener(taken, never)).rejects.toThrow(`Port ${taken} is held by another program.`);
    await new Promise((resolve) => other.close(resolve));
  });
});
