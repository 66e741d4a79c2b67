import { oldAdvice } from './old-advice.ts';
import type { Playbook } from './playbook.ts';
import { automationAlive, clientTroubles, renew, runsInTime, whatLogsSay } from './renewal-steps.ts';
import { hostsFileOfMachine } from './server-steps.ts';
import {
  challengeRecordInDns,
  dnsToServer,
  permissionForTheCa,
  port443FromOutside,
  port80FromOutside,
  siteThatAnswers,
} from './validation-steps.ts';

/** Nothing renews, or every try fails: first whether anybody tries, then why it fails. */
export const notRenewing: Playbook = {
  id: 'PB-8',
  title: 'Certificate does not renew by itself, or fails repeatedly',
  when: 'The renewal date has passed without a renewal, or each attempt ends with an error.',
  startsFrom: {
    problems: [
      'renewal-overdue',
      'automation-inactive',
      'automation-failing',
      'renewal-window-wrong',
      ...clientTroubles,
      'secondary-validation',
    ],
    statuses: [],
    words: [
      'certificate not renewing automatically',
      'not renewing',
      'generation fails repeatedly',
      'renewal failed',
      'renewals stopped',
      'auto-renewal',
      'days before expiration',
      'exponential backoff',
      'next retry',
      'scheduler',
      'timer inactive',
      'auto renew does not work',
    ],
  },
  steps: [
    automationAlive,
    runsInTime,
    whatLogsSay,
    dnsToServer,
    port80FromOutside,
    siteThatAnswers,
    port443FromOutside,
    challengeRecordInDns,
    permissionForTheCa,
    hostsFileOfMachine,
    {
      ...renew,
      notes: [...renew.notes, oldAdvice.blockedDomain],
      manualWhere: [
        ...renew.manualWhere,
        {
          kind: 'manual',
          title: 'Replace a self-managed certificate',
          where: 'Certificate that you uploaded yourself',
          steps: [
            'No platform renews what it did not issue: order a new certificate where the old one came from.',
            'Upload the certificate, its chain and its key, and look again.',
          ],
          url: 'https://letsencrypt.org/docs/integration-guide/',
        },
      ],
    },
  ],
  end: {
    provenBy: ['renew', 'automation'],
    reached: 'The certificate is in the middle of its life, and what renews it is alive.',
  },
  picture: null,
};
