/** One element of DER (X.690): where it stands in its bytes. */
export interface DerElement {
  /** Identifier octet: class, form and number. Longer tags do not occur in certificates and are refused. */
  readonly tag: number;
  readonly bytes: Uint8Array;
  /** Offset of the identifier octet. */
  readonly start: number;
  /** Offset of the content. */
  readonly from: number;
  /** Offset behind the content. */
  readonly end: number;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The bytes are no DER, or not what was expected of them. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** The one element that the bytes are. Throws `DerError` where they are none, or more than one. */
export function readDer(bytes: Uint8Array): DerElement {
  const element = elementAt(bytes, 0, bytes.length);
  if (element.end !== bytes.length) throw new DerError('bytes follow the end');
  return element;
}

/** The elements inside. Reads one level, so that depth costs nobody anything. Throws `DerError`. */
export function childrenOf({ bytes, from, end }: DerElement): readonly DerElement[] {
  const children: DerElement[] = [];
  for (let at = from; at < end;) {
    const child = elementAt(bytes, at, end);
    children.push(child);
    at = child.end;
  }
  return children;
}

/** The elements inside one that must have this tag. Throws `DerError`. */
export function childrenAs(element: DerElement | undefined, tag: number): readonly DerElement[] {
  return childrenOf(expectTag(element, tag));
}

export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new DerError('an element is missing or of another kind');
  return element;
}

/** Tag `number` of the context, primitive or, where it holds elements, constructed. */
export function contextTag(number: number, form: 'primitive' | 'constructed'): number {
  return (form === 'constructed' ? 0xa0 : 0x80) | number;
}

export function contentOf({ bytes, from, end }: DerElement): Uint8Array {
  return bytes.subarray(from, end);
}

/** The element with its tag and length. */
export function encodingOf({ bytes, start, end }: DerElement): Uint8Array {
  return bytes.subarray(start, end);
}

/** Dotted decimal. */
export function oidOf(element: DerElement | undefined): string {
  const content = contentOf(expectTag(element, tags.oid));
  if (content.length === 0 || content.length > 64) throw new DerError('an object identifier has no length it may have');
  const arcs: number[] = [];
  let arc = 0;
  for (const [at, octet] of content.entries()) {
    arc = arc * 128 + (octet & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw new DerError('an object identifier has too large a part');
    if ((octet & 0x80) !== 0) {
      if (at === content.length - 1) throw new DerError('an object identifier is cut');
      continue;
    }
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - Math.min(2, Math.floor(arc / 40)) * 40);
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** DER knows two values only (X.690 §11.1). */
export function booleanOf(element: DerElement | undefined): boolean {
  const [value, ...rest] = contentOf(expectTag(element, tags.boolean));
  if (rest.length > 0 || (value !== 0 && value !== 0xff)) throw new DerError('a boolean is neither true nor false');
  return value === 0xff;
}

/** An integer that is not negative and not above a million, as path lengths and versions are. */
export function smallIntegerOf(element: DerElement | undefined, tag: number = tags.integer): number {
  const content = contentOf(expectTag(element, tag));
  const value = content.reduce((sum, octet) => sum * 256 + octet, 0);
  if (content.length === 0 || content.length > 4 || (content[0] ?? 0) > 0x7f || value > 1_000_000)
    throw new DerError('a number is out of its range');
  return value;
}

/** Numbers of the bits that are set, the first bit of the first octet being 0 (X.680 §22). */
export function bitsOf(element: DerElement | undefined): readonly number[] {
  const [unused = 8, ...octets] = contentOf(expectTag(element, tags.bitString));
  if (unused > 7 || (octets.length === 0 && unused > 0)) throw new DerError('a bit string is malformed');
  return octets.flatMap((octet, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (octet & (0x80 >> bit)) !== 0).map((bit) => at * 8 + bit),
  );
}

/** ISO 8601 from UTCTime or GeneralizedTime in the one form that RFC 5280 §4.1.2.5 allows. */
export function timeOf(element: DerElement | undefined): string {
  const text = element === undefined ? '' : asciiOf(element);
  const short = element?.tag === tags.utcTime && /^\d{12}Z$/.test(text);
  const long = element?.tag === tags.generalizedTime && /^\d{14}Z$/.test(text);
  if (!short && !long) throw new DerError('a date is malformed');
  // RFC 5280 §4.1.2.5.1: two digits from 50 on mean the last century.
  const full = short ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const [year, month, day, hour, minute, second] = [0, 4, 6, 8, 10, 12].map((at) => {
    return Number(full.slice(at, at === 0 ? 4 : at + 2));
  }) as [number, number, number, number, number, number];
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  time.setUTCHours(hour, minute, second);
  const read = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate(), time.getUTCHours()];
  const wanted = [year, month, day, hour];
  if (minute > 59 || second > 59 || read.some((part, at) => part !== wanted[at]))
    throw new DerError('a date is no date');
  return time.toISOString();
}

/** Each octet as the character of its number; what is no ASCII stays to be seen. */
export function asciiOf(element: DerElement): string {
  return latin1(contentOf(element));
}

export function hexOf(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function latin1(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}

function elementAt(bytes: Uint8Array, start: number, limit: number): DerElement {
  const tag = bytes[start] ?? 0;
  const first = bytes[start + 1];
  if (first === undefined || start + 2 > limit) throw new DerError('the bytes end too early');
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag is too long');
  let from = start + 2;
  let length = first;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    // 0x80 is a length without end, which DER does not know; four octets hold any file.
    if (octets === 0 || octets > 4 || from + octets > limit) throw new DerError('a length is malformed');
    length = 0;
    for (let at = 0; at < octets; at++) length = length * 256 + (bytes[from + at] ?? 0);
    if (length < 0x80 || (octets > 1 && bytes[from] === 0)) throw new DerError('a length is not the shortest');
    from += octets;
  }
  const end = from + length;
  if (end > limit) throw new DerError('the bytes end too early');
  return { tag, bytes, start, from, end };
}
