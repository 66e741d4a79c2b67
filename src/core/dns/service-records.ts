import { hexText } from './dnssec-records.ts';
import { nameFromWire, type WireRecord } from './wire-record.ts';

/** TLSA (RFC 6698 §2.2): usage, selector, matching type and the data; null where it is too short. */
export function tlsaData({ rdata }: WireRecord): string | null {
  return rdata.length < 4 ? null : `${rdata.slice(0, 3).join(' ')} ${hexText(rdata.subarray(3))}`;
}

/** Names of the parameters (RFC 9460 §14.3.2) whose values are read; others are told by number and in hexadecimal. */
const parameterNames = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'] as const;

/** SVCB and HTTPS (RFC 9460 §2.1): priority, target, parameters; null where they do not fit. */
export function serviceData({ rdata }: WireRecord): string | null {
  const target = nameFromWire(rdata, 2);
  if (target === null) return null;
  const parts = [`${((rdata[0] ?? 0) << 8) | (rdata[1] ?? 0)} ${target.name}.`];
  let at = target.after;
  while (at < rdata.length) {
    const key = ((rdata[at] ?? 0) << 8) | (rdata[at + 1] ?? 0);
    const end = at + 4 + (((rdata[at + 2] ?? 0) << 8) | (rdata[at + 3] ?? 0));
    if (at + 4 > rdata.length || end > rdata.length) return null;
    parts.push(parameterText(key, rdata.subarray(at + 4, end)));
    at = end;
  }
  return parts.join(' ');
}

function parameterText(key: number, value: Uint8Array): string {
  const name = parameterNames[key] ?? `key${key}`;
  if (value.length === 0) return name;
  if (name === 'alpn') return `alpn=${characterStrings(value).join(',')}`;
  if (name === 'port') return `port=${((value[0] ?? 0) << 8) | (value[1] ?? 0)}`;
  if (name !== 'ipv4hint') return `${name}=${hexText(value)}`;
  const addresses = chunks(value, 4).map((octets) => octets.join('.'));
  return `ipv4hint=${addresses.join(',')}`;
}

/** Strings behind their lengths, printable characters only. */
function characterStrings(octets: Uint8Array): readonly string[] {
  const strings: string[] = [];
  for (let at = 0; at < octets.length; at += 1 + (octets[at] ?? 0)) {
    const text = octets.subarray(at + 1, at + 1 + (octets[at] ?? 0));
    strings.push(
      Array.from(text, (octet) => (octet > 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '?')).join(''),
    );
  }
  return strings;
}

function chunks(octets: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.floor(octets.length / size) }, (_, at) =>
    octets.subarray(at * size, (at + 1) * size),
  );
}
