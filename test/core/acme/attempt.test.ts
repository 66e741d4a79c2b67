import { describe, expect, it } from 'vitest';
import {
  hasReached,
  lastAttempt,
  placedChallenges,
  readJournalLine,
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
