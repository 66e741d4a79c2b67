import { groupBy } from '../group-by.ts';
import { quotedText } from '../quoted-text.ts';
import type { DnsOutcome } from './answer.ts';
import { serverText, type Lookup } from './resolution.ts';

/** Why nothing is known, where no server had an answer: `the resolver 192.0.2.53 did not answer within 5 s`. */
export function unansweredWords(lookups: readonly Lookup[]): string {
  // One resolver may be late with one question and closed for the next: what it came to first is told.
  const byServer = new Map(lookups.toReversed().map((lookup) => [serverText(lookup.server), lookup]));
  if (byServer.size === 0) return 'no resolver was asked';
  const byWords = groupBy([...byServer.values()].toReversed(), wordsOf);
  return [...byWords]
    .map(([words, silent]) => {
      const servers = silent.map(({ server }) => serverText(server));
      return `the resolver${servers.length === 1 ? '' : 's'} ${servers.join(' and ')} ${words}`;
    })
    .join('; ');
}

function wordsOf({ observation: { outcome, seen } }: Lookup): string {
  return outcome.kind === 'silence' ? silenceWords(outcome, seen.ms) : `answered ${quotedText(outcome.rcode)}`;
}

function silenceWords({ reason }: Extract<DnsOutcome, { kind: 'silence' }>, ms: number): string {
  switch (reason) {
    case 'timeout':
      return `did not answer within ${String(Math.max(0.1, Math.round(ms / 100) / 10))} s`;
    case 'refused':
      return 'did not answer: the port is closed';
    case 'unreachable':
      return 'could not be reached';
    case 'hostile':
      return 'sent what is no answer';
    case 'cancelled':
      return 'had not answered when the check ended';
  }
}
