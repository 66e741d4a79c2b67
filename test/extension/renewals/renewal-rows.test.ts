import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/core/acme/activity.ts';
import type { ClientActivity } from '../../../src/core/acme/client-activity.ts';
import type { ClientRenewalDue, OwnRenewal, Renewal, RenewalsReport } from '../../../src/core/acme/renewal.ts';
import { renewalRows, type RenewalNode } from '../../../src/extension/renewals/renewal-rows.ts';

const now = new Date('2026-11-26T12:00:00Z');
const options = { now, language: 'en' };
const inDays = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();

const own: OwnRenewal = {
  ...{ owner: 'cert-doctor', names: ['own.example'], notAfter: inDays(60), due: { from: inDays(30), by: 'lifetime' } },
  ...{ certificate: null, request: null, ca: 'ca.example', status: null, activities: [], refused: null, budget: [] },
  backOff: { failures: 0, lastFailure: null, text: '', nextTry: null },
};
const client: ClientRenewalDue = {
  ...{ owner: 'client', names: ['client.example'], notAfter: inDays(5), due: { from: inDays(-25), by: 'lifetime' } },
  client: { client: 'certbot', name: 'client.example', file: '/etc/x.pem', timer: null, job: null },
  renewers: [
    {
      ...{ client: 'certbot', by: 'systemd-timer', where: 'certbot.timer', active: true },
      ...{ lastRun: null, nextRun: null, failed: null },
    },
  ],
  activities: [],
};
const activity: ClientActivity = {
  ...{ client: 'certbot', file: '/etc/x.pem', dryRun: false, outcome: 'failed', before: '0A', after: '0A', output: '' },
  ...{ startedAt: '2026-11-26T11:00:00.000Z', endedAt: '2026-11-26T11:00:09.000Z' },
  ...{ text: 'certbot ended with code 1.', finding: 'The token is missing.' },
};

function rows(...renewals: readonly Renewal[]): readonly RenewalNode[] {
  const report: RenewalsReport = { at: now.toISOString(), renewals, schedule: null };
  return renewalRows(report, options);
}
const below = (node: RenewalNode | undefined, context: string) =>
  node?.row.children.filter(({ contextValue }) => contextValue === context) ?? [];

describe('the rows of the Renewals view', () => {
  it('stand in order of urgency, and say when, by whom, and what nobody renews', () => {
    expect(rows(own, client).map(({ row }) => `${row.label}: ${row.description}`)).toEqual([
      expect.stringMatching(/^client\.example: due.* · certbot$/),
      expect.stringMatching(/^own\.example: due in 30 days · not by itself · Cert Doctor$/),
    ]);
  });

  it.each<[string, Partial<Renewal>, string]>([
    ['due', { notAfter: inDays(20), due: { from: inDays(-1), by: 'ca' } }, 'warning'],
    ['expired', { notAfter: inDays(-1), due: { from: inDays(-30), by: 'lifetime' } }, 'error'],
    ['unreadable', { notAfter: null, due: null }, 'question'],
  ])('have a mark of their own where it is %s', (_, changes, icon) => {
    const [row] = rows({ ...own, ...changes } as OwnRenewal);
    expect(row?.row.icon.id).toBe(icon);
    const [well] = rows(own);
    expect(well?.row.icon.id).not.toBe(icon);
  });

  it('say whose end is meant where the server was brought back to another certificate', () => {
    const endOf = (status: OwnRenewal['status']): string =>
      rows({ ...own, status })[0]
        ?.row.tooltip.map((part) => (part.kind === 'text' ? part.text : ''))
        .join(' ') ?? '';
    expect(endOf('deployment failed')).toContain('the server may serve another');
    expect(endOf('deployed')).not.toContain('may serve another');
  });

  it('have a menu of their own for what a client keeps, what we issued, and what cannot be asked for again', () => {
    const contexts = rows(client, own).map(({ row }) => row.contextValue);
    expect(contexts).toEqual(['renewal.client', 'renewal.unknown']);
    expect(rows({ ...client, activities: [activity] })[0]?.row.contextValue).toBe('renewal.client.tried');
  });

  it('have no history where nothing was tried', () => {
    expect(rows(client, own).flatMap((node) => below(node, 'history'))).toEqual([]);
  });

  it('tell of each time that a client was asked, with the cause and the steps', () => {
    const renewed: ClientActivity = {
      ...activity,
      outcome: 'renewed',
      finding: '',
      after: '0B',
      startedAt: inDays(-1),
    };
    const [history] = below(rows({ ...client, activities: [activity, renewed] })[0], 'history');
    expect([history?.label, history?.description]).toEqual(['History', '2 attempts']);
    expect(history?.children.map(({ description }) => description)).toEqual([
      'failed · The token is missing.',
      'renewed',
    ]);
    expect(history?.children[0]?.children.map(({ label }) => label)).toEqual([
      'certbot was asked to renew: /etc/x.pem',
      'certbot ended with code 1.',
      'The token is missing.',
    ]);
    const ids = history?.children.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tell of each attempt of our own in the same way', () => {
    const attempt: Activity = {
      ...({
        version: '0001',
        startedAt: inDays(-1),
        endedAt: inDays(-1),
        reached: 'ordered',
        serialNumber: null,
      } as const),
      ...({ outcome: 'failed', text: 'refused', steps: [{ at: inDays(-1), text: 'Ordered' }] } as const),
    };
    const [history] = below(rows({ ...own, activities: [attempt] })[0], 'history');
    expect(history?.description).toBe('1 attempt');
    expect(history?.children.map(({ description, children }) => [description, children[0]?.label])).toEqual([
      ['failed · refused', 'Ordered'],
    ]);
  });
});
