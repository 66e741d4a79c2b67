import type { Place } from '../../core/platform/find-by-words.ts';
import type { MeantStatus, PageTask } from '../../core/platform/platform.ts';

/** What words mean, for a dialog: the meaning, what to do, where on the platform, and what older instructions say. */
export function placeWords({ meaning, detail }: Place): string {
  if (meaning === null) return detail;
  const { platform, status, problem, meaning: means, toDo, advice } = meaning;
  const wanted: readonly PageTask[] =
    problem?.startsWith('delegation') === true ? ['records'] : ['issue', 'renew', 'automation'];
  const page = platform.pages.find(({ task }) => wanted.includes(task)) ?? platform.pages[0];
  return [
    `${means} ${toDo}`,
    ...(status === null ? [] : [`Cert Doctor calls it: ${statusWords(status)}.`]),
    ...(page === undefined ? [] : [`In ${platform.title}: ${page.way}.`]),
    ...advice.map(({ old, today, checked }) => `Older instructions: ${old}\nToday (${checked}): ${today}`),
  ].join('\n\n');
}

function statusWords({ of, is }: MeantStatus): string {
  return of === 'certificate' ? `certificate ${is}` : of === 'dns' ? `DNS ${is}` : is;
}
