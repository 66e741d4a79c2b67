import {
  asciiOf,
  bitsOf,
  booleanOf,
  childrenAs,
  childrenOf,
  contentOf,
  contextTag,
  DerError,
  expectTag,
  hexOf,
  oidOf,
  readDer,
  smallIntegerOf,
  tags,
  type DerElement,
} from './der.ts';
import { readGeneralName, type GeneralName } from './general-name.ts';

/** What the extensions of a certificate say (RFC 5280 §4.2), as far as clients judge by it. */
export interface CertificateExtensions {
  /** basicConstraints; null where it is missing. */
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null;
  /** Null where the key may be used for everything. */
  readonly keyUsage: readonly KeyUse[] | null;
  /** extKeyUsage as dotted decimal; null where nothing restricts the purpose. */
  readonly purposes: readonly string[] | null;
  readonly subjectNames: readonly GeneralName[];
  readonly nameConstraints: NameConstraints | null;
  /** RFC 7633: the server must staple an OCSP answer. */
  readonly mustStaple: boolean;
  /** Where the issuer's certificate lies, and who answers OCSP (RFC 5280 §4.2.2.1). Hostile. */
  readonly caIssuers: readonly string[];
  readonly ocsp: readonly string[];
  /** Hexadecimal. */
  readonly keyId: string | null;
  readonly issuerKeyId: string | null;
  /** Critical extensions that no browser knows, in dotted decimal. */
  readonly unknownCritical: readonly string[];
  /** The first thing that breaks the form; null where all is well. */
  readonly malformed: string | null;
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

const keyUses = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUse = (typeof keyUses)[number];

export const noExtensions: CertificateExtensions = {
  basicConstraints: null,
  keyUsage: null,
  purposes: null,
  subjectNames: [],
  nameConstraints: null,
  mustStaple: false,
  caIssuers: [],
  ocsp: [],
  keyId: null,
  issuerKeyId: null,
  unknownCritical: [],
  malformed: null,
};

const authorityInfoAccess = '1.3.6.1.5.5.7.1.1';
const tlsFeature = '1.3.6.1.5.5.7.1.24';

/** How each extension is read; what is not here is not judged. */
const readers: Readonly<Partial<Record<string, (value: DerElement) => Partial<CertificateExtensions>>>> = {
  '2.5.29.14': (value) => ({ keyId: hexOf(contentOf(expectTag(value, tags.octetString))) }),
  '2.5.29.15': (value) => ({ keyUsage: bitsOf(value).flatMap((bit) => keyUses[bit] ?? []) }),
  '2.5.29.17': (value) => ({ subjectNames: childrenAs(value, tags.sequence).map(readGeneralName) }),
  '2.5.29.19': (value) => ({ basicConstraints: readBasicConstraints(value) }),
  '2.5.29.30': (value) => ({ nameConstraints: readNameConstraints(value) }),
  '2.5.29.35': (value) => {
    const keyId = childrenAs(value, tags.sequence).find(({ tag }) => tag === contextTag(0, 'primitive'));
    return { issuerKeyId: keyId === undefined ? null : hexOf(contentOf(keyId)) };
  },
  '2.5.29.37': (value) => ({ purposes: childrenAs(value, tags.sequence).map(oidOf) }),
  [authorityInfoAccess]: (value) => {
    const places = childrenAs(value, tags.sequence).map((access) => childrenAs(access, tags.sequence));
    const uris = (method: string): readonly string[] =>
      places
        .flatMap(([type, place]) =>
          oidOf(type) === method && place?.tag === contextTag(6, 'primitive') ? [place] : [],
        )
        .slice(0, mostUris)
        .map(asciiOf);
    return { ocsp: uris('1.3.6.1.5.5.7.48.1'), caIssuers: uris('1.3.6.1.5.5.7.48.2') };
  },
  [tlsFeature]: (value) => {
    const statusRequest = 5;
    return {
      mustStaple: childrenAs(value, tags.sequence).some((feature) => smallIntegerOf(feature) === statusRequest),
    };
  },
};

/** CAs name one or two. */
const mostUris = 4;

/**
 * What clients process even when it is critical: what is judged here, and policies, policy mappings and constraints, CRL
 * places and Netscape's type, which do not decide for browsers. Key identifiers and access to information must not be
 * critical, and are refused when they are (RFC 5280 §4.2.1.1, §4.2.1.2, §4.2.2.1).
 */
const processed: ReadonlySet<string> = new Set([
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
  '2.16.840.1.113730.1.1',
]);

/** No certificate has 30; each one is looked up once. */
const mostExtensions = 100;

/** Reads the Extensions of a certificate or of a request. Never throws for their content: that is `malformed`. */
export function readExtensions(element: DerElement): CertificateExtensions {
  let read: CertificateExtensions = noExtensions;
  const seen = new Set<string>();
  const unknownCritical: string[] = [];
  let malformed: string | null = null;
  try {
    const extensions = childrenAs(element, tags.sequence);
    if (extensions.length > mostExtensions) throw new DerError('there are too many extensions');
    for (const extension of extensions) {
      const [type, ...rest] = childrenAs(extension, tags.sequence);
      const oid = oidOf(type);
      if (seen.has(oid)) throw new DerError(`extension ${oid} is there twice`);
      seen.add(oid);
      if (rest.length === 2 ? booleanOf(rest[0]) : false) {
        if (!processed.has(oid)) unknownCritical.push(oid);
      }
      if (rest.length < 1 || rest.length > 2) throw new DerError('an extension is malformed');
      const value = contentOf(expectTag(rest.at(-1), tags.octetString));
      const reader = readers[oid];
      if (reader === undefined) continue;
      try {
        read = { ...read, ...reader(readDer(value)) };
      } catch (error) {
        malformed ??= `extension ${oid}: ${wordsOf(error)}`;
      }
    }
  } catch (error) {
    malformed ??= wordsOf(error);
  }
  return { ...read, unknownCritical, malformed };
}

function readBasicConstraints(value: DerElement): CertificateExtensions['basicConstraints'] {
  const fields = childrenAs(value, tags.sequence);
  const flag = fields[0]?.tag === tags.boolean ? fields[0] : undefined;
  const rest = flag === undefined ? fields : fields.slice(1);
  if (rest.length > 1) throw new DerError('it holds too much');
  return {
    ca: flag === undefined ? false : booleanOf(flag),
    pathLength: rest[0] === undefined ? null : smallIntegerOf(rest[0]),
  };
}

function readNameConstraints(value: DerElement): NameConstraints {
  const fields = childrenAs(value, tags.sequence);
  const [permitted, excluded] = [contextTag(0, 'constructed'), contextTag(1, 'constructed')];
  if (fields.some(({ tag }) => tag !== permitted && tag !== excluded)) throw new DerError('it holds something else');
  if (fields.length === 0 || fields.some(({ from, end }) => from === end)) throw new DerError('it constrains nothing');
  const subtrees = (wanted: number): readonly GeneralName[] => {
    const field = fields.find(({ tag }) => tag === wanted);
    return field === undefined ? [] : childrenOf(field).map(readSubtree);
  };
  return { permitted: subtrees(permitted), excluded: subtrees(excluded) };
}

/** RFC 5280 §4.2.1.10: minimum must be 0, and so left out, and maximum absent. */
function readSubtree(subtree: DerElement): GeneralName {
  const [base, ...bounds] = childrenAs(subtree, tags.sequence);
  if (base === undefined || bounds.length > 0) throw new DerError('a name constraint has bounds');
  const name = readGeneralName(base);
  if (name.kind === 'ip' && name.octets.length !== 8 && name.octets.length !== 32)
    throw new DerError('a name constraint holds no address with a mask');
  return name;
}

function wordsOf(error: unknown): string {
  if (error instanceof DerError) return error.message;
  throw error;
}
