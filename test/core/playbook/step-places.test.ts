import { expect, test } from 'vitest';
import { challengeDelegation } from '../../../src/core/playbook/challenge-delegation.ts';
import type { PlaybookStep } from '../../../src/core/playbook/playbook.ts';
import { automationAlive, renew } from '../../../src/core/playbook/renewal-steps.ts';
import { contentNetworkInFront } from '../../../src/core/playbook/server-steps.ts';
import { placesOfStep } from '../../../src/core/playbook/step-places.ts';
import { port80FromOutside } from '../../../src/core/playbook/validation-steps.ts';

const places = (step: PlaybookStep, platform: string | null): readonly string[] =>
  placesOfStep(step, platform).map(({ where }) => where);

test('where no platform is known, all places are told', () => {
  expect(placesOfStep(renew, null)).toBe(renew.manualWhere);
  expect(placesOfStep(renew, 'no-such-platform')).toBe(renew.manualWhere);
});

test('the page of the platform comes first, and those of other platforms are left out', () => {
  expect(places(renew, 'smoxy')).toEqual(['smoxy']);
  expect(places(automationAlive, 'certinext')).toEqual(['CERTInext', 'Kubernetes']);
  expect(places(port80FromOutside, 'cloud-ai-pilot').slice(0, 2)).toEqual(['CloudAIPilot', 'Firewall of the server']);
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
