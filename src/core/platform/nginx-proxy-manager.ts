import type { Platform } from './platform.ts';

export const nginxProxyManager: Platform = {
  id: 'nginx-proxy-manager',
  title: 'Nginx Proxy Manager',
  what: 'A reverse proxy in a container, with pages of its own, that has certbot obtain certificates.',
  signs: {
    paths: ['/etc/letsencrypt/live/npm-', '/data/nginx/', '/data/custom_ssl/'],
    programs: [],
    targets: [],
    servers: [],
    headers: [],
  },
  records: { addresses: 'the server', delegation: null },
  method: null,
  paths: [
    { what: 'Certificates, numbered', path: '/etc/letsencrypt/live/npm-1/fullchain.pem' },
    { what: "nginx's configuration of the hosts", path: '/data/nginx/proxy_host' },
  ],
  commands: [],
  logs: [
    { what: 'certbot', kind: 'file', place: '/data/logs/letsencrypt.log' },
    { what: 'Requests and errors of each host', kind: 'file', place: '/data/logs/*.log' },
    { what: "The container's log", kind: 'command', place: 'docker logs nginx-proxy-manager' },
  ],
  pages: [
    { task: 'see-status', way: 'SSL Certificates' },
    { task: 'renew', way: 'SSL Certificates → ⋮ → Renew Now' },
    { task: 'issue', way: "SSL Certificates → Add SSL Certificate → Let's Encrypt" },
    { task: 'settings', way: 'Hosts → Proxy Hosts → Edit → SSL' },
  ],
  retries: 'Each hour it looks for certificates near their end.',
  renewal: {
    by: 'either',
    rule: 'It renews what ends within 30 days.',
    selfManaged: 'A custom certificate is not renewed: upload the next one.',
    advice: [],
  },
  statuses: [],
  messages: [
    {
      words: ['there is no server available at this domain'],
      status: null,
      problem: 'http-timeout',
      playbook: 'PB-1',
      meaning: 'Its test of reachability got no answer at the name on port 80.',
      toDo: 'Let the name lead to your address, and forward port 80 of the router to the container.',
      advice: [],
    },
    {
      words: ['there is a server found at this domain but it does not seem to be nginx proxy manager'],
      status: null,
      problem: 'http-wrong-content',
      playbook: 'PB-1',
      meaning: 'Another machine answers at the name: the router itself, or another server.',
      toDo: 'Correct the record, or forward port 80 to the container.',
      advice: [],
    },
    {
      words: ['there is a server found at this domain but it returned an unexpected status code'],
      status: null,
      problem: 'http-404-token',
      playbook: 'PB-6',
      meaning: 'Something answers at the name, and not with the test file.',
      toDo: 'See which machine answers, and what stands in front of it.',
      advice: [],
    },
  ],
};
