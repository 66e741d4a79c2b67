import { describe, expect, it } from 'vitest';
import type { DeployPlan } from '../../../src/core/acme/deploy-plan.ts';
import type { IssueReport } from '../../../src/core/acme/issuance.ts';
import { issuanceSteps } from '../../../src/core/acme/issuance.ts';
import { cancelledText, issuedText, rolledBackText } from '../../../src/core/acme/issued-text.ts';

const folder = '/home/me/.cert-doctor/certificates/www.example.com-01/live';
const certificate: IssueReport['certificate'] = {
  ...{ folder, certificateFile: '', chainFile: '', fullChainFile: '', keyFile: '', fingerprint: '' },
  ...{ serialNumber: '0A', notAfter: '2027-02-01T00:00:00.000Z' },
};
const nothing: DeployPlan = { host: null, files: [], test: null, reload: null };
const pointed = { ...nothing, reload: ['nginx', '-s', 'reload'] };
const files = { ...nothing, files: [{ path: '/etc/ssl/site.pem', content: 'full-chain' }] } as DeployPlan;

describe('what is said of a certificate', () => {
  it.each<[string, IssueReport['reached'], DeployPlan | null, RegExp]>([
    ['only stored', 'stored', null, /^Stored: serial number 0A, .* Nothing was named .*www\.example\.com-01\/live\.$/],
    ['only stored, by an empty plan', 'stored', nothing, /^Stored: /],
    [
      'seen on every address',
      'verified',
      pointed,
      /^In use: serial number 0A, valid until 2027-.*Every address serves/,
    ],
    ['seen on every address, by nobody’s plan', 'verified', null, /^In use: /],
    ['in place without a reload', 'deployed', files, /^In place: .* Not every address .* No reload is planned/],
    ['handed over and not seen', 'deployed', pointed, /^In place: .* Not every address was seen to serve it yet\.$/],
  ])('%s', (_, reached, deploy, expected) => {
    expect(issuedText({ reached, certificate, stopped: null }, deploy)).toMatch(expected);
  });

  it('cancelled tells where, and that the next try goes on', () => {
    expect(cancelledText('planned')).toBe('was stopped before the CA was asked for anything.');
    for (const step of issuanceSteps.slice(1)) {
      expect(cancelledText(step)).toMatch(/^was stopped (?:after|while) .*\. The next try goes on from there\.$/);
    }
  });

  it.each([
    [null, 'What stood there before is in its place again.'],
    [certificate, 'The certificate before is used again: serial number 0A, valid until 2027-02-01T00:00:00.000Z.'],
  ])('rolled back to %j', (back, expected) => {
    expect(rolledBackText({ reached: 'stored', certificate: back, stopped: null })).toBe(expected);
  });
});
