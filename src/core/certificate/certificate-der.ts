import type { SubjectName } from './facts.ts';
import { formatAddress } from '../dns/address.ts';
import {
  childrenAs,
  childrenOf,
  contextTag,
  DerError,
  encodingOf,
  expectTag,
  hexOf,
  oidOf,
  readDer,
  smallIntegerOf,
  tags,
  timeOf,
  type DerElement,
} from './der.ts';
import { noExtensions, readExtensions, type CertificateExtensions } from './extensions.ts';
import { commonName, readAttribute, readRdns, type GeneralName } from './general-name.ts';
import { readSignatureAlgorithm } from './signature-algorithm.ts';

/** What stands in the DER of a certificate (RFC 5280 §4.1) and cannot be had of Node.js, or only as a text to be taken apart. */
export interface CertificateContent {
  readonly version: number;
  /** In words: `ECDSA with SHA-256`. */
  readonly signatureAlgorithm: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** The subject, fit to be compared. */
  readonly rdns: readonly string[];
  readonly commonName: string | null;
  readonly extensions: CertificateExtensions;
}

/** Reads a certificate. Throws `DerError` where the frame or the dates cannot be read; what is wrong inside is `malformed`. */
export function readCertificateDer(der: Uint8Array): CertificateContent {
  const [body, outer] = childrenAs(readDer(der), tags.sequence);
  const fields = childrenAs(body, tags.sequence);
  const versioned = fields[0]?.tag === contextTag(0, 'constructed');
  const version = versioned ? smallIntegerOf(childrenOf(expectTag(fields[0], 0xa0))[0]) + 1 : 1;
  const [serial, inner, issuer, validity, subject, key, ...optional] = versioned ? fields.slice(1) : fields;
  expectTag(serial, tags.integer);
  expectTag(issuer, tags.sequence);
  const [from, until] = childrenAs(validity, tags.sequence);
  const wrapped = optional.find(({ tag }) => tag === contextTag(3, 'constructed'));
  const extensions = wrapped === undefined ? noExtensions : readExtensions(onlyChild(wrapped));
  // RFC 5280 §4.1.1.2: the two must be the same.
  const twofold = encoded(inner) !== encoded(outer) ? 'its two signature algorithms differ' : null;
  const unnamed = hasUnnamedCurve(key) ? 'the curve of its key is written out instead of named' : null;
  return {
    version,
    signatureAlgorithm: readSignatureAlgorithm(outer),
    notBefore: timeOf(from),
    notAfter: timeOf(until),
    rdns: readRdns(subject),
    commonName: readAttribute(subject, commonName),
    extensions: { ...extensions, malformed: twofold ?? unnamed ?? extensions.malformed },
  };
}

/** The names of subjectAltName that a host can be compared with. An address of a wrong length fits nothing. */
export function hostNames(names: readonly GeneralName[]): readonly SubjectName[] {
  return names.flatMap((name): readonly SubjectName[] => {
    if (name.kind === 'dns') return [{ kind: 'dns', value: name.value }];
    if (name.kind !== 'ip') return [];
    const { octets } = name;
    const address = octets.length === 4 || octets.length === 16;
    return [{ kind: 'ip', value: address ? formatAddress(octets) : `#${hexOf(Uint8Array.from(octets))}` }];
  });
}

const ecPublicKey = '1.2.840.10045.2.1';

/** RFC 5480 §2.1.1: only named curves; one that is written out may be any curve (CVE-2020-0601). */
function hasUnnamedCurve(key: DerElement | undefined): boolean {
  const [type, parameters] = childrenAs(childrenAs(key, tags.sequence)[0], tags.sequence);
  return oidOf(type) === ecPublicKey && parameters?.tag !== tags.oid;
}

function onlyChild(element: DerElement): DerElement {
  const [child, ...rest] = childrenOf(element);
  if (child === undefined || rest.length > 0) throw new DerError('the extensions are malformed');
  return child;
}

function encoded(element: DerElement | undefined): string {
  return element === undefined ? '' : hexOf(encodingOf(element));
}
