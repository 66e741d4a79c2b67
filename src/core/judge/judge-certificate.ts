import { covers } from '../certificate/covers.ts';
import type { TlsObservation } from '../certificate/handshake.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { groupBy } from '../group-by.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { reservedKind } from '../dns/reserved-address.ts';
import { cdnOf } from './cdn.ts';
import { chainDefects, defectWords, type ChainDefect } from './certificate-defects.ts';
import { handshakesFor, hostsOf } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { isSeen, tlsEvidence } from './judge-reach.ts';
import {
  answersWithoutName,
  isDefaultCertificate,
  variedAt,
  variedEvidence,
  versionsAlone,
} from './varied-handshakes.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/** Is what every address serves a certificate that clients take for the name? Names, dates, path and order each by itself. */
export function judgeCertificate(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  const made = [
    ...hostsOf(intent).flatMap((name) => {
      const tls = observations.tls.filter(({ serverName }) => serverName === name.ascii);
      return [
        ...judgeServed(name, tls, observations, context),
        ...judgeVersions(name, tls),
        ...judgeSilence(name, tls, intent, observations),
      ];
    }),
    ...judgeCoverage(intent, observations.tls),
  ];
  return made.map((one) => makeFinding(one, context));
}

/** One finding for all addresses that serve the same defect. */
export function judgeServed(
  name: DomainName,
  tls: readonly TlsObservation[],
  observations: DomainObservations,
  { now }: JudgeContext,
): readonly Made[] {
  const met = tls.flatMap((observation) => {
    const { outcome } = observation;
    return outcome.kind === 'handshake'
      ? chainDefects(outcome, name.ascii, now).map((defect) => ({ observation, defect: atHome(defect, observation) }))
      : [];
  });
  const groups = groupBy(met, ({ defect }) => `${defect.problem} ${defect.what}`);
  return [...groups.values()].flatMap((group): readonly Made[] => {
    const first = group[0];
    if (first === undefined) return [];
    const { what, figure, ...defect } = first.defect;
    const varied = group.flatMap(({ observation }) => variedAt(observations, observation));
    const isStrange = defect.problem === 'cert-hostname' || defect.problem === 'self-signed';
    const isDefault =
      isStrange &&
      group.every(({ observation }) => isDefaultCertificate(observation, variedAt(observations, observation)));
    const at = listed(group.map(({ observation }) => placeOf(observation)));
    return [
      {
        ...defect,
        subject: textOf(name),
        what: `${defectWords(what, {
          leaf: `the certificate at ${at}`,
          chain: `the chain at ${at}`,
          sender: `the server at ${at}`,
          give: 'send',
        })}${isDefault ? '; it is shown for every name, so none is set up for this one' : ''}`,
        ...(figure === undefined ? {} : { figures: [figure] }),
        evidence: [
          ...group.map(({ observation }) => tlsEvidence(observation)),
          ...(isStrange ? varied.map(variedEvidence) : []),
        ],
      },
    ];
  });
}

/** The port is said only where it is another than the one of the web. */
function placeOf({ address, port, startTls }: TlsObservation): string {
  return startTls === undefined ? address : `${address} port ${port} (${startTls})`;
}

/** On a private network a CA of its own is the rule. */
function atHome(defect: ChainDefect, { address, outcome }: TlsObservation): ChainDefect {
  const isSystem = outcome.kind === 'handshake' && outcome.path.kind === 'trusted' && outcome.path.store === 'system';
  return isSystem && defect.problem === 'self-signed' && reservedKind(address) !== null
    ? { ...defect, severity: 'info' }
    : defect;
}

/** Browsers take nothing before TLS 1.2 (RFC 8996). The first handshake offers all, so it got the best there is. */
function judgeVersions(name: DomainName, tls: readonly TlsObservation[]): readonly Made[] {
  const old = tls.filter(
    ({ outcome }) => outcome.kind === 'handshake' && ['TLSv1', 'TLSv1.1'].includes(outcome.protocol),
  );
  const first = old[0];
  if (first?.outcome.kind !== 'handshake') return [];
  const version = first.outcome.protocol.replace('v1.1', ' 1.1').replace(/v1$/, ' 1.0');
  return [
    {
      problem: 'nginx-ssl-protocol',
      severity: 'error',
      subject: textOf(name),
      what: `port ${first.port} at ${listed(old.map(({ address }) => address))} speaks no newer version than ${version}, which browsers refuse`,
      evidence: old.map(tlsEvidence),
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
  const groups = groupBy(tls.filter(isSeen), (observation) => {
    const { outcome } = observation;
    // It does speak TLS, to some.
    if (
      outcome.kind === 'failed' &&
      outcome.reason === 'reset' &&
      versionsAlone(variedAt(observations, observation)).length > 0
    )
      return 'alert';
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
  observations: DomainObservations,
): readonly Made[] {
  const first = tls[0];
  if (first?.outcome.kind !== 'failed') return [];
  const { http } = observations;
  const { reason, text } = first.outcome;
  const varied = tls.flatMap((one) => variedAt(observations, one));
  const alone = [...new Set(versionsAlone(varied))];
  const subject = textOf(name);
  const at = `port ${first.port} at ${listed(tls.map(({ address }) => address))}`;
  const evidence = [...tls.map(tlsEvidence), ...varied.map(variedEvidence)];
  const common = { subject, figures: [reason, `${first.seen.ms} ms`], evidence };
  if (reason === 'not-tls')
    return [{ ...common, problem: 'http-not-http', what: `${at} answers, but does not speak TLS` }];
  const cdn = (observations.pages ?? [])
    .filter((page) => page.name === name.ascii)
    .map(cdnOf)
    .find((found) => found !== null);
  if (cdn !== undefined && (reason === 'alert' || reason === 'reset')) {
    const what = `${cdn} answers over HTTP and breaks TLS off at ${at}, as long as it has no certificate for the name`;
    return [{ ...common, problem: 'cdn-proxy', what }];
  }
  if (alone.length > 0) {
    const versions = listed(alone.map((version) => version.replace('v', ' ')));
    const what = `${at} breaks the TLS handshake off where all versions are offered, and takes ${versions} alone`;
    return [{ ...common, problem: 'nginx-ssl-protocol', severity: 'error', what }];
  }
  if (reason === 'alert') {
    const unknownName =
      text.toLowerCase().replaceAll('_', ' ').includes('unrecognized name') || answersWithoutName(varied);
    return unknownName
      ? [{ ...common, problem: 'cert-hostname', what: `the server behind ${at} has no certificate for this name` }]
      : [{ ...common, problem: 'nginx-ssl-protocol', what: `${at} breaks the TLS handshake off: ${quotedText(text)}` }];
  }
  // There is a certificate, of which nothing is known.
  if (reason === 'unreadable') return [];
  // Told already, by tls-alpn-01 as what it needs, and for http-01 as the silence of port 80.
  if (method === 'tls-alpn-01') return [];
  const overHttp = [...http, ...(observations.pages ?? []).filter(({ url }) => url.startsWith('http:'))];
  if (overHttp.some((visit) => visit.name === name.ascii && visit.hops.length > 0)) {
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
