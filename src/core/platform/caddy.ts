import type { Platform } from './platform.ts';

export const caddy: Platform = {
  id: 'caddy',
  title: 'Caddy',
  what: 'A web server that obtains and renews the certificates of its sites by itself.',
  documentation: 'https://caddyserver.com/docs/automatic-https',
  signs: {
    paths: ['/var/lib/caddy/', '/etc/caddy/'],
    programs: ['caddy'],
    targets: [],
    servers: ['caddy'],
    headers: [],
  },
  records: { addresses: 'the server', delegation: null },
  method: null,
  paths: [
    { what: 'Configuration', path: '/etc/caddy/Caddyfile' },
    { what: 'Certificates of the service', path: '/var/lib/caddy/.local/share/caddy/certificates' },
  ],
  commands: [
    {
      id: 'test',
      title: "Test Caddy's configuration",
      argv: ['caddy', 'validate', '--config', '/etc/caddy/Caddyfile'],
      root: true,
      note: 'Changes nothing.',
      advice: [],
    },
    {
      id: 'reload',
      title: 'Reload Caddy',
      argv: ['systemctl', 'reload', 'caddy'],
      root: true,
      note: 'Takes the configuration anew and tries at once where a certificate is missing.',
      advice: [],
    },
  ],
  logs: [
    { what: "The service's log", kind: 'command', place: 'journalctl --unit caddy' },
    { what: 'Logs that the configuration names', kind: 'file', place: '/var/log/caddy/*.log' },
  ],
  pages: [],
  retries:
    'With growing waits, up to a day between tries, for 30 days; after the first failure at the staging service of the CA.',
  renewal: {
    by: 'platform',
    rule: 'When a third of the lifetime is left, or when the CA suggests it (ARI).',
    selfManaged: 'A certificate that the configuration names by file (tls CERT KEY) is not renewed.',
    advice: [],
  },
  statuses: [],
  messages: [
    {
      words: ['could not get certificate from issuer'],
      status: { of: 'certificate', is: 'pending' },
      problem: 'order-invalid',
      playbook: 'PB-1',
      meaning: 'The CA did not issue; Caddy tries again by itself.',
      toDo: 'The error in the same line says why: port, record, limit.',
      advice: [],
    },
  ],
};
