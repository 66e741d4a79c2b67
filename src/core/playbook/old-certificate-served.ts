import type { Playbook } from './playbook.ts';
import { contentNetworkInFront, fileAndAddresses, siteEnabled, webServerRuns } from './server-steps.ts';

/** Renewed, and the server still shows the old certificate. */
export const oldCertificateServed: Playbook = {
  id: 'PB-10',
  title: 'Renewed, but the old certificate is still served',
  when: 'The renewal succeeded, and visitors still get the certificate from before.',
  startsFrom: {
    problems: ['deploy-not-reloaded', 'addresses-disagree', 'ipv6-misrouted'],
    statuses: [],
    words: [
      'certificate renewed but server still shows old certificate',
      'old certificate',
      'not updated on server',
      'stopped',
      'still expired',
      'reload',
      'bot not triggered after renewal',
      'bot completed with errors',
      'no post-renewal automation rule',
      'new certificate not picked up',
      'server has the old one',
      'restart step failed',
      'endpoint shows the new expiry date',
      'nginx not reloaded after renewal',
      'renewal succeeded but still expired',
      'reload or restart of the service',
      'test from another browser',
    ],
  },
  steps: [
    webServerRuns,
    siteEnabled,
    {
      id: 'hook',
      title: 'Step after the renewal',
      why: 'The client has to tell the server: by a deploy hook, a post-renewal rule or a linked bot. If none is set, nothing reloads.',
      asks: ['certbot-hook-failed', 'deploy-failed', 'deploy-auth-failed', 'keystore-write-failed'],
      remarks: [],
      needs: 'after-renewal',
      fine: 'A step after the renewal is set where the client keeps one, and no log tells that it failed.',
      instead:
        'Look whether a step after the renewal is set: certbot keeps it as renew_hook in /etc/letsencrypt/renewal/NAME.conf and in renewal-hooks/deploy; acme.sh as Le_ReloadCmd.',
      waitsFor: 'Waits until the log shows that the step succeeded.',
      checkedLike: 'certbot-hook-failed',
      manualWhere: [
        {
          kind: 'manual',
          title: 'Set a deploy hook of certbot',
          where: 'certbot',
          steps: [
            'certbot reconfigure --cert-name NAME --deploy-hook "systemctl reload nginx" keeps it for every renewal.',
            'Or put an executable file into /etc/letsencrypt/renewal-hooks/deploy.',
          ],
          url: 'https://eff-certbot.readthedocs.io/en/stable/using.html#renewing-certificates',
        },
      ],
      notes: [],
      act: null,
    },
    contentNetworkInFront,
    fileAndAddresses,
  ],
  end: { provenBy: ['file-and-served'], reached: 'Every address shows the certificate that lies in the file.' },
  picture: null,
};
