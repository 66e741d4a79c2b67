import { covers } from '../certificate/covers.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { lifetimeOf, momentWords } from '../certificate/lifetime.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { HostObservation, ServedFile } from '../host/host-observation.ts';
import { serverWords } from '../host/server-words.ts';
import { quotedText } from '../quoted-text.ts';
import { hostsOf } from './certificate-state.ts';
import { listed, type Made } from './make-finding.ts';

/** Are the files there that the sites name, do they belong together, and who may read the keys? */
export function judgeFiles(intent: DomainIntent, files: readonly ServedFile[]): readonly Made[] {
  const subject = textOf(intent.name);
  return files.flatMap((file): readonly Made[] => {
    const { certificate, key } = file;
    const evidence = [
      { label: 'Certificate', text: certificate },
      ...(key === certificate ? [] : [{ label: 'Key', text: key }]),
    ];
    const useless = uselessPair(file);
    if (useless !== null) return [{ ...useless, subject, evidence }];
    if (file.keyOpenToAll !== true) return [];
    const what = `every user of this machine can read the key ${quotedText(key)}`;
    return [{ problem: 'cert-key-permissions', subject, what, evidence }];
  });
}

/** Why a server cannot use the pair, by the problem that its own log would be read as; null where nothing is seen. */
function uselessPair({
  software,
  certificate,
  key,
  state,
  keyState,
  leaf,
  matches,
}: ServedFile): Pick<Made, 'problem' | 'what'> | null {
  const { name } = serverWords[software];
  const isBundle = software === 'haproxy';
  const missing = [
    state === 'missing' ? certificate : null,
    keyState === 'missing' && key !== certificate ? key : null,
  ];
  const gone = missing.filter((one) => one !== null);
  if (gone.length > 0) {
    const what = `${name} is told to use ${listed(gone.map((one) => quotedText(one)))}, which is not there`;
    return { problem: isBundle ? 'haproxy-pem-invalid' : 'nginx-cert-missing', what };
  }
  if (keyState === 'no-key' || (keyState === 'not-pem' && software === 'apache')) {
    const problem = isBundle
      ? 'haproxy-pem-invalid'
      : software === 'apache'
        ? 'apache-key-unreadable'
        : 'nginx-key-mismatch';
    return { problem, what: `${quotedText(key)} holds no private key that ${name} can use` };
  }
  if (isBundle && (state === 'not-pem' || (state === 'read' && leaf === null))) {
    return {
      problem: 'haproxy-pem-invalid',
      what: `${quotedText(certificate)} holds no certificate that HAProxy can use`,
    };
  }
  if (matches !== false) return null;
  const what =
    key === certificate
      ? `the key in ${quotedText(key)} does not belong to the certificate in it`
      : `the key ${quotedText(key)} does not belong to the certificate beside it`;
  return { problem: isBundle ? 'haproxy-pem-invalid' : 'nginx-key-mismatch', what };
}

/** PB-10: a client here holds a newer certificate for a name than the file that the server is told to use. */
export function judgeCopies(intent: DomainIntent, { files, lineages }: HostObservation, now: Date): readonly Made[] {
  return hostsOf(intent).flatMap((name): readonly Made[] => {
    for (const { software, certificate, leaf } of files) {
      if (leaf === null || !covers(leaf.names, name.ascii)) continue;
      const newer = lineages.find(
        (one) =>
          one.leaf !== null &&
          covers(one.leaf.names, name.ascii) &&
          one.leaf.fingerprint !== leaf.fingerprint &&
          Date.parse(one.leaf.notAfter) > Date.parse(leaf.notAfter),
      );
      if (!newer?.leaf) continue;
      const { state } = lifetimeOf(leaf, now);
      const what = `${newer.client} keeps a newer certificate than ${quotedText(certificate)}, which ${serverWords[software].name} is told to use: it was not put in place`;
      const evidence = [
        { label: `Kept by ${newer.client}: ${newer.certificate}`, text: certificateText(newer.leaf) },
        { label: `Used: ${certificate}`, text: certificateText(leaf) },
      ];
      const severity = state === 'expiring' || state === 'expired' ? 'error' : 'warning';
      return [{ problem: 'deploy-failed', severity, subject: textOf(name), what, evidence }];
    }
    return [];
  });
}

/** ST-5, PB-10: the file that the server is told to use is newer than what this machine's addresses serve. */
export function judgeServed(
  intent: DomainIntent,
  { tls, host }: DomainObservations,
  files: readonly ServedFile[],
): readonly Made[] {
  return hostsOf(intent).flatMap((name): readonly Made[] => {
    const served = tls.flatMap(({ serverName, address, outcome }) => {
      const own = serverName === name.ascii && host?.addresses.includes(address) === true;
      const leaf = own && outcome.kind === 'handshake' ? outcome.chain[0] : undefined;
      return leaf === undefined ? [] : [{ address, leaf }];
    });
    for (const { certificate, leaf } of files) {
      if (leaf === null || !covers(leaf.names, name.ascii)) continue;
      const old = served.find(
        (one) =>
          Date.parse(one.leaf.notAfter) < Date.parse(leaf.notAfter) &&
          // A server that shows what one of its files holds has read its files.
          !files.some((file) => file.leaf?.fingerprint === one.leaf.fingerprint),
      );
      if (!old) continue;
      const what = `the file ${quotedText(certificate)} holds a newer certificate than ${old.address} serves: the server was not reloaded`;
      const evidence = [
        { label: 'On disk', text: certificateText(leaf) },
        { label: `Served at ${old.address}`, text: certificateText(old.leaf) },
      ];
      return [{ problem: 'deploy-not-reloaded', subject: textOf(name), what, evidence }];
    }
    return [];
  });
}

function certificateText({ serialNumber, notAfter }: CertificateFacts): string {
  return `serial ${serialNumber}, valid until ${momentWords(notAfter)}`;
}
