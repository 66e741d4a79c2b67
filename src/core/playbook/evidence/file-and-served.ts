import { covers } from '../../certificate/covers.ts';
import type { CertificateFacts } from '../../certificate/facts.ts';
import { lifetimeOf } from '../../certificate/lifetime.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { textOf } from '../../domain/name.ts';
import { cdnOf } from '../../judge/cdn.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { Look } from '../look.ts';
import { fileStates } from './deployment.ts';
import { machineRow, perAddress, plain, type Collect } from './rows.ts';
import { certificateWords } from './served.ts';

/**
 * The certificate as the client keeps it, as the web server's file holds it, and as every address shows it. The newest
 * file for a name is the one that all should show; where none is known, what another address shows. Where a file cannot be read, or none is for a name, nothing proves that
 * what is served is the newest.
 */
export const fileAndServed: Collect = (intent, look) => {
  const kept = keptLeaves(intent, look);
  const served = perAddress(intent, look.report, (name, address) => servedRow(name, address, look, kept));
  const rows = [...kept.map((one) => keptRow(intent, one, kept)), ...unreadRows(intent, look), ...served.rows];
  const { host } = look.report.observations;
  const missing =
    kept.length > 0
      ? served.rows.length > 0
        ? null
        : 'No address is known to look at.'
      : host
        ? 'No file with a certificate for the domain could be read on this machine.'
        : `Cert Doctor ran on ${look.report.vantage}, which does not serve the domain, so no file shows what should be served. Name the renewed certificate's file to compare it.`;
  return plain(rows, missing);
};

interface KeptLeaf {
  readonly what: string;
  readonly leaf: CertificateFacts;
  /** A client keeps it, and no site names its file. */
  readonly isUnused: boolean;
}

/** What lies in files: those of the web server, those of the clients, and those that the user named. */
function keptLeaves(intent: DomainIntent, { report, known }: Look): readonly KeptLeaf[] {
  const { host } = report.observations;
  const files = host?.files ?? [];
  const ofServer = files.map(({ certificate, leaf }) => ({ what: `file ${certificate}`, leaf, isUnused: false }));
  const ofClients = (host?.lineages ?? []).map(({ client, certificate, leaf }) => ({
    what: `${client} ${certificate}`,
    leaf,
    isUnused: !files.some((one) => one.certificate === certificate),
  }));
  const named = known.files.map(({ path, file }) => ({
    what: `file ${path}`,
    leaf: file?.server == null ? null : (file.certificates[file.server.at]?.facts ?? null),
    isUnused: false,
  }));
  const seen = new Set<string>();
  return [...ofServer, ...ofClients, ...named].flatMap(({ leaf, ...rest }) => {
    if (leaf === null || seen.has(rest.what) || coveredOf(intent, leaf).length === 0) return [];
    seen.add(rest.what);
    return [{ ...rest, leaf }];
  });
}

/** Files that may hold a newer certificate than all that was seen, or an older one. */
function unreadRows(intent: DomainIntent, { report, known }: Look): readonly EvidenceRow[] {
  const { host } = report.observations;
  const row = (what: string, seen: string): EvidenceRow => machineRow(intent, what, seen, 'unknown');
  return [
    ...(host?.files ?? [])
      .filter(({ leaf }) => leaf === null)
      .map(({ certificate, state }) =>
        row(`file ${certificate}`, state === 'read' ? 'holds no certificate' : fileStates[state]),
      ),
    ...(host?.lineages ?? [])
      .filter(({ state, name }) => state === 'not-permitted' && isNamedFor(intent, name))
      .map(({ client, certificate, state }) => row(`${client} ${certificate}`, fileStates[state])),
    ...known.files.flatMap(({ path, file, error }) => {
      if (file === null) return [row(`file ${path}`, error?.message ?? 'could not be read')];
      const broken = file.broken.find(({ kind }) => kind === 'certificate');
      if (file.server !== null || broken === undefined) return [];
      return [row(`file ${path}`, `its certificate could not be read: ${broken.why}`)];
    }),
  ];
}

/** By the name of a client's folder: certbot counts further certificates for the same name, acme.sh tells the key. */
function isNamedFor({ names }: DomainIntent, lineage: string): boolean {
  const base = lineage.replace(/-\d{4}$|_ecc$/, '');
  return names.some((name) => [lineage, base].some((one) => one === name.ascii || one === textOf(name)));
}

/** The names of the domain that a certificate is for. */
function coveredOf({ names }: DomainIntent, leaf: CertificateFacts): readonly string[] {
  return names.map(textOf).filter((name) => covers(leaf.names, name));
}

function keptRow(intent: DomainIntent, { what, leaf, isUnused }: KeptLeaf, kept: readonly KeptLeaf[]): EvidenceRow {
  const row = machineRow(intent, what, certificateWords(leaf), 'fine');
  const newest = coveredOf(intent, leaf).map((name) => newestLike(leaf, name, kept));
  const [newer] = newest.filter((one) => one !== null);
  if (newer === undefined || newest.some((one) => one === null || !isOlder(leaf, one))) return row;
  if (isUnused) return { ...row, seen: `${row.seen}, an older one that no site names` };
  return { ...row, expected: certificateWords(newer), mark: 'problem' };
}

function servedRow(name: string, address: string, look: Look, kept: readonly KeptLeaf[]): EvidenceRow | null {
  const what = `${name} at ${address}`;
  const tls = look.report.observations.tls.find((one) => one.serverName === name && one.address === address);
  if (tls === undefined) return null;
  const of = { name, part: address, what };
  if (tls.outcome.kind === 'failed') return { ...of, seen: tls.outcome.text, expected: null, mark: 'unknown' };
  const [leaf] = tls.outcome.chain;
  if (leaf === undefined) return { ...of, seen: 'no certificate was sent', expected: null, mark: 'problem' };
  const row: EvidenceRow = { ...of, seen: certificateWords(leaf), expected: null, mark: 'fine' };
  const newest = newestLike(leaf, name, kept);
  const isNewest = leaf.fingerprint === newest?.fingerprint;
  const cdn = cdnBefore(name, address, look);
  // A CDN shows a certificate of its own; the server's is seen by the CDN alone.
  if (cdn !== null) {
    const seen = `${row.seen}, shown by ${cdn}`;
    return isNewest
      ? { ...row, seen }
      : { ...row, seen: `${seen}; the server behind it was not seen`, mark: 'unknown' };
  }
  if (isNewest) return row;
  const other = newerElsewhere(name, leaf, look);
  if (newest === null && other !== null) {
    const seen = `${row.seen}; ${other.address} shows a newer one`;
    // Machines that renew each for itself show different ones, too; none of them shows one that should be gone.
    const isDue = lifetimeOf(leaf, new Date(look.report.at)).state !== 'valid';
    return { ...row, seen, expected: certificateWords(other.leaf), mark: isDue ? 'problem' : 'unknown' };
  }
  if (newest === null) return { ...row, seen: `${row.seen}; no file for this name was read`, mark: 'unknown' };
  return { ...row, expected: certificateWords(newest), mark: isOlder(leaf, newest) ? 'problem' : 'fine' };
}

/** The newest certificate that another address of the name shows, where it is newer than this one. */
function newerElsewhere(
  name: string,
  leaf: CertificateFacts,
  { report }: Look,
): { readonly address: string; readonly leaf: CertificateFacts } | null {
  const shown = report.observations.tls.flatMap(({ serverName, address, outcome }) => {
    const other = serverName === name && outcome.kind === 'handshake' ? outcome.chain[0] : undefined;
    return other !== undefined && covers(other.names, name) && isOlder(leaf, other) ? [{ address, leaf: other }] : [];
  });
  return shown.toSorted((one, other) => Date.parse(other.leaf.notAfter) - Date.parse(one.leaf.notAfter))[0] ?? null;
}

function cdnBefore(name: string, address: string, { report: { observations } }: Look): string | null {
  const visits = [...observations.http, ...(observations.pages ?? [])].filter(
    (one) => one.name === name && one.address === address,
  );
  return [{ address, hops: [] }, ...visits].map(cdnOf).find((cdn) => cdn !== null) ?? null;
}

/** A site may have one certificate for RSA and one for elliptic curves: each is held against its own kind, where there is one. */
function newestLike(leaf: CertificateFacts, name: string, kept: readonly KeptLeaf[]): CertificateFacts | null {
  const fitting = kept.filter((one) => covers(one.leaf.names, name));
  const alike = fitting.filter((one) => one.leaf.key.algorithm === leaf.key.algorithm);
  return (alike.length > 0 ? alike : fitting).reduce<CertificateFacts | null>(
    (best, one) => (best === null || Date.parse(one.leaf.notAfter) > Date.parse(best.notAfter) ? one.leaf : best),
    null,
  );
}

function isOlder(leaf: CertificateFacts, newest: CertificateFacts): boolean {
  return Date.parse(leaf.notAfter) < Date.parse(newest.notAfter);
}
