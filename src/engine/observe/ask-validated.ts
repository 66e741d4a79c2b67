import type { DnsObservation, DnsOutcome, DnsQuestion, DnsServer, RecordType } from '../../core/dns/answer.ts';
import type { Limits } from './deadline.ts';
import { askDns, type AskOptions } from './dns-transport.ts';

/** Of the others nothing follows that would need a cause. */
const askedAgain: ReadonlySet<RecordType> = new Set(['A', 'AAAA', 'CAA', 'TXT']);

/**
 * As `askDns`, and where a resolver fails it is asked whether validation is the reason: it must answer with checking
 * disabled, and fail once more without, for between two questions a zone may have recovered. `limits` hold for each.
 */
export async function askValidated(
  question: DnsQuestion,
  server: DnsServer,
  limits: Limits,
  options: Pick<AskOptions, 'sockets'> = {},
): Promise<DnsObservation> {
  const first = await askDns(question, server, limits, options);
  if (!fails(first.outcome) || !askedAgain.has(question.type)) return first;
  const { outcome: unchecked } = await askDns(question, server, limits, { ...options, checkingDisabled: true });
  if (unchecked.kind === 'silence' || !['NOERROR', 'NXDOMAIN'].includes(unchecked.rcode)) return first;
  const { outcome: again } = await askDns(question, server, limits, options);
  if (!fails(again)) return first;
  return { ...first, outcome: { ...again, rcodeUnchecked: unchecked.rcode } };
}

function fails(outcome: DnsOutcome): outcome is Extract<DnsOutcome, { kind: 'answer' }> {
  return outcome.kind === 'answer' && outcome.rcode === 'SERVFAIL';
}
