import { expect, test } from 'vitest';
import type { DnsOutcome, RecordType } from '../../../src/core/dns/answer.ts';
import { askValidated } from '../../../src/engine/observe/ask-validated.ts';
import { reply, startNameServer, type Behaviour, type Query } from './fake-name-server.ts';

const servfail = 2;

function checkingDisabled({ message }: Query): boolean {
  return ((message[3] ?? 0) & 0x10) !== 0;
}

async function ask(behaviour: Behaviour, type: RecordType = 'A'): Promise<{ outcome: DnsOutcome; asked: boolean[] }> {
  await using resolver = await startNameServer(behaviour);
  const limits = { signal: new AbortController().signal, deadlineMs: 5_000 };
  const { outcome } = await askValidated({ name: 'example.test', type }, resolver.server, limits);
  return { outcome, asked: resolver.queries.map(checkingDisabled) };
}

/** Answers as a resolver that validates a zone whose signatures do not fit. */
const validating: Behaviour = (query) => [
  checkingDisabled(query) ? reply(query, [{ type: 'A', address: '192.0.2.7' }]) : reply(query, [], { rcode: servfail }),
];

test.each<RecordType>(['A', 'AAAA', 'CAA', 'TXT'])(
  'a failure on %s that is only one of validation is told from one of the zone',
  async (type) => {
    const { outcome, asked } = await ask(validating, type);
    expect(outcome).toMatchObject({ kind: 'answer', rcode: 'SERVFAIL', rcodeUnchecked: 'NOERROR', records: [] });
    expect(asked).toEqual([false, true, false]);
  },
);

test('a zone that fails either way is not blamed on DNSSEC', async () => {
  const { outcome, asked } = await ask((query) => [reply(query, [], { rcode: servfail })]);
  expect(outcome).toMatchObject({ rcode: 'SERVFAIL' });
  expect(outcome).not.toHaveProperty('rcodeUnchecked');
  expect(asked).toEqual([false, true]);
});

test('nor is one that recovers between two questions', async () => {
  const { outcome } = await ask((query) => [reply(query, [], { rcode: query.earlier === 0 ? servfail : 0 })]);
  expect(outcome).toMatchObject({ rcode: 'SERVFAIL' });
  expect(outcome).not.toHaveProperty('rcodeUnchecked');
});

test('what is answered is asked once', async () => {
  expect((await ask((query) => [reply(query)])).asked).toEqual([false]);
  expect((await ask((query) => [reply(query, [], { rcode: 5 })])).asked).toEqual([false]);
});
