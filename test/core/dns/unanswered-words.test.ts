import { expect, it } from 'vitest';
import type { DnsObservation } from '../../../src/core/dns/answer.ts';
import { lookupsOf } from '../../../src/core/dns/resolution.ts';
import { unansweredWords } from '../../../src/core/dns/unanswered-words.ts';
import { answer, other, silence } from '../judge/recorded.ts';

const words = (...dns: readonly DnsObservation[]) => unansweredWords(lookupsOf(dns, 'example.com', 'A'));
const late = (ms: number): DnsObservation => {
  const one = silence('example.com', 'A', 'timeout');
  return { ...one, seen: { ...one.seen, ms } };
};

it.each([
  ['timeout', 'the resolver 192.0.2.53 did not answer within 0.1 s'],
  ['refused', 'the resolver 192.0.2.53 did not answer: the port is closed'],
  ['unreachable', 'the resolver 192.0.2.53 could not be reached'],
  ['hostile', 'the resolver 192.0.2.53 sent what is no answer'],
  ['cancelled', 'the resolver 192.0.2.53 had not answered when the check ended'],
] as const)('a resolver of which %s is all that is known', (reason, said) => {
  expect(words(silence('example.com', 'A', reason))).toBe(said);
});

it('tells how long was waited, each resolver once, and those together that came to the same', () => {
  expect(words(late(5_004))).toBe('the resolver 192.0.2.53 did not answer within 5 s');
  expect(words(late(3_000), answer('example.com', 'A', [], { rcode: 'REFUSED', server: other }))).toBe(
    'the resolver 192.0.2.53 did not answer within 3 s; the resolver 198.51.100.53 answered REFUSED',
  );
  const both = [silence('example.com', 'A', 'refused'), silence('example.com', 'A', 'refused', other)];
  expect(words(...both)).toBe('the resolvers 192.0.2.53 and 198.51.100.53 did not answer: the port is closed');
  expect(words()).toBe('no resolver was asked');
});
