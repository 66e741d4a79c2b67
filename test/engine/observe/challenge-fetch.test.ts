import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ChallengeFetch } from '../../../src/core/acme/challenge-fetch.ts';
import { fetchChallenge } from '../../../src/engine/observe/challenge-fetch.ts';
import type { FetchOptions } from '../../../src/engine/observe/follow-redirects.ts';
import { createPki, type Issued } from '../pki.ts';

const never = new AbortController().signal;
const tokenPath = '/.well-known/acme-challenge/token-1';
let selfSigned: Issued;

beforeAll(async () => {
  selfSigned = await (await createPki()).leaf({ names: ['somebody-else.test'], signer: 'self' });
});

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

interface Lab {
  readonly httpPort: number;
  readonly requests: IncomingMessage[];
}

async function web(listener: RequestListener, host?: string): Promise<Lab> {
  const requests: IncomingMessage[] = [];
  const server = createHttpServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  return { httpPort: await listen(server, host), requests };
}

async function webTls(listener: RequestListener, options: TlsOptions = {}): Promise<number> {
  return listen(createHttpsServer({ key: selfSigned.key, cert: selfSigned.certificate, ...options }, listener));
}

/** Redirects to what `to` says of the path. */
function redirect(status: number, to: (path: string) => string): RequestListener {
  return ({ url = '' }, response) => response.writeHead(status, { location: to(url) }).end();
}

function fetchFrom(
  ports: { readonly httpPort: number; readonly httpsPort?: number },
  options: Partial<FetchOptions> & {
    readonly signal?: AbortSignal;
    readonly deadlineMs?: number;
    readonly address?: string;
  } = {},
): Promise<ChallengeFetch> {
  const { signal = never, deadlineMs = 10_000, address = '127.0.0.1', ...changed } = options;
  return fetchChallenge(
    { name: 'www.example.test', address, token: 'token-1', expected: null },
    { allowPrivate: true, httpsPort: 1, resolve: () => Promise.resolve(['127.0.0.1']), ...ports, ...changed },
    { signal, deadlineMs },
  );
}

async function failure(
  listener: RequestListener,
  options?: Parameters<typeof fetchFrom>[1],
): Promise<ChallengeFetch['outcome']> {
  return (await fetchFrom(await web(listener), options)).outcome;
}

test('the token is fetched as the CA would: from that address, with the name as host, no cookies, no encoding', async () => {
  const lab = await web((_, response) =>
    response.writeHead(200, { server: 'nginx', 'content-type': 'text/plain' }).end('token-1.thumb'),
  );
  const seen = await fetchFrom(lab);
  expect(seen).toMatchObject({
    url: `http://www.example.test${tokenPath}`,
    hops: [
      {
        url: `http://www.example.test${tokenPath}`,
        address: '127.0.0.1',
        status: 200,
        location: null,
        server: 'nginx',
      },
    ],
    outcome: { kind: 'response', status: 200, contentType: 'text/plain', body: 'token-1.thumb', bytes: 13 },
  });
  expect(lab.requests.map(({ url }) => url)).toEqual([tokenPath]);
  expect(lab.requests[0]?.headers).toMatchObject({ host: 'www.example.test', 'accept-encoding': 'identity' });
  expect(lab.requests[0]?.headers.cookie).toBeUndefined();
});

test('a 404 and an HTML page are responses, for others to judge', async () => {
  expect(await failure((_, response) => response.writeHead(404).end('no'))).toMatchObject({ status: 404, body: 'no' });
  expect(await failure((_, response) => response.end(`<!doctype html>${'x'.repeat(9_000)}`))).toMatchObject({
    bytes: 9_015,
    body: expect.stringMatching(/^<!doctype html>x{4081}$/) as string,
  });
});

test('a page without end is read to 64 KiB and left', async () => {
  const outcome = await failure((_, response) => {
    const pour = (): void => {
      while (response.write('x'.repeat(16_384)));
      response.once('drain', pour);
    };
    pour();
  });
  expect(outcome).toMatchObject({ kind: 'response', bytes: 65_536 });
});

test('invalid UTF-8 and an encoding nobody asked for are shown, not unpacked', async () => {
  const gzip = Buffer.from([0x1f, 0x8b, 8, 0, 0xff]);
  expect(
    await failure((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzip)),
  ).toMatchObject({
    bytes: 5,
    body: '\u001f\ufffd\b\u0000\ufffd',
  });
});

test('an IPv6 address is fetched like any other', async () => {
  const lab = await web((_, response) => response.end('ok'), '::1');
  expect(await fetchFrom(lab, { address: '::1' })).toMatchObject({
    hops: [{ address: '::1' }],
    outcome: { body: 'ok' },
  });
});

test.each([301, 302, 307, 308])(
  'a redirect with %i is followed, to TLS without looking at the certificate',
  async (status) => {
    const httpsPort = await webTls(({ headers, url }, response) => response.end(`${headers.host ?? ''} ${url ?? ''}`));
    const { httpPort } = await web(redirect(status, (path) => `https://example.test${path}`));
    const { hops, outcome } = await fetchFrom({ httpPort, httpsPort });
    expect(outcome).toMatchObject({ kind: 'response', status: 200, body: `example.test ${tokenPath}` });
    expect(hops).toMatchObject([
      { status, location: `https://example.test${tokenPath}` },
      { url: `https://example.test${tokenPath}`, status: 200 },
    ]);
  },
);

test('the ports of a test network may be written out in a redirect', async () => {
  const httpsPort = await webTls((_, response) => response.end('ok'));
  const { httpPort } = await web(redirect(301, (path) => `https://example.test:${httpsPort}${path}`));
  expect((await fetchFrom({ httpPort, httpsPort })).outcome).toMatchObject({ kind: 'response' });
});

test('the page of a redirect is not waited for', async () => {
  const outcome = await failure(({ url }, response) => {
    if (url === '/moved') response.end('here');
    else response.writeHead(301, { location: '/moved' }).write('and now nothing more');
  });
  expect(outcome).toMatchObject({ kind: 'response', body: 'here' });
});

test('a relative redirect stays on its host', async () => {
  expect(
    await failure(({ url = '' }, response) => {
      if (url === '/moved') response.end('here');
      else response.writeHead(301, { location: '/moved' }).end();
    }),
  ).toMatchObject({ kind: 'response', body: 'here' });
});

test('a redirect status without a place to go is a response', async () => {
  expect(await failure((_, response) => response.writeHead(301).end())).toMatchObject({
    kind: 'response',
    status: 301,
  });
});

test.each<[reason: string, to: (path: string) => string]>([
  ['redirect-loop', (path) => path],
  ['redirect-too-many', (path) => `${path}x`],
  ['redirect-port', (path) => `http://www.example.test:8081${path}`],
  ['redirect-scheme', () => 'ftp://www.example.test/'],
  ['redirect-scheme', () => 'file:///etc/passwd'],
  ['redirect-host', (path) => `https://www.example.test${path.slice(1)}`],
  ['redirect-host', (path) => `https://server${path}`],
  ['redirect-host', () => 'http://'],
  ['redirect-too-long', () => `/${'x'.repeat(2_001)}`],
])('the CA would not follow: %s', async (reason, to) => {
  const { hops, outcome } = await fetchFrom(await web(redirect(302, to)));
  expect(outcome).toMatchObject({ kind: 'failed', reason });
  expect(hops).toHaveLength(reason === 'redirect-too-many' ? 11 : 1);
});

test('303 is not followed', async () => {
  expect(await failure(redirect(303, () => '/elsewhere'))).toMatchObject({ reason: 'redirect-status' });
});

test('ten redirects are followed', async () => {
  let count = 0;
  expect(
    await failure((_, response) => {
      count += 1;
      if (count > 10) response.end('there');
      else response.writeHead(301, { location: `/${count}` }).end();
    }),
  ).toMatchObject({ kind: 'response', body: 'there' });
});

test('a password in a redirect is not sent on', async () => {
  const lab = await web(({ url }, response) => {
    if (url === '/in') response.end();
    else response.writeHead(301, { location: 'http://user:secret@www.example.test/in' }).end();
  });
  const { hops } = await fetchFrom(lab);
  expect(lab.requests[1]?.headers.authorization).toBeUndefined();
  expect(hops[1]?.url).toBe('http://www.example.test/in');
});

test.each(['169.254.169.254', '10.0.0.1', '::ffff:10.0.0.1', '0.0.0.0', '255.255.255.255'])(
  'a redirect does not lead from here to %s, neither by address nor by name',
  async (address) => {
    const host = address.includes(':') ? `[${address}]` : address;
    expect(await failure(redirect(302, () => `http://${host}/latest/meta-data`))).toMatchObject({
      reason: 'redirect-reserved',
    });
    const resolve = (): Promise<string[]> => Promise.resolve([address]);
    expect(
      await failure(
        redirect(302, () => 'http://inside.example.test/'),
        { resolve },
      ),
    ).toMatchObject({ reason: 'redirect-reserved' });
  },
);

test('an address in an odd spelling is still that address', async () => {
  expect(await failure(redirect(302, () => 'http://0xa9.254.43518/'))).toMatchObject({ reason: 'redirect-reserved' });
});

test('a redirect’s host of which no resolver says anything is not called a wrong one', async () => {
  const listener = redirect(301, (path) => `https://elsewhere.test${path}`);
  expect(await failure(listener, { resolve: () => Promise.resolve(null) })).toMatchObject({
    reason: 'cancelled',
    text: expect.stringContaining('elsewhere.test') as string,
  });
});

test('a redirect to a name without an address is told', async () => {
  const resolve = (): Promise<string[]> => Promise.resolve([]);
  expect(
    await failure(
      redirect(302, () => 'http://gone.example.test/'),
      { resolve },
    ),
  ).toMatchObject({ reason: 'redirect-host' });
});

test('after a redirect IPv6 is taken first, as by the CA', async () => {
  const { httpPort } = await web(redirect(302, () => 'http://both.example.test/'));
  const asked: string[] = [];
  const resolve = (host: string): Promise<string[]> => {
    asked.push(host);
    return Promise.resolve(['127.0.0.1', '::1']);
  };
  const { outcome } = await fetchFrom({ httpPort }, { resolve });
  expect(asked).toEqual(['both.example.test']);
  expect(outcome).toMatchObject({
    kind: 'failed',
    reason: 'refused',
    text: expect.stringContaining('[::1]') as string,
  });
});

test('TLS that is older than 1.2, or no TLS at all, fails behind a redirect', async () => {
  const to = redirect(301, (path) => `https://www.example.test${path}`);
  const old = await webTls((_, response) => response.end(), {
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
  expect((await fetchFrom({ ...(await web(to)), httpsPort: old })).outcome).toMatchObject({ reason: 'tls' });
  const plain = await web((_, response) => response.end());
  expect((await fetchFrom({ ...(await web(to)), httpsPort: plain.httpPort })).outcome).toMatchObject({ reason: 'tls' });
});

test('what is not HTTP/1 is called that', async () => {
  const h2 = createHttp2Server();
  h2.on('sessionError', () => undefined);
  expect((await fetchFrom({ httpPort: await listen(h2) })).outcome).toMatchObject({ reason: 'not-http' });
  const ssh = createTcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  expect((await fetchFrom({ httpPort: await listen(ssh) })).outcome).toMatchObject({ reason: 'not-http' });
  const tls = createTcpServer((socket) =>
    socket.once('data', () => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 10]))),
  );
  expect((await fetchFrom({ httpPort: await listen(tls) })).outcome).toMatchObject({ reason: 'not-http' });
});

test('headers without end are not read', async () => {
  const endless = createTcpServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const pour = (): void => {
      while (!socket.destroyed && socket.write(`x: ${'y'.repeat(8_192)}\r\n`));
      socket.once('drain', pour);
    };
    pour();
  });
  expect((await fetchFrom({ httpPort: await listen(endless) })).outcome).toMatchObject({ kind: 'failed' });
});

test('a server that hangs up is told from one that cuts the body', async () => {
  const reset = createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  expect((await fetchFrom({ httpPort: await listen(reset) })).outcome).toMatchObject({ reason: 'reset' });
  const hangUp = createTcpServer((socket) => socket.once('data', () => socket.end()));
  expect((await fetchFrom({ httpPort: await listen(hangUp) })).outcome).toMatchObject({ reason: 'reset' });
  const cut = createTcpServer((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort')),
  );
  expect((await fetchFrom({ httpPort: await listen(cut) })).outcome).toMatchObject({ reason: 'reset' });
});

test('a closed port is refused', async () => {
  const server = createTcpServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  expect((await fetchFrom({ httpPort: port }, { deadlineMs: 60_000 })).outcome).toMatchObject({ reason: 'refused' });
});

test('silence after the connection, and a body that drips, end with the deadline', async () => {
  expect(await failure(() => undefined, { deadlineMs: 300 })).toMatchObject({ reason: 'timeout-read' });
  const drip: RequestListener = (_, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => {
      clearInterval(timer);
    });
  };
  expect(await failure(drip, { deadlineMs: 300 })).toMatchObject({ reason: 'timeout-read' });
});

test('a slow resolver of a redirect’s host counts into the deadline, and is named', async () => {
  const resolve = (): Promise<string[]> => new Promise(() => undefined);
  const outcome = await failure(
    redirect(302, () => 'http://slow.example.test/'),
    { resolve, deadlineMs: 300 },
  );
  expect(outcome).toMatchObject({ kind: 'failed', text: expect.stringContaining('looked up') as string });
});

test('stopping ends a fetch at once', async () => {
  const stop = new AbortController();
  expect(
    await failure(
      () => {
        stop.abort();
      },
      { signal: stop.signal, deadlineMs: 60_000 },
    ),
  ).toMatchObject({ reason: 'cancelled' });
});

test('a name that cannot stand in a URL is told, not thrown', async () => {
  const target = { name: 'example.123', address: '127.0.0.1', token: 'token-1', expected: null };
  const options = { allowPrivate: true, httpPort: 1, httpsPort: 1, resolve: () => Promise.resolve([]) };
  const { outcome } = await fetchChallenge(target, options, { signal: never, deadlineMs: 10_000 });
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'other' });
});

test('an address of a private network is not even connected to, unless that is allowed', async () => {
  const lab = await web((_, response) => response.end());
  expect((await fetchFrom(lab, { allowPrivate: false })).outcome).toMatchObject({ reason: 'address-not-allowed' });
  expect(lab.requests).toEqual([]);
});
