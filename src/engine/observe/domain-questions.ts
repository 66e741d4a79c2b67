import type { DnsQuestion, RecordType } from '../../core/dns/answer.ts';
import { doubledNames, guardName } from '../../core/dns/delegation.ts';
import { persistentOwner } from '../../core/dns/persistent-validation.ts';
import type { DomainName } from '../../core/domain/name.ts';

/**
 * Everything that is asked of DNS about the names of a domain, each question once, addresses first because others wait
 * for them: the name itself, its challenge label, CAA at every name above it (RFC 8659 §3), NS and SOA above it to find
 * the zone. The climb is asked all at once, since an answer from above is needed whenever one below is empty.
 * A wildcard is asked as its base name; `hosts` are those that are to be connected to. Where the names are validated by
 * DNS, it is also asked for what is often found instead of the right record: addresses at the challenge label, and TXT
 * under a doubled name; beside both a name that only a wildcard answers for.
 */
export function questionsOf(
  names: readonly DomainName[],
  hosts: readonly string[],
  byDns: { readonly registrableDomain: (name: string) => string | null } | null,
): readonly DnsQuestion[] {
  const bases = [...new Set(names.map(({ ascii }) => ascii))];
  const questions = new Map<string, DnsQuestion>();
  const ask = (name: string, ...types: readonly RecordType[]): void => {
    for (const type of types) questions.set(`${type} ${name}`, { name, type });
  };
  for (const name of [...hosts, ...bases]) ask(name, 'A', 'AAAA');
  for (const base of bases) {
    ask(base, 'CNAME', 'CAA', 'NS', 'SOA');
    ask(`_acme-challenge.${base}`, 'CNAME', 'TXT');
    if (byDns !== null) {
      ask(`_acme-challenge.${base}`, 'A');
      ask(guardName(base), 'A', 'TXT');
      for (const doubled of doubledNames(base, byDns.registrableDomain(base))) ask(doubled, 'TXT');
    }
    for (const above of ancestorsOf(base)) {
      ask(above, 'CAA');
      if (above.includes('.')) ask(above, 'NS', 'SOA');
    }
  }
  return [...questions.values()];
}

/** Where dns-persist-01 is meant, its record too. */
export function persistentQuestions(names: readonly DomainName[]): readonly DnsQuestion[] {
  const bases = [...new Set(names.map(({ ascii }) => ascii))];
  return bases.map((base) => ({ name: persistentOwner(base), type: 'TXT' }));
}

/** `b.example.com` for `a.b.example.com`, then `example.com`, then `com`. */
function ancestorsOf(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, at) => labels.slice(at + 1).join('.'));
}
