import type { ServerSoftware } from './site.ts';

/** How people call the software, and what it keeps apart by name. */
export const serverWords: Readonly<Record<ServerSoftware, { readonly name: string; readonly site: string }>> = {
  nginx: { name: 'nginx', site: 'server block' },
  apache: { name: 'Apache', site: 'virtual host' },
  haproxy: { name: 'HAProxy', site: 'certificate' },
  caddy: { name: 'Caddy', site: 'site' },
};

/** What the kernel calls its processes (`comm`): `httpd` on Red Hat, `apache2` on Debian. */
export const processNames: Readonly<Record<ServerSoftware, readonly string[]>> = {
  nginx: ['nginx'],
  apache: ['apache2', 'httpd'],
  haproxy: ['haproxy'],
  caddy: ['caddy'],
};
