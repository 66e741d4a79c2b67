import { expect, test } from 'vitest';
import { intentFor } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { reportDomain } from '../../../src/core/judge/judge-domain.ts';
import { defaultNetwork, type Run } from '../../../src/engine/engine.ts';
import { observeDomain } from '../../../src/engine/observe/observe-domain.ts';
import { reply, startNameServer, zone, type Answer, type Behaviour, type Query } from './fake-name-server.ts';

// What a name server can do to those who ask it: a check must end in time, with a finding or with `unknown`, and what
// others say must stand.

const never = new AbortController().signal;
const run: Run = { signal: never, progress: () => undefined, confirm: () => Promise.resolve(false) };
const name = { ascii: 'example.test', wildcard: false };

/** An address where nothing listens, which is told at once. */
const good = zone({ 'A example.test': [{ type: 'A', address: '127.0.0.9' }] });

async function checked(...behaviours: readonly Behaviour[]): Promise<DomainReport> {
  const servers = await Promise.all(behaviours.map((behaviour) => startNameServer(behaviour)));
  try {
    const network = {
      ...defaultNetwork,
      ...{
        skipSystemResolver: true,
        allowPrivate: true,
        httpPort: 1,
        httpsPort: 1,
        authorityPort: 1,
        timeoutMs: 1_500,
      },
      resolvers: servers.map(({ server: { port } }) => `127.0.0.1:${port}`),
    };
    const intent = intentFor(name, { method: 'dns-01' });
    const observations = await observeDomain(intent, network, run);
    return reportDomain(intent, observations, { startedAt: new Date(), now: new Date(), vantage: 'here' });
  } finally {
    for (const server of servers) await server[Symbol.asyncDispose]();
  }
}

/** `n0` is an alias of `n1`, and so on. */
function chain(length: number, end: string): readonly Answer[] {
  return Array.from({ length }, (_, at): Answer => {
    const owner = at === 0 ? {} : { name: `n${at}.example.test` };
    return { type: 'CNAME', ...owner, domain: at === length - 1 ? end : `n${at + 1}.example.test` };
  });
}

const hex = (query: Query, rest: string): Buffer =>
  Buffer.concat([query.message.subarray(0, 2), Buffer.from(rest, 'hex')]);

const rows: readonly (readonly [string, Behaviour])[] = [
  ['is silent', () => []],
  ['sends twelve octets that count 260,000 records', (query) => [hex(query, '8180ffffffffffffffff')]],
  ['sends the question back', (query) => [query.message]],
  [
    'answers another question',
    (query) => [reply({ ...query, name: 'evil.test' }, [{ type: 'A', address: '127.0.0.66' }])],
  ],
  [
    'answers with another id',
    (query) => [reply({ ...query, id: query.id ^ 0x5555 }, [{ type: 'A', address: '127.0.0.66' }])],
  ],
  [
    'cuts its answers and is silent over TCP',
    (query) => (query.transport === 'udp' ? [reply(query, [], { tc: 1 })] : []),
  ],
  ['cuts its answers even over TCP', (query) => [reply(query, [], { tc: 1 })]],
  [
    'leads in a circle',
    (query) => [
      reply(query, [
        { type: 'CNAME', domain: 'a.example.test' },
        { type: 'CNAME', name: 'a.example.test', domain: query.name },
      ]),
    ],
  ],
  ['leads to itself', (query) => [reply(query, [{ type: 'CNAME', domain: query.name }])]],
  [
    'leads over a hundred names',
    (query) => [
      reply(query, [...chain(100, 'end.example.test'), { type: 'A', name: 'end.example.test', address: '127.0.0.66' }]),
    ],
  ],
  [
    'sends 3,000 addresses over TCP',
    (query) => [
      query.transport === 'udp'
        ? reply(query, [], { tc: 1 })
        : reply(
            query,
            Array.from({ length: 3_000 }, (_, at) => ({ type: 'A', address: `127.1.${at >> 8}.${at & 255}` })),
          ),
    ],
  ],
  [
    'says that the name does not exist, and gives its address',
    (query) => [reply(query, [{ type: 'A', address: '127.0.0.66' }], { rcode: 3 })],
  ],
  [
    'gives text that steers terminals',
    (query) => [
      reply(
        query,
        query.type === 'TXT' ? [{ type: 'TXT', data: ['\u001b]8;;http://evil.test\u0007click\u001b[2J\u202e'] }] : [],
      ),
    ],
  ],
  [
    'gives names that steer terminals',
    (query) => [reply(query, [{ type: 'CNAME', domain: '\u001b[2J\u0000.evil.test' }])],
  ],
  [
    'gives name servers without end',
    (query) => [
      reply(
        query,
        query.type === 'NS'
          ? Array.from({ length: 200 }, (_, at) => ({ type: 'NS', ns: `ns${at}.example.test` }))
          : ([{ type: 'A', address: '127.0.0.9' }].slice(0, query.type === 'A' ? 1 : 0) as Answer[]),
      ),
    ],
  ],
  [
    'gives a pointer to itself as a name',
    (query) => [
      Buffer.concat([
        hex(query, '81800001000100000000'),
        query.message.subarray(12, -11),
        Buffer.from([0xc0, query.message.length - 11, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 127, 0, 0, 66]),
      ]),
    ],
  ],
  ['answers with refusals alone', (query) => [reply(query, [], { rcode: 5 })]],
  [
    'sends a hundred packets for one',
    (query) => Array.from({ length: 100 }, () => reply({ ...query, name: 'evil.test' })),
  ],
];

test.each(rows)(
  'a resolver that %s harms nobody: the check ends, and the other resolver’s word stands',
  async (_, behaviour) => {
    const report = await checked(behaviour, good);
    const addresses = report.observations.tls.map(({ address }) => address);
    expect(addresses).toContain('127.0.0.9');
    expect(addresses).not.toContain('127.0.0.66');
    // As many as are looked at of the one and of the other.
    expect(addresses.length).toBeLessThanOrEqual(8);
    const words = JSON.stringify([report.findings.map(({ message, subject }) => [message, subject]), report.names]);
    expect(words).not.toMatch(/\\u00|\u202e/);
  },
);

test.each(rows)('a resolver that %s, alone, leads to no claim of health', async (_, behaviour) => {
  const report = await checked(behaviour);
  expect(report.ssl).not.toBe('active');
  expect(report.ms).toBeLessThan(60_000);
});
