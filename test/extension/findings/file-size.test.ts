import { expect, it } from 'vitest';
import { fileSize } from '../../../src/extension/findings/file-size.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [61_250_000, '61 MB'],
  [999_600_000, '1.0 GB'],
  [5_000_000_000_000, '5000 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});
