// The one file that knows the HTML parser; loaded with the first page, as a chunk of its own.
import { Parser } from 'htmlparser2';
import { cssReferences } from '../../core/page/css-references.ts';
import type { InsecureReference, PageContent, ReferenceUse } from '../../core/page/page-observation.ts';
import { parsedUrl } from '../../core/parsed-url.ts';

const mostReferences = 100;
const longestUrl = 300;
/** The parser's work grows with the square of the depth; browsers themselves stop nesting at 512. */
const deepest = 1_000;
/** Characters after which the depth is looked at. */
const stride = 8_192;

/** What stands in these is not loaded: browsers run scripts, and templates are inert. */
const inert: ReadonlySet<string> = new Set(['noscript', 'template']);

/** Attributes that hold one address, and for what it is fetched. */
const addresses: Readonly<Partial<Record<string, Readonly<Record<string, ReferenceUse>>>>> = {
  script: { src: 'script' },
  img: { src: 'image' },
  video: { src: 'media', poster: 'image' },
  audio: { src: 'media' },
  source: { src: 'media' },
  track: { src: 'track' },
  iframe: { src: 'frame' },
  frame: { src: 'frame' },
  object: { data: 'object' },
  embed: { src: 'object' },
  form: { action: 'form' },
  button: { formaction: 'form' },
  input: { formaction: 'form' },
  body: { background: 'image' },
  table: { background: 'image' },
  td: { background: 'image' },
  image: { href: 'image', 'xlink:href': 'image' },
  base: { href: 'base' },
};

/** Reads HTML for what it loads or sends over plain HTTP. Nothing is run, nothing is fetched, and nothing throws. */
export function readPage(html: string, pageUrl: string, { upgrades = false, complete = true } = {}): PageContent {
  const lineStarts = lineStartsOf(html);
  const insecure: InsecureReference[] = [];
  const places = new Map<string, number>();
  let insecureCount = 0;
  let base = pageUrl;
  let baseIsSet = false;
  let wordPress = false;
  let upgrading = upgrades;
  let inertDepth = 0;
  let styleFrom: number | null = null;
  let depth = 0;

  const tell = (use: ReferenceUse, element: string, attribute: string | null, text: string, offset: number): void => {
    const url = insecureUrl(text, base);
    if (url === null) return;
    insecureCount += 1;
    if (insecure.length < mostReferences) {
      insecure.push({ use, element, attribute, url: url.slice(0, longestUrl), ...placeOf(offset, lineStarts) });
    }
  };
  const tellStyle = (css: string, element: string, attribute: string | null, offset: number): void => {
    for (const { url, offset: within, use } of cssReferences(css)) {
      tell(use, element, attribute, url, attribute === null ? offset + within : offset);
    }
  };

  const parser = new Parser({
    onattribute(name, value) {
      if (!places.has(name)) places.set(name, parser.startIndex);
      wordPress ||= value.includes('/wp-content/') || value.includes('/wp-includes/');
    },
    onopentag(element, attributes) {
      const at = (attribute: string): number => places.get(attribute) ?? parser.startIndex;
      depth += 1;
      if (inert.has(element)) inertDepth += 1;
      if (inertDepth === 0) {
        for (const [attribute, use] of Object.entries(addresses[element] ?? {})) {
          const value = attributes[attribute];
          if (value !== undefined) tell(use, element, attribute, value, at(attribute));
        }
        const { srcset, style, href, rel, src, type, content } = attributes;
        if (srcset !== undefined && (element === 'img' || element === 'source')) {
          for (const url of candidates(srcset)) tell('imageset', element, 'srcset', url, at('srcset'));
        }
        if (style !== undefined) tellStyle(style, element, 'style', at('style'));
        if (element === 'link' && href !== undefined) {
          const use = linkUse(rel ?? '', attributes['as'] ?? '');
          if (use !== null) tell(use, element, 'href', href, at('href'));
        }
        if (element === 'input' && type?.toLowerCase() === 'image' && src !== undefined) {
          tell('image', element, 'src', src, at('src'));
        }
        if (element === 'base' && href !== undefined && !baseIsSet && URL.canParse(href, pageUrl)) {
          base = new URL(href, pageUrl).href;
          baseIsSet = true;
        }
        if (element === 'meta' && content !== undefined) {
          const kind = attributes['http-equiv']?.toLowerCase();
          if (kind === 'refresh') tell('refresh', element, 'content', refreshUrl(content), at('content'));
          if (kind === 'content-security-policy') upgrading ||= demandsUpgrade(content);
          if (attributes['name']?.toLowerCase() === 'generator') wordPress ||= content.startsWith('WordPress');
        }
        if (element === 'style') styleFrom = parser.endIndex + 1;
      }
      places.clear();
    },
    onclosetag(element) {
      depth -= 1;
      if (inert.has(element) && inertDepth > 0) inertDepth -= 1;
      if (element === 'style' && styleFrom !== null) {
        tellStyle(html.slice(styleFrom, Math.max(styleFrom, parser.startIndex)), 'style', null, styleFrom);
        styleFrom = null;
      }
    },
  });
  let read = 0;
  for (; read < html.length && depth <= deepest; read += stride) parser.write(html.slice(read, read + stride));
  parser.end();
  return {
    ...{ insecure, insecureCount, wordPress },
    complete: complete && read >= html.length,
    upgrades: upgrading,
  };
}

/** Does a Content-Security-Policy upgrade what the page loads (W3C Upgrade Insecure Requests)? */
export function demandsUpgrade(policy: string): boolean {
  return policy
    .toLowerCase()
    .split(/[;,]/)
    .some((directive) => directive.trim() === 'upgrade-insecure-requests');
}

/** The address, if it is one of plain HTTP that leaves this machine; null for all others. */
function insecureUrl(text: string, base: string): string | null {
  const typed = text.trim();
  if (typed === '' || typed.startsWith('#')) return null;
  // The base of most pages is secure, and then nothing relative is of interest.
  if (!base.startsWith('http:') && !/^(?:http|ws):/i.test(typed)) return null;
  const url = parsedUrl(typed, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'ws:')) return null;
  const { hostname } = url;
  const isLocal = /^127\.[0-9.]+$/.test(hostname) || hostname === '[::1]' || hostname === 'localhost';
  return isLocal || hostname.endsWith('.localhost') ? null : url.href;
}

function linkUse(rel: string, as: string): ReferenceUse | null {
  const words = rel.toLowerCase().split(/\s+/);
  if (words.includes('stylesheet')) return 'style';
  if (words.some((word) => word === 'icon' || word.startsWith('apple-touch-icon') || word === 'mask-icon'))
    return 'image';
  if (words.includes('manifest')) return 'manifest';
  if (!words.some((word) => ['preload', 'modulepreload', 'prefetch'].includes(word))) return null;
  return as.toLowerCase() === 'image' ? 'image' : 'preload';
}

/** The addresses of a `srcset`: each up to a blank, candidates divided by commas. */
function candidates(srcset: string): readonly string[] {
  return srcset
    .split(/,\s/)
    .flatMap((candidate) => candidate.trim().split(/\s/)[0] ?? [])
    .slice(0, mostReferences);
}

/** `5; url=http://...` */
function refreshUrl(content: string): string {
  const at = content.toLowerCase().indexOf('url=');
  return at === -1
    ? ''
    : content
        .slice(at + 4)
        .trim()
        .replace(/^["']/, '')
        .replace(/["']$/, '');
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeOf(offset: number, starts: readonly number[]): { readonly line: number; readonly column: number } {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
