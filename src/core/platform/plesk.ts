import type { Platform } from './platform.ts';

export const plesk: Platform = {
  id: 'plesk',
  title: 'Plesk',
  what: "A control panel whose extensions issue from Let's Encrypt for its sites and renew by a daily task.",
  documentation: 'https://docs.plesk.com/',
  signs: {
    paths: ['/usr/local/psa/', '/opt/psa/', '/etc/nginx/plesk.conf.d/', '/etc/apache2/plesk.conf.d/'],
    programs: ['sw-engine', 'sw-cp-serverd'],
    targets: [],
    servers: [],
    headers: [],
  },
  records: { addresses: 'the server', delegation: null },
  method: null,
  paths: [{ what: "nginx's configuration of the sites", path: '/etc/nginx/plesk.conf.d/vhosts/{name}.conf' }],
  commands: [
    {
      id: 'look-web',
      title: "Look for faults in the web server's configuration of the site",
      argv: ['plesk', 'repair', 'web', '{name}', '-n'],
      root: true,
      note: 'With -n it only tells what it would mend.',
      advice: [],
    },
  ],
  logs: [{ what: 'Plesk and its extensions', kind: 'file', place: '/var/log/plesk/panel.log' }],
  pages: [
    { task: 'see-status', way: 'Websites & Domains → the domain → SSL/TLS Certificates', then: [] },
    {
      task: 'issue',
      way: 'Websites & Domains → the domain → SSL/TLS Certificates → Install a free basic certificate',
      then: [],
    },
    { task: 'renew', way: 'Websites & Domains → the domain → SSL/TLS Certificates → Reissue Certificate', then: [] },
    { task: 'records', way: 'Websites & Domains → the domain → DNS', then: [] },
    { task: 'logs', way: 'Tools & Settings → Logs', then: [] },
  ],
  retries: 'Its daily task tries again.',
  renewal: {
    by: 'either',
    rule: 'By a daily task, 30 days before the end where nothing else is set.',
    selfManaged: 'A certificate that was uploaded or bought elsewhere is not renewed by itself.',
    advice: [],
  },
  statuses: [],
  messages: [
    {
      words: [
        "could not issue a let's encrypt ssl/tls certificate for",
        'could not issue an ssl/tls certificate for',
        'could not issue/renew',
      ],
      status: { of: 'certificate', is: 'pending' },
      problem: 'order-invalid',
      playbook: 'PB-1',
      meaning: 'The CA did not issue; the details below it quote why.',
      toDo: 'Paste the details: they hold the CA’s own sentence.',
      advice: [],
    },
  ],
};
