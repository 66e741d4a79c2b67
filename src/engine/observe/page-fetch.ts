import type { IncomingHttpHeaders } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { FetchHop } from '../../core/acme/challenge-fetch.ts';
import type { PageContent, PageObservation } from '../../core/page/page-observation.ts';
import type { Limits } from './deadline.ts';
import { fetchFollowing, type FetchOptions } from './follow-redirects.ts';
import { httpFailed, urlHost, type HttpAnswer } from './http-get.ts';
import { startLooking } from './seen-from-here.ts';
import { parsedUrl } from '../../core/parsed-url.ts';

/** Pages of shops have 200 KB; longer ones are read to here. */
const longestPage = 256 * 1024;
/** Enough to tell whose page it is, where it is not read for what it loads. */
const shownBytes = 4_096;

export interface PageTarget {
  readonly name: string;
  readonly address: string;
  readonly scheme: 'https' | 'http';
  /** A connection that stands already. */
  readonly socket?: TLSSocket;
  /** Shall it be read for what it loads? Asked once the page comes, for only what comes can be read. */
  readonly wantsContent: () => boolean;
}

/**
 * Fetches the front page of a name from one of its addresses, as a browser would, though without running anything; to an
 * address that may be looked at. Never rejects; sockets are closed when it resolves.
 */
export async function fetchPage(
  { name, address, scheme, socket, wantsContent }: PageTarget,
  options: FetchOptions,
  limits: Limits,
): Promise<PageObservation> {
  const seen = startLooking();
  const text = `${scheme}://${urlHost(name)}/`;
  const hops: FetchHop[] = [];
  const url = parsedUrl(text);
  if (url === null)
    return { name, address, url: text, hops, outcome: httpFailed('other', `${text} is no URL.`), seen: seen() };
  const port = scheme === 'https' ? options.httpsPort : options.httpPort;
  const decided = { reads: false };
  const mostBytes = (_status: number, headers: IncomingHttpHeaders): number => {
    if (isPacked(headers)) return 0;
    decided.reads = isHtml(headers) && wantsContent();
    return decided.reads ? longestPage : shownBytes;
  };
  const first = { url, address, port, ...(socket === undefined ? {} : { socket }) };
  const answer = await fetchFollowing(first, { as: 'browser', mostBytes }, options, limits, hops);
  if (answer.kind === 'failed') return { name, address, url: text, hops, outcome: answer, seen: seen() };
  const { hop, headers, body } = answer;
  return {
    ...{ name, address, url: text, hops },
    outcome: {
      kind: 'response',
      status: hop.status,
      contentType: headers['content-type'] ?? null,
      body: new TextDecoder().decode(body.subarray(0, shownBytes)),
      bytes: body.length,
      content: decided.reads ? await contentOf(answer) : null,
    },
    seen: seen(),
  };
}

async function contentOf({ hop, headers, body }: HttpAnswer): Promise<PageContent> {
  const { demandsUpgrade, readPage } = await import('./page-content.ts');
  return readPage(new TextDecoder().decode(body), hop.url, {
    upgrades: demandsUpgrade(String(headers['content-security-policy'] ?? '')),
    complete: body.length < longestPage,
  });
}

/** Packed although nobody asked for it: it is not unpacked, for nobody knows to what size. */
function isPacked(headers: IncomingHttpHeaders): boolean {
  return !['', 'identity'].includes((headers['content-encoding'] ?? '').trim().toLowerCase());
}

function isHtml(headers: IncomingHttpHeaders): boolean {
  const type = (headers['content-type'] ?? '').toLowerCase();
  return type.startsWith('text/html') || type.startsWith('application/xhtml');
}
