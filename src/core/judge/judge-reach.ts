import type { ChallengeFetch } from '../acme/challenge-fetch.ts';
import { momentWords } from '../certificate/lifetime.ts';
import type { TlsObservation } from '../certificate/handshake.ts';
import type { OcspStaple } from '../certificate/ocsp-response.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { Evidence, Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { judgeAddresses } from './address-verdict.ts';
import { cdnOf } from './cdn.ts';
import { certificateState, hostsOf, isServedWell } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import type { PageObservation } from '../page/page-observation.ts';
import { pageTitle } from '../page/page-title.ts';
import { pageEvidence } from './judge-pages.ts';
import { fetchTrouble, type FetchTrouble } from './fetch-trouble.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';
import { groupBy } from '../group-by.ts';
import { variedAt, variedEvidence } from './varied-handshakes.ts';
import { parsedUrl } from '../parsed-url.ts';

/** Can the CA fetch its token from every address of every name, and do all addresses show the same site? */
export function judgeReach(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  return hostsOf(intent)
    .flatMap((name) => judgeHost(name, intent, observations, context))
    .map((made) => makeFinding(made, context));
}

interface Troubled {
  readonly visit: ChallengeFetch;
  readonly trouble: FetchTrouble | null;
}

function judgeHost(
  name: DomainName,
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Made[] {
  const tls = observations.tls.filter(({ serverName }) => serverName === name.ascii);
  const servedWell = isServedWell(name, tls, context.now);
  const fetches = observations.http
    .filter((visit) => visit.name === name.ascii && isSeen(visit))
    .map((visit): Troubled => ({
      visit,
      trouble: intent.method === 'http-01' ? fetchTrouble(visit, servedWell) : null,
    }));
  const pages = (observations.pages ?? []).filter((page) => page.name === name.ascii);
  const lost = lostIpv6(fetches);
  const rest = fetches.filter((one) => !lost.includes(one));
  // An address that is none of the server's explains by itself that it answers differently.
  const isToldByDns = judgeAddresses(intent, name, observations).unexpected.length > 0;
  const made = [
    ...misroutedByTrouble(name, isToldByDns ? [] : lost),
    ...troubles(name, rest),
    ...(intent.method === 'http-01' ? strayRedirects(name, rest, intent, servedWell) : []),
    ...cdns(name, fetches, pages, intent),
    ...(intent.method === 'tls-alpn-01' ? tlsAlpn(name, tls, observations, servedWell) : []),
  ];
  if (isToldByDns || made.some(({ problem, severity }) => problem !== 'cdn-proxy' && severity !== 'info')) return made;
  return [
    ...made,
    ...differences(
      name,
      fetches.map(({ visit }) => visit),
      tls,
      pages,
      context.now,
    ),
  ];
}

/** Was the look made at all, whatever came of it? */
export function isSeen({ outcome }: ChallengeFetch | TlsObservation | PageObservation): boolean {
  return outcome.kind !== 'failed' || (outcome.reason !== 'address-not-allowed' && outcome.reason !== 'cancelled');
}

function isIpv6({ address }: { readonly address: string }): boolean {
  return address.includes(':');
}

/** IPv6 addresses that fail where IPv4 works: CAs and browsers ask IPv6 first. */
function lostIpv6(fetches: readonly Troubled[]): readonly Troubled[] {
  const isBad = ({ trouble }: Troubled) => trouble?.severity === 'error';
  const fourth = fetches.filter(({ visit }) => !isIpv6(visit));
  if (fourth.length === 0 || fourth.some(isBad)) return [];
  return fetches.filter((one) => isIpv6(one.visit) && isBad(one));
}

function misroutedByTrouble(name: DomainName, lost: readonly Troubled[]): readonly Made[] {
  const first = lost[0];
  if (first?.trouble === null || first === undefined) return [];
  const at = listed(lost.map(({ visit }) => visit.address));
  return [
    {
      problem: 'ipv6-misrouted',
      // Boulder goes on with IPv4 after a time-out on the first connection only (docs/ipv6.md).
      severity: lost.every(({ trouble }) => trouble?.problem === 'http-timeout') ? 'warning' : 'error',
      subject: textOf(name),
      what: `over IPv6, ${first.trouble.what.replace('{at}', at)}, while IPv4 works`,
      figures: [first.trouble.figure, `${first.visit.seen.ms} ms`],
      evidence: lost.map(({ visit }) => fetchEvidence(visit)),
    },
  ];
}

/** One finding for all addresses that have the same trouble. */
function troubles(name: DomainName, fetches: readonly Troubled[]): readonly Made[] {
  const groups = groupBy(fetches, ({ trouble }) => (trouble === null ? null : `${trouble.problem} ${trouble.what}`));
  return [...groups.values()].flatMap((group): readonly Made[] => {
    const first = group[0];
    if (first === undefined || first.trouble === null) return [];
    const { problem, severity, what, figure } = first.trouble;
    return [
      {
        problem,
        severity,
        subject: textOf(name),
        what: what.replace('{at}', listed(group.map(({ visit }) => visit.address))),
        figures: [figure, `${first.visit.seen.ms} ms`],
        evidence: group.map(({ visit }) => fetchEvidence(visit)),
      },
    ];
  });
}

/**
 * A redirect that ends with "not found" on a machine that is none of the name's: there the token must lie, or nothing
 * will ever find it.
 */
function strayRedirects(
  name: DomainName,
  fetches: readonly Troubled[],
  intent: DomainIntent,
  servedWell: boolean,
): readonly Made[] {
  const own = new Set(fetches.map(({ visit }) => visit.address));
  const stray = fetches.filter(({ visit: { hops, outcome } }) => {
    const last = hops.at(-1);
    if (last === undefined || hops.length < 2 || own.has(last.address) || outcome.kind === 'failed') return false;
    const host = URL.canParse(last.url) ? new URL(last.url).hostname : '';
    return outcome.status === 404 && !intent.names.some(({ ascii }) => ascii === host);
  });
  const last = stray[0]?.visit.hops.at(-1);
  if (last === undefined) return [];
  return [
    {
      problem: 'redirect-problem',
      severity: servedWell ? 'info' : 'warning',
      subject: textOf(name),
      what: `the challenge path redirects to ${quotedText(last.url)} on another machine (${last.address}), where the token would have to lie`,
      figures: ['status 404'],
      evidence: stray.map(({ visit }) => fetchEvidence(visit)),
    },
  ];
}

/** HTTP validation passes a proxy that passes the path on; TLS-ALPN never does. */
function cdns(
  name: DomainName,
  fetches: readonly Troubled[],
  pages: readonly PageObservation[],
  { method }: DomainIntent,
): readonly Made[] {
  const cdn = [...fetches.map(({ visit }) => visit), ...pages].map(cdnOf).find((found) => found !== null);
  if (cdn === undefined || fetches.some(({ trouble }) => trouble?.problem === 'cdn-proxy')) return [];
  const alpn = method === 'tls-alpn-01';
  const what = `${cdn} answers in front of the server${alpn ? ', and tls-alpn-01 does not pass it' : ''}`;
  const evidence = [...fetches.map(({ visit }) => fetchEvidence(visit)), ...pages.map(pageEvidence)];
  return [{ problem: 'cdn-proxy', severity: alpn ? 'error' : 'info', subject: textOf(name), what, evidence }];
}

/**
 * tls-alpn-01 needs a server on port 443 that chooses acme-tls/1 (RFC 8737 §3). Some clients do so only while they
 * validate, so that a server which does not now is no proof; a good certificate in use speaks for it.
 */
function tlsAlpn(
  name: DomainName,
  tls: readonly TlsObservation[],
  observations: DomainObservations,
  servedWell: boolean,
): readonly Made[] {
  const failed = tls.filter((observation) => {
    const { outcome } = observation;
    return isSeen(observation) && outcome.kind === 'failed' && outcome.reason !== 'unreadable';
  });
  const first = failed[0];
  if (first?.outcome.kind !== 'failed') return withoutAlpn(name, tls, observations, servedWell);
  const at = listed(failed.map(({ address }) => address));
  return [
    {
      problem: 'tlsalpn-failed',
      subject: textOf(name),
      what: `port ${first.port} at ${at} takes no TLS connection, which tls-alpn-01 needs`,
      figures: [first.outcome.reason, `${first.seen.ms} ms`],
      evidence: failed.map(tlsEvidence),
    },
  ];
}

function withoutAlpn(
  name: DomainName,
  tls: readonly TlsObservation[],
  observations: DomainObservations,
  servedWell: boolean,
): readonly Made[] {
  const tried = tls
    .flatMap((one) => variedAt(observations, one))
    .filter(({ variation, outcome }) => {
      if (variation.kind !== 'alpn') return false;
      return outcome.kind === 'handshake' || outcome.reason === 'alert' || outcome.reason === 'reset';
    });
  const lacking = tried.filter(({ outcome }) => outcome.kind === 'failed' || outcome.alpn !== 'acme-tls/1');
  const first = lacking[0];
  if (first === undefined) return [];
  const answers = [
    ...new Set(
      lacking.map(({ outcome }) => {
        if (outcome.kind === 'failed') return 'refused';
        return outcome.alpn === null ? 'no protocol chosen' : `${quotedText(outcome.alpn, 40)} chosen`;
      }),
    ),
  ];
  return [
    {
      problem: 'tlsalpn-failed',
      severity: servedWell ? 'info' : 'warning',
      subject: textOf(name),
      what: `port ${first.port} at ${listed(lacking.map(({ address }) => address))} does not choose acme-tls/1 now, as the CA will demand it while it validates`,
      figures: answers,
      evidence: lacking.map(variedEvidence),
    },
  ];
}

/** Addresses that show different sites; where the line runs between IPv4 and IPv6, the AAAA record is at fault. */
function differences(
  name: DomainName,
  fetches: readonly ChallengeFetch[],
  tls: readonly TlsObservation[],
  pages: readonly PageObservation[],
  now: Date,
): readonly Made[] {
  const seen = [...fetches, ...tls].filter(isSeen);
  const faces = [...new Set(seen.map(({ address }) => address))].map((address) => ({
    address,
    face: [
      ...fetches.filter((visit) => visit.address === address).map(httpFace),
      ...tls.filter((observation) => observation.address === address).map((one) => tlsFace(one, name.ascii, now)),
      ...pages.filter((page) => page.address === address && isSeen(page)).map(pageFace),
    ].join(', '),
  }));
  const groups = [...groupBy(faces, ({ face }) => face).entries()];
  if (groups.length < 2) return [];
  const evidence: readonly Evidence[] = faces.map(({ address, face }) => ({ label: address, text: face }));
  const sixth = faces.filter(isIpv6);
  const subject = textOf(name);
  const split = groups.length === 2 && groups.every(([, group]) => new Set(group.map(isIpv6)).size === 1);
  if (split && sixth.length > 0) {
    const isHealthy = (addresses: readonly { readonly address: string }[]) =>
      addresses.every(({ address }) =>
        tls
          .filter((one) => one.address === address)
          .every((one) => tlsFace(one, name.ascii, now) === 'good certificate'),
      );
    return [
      {
        problem: 'ipv6-misrouted',
        severity: !isHealthy(sixth) ? 'error' : 'warning',
        subject,
        what: `${listed(sixth.map(({ address }) => address))} (IPv6) shows another site than IPv4`,
        figures: groups.map(([face, group]) => `${group.some(isIpv6) ? 'IPv6' : 'IPv4'}: ${face}`),
        evidence,
      },
    ];
  }
  const what = `its addresses ${listed(faces.map(({ address }) => address))} answer differently`;
  return [{ problem: 'addresses-disagree', subject, what, evidence }];
}

function httpFace({ outcome, hops }: ChallengeFetch): string {
  // Versions may differ from node to node of one site.
  const server = quotedText((hops[0]?.server ?? '').split('/')[0] ?? '', 40);
  if (outcome.kind === 'failed') return `HTTP: ${outcome.reason}`;
  return `HTTP ${outcome.status}${server === '' ? '' : ` by ${server}`}${hops.length > 1 ? ' after a redirect' : ''}`;
}

/** Numbers in a title change from moment to moment of one site: who is in the shop, what waits in the post. */
function pageFace({ outcome, hops }: PageObservation): string {
  if (outcome.kind === 'failed') return `page: ${outcome.reason}`;
  const title = quotedText((pageTitle(outcome.body) ?? '').replace(/[0-9]/g, ''), 60);
  const host = parsedUrl(hops.at(-1)?.url ?? '')?.host ?? '';
  return `page: ${outcome.status}${title === '' ? '' : ` "${title}"`} of ${host}`;
}

function tlsFace({ outcome }: TlsObservation, host: string, now: Date): string {
  if (outcome.kind === 'failed') return `TLS: ${outcome.reason}`;
  const { ssl } = certificateState(outcome, host, now);
  return ssl === 'active' || ssl === 'expiring' ? 'good certificate' : `certificate: ${ssl}`;
}

/** The way of one fetch, hop by hop, word for word. */
function fetchEvidence({ address, url, hops, outcome, seen }: ChallengeFetch): Evidence {
  const way = hops.map((hop) => `${hop.status} ${hop.url}${hop.location === null ? '' : ` -> ${hop.location}`}`);
  const end = outcome.kind === 'failed' ? outcome.text : outcome.body.slice(0, 200).replace(/\s+/g, ' ').trim();
  return { label: `GET ${url} at ${address} (${seen.ms} ms)`, text: [...way, end].join('\n') };
}

/** How one handshake went: what was sent, who trusts it, what was stapled, and what could be fetched that was not sent. */
export function tlsEvidence({ address, port, startTls, outcome, seen }: TlsObservation): Evidence {
  const label = `TLS at ${address} port ${port}${startTls === undefined ? '' : ` (${startTls})`} (${seen.ms} ms)`;
  if (outcome.kind === 'failed') return { label, text: `${outcome.reason}: ${outcome.text}` };
  const { chain, protocol, stores, staple, fetchedIssuers } = outcome;
  const lines = [
    ...chain.map(
      ({ subject, issuer, notAfter }) => `${subject || '(no subject)'} by ${issuer}, until ${momentWords(notAfter)}`,
    ),
    protocol,
    ...(stores ?? []).map(({ store, trusted }) => `${trusted ? 'trusted' : 'not trusted'} by the store ${store}`),
    ...(staple === undefined || staple === null ? [] : [`stapled OCSP answer: ${stapleText(staple)}`]),
    ...(fetchedIssuers?.asked ?? []).map(({ url, trouble }) => `issuer at ${url}: ${trouble ?? 'fetched'}`),
  ];
  return { label, text: lines.join('\n') };
}

function stapleText(staple: OcspStaple): string {
  return staple.kind === 'unreadable'
    ? staple.why
    : `${staple.status}, of ${momentWords(staple.thisUpdate)}${staple.nextUpdate === null ? '' : ` until ${momentWords(staple.nextUpdate)}`}`;
}
