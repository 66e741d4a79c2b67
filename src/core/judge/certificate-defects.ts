import { letsEncrypt } from '../acme/ca-facts.ts';
import { chainOrder } from '../certificate/chain-order.ts';
import { covers } from '../certificate/covers.ts';
import { attributeOf } from '../certificate/distinguished-name.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { FetchedIssuers, TrustPath } from '../certificate/handshake.ts';
import type { OcspStaple } from '../certificate/ocsp-response.ts';
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
  /** The stapled OCSP answer; null where there was none, missing where nothing can be stapled. */
  readonly staple?: OcspStaple | null;
  readonly fetchedIssuers?: FetchedIssuers;
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
  const { chain, path, staple, fetchedIssuers } = judged;
  const leaf = chain[0];
  if (leaf === undefined) return [];
  return [
    ...nameDefects(leaf, host),
    ...dateDefects(leaf, now),
    ...(path.kind === 'trusted' ? pathDefects(path, chain, now) : trustDefects(path, chain, leaf, fetchedIssuers)),
    ...(path.kind === 'trusted' ? systemDefects(path) : []),
    ...(path.kind === 'trusted' ? orderDefects(chain) : []),
    ...keyDefects(leaf),
    ...stapleDefects(leaf, staple, now),
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
  fetchedIssuers: FetchedIssuers | undefined,
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
      if (isIncomplete(chain, path, fetchedIssuers)) {
        const missing = missingIssuers(chain, fetchedIssuers);
        const names =
          missing.length > 0 ? missing : [chain.find(({ subject }) => subject === path.at)?.issuer ?? leaf.issuer];
        return [
          {
            problem: 'chain-incomplete',
            what: `{sender} does not {give} the intermediate certificate${names.length > 1 ? 's' : ''} ${listed(names.map((name) => quotedText(name)))}`,
            figure: deliveredWords(leaf) ?? figure,
          },
        ];
      }
      break;
    case 'unknown-root':
      break;
  }
  const end = fetchedIssuers?.path.kind === 'untrusted' ? fetchedIssuers.path.at : path.at;
  return [{ problem: 'self-signed', what: `{leaf} leads to ${quotedText(end)}, which no trusted CA stands behind` }];
}

/** Subjects of the certificates on the way to a root that were fetched since the server did not send them. */
function missingIssuers(
  chain: readonly CertificateFacts[],
  fetchedIssuers: FetchedIssuers | undefined,
): readonly string[] {
  if (fetchedIssuers?.path.kind !== 'trusted') return [];
  const { via } = fetchedIssuers.path;
  const sent = new Set(chain.map(({ fingerprint }) => fingerprint));
  return fetchedIssuers.certificates
    .filter(({ fingerprint }) => via.includes(fingerprint) && !sent.has(fingerprint))
    .map(({ subject }) => subject);
}

/** A root that only this machine knows: its owner's own CA, or one that reads along. */
function systemDefects({ store, anchor }: Extract<TrustPath, { kind: 'trusted' }>): readonly ChainDefect[] {
  if (store !== 'system') return [];
  return [
    {
      problem: 'self-signed',
      severity: 'warning',
      what: `{leaf} leads to ${quotedText(anchor.subject)}, which this machine trusts and browsers elsewhere do not: it is a CA of its own, or something on the way here opens TLS`,
    },
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

/**
 * RFC 7633. A CA that names no OCSP responder leaves nothing to staple, and strict clients refuse; so they do where the
 * server staples nothing, or what is no longer good.
 */
function stapleDefects(
  { extensions: { mustStaple, ocsp } }: CertificateFacts,
  staple: OcspStaple | null | undefined,
  now: Date,
): readonly ChainDefect[] {
  const demanded = (what: string, figure?: string): readonly ChainDefect[] =>
    mustStaple ? [{ problem: 'cert-must-staple', what, ...(figure === undefined ? {} : { figure }) }] : [];
  if (staple?.kind === 'answer' && staple.status === 'revoked') {
    return [
      {
        problem: 'chain-revoked',
        what: 'the CA has revoked {leaf}',
        figure: `on ${momentWords(staple.revokedAt ?? '')}`,
      },
    ];
  }
  if (mustStaple && ocsp.length === 0) {
    return demanded('{leaf} demands a stapled OCSP answer, and its CA has no service that gives one');
  }
  if (staple === undefined) return [];
  if (staple === null) return demanded('{leaf} demands a stapled OCSP answer, and {sender} {give}s none');
  if (staple.kind === 'unreadable') {
    return demanded(
      '{leaf} demands a stapled OCSP answer, and what {sender} {give}s is none',
      quotedText(staple.why, 60),
    );
  }
  if (staple.nextUpdate !== null && Date.parse(staple.nextUpdate) < now.getTime()) {
    const figure = `until ${momentWords(staple.nextUpdate)}`;
    return demanded('{leaf} demands a stapled OCSP answer, and the one that {sender} {give}s is out of date', figure);
  }
  return [];
}
