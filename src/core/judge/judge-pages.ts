import type { DomainIntent } from '../domain/intent.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { groupBy } from '../group-by.ts';
import type { InsecureReference, PageContent, PageObservation } from '../page/page-observation.ts';
import { pageTitle } from '../page/page-title.ts';
import type { Evidence, Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { hostsOf } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { interstitialOf } from './interstitial.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';
import { reactionTo, type BrowserReaction } from './mixed-content.ts';
import { parsedUrl } from '../parsed-url.ts';

/** Does the front page of a name belong to the site, and does it come over HTTPS with all its parts? */
export function judgePages(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  return hostsOf(intent)
    .flatMap((name) => {
      const pages = (observations.pages ?? []).filter((page) => page.name === name.ascii);
      return [
        ...strangers(name, pages, observations),
        ...circles(name, pages),
        ...mixed(name, pages, intent),
        ...ways(name, pages),
      ];
    })
    .map((made) => makeFinding(made, context));
}

/** A router's, a filter's or a dealer's page. A bot check is what the owner wanted for visitors. */
function strangers(name: DomainName, pages: readonly PageObservation[], { http }: DomainObservations): readonly Made[] {
  const isTold = http.some(({ name: host, outcome, hops }) => {
    if (host !== name.ascii || outcome.kind === 'failed') return false;
    const found = interstitialOf(outcome.body, hops.at(-1)?.server ?? null);
    return found !== null && found.kind !== 'default-page';
  });
  if (isTold) return [];
  const met = pages.flatMap((page) => {
    const { outcome, hops } = page;
    if (outcome.kind === 'failed') return [];
    const found = interstitialOf(outcome.body, hops.at(-1)?.server ?? null);
    return found === null || found.kind === 'bot-check' || found.kind === 'default-page' ? [] : [{ page, found }];
  });
  return [...groupBy(met, ({ found }) => found.whose).entries()].map(([whose, group]): Made => ({
    problem: 'waf-interstitial',
    severity: 'warning',
    subject: textOf(name),
    what: `${whose} answers in place of the site at ${listed(group.map(({ page }) => page.address))}`,
    evidence: group.map(({ page }) => pageEvidence(page)),
  }));
}

/** The page leads to itself, so that nobody sees it. The challenge path is judged by itself. */
function circles(name: DomainName, pages: readonly PageObservation[]): readonly Made[] {
  const lost = pages.filter(({ outcome }) => {
    return outcome.kind === 'failed' && (outcome.reason === 'redirect-loop' || outcome.reason === 'redirect-too-many');
  });
  if (lost.length === 0) return [];
  return [
    {
      problem: 'redirect-problem',
      severity: 'warning',
      subject: textOf(name),
      what: `the front page at ${listed(lost.map(({ address }) => address))} redirects in a circle, so nobody sees it`,
      evidence: lost.map(pageEvidence),
    },
  ];
}

/** HTTPS that sends its visitors back to plain HTTP. */
function ways(name: DomainName, pages: readonly PageObservation[]): readonly Made[] {
  const led = pages.filter(({ url, hops, outcome }) => {
    const last = hops.at(-1)?.url ?? url;
    return outcome.kind === 'response' && url.startsWith('https:') && last.startsWith('http:');
  });
  const last = led[0]?.hops.at(-1)?.url;
  if (last === undefined) return [];
  return [
    {
      problem: 'mixed-content',
      subject: textOf(name),
      what: `the front page at ${listed(led.map(({ address }) => address))} leads from HTTPS back to ${quotedText(last)}`,
      evidence: led.map(pageEvidence),
    },
  ];
}

/** What stands in the evidence; the console of a browser shows the rest. */
const mostShown = 50;

function mixed(name: DomainName, pages: readonly PageObservation[], { names }: DomainIntent): readonly Made[] {
  const read = pages.flatMap((page) => {
    const content = page.outcome.kind === 'response' ? page.outcome.content : null;
    // A name that leads to another one of the same certificate leaves the page to it.
    const host = parsedUrl(page.hops.at(-1)?.url ?? page.url)?.hostname;
    if (host !== name.ascii && names.some(({ ascii }) => ascii === host)) return [];
    return content === null || content.insecureCount === 0 ? [] : [{ page, content }];
  });
  const first = read[0];
  if (first === undefined) return [];
  const { page, content } = first;
  const groups = groupBy(content.insecure, (one) => reactionTo(one, content));
  const counts = order.flatMap((reaction) => {
    const count = groups.get(reaction)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${words[reaction]}`];
  });
  const more = content.insecureCount - content.insecure.length;
  const isHarmless = [...groups.keys()].every((reaction) => reaction === 'upgraded');
  return [
    {
      problem: 'mixed-content',
      ...(isHarmless ? { severity: 'info' } : {}),
      subject: textOf(name),
      what: `the page ${quotedText(page.hops.at(-1)?.url ?? page.url)} names ${content.insecureCount} ${content.insecureCount === 1 ? 'address' : 'addresses'} of plain HTTP${wordPressWords(name, content)}`,
      figures: [...counts, ...(more > 0 ? [`${more} not looked at`] : [])],
      evidence: [insecureEvidence(content)],
    },
  ];
}

const order: readonly BrowserReaction[] = ['blocked', 'warned', 'followed', 'upgraded'];
const words: Readonly<Record<BrowserReaction, string>> = {
  blocked: 'blocked by browsers',
  warned: 'warned of',
  followed: 'followed out of HTTPS',
  upgraded: 'asked for over HTTPS instead',
};

/** WordPress writes its own address, as it is set, into every page. */
function wordPressWords({ ascii }: DomainName, { wordPress, insecure }: PageContent): string {
  const own = insecure.some(({ url }) => {
    const host = parsedUrl(url)?.hostname ?? '';
    return host === ascii || host === `www.${ascii}` || `www.${host}` === ascii;
  });
  if (!wordPress) return '';
  return own
    ? '; it is made by WordPress, whose own addresses (WordPress Address and Site Address) or stored contents still say http'
    : '; it is made by WordPress, where such addresses stand in posts, widgets and the theme';
}

function insecureEvidence(content: PageContent): Evidence {
  const line = (one: InsecureReference): string => {
    const where = `${one.line}:${one.column}`;
    const what = one.attribute === null ? `<${one.element}>` : `<${one.element} ${one.attribute}>`;
    return `${where} ${what} ${quotedText(one.url, 300)} (${words[reactionTo(one, content)]})`;
  };
  const shown = content.insecure.slice(0, mostShown).map(line);
  const more = content.insecureCount - shown.length;
  return {
    label: 'Line and column in the page',
    text: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
  };
}

/** The way to a page, hop by hop, and what it is. */
export function pageEvidence({ address, url, hops, outcome, seen }: PageObservation): Evidence {
  const way = hops.map((hop) => `${hop.status} ${hop.url}${hop.location === null ? '' : ` -> ${hop.location}`}`);
  const end =
    outcome.kind === 'failed'
      ? `${outcome.reason}: ${outcome.text}`
      : [
          ...(hops.at(-1)?.server === null ? [] : [`Server: ${hops.at(-1)?.server ?? ''}`]),
          `Title: ${pageTitle(outcome.body) ?? '(none)'}`,
        ].join('\n');
  return { label: `GET ${url} at ${address} (${seen.ms} ms)`, text: [...way, end].join('\n') };
}
