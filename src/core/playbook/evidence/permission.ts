import { relevantCaa } from '../../dns/caa.ts';
import type { DnsObservation } from '../../dns/answer.ts';
import type { Finding } from '../../problem/finding.ts';
import { withoutStar, type EvidenceRow } from '../evidence.ts';
import { failureOf, isAuthority, typedText } from './dns-answers.ts';
import { plain, zoneNames, type Collect } from './rows.ts';

/** The CAA records that hold for every name (RFC 8659 §3), as the judgement sees them. */
export const permission: Collect = (intent, { report: { observations, findings } }, asks) => {
  const names = zoneNames(intent);
  // RFC 8738: no CAA records hold for an IP address.
  if (names.length === 0)
    return plain([
      {
        name: intent.name.ascii,
        part: null,
        what: intent.name.ascii,
        seen: 'an IP address, for which no CAA records hold',
        expected: null,
        mark: 'fine',
      },
    ]);
  const unclear = findings.filter(
    ({ problem, severity }) => problem === 'caa-forbids' && severity === 'info' && asks.includes(problem),
  );
  return plain(
    names.map((name) => {
      const open = unclear.find(({ subject }) => withoutStar(subject) === name);
      const row = caaRow(observations.dns, name);
      return open === undefined ? row : { ...row, seen: withoutSubject(open), mark: 'unknown' };
    }),
  );
};

function caaRow(dns: readonly DnsObservation[], name: string): EvidenceRow {
  const caa = relevantCaa(dns, name);
  const of = { name, part: null, what: `${name} CAA` };
  switch (caa.kind) {
    case 'found':
      return { ...of, seen: `${caa.at}: ${caa.records.map(typedText).join('; ')}`, expected: null, mark: 'fine' };
    case 'none':
      return { ...of, seen: 'no CAA record: every CA may issue', expected: null, mark: 'fine' };
    case 'failed':
    case 'unknown': {
      const failed = dns.find((one) => one.question.type === 'CAA' && isAtOrAbove(name, one) && !isAuthority(one));
      const seen = failed === undefined ? 'was not looked at' : `${failed.question.name}: ${failureOf(failed)}`;
      return { ...of, seen, expected: null, mark: 'unknown' };
    }
  }
}

function withoutSubject({ subject, message }: Finding): string {
  return message.startsWith(`${subject}: `) ? message.slice(subject.length + 2) : message;
}

function isAtOrAbove(name: string, { question }: DnsObservation): boolean {
  return name === question.name || name.endsWith(`.${question.name}`);
}
