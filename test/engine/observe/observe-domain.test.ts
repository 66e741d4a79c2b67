import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import { reportDomain } from '../../../src/core/judge/judge-domain.ts';
import { defaultNetwork, type NetworkOptions, type Progress, type Run } from '../../../src/engine/engine.ts';
import { NetworkOptionsError } from '../../../src/engine/observe/network-options-error.ts';
import { observeDomain } from '../../../src/engine/observe/observe-domain.ts';
import { createPki, type Issued, type Pki } from '../pki.ts';
import { reply, startNameServer, zone, type Behaviour, type FakeNameServer } from './fake-name-server.ts';

let folder: string;
let pki: Pki;
let leaf: Issued;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cert-doctor-'));
  pki = await createPki();
  leaf = await pki.leaf({ names: ['example.test', 'www.example.test'] });
  await writeFile(path.join(folder, 'roots.pem'), pki.root.certificate);
});
afterAll(() => rm(folder, { recursive: true }));

async function listen(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(port, host);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function tlsServer(): Server {
  return createTlsServer({ key: leaf.key, cert: `${leaf.certificate}\n${pki.intermediate.certificate}` });
}

/** A web server on 127.0.0.1 and ::1, over HTTP (with a redirect to HTTPS) and TLS. */
async function web(): Promise<Partial<NetworkOptions>> {
  const http = (): Server =>
    createHttpServer((_, response) => response.writeHead(404, { server: 'nginx' }).end('nothing'));
  const httpPort = await listen(http());
  const httpsPort = await listen(tlsServer());
  await Promise.all([listen(http(), '::1', httpPort), listen(tlsServer(), '::1', httpsPort)]);
  return { httpPort, httpsPort };
}

const table: Parameters<typeof zone>[0] = {
  'A example.test': [{ type: 'A', address: '127.0.0.1' }],
  'AAAA example.test': [{ type: 'AAAA', address: '::1' }],
  'CAA example.test': [{ type: 'CAA', flags: 0, tag: 'issue', value: 'letsencrypt.org' }],
  'NS example.test': [{ type: 'NS', ns: 'ns1.example.test' }],
  'SOA example.test': [
    {
      type: 'SOA',
      primary: 'ns1.example.test',
      admin: 'h.example.test',
      serial: 1,
      refresh: 2,
      retry: 3,
      expiration: 4,
      minimum: 5,
    },
  ],
  'A www.example.test': [
    { type: 'CNAME', domain: 'example.test' },
    { type: 'A', name: 'example.test', address: '127.0.0.1' },
  ],
  'CNAME www.example.test': [{ type: 'CNAME', domain: 'example.test' }],
  'TXT _acme-challenge.example.test': [{ type: 'TXT', data: ['digest'] }],
};

function intentOf(names: readonly string[], changed: Partial<DomainIntent> = {}): DomainIntent {
  const parsed = names.map((name) => ({ ascii: name.replace('*.', ''), wildcard: name.startsWith('*.') }));
  const [name = { ascii: '', wildcard: false }] = parsed;
  return { name, names: parsed, method: 'http-01', addresses: [], delegationTarget: null, webRoot: null, ...changed };
}

function networkOf(servers: readonly FakeNameServer[], changed: Partial<NetworkOptions> = {}): NetworkOptions {
  return {
    ...defaultNetwork,
    skipSystemResolver: true,
    allowPrivate: true,
    resolvers: servers.map(({ server: { address, port } }) => `${address}:${port}`),
    rootFiles: [path.join(folder, 'roots.pem')],
    ...changed,
  };
}

function runOf(changed: Partial<Run> = {}): Run {
  return {
    signal: new AbortController().signal,
    progress: () => undefined,
    confirm: () => Promise.resolve(false),
    ...changed,
  };
}

test('a healthy name is seen whole: DNS, TLS and the challenge path at each of its addresses', async () => {
  await using names = await startNameServer(zone(table));
  const seen = await observeDomain(
    intentOf(['example.test', 'www.example.test']),
    networkOf([names], await web()),
    runOf(),
  );
  const answers = Object.fromEntries(
    seen.dns.map(({ question, outcome }) => [`${question.type} ${question.name}`, outcome]),
  );
  expect(answers['TXT _acme-challenge.example.test']).toMatchObject({
    rcode: 'NOERROR',
    records: [{ text: 'digest' }],
  });
  expect(answers['CNAME _acme-challenge.example.test']).toMatchObject({ rcode: 'NOERROR', records: [] });
  expect(answers['CAA example.test']).toMatchObject({ records: [{ value: 'letsencrypt.org' }] });
  expect(answers['CAA www.example.test']).toMatchObject({ records: [] });
  expect(answers['CAA test']).toMatchObject({ rcode: 'NXDOMAIN' });
  expect(answers['SOA example.test']).toMatchObject({ records: [{ primary: 'ns1.example.test' }] });
  expect(answers['NS example.test']).toMatchObject({ records: [{ target: 'ns1.example.test' }] });
  const places = [
    ['example.test', '127.0.0.1'],
    ['example.test', '::1'],
    ['www.example.test', '127.0.0.1'],
  ];
  expect(seen.tls.map(({ serverName, address }) => [serverName, address]).toSorted()).toEqual(places);
  expect(seen.tls.map(({ outcome }) => outcome)).toMatchObject(
    places.map(() => ({ kind: 'handshake', path: { kind: 'trusted' } })),
  );
  expect(seen.http.map(({ name, address }) => [name, address]).toSorted()).toEqual(places);
  expect(seen.http.map(({ expected, outcome }) => [expected, outcome.kind])).toEqual(
    places.map(() => [null, 'response']),
  );
  expect(seen.publicSuffixes).toEqual([]);
});

test('no question is asked twice, whatever the names share', async () => {
  await using names = await startNameServer(zone(table));
  await observeDomain(
    intentOf(['example.test', 'www.example.test', '*.example.test']),
    networkOf([names], { httpPort: 1, httpsPort: 1 }),
    runOf(),
  );
  // With validation left to the resolver, and without it for our own.
  const asked = names.queries.map(({ type, name, message }) => {
    return `${type} ${name.toLowerCase()} ${((message[3] ?? 0) & 0x10) === 0 ? 'checked' : 'unchecked'}`;
  });
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
});

test('what is seen is plain data', async () => {
  await using names = await startNameServer(zone(table));
  const seen = await observeDomain(intentOf(['example.test']), networkOf([names], await web()), runOf());
  expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
  expect(structuredClone(seen)).toEqual(seen);
});

test('a wildcard is asked of DNS at its base, and its challenge path is not fetched', async () => {
  await using names = await startNameServer(zone(table));
  const seen = await observeDomain(intentOf(['*.example.test']), networkOf([names]), runOf());
  expect(seen.dns.map(({ question }) => `${question.type} ${question.name}`)).toContain(
    'TXT _acme-challenge.example.test',
  );
  expect([seen.tls, seen.http]).toEqual([[], []]);
});

test('a wildcard alone is seen at a name that only a wildcard record answers', async () => {
  const answer = zone(table);
  await using names = await startNameServer((query) => {
    return query.type === 'A' && query.name.toLowerCase().startsWith('cert-doctor-')
      ? [reply(query, [{ type: 'A', address: '127.0.0.1' }])]
      : answer(query);
  });
  const seen = await observeDomain(intentOf(['*.example.test']), networkOf([names], await web()), runOf());
  expect(seen.http).toEqual([]);
  expect(seen.tls).toMatchObject([
    {
      serverName: expect.stringMatching(/^cert-doctor-[0-9a-f]{32}\.example\.test$/) as string,
      outcome: { kind: 'handshake' },
    },
  ]);
});

test('with dns-01 the challenge path is not fetched', async () => {
  await using names = await startNameServer(zone(table));
  const seen = await observeDomain(
    intentOf(['example.test'], { method: 'dns-01' }),
    networkOf([names], await web()),
    runOf(),
  );
  expect([seen.tls.length, seen.http.length]).toEqual([2, 0]);
});

test('each resolver’s answers are kept, and the addresses of all of them are looked at', async () => {
  await using one = await startNameServer(zone(table));
  await using two = await startNameServer(zone({ 'A example.test': [{ type: 'A', address: '127.0.0.2' }] }));
  const seen = await observeDomain(
    intentOf(['example.test']),
    networkOf([one, two], { httpPort: 1, httpsPort: 1 }),
    runOf(),
  );
  expect(new Set(seen.tls.map(({ address }) => address))).toEqual(new Set(['127.0.0.1', '::1', '127.0.0.2']));
  const ports = seen.dns.filter(({ question }) => question.type === 'A').map(({ server }) => server.port);
  expect(ports).toEqual([one.server.port, two.server.port]);
});

test('addresses that an answer gives to other names are not connected to', async () => {
  await using names = await startNameServer(
    zone({ 'A example.test': [{ type: 'A', name: 'elsewhere.test', address: '127.0.0.1' }] }),
  );
  expect((await observeDomain(intentOf(['example.test']), networkOf([names]), runOf())).tls).toEqual([]);
});

test('of a hundred IPv4 addresses eight are looked at, and IPv6 beside them', async () => {
  const many = Array.from({ length: 100 }, (_, at) => ({ type: 'A' as const, address: `127.0.1.${at}` }));
  await using names = await startNameServer(zone({ ...table, 'A example.test': many }));
  const network = networkOf([names], { httpPort: 1, httpsPort: 1 });
  const addresses = (await observeDomain(intentOf(['example.test']), network, runOf())).tls.map(
    ({ address }) => address,
  );
  expect(addresses.filter((address) => address !== '::1')).toHaveLength(8);
  expect(addresses).toContain('::1');
});

test('private addresses are told, and not connected to, where that is not allowed', async () => {
  await using names = await startNameServer(zone(table));
  const seen = await observeDomain(intentOf(['example.test']), networkOf([names], { allowPrivate: false }), runOf());
  expect([...seen.tls, ...seen.http].map(({ outcome }) => outcome)).toMatchObject(
    Array.from({ length: 4 }, () => ({ reason: 'address-not-allowed' })),
  );
});

test('public suffixes among the names are told', async () => {
  await using names = await startNameServer(zone({}));
  const seen = await observeDomain(intentOf(['*.co.uk', 'example.co.uk']), networkOf([names]), runOf());
  expect(seen.publicSuffixes).toEqual(['co.uk']);
});

test('silent resolvers and servers end with the deadline, as silence', async () => {
  const answer = zone(table);
  const half: Behaviour = (query) => (query.type === 'A' ? answer(query) : []);
  await using names = await startNameServer(half);
  const silentPort = await listen(createTcpServer(() => undefined));
  const network = networkOf([names], { httpPort: silentPort, httpsPort: silentPort, timeoutMs: 700 });
  const seen = await observeDomain(intentOf(['example.test']), network, runOf());
  const silent = seen.dns.filter(({ question }) => question.type !== 'A').map(({ outcome }) => outcome);
  expect(silent).toMatchObject(silent.map(() => ({ kind: 'silence', reason: 'timeout' })));
  expect(seen.tls).toMatchObject([{ outcome: { reason: 'timeout' } }]);
  expect(seen.http).toMatchObject([{ outcome: { reason: 'timeout-read' } }]);
});

test('what the time did not suffice for is told as stopped, and not as silent', async () => {
  const hosts = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => `${label}.example.test`);
  const records = hosts.map((host) => [`A ${host}`, [{ type: 'A' as const, address: '127.0.0.1' }]] as const);
  await using names = await startNameServer(zone(Object.fromEntries(records)));
  const silentPort = await listen(createTcpServer(() => undefined));
  const network = networkOf([names], { httpPort: silentPort, httpsPort: silentPort, timeoutMs: 900 });
  const seen = await observeDomain(intentOf(hosts), network, runOf());
  const reasons = [...seen.tls, ...seen.http].map(({ outcome }) => (outcome.kind === 'failed' ? outcome.reason : ''));
  // Two are looked at together at one host; the others had less than their time.
  expect(reasons.filter((reason) => reason === 'cancelled')).toHaveLength(10);
  expect(reasons.filter((reason) => reason === 'timeout' || reason === 'timeout-read')).toHaveLength(2);
});

test('where the network goes away in the middle of a check, what was seen stands, and nothing else is called well', async () => {
  let isGone = false;
  const answer = zone(table);
  await using names = await startNameServer((query) => (isGone ? [] : answer(query)));
  const { port } = names.server;
  // The handshake is where it goes: what was begun hangs, and nothing new is answered.
  const httpsPort = await listen(createTcpServer(() => (isGone = true)));
  const network = networkOf([names], { httpPort: httpsPort, httpsPort, authorityPort: port, timeoutMs: 1_500 });
  const intent = intentOf(['example.test', 'www.example.test']);
  const startedAt = new Date();
  const seen = await observeDomain(intent, network, runOf());
  expect(seen.dns.find(({ question }) => question.type === 'A')?.outcome).toMatchObject({ rcode: 'NOERROR' });
  expect(seen.tls.filter(({ outcome }) => outcome.kind === 'handshake')).toEqual([]);
  const report = reportDomain(intent, seen, { startedAt, now: startedAt, vantage: 'here' });
  expect(['unknown', 'unreachable']).toContain(report.ssl);
  // It can be looked at again at once: nothing of the first look holds a socket.
  isGone = false;
  const again = await observeDomain(intent, networkOf([names], { ...(await web()), authorityPort: port }), runOf());
  expect(again.tls.map(({ outcome }) => outcome.kind)).toEqual(again.tls.map(() => 'handshake'));
  expect(again.tls.length).toBeGreaterThan(0);
});

test('a resolver that is silent does not keep the other’s addresses from being looked at', async () => {
  await using good = await startNameServer(zone(table));
  await using silent = await startNameServer(() => []);
  const network = networkOf([silent, good], { ...(await web()), timeoutMs: 1_500 });
  const seen = await observeDomain(intentOf(['example.test']), network, runOf());
  expect(seen.tls.map(({ outcome }) => outcome.kind)).toEqual(['handshake', 'handshake']);
});

test('stopping ends everything at once, as cancelled', async () => {
  const stop = new AbortController();
  const answer = zone(table);
  await using names = await startNameServer((query) => (query.type === 'TXT' ? [] : answer(query)));
  const silentPort = await listen(
    createTcpServer(() => {
      stop.abort();
    }),
  );
  const network = networkOf([names], { httpPort: silentPort, httpsPort: silentPort, timeoutMs: 60_000 });
  const seen = await observeDomain(intentOf(['example.test']), network, runOf({ signal: stop.signal }));
  expect(seen.dns.find(({ question }) => question.type === 'TXT')?.outcome).toMatchObject({ reason: 'cancelled' });
  expect(seen.tls.map(({ outcome }) => outcome)).toMatchObject(seen.tls.map(() => ({ reason: 'cancelled' })));
});

test('progress grows to the end of each step', async () => {
  const told: Progress[] = [];
  await using names = await startNameServer(zone(table));
  await observeDomain(
    intentOf(['example.test']),
    networkOf([names], await web()),
    runOf({ progress: (progress) => told.push(progress) }),
  );
  const fractions = told.filter(({ step }) => step === 'Asking DNS').map(({ fraction }) => fraction ?? 0);
  expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
  expect(fractions.at(-1)).toBe(1);
  expect(told.at(-1)).toEqual({ step: 'Looking at the servers' });
});

test('nothing is written into the web root', async () => {
  const webRoot = await mkdtemp(path.join(folder, 'web-'));
  await using names = await startNameServer(zone(table));
  await observeDomain(intentOf(['example.test'], { webRoot }), networkOf([names], await web()), runOf());
  expect(await readdir(webRoot)).toEqual([]);
});

test('options that cannot be used are told before anything is asked', async () => {
  await using names = await startNameServer(zone(table));
  for (const changed of [
    { resolvers: ['dns.example.com'] },
    { resolvers: [] },
    { rootFiles: [path.join(folder, 'missing.pem')] },
  ]) {
    await expect(observeDomain(intentOf(['example.test']), networkOf([names], changed), runOf())).rejects.toThrow(
      NetworkOptionsError,
    );
  }
  expect(names.queries).toEqual([]);
});

test('where the resolver fails for a long way of aliases, each of them is asked for by itself', async () => {
  const names = ['example.test', ...Array.from({ length: 12 }, (_, at) => `a${at}.example.test`)];
  const aliases = names.slice(0, -1).map((name, at) => {
    return [`CNAME ${name}`, [{ type: 'CNAME', domain: names[at + 1] }]] as const;
  });
  const answers = zone(Object.fromEntries(aliases));
  await using server = await startNameServer((query) => {
    const fails = query.type !== 'CNAME' && query.name === 'example.test';
    return fails ? [reply(query, [], { rcode: 2 })] : answers(query);
  });
  const intent = intentOf(['example.test']);
  const seen = await observeDomain(intent, networkOf([server]), runOf());
  const report = reportDomain(intent, seen, { startedAt: new Date(), now: new Date(), vantage: 'web-1' });
  expect(report.findings[0]).toMatchObject({ problem: 'dns-no-address', severity: 'error' });
  expect(report.findings[0]?.message).toContain('lead over 12 names or more');
});
