import type { PageTask } from '../platform/platform.ts';
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
  automation: 'automation',
  schedule: 'automation',
  'ca-connection': 'ca',
  deployment: 'deploy',
  durations: 'deploy',
  'file-and-served': 'deploy',
  served: 'issue',
  current: 'renew',
};

/**
 * Where a step is done by hand: first the page of the platform that keeps the certificate, then the usual places without
 * those of other platforms. Where no platform is known, all of them.
 */
export function placesOfStep({ needs, manualWhere }: PlaybookStep, platformId: string | null): readonly ManualRemedy[] {
  const platform = platformId === null ? undefined : findPlatform(platformId);
  // A CDN is in front of whatever platform there is.
  if (platform === undefined || needs === 'content-network') return manualWhere;
  const told = manualWhere.filter(({ where }) => where === platform.title);
  const pages = platform.pages.filter(({ task }) => task === tasks[needs]);
  const own = pages.map(({ way }): ManualRemedy => ({
    kind: 'manual',
    title: `${platform.title}: ${way}`,
    where: platform.title,
    steps: [way, platform.retries],
    url: platform.renewal.advice[0]?.reference ?? 'https://letsencrypt.org/docs/integration-guide/',
  }));
  const others = manualWhere.filter(({ where }) => !platforms.some(({ title }) => title === where));
  // What was written for this very step says more than the way to a page.
  return [...(told.length > 0 ? told : own), ...others];
}
