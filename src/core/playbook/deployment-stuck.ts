import type { Playbook } from './playbook.ts';
import { whatLogsSay } from './renewal-steps.ts';
import { fileAndAddresses, machineIsWell, webServerRuns } from './server-steps.ts';

/** A deployment that neither succeeds nor fails: how long is usual, which step hangs, and is the target well? */
export const deploymentStuck: Playbook = {
  id: 'PB-11',
  title: 'Deployment stuck in pending',
  when: 'A deployment stays pending much longer than usual, without success or failure.',
  startsFrom: {
    problems: ['automation-stuck'],
    statuses: [],
    words: [
      'deployment pending',
      'stuck',
      'hangs',
      'deployment bot stuck in "deployment pending" status',
      'takes longer than usual',
      'typical duration',
      'waits for input',
      'script asks a question',
      'target slow or unreachable',
      'cpu and memory of the target',
      'overloaded or swapping',
      'steps that never complete',
      'no success or failure',
      'cancel and run again',
      'fewer targets',
      'target connectivity and load',
      'smaller set of targets',
      'bot remains in deployment pending',
      'longer than typical',
    ],
  },
  steps: [
    {
      id: 'durations',
      title: 'Duration against earlier runs',
      why: 'Only what takes much longer than earlier runs of the same target hangs; the last step that began shows where.',
      asks: ['automation-stuck'],
      remarks: [],
      needs: 'durations',
      fine: 'The newest run took about as long as the earlier ones.',
      instead:
        'Compare the time of this run with earlier ones of the same target, in the list of jobs or bots of the platform, and find the step that began and did not end.',
      waitsFor: 'Waits until a run ends in its usual time.',
      checkedLike: 'automation-stuck',
      manualWhere: [
        {
          kind: 'manual',
          title: 'Find the process that waits',
          where: 'Target',
          steps: [
            'ps -ef --forest shows what the automation started and what waits below it. Something that asks a question waits for ever.',
            'uptime and free -m show whether the machine is overloaded or swaps.',
            'Run the commands of the profile by hand, as the account of the automation.',
          ],
          url: 'https://man7.org/linux/man-pages/man1/ps.1.html',
        },
      ],
      notes: [],
      act: null,
    },
    { ...whatLogsSay, asks: ['http-timeout', 'deploy-auth-failed', 'automation-stuck', 'certbot-lock'] },
    {
      id: 'target',
      title: 'Target from here',
      why: 'A target that is slow or cannot be reached lets each step wait for its time-out.',
      asks: [],
      remarks: ['http-slow', 'http-unreachable', 'http-timeout', 'http-refused'],
      needs: 'port-443',
      fine: 'The target answers on every address.',
      instead: 'From the machine that deploys, open a connection to the target: ssh, or Test-WSMan for Windows.',
      waitsFor: 'Waits until the target answers.',
      checkedLike: 'http-unreachable',
      manualWhere: [],
      notes: [],
      act: null,
    },
    machineIsWell,
    webServerRuns,
    fileAndAddresses,
  ],
  end: {
    provenBy: ['durations', 'file-and-served'],
    reached: 'The newest run ended in its usual time, and every address shows its certificate.',
  },
  picture: null,
};
