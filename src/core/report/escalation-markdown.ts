import { momentWords } from '../certificate/lifetime.ts';
import { markdownCell, markdownLine } from '../markdown-text.ts';
import type { EscalationReport, ReportedFinding } from './escalation-report.ts';

/** The report as Markdown for a ticket or a mail. It reads the same where nobody renders it. */
export function escalationMarkdown(report: EscalationReport): string {
  const { made, domain, platform, status, ca, renewal, changes, system, playbook, note } = report;
  const lines = [
    `# Certificate trouble: ${markdownLine(domain.name)}`,
    '',
    `- Made: ${moment(made.at)} by ${markdownLine(made.by)}${made.seenFrom === null ? '' : `, seen from ${markdownLine(made.seenFrom)}`}`,
    `- Names: ${domain.names.map(markdownLine).join(', ')}`,
    `- Platform: ${markdownLine(platform.title)} (${markdownLine(platform.known)}); who renews: ${markdownLine(platform.managedBy)}`,
    `- Validation: ${domain.validation}`,
    `- CA: ${markdownLine(ca.name)}${ca.directoryHost === null ? '' : ` (${markdownLine(ca.directoryHost)})`}; directory: ${markdownLine(ca.answer)}`,
    ...(playbook === null ? [] : [`- Playbook: ${markdownLine(playbook.title)}: ${markdownLine(playbook.verdict)}`]),
    ...(note === null ? [] : ['', '## Note', '', ...note.split('\n').map(markdownLine)]),
    '',
    '## Status',
    '',
    ...statusLines(status),
    ...section('Findings', report.findings.flatMap(findingLines)),
    ...section('Certificates that are served', certificateLines(report.certificates)),
    ...section('Automation', automationLines(report.automation)),
    '',
    '## Renewal schedule (UTC)',
    '',
    `- Rule: ${markdownLine(renewal.rule)}`,
    ...renewal.certificates.map(
      (one) =>
        `- ${markdownLine(one.owner)}: until ${moment(one.notAfter)}, due from ${moment(one.dueFrom)}${one.dueBy === null ? '' : ` (${one.dueBy})`}, next try ${one.nextTry === null ? 'when due' : moment(one.nextTry)}${one.lastAttempt === null ? '' : `; last attempt ${markdownLine(one.lastAttempt)}`}`,
    ),
    ...section('Error messages in the logs', report.logs.flatMap(logLines)),
    ...section(
      changes === null ? 'Recent changes' : `Changes since it was last well (${moment(changes.since)})`,
      changes === null
        ? ['Not known: there is no record of the domain being well.']
        : changes.changes.length === 0
          ? ['Nothing of what was seen both times.']
          : changes.changes.map((change) => `- ${markdownLine(change)}`),
    ),
    '',
    '## System',
    '',
    `- Operating system: ${system.os === null ? 'not seen' : markdownLine(system.os)}`,
    `- Web servers here: ${system.servers.length === 0 ? 'none seen' : system.servers.map(markdownLine).join('; ')}`,
    `- Programs that answered: ${system.versions.length === 0 ? 'none named itself' : system.versions.map(markdownLine).join('; ')}`,
    `- Installed here: ${system.installed.length === 0 ? 'not seen' : system.installed.map(markdownLine).join('; ')}`,
    `- Clock ahead of the CA's: ${system.clockAheadOfCa ?? 'not known'}`,
    `- Resolvers asked: ${system.resolvers.length === 0 ? 'none' : system.resolvers.map(markdownLine).join(', ')}`,
    '',
    'Secrets were taken out, and made-up names stand for people, machines, clients and domains that are not asked about.',
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function statusLines(status: EscalationReport['status']): readonly string[] {
  if (status === null) return ['Not looked at.'];
  return [
    `- Certificate: ${markdownLine(status.certificate)}`,
    ...(status.deployment === null ? [] : [`- Deployment: ${status.deployment}`]),
    `- Checked: ${moment(status.checkedAt)}`,
    '',
    '| name | DNS | found | expected |',
    '|---|---|---|---|',
    ...status.names.map(
      ({ name, dns, found, expected }) =>
        `| ${markdownCell(name)} | ${dns} | ${markdownCell(found.join(', ') || 'no record')} | ${markdownCell(expected.join(', ') || 'not said')} |`,
    ),
  ];
}

function findingLines({ severity, title, problem, subject, message, evidence, consequences }: ReportedFinding) {
  return [
    `- **${title}** (${problem}, ${severity}), ${markdownLine(subject)}: ${markdownLine(message)}`,
    ...evidence.map(({ label, text }) => `  - ${markdownLine(label)}: ${markdownLine(text)}`),
    ...consequences.map((one) => `  - explains also: ${markdownLine(one)}`),
  ];
}

function certificateLines(certificates: EscalationReport['certificates']): readonly string[] {
  return certificates.flatMap(({ names, serial, issuer, notBefore, notAfter, publicKey, sha256, servedAt }) => [
    `- Serial ${serial}, ${moment(notBefore)} to ${moment(notAfter)}, ${markdownLine(publicKey)}, issued by ${markdownLine(issuer)}`,
    `  - names: ${names.map(markdownLine).join(', ')}`,
    `  - served by ${servedAt.map(markdownLine).join('; ')}`,
    `  - SHA-256 ${sha256}`,
  ]);
}

function automationLines(automation: EscalationReport['automation']): readonly string[] {
  return automation.map(
    ({ client, runsBy, where, active, lastRun, nextRun, failed }) =>
      `- ${client}, by ${runsBy} (${markdownLine(where)}): ${active === null ? 'not known whether active' : active ? 'active' : 'not active'}, last run ${moment(lastRun)}${failed === true ? ', which failed' : ''}, next run ${moment(nextRun)}`,
  );
}

function logLines({ name, format, lines, attempts, messages }: EscalationReport['logs'][number]): readonly string[] {
  return [
    `### ${markdownLine(name)}`,
    '',
    `${format}, ${lines.toLocaleString('en')} lines; ${messages.length === 0 ? 'nothing in it concerns the domain' : `${messages.length} decisive`}.`,
    ...(attempts.length === 0
      ? []
      : [
          '',
          ...attempts.map(
            ({ time, outcome, cause }) =>
              `- Attempt ${time === null ? 'without a time' : markdownLine(time)}: ${outcome}${cause === null ? '' : ` (${cause})`}`,
          ),
        ]),
    ...messages.flatMap(({ problem, title, line, time, excerpt }) => [
      '',
      `**${title}** (${problem}), line ${line}${time === null ? '' : `, ${markdownLine(time)}`}:`,
      '',
      // An indented block: nothing in it means anything to Markdown.
      ...excerpt.map((one) => `    ${String(one.line).padStart(6)}  ${one.text}`),
    ]),
    '',
  ];
}

function moment(iso: string | null): string {
  return iso === null ? 'not known' : momentWords(iso);
}
