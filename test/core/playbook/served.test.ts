import { expect, it } from 'vitest';
import { current } from '../../../src/core/playbook/evidence/served.ts';
import { nothingKnown } from '../../../src/core/playbook/look.ts';
import { healthy, intent, leaf, shown } from './recorded-report.ts';

it('a certificate in the middle of its life that is for another name is no proof of a renewal', () => {
  const own = shown('example.com', '0A');
  if (own.outcome.kind !== 'handshake') throw new Error('no handshake');
  const chain = [{ ...leaf('0A'), names: [{ kind: 'dns', value: 'other.example' } as const] }];
  const other = { ...own, outcome: { ...own.outcome, chain } };
  const marks = (tls: typeof own): readonly string[] => {
    const report = { ...healthy, observations: { ...healthy.observations, tls: [tls] } };
    return current(intent, { report, known: nothingKnown }, [])
      .rows.filter(({ name }) => name === 'example.com')
      .map(({ mark }) => mark);
  };
  expect(marks(own)).toEqual(['fine']);
  expect(marks(other)).toEqual(['problem']);
});
