import { canonicalAddress } from '../dns/address.ts';

/** One name of a line of the hosts file, hosts(5). */
export interface HostsEntry {
  /** Counted from 1. */
  readonly line: number;
  /** Canonical. */
  readonly address: string;
  /** In lower case, without the dot at its end. */
  readonly name: string;
}

const mostEntries = 100;

/** What a hosts file says of these names (lower case), the first 100 entries. Its text is hostile. */
export function hostsEntries(text: string, names: readonly string[]): readonly HostsEntry[] {
  const wanted = new Set(names);
  const entries: HostsEntry[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const [first = '', ...said] = (line.split('#', 1)[0] ?? '').trim().split(/[ \t]+/);
    if (said.length === 0) continue;
    const address = canonicalAddress(first);
    if (address === null) continue;
    for (const name of said.map((one) => one.toLowerCase().replace(/\.$/, ''))) {
      if (wanted.has(name)) entries.push({ line: at + 1, address, name });
      if (entries.length === mostEntries) return entries;
    }
  }
  return entries;
}
