import type { CaStatus, ServiceState } from '../acme/ca-status.ts';
import type { DomainIntent } from '../domain/intent.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { parsedUrl } from '../parsed-url.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import type { JudgeContext } from './context.ts';
import { listed, makeFinding } from './make-finding.ts';

/** Does the CA itself say that it is in trouble, or at work on its service? Of the service that would be asked, where the page tells it apart. */
export function judgeCaStatus(
  _intent: DomainIntent,
  { caStatus }: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  if (caStatus?.outcome.kind !== 'status') return [];
  const { status } = caStatus.outcome;
  const hosts = context.ca.directories.map((url) => parsedUrl(url)?.host ?? url);
  const own = status.services.filter(({ name }) => name.includes(hosts[0] ?? name));
  const states: readonly ServiceState[] = own.length > 0 ? own : [status.overall];
  const worst = states.reduce((one, other) => (other.code > one.code ? other : one));
  if (worst.code <= 100) return [];
  const why = [...status.incidents, ...status.maintenance].map((one) => quotedText(one, 150));
  const what = `the CA says of its service: ${quotedText(worst.words, 60)}${why.length === 0 ? '' : ` (${listed(why)})`}`;
  return [
    makeFinding(
      {
        problem: 'ca-overloaded',
        severity: worst.code >= 400 ? 'warning' : 'info',
        subject: quotedText(context.ca.name, 100),
        what,
        evidence: [{ label: caStatus.page, text: linesOf(status).join('\n') }],
      },
      context,
    ),
  ];
}

function linesOf({ overall, services, incidents, maintenance }: CaStatus): readonly string[] {
  return [
    `overall: ${overall.words}`,
    ...services.map(({ name, words }) => `${name}: ${words}`),
    ...incidents.map((one) => `incident: ${one}`),
    ...maintenance.map((one) => `maintenance: ${one}`),
  ];
}
