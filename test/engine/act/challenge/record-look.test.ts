import { describe, expect, it, onTestFinished } from 'vitest';
import { RecordLook } from '../../../../src/engine/act/challenge/record-look.ts';
import { defaultNetwork } from '../../../../src/engine/engine.ts';
import {
  reply,
  startNameServer,
  zone,
  type Answer,
  type Behaviour,
  type FakeNameServer,
} from '../../observe/fake-name-server.ts';

type Table = Record<string, readonly Answer[]>;

const owner = '_acme-challenge.www.example.test';
const txt = (text: string): Answer => ({ type: 'TXT', data: text });
const alias = (domain: string): Answer => ({ type: 'CNAME', domain });
const resolved: Table = {
  'NS example.test': [
    { type: 'NS', ns: 'ns1.example.test' },
    { type: 'NS', ns: 'ns2.example.test' },
  ],
  'A ns1.example.test': [{ type: 'A', address: '127.0.0.2' }],
  'A ns2.example.test': [{ type: 'A', address: '127.0.0.3' }],
  'NS other.test': [{ type: 'NS', ns: 'ns1.other.test' }],
  'A ns1.other.test': [{ type: 'A', address: '127.0.0.4' }],
};

function authoritative(table: Table): Behaviour {
  return (query) => {
    const name = query.name.toLowerCase();
    const answers = table[`${query.type} ${name}`] ?? table[`CNAME ${name}`] ?? [];
    return [reply(query, answers, { aa: 1, ra: 0, rcode: answers.length > 0 ? 0 : 3 })];
  };
}

/** Name servers at 127.0.0.2, 127.0.0.3, 127.0.0.4 on one port, and a resolver that knows of them. */
async function look(behaviours: readonly Behaviour[], signal = new AbortController().signal) {
  const servers: FakeNameServer[] = [];
  let port = 0;
  for (const [at, behaviour] of behaviours.entries()) {
    const server = await startNameServer(behaviour, { host: `127.0.0.${at + 2}`, port });
    port = server.server.port;
    servers.push(server);
  }
  const resolver = await startNameServer(zone(resolved));
  const network = {
    ...{ ...defaultNetwork, skipSystemResolver: true, allowPrivate: true, authorityPort: port, timeoutMs: 4_000 },
    resolvers: [`127.0.0.1:${resolver.server.port}`],
  };
  const made = new RecordLook(network, signal);
  onTestFinished(async () => {
    made[Symbol.dispose]();
    for (const server of [...servers, resolver]) await server[Symbol.asyncDispose]();
  });
  return { look: made, resolver };
}

const wanted = (text: string, at = owner) => ({ owner: at, fits: (one: string) => one === text });
const steps: string[] = [];
const progress = ({ step }: { readonly step: string }): void => void steps.push(step);

describe('looking for a record', () => {
  it('is done when every name server serves it, beside other values', async () => {
    const table = { [`TXT ${owner}`]: [txt('other'), txt('ours')] };
    const { look: records } = await look([authoritative(table), authoritative(table)]);
    expect(await records.unserved([wanted('ours')])).toEqual([]);
    expect(await records.unserved([wanted('ours'), wanted('theirs')])).toMatchObject([
      { server: expect.stringContaining('ns1.example.test') as string, seen: 'other values' },
      { server: expect.stringContaining('ns2.example.test') as string, seen: 'other values' },
    ]);
  });

  it('waits for the last one, and says for whom', async () => {
    const table: Table = {};
    const served = { [`TXT ${owner}`]: [txt('ours')] };
    let asked = 0;
    const late: Behaviour = (query) => {
      if (query.type === 'TXT') asked += 1;
      if (asked > 3) Object.assign(table, served);
      return authoritative(table)(query);
    };
    const { look: records } = await look([authoritative(served), late]);
    expect(await records.untilServed([wanted('ours')], progress, 20_000)).toEqual([]);
    expect(steps.at(-1)).toMatch(/^Waiting until .* ns2\.example\.test \(127\.0\.0\.3:\d+\) says NXDOMAIN for _acme/);
  });

  it('ends when the time is over, with what each server says', async () => {
    const silent: Behaviour = () => [];
    const { look: records } = await look([authoritative({}), silent]);
    const unserved = await records.untilServed([wanted('ours')], progress, 1);
    expect(unserved.map(({ seen, silent: isSilent }) => [seen, isSilent])).toEqual([
      ['NXDOMAIN', false],
      ['no answer', true],
    ]);
  }, 15_000);

  it('stops at once when it is told to', async () => {
    const abort = new AbortController();
    const { look: records } = await look([authoritative({}), authoritative({})], abort.signal);
    const waiting = records.untilServed(
      [wanted('ours')],
      () => {
        abort.abort();
      },
      60_000,
    );
    await expect(waiting).rejects.toThrow(/abort/i);
  });

  it('does not ask a resolver for what is not there yet, since it would remember', async () => {
    const { look: records, resolver } = await look([authoritative({}), authoritative({})]);
    await records.unserved([wanted('ours')]);
    expect(resolver.queries.map(({ name }) => name.toLowerCase())).not.toContain(owner);
  });

  it('says so where nobody knows the name servers', async () => {
    const { look: records } = await look([authoritative({}), authoritative({})]);
    expect(await records.unserved([wanted('ours', '_acme-challenge.nowhere.invalid')])).toMatchObject([
      { server: '', seen: 'the name servers of its zone are not known from here' },
    ]);
    steps.length = 0;
    await records.untilServed(
      [wanted('ours', '_acme-challenge.nowhere.invalid')],
      ({ step }) => steps.push(step),
      1200,
    );
    expect(steps[0]).toBe(
      'Waiting until every name server serves the record: the name servers of its zone are not known from here for _acme-challenge.nowhere.invalid',
    );
  });
});

describe('the place of a record', () => {
  const other = '_acme-challenge.www.other.test';

  it('is at the end of the aliases, in whatever zone that is', async () => {
    const first = { [`CNAME ${owner}`]: [alias(other)] };
    const behaviours = [authoritative(first), authoritative(first), authoritative({ [`TXT ${other}`]: [txt('ours')] })];
    const { look: records } = await look(behaviours);
    expect(await records.end(owner)).toBe(other);
    expect(await records.unserved([wanted('ours', other)])).toEqual([]);
  });

  it('is in a zone of its own where the servers refer to one', async () => {
    const refer: Behaviour = (query) => {
      const authority = [{ type: 'NS' as const, name: owner, ns: 'ns1.other.test' }];
      return [reply(query, [], { ra: 0 }, { authority })];
    };
    const { look: records } = await look([refer, refer, authoritative({ [`TXT ${owner}`]: [txt('ours')] })]);
    expect(await records.end(owner)).toBe(owner);
    expect(await records.unserved([wanted('ours')])).toEqual([]);
  });

  it('is nowhere where aliases lead in a circle, over too many names, or to no name', async () => {
    const circle = { [`CNAME ${owner}`]: [alias('a.example.test')], 'CNAME a.example.test': [alias(owner)] };
    const chain = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`CNAME a${at}.example.test`, [alias(`a${at + 1}.example.test`)]]),
    );
    const long = { ...chain, [`CNAME ${owner}`]: [alias('a0.example.test')] };
    const bad = { [`CNAME ${owner}`]: [alias('-x;touch$(id).example.test')] };
    for (const [table, words] of [
      [circle, 'in a circle'],
      [long, 'more than 16 aliases'],
      [bad, 'no name for a record'],
    ] as const) {
      const { look: records } = await look([authoritative(table), authoritative(table)]);
      await expect(records.end(owner)).rejects.toThrow(words);
    }
  });
});
