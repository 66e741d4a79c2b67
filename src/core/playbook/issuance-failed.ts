import type { ManualRemedy } from '../problem/remedy.ts';
import { oldAdvice } from './old-advice.ts';
import type { Playbook } from './playbook.ts';
import { refusals, toldByLogs } from './renewal-steps.ts';
import { hostsFileOfMachine } from './server-steps.ts';
import {
  challengeRecordInDns,
  dnsToServer,
  permissionForTheCa,
  port443FromOutside,
  port80FromOutside,
  siteThatAnswers,
} from './validation-steps.ts';

const issueOnPlatforms: readonly ManualRemedy[] = [
  {
    kind: 'manual',
    title: 'Issue on CloudAIPilot',
    where: 'CloudAIPilot',
    steps: [
      'Site detail, SSL (or App detail, Domains): Issue Certificate.',
      'The job and what comes of it stand in the Activity Center.',
    ],
    url: 'https://letsencrypt.org/docs/integration-guide/',
  },
  {
    kind: 'manual',
    title: 'Issue on CloudPanel',
    where: 'CloudPanel',
    steps: ["Sites, the site, SSL/TLS: Actions, New Let's Encrypt Certificate."],
    url: 'https://www.cloudpanel.io/docs/v2/frontend-area/tls/',
  },
];

/** An issuance failed, or its status stays at "pending". Let's Encrypt's rules; other ACME CAs work the same way. */
export const issuanceFailed: Playbook = {
  id: 'PB-1',
  title: 'Issuance failed or stuck at pending',
  when: 'A certificate could not be issued or renewed, or its status stays at pending.',
  startsFrom: {
    problems: [
      'http-timeout',
      'http-unreachable',
      'http-reset',
      'http-slow',
      'http-wrong-content',
      'http-not-http',
      'dns-nxdomain',
      'dns-no-address',
      'dns-servfail',
      'dns-dnssec',
      'dns-wrong-ip',
      'caa-forbids',
      'caa-lookup-failed',
      'caa-malformed',
      'order-invalid',
      'address-reserved',
      'hosts-file-wrong',
      'dns-inconsistent',
      'dns-lame',
      'dns-resolvers-differ',
      'dns-tcp-blocked',
      'dns-case-mangled',
      'http-selfcheck-failed',
      'nginx-conflicting-name',
      'nginx-upstream',
    ],
    statuses: ['none', 'pending', 'unreachable'],
    words: [
      'pending',
      'provisioning failed',
      'timeout during connect',
      'no valid ip addresses found',
      'domain not accessible from the internet',
      'issue certificate',
    ],
  },
  steps: [
    dnsToServer,
    port80FromOutside,
    siteThatAnswers,
    port443FromOutside,
    challengeRecordInDns,
    permissionForTheCa,
    hostsFileOfMachine,
    toldByLogs,
    {
      id: 'issue',
      title: 'New certificate',
      why: 'Only a new certificate that the server really shows ends this playbook.',
      asks: [
        ...refusals,
        'secondary-validation',
        'bad-csr',
        'rejected-identifier',
        'san-missing',
        'names-uncovered',
        'deploy-failed',
        'deploy-not-reloaded',
      ],
      remarks: [],
      needs: 'served',
      fine: 'The server shows the new certificate on every address.',
      instead: 'Issue with your ACME client or on your platform, then look again.',
      waitsFor: 'Waits until the server shows a new certificate.',
      checkedLike: 'cert-expired',
      manualWhere: issueOnPlatforms,
      notes: [oldAdvice.waitOneHour, oldAdvice.ninetyDays, oldAdvice.noValidAddress, oldAdvice.notFromInternet],
      act: 'issue',
    },
  ],
  end: { provenBy: ['issue'], reached: 'A new certificate was issued, and every address shows it.' },
  picture: {
    title: 'The way of the challenge',
    methods: ['http-01'],
    stations: [
      { label: 'CA', provenBy: 'caa', shows: 'caa' },
      { label: 'DNS', provenBy: 'dns', shows: 'name' },
      { label: 'Address', provenBy: 'dns', shows: 'address' },
      { label: 'Port', provenBy: 'port-80', shows: 'http-port' },
      { label: 'Web server', provenBy: 'site', shows: 'nothing' },
      { label: 'File', provenBy: 'site', shows: 'nothing' },
    ],
  },
};
