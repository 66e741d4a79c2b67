import type { KeyObject, X509Certificate } from 'node:crypto';
import { hostNames, readCertificateDer } from '../../core/certificate/certificate-der.ts';
import type { CertificateFacts, KeyFacts } from '../../core/certificate/facts.ts';

/** More DER in one certificate is a bomb, not a certificate. */
const longestCertificate = 64 * 1024;

/**
 * What a certificate says of itself. `toLegacyObject` is not asked: on a key whose curve NIST did not name it ends the
 * process (Node.js 24.21). Throws where it is too long, or its frame or dates cannot be read: a date that we
 * made up would be judged.
 */
export function readCertificate(certificate: X509Certificate): CertificateFacts {
  if (certificate.raw.length > longestCertificate) throw new Error('the certificate is too long');
  const subject = distinguishedName(certificate.subject);
  const issuer = distinguishedName(certificate.issuer);
  const { extensions, ...content } = readCertificateDer(certificate.raw);
  return {
    ...content,
    extensions,
    subject,
    issuer,
    serialNumber: certificate.serialNumber.toUpperCase(),
    names: hostNames(extensions.subjectNames),
    key: keyFactsOf(certificate),
    ca: extensions.basicConstraints?.ca === true,
    selfSigned: isSelfSigned(certificate),
    fingerprint: fingerprintOf(certificate),
  };
}

/** SHA-256 of the DER, upper-case hexadecimal without separators. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '');
}

/**
 * Signed with its own key? Not `checkIssued`: that asks for the right to sign certificates too, which a self-signed
 * server certificate need not have.
 */
function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.issuer === certificate.subject && isSignedBy(certificate, certificate);
}

/** Does the signature fit the key of the other certificate? False also where the key is of a kind that Node.js does not know. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/**
 * RFC 4514 text from Node's lines, which are escaped the same way already but stand in the certificate's order.
 * Node gives undefined for an empty name, whatever its declaration says.
 */
function distinguishedName(lines: string | undefined): string {
  return (lines ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .reverse()
    .map((line) => line.replaceAll(' + ', '+'))
    .join(',');
}

const curveBits: Readonly<Partial<Record<string, number>>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

function keyFactsOf(certificate: X509Certificate): KeyFacts {
  try {
    return keyFacts(certificate.publicKey);
  } catch {
    return { algorithm: 'unknown', bits: 0 };
  }
}

/** What kind of key it is, and how long. */
export function keyFacts({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyFacts {
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'ec') {
    const bits = curveBits[namedCurve ?? ''];
    // A curve that is written out instead of named has no name here.
    return bits === undefined ? { algorithm: `ec ${namedCurve ?? 'explicit'}`, bits: 0 } : { algorithm: 'ec', bits };
  }
  const fixed = asymmetricKeyType === 'ed25519' ? 256 : asymmetricKeyType === 'ed448' ? 456 : 0;
  return { algorithm: asymmetricKeyType ?? 'unknown', bits: modulusLength ?? fixed };
}
