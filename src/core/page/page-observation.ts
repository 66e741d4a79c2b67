import type { FetchFailure, FetchHop } from '../acme/challenge-fetch.ts';
import type { Seen } from '../seen.ts';

/** For what a page fetches something, by the destinations of the Fetch standard, and where it sends its visitor. */
export type ReferenceUse =
  | 'script'
  | 'style'
  | 'font'
  | 'image'
  /** An image of `srcset`, which browsers do not upgrade. */
  | 'imageset'
  | 'media'
  | 'track'
  | 'frame'
  | 'object'
  | 'manifest'
  | 'preload'
  | 'form'
  /** `<base>`: every relative address of the page goes there. */
  | 'base'
  /** `<meta http-equiv=refresh>`. */
  | 'refresh';

/** One address of plain HTTP in a page that came over HTTPS. */
export interface InsecureReference {
  readonly use: ReferenceUse;
  readonly element: string;
  /** Null where it stands in the text of the element. */
  readonly attribute: string | null;
  /** Resolved, hostile, at most 300 characters. */
  readonly url: string;
  /** 1-based, of the attribute or the `url()`. */
  readonly line: number;
  readonly column: number;
}

/** What a page says that was read as HTML. */
export interface PageContent {
  /** The first 100 in the order of the page. */
  readonly insecure: readonly InsecureReference[];
  readonly insecureCount: number;
  /** It demands that its parts are upgraded (`upgrade-insecure-requests`), by a header or by itself. */
  readonly upgrades: boolean;
  readonly wordPress: boolean;
  /** False where the page is longer than what was read. */
  readonly complete: boolean;
}

/** The front page of one name fetched from one address, as a browser would, without running anything. */
export interface PageObservation {
  readonly name: string;
  readonly address: string;
  /** The URL that was asked first: HTTPS; HTTP where nothing speaks TLS there. */
  readonly url: string;
  readonly hops: readonly FetchHop[];
  readonly outcome:
    | {
        readonly kind: 'response';
        readonly status: number;
        readonly contentType: string | null;
        /** The first 4,096 bytes, hostile; empty where they came packed. */
        readonly body: string;
        readonly bytes: number;
        /** Null where it is no HTML, came packed, or was not read: of several addresses one is enough. */
        readonly content: PageContent | null;
      }
    | { readonly kind: 'failed'; readonly reason: FetchFailure; readonly text: string };
  readonly seen: Seen;
}
