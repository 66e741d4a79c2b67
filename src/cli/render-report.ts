import type { DomainReport } from '../core/domain/report.ts';
import { dnsWords, sslWords, type SslStatus } from '../core/domain/status.ts';
import { renewerLine, serverLine } from '../core/host/host-lines.ts';
import { explainFindings } from '../core/judge/explain-findings.ts';
import { problems } from '../core/problem/catalogue.ts';
import type { Finding, Severity } from '../core/problem/finding.ts';
import { quotedText } from '../core/quoted-text.ts';
import { styled, wrapped, type Style, type Terminal } from './terminal.ts';

/** One domain for a person: its status, its names, then each finding with what it means, what to do and the evidence. */
export function renderReport(report: DomainReport, terminal: Terminal): string {
  const { mark, style } = signs[report.ssl];
  const seen = `seen from ${report.vantage}, ${(report.ms / 1000).toFixed(1)} s`;
  const head = `${styled(mark, style, terminal)} ${styled(report.name, 'bold', terminal)}  ${styled(sslText(report), style, terminal)}`;
  const names = report.names.map((name) => `    ${name.name}  ${dnsWords(name)}`);
  const { host } = report.observations;
  const machine =
    host == null
      ? []
      : [
          ...host.servers.map((server) => `    on this machine  ${serverLine(server)}`),
          ...host.renewers.map((one) => `    renews here  ${one.client} by ${renewerLine(one)}`),
        ];
  const findings = explainFindings(report.findings).flatMap(({ finding, consequences }) => [
    renderFinding(finding, terminal),
    ...(consequences.length === 0 ? [] : [`\n  ${styled('It explains also:', 'bold', terminal)}`]),
    ...consequences.map((one) => renderFinding(one, terminal).replaceAll('\n', '\n  ')),
  ]);
  return [`${head}  ${styled(`(${seen})`, 'dim', terminal)}`, ...names, ...machine, ...findings].join('\n') + '\n';
}

function sslText({ ssl, sslDetail }: DomainReport): string {
  const word = sslWords(ssl);
  const detail = quotedText(sslDetail, 200);
  if (detail === '') return word;
  return detail.startsWith(word) ? detail : `${word} · ${detail}`;
}

/** One finding for a person: what it is, what was found, what it means and what to do. */
export function renderFinding({ problem, severity, message, evidence }: Finding, terminal: Terminal): string {
  const { title, meaning, fix } = problems[problem];
  const head = `  ${styled(severity.padEnd(7), severityStyles[severity], terminal)} ${styled(title, 'bold', terminal)} ${styled(`[${problem}]`, 'dim', terminal)}`;
  const paragraphs = [message, ...(severity === 'info' || severity === 'hint' ? [] : [meaning, `To do: ${fix}`])];
  const quotes = evidence.flatMap(({ label, text }) => [
    quotedText(label, 200),
    ...text
      .split('\n')
      .slice(0, 8)
      .map((line) => `  ${quotedText(line, 200)}`),
  ]);
  return [
    '',
    head,
    ...paragraphs.filter((text) => text !== '').map((text) => wrapped(text, '          ', terminal)),
    ...quotes.map((line) => styled(`          | ${line}`, 'dim', terminal)),
  ].join('\n');
}

const severityStyles: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
  hint: 'dim',
};

const bad = { mark: '✖', style: 'red' } as const;
const signs: Readonly<Record<SslStatus, { readonly mark: string; readonly style: Style }>> = {
  active: { mark: '✔', style: 'green' },
  expiring: { mark: '⚠', style: 'yellow' },
  none: { mark: '○', style: 'dim' },
  pending: { mark: '◌', style: 'blue' },
  unknown: { mark: '?', style: 'dim' },
  expired: bad,
  'not-yet-valid': bad,
  'wrong-host': bad,
  'self-signed': bad,
  untrusted: bad,
  'incomplete-chain': bad,
  unreachable: bad,
};
