import { problems } from '../problem/catalogue.ts';
import type { Playbook, PlaybookId } from './playbook.ts';

/** Words that stand in sentences about anything. */
const idle = new Set(
  (
    'a an and are as at be been but by can could did do does done for from get gets got had has have how i if im in into is it its ' +
    'just keep keeps me my of on or our out please since so some than that the their them then there these they this to too up was ' +
    'we well were what when where which why will with would you your yesterday today tomorrow now hours days any only same very ' +
    'work working say says said show shows shown take takes new lets let encrypt'
  ).split(' '),
);

/** Words of everyday speech and of browsers, by what instructions call it. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  certificate: ['cert', 'ssl', 'tls'],
  fail: ['error', 'broken', 'cant', 'cannot', 'wont', 'doesnt', 'reject', 'trouble', 'stopped'],
  issue: ['generate', 'obtain', 'create', 'order', 'challenge'],
  reach: ['accessible', 'timeout', 'unreachable'],
  expire: ['ran', 'outdated'],
  hang: ['stuck', 'forever', 'never', 'endless', 'frozen', 'slow', 'running'],
  renew: ['autorenew', 'renewal'],
  automatic: ['auto', 'itself', 'automated', 'unattended', 'timer', 'cron', 'schedule'],
  old: ['previous', 'earlier', 'stale', 'former', 'picked'],
  warning: ['alert', 'private', 'chrome', 'firefox', 'safari', 'edge'],
  insecure: ['padlock', 'image', 'link', 'script', 'resource', 'asset', 'unencrypted'],
  permission: ['readable', 'writable', 'owner', 'chmod'],
  hardening: ['safe', 'safer', 'protect', 'setup'],
  record: ['cname', 'txt'],
  cloudpanel: ['cloud', 'panel'],
  limit: ['rate', 'many'],
  request: ['csr'],
  node: ['several', 'cluster', 'multi'],
  cover: ['subdomain', 'contain'],
  deploy: ['bot', 'job', 'task'],
  site: ['page', 'website', 'homepage'],
};

/** What is left of a word without the ends that grammar gives it; it need not be a word. */
function stemOf(word: string): string {
  const ends = /(?:ically|ations?|ingly|ments?|ances?|ings?|edly|ing|ied|ies|als?|ed|es|ly|s|e)$/;
  let stem = word;
  for (let times = 0; times < 2; times++) {
    const shorter = stem.replace(ends, '');
    if (shorter.length < 3 || shorter === stem) break;
    stem = shorter;
  }
  return stem;
}

const conceptOf: ReadonlyMap<string, string> = new Map(
  Object.entries(synonyms).flatMap(([concept, words]) => words.map((word) => [stemOf(word), stemOf(concept)] as const)),
);

function conceptsIn(words: readonly string[]): readonly string[] {
  const spoken = words.filter((word) => !idle.has(word)).map(stemOf);
  return [...new Set(spoken.map((stem) => conceptOf.get(stem) ?? stem))];
}

/** How much a concept says of a playbook: its name and its symptoms more than what its steps are called. */
function vocabularyOf({ title, when, startsFrom, steps }: Playbook): ReadonlyMap<string, number> {
  const said: readonly (readonly [weight: number, texts: readonly string[]])[] = [
    [1, steps.map((step) => step.title)],
    [1.5, startsFrom.problems.map((id) => problems[id].title)],
    [2, [when]],
    [3, [title, ...startsFrom.words]],
  ];
  return new Map(
    said.flatMap(([weight, texts]) =>
      texts.flatMap((text) => conceptsIn(wordsOf(text))).map((concept) => [concept, weight] as const),
    ),
  );
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replace(/['’]/g, '')
      // One thing with a name of its own, whatever its parts mean.
      .replace(/(?:well[-_ ]known[/ ])?_?acme[-_ ]challenge/g, ' acmechallenge ')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
}

/** A log line or a page of text is no question of a person. */
const mostWords = 16;

/**
 * How well each playbook fits a sentence of a person who does not know what things are called, by id; those that do not fit
 * are missing. A concept counts the more, the fewer playbooks know it.
 */
export function likelyMeant(text: string, playbooks: readonly Playbook[]): ReadonlyMap<PlaybookId, number> {
  const words = wordsOf(text);
  const typed = conceptsIn(words);
  if (typed.length === 0 || words.length > mostWords) return new Map();
  const vocabularies = playbooks.map((playbook) => [playbook.id, vocabularyOf(playbook)] as const);
  const rarity = (concept: string): number =>
    Math.log(1 + playbooks.length / Math.max(1, vocabularies.filter(([, known]) => known.has(concept)).length));
  return new Map(
    vocabularies.flatMap(([id, known]): readonly (readonly [PlaybookId, number])[] => {
      const met = typed.filter((concept) => known.has(concept));
      if (met.length * 2 < typed.length) return [];
      const sum = met.reduce((all, concept) => all + rarity(concept) * (known.get(concept) ?? 0), 0);
      return [[id, (sum * met.length) / typed.length]];
    }),
  );
}
