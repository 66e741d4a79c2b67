import forge from 'node-forge';

/** What a PKCS#12 store holds: DER of each certificate, and how many private keys. */
export interface Pkcs12 {
  readonly certificates: readonly Uint8Array[];
  readonly privateKeys: number;
}

/**
 * Opens a PKCS#12 store (RFC 7292), the legacy ciphers too, which Node.js refuses. Inspection only: node-forge is never
 * asked whether something can be trusted.
 * @returns null where the password does not open it
 * @throws where it is no PKCS#12
 */
export function openPkcs12(der: Uint8Array, password: string): Pkcs12 | null {
  const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(der)));
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
