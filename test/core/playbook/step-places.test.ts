import { expect, test } from 'vitest';
import { platforms } from '../../../src/core/platform/platforms.ts';
import { challengeDelegation } from '../../../src/core/playbook/challenge-delegation.ts';
import type { PlaybookStep } from '../../../src/core/playbook/playbook.ts';
import { playbooks } from '../../../src/core/playbook/playbooks.ts';
import { automationAlive, renew } from '../../../src/core/playbook/renewal-steps.ts';
import { contentNetworkInFront } from '../../../src/core/playbook/server-steps.ts';
import { placesOfStep } from '../../../src/core/playbook/step-places.ts';
import { port80FromOutside } from '../../../src/core/playbook/validation-steps.ts';

const places = (step: PlaybookStep, platform: string | null): readonly string[] =>
  placesOfStep(step, platform).map(({ where }) => where);

test('where no platform is known, the pages of all are told', () => {
  const all = platforms.filter(({ pages }) => pages.some(({ task }) => task === 'renew')).map(({ title }) => title);
  expect(all).toContain('CloudPanel');
  expect(places(renew, null)).toEqual(all);
  expect(places(renew, 'no-such-platform')).toEqual(all);
});

test('the page of the platform comes first, and those of other platforms are left out', () => {
  expect(places(renew, 'smoxy')).toEqual(['smoxy']);
  expect(places(automationAlive, 'certinext')).toEqual(['CERTInext', 'Kubernetes']);
  expect(places(port80FromOutside, 'cloud-ai-pilot').slice(0, 2)).toEqual(['CloudAIPilot', 'Firewall of the server']);
});

test('what to do there comes after the way, and how it tries again by itself after that', () => {
  const [page] = placesOfStep(renew, 'cloudpanel');
  expect(page?.steps).toEqual([
    "Sites → the site → SSL/TLS → Actions → New Let's Encrypt Certificate",
    'In a terminal of root: clpctl lets-encrypt:install:certificate --domainName=NAME.',
    'The cron job looks every day, and again on the next day after a failure.',
  ]);
});

test('a platform without such a page leaves the usual places', () => {
  const [zone] = challengeDelegation.steps;
  if (zone === undefined) throw new Error('no step');
  expect(placesOfStep(zone, 'smoxy')).toEqual([]);
  expect(places(port80FromOutside, 'certinext')).toEqual(port80FromOutside.manualWhere.map(({ where }) => where));
});

test('a CDN is in front of whatever platform there is', () => {
  expect(places(contentNetworkInFront, 'cloudpanel')).toEqual(['Cloudflare']);
});

test('what is done on a platform stands in its own file, and in no playbook', () => {
  const titles = platforms.map(({ title }) => title);
  const named = playbooks
    .flatMap(({ steps }) => steps)
    .flatMap(({ manualWhere }) => manualWhere)
    .filter(
      ({ title, where, steps }) => titles.includes(where) || /CERTInext|CloudAIPilot/.test([title, ...steps].join()),
    );
  expect(named).toEqual([]);
});

test('each task of a platform page that playbooks speak of is asked for by a step', () => {
  const told = new Set(playbooks.flatMap(({ steps }) => steps).flatMap((step) => placesOfStep(step, null)));
  const steps = [...told].map(({ steps: [way] }) => way);
  const forLookingAlone = ['see-status', 'settings'];
  for (const { pages } of platforms)
    for (const { task, way } of pages) if (!forLookingAlone.includes(task)) expect(steps).toContain(way);
});
