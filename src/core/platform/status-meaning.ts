import { phraseIn, plainWords } from './plain-words.ts';
import type { Platform, PlatformWord } from './platform.ts';
import { platforms } from './platforms.ts';

/** What a status or message means, and on which platform it is said so. */
export interface StatusMeaning extends PlatformWord {
  readonly platform: Platform;
  /** The platform's own words that were met. */
  readonly met: string;
}

/** Words around a status that say nothing of it. */
const around = new Set(
  'if ssl status sslstatus dns certificate cert the is it its shows show showing stuck at as in state still of for my our domain san sans site app tab now says value'.split(
    ' ',
  ),
);
const longestText = 4_000;

/**
 * What a text that was pasted or read from a platform means there: a status as "DNS Duplicate", a message in a longer line.
 * Where no platform is said all are asked. Best first: the longest words that were met; empty where nothing is known.
 */
export function statusMeanings(platform: Platform | null, pasted: string): readonly StatusMeaning[] {
  const text = plainWords(pasted.slice(0, longestText));
  const titles = platforms.flatMap(({ title, id }) => [plainWords(title), plainWords(id)]);
  const bare = text.filter((word) => !around.has(word) && !titles.some((title) => title.includes(word)));
  const named = platforms.filter(({ title }) => phraseIn(text, plainWords(title)));
  const asked = platform === null ? platforms : [platform];
  const found = asked.flatMap((one) =>
    [...one.statuses, ...one.messages].flatMap((word): readonly StatusMeaning[] => {
      const met = word.words.filter((words) => isMet(plainWords(words), text, bare));
      const [longest] = met.toSorted((a, b) => b.length - a.length);
      return longest === undefined ? [] : [{ ...word, platform: one, met: longest }];
    }),
  );
  return found.toSorted(
    (one, other) =>
      other.met.length - one.met.length ||
      Number(named.includes(other.platform)) - Number(named.includes(one.platform)),
  );
}

/** The best meaning; null where the text says nothing that is known. */
export function statusMeaning(platform: Platform | null, pasted: string): StatusMeaning | null {
  return statusMeanings(platform, pasted)[0] ?? null;
}

/** One word alone is a status only where nothing else is said: it stands in many sentences. */
function isMet(phrase: readonly string[], text: readonly string[], bare: readonly string[]): boolean {
  if (phrase.length > 1) return phraseIn(text, phrase);
  return bare.length === 1 ? bare[0] === phrase[0] : bare.length === 0 && phraseIn(text, phrase);
}
