import { changesBetween, changeText, type Change } from '../../domain/changes.ts';
import { landmarksOf, type Landmarks } from '../../domain/landmarks.ts';
import { momentWords } from '../../certificate/lifetime.ts';
import type { EvidenceRow } from '../evidence.ts';
import { plain, type Collect } from './rows.ts';

/** What is otherwise than when the domain was last well. Whether a change was meant only the user knows. */
export const changesSinceGood: Collect = (intent, { report, known }) => {
  const good = known.history?.good ?? null;
  if (good === null) {
    const why =
      known.history === null
        ? 'nothing is remembered of earlier looks here'
        : 'it was never seen well from here, so there is nothing to compare with';
    return plain([], `What changed is not known: ${why}.`);
  }
  const since = momentWords(good.at);
  const now = landmarksOf(report);
  const both = seenBothTimes(good, now);
  if (both.length === 0)
    return plain([], `What changed since ${since} is not known: nothing that was seen then was seen this time.`);
  const changes = changesBetween(good, now).filter((change) => !isRenewal(change));
  if (changes.length === 0) {
    const seen = `nothing of what was seen both times (${both.join(', ')})`;
    return plain([
      { name: intent.name.ascii, part: null, what: `changed since ${since}`, seen, expected: null, mark: 'fine' },
    ]);
  }
  const rows = changes.map((change): EvidenceRow => {
    const text = changeText(change);
    const colon = text.indexOf(': ');
    const of = { name: intent.name.ascii, part: null, expected: null, mark: 'you' as const };
    return { ...of, what: text.slice(0, colon), seen: text.slice(colon + 2) };
  });
  const told = rows.slice(0, mostTold).map(({ what, seen }) => `${what}: ${seen}`);
  const more = rows.length > mostTold ? `; and ${rows.length - mostTold} more` : '';
  return {
    rows,
    missing: null,
    question: `Changed since ${since}, when it was last well: ${told.join('; ')}${more}. Was each of these changes meant?`,
  };
};

function seenBothTimes(before: Landmarks, after: Landmarks): readonly string[] {
  const shared = (one: object, other: object): number =>
    Object.keys(other).filter((key) => Object.hasOwn(one, key)).length;
  const counted = (count: number, what: string): readonly string[] =>
    count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`];
  return [
    ...counted(shared(before.records, after.records), 'record'),
    ...counted(shared(before.served, after.served), 'certificate'),
    ...(before.listeners !== null && after.listeners !== null ? ['the programs that listen'] : []),
    ...(before.sites !== null && after.sites !== null ? ['the sites of the web server'] : []),
  ];
}

/** So many changes fit into a headline; the table has all. */
const mostTold = 2;

/** A certificate that was replaced is what renewals do. */
function isRenewal({ what }: Change): boolean {
  return what === 'certificate';
}
