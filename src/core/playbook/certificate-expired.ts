import { oldAdvice } from './old-advice.ts';
import type { Playbook } from './playbook.ts';
import { automationAlive, renew, toldByLogs } from './renewal-steps.ts';
import { hostsFileOfMachine } from './server-steps.ts';
import {
  challengeRecordInDns,
  dnsToServer,
  permissionForTheCa,
  port443FromOutside,
  port80FromOutside,
  siteThatAnswers,
} from './validation-steps.ts';

/** What worked once and does not now: so the first question is what is otherwise than it was. */
export const certificateExpired: Playbook = {
  id: 'PB-2',
  title: 'Certificate expired',
  when: 'The certificate has expired or is about to, and was not renewed in time.',
  startsFrom: {
    problems: ['cert-expired', 'cert-expiring'],
    statuses: ['expired', 'expiring'],
    words: [
      'expired',
      'auto-renewal failed',
      'renew certificate',
      'certificate shows as expired',
      'err_cert_date_invalid',
      'ran out',
      '90 days over',
      'self-managed certificate',
      'upload a replacement',
      'sec_cert_date_invalid',
      'changed since the last issuance',
      'expired certificate broke something',
      'dns or port 80 changed',
    ],
  },
  steps: [
    {
      id: 'changes',
      title: 'What changed since it was last well',
      why: 'It was issued once under the same rules; whatever keeps it from being renewed has changed since.',
      asks: [],
      remarks: [],
      needs: 'changes',
      fine: 'Nothing of what was seen both times has changed.',
      instead:
        'Ask who changed DNS, the firewall, the web server or the provider since the last renewal. The certificate says when that was: its first day.',
      waitsFor: 'Waits until it is as it was.',
      checkedLike: null,
      manualWhere: [],
      notes: [],
      act: null,
    },
    dnsToServer,
    port80FromOutside,
    siteThatAnswers,
    port443FromOutside,
    challengeRecordInDns,
    permissionForTheCa,
    hostsFileOfMachine,
    toldByLogs,
    { ...automationAlive, when: { onServer: true } },
    { ...renew, notes: [...renew.notes, oldAdvice.browserCache] },
  ],
  end: { provenBy: ['renew'], reached: 'Every address shows a certificate that is in the middle of its life.' },
  picture: null,
};
