import { oldAdvice } from './old-advice.ts';
import type { Playbook } from './playbook.ts';
import { renew, whatLogsSay } from './renewal-steps.ts';
import { hostsFileOfMachine, ownerOfPort80, siteEnabled, siteFolderRights, webServerRuns } from './server-steps.ts';
import { dnsToServer, port80FromOutside, siteThatAnswers } from './validation-steps.ts';

/** A renewal by CloudPanel (clpctl) failed. It validates by HTTP through nginx on the same machine. */
export const cloudPanelRenewal: Playbook = {
  id: 'PB-5',
  title: 'CloudPanel renewal',
  when: "CloudPanel does not renew a site's certificate, or clpctl fails.",
  startsFrom: {
    problems: [
      'panel-bug',
      'nginx-default-answers',
      'nginx-no-matching-vhost',
      'nginx-config-test',
      'nginx-not-running',
      'web-server-not-running',
      'web-server-config-test',
    ],
    statuses: [],
    words: ['cloudpanel', 'clpctl', 'sites-enabled', 'broken symlink', 'default site'],
  },
  steps: [
    {
      id: 'system',
      title: 'Machine and its public address',
      why: 'CloudPanel renews only on a machine that it supports, with rights of root, and an address that the CA can reach.',
      asks: ['address-reserved'],
      remarks: [],
      needs: 'system',
      fine: 'The system is one that CloudPanel supports, the address is public, and everything could be looked at.',
      instead:
        'On the server: cat /etc/os-release names the system (Debian 11 or 12, Ubuntu 22.04 or 24.04), ip addr the addresses; id shows whether you are root.',
      waitsFor: 'Waits until the machine can be looked at.',
      checkedLike: 'address-reserved',
      manualWhere: [],
      notes: [],
      act: null,
    },
    dnsToServer,
    webServerRuns,
    ownerOfPort80,
    port80FromOutside,
    siteEnabled,
    siteThatAnswers,
    siteFolderRights,
    hostsFileOfMachine,
    { ...whatLogsSay, notes: [oldAdvice.fivePerWeek, oldAdvice.blockedDomain] },
    { ...renew, notes: [...renew.notes, oldAdvice.clpctlDash] },
  ],
  end: { provenBy: ['renew'], reached: 'Every address shows a certificate that is in the middle of its life.' },
  picture: null,
};
