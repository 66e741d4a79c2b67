import type { RenewerKind } from '../../../core/host/host-observation.ts';

/** By what a command line that runs a client is known. */
const words: readonly (readonly [RenewerKind, string])[] = [
  ['certbot', 'certbot'],
  ['acme.sh', 'acme.sh'],
  ['lego', 'lego '],
  ['dehydrated', 'dehydrated'],
  ['clpctl', 'clpctl'],
];

/** Which client a command line runs; null where none. */
export function clientIn(command: string): RenewerKind | null {
  return words.find(([, word]) => command.includes(word))?.[0] ?? null;
}
