import { describe, expect, it } from 'vitest';
import type { AcmeProblem } from '../../../src/core/acme/problem-document.ts';
import { findingsOfProblem } from '../../../src/core/acme/problem-findings.ts';

function problem(type: string, detail: string, changes: Partial<AcmeProblem> = {}): AcmeProblem {
  return { type, detail, status: 400, subproblems: [], retryAfter: null, ...changes };
}

function named(said: AcmeProblem): string | undefined {
  return findingsOfProblem(said, 'www.example.com', 'ca.example', () => null)[0]?.problem;
}

const fetching = '203.0.113.10: Fetching http://www.example.com/.well-known/acme-challenge/t:';

describe('what an ACME error means', () => {
  it.each([
    ['connection', `${fetching} Timeout during connect (likely firewall problem)`, 'http-timeout'],
    ['connection', `${fetching} Timeout after connect (your server may be slow or overloaded)`, 'http-slow'],
    ['connection', `${fetching} Timeout during read (your server may be slow or overloaded)`, 'http-slow'],
    ['connection', `${fetching} Connection refused`, 'http-refused'],
    ['connection', 'Get "http://x/": dial tcp 203.0.113.20:80: connect: connection refused', 'http-refused'],
    ['connection', `${fetching} Network unreachable`, 'http-unreachable'],
    ['connection', `${fetching} Connection reset by peer`, 'http-reset'],
    ['connection', `${fetching} Redirect loop detected`, 'redirect-problem'],
    ['connection', `During secondary validation: ${fetching} Timeout during connect`, 'secondary-validation'],
    ['connection', `${fetching} Error getting validation data`, 'unknown-cause'],
    ['unauthorized', '203.0.113.10: Invalid response from http://x/: 404', 'http-404-token'],
    ['unauthorized', '203.0.113.10: Invalid response from http://x/: 403', 'http-403-token'],
    ['unauthorized', '203.0.113.10: Invalid response from http://x/: 401', 'http-401-token'],
    ['unauthorized', '203.0.113.10: Invalid response from http://x/: 502', 'http-5xx-token'],
    ['unauthorized', 'Non-200 status code from HTTP: http://x/ returned 404', 'http-404-token'],
    ['unauthorized', '203.0.113.10: Invalid response from http://x/: "<!DOCTYPE html>"', 'http-wrong-content'],
    ['unauthorized', 'The key authorization file from the server did not match this challenge', 'http-wrong-content'],
    ['unauthorized', 'No TXT record found at _acme-challenge.www.example.com', 'dns-txt-missing'],
    ['unauthorized', 'Incorrect TXT record "x" found at _acme-challenge.www.example.com', 'dns-txt-wrong'],
    ['unauthorized', 'external account binding JWS verification error: HMAC', 'eab-invalid'],
    ['unauthorized', "the field 'kid' references a key that is not known to the ACME server", 'eab-invalid'],
    ['malformed', 'The external account key ID is not known', 'eab-invalid'],
    ['unauthorized', 'Account is not valid, has status "deactivated"', 'unauthorized-account'],
    ['dns', 'DNS problem: NXDOMAIN looking up A for www.example.com', 'dns-nxdomain'],
    ['dns', 'DNS problem: NXDOMAIN looking up TXT for _acme-challenge.www.example.com', 'dns-txt-missing'],
    ['dns', 'no valid A records found for www.example.com', 'dns-no-address'],
    ['dns', 'DNS problem: SERVFAIL looking up A for www.example.com', 'dns-servfail'],
    ['dns', 'DNS problem: looking up A for x: DNSSEC: Bogus: validation failure', 'dns-dnssec'],
    ['dns', 'DNS problem: SERVFAIL looking up CAA for example.com', 'caa-lookup-failed'],
    ['caa', 'CAA record for www.example.com prevents issuance', 'caa-forbids'],
    [
      'rateLimited',
      'too many certificates (5) already issued for this exact set of identifiers',
      'ratelimit-duplicate',
    ],
    ['rateLimited', 'too many certificates (50) already issued for "example.com"', 'ratelimit-domain'],
    ['rateLimited', 'too many failed authorizations (5) for "www.example.com"', 'ratelimit-failed-validation'],
    ['rateLimited', 'too many new orders (300) from this account', 'ratelimit-new-orders'],
    ['rateLimited', 'too many new registrations (10) from this IP address', 'ratelimit-account'],
    ['rateLimited', 'Your account is temporarily prevented from requesting certificates', 'issuance-paused'],
    ['externalAccountRequired', '', 'eab-required'],
    ['rejectedIdentifier', 'forbidden by policy', 'rejected-identifier'],
    ['malformed', 'must agree to terms of service', 'terms-not-agreed'],
    ['somethingNew', 'words', 'unknown-cause'],
  ])('%s: %s is %s', (type, detail, expected) => {
    expect(named(problem(type, detail))).toBe(expected);
  });

  it.each([
    [503, 'ca-overloaded'],
    [429, 'ca-overloaded'],
    [404, 'ca-directory-wrong'],
    [418, 'unknown-cause'],
  ])('HTTP status %i without a problem document is %s', (status, expected) => {
    expect(named(problem('about:blank', '', { status }))).toBe(expected);
  });

  it('has one finding for each name, with the words of the CA as evidence', () => {
    const subproblems = [
      { identifier: 'a.example.com', type: 'caa', detail: 'CAA record prevents issuance' },
      { identifier: 'b.example.com', type: 'dns', detail: 'NXDOMAIN' },
    ];
    const retryAfter = '2026-11-26T00:00:00.000Z';
    const findings = findingsOfProblem(
      problem('compound', 'two', { subproblems, retryAfter }),
      'a.example.com',
      'ca.example',
      () => null,
    );
    expect(findings.map((finding) => [finding.subject, finding.problem])).toEqual([
      ['a.example.com', 'caa-forbids'],
      ['b.example.com', 'dns-nxdomain'],
    ]);
    expect(findings[0]?.evidence).toEqual([
      { label: 'ca.example (caa)', text: 'CAA record prevents issuance' },
      { label: 'Next try allowed from', text: retryAfter },
    ]);
    expect(findings[0]?.message).toMatch(/^a\.example\.com: .+, seen from ca\.example\.$/);
  });

  it('is named by its exact wording first, where somebody knows it', () => {
    const [finding] = findingsOfProblem(problem('dns', 'words'), 'x.example', 'ca.example', (text) =>
      text === 'words' ? 'dns-dnssec' : null,
    );
    expect(finding?.problem).toBe('dns-dnssec');
  });

  it('puts no steering characters of the CA into a message', () => {
    const subproblems = [{ identifier: '\u202egro.elpmaxe\u001b[31m', type: 'dns', detail: '' }];
    const [finding] = findingsOfProblem(problem('dns', '', { subproblems }), 'x.example', 'ca.example', () => null);
    const message = finding?.message ?? '';
    expect([message.includes('elpmaxe'), message.includes('\u202e'), message.includes('\u001b')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
