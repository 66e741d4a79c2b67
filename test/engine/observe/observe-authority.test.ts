import { expect, test } from 'vitest';
import type { RecordType } from '../../../src/core/dns/answer.ts';
import { isWorking, wordsOn, type ZoneObservation } from '../../../src/core/dns/authority.ts';
import { defaultNetwork, type NetworkOptions } from '../../../src/engine/engine.ts';
import { observeAuthority } from '../../../src/engine/observe/observe-authority.ts';
import { Resolvers } from '../../../src/engine/observe/resolvers.ts';
import { reply, startNameServer, zone, type Answer, type Behaviour, type FakeNameServer } from './fake-name-server.ts';

type Table = Readonly<Record<string, readonly Answer[]>>;

const never = new AbortController().signal;
const soa = (serial = 1): Answer => ({
  ...{ type: 'SOA', primary: 'ns1.example.test', admin: 'h.example.test', serial },
  ...{ refresh: 2, retry: 3, expiration: 4, minimum: 5 },
});
const nameServers: readonly Answer[] = [
  { type: 'NS', ns: 'ns1.example.test' },
  { type: 'NS', ns: 'ns2.example.test' },
];

/** What a resolver says of example.test and of its servers, which are at 127.0.0.2 and 127.0.0.3. */
const resolved: Table = {
  'NS test': [{ type: 'NS', ns: 'ns.test' }],
  'A ns.test': [{ type: 'A', address: '127.0.0.4' }],
  'NS example.test': nameServers,
  'A ns1.example.test': [{ type: 'A', address: '127.0.0.2' }],
  'A ns2.example.test': [{ type: 'A', address: '127.0.0.3' }],
  'A example.test': [{ type: 'A', address: '127.0.0.1' }],
};

const held: Table = {
  'SOA example.test': [soa()],
  'NS example.test': nameServers,
  'A example.test': [{ type: 'A', address: '127.0.0.1' }],
};

/** A server that holds a zone. */
function authoritative(table: Table): Behaviour {
  const names = new Set(Object.keys(table).map((key) => key.split(' ')[1]));
  return (query) => {
    const name = query.name.toLowerCase();
    return [reply(query, table[`${query.type} ${name}`] ?? [], { aa: 1, ra: 0, rcode: names.has(name) ? 0 : 3 })];
  };
}

const referring: Behaviour = (query) => [
  reply(
    query,
    [],
    { ra: 0 },
    {
      authority: nameServers.map((record) => ({ ...record, name: 'example.test' })),
      additional: [{ type: 'A', name: 'ns1.example.test', address: '127.0.0.2' }],
    },
  ),
];

/** Name servers at 127.0.0.2, 127.0.0.3... on one port that is free on all of them. */
async function startServers(
  behaviours: readonly (Behaviour | { readonly behaviour: Behaviour; readonly tcp: boolean })[],
): Promise<
  {
    readonly servers: readonly FakeNameServer[];
    readonly port: number;
  } & AsyncDisposable
> {
  const servers: FakeNameServer[] = [];
  let port = 0;
  for (const [at, one] of behaviours.entries()) {
    const { behaviour, tcp } = typeof one === 'function' ? { behaviour: one, tcp: true } : one;
    const server = await startNameServer(behaviour, { host: `127.0.0.${at + 2}`, port, tcp });
    port = server.server.port;
    servers.push(server);
  }
  return {
    servers,
    port,
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]();
    },
  };
}

async function observed(
  resolver: Behaviour,
  port: number,
  changed: Partial<NetworkOptions> = {},
  names: readonly string[] = ['example.test'],
): Promise<readonly ZoneObservation[]> {
  await using fake = await startNameServer(resolver);
  const network = {
    ...defaultNetwork,
    ...{ skipSystemResolver: true, allowPrivate: true, authorityPort: port, timeoutMs: 4_000 },
    resolvers: [`127.0.0.1:${fake.server.port}`],
    ...changed,
  };
  using resolvers = new Resolvers(network, never);
  return await observeAuthority(
    names.map((ascii) => ({ ascii, wildcard: false })),
    network,
    resolvers,
    never,
  );
}

test('each server is asked itself, without recursion, and the zone above for the delegation', async () => {
  await using world = await startServers([authoritative(held), authoritative(held), referring]);
  const zones = await observed(zone(resolved), world.port);
  expect(zones.map((one) => one.zone)).toEqual(['example.test']);
  const [example] = zones;
  expect(example?.servers.map(({ name, address }) => [name, address])).toEqual([
    ['ns1.example.test', '127.0.0.2'],
    ['ns2.example.test', '127.0.0.3'],
  ]);
  expect(example?.servers.every((server) => isWorking(server, 'example.test'))).toBe(true);
  expect(example?.servers.map(({ tcp }) => tcp?.outcome)).toMatchObject([{ transport: 'tcp' }, { transport: 'tcp' }]);
  expect(example?.parent).toMatchObject([
    { server: { address: '127.0.0.4', source: 'authority' }, outcome: { authority: [{ type: 'NS' }, { type: 'NS' }] } },
  ]);
  expect(wordsOn(zones, 'example.test', 'A').map(({ records }) => records)).toMatchObject([
    [{ address: '127.0.0.1' }],
    [{ address: '127.0.0.1' }],
  ]);
  expect(wordsOn(zones, '_acme-challenge.example.test', 'TXT').map(({ kind }) => kind)).toEqual([
    'nxdomain',
    'nxdomain',
  ]);
  const asked = world.servers.flatMap(({ queries }) => queries);
  expect(asked.every(({ message }) => ((message[2] ?? 0) & 1) === 0)).toBe(true);
  expect(JSON.parse(JSON.stringify(zones))).toEqual(zones);
});

test('a server that only the zone above names is asked too', async () => {
  await using world = await startServers([authoritative(held), authoritative(held), referring]);
  const one = { ...resolved, 'NS example.test': nameServers.slice(0, 1) };
  const [example] = await observed(zone(one), world.port);
  expect(example?.servers.map(({ name }) => name)).toEqual(['ns1.example.test', 'ns2.example.test']);
});

test('a zone of which resolvers know nothing, since its servers fail, is found by the servers above', async () => {
  const child: Answer[] = [{ type: 'NS', name: 'sub.example.test', ns: 'ns.sub.example.test' }];
  const above: Behaviour = (query) => {
    if (!query.name.toLowerCase().endsWith('sub.example.test')) return authoritative(held)(query);
    const additional: Answer[] = [{ type: 'A', name: 'ns.sub.example.test', address: '127.0.0.4' }];
    return [reply(query, [], { ra: 0 }, { authority: child, additional })];
  };
  const lame: Behaviour = (query) => [reply(query, [], { rcode: 5, ra: 0 })];
  await using world = await startServers([above, above, lame]);
  const resolver: Behaviour = (query) => {
    const isBroken = query.name.toLowerCase().endsWith('sub.example.test');
    return isBroken ? [reply(query, [], { rcode: 2 })] : zone(resolved)(query);
  };
  const zones = await observed(resolver, world.port, {}, ['www.sub.example.test']);
  expect(zones.map((one) => one.zone)).toEqual(['example.test', 'sub.example.test']);
  expect(zones[1]?.servers).toMatchObject([
    {
      name: 'ns.sub.example.test',
      address: '127.0.0.4',
      source: 'glue',
      answers: expect.arrayContaining([]) as unknown,
    },
  ]);
  expect(zones[1]?.servers[0]?.answers.map(({ outcome }) => outcome)).toMatchObject(
    zones[1]?.servers[0]?.answers.map(() => ({ rcode: 'REFUSED' })) ?? [],
  );
});

test('what the challenge label is an alias of is asked of its own zone', async () => {
  const target: Table = {
    'SOA acme.test': [soa()],
    'NS acme.test': [{ type: 'NS', ns: 'ns2.example.test' }],
    'TXT you.acme.test': [{ type: 'TXT', data: ['digest'] }],
  };
  await using world = await startServers([authoritative(held), authoritative({ ...held, ...target })]);
  const resolver = {
    ...resolved,
    'NS acme.test': [{ type: 'NS' as const, ns: 'ns2.example.test' }],
    'TXT _acme-challenge.example.test': [
      { type: 'CNAME' as const, domain: 'you.acme.test' },
      { type: 'TXT' as const, name: 'you.acme.test', data: ['digest'] },
    ],
  };
  const zones = await observed(zone(resolver), world.port);
  expect(zones.map((one) => one.zone).toSorted()).toEqual(['acme.test', 'example.test']);
  expect(wordsOn(zones, 'you.acme.test', 'TXT')).toMatchObject([{ records: [{ text: 'digest' }] }]);
});

test('silence, a closed TCP port, a dislike of EDNS and flattened case are told apart', async () => {
  const noEdns: Behaviour = (query) =>
    query.message.readUInt16BE(10) > 0 ? [reply(query, [], { rcode: 1 })] : authoritative(held)(query);
  const flat: Behaviour = (query) => authoritative(held)({ ...query, name: query.name.toLowerCase() });
  await using world = await startServers([{ behaviour: flat, tcp: false }, noEdns]);
  const [example] = await observed(zone(resolved), world.port);
  const [one, other] = example?.servers ?? [];
  expect(one?.answers[0]?.outcome).toMatchObject({ rcode: 'NOERROR', caseFlattened: true });
  expect(one?.tcp?.outcome).toMatchObject({ kind: 'silence', reason: 'refused' });
  expect(one?.plain).toBeNull();
  expect(other?.answers[0]?.outcome).toMatchObject({ rcode: 'FORMERR' });
  expect(other?.plain?.outcome).toMatchObject({ rcode: 'NOERROR', authoritative: true });
});

test('servers in private networks are told, and not asked, where that is not allowed', async () => {
  await using world = await startServers([authoritative(held), authoritative(held)]);
  const [example] = await observed(zone(resolved), world.port, { allowPrivate: false });
  expect(example?.servers).toMatchObject([
    { address: '127.0.0.2', notAllowed: true, answers: [] },
    { address: '127.0.0.3', notAllowed: true, answers: [] },
  ]);
  expect(world.servers.flatMap(({ queries }) => queries)).toEqual([]);
});

test('a server without an address is told apart from one whose address nobody knows', async () => {
  const rest = { ...resolved, 'A ns1.example.test': [] };
  await using world = await startServers([authoritative(held), authoritative(held)]);
  const dead: Behaviour = (query) => {
    return query.name.toLowerCase() === 'ns2.example.test' ? [reply(query, [], { rcode: 2 })] : zone(rest)(query);
  };
  const [example] = await observed(dead, world.port);
  expect(example?.servers).toMatchObject([
    { name: 'ns1.example.test', address: null, addressless: true },
    { name: 'ns2.example.test', address: null, addressless: false },
  ]);
});

test('of a hundred servers with a hundred addresses so many are asked as a check bears', async () => {
  await using world = await startServers([authoritative(held)]);
  const many = Array.from({ length: 100 }, (_, at): Answer => ({ type: 'NS', ns: `ns${at}.example.test` }));
  const addresses = Array.from({ length: 100 }, (_, at): Answer => ({ type: 'A', address: `127.0.9.${at}` }));
  const resolver: Behaviour = (query) => {
    const name = query.name.toLowerCase();
    const records: Partial<Record<RecordType, readonly Answer[]>> = name.startsWith('ns') ? { A: addresses } : {};
    return [
      reply(query, name === 'example.test' && query.type === 'NS' ? many : (records[query.type as RecordType] ?? [])),
    ];
  };
  const [example] = await observed(resolver, world.port, { timeoutMs: 1_000 });
  expect(example?.servers).toHaveLength(16);
});

test.each<[string, Behaviour]>([
  ['silent', () => []],
  [
    'refers in a circle',
    (query) => [reply(query, [], { ra: 0 }, { authority: [{ type: 'NS', name: query.name, ns: 'ns1.example.test' }] })],
  ],
  [
    'refers upwards',
    (query) => [reply(query, [], { ra: 0 }, { authority: [{ type: 'NS', name: 'test', ns: 'ns1.example.test' }] })],
  ],
  ['echoes', (query) => [query.message]],
  [
    'sends bombs',
    (query) => [Buffer.concat([query.message.subarray(0, 2), Buffer.from([0x80, 0x80]), Buffer.alloc(8, 0xff)])],
  ],
])('a server that %s ends with the deadline, and the other is seen whole', async (_, behaviour) => {
  await using world = await startServers([behaviour, authoritative(held)]);
  const zones = await observed(zone(resolved), world.port, { timeoutMs: 1_200 });
  const [example] = zones.filter((one) => one.zone === 'example.test');
  expect(example?.servers.map((server) => isWorking(server, 'example.test'))).toEqual([false, true]);
});
