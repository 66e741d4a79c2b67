/** Where a program usually writes a log that tells of certificates. */
export interface UsualPlace {
  /** Absolute, in which `~/` at the start is the user's home and `*` any part of a name. */
  readonly path: string;
  /** The program, as it calls itself. */
  readonly writer: string;
}

/** In the order in which they are offered. A path without stars stands before the pattern that would hide it in a closed folder. */
export const usualPlaces: readonly UsualPlace[] = [
  { path: '/var/log/letsencrypt/letsencrypt.log', writer: 'certbot' },
  { path: '/home/cloudpanel/logs/clpctl.log', writer: 'CloudPanel' },
  { path: '/var/log/nginx/error.log', writer: 'nginx' },
  { path: '/var/log/nginx/*error*.log', writer: 'nginx' },
  { path: '/home/*/logs/nginx/error.log', writer: 'nginx of a CloudPanel site' },
  { path: '~/.acme.sh/acme.sh.log', writer: 'acme.sh' },
  { path: '/root/.acme.sh/acme.sh.log', writer: 'acme.sh' },
  { path: '/var/log/acme.sh.log', writer: 'acme.sh' },
  { path: '/var/log/lego*.log', writer: 'lego' },
  { path: '/var/log/traefik/*.log', writer: 'Traefik' },
  { path: '/var/log/traefik.log', writer: 'Traefik' },
  { path: '/var/log/caddy/*.log', writer: 'Caddy' },
  { path: '/var/log/dehydrated*.log', writer: 'dehydrated' },
  { path: '/var/log/apache2/error.log', writer: 'Apache' },
  { path: '/var/log/httpd/error_log', writer: 'Apache' },
  { path: '/var/log/haproxy.log', writer: 'HAProxy' },
  { path: '/var/log/plesk/panel.log', writer: 'Plesk' },
  { path: '/usr/local/var/log/nginx/error.log', writer: 'nginx of Homebrew' },
  { path: '/opt/homebrew/var/log/nginx/error.log', writer: 'nginx of Homebrew' },
];
