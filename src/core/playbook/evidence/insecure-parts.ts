import type { DomainIntent } from '../../domain/intent.ts';
import { hostsOf } from '../../judge/certificate-state.ts';
import { reactionTo, type BrowserReaction } from '../../judge/mixed-content.ts';
import type { InsecureReference, PageContent, PageObservation } from '../../page/page-observation.ts';
import { parsedUrl } from '../../parsed-url.ts';
import type { EvidenceRow, PageEdit } from '../evidence.ts';
import { plain, unseen, type Collect } from './rows.ts';

/** Every address of plain HTTP in the front page of every name, where it stands, and what would replace it. */
export const insecureParts: Collect = (intent, { report }) => {
  const pages = report.observations.pages ?? [];
  if (pages.length === 0) return plain([], 'No page was fetched.');
  const fronts = frontsOf(intent, pages);
  const rows = fronts.flatMap(({ read, unread }) => [...read.flatMap(contentRows), ...unread]);
  const edits = fronts.flatMap(({ read }) => read.flatMap(({ content }) => content.insecure.flatMap(editOf)));
  return { ...plain(rows), ...(edits.length > 0 ? { edits: uniqueEdits(edits) } : {}) };
};

/** Only what the site itself is called: WordPress writes its own address, as it is set, into every page. */
export const ownInsecureParts: Collect = (intent, { report }) => {
  const own = new Set(intent.names.flatMap(({ ascii }) => [ascii, `www.${ascii}`]));
  const fronts = frontsOf(intent, report.observations.pages ?? []);
  const isWordPress = fronts.some(({ read }) => read.some(({ content }) => content.wordPress));
  return plain(
    fronts.flatMap(({ read, unread }) => [...read.map((front) => ownRow(front, own)), ...unread]),
    isWordPress ? null : 'No page of WordPress was read.',
  );
};

interface Front {
  readonly page: PageObservation;
  readonly content: PageContent;
}

/** The front page of every name as a visitor sees it over HTTPS, and a row for whatever came in its place. */
function frontsOf(
  intent: DomainIntent,
  pages: readonly PageObservation[],
): readonly { readonly read: readonly Front[]; readonly unread: readonly EvidenceRow[] }[] {
  return hostsOf(intent).map(({ ascii }) => {
    const own = pages.filter(({ name }) => name === ascii);
    if (own.length === 0) return { read: [], unread: [unseen(ascii, null)] };
    const read = own.flatMap((page) => {
      const content = page.outcome.kind === 'response' ? page.outcome.content : null;
      return content === null || insteadOf(page) !== null ? [] : [{ page, content }];
    });
    return { read, unread: own.flatMap((page) => unreadRow(page, read.length > 0)) };
  });
}

/** What came instead of the page that visitors see over HTTPS; null where it came. */
function insteadOf({ url, hops, outcome }: PageObservation): string | null {
  if (outcome.kind === 'failed') return outcome.text;
  if (outcome.status !== 200) return `HTTP ${outcome.status}: not the page of the site`;
  const from = hops.at(-1)?.url ?? url;
  return from.startsWith('https:') ? null : `came over plain HTTP, from ${from}`;
}

/** Of several addresses with one name, one page is read. */
function unreadRow(page: PageObservation, isRead: boolean): readonly EvidenceRow[] {
  const { name, address, url, outcome } = page;
  const of = { name, part: address, what: `${url} at ${address}`, expected: null, mark: 'unknown' as const };
  const instead = insteadOf(page);
  if (instead !== null) return [{ ...of, seen: instead }];
  if (outcome.kind === 'failed' || outcome.content !== null || isRead) return [];
  return [{ ...of, seen: `HTTP ${outcome.status}, ${outcome.contentType ?? 'no type'}: not read as a page` }];
}

function ownRow({ page, content }: Front, own: ReadonlySet<string>): EvidenceRow {
  const { insecure, insecureCount, wordPress, complete } = content;
  const of = { name: page.name, part: null, what: page.hops.at(-1)?.url ?? page.url, expected: null };
  const count = insecure.filter(({ url }) => own.has(parsedUrl(url)?.hostname ?? '')).length;
  if (wordPress && count > 0) {
    const often = count === 1 ? 'once' : `${count} times`;
    return { ...of, seen: `names the site itself ${often} by http`, mark: 'problem' };
  }
  if (!complete) return { ...of, seen: 'is longer than what was read', mark: 'unknown' };
  if (!wordPress) return { ...of, seen: 'not made by WordPress', mark: 'fine' };
  if (insecureCount > insecure.length) {
    const looked = `${insecure.length} of its ${insecureCount} addresses of plain HTTP looked at`;
    return { ...of, seen: `${looked}, none of the site itself`, mark: 'unknown' };
  }
  return { ...of, seen: "the site's own addresses are all https", mark: 'fine' };
}

const words: Readonly<Record<BrowserReaction, string>> = {
  blocked: 'browsers block it',
  upgraded: 'browsers ask for it over HTTPS',
  warned: 'browsers warn before it is sent',
  followed: 'leads the visitor out of HTTPS',
};

function contentRows({ page, content }: Front): readonly EvidenceRow[] {
  const url = page.hops.at(-1)?.url ?? page.url;
  const of = { name: page.name, part: null };
  const rows = content.insecure.map((one): EvidenceRow => {
    const what = `line ${one.line}, column ${one.column}: <${one.element}${one.attribute === null ? '' : ` ${one.attribute}`}>`;
    const reaction = reactionTo(one, content);
    // The owner asked browsers to upgrade what the page names; else its source still has to be set right.
    const mark = reaction === 'upgraded' && content.upgrades ? 'fine' : 'problem';
    return {
      ...of,
      what,
      seen: `${one.url} (${words[reaction]})`,
      expected: mark === 'fine' ? null : secureUrl(one.url),
      mark,
    };
  });
  const more = content.insecureCount - content.insecure.length;
  return [
    ...rows,
    ...(more > 0
      ? [
          {
            ...of,
            what: url,
            seen: `${more} further addresses of plain HTTP`,
            expected: null,
            // Those that the page upgrades are no problem, and those that lead away are.
            mark: content.upgrades ? ('unknown' as const) : ('problem' as const),
          },
        ]
      : []),
    ...(content.complete
      ? []
      : [{ ...of, what: url, seen: 'is longer than what was read', expected: null, mark: 'unknown' as const }]),
    ...(content.insecureCount === 0 && content.complete
      ? [{ ...of, what: url, seen: 'no address of plain HTTP in it', expected: null, mark: 'fine' as const }]
      : []),
  ];
}

/** Only the scheme changes; a port of its own is another server, of which nobody knows whether it speaks TLS. */
function secureUrl(url: string): string | null {
  const parsed = parsedUrl(url);
  if (parsed?.protocol !== 'http:' || parsed.port !== '') return null;
  return `https:${url.slice('http:'.length)}`;
}

/** Longer addresses are cut where they are read. */
const longestUrl = 299;

function editOf({ url, line, column }: InsecureReference): readonly PageEdit[] {
  const replacement = url.length > longestUrl ? null : secureUrl(url);
  return replacement === null ? [] : [{ url, replacement, line, column }];
}

function uniqueEdits(edits: readonly PageEdit[]): readonly PageEdit[] {
  return edits.filter(({ url }, index) => edits.findIndex((one) => one.url === url) === index);
}
