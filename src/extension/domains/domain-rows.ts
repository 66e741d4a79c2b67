import { attributeOf } from '../../core/certificate/distinguished-name.ts';
import type { CertificateFacts } from '../../core/certificate/facts.ts';
import type { ChallengeFetch } from '../../core/acme/challenge-fetch.ts';
import type { TlsObservation } from '../../core/certificate/handshake.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import {
  byUrgency,
  inTrouble,
  sslWords,
  type DnsStatus,
  type NameStatus,
  type SslStatus,
} from '../../core/domain/status.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { Finding, Severity } from '../../core/problem/finding.ts';
import type { MarkdownLine } from '../plain-markdown.ts';

/** A row of the tree before it meets VS Code. Text may come from outside and is shown as text only. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** What a screen reader says: label, status and reason without icons. */
  readonly accessible: string;
  readonly tooltip: readonly MarkdownLine[];
  readonly contextValue: string;
  readonly children: readonly Row[];
}

export interface Icon {
  /** A codicon. */
  readonly id: string;
  readonly color: string | null;
}

interface Known {
  readonly name: string;
  readonly intent: DomainIntent;
  readonly report: DomainReport | null;
  readonly checking: boolean;
}

const red = 'list.errorForeground';
const yellow = 'list.warningForeground';
const quiet = 'descriptionForeground';

const sslIcons: Readonly<Record<SslStatus, Icon>> = {
  active: { id: 'pass-filled', color: 'charts.green' },
  expiring: { id: 'warning', color: yellow },
  pending: { id: 'sync', color: 'charts.blue' },
  none: { id: 'circle-large-outline', color: quiet },
  expired: { id: 'error', color: red },
  'not-yet-valid': { id: 'error', color: red },
  'wrong-host': { id: 'error', color: red },
  'self-signed': { id: 'error', color: red },
  untrusted: { id: 'error', color: red },
  'incomplete-chain': { id: 'error', color: red },
  unreachable: { id: 'error', color: red },
  unknown: { id: 'question', color: quiet },
};

const dnsIcons: Readonly<Record<DnsStatus, Icon>> = {
  valid: { id: 'pass', color: 'charts.green' },
  pending: { id: 'sync', color: 'charts.blue' },
  missing: { id: 'error', color: red },
  wrong: { id: 'error', color: red },
  duplicate: { id: 'error', color: red },
  error: { id: 'error', color: red },
  unknown: { id: 'question', color: quiet },
};

export const severityIcons: Readonly<Record<Severity, Icon>> = {
  error: { id: 'error', color: red },
  warning: { id: 'warning', color: yellow },
  info: { id: 'info', color: quiet },
  hint: { id: 'lightbulb', color: quiet },
};

/** A file whose entries cannot all be used: what is wrong stands there, at its line. */
export function wrongEntriesRow(file: string, lines: readonly number[]): Row {
  const where = `line ${[...new Set(lines)].join(', ')}`;
  const what = lines.length === 1 ? '1 entry cannot be used' : `${lines.length} places cannot be used`;
  return {
    id: `file:${file}`,
    label: what,
    description: where,
    icon: severityIcons.warning,
    accessible: `${what} in ${file}, ${where}`,
    tooltip: [{ kind: 'text', text: `${file}, ${where}. The other entries work.` }],
    contextValue: 'file',
    children: [],
  };
}

/** The tree's rows, worst first, then by name. */
export function domainRows(domains: readonly Known[]): readonly Row[] {
  return [...domains].sort((a, b) => compareReports(a.report, b.report) || a.name.localeCompare(b.name)).map(domainRow);
}

/** What was not looked at yet stands last. */
function compareReports(one: DomainReport | null, other: DomainReport | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return byUrgency(one.ssl, other.ssl) || Number(isEndangered(other)) - Number(isEndangered(one));
}

function domainRow(domain: Known): Row {
  const { name, report, checking } = domain;
  const id = `domain:${name}`;
  const state = report === null ? (checking ? 'checking' : 'not checked yet') : words(report);
  const icon = report === null ? sslIcons.unknown : isEndangered(report) ? sslIcons.expiring : sslIcons[report.ssl];
  return {
    id,
    label: name,
    description: checking && report !== null ? `${state} · checking` : state,
    icon: checking ? { id: 'sync~spin', color: 'charts.blue' } : icon,
    accessible: `${name}, ${state}${checking ? ', checking' : ''}`,
    tooltip: report === null ? [] : domainTooltip(name, report),
    contextValue: 'domain',
    children: report === null ? [] : detailRows(id, domain.intent, report),
  };
}

/** Does the domain need somebody, whatever its certificate is worth today? For the badge. */
export function needsSomebody(report: DomainReport): boolean {
  return inTrouble(report.ssl) || report.findings.some(({ severity }) => severity === 'error');
}

/** The certificate is good today, but something stands in the way of the next one. */
function isEndangered(report: DomainReport): boolean {
  return report.ssl === 'active' && firstTrouble(report) !== undefined;
}

function firstTrouble({ findings }: DomainReport): Finding | undefined {
  return findings.find(({ severity }) => severity === 'error' || severity === 'warning');
}

function words(report: DomainReport): string {
  const { ssl, sslDetail } = report;
  const word = sslWords(ssl);
  const trouble = isEndangered(report) ? firstTrouble(report) : undefined;
  const parts = sslDetail.startsWith(word) ? [sslDetail] : [word, sslDetail];
  return [...parts, trouble === undefined ? '' : problems[trouble.problem].title]
    .filter((part) => part !== '')
    .join(' · ');
}

function domainTooltip(name: string, report: DomainReport): readonly MarkdownLine[] {
  const first = firstTrouble(report);
  return [
    { kind: 'heading', text: `${name}: ${words(report)}` },
    ...(first === undefined ? [] : findingTooltip(first).slice(1)),
    { kind: 'text', text: `Seen from ${report.vantage} at ${localTime(report.at)}.` },
  ];
}

function detailRows(id: string, intent: DomainIntent, report: DomainReport): readonly Row[] {
  return [
    ...report.findings.map((finding, index) => findingRow(`${id}:finding:${index}`, finding, report.name)),
    namesRow(id, report.names),
    ...certificateRow(id, report.observations.tls),
    ...challengeRow(id, intent, report.observations.http),
  ];
}

/** The subject is said where it is another name than the row above already says. */
function findingRow(id: string, finding: Finding, domain: string): Row {
  const { title } = problems[finding.problem];
  return {
    id,
    label: title,
    description: finding.subject === domain ? '' : finding.subject,
    icon: severityIcons[finding.severity],
    accessible: `${finding.severity}: ${title}, ${finding.subject}. ${finding.message}`,
    tooltip: findingTooltip(finding),
    contextValue: 'finding',
    children: [],
  };
}

function findingTooltip({ problem, message, evidence }: Finding): readonly MarkdownLine[] {
  const { title, meaning, fix } = problems[problem];
  return [
    { kind: 'heading', text: title },
    { kind: 'text', text: message },
    ...evidence.slice(0, 4).map(({ label, text }): MarkdownLine => ({ kind: 'quote', text: `${label}\n${text}` })),
    { kind: 'text', text: meaning },
    { kind: 'text', text: fix },
  ];
}

function namesRow(id: string, names: readonly NameStatus[]): Row {
  const counts = new Map<DnsStatus, number>();
  for (const { dns } of names) counts.set(dns, (counts.get(dns) ?? 0) + 1);
  const summary = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  const worst = names.find(({ dns }) => dns !== 'valid')?.dns ?? 'valid';
  return {
    id: `${id}:names`,
    label: 'Names',
    description: summary,
    icon: { ...dnsIcons[worst], id: 'globe' },
    accessible: `Names: ${summary}`,
    tooltip: [],
    contextValue: 'names',
    children: names.map((name) => nameRow(id, name)),
  };
}

function nameRow(id: string, { name, dns, expected, found }: NameStatus): Row {
  const has = found.length > 0 ? found.join(', ') : 'no record';
  const differs = dns !== 'valid' && expected.length > 0;
  const description = `${dns === 'valid' ? '' : `${dns} · `}${has}${differs ? `, expected ${expected.join(', ')}` : ''}`;
  return {
    id: `${id}:name:${name}`,
    label: name,
    description,
    icon: dnsIcons[dns],
    accessible: `${name}: DNS ${dns}. Found ${has}.${differs ? ` Expected ${expected.join(', ')}.` : ''}`,
    tooltip: [
      { kind: 'heading', text: `${name}: DNS ${dns}` },
      { kind: 'text', text: 'Found' },
      ...(found.length > 0 ? found : ['no record']).map((text): MarkdownLine => ({ kind: 'quote', text })),
      ...(expected.length > 0 ? [{ kind: 'text' as const, text: 'Expected' }] : []),
      ...expected.map((text): MarkdownLine => ({ kind: 'quote', text })),
    ],
    contextValue: differs ? 'name.expected' : 'name',
    children: [],
  };
}

function certificateRow(id: string, tls: readonly TlsObservation[]): readonly Row[] {
  const served = tls.flatMap(({ address, outcome }) =>
    outcome.kind === 'handshake' && outcome.chain[0] !== undefined
      ? [{ address, outcome, leaf: outcome.chain[0] }]
      : [],
  );
  const [first] = served;
  if (first === undefined) return [];
  const { leaf, outcome } = first;
  const same = served.every(({ leaf: other }) => other.fingerprint === leaf.fingerprint);
  const addresses = new Set(served.map(({ address }) => address)).size;
  const description = `until ${leaf.notAfter.slice(0, 10)}, ${issuerName(leaf)}, ${keyWords(leaf)}`;
  const chain = [leaf, ...outcome.chain.slice(1)].map((one) => one.commonName ?? shortSubject(one.subject));
  const where = `served ${same ? 'the same' : 'differently'} on ${addresses === 1 ? '1 address' : `${addresses} addresses`}`;
  return [
    {
      id: `${id}:certificate`,
      label: 'Certificate',
      description,
      icon: { id: 'verified', color: null },
      accessible: `Certificate: ${description}`,
      tooltip: [
        { kind: 'heading', text: 'Certificate' },
        { kind: 'quote', text: `subject: ${leaf.subject === '' ? '(empty)' : leaf.subject}` },
        { kind: 'quote', text: `issuer: ${leaf.issuer}` },
        { kind: 'quote', text: `serial: ${leaf.serialNumber}` },
        { kind: 'quote', text: `valid: ${leaf.notBefore} to ${leaf.notAfter}` },
        {
          kind: 'quote',
          text: `names: ${leaf.names
            .slice(0, 20)
            .map(({ value }) => value)
            .join(', ')}`,
        },
      ],
      contextValue: 'certificate',
      children: [
        {
          id: `${id}:chain`,
          label: `chain: ${chain.join(' → ')}`,
          description: where,
          icon: { id: 'link', color: null },
          accessible: `Chain: ${chain.join(', then ')}; ${where}`,
          tooltip: [],
          contextValue: 'chain',
          children: [],
        },
      ],
    },
  ];
}

function keyWords({ key }: CertificateFacts): string {
  if (key.algorithm === 'ec') return `ECDSA P-${key.bits}`;
  return key.algorithm === 'rsa' ? `RSA ${key.bits}` : key.algorithm;
}

function issuerName({ issuer }: CertificateFacts): string {
  const parts = [attributeOf(issuer, 'O'), attributeOf(issuer, 'CN')].filter((part) => part !== null);
  return parts.length === 0 ? issuer : parts.join(' ');
}

function shortSubject(subject: string): string {
  return subject === '' ? '(no subject)' : subject.length > 40 ? `${subject.slice(0, 40)}…` : subject;
}

function challengeRow(id: string, intent: DomainIntent, http: readonly ChallengeFetch[]): readonly Row[] {
  const answered = http.filter(({ outcome }) => outcome.kind === 'response').length;
  const description =
    intent.method !== 'http-01'
      ? intent.method
      : http.length === 0
        ? 'http-01 · not looked at'
        : `http-01 · port 80 ${answered === http.length ? 'answers' : `answers on ${answered} of ${http.length} addresses`}`;
  return [
    {
      id: `${id}:challenge`,
      label: 'Challenge',
      description,
      icon: { id: 'key', color: null },
      accessible: `Challenge: ${description}`,
      tooltip: http.slice(0, 16).map(({ name, address, outcome }): MarkdownLine => {
        const how = outcome.kind === 'response' ? `HTTP ${outcome.status}` : outcome.text;
        return { kind: 'quote', text: `${name} at ${address}: ${how}` };
      }),
      contextValue: 'challenge',
      children: [],
    },
  ];
}

function localTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}
