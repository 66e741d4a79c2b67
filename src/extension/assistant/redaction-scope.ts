import { textOf } from '../../core/domain/name.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { noScope, type RedactionScope } from '../../core/report/redact.ts';

/** What a question about domains is about: their names, and the addresses and names that their checks met. */
export function scopeOf(
  domains: readonly { readonly intent: DomainIntent; readonly report: DomainReport | null }[],
): RedactionScope {
  const reports = domains.flatMap(({ report }) => report ?? []);
  const leaves = reports.flatMap(({ observations }) =>
    observations.tls.flatMap(({ outcome }) => (outcome.kind === 'handshake' ? outcome.chain : [])),
  );
  return {
    ...noScope,
    names: domains.flatMap(({ intent }) => [
      ...intent.names.map(textOf),
      ...(intent.delegationTarget === null ? [] : [intent.delegationTarget]),
    ]),
    addresses: [
      ...domains.flatMap(({ intent }) => intent.addresses),
      ...reports.flatMap(({ names, observations }) => [
        ...names.flatMap(({ found }) => found.map((record) => record.slice(record.indexOf(' ') + 1))),
        ...observations.dns.map(({ server }) => server.address),
        ...observations.http.map(({ address }) => address),
        ...observations.tls.map(({ address }) => address),
      ]),
    ],
    publicValues: leaves.flatMap(({ serialNumber, fingerprint }) => [serialNumber, fingerprint]),
    hosts: reports.map(({ vantage }) => vantage),
  };
}
