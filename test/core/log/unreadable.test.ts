import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../src/engine/read/read-error.ts';
import { whyUnreadable } from '../../../src/core/log/unreadable.ts';

describe('a log that cannot be read', () => {
  it('says why in plain words', () => {
    expect(whyUnreadable(new ReadError('permission', '/var/log/letsencrypt/letsencrypt.log'))).toContain('group adm');
    expect(whyUnreadable(new ReadError('binary', '/x.gz'))).toContain('unpacked');
  });

  it('says what the engine said where that is all there is', () => {
    expect(whyUnreadable(new Error('the engine ended'))).toBe('the engine ended');
    expect(whyUnreadable(Object.assign(new Error('odd'), { reason: 'toString' }))).toBe('odd');
  });
});
