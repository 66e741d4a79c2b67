import type { DnsObservation } from './answer.ts';

/** The names to which a name leads by CNAME records, one after the other, as all answers together show it. */
export interface AliasChain {
  readonly names: readonly string[];
  /** It comes back to a name that it was at before. */
  readonly circle: boolean;
}

const longest = 64;

/** Follows the aliases of a name (RFC 1034 §3.6.2) through everything that anybody answered, to whatever question. */
export function aliasChain(dns: readonly DnsObservation[], name: string): AliasChain {
  const targets = new Map(
    dns.flatMap(({ outcome }) =>
      outcome.kind === 'answer'
        ? outcome.records.flatMap((record) => (record.type === 'CNAME' ? [[record.name, record.target] as const] : []))
        : [],
    ),
  );
  const names: string[] = [];
  for (let target = targets.get(name); target !== undefined && names.length < longest; target = targets.get(target)) {
    if (target === name || names.includes(target)) return { names, circle: true };
    names.push(target);
  }
  return { names, circle: false };
}

/**
 * Are there more aliases than resolvers follow? Unbound, which Let's Encrypt asks, and BIND stop after 11, PowerDNS
 * after 10 (`MAX_RESTART_COUNT`, `max-query-restarts`, `s_max_chain_length`).
 */
export function isTooLong({ names }: AliasChain): boolean {
  return names.length > 10;
}
