import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer, rootCertificates, type TLSSocket } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { certificatesOn, type TlsObservation } from '../../../src/core/certificate/handshake.ts';
import { pathFlaws } from '../../../src/core/certificate/path-flaws.ts';
import { readCertificate } from '../../../src/engine/observe/certificate-reader.ts';
import { NetworkOptionsError } from '../../../src/engine/observe/network-options-error.ts';
import { RootStores, type RootStore } from '../../../src/engine/observe/root-stores.ts';
import { createTlsProber } from '../../../src/engine/observe/tls-probe.ts';
import { findTrustPath, type ReadCertificate } from '../../../src/engine/observe/trust-path.ts';
import { createPki, type Issued, type Pki } from '../pki.ts';

const limits = { signal: new AbortController().signal, deadlineMs: 10_000 };
let folder: string;
let pki: Pki;
let other: Pki;
let leaf: Issued;
let stores: readonly RootStore[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cert-doctor-'));
  [pki, other] = await Promise.all([createPki(), createPki()]);
  leaf = await pki.leaf({ names: ['www.example.test'] });
  const roots = path.join(folder, 'roots.pem');
  await writeFile(roots, pki.root.certificate);
  stores = await new RootStores().open([roots]);
});
afterAll(() => rm(folder, { recursive: true }));

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function probe(
  port: number,
  {
    serverName = 'www.example.test',
    address = '127.0.0.1',
    ...changed
  }: { serverName?: string; address?: string; signal?: AbortSignal; deadlineMs?: number } = {},
): Promise<TlsObservation> {
  return createTlsProber(stores, true)({ address, port, serverName }, { ...limits, ...changed });
}

/** Serves these certificates in this order with the first one's key. */
async function serve(...chain: readonly Issued[]): Promise<TlsObservation> {
  const [{ key } = leaf] = chain;
  const cert = chain.map(({ certificate }) => certificate).join('\n');
  return probe(await listen(createTlsServer({ key, cert })));
}

function subjects({ outcome }: TlsObservation): readonly string[] {
  return outcome.kind === 'handshake' ? outcome.chain.map(({ subject }) => subject) : [];
}

test('a right chain is seen as sent, and trusted by the store that holds its root', async () => {
  const seen = await serve(leaf, pki.intermediate);
  expect(subjects(seen)).toEqual(['CN=www.example.test', 'CN=Cert Doctor Test Intermediate']);
  expect(seen.outcome).toMatchObject({
    kind: 'handshake',
    protocol: 'TLSv1.3',
    path: {
      ...{ kind: 'trusted', store: path.join(folder, 'roots.pem'), anchor: { subject: 'CN=Cert Doctor Test Root' } },
      via: fingerprints(leaf, pki.intermediate),
    },
  });
});

test('a missing intermediate shows as an issuer that was not sent', async () => {
  const seen = await serve(leaf);
  expect(subjects(seen)).toHaveLength(1);
  expect(seen.outcome).toMatchObject({
    path: { kind: 'untrusted', reason: 'issuer-not-sent', at: 'CN=www.example.test' },
  });
});

test('a chain in the wrong order, with strangers and duplicates, is shown in the order of the wire', async () => {
  const stranger = await other.leaf({ names: ['stranger.test'] });
  const seen = await serve(leaf, pki.root, stranger, pki.intermediate, pki.intermediate);
  expect(subjects(seen)).toEqual([
    'CN=www.example.test',
    'CN=Cert Doctor Test Root',
    'CN=stranger.test',
    'CN=Cert Doctor Test Intermediate',
    'CN=Cert Doctor Test Intermediate',
  ]);
  expect(seen.outcome).toMatchObject({ path: { kind: 'trusted' } });
});

test('a self-signed certificate is called that', async () => {
  expect((await serve(await pki.leaf({ names: ['www.example.test'], signer: 'self' }))).outcome).toMatchObject({
    path: { kind: 'untrusted', reason: 'self-signed' },
  });
});

test('an expired certificate shakes hands like any other: its dates are not the path’s matter', async () => {
  const expired = await pki.leaf({
    names: ['www.example.test'],
    notBefore: new Date('2024-01-01'),
    notAfter: new Date('2024-03-31'),
  });
  expect((await serve(expired, pki.intermediate)).outcome).toMatchObject({
    chain: [{ notAfter: '2024-03-31T00:00:00.000Z' }, {}],
    path: { kind: 'trusted' },
  });
});

test('TLS 1.2 is seen as that', async () => {
  const port = await listen(createTlsServer({ key: leaf.key, cert: leaf.certificate, maxVersion: 'TLSv1.2' }));
  expect((await probe(port)).outcome).toMatchObject({ kind: 'handshake', protocol: 'TLSv1.2' });
});

test('the name goes into SNI; an address does not', async () => {
  const asked: unknown[] = [];
  const server = createTlsServer({ key: leaf.key, cert: leaf.certificate });
  const port = await listen(server, '::1');
  for (const serverName of ['sub.example.test', '192.0.2.1']) {
    const connected = once(server, 'secureConnection') as Promise<[TLSSocket]>;
    await probe(port, { address: '::1', serverName });
    const [socket] = await connected;
    asked.push(socket.servername);
  }
  expect(asked).toEqual(['sub.example.test', false]);
});

test('a chain of a hundred certificates is cut at 20', async () => {
  const seen = await serve(leaf, ...Array.from({ length: 100 }, () => pki.intermediate));
  expect(subjects(seen)).toHaveLength(20);
});

test('a certificate with thousands of names is not read, and said to be too long', async () => {
  const names = Array.from({ length: 2_500 }, (_, at) => `name-${at}.www.of.example.test`);
  expect((await serve(await pki.leaf({ names }))).outcome).toMatchObject({
    kind: 'failed',
    reason: 'unreadable',
    text: expect.stringContaining('too long') as string,
  });
});

test('a chain that is larger than OpenSSL takes fails, and nothing else does', async () => {
  const names = Array.from({ length: 12_000 }, (_, at) => `name-${at}.www.of.example.test`);
  expect((await serve(await pki.leaf({ names }))).outcome).toMatchObject({ kind: 'failed', reason: 'other' });
});

test('plain HTTP on the port is not TLS', async () => {
  const port = await listen(createHttpServer((_, response) => response.end()));
  expect((await probe(port)).outcome).toMatchObject({ kind: 'failed', reason: 'not-tls' });
});

test('a server that refuses with an alert is told from one that hangs up', async () => {
  const alert = createTcpServer((socket) => {
    // unrecognized_name (112), fatal.
    socket.once('data', () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 112])));
  });
  const { outcome } = await probe(await listen(alert));
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'alert' });
  // Not the line of OpenSSL's source at which it gave up.
  expect(outcome.kind === 'failed' && outcome.text).toMatch(/^[a-z0-9 ]+$/);
  const reset = createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  expect((await probe(await listen(reset))).outcome).toMatchObject({ kind: 'failed', reason: 'reset' });
  const hangUp = createTcpServer((socket) => socket.once('data', () => socket.end()));
  expect((await probe(await listen(hangUp))).outcome).toMatchObject({ kind: 'failed', reason: 'reset' });
});

test('a silent and a dripping server end with the deadline', async () => {
  const silent = createTcpServer(() => undefined);
  expect((await probe(await listen(silent), { deadlineMs: 300 })).outcome).toMatchObject({ reason: 'timeout' });
  const drip = createTcpServer((socket) => {
    // The head of a record of 16 KB, then an octet now and then.
    socket.write(Buffer.from([0x16, 3, 3, 0x40, 0]));
    const timer = setInterval(() => socket.write(Buffer.from([2])), 20);
    socket.on('close', () => {
      clearInterval(timer);
    });
  });
  expect((await probe(await listen(drip), { deadlineMs: 300 })).outcome).toMatchObject({ reason: 'timeout' });
});

test('a closed port shows at once', async () => {
  const server = createTcpServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  expect((await probe(port, { deadlineMs: 60_000 })).outcome).toMatchObject({ reason: 'refused' });
});

test('stopping ends a probe at once', async () => {
  const stop = new AbortController();
  const port = await listen(
    createTcpServer((socket) =>
      socket.once('data', () => {
        stop.abort();
      }),
    ),
  );
  expect((await probe(port, { deadlineMs: 60_000, signal: stop.signal })).outcome).toMatchObject({
    reason: 'cancelled',
  });
});

test('an address of a private network is not even connected to, unless that is allowed', async () => {
  let connections = 0;
  const port = await listen(createTcpServer(() => (connections += 1)));
  const { outcome } = await createTlsProber(stores, false)(
    { address: '127.0.0.1', port, serverName: 'www.example.test' },
    limits,
  );
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'address-not-allowed' });
  expect(connections).toBe(0);
});

function readAll(...pems: readonly string[]): readonly ReadCertificate[] {
  return pems
    .map((pem) => new X509Certificate(pem))
    .map((certificate) => ({ certificate, facts: readCertificate(certificate) }));
}

function read(...chain: readonly Issued[]): readonly ReadCertificate[] {
  return readAll(...chain.map(({ certificate }) => certificate));
}

function fingerprints(...chain: readonly Issued[]): readonly string[] {
  return read(...chain).map(({ facts }) => facts.fingerprint);
}

function pathOf(...chain: readonly Issued[]): ReturnType<typeof findTrustPath> {
  const [first, ...others] = read(...chain);
  if (first === undefined) throw new Error('no leaf');
  return findTrustPath(first, others, stores, new Date());
}

test('a root that stands in no store is unknown', async () => {
  expect(pathOf(await other.leaf({ names: ['a.test'] }), other.intermediate, other.root)).toEqual({
    kind: 'untrusted',
    reason: 'unknown-root',
    at: 'CN=Cert Doctor Test Root',
  });
});

test('an issuer of the right name with the wrong key does not count', () => {
  expect(pathOf(leaf, other.intermediate)).toMatchObject({ reason: 'bad-signature', at: 'CN=www.example.test' });
});

test('a path over an issuer that is no CA is shown, and judged to be none', async () => {
  const below = await pki.leaf({ names: ['below.test'], signer: leaf.signer });
  const found = pathOf(below, leaf, pki.intermediate);
  const chain = read(below, leaf, pki.intermediate).map(({ facts }) => facts);
  expect(found.kind === 'trusted' && pathFlaws(certificatesOn(found, chain), new Date())).toMatchObject([
    { kind: 'not-a-ca', at: 1 },
  ]);
});

test('of two issuers that are both right the one that lasts longest is on the path', async () => {
  const { root, intermediate } = pki;
  const short = await pki.reissue(intermediate, root, new Date(Date.now() - 86_400_000));
  const paths = [pathOf(leaf, short, intermediate), pathOf(leaf, intermediate, short), pathOf(leaf, short)];
  expect(paths.map((found) => found.kind === 'trusted' && found.via)).toEqual([
    fingerprints(leaf, intermediate),
    fingerprints(leaf, intermediate),
    fingerprints(leaf, short),
  ]);
});

test('a certificate that is itself in a store ends the path', () => {
  expect(pathOf(leaf, pki.intermediate, pki.root)).toMatchObject({ via: fingerprints(leaf, pki.intermediate) });
  expect(pathOf(pki.root)).toMatchObject({ via: [] });
});

test('of two issuers with one name the one that leads to a root is found', () => {
  expect(pathOf(leaf, other.intermediate, pki.intermediate)).toMatchObject({ kind: 'trusted' });
});

test('a certificate that is itself in a store is trusted', () => {
  expect(pathOf(pki.root)).toMatchObject({ kind: 'trusted' });
  const [pem = ''] = rootCertificates;
  const [root] = readAll(pem);
  expect(root && findTrustPath(root, [], stores, new Date())).toMatchObject({ kind: 'trusted', store: 'mozilla' });
});

test('a file of roots that is missing or holds none is told, not passed over', async () => {
  const file = path.join(folder, 'empty.pem');
  await writeFile(file, 'no certificate');
  await expect(new RootStores().open([file])).rejects.toThrow(NetworkOptionsError);
  await expect(new RootStores().open([file])).rejects.toThrow(file);
  await expect(new RootStores().open([path.join(folder, 'missing.pem')])).rejects.toThrow('ENOENT');
});
