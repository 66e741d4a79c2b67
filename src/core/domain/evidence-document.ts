import type { ChallengeFetch } from '../acme/challenge-fetch.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { TlsObservation, TrustPath } from '../certificate/handshake.ts';
import { momentWords } from '../certificate/lifetime.ts';
import type { DnsObservation } from '../dns/answer.ts';
import { valueText } from '../dns/record-text.ts';
import { serverText } from '../dns/resolution.ts';
import { groupBy } from '../group-by.ts';
import { explainFindings } from '../judge/explain-findings.ts';
import { problems } from '../problem/catalogue.ts';
import type { Finding } from '../problem/finding.ts';
import { hostLines } from '../host/host-lines.ts';
import { quotedText } from '../quoted-text.ts';
import type { Seen } from '../seen.ts';
import { changeText } from './changes.ts';
import type { ChangesSinceGood } from './history.ts';
import type { DomainIntent } from './intent.ts';
import { textOf } from './name.ts';
import { oneVantage } from './one-vantage.ts';
import type { DomainReport } from './report.ts';
import { dnsWords, sslWords } from './status.ts';

/** So many looks of a kind, and lines of what has no form of its own, are written. */
const mostLooks = 400;
const mostLines = 2_000;

/**
 * Everything that a check saw, as lines of text for people: what was asked, of whom, when, what was answered, and what
 * was made of it. Nothing in a line steers a terminal or hides.
 */
export function evidenceDocument(
  intent: DomainIntent,
  report: DomainReport,
  changes: ChangesSinceGood | null,
): readonly string[] {
  const { dns, tls, http, publicSuffixes, authority, host, ...others } = report.observations;
  return [
    `${report.name}: ${sslWords(report.ssl)}${report.sslDetail === '' ? '' : ` · ${quotedText(report.sslDetail, 300)}`}`,
    `Seen from ${quotedText(report.vantage)} at ${momentWords(report.at)}, in ${(report.ms / 1000).toFixed(1)} s.`,
    oneVantage(report.name),
    ...section('What was found', findingLines(report.findings)),
    ...(changes === null
      ? []
      : section(`What changed since it was last well, at ${momentWords(changes.since)}`, changeLines(changes))),
    ...section('What should be', intentLines(intent)),
    ...section(
      'Names',
      report.names.map((name) => `${name.name}: ${dnsWords(name)}`),
    ),
    ...section('What resolvers answered', dnsLines(dns)),
    ...section(
      'What the name servers of the zones answered',
      (authority ?? []).flatMap(({ zone, parent, servers }) => [
        `zone ${zone === '' ? '.' : quotedText(zone)}`,
        ...indented(['handed down by the zone above', ...indented(dnsLines(parent))]),
        ...servers.flatMap(({ name, address, answers, tcp, plain, notAllowed, addressless }) =>
          indented([
            `${quotedText(name)} at ${address ?? 'no address'}${notAllowed === true ? ', not asked: its address is private or reserved' : ''}${addressless === true ? ', which resolvers do not know' : ''}`,
            ...indented(dnsLines([...answers, ...(tcp === null ? [] : [tcp]), ...(plain === null ? [] : [plain])])),
          ]),
        ),
      ]),
    ),
    ...section('What was served over TLS', tls.slice(0, mostLooks).flatMap(tlsLines)),
    ...section('What the challenge path answered', http.slice(0, mostLooks).flatMap(httpLines)),
    ...(publicSuffixes.length === 0 ? [] : section('Public suffixes', publicSuffixes)),
    ...(host == null ? [] : section('What this machine shows of itself', hostLines(intent, host).slice(0, mostLines))),
    ...Object.entries(others).flatMap(([part, value]) =>
      isEmpty(value) ? [] : section(titles[part] ?? part, outline(value).slice(0, mostLines)),
    ),
  ];
}

const titles: Readonly<Record<string, string>> = {
  variedTls: 'Further handshakes',
  mail: 'What mail servers served',
  pages: 'Front pages',
  dnssec: 'DNSSEC',
  ca: 'What the CA says',
  caStatus: 'What the CA says of itself on its status page',
};

function isEmpty(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, ...indented(lines.length === 0 ? ['nothing'] : lines)];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  return explainFindings(findings).flatMap(({ finding, consequences }) => [
    ...oneFinding(finding),
    ...consequences.flatMap((one) => indented(['it explains also', ...indented(oneFinding(one))])),
  ]);
}

function oneFinding({ problem, severity, message, evidence }: Finding): readonly string[] {
  const { title, meaning, fix } = problems[problem];
  return [
    `${severity.toUpperCase()} ${title} [${problem}]`,
    ...indented([
      quotedText(message, 2_000),
      meaning,
      `To do: ${fix}`,
      ...evidence.flatMap(({ label, text }) => [
        quotedText(label, 300),
        ...indented(text.split('\n').map((line) => quotedText(line, 500))),
      ]),
    ]),
  ];
}

function changeLines({ changes }: ChangesSinceGood): readonly string[] {
  return changes.length === 0
    ? ['nothing of what was seen both times']
    : changes.map((change) => quotedText(changeText(change), 4_000));
}

function intentLines({
  names,
  method,
  addresses,
  delegationTarget,
  delegations = [],
  expectedTexts = [],
  webRoot,
  platform,
}: DomainIntent): readonly string[] {
  return [
    `names: ${names.map(textOf).join(', ')}`,
    `validated by ${method}`,
    addresses.length === 0 ? 'addresses: not said' : `addresses: ${addresses.join(', ')}`,
    ...(delegationTarget === null ? [] : [`_acme-challenge leads to ${delegationTarget}`]),
    ...delegations.map(({ name, target }) => `_acme-challenge.${name} leads to ${target}`),
    ...expectedTexts.map((text) => `_acme-challenge holds ${text}`),
    ...(webRoot === null ? [] : [`served from ${quotedText(webRoot)}`]),
    ...(platform === undefined ? [] : [`kept by ${quotedText(platform)}`]),
  ];
}

function dnsLines(dns: readonly DnsObservation[]): readonly string[] {
  const byQuestion = groupBy(
    dns.slice(0, mostLooks),
    ({ question: { type, name } }) => `${type} ${name === '' ? '.' : name}`,
  );
  return [...byQuestion].flatMap(([question, observations]) => [
    quotedText(question, 300),
    ...indented(observations.map(answerLine)),
  ]);
}

function answerLine({ server, outcome, seen }: DnsObservation): string {
  const asked = `${seenWords(seen)}  ${server.source} ${quotedText(serverText(server))}`;
  if (outcome.kind === 'silence') return `${asked}: no answer, ${outcome.reason} (${quotedText(outcome.text, 300)})`;
  const flags = [
    ...(outcome.authoritative ? ['aa'] : []),
    ...(outcome.authenticated ? ['ad'] : []),
    ...(outcome.recursionAvailable === true ? ['ra'] : []),
    ...(outcome.cutOverUdp === true ? ['tc over udp'] : []),
  ];
  const errors = (outcome.extendedErrors ?? []).map(({ code, text }) => `EDE ${code} ${quotedText(text)}`.trim());
  const records = outcome.records.slice(0, 50).map((record) => {
    return `${quotedText(record.name)} ${record.ttl} ${record.type} ${quotedText(valueText(record), 500)}`;
  });
  const unchecked = outcome.rcodeUnchecked === undefined ? [] : [`${outcome.rcodeUnchecked} with checking disabled`];
  return `${asked} by ${outcome.transport}: ${[quotedText(outcome.rcode), ...unchecked, ...flags, ...errors].join(' ')}; ${records.join('; ') || 'no record'}`;
}

function tlsLines({ serverName, address, port, outcome, seen }: TlsObservation): readonly string[] {
  const asked = `${serverName} at ${address} port ${port}`;
  if (outcome.kind === 'failed')
    return [asked, `  ${seenWords(seen)}  failed, ${outcome.reason}: ${quotedText(outcome.text, 500)}`];
  return [
    asked,
    ...indented([
      `${seenWords(seen)}  ${quotedText(outcome.protocol)} with ${quotedText(outcome.cipher)}; ${pathWords(outcome.path)}`,
      ...(outcome.stores ?? []).map(
        ({ store, trusted }) => `${quotedText(store, 300)}: ${trusted ? 'trusted' : 'not trusted'}`,
      ),
      ...outcome.chain.flatMap((certificate, index) => [
        `certificate ${index + 1} of ${outcome.chain.length}, as sent`,
        ...indented(certificateLines(certificate)),
      ]),
    ]),
  ];
}

function pathWords(path: TrustPath): string {
  if (path.kind === 'trusted')
    return `trusted by ${quotedText(path.store, 300)}, root ${quotedText(path.anchor.subject, 300)}`;
  return `not trusted: ${path.reason}, at ${quotedText(path.at, 300)}`;
}

function certificateLines(certificate: CertificateFacts): readonly string[] {
  const { subject, issuer, notBefore, notAfter, serialNumber, names, key, signatureAlgorithm, fingerprint } =
    certificate;
  return [
    `subject ${subject === '' ? '(empty)' : quotedText(subject, 500)}`,
    `issuer ${quotedText(issuer, 500)}`,
    `valid ${momentWords(notBefore)} to ${momentWords(notAfter)}`,
    `serial ${serialNumber}`,
    `names ${
      names
        .slice(0, 100)
        .map(({ value }) => quotedText(value, 260))
        .join(', ') || 'none'
    }`,
    `key ${quotedText(key.algorithm)} ${key.bits}, signed by ${quotedText(signatureAlgorithm)}`,
    `SHA-256 ${fingerprint}`,
  ];
}

function httpLines({ name, address, url, hops, outcome, seen }: ChallengeFetch): readonly string[] {
  return [
    `${name} at ${address}`,
    ...indented([
      `${seenWords(seen)}  ${quotedText(url, 500)}`,
      ...hops.map(({ url: place, address: where, status, location, server, ms }) =>
        [
          `${quotedText(place, 500)} at ${where}: HTTP ${status} in ${ms} ms`,
          ...(location === null ? [] : [`leads to ${quotedText(location, 500)}`]),
          ...(server === null ? [] : [`Server: ${quotedText(server)}`]),
        ].join(', '),
      ),
      ...(outcome.kind === 'failed'
        ? [`failed, ${outcome.reason}: ${quotedText(outcome.text, 500)}`]
        : [
            `HTTP ${outcome.status}, ${outcome.bytes} bytes${outcome.contentType === null ? '' : ` of ${quotedText(outcome.contentType)}`}`,
            ...indented(
              outcome.body
                .split('\n')
                .slice(0, 12)
                .map((line) => quotedText(line, 300)),
            ),
          ]),
    ]),
  ];
}

function seenWords({ at, from, ms }: Seen): string {
  return `${quotedText(at, 30)} from ${quotedText(from)}, ${ms} ms`;
}

/** Plain data that has no form of its own here, by its members. */
function outline(value: unknown, depth = 0): readonly string[] {
  if (depth > 10) return ['…'];
  if (Array.isArray(value)) {
    return value.slice(0, mostLooks).flatMap((item) => {
      const [first = '', ...rest] = outline(item, depth + 1);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  if (typeof value !== 'object' || value === null) return [scalarText(value)];
  return Object.entries(value).flatMap(([key, item]) => {
    const lines = outline(item, depth + 1);
    const isOneLine = lines.length === 1 && (typeof item !== 'object' || item === null);
    return isOneLine
      ? [`${quotedText(key)}: ${lines[0] ?? ''}`]
      : [`${quotedText(key)}:${lines.length === 0 ? ' none' : ''}`, ...indented(lines)];
  });
}

function scalarText(value: unknown): string {
  if (value === null) return 'not known';
  return quotedText(typeof value === 'string' ? value : JSON.stringify(value), 500);
}
