import { letsEncrypt } from '../acme/ca-facts.ts';
import { chainOrder } from '../certificate/chain-order.ts';
import { covers } from '../certificate/covers.ts';
import { attributeOf } from '../certificate/distinguished-name.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { TrustPath } from '../certificate/handshake.ts';
import { durationWords, lifetimeOf, momentWords } from '../certificate/lifetime.ts';
import { trustedPathFlaws, type PathFlaw } from '../certificate/path-flaws.ts';
import { isWeakKey, keyWords } from '../certificate/weak-key.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Severity } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { isIncomplete, isTrial, namesText } from './certificate-state.ts';
import { listed } from './make-finding.ts';

/** What a server sends, or what stands in a file as a server would send it. */
export interface JudgedChain {
  /** The server's certificate first. */
  readonly chain: readonly CertificateFacts[];
  readonly path: TrustPath;
}

export interface ChainDefect {
  readonly problem: ProblemId;
  /** Where it is not the catalogue's. */
  readonly severity?: Severity;
  /** With the words of `Holder` in braces. */
  readonly what: string;
  readonly figure?: string;
}

/** Who holds the chain, in words: a server at its addresses, or a file. */
export interface Holder {
  /** "the certificate at 203.0.113.10" */
  readonly leaf: string;
  /** "the chain at 203.0.113.10" */
  readonly chain: string;
  /** "the server at 203.0.113.10" */
  readonly sender: string;
  /** "send", "hold" */
  readonly give: string;
}

/** The sentence of a defect about this holder. */
export function defectWords(what: string, holder: Holder): string {
  return what.replace(/\{(leaf|chain|sender|give)\}/g, (_, word: keyof Holder) => holder[word]);
}

/** Everything about a chain that clients take amiss. `host` is null where it is not known which name it is for. */
export function chainDefects(judged: JudgedChain, host: string | null, now: Date): readonly ChainDefect[] {
  const { chain, path } = judged;
  const leaf = chain[0];
  if (leaf === undefined) return [];
  return [
    ...nameDefects(leaf, host),
    ...dateDefects(leaf, now),
    ...(path.kind === 'trusted' ? pathDefects(path, chain, now) : trustDefects(path, chain, leaf)),
    ...(path.kind === 'trusted' ? orderDefects(chain) : []),
    ...keyDefects(leaf),
    ...stapleDefects(leaf),
  ];
}

/** Browsers and RFC 9525 §2 look at the alternative names only. */
function nameDefects(leaf: CertificateFacts, host: string | null): readonly ChainDefect[] {
  if (host !== null && covers(leaf.names, host)) return [];
  if (host === null && (leaf.names.length > 0 || leaf.ca)) return [];
  const common = leaf.commonName?.toLowerCase() ?? '';
  if (leaf.names.length === 0 && (host === null || covers([{ kind: 'dns', value: common }], host))) {
    return [
      {
        problem: 'cert-common-name-only',
        what: '{leaf} names it as its common name only, which browsers do not read',
      },
    ];
  }
  return [{ problem: 'cert-hostname', what: `{leaf} is for ${quotedText(namesText(leaf), 150)}, not for this name` }];
}

function dateDefects(leaf: CertificateFacts, now: Date): readonly ChainDefect[] {
  const { state, leftMs, startsInMs } = lifetimeOf(leaf, now);
  const end = quotedText(momentWords(leaf.notAfter), 30);
  switch (state) {
    case 'expired':
      return [{ problem: 'cert-expired', what: `{leaf} expired ${durationWords(leftMs)} ago`, figure: `on ${end}` }];
    case 'expiring':
      return [{ problem: 'cert-expiring', what: `{leaf} ends in ${durationWords(leftMs)}`, figure: `on ${end}` }];
    case 'not-yet-valid':
      return [
        {
          problem: 'cert-not-yet-valid',
          what: `{leaf} is valid only in ${durationWords(startsInMs)}`,
          figure: `from ${quotedText(momentWords(leaf.notBefore), 30)}`,
        },
      ];
    case 'valid':
    case 'unreadable':
      return [];
  }
}

/** Every signature fits, and a root is reached; what breaks the rules on the way? */
function pathDefects(
  path: Extract<TrustPath, { kind: 'trusted' }>,
  chain: readonly CertificateFacts[],
  now: Date,
): readonly ChainDefect[] {
  return (
    trustedPathFlaws(path, chain, now)
      // Told of the server's own certificate whether it is trusted or not.
      .filter(({ kind, at }) => at > 0 || !['expired', 'not-yet-valid', 'weak-key'].includes(kind))
      .map(flawDefect)
  );
}

function flawDefect({ kind, certificate, at, detail }: PathFlaw): ChainDefect {
  const subject = quotedText(certificate.subject || '(no subject)');
  const which = at === 0 ? '{leaf}' : `the CA certificate ${subject} in {chain}`;
  const until = `from ${momentWords(certificate.notBefore)} until ${momentWords(certificate.notAfter)}`;
  const words = quotedText(detail);
  switch (kind) {
    case 'expired':
      return { problem: 'cert-expired', what: `${which} has expired`, figure: until };
    case 'not-yet-valid':
      return { problem: 'cert-not-yet-valid', what: `${which} is not valid yet`, figure: until };
    case 'weak-key':
      return { problem: 'cert-weak', severity: 'error', what: `${which} has a key that is too weak`, figure: words };
    case 'weak-signature':
      return {
        problem: 'cert-weak',
        severity: 'error',
        what: `${which} has a signature that is too weak`,
        figure: words,
      };
    case 'malformed':
      return other(`${which} breaks the form of certificates`, words);
    case 'unknown-critical':
      return other(`${which} demands that clients know an extension that browsers do not know`, words);
    case 'not-a-ca':
      return other(`${which} signs another one, and has no right to`);
    case 'path-length':
      return other(`${which} may have fewer CA certificates below it than there are`, `at most ${words}`);
    case 'purpose':
      return other(`${which} is not made for TLS servers`);
    case 'too-long':
      return other(`${which} lasts longer than browsers allow`, words);
    case 'name-constraints':
      return other(`${which} may not stand above a certificate for ${words}`);
  }
}

function other(what: string, figure?: string): ChainDefect {
  return { problem: 'other-invalid', what, ...(figure === undefined ? {} : { figure }) };
}

function trustDefects(
  path: Extract<TrustPath, { kind: 'untrusted' }>,
  chain: readonly CertificateFacts[],
  leaf: CertificateFacts,
): readonly ChainDefect[] {
  const issuer = quotedText(leaf.issuer);
  const figure = `${chain.length} in all`;
  if (isTrial(leaf)) return [{ problem: 'cert-staging', what: `{leaf} comes from a test CA (${issuer})` }];
  switch (path.reason) {
    case 'self-signed':
      return [{ problem: 'self-signed', what: '{leaf} is signed by itself, and nobody trusts it' }];
    case 'circle':
      return [
        { problem: 'chain-incomplete', what: 'the certificates that {sender} {give}s lead to each other only', figure },
      ];
    case 'bad-signature':
      return [
        other(`in {chain}, the signature on ${quotedText(path.at || '(no subject)')} does not fit its issuer's key`),
      ];
    case 'issuer-not-sent':
      if (isIncomplete(chain, path)) {
        const missing = quotedText(chain.find(({ subject }) => subject === path.at)?.issuer ?? leaf.issuer);
        return [
          {
            problem: 'chain-incomplete',
            what: `{sender} does not {give} the intermediate certificate ${missing}`,
            figure: deliveredWords(leaf) ?? figure,
          },
        ];
      }
      break;
    case 'unknown-root':
      break;
  }
  return [
    { problem: 'self-signed', what: `{leaf} leads to ${quotedText(path.at)}, which no trusted CA stands behind` },
  ];
}

/** What Let's Encrypt delivers behind a certificate, where it is one of its own; null for others. */
function deliveredWords({ issuer }: CertificateFacts): string | null {
  if (attributeOf(issuer, 'O') !== letsEncrypt.name) return null;
  const name = attributeOf(issuer, 'CN');
  const found = letsEncrypt.issuers.find(({ commonName }) => commonName === name);
  return found === undefined
    ? null
    : `${letsEncrypt.name} delivers ${listed([found.commonName, ...found.delivered])} behind it`;
}

function orderDefects(chain: readonly CertificateFacts[]): readonly ChainDefect[] {
  const { ordered, unrelated } = chainOrder(chain);
  const figure = `${chain.length} in all`;
  if (!ordered) {
    const what = 'the certificates that {sender} {give}s are not in their order, each followed by its issuer';
    return [{ problem: 'chain-order', what, figure }];
  }
  if (unrelated.length === 0) return [];
  const what = `{sender} {give}s certificates that are no part of the chain (${listed(unrelated.map(({ subject }) => quotedText(subject)))})`;
  return [{ problem: 'chain-order', what, figure }];
}

function keyDefects({ key }: CertificateFacts): readonly ChainDefect[] {
  if (key.algorithm === 'unknown') return [other('{leaf} has a key of a kind that browsers do not know')];
  if (!isWeakKey(key)) return [];
  return [{ problem: 'cert-weak', severity: 'error', what: 'the key of {leaf} is too weak', figure: keyWords(key) }];
}

/** RFC 7633. A CA that names no OCSP responder leaves nothing to staple, and strict clients refuse. */
function stapleDefects({ extensions: { mustStaple, ocsp } }: CertificateFacts): readonly ChainDefect[] {
  if (!mustStaple || ocsp.length > 0) return [];
  return [
    {
      problem: 'cert-must-staple',
      what: '{leaf} demands a stapled OCSP answer, and its CA has no service that gives one',
    },
  ];
}
