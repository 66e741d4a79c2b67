import { isIP } from 'node:net';
import type { DnsServer } from '../../core/dns/answer.ts';

type Place = Pick<DnsServer, 'address' | 'port' | 'overTcp' | 'encrypted'>;

/**
 * Where a resolver listens: `ADDRESS`, `ADDRESS:PORT` or `[IPV6]:PORT` for UDP and TCP (port 53 where none is given);
 * `tcp://ADDRESS[:PORT]` for TCP alone; `tls://HOST[:PORT]` for DNS over TLS (853), `https://HOST[:PORT]/PATH` for DNS over HTTPS (443, `/dns-query`), where
 * HOST may be a name. An IPv6 address may carry a zone. `localhost` is 127.0.0.1. Null: not of this form (names need a
 * resolver to find the resolver, and only under encryption does the wrong one show).
 */
export function parseServer(text: string): Place | null {
  const [scheme, rest] = splitScheme(text.trim());
  const slash = rest.indexOf('/');
  const path = slash === -1 ? '' : rest.slice(slash);
  const place = slash === -1 ? rest : rest.slice(0, slash);
  switch (scheme) {
    case null:
      return path === '' ? plain(place) : null;
    case 'tcp': {
      const found = path === '' || path === '/' ? plain(place) : null;
      return found === null ? null : { ...found, overTcp: true };
    }
    case 'tls':
      return path === '' || path === '/' ? withEncryption(place, 853, { protocol: 'tls' }) : null;
    case 'https': {
      // What RFC 3986 lets stand in a path; no query, for the question goes into the body.
      const isPath = path === '' || /^[A-Za-z0-9/._~!$&'()*+,;=:@%-]{1,200}$/.test(path);
      const said = path === '' || path === '/' ? '/dns-query' : path;
      return isPath ? withEncryption(place, 443, { protocol: 'https', path: said }) : null;
    }
  }
}

function splitScheme(text: string): readonly ['tcp' | 'tls' | 'https' | null, string] {
  for (const scheme of ['tcp', 'tls', 'https'] as const) {
    if (text.toLowerCase().startsWith(`${scheme}://`)) return [scheme, text.slice(scheme.length + 3)];
  }
  return [null, text];
}

function plain(text: string): Place | null {
  const [host, port] = splitPort(text);
  const address = host === 'localhost' ? '127.0.0.1' : host;
  const number = portNumber(port, 53);
  return isIP(address) === 0 || number === null ? null : { address, port: number };
}

function withEncryption(text: string, usual: number, encrypted: NonNullable<DnsServer['encrypted']>): Place | null {
  const [host, port] = splitPort(text);
  const number = portNumber(port, usual);
  if (number === null || (isIP(host) === 0 && !isHostName(host))) return null;
  return { address: isIP(host) === 0 ? host.toLowerCase() : host, port: number, encrypted };
}

function isHostName(host: string): boolean {
  return (
    host.length <= 253 &&
    host.split('.').every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))
  );
}

function portNumber(port: string | null, usual: number): number | null {
  if (port === null) return usual;
  if (!/^[0-9]{1,5}$/.test(port)) return null;
  const number = Number(port);
  return number >= 1 && number <= 65_535 ? number : null;
}

function splitPort(text: string): [host: string, port: string | null] {
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    const rest = text.slice(end + 1);
    if (end === -1 || (rest !== '' && !rest.startsWith(':'))) return ['', null];
    return [text.slice(1, end), rest === '' ? null : rest.slice(1)];
  }
  const colon = text.indexOf(':');
  // More than one colon without brackets: an IPv6 address.
  if (colon === -1 || text.includes(':', colon + 1)) return [text, null];
  return [text.slice(0, colon), text.slice(colon + 1)];
}
