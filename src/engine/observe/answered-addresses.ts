import type { DnsObservation } from '../../core/dns/answer.ts';

/** More aliases than any resolver follows. */
const mostAliases = 16;

/** The addresses that an answer gives to its question, over the aliases in it. Records of other names do not count: nobody asked for them. Neither do those of an answer that says that there is nothing. */
export function answeredAddresses({ question, outcome }: DnsObservation): readonly string[] {
  if (outcome.kind === 'silence' || outcome.rcode !== 'NOERROR') return [];
  const names = new Set([question.name]);
  let alias: string | undefined = question.name;
  while (alias !== undefined && names.size <= mostAliases) {
    const owner: string = alias;
    const next = outcome.records.find((record) => record.type === 'CNAME' && record.name === owner);
    alias = next?.type === 'CNAME' && !names.has(next.target) ? next.target : undefined;
    if (alias !== undefined) names.add(alias);
  }
  return outcome.records.flatMap((record) => {
    return record.type === question.type && 'address' in record && names.has(record.name) ? [record.address] : [];
  });
}
