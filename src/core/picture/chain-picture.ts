import { attributeOf } from '../certificate/distinguished-name.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { certificatesOn, type TlsFailure, type TlsObservation, type TrustPath } from '../certificate/handshake.ts';
import { pathFlaws, type PathFlaw } from '../certificate/path-flaws.ts';
import type { DomainReport } from '../domain/report.ts';
import { sslWords } from '../domain/status.ts';
import { groupBy } from '../group-by.ts';
import { certificateState, isIncomplete, type Handshake } from '../judge/certificate-state.ts';
import { quotedText } from '../quoted-text.ts';
import type { PictureMark } from './picture-mark.ts';

/** One certificate on the way from the server's own to a root. */
export interface ChainLink {
  readonly role: 'server' | 'intermediate' | 'root';
  /** Its common name, fit to be shown. */
  readonly label: string;
  /** What matters of it: until when it is valid, what is wrong with it, who trusts it. */
  readonly detail: string;
  /** `missing`: it should have been sent; `unknown`: nobody can say which it is. */
  readonly state: 'fine' | 'problem' | 'missing' | 'unknown';
}

/** What some of the addresses show alike. */
export interface ShownChain {
  /** `name at address`. */
  readonly at: readonly string[];
  readonly mark: PictureMark;
  /** The status in words, or why nothing was shown. */
  readonly words: string;
  /** The server's own certificate first; empty where none was shown. */
  readonly links: readonly ChainLink[];
}

export interface ChainPicture {
  readonly kind: 'chain';
  readonly title: string;
  /** The same in words. */
  readonly text: string;
  readonly chains: readonly ShownChain[];
}

/** So many different chains are drawn, and so many certificates of one. */
const mostChains = 6;
const mostLinks = 8;

/** The certificates that each address shows, as far as a root; null where nobody looked. */
export function chainPicture({ observations, at }: Pick<DomainReport, 'observations' | 'at'>): ChainPicture | null {
  const now = new Date(at);
  const drawn = observations.tls.map((one) => ({ where: placeOf(one), ...shownBy(one, now) }));
  const chains = [...groupBy(drawn, ({ links, words }) => JSON.stringify([links, words])).values()]
    .flatMap((alike): readonly ShownChain[] => {
      const [first] = alike;
      return first === undefined ? [] : [{ ...chainOf(first), at: alike.map(({ where }) => where) }];
    })
    .slice(0, mostChains);
  if (chains.length === 0) return null;
  return { kind: 'chain', title: 'Chain of certificates', text: chains.map(chainText).join(' '), chains };
}

type Shown = Omit<ShownChain, 'at'>;

function chainOf({ mark, words, links }: Shown): Shown {
  return { mark, words, links };
}

function placeOf({ serverName, address, port }: TlsObservation): string {
  return `${serverName} at ${address}${port === 443 ? '' : `:${port}`}`;
}

function shownBy({ serverName, outcome }: TlsObservation, now: Date): Shown {
  if (outcome.kind === 'failed') {
    return { mark: 'unknown', words: failureWords[outcome.reason] ?? quotedText(outcome.text), links: [] };
  }
  const { ssl, detail } = certificateState(outcome, serverName, now);
  const mark = ssl === 'active' ? 'fine' : ssl === 'unknown' ? 'unknown' : ssl === 'expiring' ? 'warning' : 'problem';
  const status = sslWords(ssl);
  const more = quotedText(detail);
  const words = more.startsWith(status) ? more : [status, more].filter((part) => part !== '').join(' · ');
  const links = linksOf(outcome, now).slice(0, mostLinks);
  const [leaf, ...behind] = links;
  // What is wrong only for this name is wrong with the server's own certificate.
  const wrong = ssl === 'wrong-host' && leaf !== undefined;
  return {
    mark,
    words,
    links: wrong ? [{ ...leaf, state: 'problem', detail: `not for ${serverName}` }, ...behind] : links,
  };
}

/** In words for people; of the other failures what was told is shown. */
const failureWords: Readonly<Partial<Record<TlsFailure, string>>> = {
  refused: 'connection refused',
  timeout: 'no answer',
  unreachable: 'not reachable',
  reset: 'connection broken off',
  'not-tls': 'answers, but not with TLS',
  alert: 'refuses the handshake',
  unreadable: 'shows no readable certificate',
};

function linksOf({ chain, path, fetchedIssuers }: Handshake, now: Date): readonly ChainLink[] {
  const known = path.kind === 'trusted' ? certificatesOn(path, chain) : asSent(chain);
  const flaws = pathFlaws(known, now);
  const links = known.map((certificate, place): ChainLink => {
    const flaw = flaws.find(({ at }) => at === place);
    const isRoot = path.kind === 'trusted' && place === known.length - 1;
    const role = place === 0 ? 'server' : isRoot ? 'root' : 'intermediate';
    const label = nameOf(certificate);
    if (flaw !== undefined) return { role, label, detail: flawWords(flaw), state: 'problem' };
    const until = `until ${certificate.notAfter.slice(0, 10)}`;
    return { role, label, detail: isRoot ? `trusted: ${storeWords(path.store)}` : until, state: 'fine' };
  });
  if (path.kind === 'trusted') return links;
  return [...withEnd(links, path), ...missingLinks({ chain, path, fetchedIssuers }, known)];
}

/** What was sent, each followed by its issuer, as far as that goes. */
function asSent(chain: readonly CertificateFacts[]): readonly CertificateFacts[] {
  const way: CertificateFacts[] = [];
  for (let next = chain[0]; next !== undefined;) {
    const last: CertificateFacts = next;
    way.push(last);
    next = last.selfSigned ? undefined : chain.find((one) => one.subject === last.issuer && !way.includes(one));
  }
  return way;
}

type Untrusted = Extract<TrustPath, { kind: 'untrusted' }>;

/** The last certificate that was sent, where it is what ends the trust. */
function withEnd(links: readonly ChainLink[], { reason }: Untrusted): readonly ChainLink[] {
  const words = endWords[reason];
  const last = links.at(-1);
  if (words === null || last === undefined || last.state === 'problem') return links;
  const role = reason === 'unknown-root' ? 'root' : last.role;
  return [...links.slice(0, -1), { ...last, role, detail: words, state: 'problem' }];
}

const endWords: Readonly<Record<Untrusted['reason'], string | null>> = {
  'self-signed': 'signed by itself',
  'issuer-not-sent': null,
  'unknown-root': 'no store knows it',
  'bad-signature': 'a signature does not fit',
  circle: null,
};

/** What stands between the last certificate that was sent and a root. */
function missingLinks(
  {
    chain,
    path,
    fetchedIssuers,
  }: { chain: Handshake['chain']; path: Untrusted; fetchedIssuers: Handshake['fetchedIssuers'] },
  known: readonly CertificateFacts[],
): readonly ChainLink[] {
  if (path.reason !== 'issuer-not-sent' && path.reason !== 'circle') return [];
  if (fetchedIssuers !== undefined && fetchedIssuers.certificates.length > 0) {
    const { certificates, path: whole } = fetchedIssuers;
    const lacking = certificates
      .filter(({ selfSigned }) => !selfSigned)
      .map((one): ChainLink => ({ role: 'intermediate', label: nameOf(one), detail: 'not sent', state: 'missing' }));
    const root: ChainLink =
      whole.kind === 'trusted'
        ? { role: 'root', label: nameOf(whole.anchor), detail: `trusted: ${storeWords(whole.store)}`, state: 'fine' }
        : { role: 'root', label: 'root', detail: 'no store knows it', state: 'problem' };
    return [...lacking, root];
  }
  const issuer = known.at(-1)?.issuer ?? '';
  const label = quotedText(attributeOf(issuer, 'CN') ?? issuer, 60);
  if (!isIncomplete(chain, path, fetchedIssuers)) {
    return [{ role: 'root', label, detail: 'no store knows it', state: 'problem' }];
  }
  return [
    { role: 'intermediate', label, detail: 'not sent', state: 'missing' },
    { role: 'root', label: 'root', detail: 'not seen', state: 'unknown' },
  ];
}

function nameOf({ commonName, subject, names }: CertificateFacts): string {
  const text = commonName ?? names[0]?.value ?? subject;
  return text === '' ? '(no name)' : quotedText(text, 60);
}

function storeWords(store: string): string {
  if (store === 'mozilla') return "Mozilla's store";
  return store === 'system' ? "this machine's store" : quotedText(store.slice(store.lastIndexOf('/') + 1), 40);
}

function flawWords({ kind, certificate, detail }: PathFlaw): string {
  switch (kind) {
    case 'expired':
      return `expired ${certificate.notAfter.slice(0, 10)}`;
    case 'not-yet-valid':
      return `valid from ${certificate.notBefore.slice(0, 10)}`;
    case 'weak-key':
      return `weak key, ${quotedText(detail, 40)}`;
    case 'weak-signature':
      return `weak signature, ${quotedText(detail, 40)}`;
    case 'malformed':
    case 'unknown-critical':
      return 'clients refuse its form';
    case 'not-a-ca':
      return 'may not sign certificates';
    case 'path-length':
      return 'too many certificates below it';
    case 'purpose':
      return 'not meant for TLS servers';
    case 'name-constraints':
      return 'may not sign this name';
    case 'too-long':
      return 'lasts longer than browsers allow';
  }
}

function chainText({ at, words, links }: ShownChain): string {
  const way = links.map(({ label, detail }) => `${label} (${detail})`).join(', then ');
  return `${at.join(' and ')}: ${words}${way === '' ? '' : `; ${way}`}.`;
}
