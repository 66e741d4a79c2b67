import type { Playbook, PlaybookId } from '../playbook/playbook.ts';
import { findPlaybook, playbooksFor, searchPlaybooks } from '../playbook/playbooks.ts';
import { problems, type ProblemId } from '../problem/catalogue.ts';
import { phraseIn, plainWords } from './plain-words.ts';
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

/**
 * Where words lead that somebody types, or pastes from a page or a log: best first, no place twice, empty where they mean
 * nothing here.
 * @param problemsIn the problems that the text shows where it is read as lines of a log
 */
export function findByWords(
  text: string,
  problemsIn: (text: string) => readonly ProblemId[] = () => [],
): readonly Place[] {
  const typed = plainWords(text.slice(0, longestText));
  if (typed.length === 0) return [];
  const statuses = statusMeanings(null, text);
  const logged = problemsIn(text.slice(0, longestText));
  const met = plainWords(statuses[0]?.met ?? '').length;
  // A line of a log holds more than a platform's message; what names the platform's words and little else is one.
  const isStatus = met * 2 >= typed.length;
  const fromStatuses = statuses.map(statusPlace);
  const fromLog = logged.map((problem) => problemPlace(problem, 'log'));
  const fromPlaybooks = searchPlaybooks(text);
  // Whoever types the words of a title means it, whatever else the same words are elsewhere.
  const titled = typed.length < 3 ? [] : fromPlaybooks.filter(({ title }) => phraseIn(plainWords(title), typed));
  return unique([
    ...titled.map(playbookPlace),
    ...(isStatus ? [...fromStatuses, ...fromLog] : [...fromLog, ...fromStatuses]),
    ...problemsNamed(typed).map((problem) => problemPlace(problem, 'problem')),
    ...fromPlaybooks.map(playbookPlace),
  ]);
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

/** Problems whose id or title stands in the text, or whose title holds every word of it. */
function problemsNamed(typed: readonly string[]): readonly ProblemId[] {
  return (Object.keys(problems) as ProblemId[]).filter((id) => {
    const title = plainWords(problems[id].title);
    const holds = typed.every((word) => title.some((one) => (word.length > 2 ? one.startsWith(word) : one === word)));
    return holds || phraseIn(typed, title) || phraseIn(typed, plainWords(id));
  });
}

function unique(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>();
  return places.filter(({ by, playbook, problem, title }) => {
    const key = by === 'status' ? title : `${playbook ?? ''} ${problem ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return by === 'status' || playbook === null || findPlaybook(playbook) !== undefined;
  });
}
