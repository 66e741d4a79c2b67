import type { KeyFacts } from './facts.ts';

/**
 * A key that browsers refuse: RSA below 2,048 bits, and every curve but P-256, P-384 and P-521 (BR §6.1.5; Safari and
 * Firefox hold private CAs to it too). Ed25519 is strong and not refused here, though few browsers know it.
 */
export function isWeakKey({ algorithm, bits }: KeyFacts): boolean {
  if (algorithm.startsWith('rsa')) return bits < 2048;
  if (algorithm.startsWith('ec')) return algorithm !== 'ec' || ![256, 384, 521].includes(bits);
  return algorithm === 'dsa';
}

/** For a sentence: `rsa, 1024 bits`. */
export function keyWords({ algorithm, bits }: KeyFacts): string {
  return bits === 0 ? algorithm : `${algorithm}, ${bits} bits`;
}
