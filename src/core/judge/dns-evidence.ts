import { answerText } from '../dns/name-resolution.ts';
import { serverText, type Lookup } from '../dns/resolution.ts';
import type { DnsObservation } from '../dns/answer.ts';
import { recordText } from '../dns/record-text.ts';
import type { Evidence } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { listed } from './make-finding.ts';

/** What each server said, word for word. */
export function dnsEvidence(lookups: readonly Lookup[]): readonly Evidence[] {
  return observationEvidence(lookups.map(({ observation }) => observation));
}

/** The same for observations, of which only so many are shown. */
export function observationEvidence(observations: readonly DnsObservation[]): readonly Evidence[] {
  return observations.slice(0, mostShown).map(({ question, server, outcome, seen }) => ({
    label: `${serverText(server)} on ${question.type} ${question.name === '' ? '.' : question.name}`,
    text:
      outcome.kind === 'silence'
        ? `${outcome.reason}: ${outcome.text} (${seen.ms} ms)`
        : [
            outcome.rcode,
            ...(server.source === 'authority' && !outcome.authoritative ? ['without authority'] : []),
            ...(outcome.rcodeUnchecked === undefined ? [] : [`${outcome.rcodeUnchecked} with checking disabled (CD)`]),
            ...(outcome.extendedErrors ?? []).map(
              ({ code, text }) => `EDE ${code}${text === '' ? '' : ` ${quotedText(text)}`}`,
            ),
            ...(outcome.records.length === 0 ? ['no record'] : outcome.records.slice(0, 20).map(recordText)),
          ].join('; '),
  }));
}

const mostShown = 40;

/** `SERVFAIL from 192.0.2.53`, each once. */
export function answersOf(lookups: readonly Lookup[]): readonly string[] {
  return [listed([...new Set(lookups.map((lookup) => `${answerText(lookup)} from ${serverText(lookup.server)}`))])];
}
