import type { Fact } from './fact.ts';
import type { Rights } from './machine-facts.ts';

/** What a key store is by its first octets. */
export type KeyStoreFormat = 'pem' | 'pkcs12' | 'jks' | 'jceks' | 'unknown';

/** A key store on this machine as far as it is seen without its password. */
export interface KeyStoreLook {
  readonly path: string;
  /** Why not, where it cannot be read. */
  readonly format: Fact<KeyStoreFormat>;
  readonly rights: Fact<Rights>;
  /** This user can write it; null where it is not there or that is not known. */
  readonly writable: boolean | null;
}

/** JKS and JCEKS begin with a number of their own (java.security.KeyStore), PKCS#12 is a SEQUENCE (RFC 7292). */
export function keyStoreFormat(head: Uint8Array): KeyStoreFormat {
  const [a, b, c, d] = head;
  if (a === 0xfe && b === 0xed && c === 0xfe && d === 0xed) return 'jks';
  if (a === 0xce && b === 0xce && c === 0xce && d === 0xce) return 'jceks';
  if (a === 0x30) return 'pkcs12';
  return new TextDecoder('latin1').decode(head).includes('-----BEGIN ') ? 'pem' : 'unknown';
}
