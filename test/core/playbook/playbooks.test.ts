import { describe, expect, test } from 'vitest';
import { meantBy } from '../../../src/core/playbook/circumstances.ts';
import { needs, stepsFor } from '../../../src/core/playbook/playbook.ts';
import {
  playbooks,
  playbooksFor,
  playbooksForStatus,
  playbooksThatFit,
  withoutPlaybook,
} from '../../../src/core/playbook/playbooks.ts';
import { searchPlaybooks } from '../../../src/core/platform/find-by-words.ts';
import { challengeMethods } from '../../../src/core/domain/intent.ts';
import { problems, type ProblemId } from '../../../src/core/problem/catalogue.ts';
import { finding, healthy, intent } from './recorded-report.ts';

const allProblems = Object.keys(problems) as readonly ProblemId[];

describe('every playbook', () => {
  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))('%s is consistent', (_id, playbook) => {
    const ids = playbook.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const step of playbook.steps) {
      expect([...step.asks, ...step.remarks].filter((id) => !Object.hasOwn(problems, id))).toEqual([]);
      expect(step.asks.filter((id) => step.remarks.includes(id))).toEqual([]);
      expect(step.instead).not.toBe('');
      for (const { url, steps } of step.manualWhere) {
        expect(url).toMatch(/^https:\/\//);
        expect(steps.length).toBeGreaterThan(0);
      }
      for (const { reference, checked } of step.notes) {
        expect(reference).toMatch(/^https:\/\//);
        expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
    }
    for (const { provenBy } of playbook.picture?.stations ?? []) expect(ids).toContain(provenBy);
    expect(playbook.end.provenBy.filter((id) => !ids.includes(id))).toEqual([]);
    expect(playbook.startsFrom.words.filter((word) => word !== word.toLowerCase())).toEqual([]);
  });

  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s acts in its last step or nowhere',
    (_id, playbook) => {
      const acting = playbook.steps.filter(({ act }) => act !== null);
      expect(acting.length).toBeLessThanOrEqual(1);
      if (acting[0] !== undefined) expect(playbook.steps.at(-1)).toBe(acting[0]);
    },
  );

  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s has an end for every way of validation',
    (_id, playbook) => {
      for (const method of challengeMethods) {
        const ids = stepsFor(playbook, { ...meantBy(intent), method }).map(({ id }) => id);
        expect(playbook.end.provenBy.some((id) => ids.includes(id))).toBe(true);
      }
    },
  );

  test('is one of twelve, in the order of their numbers', () => {
    expect(playbooks.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, at) => `PB-${at + 1}`));
  });

  test('every need is asked for by a step', () => {
    const asked = new Set(playbooks.flatMap(({ steps }) => steps.map((step) => step.needs)));
    expect(needs.filter((need) => !asked.has(need))).toEqual([]);
  });
});

describe('a problem leads to a playbook', () => {
  test.each(allProblems)('%s, or there is a reason why not', (problem) => {
    const found = playbooksFor(problem);
    expect(found.length > 0).toBe(withoutPlaybook[problem] === undefined);
  });

  test.each(allProblems)('%s is what at most one playbook starts from', (problem) => {
    const made = playbooks.filter(({ startsFrom }) => startsFrom.problems.includes(problem));
    expect(made.map(({ id }) => id).length).toBeLessThanOrEqual(1);
    if (made[0] !== undefined) expect(playbooksFor(problem)[0]).toBe(made[0]);
  });

  test.each<[ProblemId, string]>([
    ['http-timeout', 'PB-1'],
    ['cert-expired', 'PB-2'],
    ['cert-hostname', 'PB-3'],
    ['mixed-content', 'PB-4'],
    ['panel-bug', 'PB-5'],
    ['http-403-token', 'PB-6'],
    ['delegation-duplicate', 'PB-7'],
    ['renewal-overdue', 'PB-8'],
    ['ca-connector-invalid', 'PB-9'],
    ['deploy-not-reloaded', 'PB-10'],
    ['automation-stuck', 'PB-11'],
    ['nginx-worker-connections', 'PB-12'],
  ])('%s first to %s', (problem, id) => {
    expect(playbooksFor(problem)[0]?.id).toBe(id);
  });
});

test('a status leads to a playbook', () => {
  expect(playbooksForStatus('expired').map(({ id }) => id)).toEqual(['PB-2']);
  expect(playbooksForStatus('pending').map(({ id }) => id)).toEqual(['PB-1']);
  expect(playbooksForStatus('wrong-host').map(({ id }) => id)).toEqual(['PB-3']);
});

test('what the last check found comes before what its status says; a problem comes alone', () => {
  const ids = (found: readonly { readonly id: string }[]): readonly string[] => found.map(({ id }) => id);
  const report = {
    ...healthy,
    ssl: 'expired' as const,
    findings: [finding('deploy-not-reloaded', 'example.com', 'old')],
  };
  expect(ids(playbooksThatFit(null, report)).slice(0, 1)).toEqual(['PB-10']);
  expect(ids(playbooksThatFit(null, report))).toContain('PB-2');
  expect(ids(playbooksThatFit('mixed-content', report))).toEqual(['PB-4']);
  expect(ids(playbooksThatFit(null, null))).toEqual([]);
});

/** What the source documents call it: headings, statuses, symptoms and errors of their tables. */
describe('what older instructions say, typed into the search', () => {
  test.each([
    ['SSL Provisioning Failed or Stuck at "pending"', 'PB-1'],
    ['Timeout during connect', 'PB-1'],
    ['No valid IP addresses found', 'PB-1'],
    ['Domain not accessible from the internet', 'PB-1'],
    ['Certificate Expired', 'PB-2'],
    ['Browser Shows Certificate Warning', 'PB-3'],
    ['Mixed Content Warning', 'PB-4'],
    ['CloudPanel SSL Renewals', 'PB-5'],
    ['clpctl', 'PB-5'],
    ['403 Forbidden', 'PB-6'],
    ['Connection Refused', 'PB-6'],
    ['Rate Limit Exceeded', 'PB-6'],
    ['Too many certificates already issued for domain', 'PB-6'],
    ['renew certificates using DNS instead of HTTP', 'PB-6'],
    ['DNS Missing', 'PB-7'],
    ['DNS Wrong', 'PB-7'],
    ['DNS Duplicate', 'PB-7'],
    ['CNAME not found', 'PB-7'],
    ['TXT ACME challenge exists', 'PB-7'],
    ['Validation failed', 'PB-7'],
    ['Fetch DNS error', 'PB-1'],
    ['No SAN error', 'PB-7'],
    ['Multiple Subdomains Not Covered', 'PB-7'],
    ['Certificate Not Renewing Automatically', 'PB-8'],
    ['SSL Generation Fails Repeatedly', 'PB-8'],
    ['Certificate Shows as Expired', 'PB-2'],
    ['Certificate status stuck at Configuration Pending', 'PB-9'],
    ['Deployment Failed in Provisioning Dashboard', 'PB-9'],
    ['Renewal not triggered within expected window', 'PB-8'],
    ['DCV status showing failed or pending', 'PB-9'],
    ['Provisioning bot active but no deployment executed', 'PB-9'],
    ['CA connector validation errors', 'PB-9'],
    ['Certificate Renewed in CERTInext but Server Still Shows Old Certificate', 'PB-10'],
    ['Why is my SSL still expired after a successful renewal?', 'PB-10'],
    ['Deployment bot Stuck in “Deployment Pending” status', 'PB-11'],
    ['worker_connections', 'PB-12'],
    ['PB-9', 'PB-9'],
    ['pb 12', 'PB-12'],
  ])('%s leads to %s', (text, id) => {
    expect(searchPlaybooks(text)[0]?.id).toBe(id);
  });

  test('nothing leads to all of them, and nonsense to none', () => {
    expect(searchPlaybooks('  ')).toHaveLength(12);
    expect(searchPlaybooks('qwertz uiop')).toEqual([]);
  });
});
