import { resolveName } from '../dns/name-resolution.ts';
import { reservedKind } from '../dns/reserved-address.ts';
import type { DomainIntent } from '../domain/intent.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { HostObservation } from '../host/host-observation.ts';
import type { Made } from './make-finding.ts';

/**
 * Lines of this machine's hosts file that lead a name of the domain to another machine than DNS does, or a CA's anywhere.
 * One that leads to this machine itself is usual on a server, and keeps nobody from it.
 */
export function judgeHostsFile(
  intent: DomainIntent,
  { hostsFile = [], addresses }: HostObservation,
  { dns }: DomainObservations,
): readonly Made[] {
  const names = intent.names.map(({ ascii }) => ascii);
  return hostsFile.flatMap(({ line, address, name }): readonly Made[] => {
    const isDomain = names.includes(name);
    const known = isDomain ? resolveName(dns, name).addresses : [];
    if (isDomain && (reservedKind(address) === 'loopback' || addresses.includes(address))) return [];
    // Where DNS says nothing of it, nothing can be said of the difference.
    if (isDomain && (known.length === 0 || known.includes(address))) return [];
    return [
      {
        problem: 'hosts-file-wrong',
        // From outside, where the CA and the visitors are, nobody reads this file.
        severity: isDomain ? 'warning' : 'error',
        subject: name,
        what: isDomain
          ? `line ${String(line)} of /etc/hosts leads it to ${address}, and DNS to ${known.join(', ')}`
          : `line ${String(line)} of /etc/hosts leads this name of a CA to ${address}, so that clients here ask another machine`,
        evidence: [{ label: `/etc/hosts, line ${String(line)}`, text: `${address} ${name}` }],
      },
    ];
  });
}
