import { oldAdvice } from './old-advice.ts';
import type { Playbook } from './playbook.ts';
import { port80FromOutside } from './validation-steps.ts';

/** Advice, given on evidence only; each part can be declined. */
export const hardeningAdvice: Playbook = {
  id: 'PB-12',
  title: 'Hardening',
  when: 'It works, and should stay so: connections, rights of the keys, firewall, several machines behind one name.',
  startsFrom: {
    problems: ['nginx-worker-connections', 'nginx-open-files', 'cert-key-permissions'],
    statuses: [],
    words: [
      'hardening',
      'worker_connections',
      'permissions',
      'firewall',
      'load balancer',
      'multi-node',
      'cluster',
      'ufw',
      'nftables',
      'chmod /etc/letsencrypt',
      'rsync between nodes',
      'shared file system',
      "ip ranges of let's encrypt",
      "only let let's encrypt through",
      'disk iops',
      'safer setup',
    ],
  },
  steps: [
    {
      id: 'connections',
      title: 'Connections of the web server',
      why: 'A server that has no connection left drops visitors, and the CA with them.',
      asks: ['nginx-worker-connections', 'nginx-open-files'],
      remarks: [],
      needs: 'connections',
      fine: 'The log does not tell that connections or files ran out.',
      instead: 'Search the error log of nginx for "worker_connections are not enough" and "Too many open files".',
      waitsFor: 'Waits until the log tells of it no more.',
      checkedLike: 'nginx-worker-connections',
      manualWhere: [],
      notes: [oldAdvice.moreConnections],
      act: null,
    },
    {
      id: 'key-rights',
      title: 'Rights of the private keys',
      why: 'Whoever can read the key can pass for the site.',
      asks: ['cert-key-permissions'],
      remarks: [],
      needs: 'key-rights',
      fine: 'No key is open to every user of the machine.',
      instead:
        'On the server: ls -lL /etc/letsencrypt/live/*/privkey.pem should show -rw------- (or group read for the group of the server), and ls -ld /etc/letsencrypt/live /etc/letsencrypt/archive drwx------.',
      waitsFor: 'Waits until the keys are closed.',
      checkedLike: 'cert-key-permissions',
      manualWhere: [
        {
          kind: 'manual',
          title: 'Close the folders and keys of certbot',
          where: 'certbot',
          steps: [
            'chmod 700 /etc/letsencrypt/live /etc/letsencrypt/archive (755 where a server that is not root reads them).',
            'chmod 600 /etc/letsencrypt/archive/*/privkey*.pem.',
          ],
          url: 'https://eff-certbot.readthedocs.io/en/stable/using.html#where-are-my-certificates',
        },
      ],
      notes: [oldAdvice.archive600],
      act: null,
    },
    {
      ...port80FromOutside,
      id: 'firewall',
      title: 'Firewall',
      why: 'Port 80 has to stay open to everyone for validation by HTTP; everything that nobody needs should be closed.',
      fine: 'Port 80 answers, as validation by HTTP needs it.',
      when: { methods: ['http-01'] },
    },
    {
      id: 'nodes',
      title: 'Machines behind the name',
      why: 'The CA may ask any of them for the token, and a visitor may meet any of them.',
      asks: ['addresses-disagree', 'ipv6-misrouted'],
      remarks: [],
      needs: 'nodes',
      fine: 'Every address of a name shows the same certificate.',
      instead:
        'List the machines behind the load balancer, and see that each of them answers /.well-known/acme-challenge/ from the same folder, or hands it on to the one that renews.',
      waitsFor: 'Waits until all of them show the same.',
      checkedLike: 'addresses-disagree',
      manualWhere: [
        {
          kind: 'manual',
          title: 'Let one machine answer the challenge',
          where: 'Load balancer',
          steps: [
            'Send the path /.well-known/acme-challenge/ to the one machine that renews. Everything else goes on as before.',
            'After a renewal copy certificate and key to the others by a deploy hook, and reload them.',
            'Or validate by DNS, where nobody is asked at all.',
          ],
          url: 'https://letsencrypt.org/docs/integration-guide/',
        },
      ],
      notes: [oldAdvice.syncFolders, oldAdvice.addressList],
      act: null,
    },
  ],
  end: {
    provenBy: ['connections', 'key-rights', 'firewall', 'nodes'],
    reached: 'Each part was seen to be right, or declined.',
    advice: true,
  },
  picture: null,
};
