import type { Platform } from './platform.ts';

export const traefik: Platform = {
  id: 'traefik',
  title: 'Traefik',
  what: 'A reverse proxy that obtains and renews certificates by itself and keeps them in acme.json.',
  documentation: 'https://doc.traefik.io/traefik/https/acme/',
  signs: { paths: ['/etc/traefik/'], programs: ['traefik'], targets: [], servers: [], headers: [] },
  records: { addresses: 'the server', delegation: null },
  method: null,
  paths: [
    { what: 'Configuration', path: '/etc/traefik/traefik.yml' },
    { what: 'Certificates and keys, to be closed for others (0600)', path: '/etc/traefik/acme.json' },
  ],
  commands: [],
  logs: [
    { what: "Traefik's log", kind: 'file', place: '/var/log/traefik/*.log' },
    { what: "The container's log", kind: 'command', place: 'docker logs traefik' },
  ],
  pages: [],
  retries: 'On its daily look, and when it starts anew.',
  renewal: {
    by: 'platform',
    rule: 'It looks every day, and renews certificates of 90 days when 30 are left.',
    selfManaged: 'A certificate of the file provider is not renewed.',
    advice: [],
  },
  statuses: [
    {
      words: ['traefik default cert'],
      status: { of: 'certificate', is: 'self-signed' },
      problem: 'self-signed',
      playbook: 'PB-3',
      meaning: 'Traefik has no certificate for the name and shows its own one, which nobody trusts.',
      toDo: "See that the router names a certificate resolver, and read why it failed in Traefik's log.",
      advice: [],
    },
  ],
  messages: [
    {
      words: ['unable to obtain acme certificate for domains', 'unable to obtain acme certificate'],
      status: { of: 'certificate', is: 'pending' },
      problem: 'order-invalid',
      playbook: 'PB-1',
      meaning: 'The CA did not issue; the rest of the line says why.',
      toDo: 'Mend what it names, then restart Traefik, which tries at once.',
      advice: [],
    },
    {
      words: ['permissions 644 for acme.json are too open', 'are too open, please use 600'],
      status: null,
      problem: 'acme-storage-permission',
      playbook: 'PB-8',
      meaning: 'Others may read acme.json, so Traefik does not use it.',
      toDo: 'Set its mode to 0600 and restart Traefik.',
      advice: [],
    },
  ],
};
