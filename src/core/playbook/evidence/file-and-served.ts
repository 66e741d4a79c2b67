import { covers } from '../../certificate/covers.ts';
import type { CertificateFacts } from '../../certificate/facts.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { textOf } from '../../domain/name.ts';
import { cdnOf } from '../../judge/cdn.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { Look } from '../look.ts';
import { addressesOfNames, machineRow, plain, unseen, type Collect } from './rows.ts';
import { certificateWords } from './served.ts';

/**
 * The certificate as the client keeps it, as the web server's file holds it, and as every address shows it. The newest of
 * them is the one that all should show. Where no file can be read, nothing proves that what is served is the newest.
 */
export const fileAndServed: Collect = (intent, look) => {
  const kept = keptLeaves(intent, look);
  const rows = [
    ...kept.map(({ what, leaf }) => comparedRow(machineRow(intent, what, certificateWords(leaf), 'fine'), leaf, kept)),
    ...addressesOfNames(intent, look.report).map(({ name, address }) => servedRow(name, address, look, kept)),
  ];
  const { host } = look.report.observations;
  const missing =
    kept.length > 0
      ? null
      : host
        ? 'No file with a certificate for the domain could be read on this machine.'
        : `Cert Doctor ran on ${look.report.vantage}, which does not serve the domain, so no file shows what should be served. Name the renewed certificate's file to compare it.`;
  return plain(rows, missing);
};

interface KeptLeaf {
  readonly what: string;
  readonly leaf: CertificateFacts;
}

/** What lies in files: those of the web server, those of the clients, and those that the user named. */
function keptLeaves(intent: DomainIntent, { report, known }: Look): readonly KeptLeaf[] {
  const { host } = report.observations;
  const ofServer = (host?.files ?? []).map(({ certificate, leaf }) => ({ what: `file ${certificate}`, leaf }));
  const ofClients = (host?.lineages ?? []).map(({ client, certificate, leaf }) => ({
    what: `${client} ${certificate}`,
    leaf,
  }));
  const named = known.files.map(({ path, file }) => ({
    what: `file ${path}`,
    leaf: file?.server == null ? null : (file.certificates[file.server.at]?.facts ?? null),
  }));
  const seen = new Set<string>();
  return [...ofServer, ...ofClients, ...named].flatMap(({ what, leaf }) => {
    if (leaf === null || seen.has(what) || !intent.names.some((name) => covers(leaf.names, textOf(name)))) return [];
    seen.add(what);
    return [{ what, leaf }];
  });
}

function servedRow(name: string, address: string, { report }: Look, kept: readonly KeptLeaf[]): EvidenceRow {
  const what = `${name} at ${address}`;
  const tls = report.observations.tls.find((one) => one.serverName === name && one.address === address);
  if (tls === undefined) return unseen(name, address, what);
  const of = { name, part: address, what };
  if (tls.outcome.kind === 'failed') return { ...of, seen: tls.outcome.text, expected: null, mark: 'unknown' };
  const [leaf] = tls.outcome.chain;
  if (leaf === undefined) return { ...of, seen: 'no certificate was sent', expected: null, mark: 'problem' };
  const row: EvidenceRow = { ...of, seen: certificateWords(leaf), expected: null, mark: 'fine' };
  const fetch = report.observations.http.find((one) => one.name === name && one.address === address);
  const cdn = fetch === undefined ? null : cdnOf(fetch);
  // A CDN shows a certificate of its own; the server's is seen by the CDN alone.
  if (cdn !== null) return { ...row, seen: `${row.seen}, shown by ${cdn}` };
  return comparedRow(row, leaf, kept);
}

/** A site may have one certificate for RSA and one for elliptic curves: each is held against its own kind, where there is one. */
function newestLike(leaf: CertificateFacts, kept: readonly KeptLeaf[]): CertificateFacts | null {
  const alike = kept.filter((one) => one.leaf.key.algorithm === leaf.key.algorithm);
  return (alike.length > 0 ? alike : kept).reduce<CertificateFacts | null>(
    (best, one) => (best === null || Date.parse(one.leaf.notAfter) > Date.parse(best.notAfter) ? one.leaf : best),
    null,
  );
}

function comparedRow(row: EvidenceRow, leaf: CertificateFacts, kept: readonly KeptLeaf[]): EvidenceRow {
  const newest = newestLike(leaf, kept);
  if (newest === null || leaf.fingerprint === newest.fingerprint) return row;
  const isOlder = Date.parse(leaf.notAfter) < Date.parse(newest.notAfter);
  return { ...row, expected: certificateWords(newest), mark: isOlder ? 'problem' : 'fine' };
}
