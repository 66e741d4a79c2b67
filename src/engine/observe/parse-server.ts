import { isIP } from 'node:net';

/**
 * Where a resolver listens, from `ADDRESS`, `ADDRESS:PORT` or `[IPV6]:PORT`; port 53 where none is given. An IPv6
 * address may carry a zone. `localhost` is 127.0.0.1. Null: not of this form (names need a resolver to find the resolver).
 */
export function parseServer(text: string): { readonly address: string; readonly port: number } | null {
  const [host, port] = splitPort(text.trim());
  const address = host === 'localhost' ? '127.0.0.1' : host;
  if (isIP(address) === 0) return null;
  if (port === null) return { address, port: 53 };
  if (!/^[0-9]{1,5}$/.test(port)) return null;
  const number = Number(port);
  return number >= 1 && number <= 65_535 ? { address, port: number } : null;
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
