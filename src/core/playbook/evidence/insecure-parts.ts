import { reactionTo, type BrowserReaction } from '../../judge/mixed-content.ts';
import type { InsecureReference, PageContent, PageObservation } from '../../page/page-observation.ts';
import { parsedUrl } from '../../parsed-url.ts';
import type { EvidenceRow, PageEdit } from '../evidence.ts';
import { plain, type Collect } from './rows.ts';

/** Every address of plain HTTP in the front page of every name, where it stands, and what would replace it. */
export const insecureParts: Collect = (_intent, { report }) => {
  const pages = report.observations.pages ?? [];
  if (pages.length === 0) return plain([], 'No page was fetched.');
  const read = pages.flatMap((page) => {
    const content = page.outcome.kind === 'response' ? page.outcome.content : null;
    return content === null ? [] : [{ page, content }];
  });
  const rows = [
    ...read.flatMap(({ page, content }) => contentRows(page, content)),
    ...pages.flatMap((page) =>
      unreadRow(
        page,
        read.some(({ page: one }) => one.name === page.name),
      ),
    ),
  ];
  const edits = read.flatMap(({ content }) => content.insecure.flatMap(editOf));
  return { ...plain(rows), ...(edits.length > 0 ? { edits: uniqueEdits(edits) } : {}) };
};

/** Only what the site itself is called: WordPress writes its own address, as it is set, into every page. */
export const ownInsecureParts: Collect = (intent, { report }) => {
  const own = new Set(intent.names.flatMap(({ ascii }) => [ascii, `www.${ascii}`]));
  const read = (report.observations.pages ?? []).flatMap((page) => {
    const content = page.outcome.kind === 'response' ? page.outcome.content : null;
    return content?.wordPress === true ? [{ page, content }] : [];
  });
  if (read.length === 0) return plain([], 'No page of WordPress was read.');
  return plain(
    read.map(({ page, content }): EvidenceRow => {
      const count = content.insecure.filter(({ url }) => own.has(parsedUrl(url)?.hostname ?? '')).length;
      const of = { name: page.name, part: null, what: page.hops.at(-1)?.url ?? page.url, expected: null };
      if (count === 0 && !content.complete) return { ...of, seen: 'is longer than what was read', mark: 'unknown' };
      if (count === 0) return { ...of, seen: "the site's own addresses are all https", mark: 'fine' };
      return {
        ...of,
        seen: `names the site itself ${count === 1 ? 'once' : `${count} times`} by http`,
        mark: 'problem',
      };
    }),
  );
};

const words: Readonly<Record<BrowserReaction, string>> = {
  blocked: 'browsers block it',
  upgraded: 'browsers ask for it over HTTPS',
  warned: 'browsers warn before it is sent',
  followed: 'leads the visitor out of HTTPS',
};

function contentRows(page: PageObservation, content: PageContent): readonly EvidenceRow[] {
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
            mark: 'problem' as const,
          },
        ]
      : []),
    ...(content.complete
      ? []
      : [{ ...of, what: url, seen: 'is longer than what was read', expected: null, mark: 'unknown' as const }]),
    ...(rows.length === 0 && content.complete
      ? [{ ...of, what: url, seen: 'no address of plain HTTP in it', expected: null, mark: 'fine' as const }]
      : []),
  ];
}

/** Of several addresses with one name, one page is read. */
function unreadRow({ name, address, url, outcome }: PageObservation, isRead: boolean): readonly EvidenceRow[] {
  const of = { name, part: address, what: `${url} at ${address}`, expected: null };
  if (outcome.kind === 'failed') return [{ ...of, seen: outcome.text, mark: 'unknown' }];
  if (outcome.content !== null || isRead) return [];
  return [
    { ...of, seen: `HTTP ${outcome.status}, ${outcome.contentType ?? 'no type'}: not read as a page`, mark: 'unknown' },
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
