import fc from 'fast-check';
import { domainToASCII } from 'node:url';
import { expect, it } from 'vitest';
import { decodePunycode } from '../../../src/core/domain/punycode.ts';

it.each([
  ['bcher-kva', 'bücher'],
  ['e1afmkfd', 'пример'],
  ['r8jz45g', '例え'],
  ['ls8h', '💩'],
  // RFC 3492 §7.1 (S): hyphens around
  ['-> $1.00 <--', '-> $1.00 <-'],
])('%s is decoded', (encoded, text) => {
  expect(decodePunycode(encoded)).toBe(text);
});

it.each(['zzzzzzzzz', 'é', 'A', 'bcher-kv', '99999999999'])('%s is no Punycode', (encoded) => {
  expect(decodePunycode(encoded)).toBeNull();
});

it('decodes what another implementation encodes', () => {
  const letters = fc.array(
    fc.integer({ min: 0x4e00, max: 0x9faf }).map((code) => String.fromCodePoint(code)),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(letters, (characters) => {
      const text = characters.join('');
      expect(decodePunycode(domainToASCII(text).slice('xn--'.length))).toBe(text);
    }),
  );
});
