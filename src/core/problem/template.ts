import { canonicalAddress, parseAddress, reverseName } from '../dns/address.ts';

/**
 * Values that may stand in a command or a record, each checked by its own grammar. A value that does not fit its
 * grammar is absent, and with it everything that needs it.
 */
export type TemplateValues = Readonly<Partial<Record<TemplateKey, string>>>;

export type TemplateKey =
  /** Host name of the subject, A-labels, wildcard label removed. */
  | 'name'
  /** Where the proof for `name` stands in DNS. */
  | 'challenge'
  /** A record name as it was seen, e.g. `_acme-challenge.example.com.example.com`. */
  | 'record'
  /** The address that the finding is about; `host` is the same as it stands in a URL. */
  | 'address'
  | 'host'
  /** The address as a name below arpa. */
  | 'reverse'
  | 'ipv4'
  | 'ipv6'
  /** Addresses that the server should have. */
  | 'serverIpv4'
  | 'serverIpv6'
  /** Target of the delegation's CNAME. */
  | 'target'
  /** Value of the TXT record of the running attempt: base64url of SHA-256 (RFC 8555 §8.4). */
  | 'txt'
  /** The CA's identity in CAA, e.g. `letsencrypt.org`. */
  | 'issuer'
  /** Where the CAA records stand that count for `name`. */
  | 'caaAt'
  | 'path'
  /** The path, where it names a private key or a client's key store. */
  | 'keyFile'
  | 'webRoot'
  | 'port'
  /** The ports of the check itself. */
  | 'httpPort'
  | 'httpsPort';

const hole = /\{([A-Za-z0-9]+)\}/g;

/** The text of our own with its `{holes}` filled; null where a value is absent. Values are never read as templates. */
export function fillTemplate(template: string, values: TemplateValues): string | null {
  const valueOf = (key: string): string | undefined => values[key as TemplateKey];
  if ([...template.matchAll(hole)].some(([, key = '']) => valueOf(key) === undefined)) return null;
  return template.replace(hole, (_, key: string) => valueOf(key) ?? '');
}

/** A host name in A-labels as RFC 1123 §2.1 has it, with at least one dot and a last label that is no number; lower-case. Null for anything else. */
export function hostNameValue(text: string): string | null {
  return dnsName(text, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
}

/** The host behind a subject: `*.example.com` and `_acme-challenge.example.com` stand for `example.com`. Null where it is none. */
export function subjectHost(text: string): string | null {
  const prefix = ['*.', '_acme-challenge.'].find((start) => text.startsWith(start)) ?? '';
  return hostNameValue(text.slice(prefix.length));
}

/** Where the proof of control for a host stands (RFC 8555 §8.4); null where the name would be too long. */
export function challengeName(host: string | null): string | null {
  return host === null ? null : recordNameValue(`_acme-challenge.${host}`);
}

/** A record name: as a host name, but labels may begin with an underscore (RFC 8552). */
export function recordNameValue(text: string): string | null {
  return dnsName(text, /^_?[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?$/);
}

function dnsName(text: string, label: RegExp): string | null {
  if (text.length > 254) return null;
  const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  const labels = name.split('.');
  if (labels.length < 2 || name.length > 253 || !labels.every((part) => label.test(part))) return null;
  return /^[0-9]+$/.test(labels[labels.length - 1] ?? '') ? null : name;
}

/** An absolute POSIX path without `..`, control, format or surrogate characters; null for anything else. */
export function pathValue(text: string): string | null {
  if (!text.startsWith('/') || text.length > 4096 || hasUnsafeCharacter(text)) return null;
  return text.split('/').includes('..') ? null : text;
}

/** Characters that act on a terminal or deceive the eye: controls, bidi and other format characters, line separators. */
export function hasUnsafeCharacter(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

/** A TCP port, 1 to 65535, without leading zeros; null for anything else. */
export function portValue(text: string): string | null {
  return /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65_535 ? text : null;
}

/** An IP address in its one spelling; null for anything else. */
export function addressValue(text: string): string | null {
  return canonicalAddress(text);
}

/** The address as it stands in a URL or before a port: IPv6 in brackets (RFC 3986 §3.2.2). */
function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** Values with the absent ones left out. */
export function presentValues(
  values: Readonly<Partial<Record<TemplateKey, string | null | undefined>>>,
): TemplateValues {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The values that one address gives. */
export function addressValues(address: string | null): TemplateValues {
  if (address === null) return {};
  const octets = parseAddress(address);
  const family = octets?.length === 4 ? 'ipv4' : 'ipv6';
  return {
    ...{ address, host: bracketed(address), [family]: address },
    ...(octets === null ? {} : { reverse: reverseName(octets) }),
  };
}
