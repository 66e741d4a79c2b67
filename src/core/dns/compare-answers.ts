import { groupBy } from '../group-by.ts';
import type { DnsObservation, DnsQuestion, DnsRecord, DnsServer } from './answer.ts';
import type { ZoneObservation } from './authority.ts';
import { valueText } from './record-text.ts';
import { serverText } from './resolution.ts';

/** What one server says on one question, beside the others. */
export interface ComparedAnswer {
  readonly source: DnsServer['source'];
  /** An address, a URL, or for a name server of the zone its name with its address. Hostile. */
  readonly server: string;
  /** The records in a fixed order, or why there are none. Hostile. */
  readonly answer: string;
  /** `differs`: it says something else than most name servers of the zone do, or, without them, than most others. */
  readonly verdict: 'same' | 'differs' | 'no-answer';
  readonly ms: number;
}

export interface ComparedQuestion {
  readonly question: DnsQuestion;
  readonly answers: readonly ComparedAnswer[];
  /** Everybody who answered says the same. */
  readonly agreed: boolean;
}

interface Voice {
  readonly observation: DnsObservation;
  readonly server: string;
  /** What stands at the name itself: an alias, or the records. All that a name server of the zone needs to know. */
  readonly here: string;
  /** What stands at the end of the aliases. */
  readonly end: string;
}

/** Each server's word on each question, in the order of the questions. What nobody asked twice is compared with nothing. */
export function compareAnswers(
  dns: readonly DnsObservation[],
  authority: readonly ZoneObservation[],
): readonly ComparedQuestion[] {
  const voices = [
    ...dns.map((observation) => voiceOf(observation, serverText(observation.server))),
    ...authority.flatMap(({ servers }) =>
      servers.flatMap(({ name, address, answers }) =>
        answers.map((observation) => voiceOf(observation, `${name} (${address ?? 'no address'})`)),
      ),
    ),
  ];
  return [...groupBy(voices, ({ observation: { question } }) => `${question.type} ${question.name}`).values()].map(
    compared,
  );
}

function compared(voices: readonly Voice[]): ComparedQuestion {
  const said = voices.filter(hasAnswered);
  const owners = said.filter(isAuthority);
  const others = said.filter((voice) => !isAuthority(voice));
  const here = mostOf((owners.length > 0 ? owners : others).map((voice) => voice.here));
  const end = mostOf(others.map((voice) => voice.end));
  const answers = voices.map((voice): ComparedAnswer => {
    const same = voice.here === here && (isAuthority(voice) || voice.end === end);
    return {
      source: voice.observation.server.source,
      server: voice.server,
      answer: isAuthority(voice) ? voice.here : voice.end,
      verdict: hasAnswered(voice) ? (same ? 'same' : 'differs') : 'no-answer',
      ms: voice.observation.seen.ms,
    };
  });
  const [first] = voices;
  return {
    question: first?.observation.question ?? { name: '', type: 'A' },
    answers,
    agreed: answers.every(({ verdict }) => verdict !== 'differs'),
  };
}

function isAuthority({ observation }: Voice): boolean {
  return observation.server.source === 'authority';
}

/** NOERROR and NXDOMAIN say what is there; anything else says that the server could not, or would not, tell. */
function hasAnswered({ observation: { outcome } }: Voice): boolean {
  return outcome.kind === 'answer' && (outcome.rcode === 'NOERROR' || outcome.rcode === 'NXDOMAIN');
}

function voiceOf(observation: DnsObservation, server: string): Voice {
  const { question, outcome } = observation;
  if (outcome.kind === 'silence') {
    const text = `no answer: ${outcome.reason}`;
    return { observation, server, here: text, end: text };
  }
  const asked = outcome.records.filter(({ type }) => type === question.type || type === 'CNAME');
  const here = asked.filter(({ name }) => name === question.name);
  const nothing = outcome.rcode === 'NOERROR' ? 'no record' : outcome.rcode;
  return { observation, server, here: wordsOf(here, nothing), end: wordsOf(asked, nothing) };
}

function wordsOf(records: readonly DnsRecord[], nothing: string): string {
  const aliases = records.filter(({ type }) => type === 'CNAME');
  const others = records.filter(({ type }) => type !== 'CNAME').map(valueText);
  const words = [...aliases.map((alias) => `CNAME ${valueText(alias)}`), ...others.toSorted()];
  return words.length === 0 ? nothing : words.join(', ');
}

function mostOf(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (
    [...counts].reduce<readonly [string, number] | null>(
      (best, one) => (best !== null && best[1] >= one[1] ? best : one),
      null,
    )?.[0] ?? null
  );
}
