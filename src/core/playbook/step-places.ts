import type { PageTask, Platform } from '../platform/platform.ts';
import { findPlatform, platforms } from '../platform/platforms.ts';
import type { ManualRemedy } from '../problem/remedy.ts';
import type { Need, PlaybookStep } from './playbook.ts';

/** On which page of a platform the subject of a step is dealt with. */
const tasks: Readonly<Partial<Record<Need, PageTask>>> = {
  addresses: 'records',
  'challenge-record': 'records',
  delegation: 'records',
  'port-80': 'firewall',
  'port-443': 'firewall',
  'covered-names': 'names',
  logs: 'logs',
  'asked-in-logs': 'logs',
  'after-renewal': 'after-renewal',
  automation: 'automation',
  schedule: 'schedule',
  'ca-connection': 'ca',
  deployment: 'deploy',
  durations: 'durations',
  'file-and-served': 'deploy',
  'site-folders': 'rights',
  'content-network': 'tls-mode',
  served: 'issue',
  current: 'renew',
};

/**
 * Where a step is done by hand: the page of the platform that keeps the certificate, of every platform where that is not
 * known, then the usual places.
 */
export function placesOfStep({ needs, manualWhere }: PlaybookStep, platformId: string | null): readonly ManualRemedy[] {
  const known = platformId === null ? undefined : findPlatform(platformId);
  // A CDN is in front of whatever platform there is.
  const asked = known === undefined || needs === 'content-network' ? platforms : [known];
  return [...asked.flatMap((platform) => pagesFor(tasks[needs], platform)), ...manualWhere];
}

function pagesFor(
  wanted: PageTask | undefined,
  { title, pages, retries, documentation }: Platform,
): readonly ManualRemedy[] {
  return pages
    .filter(({ task }) => task === wanted)
    .map(({ way, then }) => ({
      kind: 'manual',
      title: `${title}: ${way}`,
      where: title,
      steps: [way, ...then, ...(wanted === 'issue' || wanted === 'renew' ? [retries] : [])],
      url: documentation,
    }));
}
