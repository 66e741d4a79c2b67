import { describe, expect, it } from 'vitest';
import {
  hasReached,
  lastAttempt,
  placedChallenges,
  readJournalLine,
  servedBefore,
  type JournalEntry,
  type JournalEvent,
} from '../../../src/core/acme/attempt.ts';

function entries(...events: readonly (JournalEvent & { readonly version?: string })[]): readonly JournalEntry[] {
  return events.map((event) => ({ at: '2026-11-25T12:00:00.000Z', version: '0001', ...event }));
}

const planned = { event: 'planned', keyType: 'ec-p256' } as const;
const ordered = { event: 'ordered', orderUrl: 'https://ca.example/order/1' } as const;

describe('an attempt', () => {
  it('was never made where the journal is empty', () => {
    expect(lastAttempt([])).toBeNull();
  });

  it('stands where its last step left it, with its order', () => {
    const attempt = lastAttempt(
      entries(planned, { event: 'key' }, { event: 'ordering' }, ordered, { event: 'finalizing' }),
    );
    expect(attempt).toEqual({
      ...{ version: '0001', keyType: 'ec-p256', step: 'finalizing' },
      ...{ orderUrl: ordered.orderUrl, closed: false },
    });
    expect(attempt !== null && [hasReached(attempt, 'authorized'), hasReached(attempt, 'issued')]).toEqual([
      true,
      false,
    ]);
  });

  it('goes on after a stop, and not after it was closed', () => {
    expect(lastAttempt(entries(planned, ordered, { event: 'stopped', text: 'x' }))?.closed).toBe(false);
    expect(lastAttempt(entries(planned, ordered, { event: 'closed', text: 'x' }))?.closed).toBe(true);
  });

  it('is the last one, and what others wrote does not count', () => {
    const second = { ...planned, version: '0002' };
    const attempt = lastAttempt(entries(planned, ordered, second, { event: 'stored', serialNumber: '01' }));
    expect(attempt).toMatchObject({ version: '0002', step: 'planned', orderUrl: null });
  });
});

describe('what was in service before', () => {
  const at = (
    version: string,
    ...events: readonly ('deploying' | 'deployed' | 'verified' | 'put-back' | 'rolled-back')[]
  ) => events.map((event) => ({ version, event }));

  it.each([
    ['nothing, with the first', at('0001', 'verified'), '0001', null],
    ['the one before', [...at('0001', 'deployed'), ...at('0002', 'deployed', 'verified')], '0002', '0001'],
    [
      'never one that was put back',
      [...at('0001', 'verified'), ...at('0002', 'deployed', 'put-back'), ...at('0003', 'deployed')],
      '0003',
      '0001',
    ],
    [
      'never one that did not come so far',
      [...at('0001', 'verified'), ...at('0002', 'deploying'), ...at('0003', 'deployed')],
      '0003',
      '0001',
    ],
    [
      'nothing, after everything was rolled back',
      [...at('0001', 'verified'), ...at('0002', 'verified', 'rolled-back')],
      '0001',
      null,
    ],
    [
      'one that came back after it was put back',
      [...at('0001', 'deployed', 'put-back', 'deploying', 'deployed'), ...at('0002', 'deployed')],
      '0002',
      '0001',
    ],
  ] as const)('is %s', (_, events, version, expected) => {
    expect(servedBefore(entries(...events), version)).toBe(expected);
  });
});

describe('answers to challenges in the journal', () => {
  it('are those that nobody was seen to remove', () => {
    const token = (file: string) => ({ placed: { by: 'web-root', file, content: `${file}.thumbprint` } }) as const;
    const record = (value: string) =>
      ({
        placed: { by: 'record', record: { owner: '_acme-challenge.example.com', value }, writer: { by: 'hand' } },
      }) as const;
    const placed = placedChallenges(
      entries(
        { event: 'challenge', ...token('/a') },
        { event: 'challenge', ...token('/b') },
        { event: 'challenge', ...record('one') },
        { event: 'challenge', ...record('two') },
        { event: 'challenge-removed', ...token('/a') },
        { event: 'challenge-removed', ...record('one') },
      ),
    );
    expect(placed).toEqual([token('/b').placed, record('two').placed]);
  });
});

describe('a line of the journal', () => {
  it('is read back', () => {
    const [entry] = entries(ordered);
    expect(readJournalLine(JSON.stringify(entry))).toEqual(entry);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"event":"key"}',
    '{"at":"x","event":"key","version":"../../etc"}',
    '{"at":"x","event":"ordered","version":"0001"}',
    '{"at":"x","event":"toString","version":"0001"}',
    '{"at":"x","event":"challenge","version":"0001"}',
    '{"at":"x","event":"challenge","version":"0001","placed":{"by":"web-root","file":"/a"}}',
    '{"at":"x","event":"challenge","version":"0001","placed":{"by":"record","record":{"owner":"a","value":"b"},"writer":{"by":"hook","argv":[1]}}}',
  ])('%s is none', (line) => {
    expect(readJournalLine(line)).toBeNull();
  });
});
