import forge from 'node-forge';

/** OpenSSL takes 2,048 rounds, careful tools up to 600,000; a million takes seconds here. */
const mostRounds = 1_000_000;

/** What a PKCS#12 store holds: DER of each certificate, and how many private keys. */
export interface Pkcs12 {
  readonly certificates: readonly Uint8Array[];
  readonly privateKeys: number;
}

/**
 * Opens a PKCS#12 store (RFC 7292), the legacy ciphers too, which Node.js refuses. Inspection only: node-forge is never
 * asked whether something can be trusted.
 * @returns null where the password does not open it
 * @throws where it is no PKCS#12, or one that is made to keep its reader busy
 */
export function openPkcs12(der: Uint8Array, password: string): Pkcs12 | null {
  const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(der)));
  if (keyDerivationRounds(asn1) > mostRounds) throw new Error('opening the key store takes too long');
  let store: forge.pkcs12.Pkcs12Pfx;
  try {
    store = forge.pkcs12.pkcs12FromAsn1(asn1, false, password);
  } catch (error) {
    if (error instanceof Error && /MAC could not be verified|Invalid password|decrypt/i.test(error.message))
      return null;
    throw error;
  }
  const bags = store.safeContents.flatMap(({ safeBags }) => safeBags);
  const ofType = (...types: readonly (string | undefined)[]): forge.pkcs12.Bag[] =>
    bags.filter(({ type }) => types.includes(type));
  const { certBag, keyBag, pkcs8ShroudedKeyBag } = forge.pki.oids;
  return {
    certificates: ofType(certBag).map(({ cert, asn1: raw }) => {
      // A certificate with a key that is not RSA stays as its ASN.1.
      const node = cert ? forge.pki.certificateToAsn1(cert) : raw;
      return Buffer.from(forge.asn1.toDer(node).getBytes(), 'binary');
    }),
    privateKeys: ofType(keyBag, pkcs8ShroudedKeyBag).length,
  };
}

/** A key store has 50 to 500 parts outside of what is encrypted. */
const mostParts = 20_000;

/**
 * How often a key store wants the password hashed: the greatest number that stands behind a salt in its parameters
 * (RFC 8018 §A.1-2, RFC 7292 §4). What lies inside encrypted parts cannot be seen. Throws where it has too many parts.
 */
function keyDerivationRounds(store: forge.asn1.Asn1): number {
  let rounds = 0;
  const parts = [store];
  for (const part of parts) {
    if (parts.length > mostParts) throw new Error('the key store has too many parts');
    const inside = partsOf(part);
    parts.push(...inside);
    for (const [at, one] of inside.entries()) {
      const salted = isOctets(inside[at - 1]) && one.type === forge.asn1.Type.INTEGER;
      if (salted && typeof one.value === 'string')
        rounds = Math.max(rounds, Number(`0x${forge.util.bytesToHex(one.value)}`));
    }
  }
  return rounds;
}

/** What a part holds: parts, or bytes that are parts themselves. */
function partsOf(part: forge.asn1.Asn1): readonly forge.asn1.Asn1[] {
  if (Array.isArray(part.value)) return part.value;
  if (!isOctets(part)) return [];
  try {
    return [forge.asn1.fromDer(part.value)];
  } catch {
    return [];
  }
}

function isOctets(part: forge.asn1.Asn1 | undefined): boolean {
  return part?.type === forge.asn1.Type.OCTETSTRING && part.tagClass === forge.asn1.Class.UNIVERSAL;
}
