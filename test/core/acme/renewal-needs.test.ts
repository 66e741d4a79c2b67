import { describe, expect, it } from 'vitest';
import type { ChallengePlan } from '../../../src/core/acme/challenge-plan.ts';
import { tsigSecretOf, noSecrets, type IssueRequest } from '../../../src/core/acme/issuance.ts';
import { renewalNeeds, tsigPrefix, tsigVariable } from '../../../src/core/acme/renewal-needs.ts';

const name = { ascii: 'example.com', wildcard: false };

function request(challenge: ChallengePlan, deploy: IssueRequest['deploy'] = null): IssueRequest {
  return {
    intent: { name, names: [name], method: challenge.type, addresses: [], delegationTarget: null, webRoot: null },
    ca: {
      ...{ directoryUrl: 'https://ca.example/directory', rootFile: null, contact: null, termsAgreed: true },
      ...{ externalAccount: 'kid', profile: null, preferredChain: null },
    },
    ...{ challenge, keyType: 'ec-p256', storage: '/s', deploy },
  };
}

const update = {
  type: 'dns-01',
  by: 'rfc2136',
  server: '192.0.2.1',
  keyName: 'acme-key.',
  algorithm: 'hmac-sha256',
} as const;

describe('a renewal by a schedule', () => {
  it.each<[string, ChallengePlan, boolean, readonly string[]]>([
    ['files in a folder', { type: 'http-01', by: 'web-root', folder: '/www' }, false, []],
    ['records by hand', { type: 'dns-01', by: 'hand' }, true, []],
    ['a record by hand that stays', { type: 'dns-persist-01', by: 'hand' }, false, []],
    ['a program', { type: 'dns-01', by: 'hook', argv: ['/bin/hook'] }, false, []],
    ['updates that are signed', update, false, ['CERT_DOCTOR_TSIG_ACME_KEY_']],
  ])('with %s', (_, challenge, person, variables) => {
    expect(renewalNeeds(request(challenge))).toEqual({ person, variables });
  });

  it('needs the password of the key store that it writes', () => {
    const deploy = { host: null, files: [{ path: '/s.p12', content: 'pkcs12' }], test: null, reload: null } as const;
    const { variables } = renewalNeeds(request({ type: 'http-01', by: 'listener', port: 80 }, deploy));
    expect(variables).toEqual(['CERT_DOCTOR_STORE_PASSWORD']);
  });

  it('is told a variable by which the secret is found', () => {
    const said = tsigVariable('acme-key.').slice(tsigPrefix.length);
    expect(tsigSecretOf({ ...noSecrets, tsigSecrets: { [said]: 'c2VjcmV0' } }, 'acme-key.')).toBe('c2VjcmV0');
  });
});
