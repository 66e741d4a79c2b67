import { describe, expect, it } from 'vitest';
import { challengeFor, challengeMeant, waysOf, type ChallengePlan } from '../../../src/core/acme/challenge-plan.ts';
import { isReady, issueSteps, type PlanCheck } from '../../../src/core/acme/issue-plan.ts';
import { noSecrets, tsigSecretOf, type IssueRequest } from '../../../src/core/acme/issuance.ts';
import { intentFor } from '../../../src/core/domain/intent.ts';
import type { DomainName } from '../../../src/core/domain/name.ts';

const bare: DomainName = { ascii: 'example.com', wildcard: false };
const wildcard: DomainName = { ascii: 'example.com', wildcard: true };
const www: DomainName = { ascii: 'www.example.com', wildcard: false };
const webRoot: ChallengePlan = { type: 'http-01', by: 'web-root', folder: '/var/www/html' };
const hook: ChallengePlan = { type: 'dns-01', by: 'hook', argv: ['/usr/local/bin/dns', 'zone 1'] };

function request(
  names: readonly DomainName[],
  challenge: ChallengePlan,
  changes: Partial<IssueRequest> = {},
): IssueRequest {
  return {
    intent: intentFor(names[0] ?? bare, { names }),
    ca: {
      directoryUrl: 'https://acme.zerossl.com/v2/DV90',
      ...{ rootFile: null, contact: 'me@example.com', termsAgreed: true },
      ...{ externalAccount: 'kid-1', profile: null, preferredChain: null },
    },
    ...{ challenge, keyType: 'rsa-3072', storage: '/home/me/.cert-doctor', deploy: null },
    ...changes,
  };
}

describe('how names are proven', () => {
  it('is the same for all, but for those of which it is said', () => {
    const mixed = request([bare, wildcard, www], webRoot, { challengesOfNames: { '*.example.com': hook } });
    expect(challengeFor(mixed, www)).toBe(webRoot);
    expect(challengeFor(mixed, wildcard)).toBe(hook);
    expect(challengeFor(request([bare], webRoot), { ascii: 'constructor', wildcard: false })).toBe(webRoot);
    expect(waysOf(mixed)).toEqual([
      { plan: webRoot, names: [bare, www] },
      { plan: hook, names: [wildcard] },
    ]);
  });

  it('follows from what is said of the domain, as far as it says enough', () => {
    expect(challengeMeant(intentFor(www, { webRoot: '/var/www/html' }))).toEqual(webRoot);
    expect(challengeMeant(intentFor(www))).toBeNull();
    expect(challengeMeant(intentFor(wildcard))).toBeNull();
  });
});

describe('what an issuance will do', () => {
  it('is said in order, with the account, the files and each command', () => {
    const deploy = { host: null, files: [], test: ['nginx', '-t'], reload: ['systemctl', 'reload', 'nginx'] };
    const steps = issueSteps(request([bare, www], webRoot, { deploy }), null);
    expect(steps.map(({ title }) => title)).toEqual([
      ...['Write a new key', 'Order the certificate', 'Prove control by http-01', 'Store the certificate'],
      ...['Testing the configuration', 'Reloading the server', 'Look at every address'],
    ]);
    expect(steps[0]?.detail).toContain('RSA with 3072 bits');
    expect(steps[1]?.detail).toContain(
      'ZeroSSL (https://acme.zerossl.com/v2/DV90) is asked for example.com, www.example.com, by an account with the address me@example.com and bound to the external account kid-1.',
    );
    expect(steps[2]?.detail).toContain('/var/www/html/.well-known/acme-challenge');
    expect(steps.flatMap(({ argv }) => (argv === null ? [] : [argv]))).toEqual([deploy.test, deploy.reload]);
  });

  it('tells of the trial, and shows a program as it will run, once for each place', () => {
    const steps = issueSteps(request([bare, wildcard, www], hook), 'https://trial.example/dir');
    expect(steps[1]).toMatchObject({ title: 'Try it at the trial service' });
    expect(steps.flatMap(({ argv }) => argv ?? []).filter((word) => word.startsWith('_'))).toEqual([
      '_acme-challenge.example.com',
      '_acme-challenge.www.example.com',
    ]);
    expect(steps.find(({ argv }) => argv !== null)?.argv).toEqual([
      ...['/usr/local/bin/dns', 'zone 1', 'add', '_acme-challenge.example.com', '<value>'],
    ]);
  });

  it.each<readonly [ChallengePlan, string]>([
    [{ type: 'http-01', by: 'listener', port: 80 }, 'a server of our own on port 80'],
    [{ type: 'tls-alpn-01', by: 'listener', port: 443 }, 'a server of our own on port 443'],
    [{ type: 'dns-01', by: 'hand' }, 'you add a TXT record at _acme-challenge.www.example.com'],
    [{ type: 'dns-persist-01', by: 'hand' }, 'you add a TXT record at _validation-persist.www.example.com'],
    [
      { type: 'dns-persist-01', by: 'rfc2136', server: '192.0.2.53', keyName: 'k', algorithm: 'hmac-sha256' },
      'signed with the key k, which stays',
    ],
    [
      { type: 'dns-account-01', by: 'rfc2136', server: '192.0.2.53', keyName: 'k', algorithm: 'hmac-sha256' },
      '_<account>._acme-challenge.www.example.com by an update to 192.0.2.53, signed with the key k, removed afterwards',
    ],
  ])('says of %j: %s', (plan, words) => {
    const detail = issueSteps(request([www], plan), null).find(({ title }) => title.startsWith('Prove'))?.detail;
    expect(detail).toContain(words);
  });
});

describe('a plan', () => {
  const check = (state: PlanCheck['state']): PlanCheck => ({ title: 't', state, text: 'x' });

  it.each([
    [['passed', 'passed'], true],
    [['passed', 'unknown'], false],
    [['failed'], false],
  ] as const)('with %j is ready: %s', (states, ready) => {
    expect(isReady({ steps: [], checks: states.map(check), findings: [], directory: null })).toBe(ready);
  });
});

describe('the secret of a key', () => {
  const secrets = { ...noSecrets, tsigSecrets: { 'a.key': 'exact', B_KEY_1: 'plain' } };

  it.each([
    ['a.key', 'exact'],
    ['b-key.1', 'plain'],
    ['B_KEY_1', 'plain'],
    ['b-key', undefined],
    ['toString', undefined],
  ])('%s is %s', (name, secret) => {
    expect(tsigSecretOf(secrets, name)).toBe(secret);
  });
});
