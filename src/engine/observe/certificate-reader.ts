import type { KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateFacts, SubjectName } from '../../core/certificate/facts.ts';
import { canonicalAddress } from '../../core/dns/address.ts';

/** More DER in one certificate is a bomb, not a certificate. */
const longestCertificate = 64 * 1024;
/** The CA/Browser Forum knows no limit, CAs stop at 100 or 250 names. */
const mostNames = 1_000;

/**
 * What a certificate says of itself. Throws where it is too long or its dates cannot be read: a date that we made up
 * would be judged.
 */
export function readCertificate(certificate: X509Certificate): CertificateFacts {
  if (certificate.raw.length > longestCertificate) throw new Error('the certificate is too long');
  const subject = distinguishedName(certificate.subject);
  const issuer = distinguishedName(certificate.issuer);
  return {
    subject,
    issuer,
    commonName: commonNameOf(certificate),
    serialNumber: certificate.serialNumber.toUpperCase(),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    names: subjectNames(certificate.subjectAltName ?? ''),
    key: keyFacts(certificate),
    ca: certificate.ca,
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
export function isSelfSigned(certificate: X509Certificate): boolean {
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
export function distinguishedName(lines: string | undefined): string {
  return (lines ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .reverse()
    .map((line) => line.replaceAll(' + ', '+'))
    .join(',');
}

function commonNameOf(certificate: X509Certificate): string | null {
  // The declaration knows neither that the subject can be missing nor that a name can be there twice.
  const legacy: { readonly subject?: Partial<Record<string, string | string[]>> } = certificate.toLegacyObject();
  const name = legacy.subject?.['CN'];
  // The last one is the most specific.
  return (Array.isArray(name) ? name.at(-1) : name) ?? null;
}

/**
 * Node's text of subjectAltName: `kind:value` joined by `, `; a value with a quote, comma, backslash or anything
 * unusual stands as a JSON string (since the answer to CVE-2021-44532).
 */
function subjectNames(text: string): readonly SubjectName[] {
  const names: SubjectName[] = [];
  let at = 0;
  while (at < text.length && names.length < mostNames) {
    const colon = text.indexOf(':', at);
    if (colon === -1) break;
    const kind = text.slice(at, colon);
    const quoted = text[colon + 1] === '"';
    const end = quoted ? endOfQuoted(text, colon + 1) : endOfPlain(text, colon + 1);
    const value = quoted ? unquote(text.slice(colon + 1, end)) : text.slice(colon + 1, end);
    if (kind === 'DNS') names.push({ kind: 'dns', value: value.toLowerCase() });
    else if (kind === 'IP Address') names.push({ kind: 'ip', value: canonicalAddress(value) ?? value });
    at = end + ', '.length;
  }
  return names;
}

function endOfPlain(text: string, from: number): number {
  const end = text.indexOf(', ', from);
  return end === -1 ? text.length : end;
}

/** Offset after the closing quote. */
function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function unquote(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

const curveBits: Readonly<Partial<Record<string, number>>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  secp224r1: 224,
  prime192v1: 192,
};

/** Algorithm as Node.js names it (`rsa`, `ec`, `ed25519`); `unknown` and 0 where it cannot read the key. */
function keyFacts(certificate: X509Certificate): CertificateFacts['key'] {
  let key: KeyObject;
  try {
    key = certificate.publicKey;
  } catch {
    return { algorithm: 'unknown', bits: 0 };
  }
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const algorithm = key.asymmetricKeyType ?? 'unknown';
  const fixed = algorithm === 'ed25519' ? 256 : algorithm === 'ed448' ? 456 : 0;
  return { algorithm, bits: modulusLength ?? curveBits[namedCurve ?? ''] ?? fixed };
}
