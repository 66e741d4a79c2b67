import { parseAddress } from '../dns/address.ts';
import {
  asciiOf,
  childrenAs,
  childrenOf,
  contentOf,
  contextTag,
  DerError,
  oidOf,
  tags,
  type DerElement,
} from './der.ts';

/** A GeneralName (RFC 5280 §4.2.1.6). Text is hostile. */
export type GeneralName =
  /** A-labels in lower case. */
  | { readonly kind: 'dns'; readonly value: string }
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'uri'; readonly value: string }
  /** An address; in a name constraint, followed by its mask of the same length. */
  | { readonly kind: 'ip'; readonly octets: readonly number[] }
  | { readonly kind: 'directory'; readonly rdns: readonly string[] }
  /** A kind that nobody compares, by its number in the choice. */
  | { readonly kind: 'other'; readonly choice: number };

/** Reads one choice of GeneralName. Throws `DerError`. */
export function readGeneralName(element: DerElement): GeneralName {
  switch (element.tag) {
    case contextTag(1, 'primitive'):
      return { kind: 'email', value: asciiOf(element) };
    case contextTag(2, 'primitive'):
      return { kind: 'dns', value: asciiOf(element).toLowerCase() };
    case contextTag(4, 'constructed'): {
      // A Name is a CHOICE, so its tag stands inside (X.680 §31.2.7).
      const [name, ...rest] = childrenOf(element);
      if (rest.length > 0) throw new DerError('a directory name is malformed');
      return { kind: 'directory', rdns: readRdns(name) };
    }
    case contextTag(6, 'primitive'):
      return { kind: 'uri', value: asciiOf(element) };
    case contextTag(7, 'primitive'):
      return { kind: 'ip', octets: [...contentOf(element)] };
    default:
      if ((element.tag & 0xc0) !== 0x80) throw new DerError('a general name is malformed');
      return { kind: 'other', choice: element.tag & 0x1f };
  }
}

/** Octets of an address as a name, for a name that was written as text; null for what is no address. */
export function addressName(text: string): GeneralName | null {
  const octets = parseAddress(text);
  return octets === null ? null : { kind: 'ip', octets };
}

/**
 * The relative distinguished names of a Name, in its order, in a form that can be compared (RFC 5280 §7.1): case and
 * doubled blanks do not count, nor does the string type.
 */
export function readRdns(name: DerElement | undefined): readonly string[] {
  return childrenAs(name, tags.sequence).map((rdn) =>
    childrenAs(rdn, tags.set)
      .map((attribute) => {
        const [type, value] = childrenAs(attribute, tags.sequence);
        if (value === undefined) throw new DerError('an attribute has no value');
        return `${oidOf(type)}=${comparable(textOf(value))}`;
      })
      .toSorted()
      .join('+'),
  );
}

/** The text of an attribute of a Name, the most specific where there are several; null where it has none. Hostile. */
export function readAttribute(name: DerElement | undefined, type: string): string | null {
  const values = childrenAs(name, tags.sequence)
    .flatMap((rdn) => childrenAs(rdn, tags.set))
    .map((attribute) => childrenAs(attribute, tags.sequence))
    .flatMap(([found, value]) => (value !== undefined && oidOf(found) === type ? [textOf(value)] : []));
  return values.at(-1) ?? null;
}

/** An attribute of a Name: its short name as RFC 4519 has it, or its object identifier; its text is hostile. */
export interface NameAttribute {
  readonly field: string;
  readonly text: string;
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** Every attribute of a Name, in its order. */
export function readAttributes(name: DerElement | undefined): readonly NameAttribute[] {
  return childrenAs(name, tags.sequence)
    .flatMap((rdn) => childrenAs(rdn, tags.set))
    .map((attribute) => childrenAs(attribute, tags.sequence))
    .flatMap(([type, value]) => {
      if (value === undefined) return [];
      const oid = oidOf(type);
      return [{ field: shortNames[oid] ?? oid, text: textOf(value) }];
    });
}

export const commonName = '2.5.4.3';

const utf8String = 0x0c;
const bmpString = 0x1e;

function textOf(value: DerElement): string {
  const content = contentOf(value);
  if (value.tag === utf8String) return new TextDecoder().decode(content);
  if (value.tag !== bmpString) return asciiOf(value);
  let text = '';
  for (let at = 0; at + 1 < content.length; at += 2) {
    text += String.fromCharCode(((content[at] ?? 0) << 8) | (content[at + 1] ?? 0));
  }
  return text;
}

function comparable(text: string): string {
  return text
    .toLowerCase()
    .split(/\s/)
    .filter((word) => word !== '')
    .join(' ');
}
