import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainReport } from '../domain/report.ts';
import { noScope, type RedactionScope } from './redact.ts';

/**
 * What text about domains is about: their names, the names and addresses that their checks met in DNS and at their servers,
 * serials and fingerprints of the certificates that were shown. The machine that looked is hidden.
 */
export function redactionScope(
  domains: readonly { readonly intent: DomainIntent; readonly report: DomainReport | null }[],
): RedactionScope {
  const reports = domains.flatMap(({ report }) => report ?? []);
  const intents = domains.map(({ intent }) => intent);
  const certificates = reports.flatMap(({ observations: { tls, mail = [], host } }) => [
    ...[...tls, ...mail].flatMap(({ outcome }) => (outcome.kind === 'handshake' ? outcome.chain : [])),
    ...[...(host?.files ?? []), ...(host?.lineages ?? [])].flatMap(({ leaf }) => leaf ?? []),
  ]);
  const zones = reports.flatMap(({ observations: { authority = [] } }) => authority);
  const records = reports.flatMap(({ observations: { dns } }) =>
    dns.flatMap(({ outcome }) => (outcome.kind === 'answer' ? outcome.records : [])),
  );
  return {
    ...noScope,
    names: [
      ...intents.flatMap(({ names, delegationTarget, delegations = [] }) => [
        ...names.map(textOf),
        ...(delegationTarget === null ? [] : [delegationTarget]),
        ...delegations.map(({ target }) => target),
      ]),
      ...zones.flatMap(({ zone, servers }) => [zone, ...servers.map(({ name }) => name)]),
      ...records.flatMap((one) => (one.type === 'CNAME' || one.type === 'NS' ? [one.target] : [])),
    ].filter((name) => name !== ''),
    addresses: [
      ...intents.flatMap(({ addresses }) => addresses),
      ...records.flatMap((one) => (one.type === 'A' || one.type === 'AAAA' ? [one.address] : [])),
      ...zones.flatMap(({ servers }) => servers.flatMap(({ address }) => address ?? [])),
      ...reports.flatMap(({ observations: { dns, http, tls, host } }) => [
        ...dns.map(({ server }) => server.address),
        ...http.map(({ address }) => address),
        ...tls.map(({ address }) => address),
        ...(host?.addresses ?? []),
      ]),
    ],
    publicValues: certificates.flatMap(({ serialNumber, fingerprint }) => [serialNumber, fingerprint]),
    hosts: reports.map(({ vantage }) => vantage),
  };
}
