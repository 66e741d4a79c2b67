import type { InsecureReference, PageContent, ReferenceUse } from '../page/page-observation.ts';

/** What browsers do with a part of an HTTPS page that is to come, or to go, over plain HTTP. */
export type BrowserReaction =
  /** It is not loaded. */
  | 'blocked'
  /** It is asked for over HTTPS, and missing where that fails. */
  | 'upgraded'
  /** The visitor is warned before anything is sent. */
  | 'warned'
  /** The visitor leaves HTTPS. */
  | 'followed';

/** W3C Mixed Content (Level 2) §4: images, sound and film are upgraded, images of `srcset` are not; all else is blocked. */
const reactions: Readonly<Record<ReferenceUse, BrowserReaction>> = {
  script: 'blocked',
  style: 'blocked',
  font: 'blocked',
  image: 'upgraded',
  imageset: 'blocked',
  media: 'upgraded',
  track: 'blocked',
  frame: 'blocked',
  object: 'blocked',
  manifest: 'blocked',
  preload: 'blocked',
  form: 'warned',
  base: 'blocked',
  refresh: 'followed',
};

/** What becomes of it on this page. A page that upgrades its parts leaves only what leads away to be followed. */
export function reactionTo({ use }: InsecureReference, { upgrades }: Pick<PageContent, 'upgrades'>): BrowserReaction {
  if (!upgrades || use === 'refresh') return reactions[use];
  return 'upgraded';
}
