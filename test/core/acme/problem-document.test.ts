import { describe, expect, it } from 'vitest';
import { readProblem } from '../../../src/core/acme/problem-document.ts';

const urn = 'urn:ietf:params:acme:error:';

describe('a problem document', () => {
  it('loses nothing', () => {
    const body = {
      type: `${urn}compound`,
      detail: 'Two names failed',
      subproblems: [
        { type: `${urn}caa`, detail: 'CAA record prevents', identifier: { type: 'dns', value: 'a.example' } },
      ],
    };
    expect(readProblem(body, 403, '2026-11-25T12:00:00.000Z')).toEqual({
      type: 'compound',
      detail: 'Two names failed',
      status: 403,
      subproblems: [{ identifier: 'a.example', type: 'caa', detail: 'CAA record prevents' }],
      retryAfter: '2026-11-25T12:00:00.000Z',
    });
  });

  it('keeps a type that is not of ACME whole', () => {
    expect(readProblem({ type: 'https://ca.example/busy' }, 503, null).type).toBe('https://ca.example/busy');
  });

  it.each([null, undefined, 7, '<html>busy</html>', [], {}, { type: 1, detail: {}, subproblems: 'no' }])(
    'is about:blank with the HTTP status where the CA sent %j',
    (body) => {
      const expected = { type: 'about:blank', detail: 'The CA answered with HTTP status 503.', subproblems: [] };
      expect(readProblem(body, 503, null)).toMatchObject(expected);
    },
  );

  it('is bounded, however much the CA sends', () => {
    const subproblem = { type: 'x'.repeat(1e6), detail: 'y'.repeat(1e6), identifier: { value: 'z'.repeat(1e6) } };
    const body = {
      type: 'x'.repeat(1e6),
      detail: 'y'.repeat(1e6),
      subproblems: Array(1000).fill(subproblem) as unknown[],
    };
    const read = readProblem(body, 400, null);
    expect(read.detail.length).toBe(4096);
    expect(read.subproblems.length).toBe(100);
    expect(JSON.stringify(read).length).toBeLessThan(2_000_000);
  });
});
