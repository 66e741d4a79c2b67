import { chainOrder } from '../certificate/chain-order.ts';
import { covers } from '../certificate/covers.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { TlsObservation } from '../certificate/handshake.ts';
import { durationWords, lifetimeOf, momentWords } from '../certificate/lifetime.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import {
  handshakesFor,
  hostsOf,
  isIncomplete,
  isTrial,
  namesText,
  staleIntermediate,
  type Handshake,
} from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { isSeen, tlsEvidence } from './judge-reach.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';
import { groupBy } from '../group-by.ts';

/** Is what every address serves a certificate that clients take for the name? Names, dates, path and order each by itself. */
export function judgeCertificate(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  const made = [
    ...hostsOf(intent).flatMap((name) => {
      const tls = observations.tls.filter(({ serverName }) => serverName === name.ascii);
      return [...judgeServed(name, tls, context), ...judgeSilence(name, tls, intent, observations)];
    }),
    ...judgeCoverage(intent, observations.tls),
  ];
  return made.map((one) => makeFinding(one, context));
}

interface Defect {
  readonly problem: ProblemId;
  /** With `{at}` for the addresses. */
  readonly what: string;
  readonly figure?: string;
}

/** One finding for all addresses that serve the same defect. */
function judgeServed(name: DomainName, tls: readonly TlsObservation[], { now }: JudgeContext): readonly Made[] {
  const met = tls.flatMap((observation) => {
    const { outcome } = observation;
    return outcome.kind === 'handshake'
      ? defectsOf(outcome, name.ascii, now).map((defect) => ({ observation, defect }))
      : [];
  });
  const groups = groupBy(met, ({ defect }) => `${defect.problem} ${defect.what}`);
  return [...groups.values()].flatMap((group): readonly Made[] => {
    const first = group[0];
    if (first === undefined) return [];
    const { problem, what, figure } = first.defect;
    return [
      {
        problem,
        subject: textOf(name),
        what: what.replace('{at}', listed(group.map(({ observation }) => observation.address))),
        ...(figure === undefined ? {} : { figures: [figure] }),
        evidence: group.map(({ observation }) => tlsEvidence(observation)),
      },
    ];
  });
}

function defectsOf(handshake: Handshake, host: string, now: Date): readonly Defect[] {
  const { chain, path } = handshake;
  const leaf = chain[0];
  if (leaf === undefined) return [];
  return [
    ...nameDefects(leaf, host),
    ...dateDefects(leaf, now),
    ...trustDefects(handshake, leaf, now),
    ...(path.kind === 'trusted' ? orderDefects(chain) : []),
    ...keyDefects(leaf),
  ];
}

/** Browsers and RFC 9525 §2 look at the alternative names only. */
function nameDefects(leaf: CertificateFacts, host: string): readonly Defect[] {
  if (covers(leaf.names, host)) return [];
  const common = leaf.commonName?.toLowerCase() ?? '';
  if (leaf.names.length === 0 && covers([{ kind: 'dns', value: common }], host)) {
    return [
      {
        problem: 'cert-common-name-only',
        what: 'the certificate at {at} names it as its common name only, which browsers do not read',
      },
    ];
  }
  return [
    {
      problem: 'cert-hostname',
      what: `the certificate at {at} is for ${quotedText(namesText(leaf), 150)}, not for this name`,
    },
  ];
}

function dateDefects(leaf: CertificateFacts, now: Date): readonly Defect[] {
  const { state, leftMs, startsInMs } = lifetimeOf(leaf, now);
  const end = quotedText(momentWords(leaf.notAfter), 30);
  switch (state) {
    case 'expired':
      return [
        {
          problem: 'cert-expired',
          what: `the certificate at {at} expired ${durationWords(leftMs)} ago`,
          figure: `on ${end}`,
        },
      ];
    case 'expiring':
      return [
        {
          problem: 'cert-expiring',
          what: `the certificate at {at} ends in ${durationWords(leftMs)}`,
          figure: `on ${end}`,
        },
      ];
    case 'not-yet-valid':
      return [
        {
          problem: 'cert-not-yet-valid',
          what: `the certificate at {at} is valid only in ${durationWords(startsInMs)}`,
          figure: `from ${quotedText(momentWords(leaf.notBefore), 30)}`,
        },
      ];
    case 'valid':
    case 'unreadable':
      return [];
  }
}

function trustDefects({ chain, path }: Handshake, leaf: CertificateFacts, now: Date): readonly Defect[] {
  const stale = staleIntermediate(chain, path, now);
  if (stale !== null) {
    const what = `the server at {at} sends the intermediate certificate ${quotedText(stale.subject)}, which is not valid now`;
    return [
      {
        problem: 'chain-incomplete',
        what,
        figure: `from ${momentWords(stale.notBefore)} until ${momentWords(stale.notAfter)}`,
      },
    ];
  }
  if (path.kind === 'trusted') return [];
  const issuer = quotedText(leaf.issuer);
  if (isTrial(leaf))
    return [{ problem: 'cert-staging', what: `the certificate at {at} comes from a test CA (${issuer})` }];
  if (path.reason === 'self-signed')
    return [{ problem: 'self-signed', what: 'the certificate at {at} is signed by itself, and nobody trusts it' }];
  if (isIncomplete(chain, path)) {
    const missing = quotedText(chain.find(({ subject }) => subject === path.at)?.issuer ?? leaf.issuer);
    return [
      {
        problem: 'chain-incomplete',
        what: `the server at {at} does not send the intermediate certificate ${missing}`,
        figure: `${chain.length} sent`,
      },
    ];
  }
  if (path.reason === 'bad-signature') {
    const what = `a certificate that the server at {at} sends did not sign the one before it (${quotedText(path.at)})`;
    return [{ problem: 'chain-incomplete', what, figure: `${chain.length} sent` }];
  }
  return [
    {
      problem: 'self-signed',
      what: `the certificate at {at} leads to ${quotedText(path.at)}, which no trusted CA stands behind`,
    },
  ];
}

function orderDefects(chain: readonly CertificateFacts[]): readonly Defect[] {
  const { ordered, unrelated } = chainOrder(chain);
  const figure = `${chain.length} sent`;
  if (!ordered)
    return [
      {
        problem: 'chain-order',
        what: 'the certificates at {at} are not sent in their order, each followed by its issuer',
        figure,
      },
    ];
  if (unrelated.length === 0) return [];
  const what = `the server at {at} sends certificates that are no part of the chain (${listed(unrelated.map(({ subject }) => quotedText(subject)))})`;
  return [{ problem: 'chain-order', what, figure }];
}

/** BR §6.1.5: RSA from 2,048 bits, elliptic curves from P-256. A key that could not be read has 0 bits. */
function keyDefects({ key }: CertificateFacts): readonly Defect[] {
  const least = key.algorithm.startsWith('rsa') ? 2048 : key.algorithm === 'ec' ? 256 : 0;
  if (key.algorithm !== 'dsa' && (key.bits === 0 || key.bits >= least)) return [];
  return [
    {
      problem: 'cert-weak',
      what: 'the key of the certificate at {at} is too weak',
      figure: `${key.algorithm}, ${key.bits} bits`,
    },
  ];
}

/** No handshake at any address: is it the site that is down, or only its HTTPS? */
function judgeSilence(
  name: DomainName,
  tls: readonly TlsObservation[],
  intent: DomainIntent,
  observations: DomainObservations,
): readonly Made[] {
  if (tls.some(({ outcome }) => outcome.kind === 'handshake')) return [];
  const groups = groupBy(tls.filter(isSeen), ({ outcome }) => {
    return outcome.kind === 'failed' && ['not-tls', 'alert', 'unreadable'].includes(outcome.reason)
      ? outcome.reason
      : 'dead';
  });
  return [...groups.values()].flatMap((group) => silenceFinding(name, group, intent, observations));
}

function silenceFinding(
  name: DomainName,
  tls: readonly TlsObservation[],
  { method }: DomainIntent,
  { http }: DomainObservations,
): readonly Made[] {
  const first = tls[0];
  if (first?.outcome.kind !== 'failed') return [];
  const { reason, text } = first.outcome;
  const subject = textOf(name);
  const at = `port ${first.port} at ${listed(tls.map(({ address }) => address))}`;
  const common = { subject, figures: [reason, `${first.seen.ms} ms`], evidence: tls.map(tlsEvidence) };
  if (reason === 'not-tls')
    return [{ ...common, problem: 'http-not-http', what: `${at} answers, but does not speak TLS` }];
  if (reason === 'alert') {
    const unknownName = text.toLowerCase().replaceAll('_', ' ').includes('unrecognized name');
    return unknownName
      ? [{ ...common, problem: 'cert-hostname', what: `the server behind ${at} has no certificate for this name` }]
      : [{ ...common, problem: 'nginx-ssl-protocol', what: `${at} breaks the TLS handshake off: ${quotedText(text)}` }];
  }
  // There is a certificate, of which nothing is known.
  if (reason === 'unreadable') return [];
  // Told already, by tls-alpn-01 as what it needs, and for http-01 as the silence of port 80.
  if (method === 'tls-alpn-01') return [];
  if (http.some((visit) => visit.name === name.ascii && visit.hops.length > 0)) {
    return [{ ...common, problem: 'http-only', what: `the site answers over HTTP, but not over HTTPS on ${at}` }];
  }
  // DNS validation needs no server; its visitors do.
  return method === 'http-01' ? [] : [{ ...common, problem: 'http-only', what: `nothing answers on ${at}` }];
}

/** ST-6: names of the certificate that the one in use does not hold, as far as no address of their own shows it. */
function judgeCoverage({ names }: DomainIntent, tls: readonly TlsObservation[]): readonly Made[] {
  const served = tls.flatMap((observation) => {
    const leaf = observation.outcome.kind === 'handshake' ? observation.outcome.chain[0] : undefined;
    return leaf === undefined ? [] : [{ observation, leaf }];
  });
  const known = served.filter(({ leaf, observation }) => covers(leaf.names, observation.serverName));
  return names.flatMap((name): readonly Made[] => {
    if (!name.wildcard && tls.some(({ serverName }) => serverName === name.ascii)) return [];
    const asked = handshakesFor(name, tls);
    const relevant =
      name.wildcard && asked.length > 0 ? known.filter(({ observation }) => asked.includes(observation)) : known;
    const subject = textOf(name);
    if (relevant.length === 0 || relevant.some(({ leaf }) => covers(leaf.names, subject))) return [];
    const hosts = [...new Set(relevant.map(({ observation }) => observation.serverName))];
    return [
      {
        problem: 'names-uncovered',
        subject,
        what: `the certificate in use at ${listed(hosts)} does not hold this name`,
        evidence: relevant.map(({ observation, leaf }) => ({
          label: `Names of the certificate at ${observation.address}`,
          text: leaf.names.map(({ value }) => value).join(', '),
        })),
      },
    ];
  });
}
