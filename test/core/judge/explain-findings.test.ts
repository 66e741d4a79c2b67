import { describe, expect, it } from 'vitest';
import { explainFindings } from '../../../src/core/judge/explain-findings.ts';
import type { ProblemId } from '../../../src/core/problem/catalogue.ts';
import type { Finding, Severity } from '../../../src/core/problem/finding.ts';

const finding = (problem: ProblemId, subject = 'www.example.com', severity: Severity = 'error'): Finding => ({
  problem,
  subject,
  severity,
  message: '',
  evidence: [],
});
const tree = (...findings: readonly Finding[]) =>
  explainFindings(findings).map(({ finding: cause, consequences }) => [
    cause.problem,
    ...consequences.map(({ problem, subject }) => `${problem} ${subject}`),
  ]);

describe('what explains what', () => {
  it('hangs what nobody can reach and what expires under the record that leads elsewhere', () => {
    expect(
      tree(finding('dns-wrong-ip'), finding('http-refused'), finding('cert-expired', 'www.example.com', 'warning')),
    ).toEqual([['dns-wrong-ip', 'http-refused www.example.com', 'cert-expired www.example.com']]);
  });

  it('hangs the same problem of other names under the first', () => {
    expect(tree(finding('http-refused', 'a.example.com'), finding('http-refused', 'b.example.com'))).toEqual([
      ['http-refused', 'http-refused b.example.com'],
    ]);
  });

  it('blames no name for the trouble of another', () => {
    expect(tree(finding('dns-nxdomain', 'a.example.com'), finding('http-timeout', 'b.example.com'))).toEqual([
      ['dns-nxdomain'],
      ['http-timeout'],
    ]);
  });

  it('blames a broken zone for the names in it', () => {
    expect(tree(finding('dns-lame', 'example.com'), finding('http-timeout', 'b.example.com'))).toEqual([
      ['dns-lame', 'http-timeout b.example.com'],
    ]);
  });

  it('hangs that addresses differ under what is wrong at one of them', () => {
    expect(tree(finding('cert-expired'), finding('addresses-disagree', 'www.example.com', 'warning'))).toEqual([
      ['cert-expired', 'addresses-disagree www.example.com'],
    ]);
  });

  it('blames no certificate for what a page loads, nor for a mail server, nor for who may read a key', () => {
    const others = [finding('mixed-content'), finding('mail-no-tls'), finding('cert-key-permissions')];
    expect(tree(finding('self-signed'), ...others)).toEqual([
      ['self-signed'],
      ['mixed-content'],
      ['mail-no-tls'],
      ['cert-key-permissions'],
    ]);
  });

  it('does not blame CAA for a closed port, nor any remark for anything', () => {
    expect(
      tree(finding('caa-forbids'), finding('http-refused'), finding('dns-case-mangled', 'www.example.com', 'info')),
    ).toEqual([['caa-forbids'], ['http-refused'], ['dns-case-mangled']]);
    expect(tree(finding('dns-case-mangled', 'www.example.com', 'info'), finding('dns-nxdomain'))).toEqual([
      ['dns-case-mangled'],
      ['dns-nxdomain'],
    ]);
  });

  it('loses none', () => {
    const all = [finding('dns-nxdomain'), finding('caa-forbids', 'x.org'), finding('disk-full'), finding('cert-weak')];
    expect(explainFindings(all).flatMap(({ finding: one, consequences }) => [one, ...consequences])).toHaveLength(4);
  });
});
