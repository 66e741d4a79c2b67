import type { BrokenPart, CertificateFile, FileRequest } from '../certificate/certificate-file.ts';
import { covers } from '../certificate/covers.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { lifetimeOf, momentWords } from '../certificate/lifetime.ts';
import { isWeakSignature } from '../certificate/signature-algorithm.ts';
import { isWeakKey, keyWords } from '../certificate/weak-key.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { chainDefects, defectWords, type ChainDefect } from './certificate-defects.ts';
import { makeFinding } from './make-finding.ts';
import { orderFindings } from './order-findings.ts';

export interface FileCircumstances {
  readonly path: string;
  /** The name that the certificate is to be used for; null where it is not said. A name in A-labels or a canonical address. */
  readonly host: string | null;
  readonly now: Date;
  /** The name of the machine that looked. */
  readonly vantage: string;
}

const holder = { leaf: 'the certificate', chain: 'its chain', sender: 'the file', give: 'hold' };

/**
 * Judges what stands in a file as if a server used it: the first certificate as its own, the others as the chain that it
 * sends. An error is what a browser would refuse; requests and keys meet no browser, their errors are what a CA or a
 * server would refuse.
 */
export function judgeCertificateFile(file: CertificateFile, circumstances: FileCircumstances): readonly Finding[] {
  const { host, now } = circumstances;
  return told(
    [
      ...file.broken.map(brokenDefect),
      ...certificateDefects(file, host, now),
      ...file.requests.flatMap((request) => requestDefects(request, host)),
      ...keyDefects(file),
    ],
    circumstances,
    file.certificates.map(({ facts }) => facts),
  );
}

/**
 * Do keys and certificates belong together? A key fits where one certificate of a server, or one request, of all the
 * files was made with it; nothing is said where there is nothing to compare with.
 */
export function judgeKeyMatch(
  file: CertificateFile,
  all: readonly CertificateFile[],
  circumstances: FileCircumstances,
): readonly Finding[] {
  // A file with both is used as it is: the others do not count.
  const candidates = file.certificates.length > 0 || file.requests.length > 0 ? [file] : all;
  const known = candidates.flatMap(({ certificates, server, requests }) => [
    ...(server === null ? [] : [certificates[server.at]?.publicKey ?? null]),
    ...requests.map(({ publicKey }) => publicKey),
  ]);
  const keys = file.keys.flatMap(({ publicKey }) => publicKey ?? []);
  if (keys.length === 0 || known.length === 0 || known.includes(null)) return [];
  if (keys.some((key) => known.includes(key))) return [];
  const what = 'the private key in it does not belong to the certificate';
  return told([{ problem: 'nginx-key-mismatch', what }], circumstances, []);
}

/** A chain has five. */
const mostShown = 10;

function told(
  defects: readonly ChainDefect[],
  { path, vantage }: FileCircumstances,
  certificates: readonly CertificateFacts[],
): readonly Finding[] {
  const evidence = certificates.slice(0, mostShown).map(({ subject, issuer, notAfter }, at) => ({
    label: `Certificate ${at + 1}`,
    text: `${subject || '(no subject)'} by ${issuer}, until ${momentWords(notAfter)}`,
  }));
  const findings = defects.map(({ what, figure, ...defect }) => {
    const figures = figure === undefined ? [] : [figure];
    return makeFinding(
      { ...defect, subject: quotedText(path, 300), what: defectWords(what, holder), figures, evidence },
      { vantage },
    );
  });
  return orderFindings(findings);
}

/** What cannot be read cannot be used; a browser can do without what follows the server's own certificate. */
function brokenDefect({ kind, number, why }: BrokenPart): ChainDefect {
  const words = { certificate: 'certificate', key: 'private key', request: 'certificate request' };
  return {
    problem: kind === 'request' ? 'bad-csr' : 'other-invalid',
    severity: kind === 'request' || (kind === 'certificate' && number === 1) ? 'error' : 'warning',
    what: `${words[kind]} ${number} in it cannot be read`,
    figure: quotedText(why),
  };
}

function certificateDefects(
  { certificates, server, broken }: CertificateFile,
  host: string | null,
  now: Date,
): readonly ChainDefect[] {
  const facts = certificates.map((one) => one.facts);
  // Without its first certificate, nothing true can be said of what is left.
  if (server === null || broken.some(({ kind, number }) => kind === 'certificate' && number === 1)) return [];
  if (host === null && facts.every(({ ca }) => ca)) return facts.flatMap((one) => authorityDefects(one, now));
  const leaf = facts[server.at];
  if (leaf === undefined) return [];
  if (server.at === 0) return chainDefects({ chain: facts, path: server.path }, host, now);
  const chain = [leaf, ...facts.filter((one) => one !== leaf)];
  const what = "{sender} begins with a CA's certificate, and the server's own stands behind it";
  return [
    { problem: 'chain-order', severity: 'error', what, figure: `place ${server.at + 1} of ${facts.length}` },
    ...chainDefects({ chain, path: server.path }, host, now).filter(({ problem }) => problem !== 'chain-order'),
  ];
}

/** A file of CA certificates is no chain of a server, but a store or a part of a chain. */
function authorityDefects(authority: CertificateFacts, now: Date): readonly ChainDefect[] {
  const { state } = lifetimeOf(authority, now);
  const subject = quotedText(authority.subject || '(no subject)');
  const until = `from ${momentWords(authority.notBefore)} until ${momentWords(authority.notAfter)}`;
  return [
    ...(state === 'expired'
      ? [{ problem: 'cert-expired', what: `the CA certificate ${subject} has expired`, figure: until } as const]
      : []),
    ...(state === 'not-yet-valid'
      ? [
          {
            problem: 'cert-not-yet-valid',
            what: `the CA certificate ${subject} is not valid yet`,
            figure: until,
          } as const,
        ]
      : []),
    ...(isWeakKey(authority.key)
      ? [
          {
            problem: 'cert-weak',
            severity: 'error',
            what: `the CA certificate ${subject} has a key that is too weak`,
            figure: keyWords(authority.key),
          } as const,
        ]
      : []),
  ];
}

/** What CAs refuse in a request (BR §6.1.1.3, §7.1.3; Let's Encrypt refuses must-staple since 2025). */
function requestDefects(request: FileRequest, host: string | null): readonly ChainDefect[] {
  const { names, commonName, key, signed, signatureAlgorithm, mustStaple, malformed } = request;
  const refused = (what: string, figure?: string): ChainDefect => ({
    problem: 'bad-csr',
    what,
    ...(figure === undefined ? {} : { figure }),
  });
  return [
    ...(signed ? [] : [refused('the request is not signed with its own key')]),
    ...(malformed === null ? [] : [refused('the request breaks the form of requests', quotedText(malformed))]),
    ...(isWeakKey(key) ? [refused('the key of the request is too weak', keyWords(key))] : []),
    ...(isWeakSignature(signatureAlgorithm)
      ? [refused('the request has a signature that is too weak', signatureAlgorithm)]
      : []),
    ...(names.length > 0
      ? []
      : [
          {
            problem: 'san-missing',
            severity: commonName === null ? 'error' : 'warning',
            what:
              commonName === null
                ? 'the request asks for no name'
                : 'the request has a common name only, which not every CA turns into a name',
          } as const,
        ]),
    ...(host === null || covers(names, host) || names.length === 0
      ? []
      : [{ problem: 'names-uncovered', what: `the request does not ask for ${quotedText(host)}` } as const]),
    ...(mustStaple
      ? [
          {
            problem: 'cert-must-staple',
            severity: 'warning',
            what: 'the request asks for a certificate that demands stapling, which CAs without OCSP refuse',
          } as const,
        ]
      : []),
  ];
}

function keyDefects({ keys, openToAll }: CertificateFile): readonly ChainDefect[] {
  const open = keys.length > 0 && openToAll === true;
  return [
    ...keys.flatMap(({ key }): readonly ChainDefect[] => {
      if (key === null || !isWeakKey(key)) return [];
      return [{ problem: 'cert-weak', what: 'the private key in it is too weak', figure: keyWords(key) }];
    }),
    ...(open
      ? [
          {
            problem: 'cert-key-permissions',
            what: 'every user of this machine can read the private key in it',
          } as const,
        ]
      : []),
  ];
}
