import type { DnssecObservation } from '../dns/dnssec-result.ts';
import { serverText } from '../dns/resolution.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { Evidence, Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import type { JudgeContext } from './context.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/** Would a CA, which must validate (BR §3.2.2.8.1), take what DNS says of the names? By our own validation. */
export function judgeDnssec(
  { names }: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  // A name and its wildcard are one to DNS.
  const byBase = new Map(names.toReversed().map((name) => [name.ascii, name]));
  const made = [...byBase.values()].toReversed().flatMap((name): readonly Made[] => {
    const bogus = bogusQuestions(observations, name.ascii);
    if (bogus.length === 0) return [];
    const types = [...new Set(bogus.map(({ question }) => question.type))];
    const reasons = [...new Set(bogus.map(({ reason }) => quotedText(reason, 300)))];
    return [
      {
        problem: 'dns-dnssec',
        subject: textOf(name),
        what: `the DNSSEC validation of its ${listed(types)} records fails: ${listed(reasons)}`,
        evidence: bogus.map(evidenceOf),
      },
    ];
  });
  return made.map((one) => makeFinding(one, context));
}

/** What is bogus of a name and its challenge label. */
export function bogusQuestions({ dnssec = [] }: DomainObservations, name: string): readonly DnssecObservation[] {
  return dnssec.filter(({ status, question }) => {
    return status === 'bogus' && (question.name === name || question.name === `_acme-challenge.${name}`);
  });
}

function evidenceOf({ question, status, reason, server }: DnssecObservation): Evidence {
  const from = server === null ? '' : ` with the records from ${serverText(server)}`;
  return { label: `DNSSEC of ${question.type} ${question.name}${from}`, text: `${status}: ${quotedText(reason, 300)}` };
}
