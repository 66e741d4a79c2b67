import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { Packet } from 'dns2';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { DnsOutcome, DnsServer } from '../../../src/core/dns/answer.ts';
import { typeName } from '../../../src/core/dns/wire-record.ts';
import { DnsSockets } from '../../../src/engine/observe/dns-sockets.ts';
import { askDns } from '../../../src/engine/observe/dns-transport.ts';
import { createPki, type Issued, type Pki } from '../pki.ts';
import { reply, type Behaviour } from './fake-name-server.ts';

let pki: Pki;
let leaf: Issued;
let trust: SecureContext;

beforeAll(async () => {
  pki = await createPki();
  leaf = await pki.leaf({ names: ['localhost'] });
  trust = createSecureContext({ ca: pki.root.certificate });
});

const right: Behaviour = (query) => [reply(query, [{ type: 'A', address: `192.0.2.${query.name.length}` }])];
const never = new AbortController().signal;

function answersTo(message: Buffer, behaviour: Behaviour, earlier: number): readonly Buffer[] {
  const packet = Packet.parse(message);
  const [question] = packet.questions;
  const type = typeName(question?.type ?? 0);
  return behaviour({ message, id: packet.header.id, name: question?.name ?? '', type, transport: 'tcp', earlier });
}

interface Served {
  readonly server: DnsServer;
  readonly connections: () => number;
}

/** DNS over TLS on a port of its own. */
async function dot(behaviour: Behaviour, hangUpAfter = Infinity): Promise<Served> {
  const sockets = new Set<TLSSocket>();
  let queries = 0;
  const chain = `${leaf.certificate}\n${pki.intermediate.certificate}`;
  const server = createServer({ key: leaf.key, cert: chain, ALPNProtocols: ['dot'] }, (socket) => {
    sockets.add(socket);
    let pending = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      pending = Buffer.concat([pending, part]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const message = pending.subarray(2, 2 + pending.readUInt16BE(0));
        pending = pending.subarray(2 + message.length);
        for (const answer of answersTo(message, behaviour, queries)) {
          const length = Buffer.alloc(2);
          length.writeUInt16BE(answer.length);
          // Octet by octet at first: a reader must put them together.
          for (const octet of length) socket.write(Buffer.from([octet]));
          socket.write(answer);
        }
        queries += 1;
        if (queries % hangUpAfter === 0) socket.end();
      }
    });
  });
  const port = await listening(server, () => {
    for (const socket of sockets) socket.destroy();
  });
  const encrypted = { protocol: 'tls' } as const;
  return { server: { address: 'localhost', port, source: 'configured', encrypted }, connections: () => sockets.size };
}

interface Page {
  readonly status?: number;
  readonly type?: string;
  readonly body?: (message: Buffer) => readonly Buffer[];
}

/** DNS over HTTPS on a port of its own, over HTTP/2 alone. */
async function doh(behaviour: Behaviour, page: Page = {}): Promise<Served> {
  let sessions = 0;
  const chain = `${leaf.certificate}\n${pki.intermediate.certificate}`;
  const server = createSecureServer({ key: leaf.key, cert: chain, allowHTTP1: false });
  const open = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions += 1;
    open.add(session);
  });
  server.on('stream', (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on('error', () => undefined);
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const isRight = headers[':path'] === '/dns-query' && headers['content-type'] === 'application/dns-message';
      stream.respond({
        ':status': isRight ? (page.status ?? 200) : 404,
        'content-type': page.type ?? 'application/dns-message',
      });
      const message = Buffer.concat(parts);
      const bodies = page.body?.(message) ?? answersTo(message, behaviour, 0);
      for (const body of bodies) stream.write(body);
      stream.end();
    });
  });
  const port = await listening(server, () => {
    for (const session of open) session.destroy();
  });
  const encrypted = { protocol: 'https', path: '/dns-query' } as const;
  return { server: { address: 'localhost', port, source: 'configured', encrypted }, connections: () => sessions };
}

async function listening(
  server: { listen(port: number, host: string, then: () => void): unknown; address(): unknown; close(): unknown },
  stop: () => void,
): Promise<number> {
  await new Promise<void>((done) => {
    server.listen(0, 'localhost', done);
  });
  onTestFinished(() => {
    stop();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function ask(server: DnsServer, sockets: DnsSockets, name = 'a.test', deadlineMs = 5_000): Promise<DnsOutcome> {
  return (await askDns({ name, type: 'A' }, server, { signal: never, deadlineMs }, { sockets })).outcome;
}

test.each([
  ['TLS', dot, 'tls'],
  ['HTTPS', doh, 'https'],
] as const)(
  'over %s many questions share one connection, and each gets its own answer',
  async (_, serve, transport) => {
    const { server, connections } = await serve(right);
    using sockets = new DnsSockets(trust);
    const names = Array.from({ length: 64 }, (__, at) => `${'a'.repeat(at % 60 || 1)}.test`);
    const outcomes = await Promise.all(names.map((name) => ask(server, sockets, name)));
    expect(outcomes).toMatchObject(
      names.map((name) => ({ kind: 'answer', transport, records: [{ name, address: `192.0.2.${name.length}` }] })),
    );
    expect(connections()).toBe(1);
  },
);

test.each([
  ['TLS', dot],
  ['HTTPS', doh],
] as const)('over %s a resolver whose certificate nobody trusts is not asked', async (_, serve) => {
  const { server } = await serve(right);
  using sockets = new DnsSockets();
  expect(await ask(server, sockets)).toMatchObject({ kind: 'silence', reason: 'unreachable' });
});

test.each([
  ['TLS', dot],
  ['HTTPS', doh],
] as const)('over %s a resolver whose certificate is for another name is not asked', async (_, serve) => {
  const { server } = await serve(right);
  using sockets = new DnsSockets(trust);
  const other = { ...server, address: '127.0.0.1' };
  expect(await ask(other, sockets)).toMatchObject({ kind: 'silence', reason: 'unreachable' });
});

test('a connection that the server has closed is opened anew', async () => {
  const { server, connections } = await dot(right, 1);
  using sockets = new DnsSockets(trust);
  for (const name of ['a.test', 'b.test', 'c.test']) {
    let outcome = await ask(server, sockets, name);
    // The end of a connection may meet a question on its way.
    if (outcome.kind === 'silence') outcome = await ask(server, sockets, name);
    expect(outcome).toMatchObject({ kind: 'answer', transport: 'tls' });
  }
  expect(connections()).toBeGreaterThan(1);
});

test.each<[string, Page, string]>([
  ['a page', { type: 'text/html', body: () => [Buffer.from('<html>')] }, 'unreachable'],
  ['a refusal', { status: 403 }, 'unreachable'],
  ['a redirect', { status: 302 }, 'unreachable'],
  ['an empty body', { body: () => [] }, 'hostile'],
  ['the question itself', { body: (message) => [message] }, 'hostile'],
  ['a body without an end', { body: () => Array.from({ length: 8 }, () => Buffer.alloc(16_000)) }, 'hostile'],
])('%s instead of DNS over HTTPS ends the question at once', async (_, page, reason) => {
  const { server } = await doh(right, page);
  using sockets = new DnsSockets(trust);
  expect(await ask(server, sockets, 'a.test', 60_000)).toMatchObject({ kind: 'silence', reason });
});

test.each([
  ['TLS', dot],
  ['HTTPS', doh],
] as const)('over %s a silent resolver ends with the deadline', async (_, serve) => {
  const { server } = await serve(() => []);
  const silent = serve === doh ? (await doh(right, { status: 200, body: () => [] })).server : server;
  using sockets = new DnsSockets(trust);
  expect((await ask(silent, sockets, 'a.test', 300)).kind).toBe('silence');
});

test.each(['tls', 'https'] as const)('over %s a closed port shows at once', async (protocol) => {
  const { server } = await dot(right);
  using sockets = new DnsSockets(trust);
  const encrypted = protocol === 'tls' ? ({ protocol } as const) : ({ protocol, path: '/dns-query' } as const);
  const closed = { ...server, port: 1, encrypted };
  expect(await ask(closed, sockets, 'a.test', 60_000)).toMatchObject({ kind: 'silence', reason: 'refused' });
});

test('an octet at a time does not move the end of the wait', async () => {
  const { server } = await dot((query) => right(query).map((message) => message.subarray(0, -4)));
  using sockets = new DnsSockets(trust);
  const outcome = await ask(server, sockets, 'a.test', 300);
  expect(outcome).toMatchObject({ kind: 'silence', reason: 'hostile' });
});
