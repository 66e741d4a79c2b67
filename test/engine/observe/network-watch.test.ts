import { connect, createServer as createTcpServer } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { intentFor } from '../../../src/core/domain/intent.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { createPki, type Pki } from '../pki.ts';
import { startNameServer, zone, type Answer, type Query } from './fake-name-server.ts';
import { foundOf, http, https, listen, rootFile, unwatched } from './small-world.ts';

// A network that goes away while a name is looked at: who answered before falls silent, and what hangs says nothing.

const name = 'www.example.test';
const intent = intentFor({ ascii: name, wildcard: false });
const answers = zone({ [`A ${name}`]: [{ type: 'A', address: '127.0.0.1' }] });
/** Without a look at DNSSEC (CD), nobody asks the same twice but to hear whether the way is open; a resent one has the same id. */
const key = ({ type, name: asked }: Query): string => `${type} ${asked.toLowerCase()}`;
const isControl = (query: Query, before: readonly Query[]): boolean =>
  ((query.message[3] ?? 0) & 0x10) === 0 && before.some((one) => key(one) === key(query) && one.id !== query.id);

let pki: Pki;
beforeAll(async () => {
  pki = await createPki();
});

test('what hangs in a network that is gone is unknown, and no fault of the server', async () => {
  let isGone = false;
  await using resolver = await startNameServer((query) => (isGone ? [] : answers(query)));
  const port = await listen(createTcpServer(() => (isGone = true)));
  const network = {
    ...defaultNetwork,
    ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [`127.0.0.1:${resolver.server.port}`] },
    ...{ httpPort: port, httpsPort: port, timeoutMs: 3_000 },
  };
  const report = await createEngine().check(intent, network, unwatched);
  expect([report.ssl, report.sslDetail]).toEqual(['unknown', 'the check ended before']);
  expect(foundOf(report)).toEqual([]);
  expect(report.observations.tls.map(({ outcome }) => outcome)).toMatchObject([
    { kind: 'failed', reason: 'cancelled' },
  ]);
});

test('the silence of name servers in a network that is gone is no finding, though the check is over when its looks are', async () => {
  let isGone = false;
  const held: Readonly<Record<string, readonly Answer[]>> = {
    'SOA example.test': [
      {
        type: 'SOA',
        primary: 'ns.example.test',
        admin: 'h.example.test',
        serial: 1,
        refresh: 1,
        retry: 1,
        expiration: 1,
        minimum: 1,
      },
    ],
    'NS example.test': [{ type: 'NS', ns: 'ns.example.test' }],
    [`A ${name}`]: [{ type: 'A', address: '127.0.0.1' }],
    'A ns.example.test': [{ type: 'A', address: '127.0.0.1' }],
  };
  const answer = zone(held);
  // TCP hangs: its answer would come when the network is gone already.
  await using names = await startNameServer((query) => (isGone || query.transport === 'tcp' ? [] : answer(query)));
  const port = await listen(createTcpServer(() => (isGone = true)));
  const network = {
    ...defaultNetwork,
    ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [`127.0.0.1:${names.server.port}`] },
    ...{ httpPort: port, httpsPort: port, authorityPort: names.server.port, timeoutMs: 3_000 },
  };
  const report = await createEngine().check(intent, network, unwatched);
  expect(names.queries.some(({ transport }) => transport === 'tcp')).toBe(true);
  expect(report.observations.authority?.flatMap(({ servers }) => servers.map(({ tcp }) => tcp?.outcome))).toMatchObject(
    [{ kind: 'silence', reason: 'cancelled' }],
  );
  expect([report.ssl, foundOf(report)]).toEqual(['unknown', []]);
});

test('what was interrupted is looked at once more, and what is seen then counts', async () => {
  let isGone = false;
  let controls = 0;
  const heard: Query[] = [];
  await using resolver = await startNameServer((query) => {
    // Not yet open, but it soon will be.
    if (isGone && isControl(query, heard)) controls += 1;
    heard.push(query);
    return isGone ? [] : answers(query);
  });
  const leaf = await pki.leaf({ names: [name] });
  const site = https({ key: leaf.key, cert: `${leaf.certificate}\n${pki.intermediate.certificate}` });
  const plain = http();
  const [sitePort, plainPort] = [await listen(site), await listen(plain)];
  const through = (to: number) =>
    createTcpServer((socket) => {
      if (controls === 0) {
        isGone = true;
        socket.resetAndDestroy();
        return;
      }
      isGone = false;
      socket.pipe(connect({ host: '127.0.0.1', port: to })).pipe(socket);
    });
  const [httpsPort, httpPort] = [await listen(through(sitePort)), await listen(through(plainPort))];
  const network = {
    ...defaultNetwork,
    ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [`127.0.0.1:${resolver.server.port}`] },
    ...{ httpPort, httpsPort, timeoutMs: 9_000, rootFiles: [rootFile(pki.root.certificate)] },
  };
  const report = await createEngine().check(intent, network, unwatched);
  expect([report.ssl, foundOf(report)]).toEqual(['active', []]);
  expect(controls).toBeGreaterThan(0);
});

test('a server that is silent in a network that works is told as such', async () => {
  await using resolver = await startNameServer(answers);
  const port = await listen(createTcpServer(() => undefined));
  const network = {
    ...defaultNetwork,
    ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [`127.0.0.1:${resolver.server.port}`] },
    ...{ httpPort: port, httpsPort: port, timeoutMs: 1_500 },
  };
  const report = await createEngine().check(intent, network, unwatched);
  expect([report.ssl, foundOf(report)]).toEqual(['unreachable', ['http-slow']]);
});
