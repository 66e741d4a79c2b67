import { describe, expect, it } from 'vitest';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { ProblemId } from '../../../src/core/problem/catalogue.ts';
import type { Finding } from '../../../src/core/problem/finding.ts';
import { canBeVerified, judgeVerdict, verdictNote } from '../../../src/extension/logs/verdict.ts';

const name = 'www.example.com';
const seen = { at: '2026-11-25T12:31:00.000Z', from: 'web-1', ms: 3 };
type Observations = DomainReport['observations'];

const answered: Observations = {
  dns: [
    {
      question: { name, type: 'A' },
      server: { address: '192.0.2.53', port: 53, source: 'system' },
      outcome: {
        kind: 'answer',
        rcode: 'NOERROR',
        authoritative: false,
        authenticated: false,
        transport: 'udp',
        records: [],
      },
      seen,
    },
  ],
  http: [
    {
      name,
      address: '203.0.113.9',
      url: `http://${name}/.well-known/acme-challenge/x`,
      expected: null,
      hops: [],
      outcome: { kind: 'response', status: 404, contentType: null, body: '', bytes: 0 },
      seen,
    },
  ],
  tls: [],
  publicSuffixes: [],
};
const blind: Observations = {
  ...answered,
  http: answered.http.map((fetch) => ({
    ...fetch,
    outcome: { kind: 'failed', reason: 'address-not-allowed', text: 'the address is private and not looked at' },
  })),
};

function report(problems: readonly ProblemId[], observations: Observations = answered): DomainReport {
  const findings = problems.map((problem): Finding => ({
    problem,
    severity: 'error',
    subject: name,
    message: `${problem} was met.`,
    evidence: [],
  }));
  return {
    name,
    ssl: 'active',
    sslDetail: '61 days',
    names: [],
    findings,
    observations,
    at: seen.at,
    vantage: 'web-1',
    ms: 20,
  };
}

function verdict(problem: ProblemId, ...args: Parameters<typeof report>): readonly [string, string] {
  const { kind, detail } = judgeVerdict(problem, name, report(...args));
  return [kind, detail];
}

describe('verify now', () => {
  it('confirms what is met again', () => {
    expect(verdict('http-refused', ['dns-nxdomain', 'http-refused'])).toEqual(['confirmed', 'http-refused was met.']);
  });

  it('refutes what was looked at and is gone', () => {
    expect(verdict('http-refused', [])).toEqual(['refuted', '']);
    expect(verdict('http-refused', ['cert-expired'])[0]).toBe('refuted');
  });

  it('names what stands in the way instead', () => {
    expect(verdict('http-refused', ['http-timeout'])).toEqual(['changed', 'http-timeout was met.']);
    expect(verdict('http-refused', ['dns-wrong-ip'])).toEqual(['changed', 'dns-wrong-ip was met.']);
    expect(verdict('dns-nxdomain', ['http-refused'])[0]).toBe('refuted');
  });

  it('says why where it could not look, and never calls that good', () => {
    expect(verdict('http-refused', [], blind)).toEqual(['unknown', 'the address is private and not looked at']);
    const nothing = { dns: [], tls: [], http: [], publicSuffixes: [] };
    expect(
      judgeVerdict('http-refused', name, { ...report([], nothing), sslDetail: 'the check stopped' }),
    ).toMatchObject({
      kind: 'unknown',
      detail: 'the check stopped',
    });
    expect(verdict('cert-expired', [])[0]).toBe('unknown');
  });

  it('says that it could not look where the name does not exist any more, and does not call the problem gone', () => {
    const nowhere = { ...answered, http: [] };
    expect(verdict('http-refused', ['dns-nxdomain'], nowhere)).toEqual(['unknown', 'dns-nxdomain was met.']);
    expect(verdict('dns-txt-missing', ['dns-nxdomain'], nowhere)[0]).toBe('unknown');
    const note = verdictNote(judgeVerdict('http-refused', name, report(['dns-nxdomain'], nowhere)), (at) =>
      at.slice(11, 16),
    );
    expect(note).toBe('Could not be seen at 12:31 from web-1: dns-nxdomain was met.');
  });

  it('does not take the absence of a proof that is removed after the attempt for a cure', () => {
    expect(verdict('dns-txt-missing', [])[0]).toBe('unknown');
    expect(verdict('http-404-token', [])[0]).toBe('unknown');
  });

  it('is not offered for what the network cannot show', () => {
    expect(canBeVerified('http-timeout')).toBe(true);
    expect(canBeVerified('cert-expired')).toBe(true);
    for (const problem of ['ratelimit-domain', 'certbot-lock', 'nginx-config-parse', 'secondary-validation'] as const) {
      expect(canBeVerified(problem)).toBe(false);
    }
  });

  it('ends in a sentence with time and vantage', () => {
    const note = (problem: ProblemId, problems: readonly ProblemId[], observations?: Observations): string =>
      verdictNote(judgeVerdict(problem, name, report(problems, observations)), (at) => at.slice(11, 16));
    expect(note('http-refused', ['http-refused'])).toBe('Seen again at 12:31 from web-1.');
    expect(note('http-refused', [])).toBe('Not seen any more at 12:31 from web-1.');
    expect(note('http-refused', ['http-timeout'])).toBe(
      'Not seen any more at 12:31 from web-1, but: http-timeout was met.',
    );
    expect(note('http-refused', [], blind)).toBe(
      'Could not be seen at 12:31 from web-1: the address is private and not looked at.',
    );
  });
});
