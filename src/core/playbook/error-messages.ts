import { oldAdvice } from './old-advice.ts';
import type { Playbook } from './playbook.ts';
import { refusals, renew, toldByLogs } from './renewal-steps.ts';
import { fileAndAddresses, ownerOfPort80, webServerRuns } from './server-steps.ts';
import { challengeRecordInDns, port80FromOutside, siteThatAnswers } from './validation-steps.ts';

const limits = refusals.filter((problem) => problem.startsWith('ratelimit-') || problem === 'issuance-paused');

/** Somebody holds an error message: refused, 403, 404, redirects, rate limit, expired after a renewal. */
export const errorMessages: Playbook = {
  id: 'PB-6',
  title: 'Error message of a failed renewal',
  when: 'The message says: connection refused, 403, 404, redirect, rate limit, or still expired after the renewal.',
  startsFrom: {
    problems: [
      'http-refused',
      'http-404-token',
      'http-403-token',
      'http-401-token',
      'http-5xx-token',
      'redirect-problem',
      'port80-in-use',
      'waf-interstitial',
      'ratelimit-duplicate',
      'ratelimit-failed-validation',
      'ratelimit-domain',
      'ratelimit-new-orders',
      'ratelimit-account',
      'ratelimit-pending-authz',
      'issuance-paused',
    ],
    statuses: [],
    words: [
      'connection refused',
      '403 forbidden',
      '404 not found',
      'redirect',
      'rate limit exceeded',
      'rate limit',
      'too many certificates already issued',
      'still expired after renewal',
      'renew by dns instead of http',
      'port 80 blocked by isp',
      'dns instead of http',
      'dns-01 instead of http-01',
      'htaccess',
      'deny rule',
      'too many failed attempts',
      'too many redirects on the challenge',
      'duplicate certificates per week',
      '429',
      'wait 1 hour',
      'staging for tests',
      'port 80 not listening',
      'http to https redirect',
      'token in the challenge folder',
      'another program holds port 80',
      'who listens on port 80',
    ],
  },
  steps: [
    { ...webServerRuns, title: 'Connection refused: the web server' },
    ownerOfPort80,
    { ...port80FromOutside, title: 'Connection refused or timeout: port 80' },
    { ...siteThatAnswers, title: '403, 404 or a redirect: the challenge path' },
    {
      id: 'limits',
      title: 'Rate limit: what the CA still takes',
      why: 'A CA that is asked too often refuses before it looks at anything; each further try makes it worse.',
      asks: limits,
      remarks: [],
      needs: 'asked-in-logs',
      fine: 'No log tells of a limit that still holds.',
      instead:
        "Read the CA's message: it names the limit and the time after which it takes the next order. Until then use the certificate that was issued, and try on the CA's staging directory.",
      waitsFor: 'Waits until a newer attempt in the log succeeds.',
      checkedLike: 'ratelimit-duplicate',
      manualWhere: [],
      notes: [oldAdvice.waitOneHour, oldAdvice.fivePerWeek, oldAdvice.blockedDomain],
      act: null,
    },
    { ...toldByLogs, asks: toldByLogs.asks.filter((problem) => !limits.includes(problem)) },
    { ...fileAndAddresses, title: 'Still expired after the renewal: file and addresses' },
    {
      ...challengeRecordInDns,
      title: 'DNS instead of HTTP',
      manualWhere: [
        {
          kind: 'manual',
          title: 'Validate by DNS where port 80 cannot be opened',
          where: 'ACME client',
          steps: [
            'Choose dns-01 in the client, with the plugin of the DNS provider; then renewals go by themselves.',
            'By hand (certbot --manual) it works once: somebody has to add the TXT record again at each renewal.',
            'In CloudPanel such a certificate is imported: Sites, the site, SSL/TLS, Import Certificate.',
          ],
          url: 'https://letsencrypt.org/docs/challenge-types/#dns-01-challenge',
        },
        ...challengeRecordInDns.manualWhere,
      ],
    },
    renew,
  ],
  end: { provenBy: ['renew'], reached: 'Every address shows a certificate that is in the middle of its life.' },
  picture: null,
};
