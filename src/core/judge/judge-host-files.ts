import { covers } from '../certificate/covers.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { momentWords } from '../certificate/lifetime.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { ServedFile } from '../host/host-observation.ts';
import { serverWords } from '../host/server-words.ts';
import { quotedText } from '../quoted-text.ts';
import { hostsOf } from './certificate-state.ts';
import { listed, type Made } from './make-finding.ts';

/** Are the files there that the sites name, do they belong together, and who may read the keys? */
export function judgeFiles(intent: DomainIntent, files: readonly ServedFile[]): readonly Made[] {
  const subject = textOf(intent.name);
  return files.flatMap(({ software, certificate, key, state, keyState, matches, keyOpenToAll }): readonly Made[] => {
    const missing = [state === 'missing' ? certificate : null, keyState === 'missing' ? key : null].filter(
      (one) => one !== null,
    );
    const pair = [
      { label: 'Certificate', text: certificate },
      { label: 'Key', text: key },
    ];
    if (missing.length > 0) {
      return [
        {
          problem: 'nginx-cert-missing',
          subject,
          what: `${serverWords[software].name} is told to use ${listed(missing.map((one) => quotedText(one)))}, which is not there`,
          evidence: pair,
        },
      ];
    }
    return [
      ...(matches === false
        ? [
            {
              problem: 'nginx-key-mismatch',
              subject,
              what: `the key ${quotedText(key)} does not belong to the certificate beside it`,
              evidence: pair,
            } as const,
          ]
        : []),
      ...(keyOpenToAll === true
        ? [
            {
              problem: 'cert-key-permissions',
              subject,
              what: `every user of this machine can read the key ${quotedText(key)}`,
              evidence: pair,
            } as const,
          ]
        : []),
    ];
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
        (one) => one.leaf.fingerprint !== leaf.fingerprint && Date.parse(one.leaf.notAfter) < Date.parse(leaf.notAfter),
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
