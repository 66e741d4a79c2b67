import type { Situation } from '../situation.ts';
import { addresses } from '../zones.ts';

const { main, secure } = addresses;
const atMain = `@ A ${main}`;
const dns01 = { method: 'dns-01' } as const;
const target = 'validation.example.net';

/** What proves control of the domain, and who may issue for it. */
export const validationSituations: readonly Situation[] = [
  {
    id: 'wildcard-by-http',
    what: 'A wildcard is to be validated by HTTP',
    finds: 'wildcard-needs-dns01',
    intent: { names: ['*.@'], method: 'http-01' },
    sites: [{ at: [secure], certificate: { names: ['@', '*.@'] } }],
  },
  {
    id: 'txt-wrong',
    what: 'The TXT record of the challenge holds the token in place of its digest',
    finds: 'dns-txt-wrong',
    records: `${atMain}\n_acme-challenge TXT "gfj9XqRg85nM"`,
    intent: dns01,
  },
  {
    id: 'delegation-missing',
    what: 'The expected CNAME record of the challenge is not there',
    finds: 'delegation-missing',
    intent: { ...dns01, delegationTarget: target },
  },
  {
    id: 'delegation-wrong',
    what: 'The CNAME record of the challenge leads to another target than the expected one',
    finds: 'delegation-wrong',
    records: `${atMain}\n_acme-challenge CNAME validation-old.example.net.`,
    intent: { ...dns01, delegationTarget: target },
  },
  {
    id: 'delegation-duplicate',
    what: 'Beside the CNAME record of the challenge stands a TXT record',
    finds: 'delegation-duplicate',
    records: `${atMain}\n_acme-challenge CNAME ${target}.\n_acme-challenge TXT "left-over"`,
    zone: { servers: ['ns7'] },
    intent: { ...dns01, delegationTarget: target },
  },
  {
    id: 'cname-conflict',
    what: 'A CNAME record and a TXT record stand at the challenge, and no delegation is expected',
    finds: 'dns-cname-conflict',
    records: `${atMain}\n_acme-challenge CNAME ${target}.\n_acme-challenge TXT "left-over"`,
    zone: { servers: ['ns7'] },
    intent: dns01,
  },
  {
    id: 'dangling',
    what: 'The CNAME record of the challenge leads to a name that does not exist',
    finds: 'delegation-dangling',
    records: `${atMain}\n_acme-challenge CNAME nowhere.example.net.`,
    intent: dns01,
  },
  {
    id: 'dangling-expected',
    what: 'The CNAME record of the challenge is as expected, and its target does not exist',
    finds: 'delegation-dangling',
    records: `${atMain}\n_acme-challenge CNAME gone.example.net.`,
    intent: { ...dns01, delegationTarget: 'gone.example.net' },
  },
  {
    id: 'caa',
    what: 'CAA names another CA',
    finds: 'caa-forbids',
    records: `${atMain}\n@ CAA 0 issue "other-ca.example"`,
  },
  {
    id: 'caa-nobody',
    what: 'CAA lets no CA issue',
    finds: 'caa-forbids',
    records: `${atMain}\n@ CAA 0 issue ";"`,
  },
  {
    id: 'caa-wild',
    what: 'CAA lets the CA issue for the name, and nobody for wildcards',
    finds: 'caa-forbids',
    records: `${atMain}\n@ CAA 0 issue "letsencrypt.org"\n@ CAA 0 issuewild ";"`,
    intent: { ...dns01, names: ['*.@'] },
  },
  {
    id: 'host.caa-above',
    what: 'CAA of the domain above names another CA',
    finds: 'caa-forbids',
    records: `${atMain}\n$ORIGIN caa-above.example.com.\n@ CAA 0 issue "other-ca.example"`,
  },
  {
    id: 'caa-behind-alias',
    what: 'The name is an alias, and CAA at its target names another CA',
    finds: 'caa-forbids',
    records: `@ CNAME target\ntarget A ${main}\ntarget CAA 0 issue "other-ca.example"`,
  },
  {
    id: 'caa-critical',
    what: 'A CAA record that no CA knows has the critical flag',
    finds: 'caa-forbids',
    records: `${atMain}\n@ CAA 0 issue "letsencrypt.org"\n@ CAA 128 tbs "Unknown"`,
  },
  {
    id: 'caa-malformed',
    what: 'A CAA record that no CA can read stands beside the one that lets the CA issue',
    finds: 'caa-malformed',
    records: `@ A ${secure}\n@ CAA 0 issue "letsencrypt.org"\n@ CAA 0 issue "letsencrypt.org policy=ev"`,
    sites: [{ at: [secure], certificate: {} }],
  },
  {
    id: 'caa-account',
    what: 'CAA lets one account of the CA issue, and which one asks is not known',
    finds: 'caa-forbids',
    records: `${atMain}\n@ CAA 0 issue "letsencrypt.org; accounturi=https://acme-v02.api.letsencrypt.org/acme/acct/999999"`,
  },
  {
    id: 'caa-method',
    what: 'CAA lets the CA validate by DNS only, and HTTP is to be used',
    finds: 'caa-forbids',
    records: `${atMain}\n@ CAA 0 issue "letsencrypt.org; validationmethods=dns-01"`,
  },
  {
    id: 'caa-servfail',
    what: 'The name server fails on questions for CAA, and on no other ones',
    finds: 'caa-lookup-failed',
    records: `@ A ${secure}\n@ CAA SERVFAIL`,
    zone: { servers: ['ns7'] },
    sites: [{ at: [secure], certificate: {} }],
  },
  {
    id: 'caa-bogus',
    what: 'The signature of the CAA records is wrong, that of the address is right',
    finds: 'dns-dnssec',
    records: `@ A ${secure}\n@ CAA 0 issue "letsencrypt.org"`,
    zone: { servers: ['ns1'], dnssec: 'bad-caa-signature' },
    sites: [{ at: [secure], certificate: {} }],
  },
];
