import type { ProblemId } from '../problem/catalogue.ts';
import { oldAdvice } from './old-advice.ts';
import { onTheWay } from './mended-since.ts';
import type { PlaybookStep } from './playbook.ts';

/** What a CA says no to, whatever the server does. */
export const refusals: readonly ProblemId[] = [
  'ratelimit-duplicate',
  'ratelimit-failed-validation',
  'ratelimit-domain',
  'ratelimit-new-orders',
  'ratelimit-account',
  'ratelimit-pending-authz',
  'issuance-paused',
  'ca-overloaded',
  'ca-unreachable',
  'ca-tls-trust',
  'ca-directory-wrong',
  'account-missing',
  'unauthorized-account',
  'eab-required',
  'eab-invalid',
  'terms-not-agreed',
  'contact-invalid',
  'bad-nonce',
  'order-invalid',
  'profile-invalid',
  'challenge-type-unavailable',
];

/** What keeps an ACME client from doing its work at all. */
export const clientTroubles: readonly ProblemId[] = [
  'certbot-lock',
  'certbot-plugin-missing',
  'certbot-renewal-conf',
  'certbot-live-dir',
  'certbot-hook-failed',
  'certbot-env',
  'acme-client-setup',
  'acme-storage-permission',
  'client-state-corrupt',
  'client-openssl-bug',
  'permission-denied',
  'disk-full',
  'dns-api-auth',
  'dns-api-ratelimit',
  'ip-detection-failed',
  'nginx-binary-missing',
  'nginx-config-parse',
];

/** What no look at the domain or the machine shows: only the log of who tried tells it. */
const toldByLogsAlone: readonly ProblemId[] = [
  ...clientTroubles,
  'dns-wrong-zone',
  'secondary-validation',
  'nginx-upstream',
  'deploy-auth-failed',
  'keystore-write-failed',
];

/** Whoever owns the certificate renews it; the step is fine when every address shows one in the middle of its life. */
export const renew: PlaybookStep = {
  id: 'renew',
  title: 'Renewal',
  why: 'A renewal that was made counts only when every address shows the new certificate.',
  asks: [
    'cert-expired',
    'cert-expiring',
    'renewal-overdue',
    'names-uncovered',
    'deploy-failed',
    'deploy-not-reloaded',
    'secondary-validation',
    ...refusals,
  ],
  remarks: [],
  needs: 'current',
  fine: 'Every address shows a certificate that is in the middle of its life.',
  instead: 'Renew with your ACME client or on your platform, then look again.',
  waitsFor: 'Waits until every address shows a valid certificate.',
  checkedLike: 'cert-expired',
  manualWhere: [],
  notes: [oldAdvice.thirtyDays, oldAdvice.ninetyDays, oldAdvice.waitOneHour],
  act: 'renew',
};

/** Is there something that renews, and does it run? */
export const automationAlive: PlaybookStep = {
  id: 'automation',
  title: 'Automation',
  why: 'A certificate renews by itself only while a timer, a cron job or a service runs its client.',
  asks: ['automation-inactive', 'automation-failing', 'credentials-expiring'],
  remarks: [],
  needs: 'automation',
  fine: 'The job that renews is active, and no failed run of it is known.',
  instead:
    'On the server list the timers (systemctl list-timers) and the cron jobs (crontab -l of root, /etc/cron.d) and look for the ACME client. On a platform, open the page of the bot or job: is it active, when did it run last, has its token expired?',
  waitsFor: 'Waits until the job is active.',
  checkedLike: 'automation-inactive',
  manualWhere: [
    {
      kind: 'manual',
      title: 'Look at cert-manager',
      where: 'Kubernetes',
      steps: [
        'kubectl get certificate,certificaterequest,order,challenge --all-namespaces shows where it stands.',
        'kubectl describe of the one that is not Ready tells why.',
      ],
      url: 'https://cert-manager.io/docs/troubleshooting/acme/',
    },
  ],
  notes: [oldAdvice.thirtyDays],
  act: null,
};

/** Does it run in time? */
export const runsInTime: PlaybookStep = {
  id: 'schedule',
  title: 'Schedule',
  why: 'A job that runs too seldom, or in a window that does not fit the lifetime, comes too late.',
  asks: ['renewal-window-wrong'],
  remarks: [],
  needs: 'schedule',
  fine: 'The next run comes before the renewal is due.',
  instead:
    'Compare the window, the frequency and the time zone of the job (servers mostly count in UTC) with the dates of the certificate, and see that the machine is up at that time.',
  waitsFor: 'Waits until the schedule fits.',
  checkedLike: 'renewal-overdue',
  manualWhere: [],
  notes: [oldAdvice.thirtyDays],
  act: null,
};

/** What do the logs say? */
export const whatLogsSay: PlaybookStep = {
  id: 'logs',
  title: 'Logs',
  why: 'The log of the client, the panel or the bot names the step that failed, and mostly why.',
  asks: [...toldByLogsAlone, ...refusals, 'unknown-cause'],
  remarks: [],
  needs: 'logs',
  fine: 'The newest attempts in the logs did not fail.',
  instead:
    'Open the log in the editor: /var/log/letsencrypt/letsencrypt.log, /home/cloudpanel/logs/clpctl.log, the error log of the web server, or what your platform offers to download. Look at the last attempt for the domain.',
  waitsFor: 'Waits until a newer attempt in the log succeeds.',
  checkedLike: null,
  manualWhere: [],
  notes: [],
  act: null,
};

/** Do the logs tell of what no other step can see? What those see themselves is theirs: it may be mended since. */
export const toldByLogs: PlaybookStep = {
  ...whatLogsSay,
  asks: [...toldByLogsAlone, ...onTheWay, ...refusals],
  needs: 'asked-in-logs',
  when: { logged: true },
  fine: 'No log tells of a trouble of the client, of the way to it, or a refusal of the CA.',
};
