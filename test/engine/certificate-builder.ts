// Certificates of any form, the wrong ones too: DER is put together by hand, so that nothing keeps a test from breaking a rule.
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

const day = 86_400_000;

export const oids = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extKeyUsage: '2.5.29.37',
  subjectAltName: '2.5.29.17',
  nameConstraints: '2.5.29.30',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  tlsFeature: '1.3.6.1.5.5.7.1.24',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  anyPurpose: '2.5.29.37.0',
} as const;

type Bytes = Uint8Array;

/** One DER element. */
export function der(tag: number, ...contents: readonly (Bytes | string)[]): Buffer {
  const content = Buffer.concat(
    contents.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  const { length } = content;
  const size =
    length < 0x80
      ? [length]
      : [
          0x80 | Math.ceil(length.toString(16).length / 2),
          ...Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'), 'hex'),
        ];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export const sequence = (...parts: readonly (Bytes | string)[]): Buffer => der(0x30, ...parts);
export const octets = (content: Bytes): Buffer => der(0x04, content);
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from(arcs));
}

export interface ExtensionSaid {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Bytes;
}

export interface CertificateSaid {
  /** The common name; null for an empty subject. */
  readonly subject: string | null;
  /** Who signs; itself where it is left out. */
  readonly by?: Made;
  /** Its private key; a public one will do where another signs. */
  readonly key?: KeyObject;
  readonly ca?: boolean | null;
  readonly pathLength?: number;
  /** Bits of keyUsage as they are written: 0x80 digitalSignature, 0x04 keyCertSign. Null leaves it out. */
  readonly keyUsage?: number | null;
  readonly purposes?: readonly string[];
  /** DNS names and addresses of subjectAltName. */
  readonly names?: readonly string[];
  readonly permitted?: readonly Bytes[];
  readonly excluded?: readonly Bytes[];
  readonly extensions?: readonly ExtensionSaid[];
  readonly from?: Date | string;
  readonly until?: Date | string;
  readonly version?: number;
  /** Octets of the serial number; chance where it is left out. */
  readonly serial?: Bytes;
  readonly hash?: 'sha1' | 'sha256';
  /** Extensions in the place of all others. */
  readonly onlyExtensions?: Bytes;
}

export interface Made {
  readonly subject: string | null;
  readonly privateKey: KeyObject;
  readonly der: Buffer;
  readonly pem: string;
}

export const dnsName = (value: string): Buffer => der(0x82, value);
export const mailName = (value: string): Buffer => der(0x81, value);
export const uriName = (value: string): Buffer => der(0x86, value);
export const directoryName = (commonName: string): Buffer => der(0xa4, distinguishedName(commonName));

export function addressName(...parts: readonly string[]): Buffer {
  return der(0x87, ...parts.map(addressOctets));
}

/** A certificate; 90 days around now where nothing else is said. */
function certificate(said: CertificateSaid): Made {
  const privateKey = said.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const signer = said.by?.privateKey ?? privateKey;
  const algorithm = signatureAlgorithm(signer, said.hash ?? 'sha256');
  const extensions = said.onlyExtensions ?? sequence(...extensionsOf(said, privateKey, signer));
  const version = said.version ?? 3;
  const body = sequence(
    ...(version === 1 ? [] : [der(0xa0, integer(version - 1))]),
    der(0x02, said.serial ?? Buffer.concat([Buffer.from([0x4a]), randomBytes(8)])),
    algorithm,
    distinguishedName(said.by === undefined ? said.subject : said.by.subject),
    sequence(time(said.from ?? new Date(Date.now() - 30 * day)), time(said.until ?? new Date(Date.now() + 60 * day))),
    distinguishedName(said.subject),
    spki(privateKey),
    ...(version === 3 ? [der(0xa3, extensions)] : []),
  );
  const bytes = sequence(body, algorithm, der(0x03, Buffer.from([0]), sign(said.hash ?? 'sha256', body, signer)));
  return { subject: said.subject, privateKey, der: bytes, pem: pemOf('CERTIFICATE', bytes) };
}

/** A CA that may do everything; whatever is said else goes before. */
export function authority(said: CertificateSaid): Made {
  return certificate({ ca: true, keyUsage: 0x04, ...said });
}

/** A certificate for a server; whatever is said else goes before. */
export function server(said: CertificateSaid): Made {
  return certificate({ ca: null, keyUsage: 0x80, purposes: [oids.serverAuth], names: ['www.example.com'], ...said });
}

export function pemOf(label: string, bytes: Bytes): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** A request (RFC 2986), signed with its key unless another is given. */
export function request(said: {
  readonly subject: string | null;
  readonly names?: readonly string[];
  readonly key?: KeyObject;
  readonly signer?: KeyObject;
  readonly hash?: 'sha1' | 'sha256';
  readonly extensions?: readonly ExtensionSaid[];
}): { readonly der: Buffer; readonly pem: string; readonly privateKey: KeyObject } {
  const privateKey = said.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const signer = said.signer ?? privateKey;
  const asked = sequence(
    ...[
      ...(said.names === undefined ? [] : [{ oid: oids.subjectAltName, value: sequence(...said.names.map(hostName)) }]),
      ...(said.extensions ?? []),
    ].map(extension),
  );
  const attributes = der(0xa0, sequence(oid('1.2.840.113549.1.9.14'), der(0x31, asked)));
  const body = sequence(integer(0), distinguishedName(said.subject), spki(privateKey), attributes);
  const hash = said.hash ?? 'sha256';
  const bytes = sequence(body, signatureAlgorithm(signer, hash), der(0x03, Buffer.from([0]), sign(hash, body, signer)));
  return { der: bytes, pem: pemOf('CERTIFICATE REQUEST', bytes), privateKey };
}

function extensionsOf(said: CertificateSaid, key: KeyObject, signer: KeyObject): readonly Buffer[] {
  const { ca = null, pathLength, keyUsage = null, purposes, names, permitted, excluded } = said;
  const constrained = permitted !== undefined || excluded !== undefined;
  const all: readonly ExtensionSaid[] = [
    { oid: oids.subjectKeyIdentifier, value: octets(keyId(key)) },
    { oid: oids.authorityKeyIdentifier, value: sequence(der(0x80, keyId(signer))) },
    ...(ca === null
      ? []
      : [
          {
            oid: oids.basicConstraints,
            critical: true,
            value: sequence(
              ...(ca ? [der(0x01, Buffer.from([0xff]))] : []),
              ...(pathLength === undefined ? [] : [integer(pathLength)]),
            ),
          },
        ]),
    ...(keyUsage === null
      ? []
      : [{ oid: oids.keyUsage, critical: true, value: der(0x03, Buffer.from([unusedBits(keyUsage), keyUsage])) }]),
    ...(purposes === undefined ? [] : [{ oid: oids.extKeyUsage, value: sequence(...purposes.map(oid)) }]),
    ...(names === undefined ? [] : [{ oid: oids.subjectAltName, value: sequence(...names.map(hostName)) }]),
    ...(constrained
      ? [
          {
            oid: oids.nameConstraints,
            critical: true,
            value: sequence(
              ...(permitted === undefined ? [] : [der(0xa0, ...permitted.map((base) => sequence(base)))]),
              ...(excluded === undefined ? [] : [der(0xa1, ...excluded.map((base) => sequence(base)))]),
            ),
          },
        ]
      : []),
  ];
  const given = said.extensions ?? [];
  return [...all.filter((one) => !given.some((other) => other.oid === one.oid)), ...given].map(extension);
}

function extension(said: ExtensionSaid): Buffer {
  return sequence(
    oid(said.oid),
    ...(said.critical === true ? [der(0x01, Buffer.from([0xff]))] : []),
    octets(said.value),
  );
}

function hostName(value: string): Buffer {
  return isIP(value) === 0 ? dnsName(value) : addressName(value);
}

function addressOctets(text: string): Buffer {
  if (!text.includes(':')) return Buffer.from(text.split('.').map(Number));
  const [head = '', tail = ''] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail)];
  const all = [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}

function distinguishedName(commonName: string | null): Buffer {
  if (commonName === null) return sequence();
  return sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(commonName, 'utf8')))));
}

/** A text is written as it is, for dates that are none. */
function time(moment: Date | string): Buffer {
  if (typeof moment === 'string') return der(moment.length > 13 ? 0x18 : 0x17, moment);
  const text = `${moment.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
  const year = moment.getUTCFullYear();
  return year >= 1950 && year < 2050 ? der(0x17, text.slice(2)) : der(0x18, text);
}

function signatureAlgorithm(signer: KeyObject, hash: 'sha1' | 'sha256'): Buffer {
  if (signer.asymmetricKeyType !== 'rsa')
    return sequence(oid(hash === 'sha1' ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'));
  return sequence(oid(hash === 'sha1' ? '1.2.840.113549.1.1.5' : '1.2.840.113549.1.1.11'), der(0x05));
}

function spki(key: KeyObject): Buffer {
  return (key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' });
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha1').update(spki(key)).digest();
}

function unusedBits(octet: number): number {
  return [0, 1, 2, 3, 4, 5, 6, 7].find((bit) => (octet & (1 << bit)) !== 0) ?? 7;
}
