import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { DnsOutcome, DnsQuestion, DnsServer } from '../../../src/core/dns/answer.ts';
import { askDns } from '../../../src/engine/observe/dns-transport.ts';
import { DnsSockets } from '../../../src/engine/observe/dns-sockets.ts';
import { reply, startNameServer, zone, type Behaviour } from './fake-name-server.ts';

const question: DnsQuestion = { name: 'www.example.test', type: 'A' };
const never = new AbortController().signal;
const right: Behaviour = (query) => [reply(query, [{ type: 'A', address: '192.0.2.7' }])];
const record = { type: 'A', name: 'www.example.test', ttl: 300, address: '192.0.2.7' };

async function ask(server: DnsServer, deadlineMs = 5_000, signal = never): Promise<DnsOutcome> {
  return (await askDns(question, server, { signal, deadlineMs })).outcome;
}

async function askBehaviour(behaviour: Behaviour, deadlineMs?: number): Promise<DnsOutcome> {
  await using fake = await startNameServer(behaviour);
  // Awaited here: the server is gone when this function returns.
  return await ask(fake.server, deadlineMs);
}

test('an answer comes with its rcode, flags and records', async () => {
  const outcome = await askBehaviour((query) => [
    reply(query, [{ type: 'A', address: '192.0.2.7' }], { aa: 1, ad: 1 }),
  ]);
  expect(outcome).toEqual({
    kind: 'answer',
    rcode: 'NOERROR',
    authoritative: true,
    authenticated: true,
    transport: 'udp',
    recursionAvailable: true,
    records: [record],
  });
});

test('what stands beside the answer is told: why a resolver failed, referrals, glue, and that it was cut over UDP', async () => {
  const failed = await askBehaviour((query) => [
    reply(query, [], { rcode: 2 }, { extendedError: { code: 7, text: 'RRSIG expired' } }),
  ]);
  expect(failed).toMatchObject({ rcode: 'SERVFAIL', extendedErrors: [{ code: 7, text: 'RRSIG expired' }], edns: true });
  const referral = await askBehaviour((query) => [
    query.transport === 'udp'
      ? reply(query, [], { tc: 1 })
      : reply(
          query,
          [],
          { ra: 0 },
          {
            authority: [{ type: 'NS', name: 'example.test', ns: 'NS1.example.test' }],
            additional: [{ type: 'A', name: 'ns1.example.test', address: '192.0.2.53' }],
          },
        ),
  ]);
  expect(referral).toMatchObject({
    cutOverUdp: true,
    authority: [{ type: 'NS', name: 'example.test', target: 'ns1.example.test' }],
    glue: [{ type: 'A', name: 'ns1.example.test', address: '192.0.2.53' }],
  });
  expect(referral).not.toHaveProperty('recursionAvailable');
});

test('questions that share sockets each get their own answer, also where two have the same id', async () => {
  await using fake = await startNameServer((query) => [
    reply(query, [{ type: 'A', address: `192.0.2.${query.name.length}` }]),
  ]);
  using sockets = new DnsSockets();
  const limits = { signal: never, deadlineMs: 5_000 };
  const names = Array.from({ length: 100 }, (_, at) => `${'a'.repeat((at % 50) + 1)}.test`);
  const answers = await Promise.all(names.map((name) => askDns({ name, type: 'A' }, fake.server, limits, { sockets })));
  expect(answers.map(({ outcome }) => outcome)).toMatchObject(
    names.map((name) => ({ records: [{ name, address: `192.0.2.${name.length}` }] })),
  );
});

test('a closed port shows at once to all that share a socket', async () => {
  const { server } = await (async () => {
    await using fake = await startNameServer(right);
    return fake;
  })();
  using sockets = new DnsSockets();
  const limits = { signal: never, deadlineMs: 60_000 };
  const asked = await Promise.all([1, 2, 3].map(() => askDns(question, server, limits, { sockets })));
  expect(asked).toMatchObject(asked.map(() => ({ outcome: { kind: 'silence', reason: 'refused' } })));
});

test('to a name server the question is put without recursion, and over TCP alone where that is wanted', async () => {
  await using fake = await startNameServer(right);
  const limits = { signal: never, deadlineMs: 5_000 };
  await askDns(question, fake.server, limits, { recursion: false });
  const { outcome } = await askDns(question, fake.server, limits, { recursion: false, tcp: true, edns: false });
  expect(outcome).toMatchObject({ transport: 'tcp', records: [record] });
  expect(fake.queries.map(({ message }) => (message[2] ?? 0) & 1)).toEqual([0, 0]);
  expect(fake.queries.map(({ message }) => message.readUInt16BE(10))).toEqual([1, 0]);
});

test('a resolver that is to be asked over TCP alone is never asked over UDP', async () => {
  await using fake = await startNameServer(right);
  const server = { ...fake.server, overTcp: true } as const;
  const { outcome } = await askDns(question, server, { signal: never, deadlineMs: 5_000 });
  expect(outcome).toMatchObject({ transport: 'tcp', records: [record] });
  expect(fake.queries.map(({ transport }) => transport)).toEqual(['tcp']);
});

test('NXDOMAIN, SERVFAIL and REFUSED are answers, told by their names', async () => {
  for (const [code, rcode] of [
    [3, 'NXDOMAIN'],
    [2, 'SERVFAIL'],
    [5, 'REFUSED'],
  ] as const) {
    const outcome = await askBehaviour((query) => [reply(query, [], { rcode: code })]);
    expect(outcome).toMatchObject({ kind: 'answer', rcode, records: [] });
  }
});

test('the query has mixed case, a new id each time, and asks for 1,232 octets with DNSSEC', async () => {
  await using fake = await startNameServer(right);
  for (let time = 0; time < 8; time += 1) await ask(fake.server);
  expect(new Set(fake.queries.map(({ name }) => name)).size).toBeGreaterThan(1);
  expect(new Set(fake.queries.map(({ name }) => name.toLowerCase()))).toEqual(new Set([question.name]));
  expect(new Set(fake.queries.map(({ id }) => id)).size).toBeGreaterThan(1);
  const opt = Buffer.from([0, 0, 41, 1232 >> 8, 1232 & 255, 0, 0, 0x80, 0]);
  expect(fake.queries.every(({ message }) => message.includes(opt))).toBe(true);
});

test('a CNAME chain comes in the order of the wire', async () => {
  const outcome = await askBehaviour((query) => [
    reply(query, [
      { type: 'CNAME', domain: 'Edge.example.net' },
      { type: 'A', name: 'edge.example.net', address: '192.0.2.8' },
    ]),
  ]);
  expect(outcome).toMatchObject({
    records: [
      { type: 'CNAME', name: 'www.example.test', target: 'edge.example.net' },
      { type: 'A', name: 'edge.example.net', address: '192.0.2.8' },
    ],
  });
});

test('an answer that is cut over UDP is fetched over TCP', async () => {
  const addresses = Array.from({ length: 200 }, (_, at) => ({ type: 'A' as const, address: `192.0.2.${at}` }));
  const outcome = await askBehaviour((query) => [
    query.transport === 'udp' ? reply(query, [], { tc: 1 }) : reply(query, addresses),
  ]);
  expect(outcome).toMatchObject({ kind: 'answer', transport: 'tcp' });
  expect(outcome.kind === 'answer' && outcome.records.length).toBe(200);
});

test('cut over UDP and silent over TCP ends with the deadline, and says so', async () => {
  const outcome = await askBehaviour((query) => (query.transport === 'udp' ? [reply(query, [], { tc: 1 })] : []), 300);
  expect(outcome).toMatchObject({ kind: 'silence', reason: 'timeout', text: expect.stringContaining('TCP') as string });
});

test('cut over UDP and closed over TCP is told at once', async () => {
  await using fake = await startNameServer((query) => [reply(query, [], { tc: 1 })], { tcp: false });
  expect(await ask(fake.server, 60_000)).toMatchObject({
    reason: 'refused',
    text: expect.stringContaining('TCP') as string,
  });
});

test('a TCP server that hangs up without an answer is told at once', async () => {
  const hangUp = createServer((socket) => {
    socket.end();
  });
  await new Promise<void>((listening) => hangUp.listen(0, '127.0.0.1', listening));
  const { port } = hangUp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    // The query itself, made an answer that is cut.
    message[2] = 0x82;
    udp.send(message, from.port, from.address);
  });
  await new Promise<void>((bound) => udp.bind(port, '127.0.0.1', bound));
  expect(await ask({ address: '127.0.0.1', port, source: 'configured' }, 60_000)).toMatchObject({
    reason: 'unreachable',
  });
  udp.close();
  hangUp.close();
});

test('packets with another id, another name or another type are passed over until the right one comes', async () => {
  const outcome = await askBehaviour((query) => [
    reply({ ...query, id: query.id ^ 1 }, [{ type: 'A', address: '203.0.113.66' }]),
    reply({ ...query, name: 'www.evil.test' }, [{ type: 'A', address: '203.0.113.66' }]),
    reply({ ...query, type: 'AAAA' }, [{ type: 'A', address: '203.0.113.66' }]),
    reply({ ...query, name: swapCase(query.name) }, [{ type: 'A', address: '203.0.113.66' }]),
    query.message,
    Buffer.from([1, 2, 3]),
    ...right(query),
  ]);
  expect(outcome).toMatchObject({ kind: 'answer', records: [record] });
});

test('a server that flattens the case of the question is still heard', async () => {
  const outcome = await askBehaviour((query) => right({ ...query, name: query.name.toLowerCase() }));
  expect(outcome).toMatchObject({ kind: 'answer', records: [record], caseFlattened: true });
});

test('a refusal without a question, as old servers send it, is an answer', async () => {
  const outcome = await askBehaviour((query) => {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(query.id);
    header.writeUInt16BE(0x8101, 2);
    return [header];
  });
  expect(outcome).toMatchObject({ kind: 'answer', rcode: 'FORMERR', records: [] });
});

test('where nothing but foreign packets comes, the silence is called hostile', async () => {
  expect(await askBehaviour((query) => [query.message], 300)).toMatchObject({ kind: 'silence', reason: 'hostile' });
});

test.each<[string, Behaviour]>([
  ['a header that counts 260,000 records', (query) => [bomb(query.id)]],
  [
    'a name that points to itself',
    (query) => [withAnswer(query.message, Buffer.from([0xc0, query.message.length - 11]))],
  ],
  ['a cut answer', (query) => [Buffer.from(right(query)[0]?.subarray(0, -3) ?? [])]],
  [
    'an address of three octets',
    (query) => [withAnswer(query.message, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 3, 1, 2, 3]))],
  ],
])('%s ends the wait at once', async (_, behaviour) => {
  expect(await askBehaviour(behaviour, 60_000)).toMatchObject({ kind: 'silence', reason: 'hostile' });
});

test('a lost packet is sent again within the deadline', async () => {
  await using fake = await startNameServer((query) => (query.earlier === 0 ? [] : right(query)));
  expect(await ask(fake.server, 900)).toMatchObject({ kind: 'answer', records: [record] });
  expect(fake.queries.map(({ id }) => id)).toEqual([fake.queries[0]?.id, fake.queries[0]?.id]);
});

test('of questions that share sockets each is sent again in its own time', async () => {
  const lost = new Set<number>();
  await using fake = await startNameServer((query) => {
    if (lost.has(query.id)) return right(query);
    lost.add(query.id);
    return [];
  });
  using sockets = new DnsSockets();
  const stop = new AbortController();
  const patient = askDns(
    { name: 'a.test', type: 'A' },
    fake.server,
    { signal: stop.signal, deadlineMs: 60_000 },
    { sockets },
  );
  const names = ['b.test', 'c.test'];
  const limits = { signal: never, deadlineMs: 900 };
  const hasty = await Promise.all(names.map((name) => askDns({ name, type: 'A' }, fake.server, limits, { sockets })));
  expect(hasty.map(({ outcome }) => outcome.kind)).toEqual(['answer', 'answer']);
  stop.abort();
  expect((await patient).outcome).toMatchObject({ kind: 'silence', reason: 'cancelled' });
});

test('a silent server ends with the deadline', async () => {
  expect(await askBehaviour(() => [], 300)).toMatchObject({ kind: 'silence', reason: 'timeout' });
});

test('a closed port shows at once', async () => {
  const { server } = await (async () => {
    await using fake = await startNameServer(right);
    return fake;
  })();
  expect(await ask(server, 60_000)).toMatchObject({ kind: 'silence', reason: 'refused' });
});

test('a server with an IPv6 address is asked like any other', async () => {
  await using fake = await startNameServer(right, { host: '::1' });
  expect(await ask(fake.server)).toMatchObject({ kind: 'answer', records: [record] });
});

test('a server whose address is none is unreachable, not an exception', async () => {
  expect(await ask({ address: '999.1.1.1', port: 53, source: 'configured' })).toMatchObject({ kind: 'silence' });
  expect(await ask({ address: '127.0.0.1', port: 0, source: 'configured' })).toMatchObject({ reason: 'unreachable' });
});

test.each(['a..b', `${'a'.repeat(64)}.test`, 'exämple.test', 'a b.test', '.'])(
  '"%s" is not sent as another name',
  async (name) => {
    await using fake = await startNameServer(right);
    const { outcome } = await askDns({ name, type: 'A' }, fake.server, { signal: never, deadlineMs: 5_000 });
    expect(outcome).toMatchObject({ kind: 'silence', reason: 'unreachable' });
    expect(fake.queries).toEqual([]);
  },
);

test('stopping ends the question at once, over UDP and over TCP, and before it began', async () => {
  for (const transport of ['udp', 'tcp'] as const) {
    const stop = new AbortController();
    await using fake = await startNameServer((query) => {
      if (query.transport === transport)
        setImmediate(() => {
          stop.abort();
        });
      return transport === 'tcp' && query.transport === 'udp' ? [reply(query, [], { tc: 1 })] : [];
    });
    expect(await ask(fake.server, 60_000, stop.signal)).toMatchObject({ reason: 'cancelled' });
  }
  expect(await askBehaviour(right, 0)).toMatchObject({ reason: 'timeout' });
  expect(await ask({ address: '127.0.0.1', port: 9, source: 'configured' }, 1_000, AbortSignal.abort())).toMatchObject({
    reason: 'cancelled',
  });
});

test('64 questions at once all get their own answer', async () => {
  const names = Array.from({ length: 64 }, (_, at) => `host-${at}.example.test`);
  const table = Object.fromEntries(
    names.map((name, at) => [`A ${name}`, [{ type: 'A' as const, address: `192.0.2.${at}` }]]),
  );
  await using fake = await startNameServer(zone(table));
  const limits = { signal: never, deadlineMs: 10_000 };
  const observations = await Promise.all(names.map((name) => askDns({ name, type: 'A' }, fake.server, limits)));
  expect(observations.map(({ outcome }) => outcome)).toMatchObject(
    names.map((name, at) => ({ records: [{ name, address: `192.0.2.${at}` }] })),
  );
});

function swapCase(name: string): string {
  const [first = '', ...rest] = name;
  return [first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase(), ...rest]
    .join('')
    .replace(/.$/, 'T')
    .replace(/st/i, 'sT');
}

function bomb(id: number): Buffer {
  const header = Buffer.alloc(12, 0xff);
  header.writeUInt16BE(id);
  header.writeUInt16BE(0x8180, 2);
  return header;
}

/** The query turned into a response, its OPT record cut off, with raw bytes as its one answer. */
function withAnswer(query: Buffer, answer: Buffer): Buffer {
  const message = Buffer.concat([query.subarray(0, -11), answer]);
  message[2] = 0x81;
  message.writeUInt16BE(1, 6);
  message.writeUInt16BE(0, 10);
  return message;
}
