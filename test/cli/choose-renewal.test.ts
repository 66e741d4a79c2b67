import { describe, expect, it } from 'vitest';
import { chooseRenewal } from '../../src/cli/choose-renewal.ts';
import type { ClientRenewalDue, OwnRenewal, Renewal } from '../../src/core/acme/renewal.ts';

function own(folder: string, ...names: readonly string[]): OwnRenewal {
  const place = `/home/me/.cert-doctor/certificates/${folder}/live`;
  const file = (name: string) => `${place}/${name}`;
  return {
    ...{ owner: 'cert-doctor', names, notAfter: null, due: null, request: null, ca: null, status: null },
    ...{
      activities: [],
      backOff: { failures: 0, lastFailure: null, text: '', nextTry: null },
      refused: null,
      budget: [],
    },
    certificate: {
      ...{ folder: place, certificateFile: file('cert.pem'), chainFile: file('chain.pem') },
      ...{ fullChainFile: file('fullchain.pem'), keyFile: file('privkey.pem') },
      ...{ serialNumber: '0A', fingerprint: 'AB', notAfter: '2027-01-01T00:00:00.000Z' },
    },
  };
}

const client: ClientRenewalDue = {
  ...{ owner: 'client', names: ['www.example.com'], notAfter: null, due: null, renewers: [], activities: [] },
  client: { client: 'certbot', name: 'www.example.com' } as ClientRenewalDue['client'],
};
const www = own('www.example.com-01', 'www.example.com');
const both = own('www.example.com-02', 'www.example.com', 'shop.example.com');

describe('which certificate is meant', () => {
  it.each([
    ['the one that holds the name, in any case', [www, own('other-01', 'other.example')], 'WWW.example.com', www],
    ['the one that alone holds it', [www, both], 'shop.example.com', both],
    ['the one in the folder of that name', [www, both], 'www.example.com-02', both],
  ])('is %s', (_, renewals, selector, expected) => {
    expect(chooseRenewal<Renewal>(renewals, selector)).toEqual({ chosen: expected });
  });

  it('is not guessed where several hold it, and what tells them apart is said', () => {
    const choice = chooseRenewal<Renewal>([www, both, client], 'www.example.com');
    const wrong = 'wrong' in choice ? choice.wrong : '';
    expect(wrong.split('\n')).toEqual([
      '3 certificates hold www.example.com; nothing was done. Name one of these instead:',
      '  www.example.com-01: www.example.com',
      '  www.example.com-02: www.example.com, shop.example.com',
      '  (certbot): www.example.com',
    ]);
  });

  it('is none where nobody holds it', () => {
    expect(chooseRenewal<Renewal>([both], 'example.com')).toEqual({
      wrong: 'No certificate with the name example.com was found.',
    });
  });
});
