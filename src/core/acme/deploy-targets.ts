import type { DeployContent, DeployPlan } from './deploy-plan.ts';

/** A kind of server, and how it takes up new files. */
export interface DeployTarget {
  readonly id: string;
  readonly title: string;
  /** What it reads, in the order in which people are asked for the paths. */
  readonly files: readonly { readonly content: DeployContent; readonly usual: string }[];
  readonly test: readonly string[] | null;
  /** Without ending a connection. */
  readonly reload: readonly string[] | null;
  /** Where it shows its certificate, where that is not HTTPS. */
  readonly shownAt?: DeployPlan['shownAt'];
  /** Where the commands are documented, and when it was read. */
  readonly source: string;
}

function pair(folder: string): DeployTarget['files'] {
  return [
    { content: 'full-chain', usual: `${folder}/fullchain.pem` },
    { content: 'key', usual: `${folder}/privkey.pem` },
  ];
}

/** Web servers first, then mail, then what only wants files. Paths are what packages use; commands are the servers' own. */
export const deployTargets: readonly DeployTarget[] = [
  {
    ...{ id: 'nginx', title: 'nginx', files: pair('/etc/nginx/ssl') },
    ...{ test: ['nginx', '-t'], reload: ['nginx', '-s', 'reload'] },
    source: 'https://nginx.org/en/docs/switches.html (2026-11-26)',
  },
  {
    ...{ id: 'apache', title: 'Apache', files: pair('/etc/apache2/ssl') },
    ...{ test: ['apachectl', 'configtest'], reload: ['apachectl', 'graceful'] },
    source: 'https://httpd.apache.org/docs/2.4/programs/apachectl.html (2026-11-26)',
  },
  {
    ...{ id: 'haproxy', title: 'HAProxy' },
    files: [{ content: 'full-chain-and-key', usual: '/etc/haproxy/certs/site.pem' }],
    test: ['haproxy', '-c', '-f', '/etc/haproxy/haproxy.cfg'],
    reload: ['systemctl', 'reload', 'haproxy'],
    source: 'https://docs.haproxy.org/dev/management.html#3 (2026-11-26)',
  },
  {
    ...{ id: 'caddy', title: 'Caddy', files: pair('/etc/caddy/ssl') },
    test: ['caddy', 'validate', '--config', '/etc/caddy/Caddyfile'],
    // Files may change under the same configuration, which Caddy would not load again unforced.
    reload: ['caddy', 'reload', '--force', '--config', '/etc/caddy/Caddyfile'],
    source: 'https://caddyserver.com/docs/command-line (2026-11-26)',
  },
  {
    ...{ id: 'postfix', title: 'Postfix (mail)', files: pair('/etc/postfix/ssl') },
    ...{ test: ['postfix', 'check'], reload: ['postfix', 'reload'] },
    shownAt: [{ port: 25, startTls: 'smtp' }],
    source: 'https://www.postfix.org/postfix.1.html (2026-11-26)',
  },
  {
    ...{ id: 'dovecot', title: 'Dovecot (mail)', files: pair('/etc/dovecot/ssl') },
    ...{ test: ['doveconf', '-n'], reload: ['doveadm', 'reload'] },
    shownAt: [{ port: 143, startTls: 'imap' }],
    source: 'https://doc.dovecot.org/main/core/man/doveadm.1.html (2026-11-26)',
  },
  {
    ...{ id: 'folder', title: 'A folder', files: pair('/etc/ssl/cert-doctor'), test: null, reload: null },
    source: 'files alone: no command runs',
  },
  {
    ...{ id: 'pkcs12', title: 'A PKCS#12 key store (.p12, .pfx)' },
    files: [{ content: 'pkcs12', usual: '/etc/ssl/private/site.p12' }],
    ...{ test: null, reload: null, source: 'RFC 7292' },
  },
  {
    ...{ id: 'jks', title: 'A Java key store (.jks)' },
    files: [{ content: 'jks', usual: '/etc/ssl/private/site.jks' }],
    ...{
      test: null,
      reload: null,
      source: 'https://docs.oracle.com/en/java/javase/17/docs/specs/man/keytool.html (2026-11-26)',
    },
  },
];

/** The plan for a target, with the paths in the order of its files. */
export function planFor(
  { files, test, reload, shownAt }: DeployTarget,
  paths: readonly string[],
  host: string | null,
): DeployPlan {
  return {
    ...{ host, test, reload },
    files: files.map(({ content, usual }, at) => ({ content, path: paths[at] ?? usual })),
    ...(shownAt === undefined ? {} : { shownAt }),
  };
}
