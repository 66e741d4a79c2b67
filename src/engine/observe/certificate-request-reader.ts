import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { hostNames } from '../../core/certificate/certificate-der.ts';
import type { FileRequest } from '../../core/certificate/certificate-file.ts';
import { readRequestDer, type RequestContent } from '../../core/certificate/request-der.ts';
import { keyFacts } from './certificate-reader.ts';
import { publicKeyHash } from './public-key-hash.ts';

/** More DER than this is a bomb, not a request. */
const longestRequest = 64 * 1024;

/** What a certificate request says, and whether it is signed with its own key (RFC 2986 §4.2). Throws where it is none. */
export function readCertificateRequest(der: Uint8Array): FileRequest {
  if (der.length > longestRequest) throw new Error('the request is too long');
  const request = readRequestDer(der);
  const key = createPublicKey({ key: Buffer.from(request.publicKey), format: 'der', type: 'spki' });
  const { extensions, signatureAlgorithm, commonName, subject } = request;
  return {
    names: hostNames(extensions.subjectNames),
    commonName,
    subject,
    key: keyFacts(key),
    publicKey: publicKeyHash(key),
    signatureAlgorithm,
    signed: isSigned(request, key),
    mustStaple: extensions.mustStaple,
    malformed: extensions.malformed,
  };
}

function isSigned({ signatureAlgorithm, signed, signature }: RequestContent, key: KeyObject): boolean {
  const [scheme = '', hash] = signatureAlgorithm.split(' with ');
  const options =
    scheme === 'RSA-PSS'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : key;
  try {
    return verify(hash?.replace('-', '') ?? null, signed, options, signature);
  } catch {
    // An algorithm that Node.js does not know, or that is not one of this key.
    return false;
  }
}
