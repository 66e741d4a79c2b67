import {
  childrenAs,
  childrenOf,
  contentOf,
  contextTag,
  DerError,
  encodingOf,
  expectTag,
  oidOf,
  readDer,
  smallIntegerOf,
  tags,
} from './der.ts';
import { noExtensions, readExtensions, type CertificateExtensions } from './extensions.ts';
import { commonName, readAttribute, readAttributes, type NameAttribute } from './general-name.ts';
import { readSignatureAlgorithm } from './signature-algorithm.ts';

/** A certificate request (RFC 2986), with what is needed to check its signature. */
export interface RequestContent {
  readonly commonName: string | null;
  readonly subject: readonly NameAttribute[];
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly signatureAlgorithm: string;
  /** The bytes that are signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** The extensions that are asked for. */
  readonly extensions: CertificateExtensions;
}

const extensionRequest = '1.2.840.113549.1.9.14';

/** Reads a request. Throws `DerError` where it is none. */
export function readRequestDer(der: Uint8Array): RequestContent {
  const [body, algorithm, bits, ...rest] = childrenAs(readDer(der), tags.sequence);
  const [version, subject, key, attributes] = childrenAs(body, tags.sequence);
  if (rest.length > 0 || smallIntegerOf(version) !== 0) throw new DerError('this is no certificate request');
  const [unused, ...signature] = contentOf(expectTag(bits, tags.bitString));
  if (unused !== 0) throw new DerError('the signature is malformed');
  const asked =
    attributes?.tag === contextTag(0, 'constructed')
      ? childrenOf(attributes)
          .map((attribute) => childrenAs(attribute, tags.sequence))
          .find(([type]) => oidOf(type) === extensionRequest)
      : undefined;
  const extensions = asked === undefined ? undefined : childrenAs(asked[1], tags.set)[0];
  return {
    commonName: readAttribute(subject, commonName),
    subject: readAttributes(subject),
    publicKey: encodingOf(expectTag(key, tags.sequence)),
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    signed: encodingOf(expectTag(body, tags.sequence)),
    signature: Uint8Array.from(signature),
    extensions: extensions === undefined ? noExtensions : readExtensions(extensions),
  };
}
