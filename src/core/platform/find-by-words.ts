import { learnMeanings, type Said } from '../playbook/likely-meant.ts';
import type { Playbook, PlaybookId } from '../playbook/playbook.ts';
import { findPlaybook, playbooks, playbooksFor } from '../playbook/playbooks.ts';
import { problems, type ProblemId } from '../problem/catalogue.ts';
import { phraseIn, plainWords } from './plain-words.ts';
import type { Platform, PlatformWord } from './platform.ts';
import { platforms } from './platforms.ts';
import { statusMeanings, type StatusMeaning } from './status-meaning.ts';

/** A place to which typed or pasted words lead. */
export interface Place {
  /** What it was found by: a platform's status or message, a log's, the words of a playbook or of a problem. */
  readonly by: 'status' | 'log' | 'playbook' | 'problem';
  /** Ours. */
  readonly title: string;
  /** One sentence more; ours. */
  readonly detail: string;
  readonly problem: ProblemId | null;
  readonly playbook: PlaybookId | null;
  /** What the words mean on their platform; null where they are no platform's. */
  readonly meaning: StatusMeaning | null;
}

const longestText = 4_000;
/** What is shorter is words and no line of a log. */
export const shortestLogLine = 20;
/** What is longer was not typed by anybody. */
const longestQuestion = 1_000;

/**
 * Where words lead that somebody types, or pastes from a page or a log: best first, no place twice, empty where they mean
 * nothing here.
 * @param problemsIn the problems that the text shows where it is read as lines of a log
 */
export function findByWords(
  text: string,
  problemsIn: (text: string) => readonly ProblemId[] = () => [],
): readonly Place[] {
  const asked = text.slice(0, longestText);
  const typed = plainWords(asked);
  if (typed.length === 0) return [];
  const byNumber = findPlaybook(typed.join('').replace(/^pb/, 'PB-'));
  if (byNumber !== undefined) return [playbookPlace(byNumber)];
  const statuses = statusMeanings(null, asked);
  const met = plainWords(statuses[0]?.met ?? '').length;
  // A line of a log holds more than a platform's message; what names the platform's words and little else is one.
  const isStatus = met === 1 || met * 3 >= typed.length * 2;
  const logged = problemsIn(asked);
  const fromLog = (problem: ProblemId): Place => problemPlace(problem, 'log');
  return unique([
    ...titled(typed).map(playbookPlace),
    ...(isStatus ? statuses.map(statusPlace) : []),
    ...playbooks.filter(({ startsFrom }) => startsFrom.words.includes(typed.join(' '))).map(playbookPlace),
    ...logged.filter((problem) => problem !== 'unknown-cause').map(fromLog),
    ...problemsNamed(typed).map((problem) => problemPlace(problem, 'problem')),
    ...likely(text.slice(0, longestQuestion)),
    ...logged.map(fromLog),
  ]);
}

/**
 * The playbooks to which words lead, best first: what every search for a playbook asks. Empty where they mean nothing here; all
 * of them where nothing is typed.
 * @param logged the problems that the text shows where it is read as lines of a log
 */
export function searchPlaybooks(text: string, logged: readonly ProblemId[] = []): readonly Playbook[] {
  if (text.trim() === '') return playbooks;
  const found = findByWords(text, () => logged).flatMap(({ playbook }) => playbook ?? []);
  return [...new Set(found)].flatMap((id) => findPlaybook(id) ?? []);
}

/** Whoever types the words of a title means it, whatever else the same words are elsewhere. */
function titled(typed: readonly string[]): readonly Playbook[] {
  return typed.length < 3 ? [] : playbooks.filter(({ title }) => phraseIn(plainWords(title), typed));
}

/** Problems whose id or title stands in the text, or in whose title the text stands. */
function problemsNamed(typed: readonly string[]): readonly ProblemId[] {
  return (Object.keys(problems) as ProblemId[]).filter((id) => {
    const title = plainWords(problems[id].title);
    return phraseIn(typed, title) || phraseIn(typed, plainWords(id)) || (typed.length > 2 && phraseIn(title, typed));
  });
}

/** Something that is said of a playbook, and the place to which it leads itself; null: to the playbook as a whole. */
interface Told extends Said {
  readonly place: Place | null;
  readonly platform: Platform | null;
  /** Words that mean the more where they stand in a row, with a space around; null: one word, or a whole sentence. */
  readonly phrase: string | null;
}

function phraseOf(text: string): string | null {
  const words = plainWords(text);
  return words.length > 1 ? ` ${words.join(' ')} ` : null;
}

/** A text that is less alike is no place of its own. */
const leastAlike = 0.45;
/** Where nothing fits better, a word was met by chance. */
const leastFit = 0.8;
/** A playbook of which the best fits so many times as well is not meant. */
const mostBehind = 3;

function likely(text: string): readonly Place[] {
  const typed = plainWords(text);
  const line = ` ${typed.join(' ')} `;
  const named = platforms.filter(({ title }) => phraseIn(typed, plainWords(title)));
  const favours = ({ platform, phrase }: Told): number => {
    const isForeign = platform !== null && named.length > 0 && !named.includes(platform);
    return (isForeign ? 0.5 : 1) * (phrase !== null && line.includes(phrase) ? 2 : 1);
  };
  const { fits, alike } = meanings()(text, favours);
  const best = Math.max(0, ...fits.values());
  if (best < leastFit) return [];
  return [...fits].flatMap(([of, fit]) => {
    if (fit * mostBehind < best) return [];
    const playbook = findPlaybook(of);
    const near = [...alike]
      .filter(([said, share]) => said.of === of && share >= leastAlike)
      .toSorted(([one, first], [other, second]) => second * favours(other) - first * favours(one));
    return [
      ...near.flatMap(([{ place }]) => place ?? []),
      ...(playbook === undefined ? [] : [playbookPlace(playbook)]),
    ];
  });
}

/** A constant that is made when it is first asked for: learning takes longer than an answer. */
const meanings = atFirstUse(() => learnMeanings([...toldOfPlaybooks(), ...toldOfProblems(), ...toldByPlatforms()]));

function atFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A playbook's own words weigh the most, then what it is for and does, then what explains it. */
function toldOfPlaybooks(): readonly Told[] {
  const told = (weight: number, texts: readonly string[]) => texts.map((text) => ({ text, weight }));
  const all = playbooks.flatMap(({ id, title, when, startsFrom, steps }) =>
    [
      ...told(4, [title, ...startsFrom.words]),
      ...told(2, [when]),
      ...steps.flatMap(({ title: step, why, instead, notes, manualWhere }) => [
        ...told(2.5, [step, ...notes.map(({ old }) => old), ...manualWhere.map((place) => place.title)]),
        ...told(1.5, [why, instead, ...manualWhere.flatMap((place) => place.steps)]),
      ]),
    ].map((one) => ({ ...one, of: id, place: null, platform: null, phrase: phraseOf(one.text) })),
  );
  const sayers = new Map<string, Set<string>>();
  for (const { text, of } of all) sayers.set(text, (sayers.get(text) ?? new Set()).add(of));
  // What many playbooks say leads to none of them.
  return all.map((one) => ({ ...one, weight: one.weight / (sayers.get(one.text)?.size ?? 1) }));
}

function toldOfProblems(): readonly Told[] {
  return (Object.keys(problems) as ProblemId[]).flatMap((id) => {
    const { title, meaning, fix } = problems[id];
    const place = problemPlace(id, 'problem');
    const told = { of: place.playbook ?? '', place, platform: null, phrase: null };
    return [
      { ...told, text: title, weight: 2 },
      { ...told, text: id, weight: 2 },
      { ...told, text: meaning, weight: 0.5 },
      { ...told, text: fix, weight: 0.7 },
    ];
  });
}

function toldByPlatforms(): readonly Told[] {
  return platforms.flatMap((platform) =>
    [...platform.statuses, ...platform.messages].flatMap((word: PlatformWord): readonly Told[] => {
      if (word.playbook === null) return [];
      const place = statusPlace({ ...word, platform, met: word.words[0] ?? '' });
      const told = { of: word.playbook, place, platform, phrase: null };
      return [
        ...word.words.map((text) => ({ ...told, text, weight: 2, phrase: phraseOf(text) })),
        { ...told, text: word.meaning, weight: 1.5 },
        { ...told, text: word.toDo, weight: 0.8 },
      ];
    }),
  );
}

function playbookPlace({ id, title, when }: Playbook): Place {
  return { by: 'playbook', title, detail: when, problem: null, playbook: id, meaning: null };
}

function statusPlace(meaning: StatusMeaning): Place {
  const { platform, met, problem, playbook } = meaning;
  return {
    by: 'status',
    title: `${platform.title}: ${met}`,
    detail: `${meaning.meaning} ${meaning.toDo}`,
    ...{ problem, playbook, meaning },
  };
}

function problemPlace(problem: ProblemId, by: 'log' | 'problem'): Place {
  const { title, meaning } = problems[problem];
  return { by, title, detail: meaning, problem, playbook: playbooksFor(problem)[0]?.id ?? null, meaning: null };
}

function unique(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>();
  return places.filter(({ by, playbook, problem, title }) => {
    const key = by === 'status' ? title : `${playbook ?? ''} ${problem ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
