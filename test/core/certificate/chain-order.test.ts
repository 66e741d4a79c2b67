import { expect, it } from 'vitest';
import { chainOrder } from '../../../src/core/certificate/chain-order.ts';
import { authority, leaf } from '../judge/recorded.ts';

const end = leaf();
const ye1 = authority('YE1', 'Root YE');
const rootYe = authority('Root YE', 'ISRG Root X2');
const x2 = authority('ISRG Root X2', 'ISRG Root X1');
const ownYe = authority('Root YE', 'Root YE', 'own');
const stranger = authority('Somebody', 'Else');

it.each([
  ['the leaf alone', [end], true, []],
  ['each followed by its issuer', [end, ye1, rootYe, x2], true, []],
  ['two versions of one issuer', [end, ye1, rootYe, ownYe, x2], true, []],
  ['issuers before those they sign', [end, rootYe, ye1], false, []],
  ['a stranger', [end, ye1, stranger], true, [stranger]],
  ['a certificate twice', [end, ye1, { ...ye1 }], true, []],
  ['nothing', [], true, []],
] as const)('%s', (_, chain, ordered, unrelated) => {
  expect(chainOrder(chain)).toEqual({ ordered, unrelated });
});

it('ends on certificates that sign each other', () => {
  const a = authority('A', 'B');
  const b = authority('B', 'A');
  expect(chainOrder([{ ...end, issuer: a.subject }, a, b]).unrelated).toEqual([]);
});
