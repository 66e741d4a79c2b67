import type { DomainReport } from '../../core/domain/report.ts';
import { byUrgency, dnsWords, inTrouble, sslWords } from '../../core/domain/status.ts';
import { momentWords } from '../../core/certificate/lifetime.ts';
import type { Domain } from '../domains/domain-store.ts';
import { commands } from '../ids.ts';
import { heading, item, text, type Answer } from './answer.ts';
import { findingLines, findingQuotes } from './finding-lines.ts';
import { redactionScope } from '../../core/report/redaction-scope.ts';

/** What is known of the workspace's domains. */
type Known = Pick<Domain, 'name' | 'intent' | 'report'>;

/** So many domains are told one by one, those in trouble first. */
const mostDomains = 50;

/** The domains of the workspace and what the last look at each said. Looks at nothing. */
export function statusAnswer(domains: readonly Known[]): Answer {
  if (domains.length === 0) {
    return {
      lines: [text('The workspace lists no domains. They stand in cert-doctor.json; Add Domain… writes it.')],
      quotes: [],
      offers: [{ title: 'Add Domain…', command: commands.addDomain }],
      scope: redactionScope([]),
    };
  }
  const sorted = domains.toSorted((one, other) => byUrgency(statusOf(one), statusOf(other)));
  const shown = sorted.slice(0, mostDomains);
  const troubled = domains.filter(({ report }) => report !== null && inTrouble(report.ssl)).length;
  return {
    lines: [
      heading('Domains of the workspace'),
      text(`${domains.length} listed, ${troubled} in trouble. Nothing was looked at for this answer.`),
      ...shown.map(({ name, report }) =>
        item(
          report === null
            ? `${name}: not looked at yet`
            : `${name}: ${sslWords(report.ssl)}, seen ${momentWords(report.at)}`,
        ),
      ),
      ...(domains.length > shown.length ? [text(`and ${domains.length - shown.length} more`)] : []),
    ],
    quotes: shown.flatMap(({ name, report }) =>
      report === null || report.sslDetail === ''
        ? []
        : [{ label: `${name}: status in detail`, text: report.sslDetail }],
    ),
    offers: [{ title: 'Check All Domains', command: commands.checkAllDomains }],
    scope: redactionScope(shown),
  };
}

function statusOf({ report }: Known): DomainReport['ssl'] {
  return report?.ssl ?? 'unknown';
}

/** What one look at one domain said. */
export function checkAnswer({ name, intent, report }: Known): Answer {
  if (report === null) {
    return {
      lines: [text(`${name} was not looked at yet.`)],
      quotes: [],
      offers: [{ title: `Check ${name}`, command: commands.checkDomain, argument: name }],
      scope: redactionScope([]),
    };
  }
  const told = report.findings.filter(({ severity }) => severity !== 'hint');
  return {
    lines: [
      heading(`${name}: ${sslWords(report.ssl)}`),
      text(`Looked at ${momentWords(report.at)}. What is seen from another place may differ.`),
      ...report.names.map((status) => item(`${status.name}: DNS ${status.dns}`)),
      heading('Findings'),
      ...(told.length === 0
        ? [text(report.ssl === 'active' ? 'Nothing wrong was found.' : 'No finding explains the status.')]
        : findingLines(told)),
    ],
    quotes: [
      { label: 'status in detail', text: report.sslDetail === '' ? sslWords(report.ssl) : report.sslDetail },
      { label: 'seen from', text: report.vantage },
      ...report.names.map((status) => ({ label: status.name, text: dnsWords(status) })),
      ...findingQuotes(told),
    ],
    offers: [
      {
        title: 'Start Playbook…',
        command: commands.startPlaybook,
        argument: { name, problem: told[0]?.problem ?? null },
      },
      { title: 'Create Escalation Report…', command: commands.createReport, argument: { name } },
    ],
    scope: redactionScope([{ intent, report }]),
  };
}
