import type { Situation } from '../situation.ts';

const live = '/etc/letsencrypt/live/@';
const pair = `ssl_certificate ${live}/fullchain.pem; ssl_certificate_key ${live}/privkey.pem;`;
const site = `server { listen 80; listen 443 ssl; server_name @; ${pair} root /var/www; }`;
const certificates = { [live]: {} };
/** A certificate that is no site's own, for the default server. */
const spare = '/etc/nginx/spare';
const defaultSite = `server { listen 80 default_server; listen 443 ssl default_server;
  ssl_certificate ${spare}/fullchain.pem; ssl_certificate_key ${spare}/privkey.pem; root /var/www; }`;

function nginx(servers: string): Readonly<Record<string, string>> {
  return {
    '/etc/nginx/nginx.conf': `user root; pid /var/log/nginx.pid; error_log /var/log/nginx/error.log;
events { worker_connections 64; }
http { access_log off; include /etc/nginx/sites-enabled/*; ${servers} }
`,
  };
}

/** certbot's own note of the certificate, and the job that renews it. */
const certbot = {
  '/etc/letsencrypt/renewal/@.conf': `version = 2.1.0
${['cert', 'privkey', 'chain', 'fullchain'].map((file) => `${file} = ${live}/${file}.pem`).join('\n')}
[renewalparams]
authenticator = webroot
server = https://acme-v02.api.letsencrypt.org/directory
[[webroot_map]]
@ = /etc/letsencrypt/www
`,
  '/etc/letsencrypt/www/.keep': '',
};
const letsEncryptAccount = 'https://acme-v02.api.letsencrypt.org/acme/acct/1';
const account = {
  '/etc/letsencrypt/accounts/acme-v02.api.letsencrypt.org/directory/0123/regr.json': `{"body": {}, "uri": "${letsEncryptAccount}"}`,
};
const cronJob = { '/etc/cron.d/certbot': '0 */12 * * * root certbot -q renew\n' };
/** Something by the name of cron that runs: there is no cron in the lab, and nothing is to be run by one. */
const cron = '(printf cron > /proc/$BASHPID/comm; while read -r; do :; done < <(sleep 600)) &';

/** Apache with a virtual host for the domain, or another one. */
function apache(name: string, folder = live): Readonly<Record<string, string>> {
  const modules = ['mpm_event', 'authz_core', 'ssl'].map((module) => {
    return `LoadModule ${module}_module /usr/lib/apache2/modules/mod_${module}.so`;
  });
  return {
    '/etc/apache2/apache2.conf': `ServerName localhost\nPidFile /var/log/apache.pid\nErrorLog /var/log/apache.log
DefaultRuntimeDir /var/log\n${modules.join('\n')}\nListen 80\nListen 443\nIncludeOptional sites-enabled/*.conf\n`,
    '/etc/apache2/sites-enabled/site.conf': `<VirtualHost *:80>\n  ServerName ${name}\n  DocumentRoot /var/www\n</VirtualHost>
<VirtualHost *:443>\n  ServerName ${name}\n  DocumentRoot /var/www\n  SSLEngine on
  SSLCertificateFile ${folder}/fullchain.pem\n  SSLCertificateKeyFile ${folder}/privkey.pem\n</VirtualHost>\n`,
  };
}
const startApache = 'apache2 -f /etc/apache2/apache2.conf';

/** HAProxy that ends TLS with one file, as a deploy hook writes it. */
const haproxy = {
  '/etc/haproxy/haproxy.cfg': `defaults\n  mode http\n  timeout connect 1s\n  timeout client 5s\n  timeout server 5s
frontend web\n  bind :80\n  bind :443 ssl crt /etc/haproxy/site.pem\n  http-request return status 404\n`,
};
const bundle = `(umask 77; cat ${live}/fullchain.pem ${live}/privkey.pem > /etc/haproxy/site.pem)`;
const startHaproxy = 'haproxy -D -f /etc/haproxy/haproxy.cfg';

/** The units that Debian's package of certbot brings, without what they wait for. */
const timer = {
  '/etc/systemd/system/certbot.timer':
    '[Unit]\nDefaultDependencies=no\n[Timer]\nOnCalendar=*-*-* 00,12:00:00\n[Install]\nWantedBy=timers.target\n',
  '/etc/systemd/system/certbot.service':
    '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/usr/bin/certbot -q renew\n',
};
const enabled = 'systemctl enable -q certbot.timer';

/** The server itself, seen from itself: its nginx, its files, its automation. */
export const serverSituations: readonly Situation[] = [
  {
    id: 'config-broken',
    what: 'nginx runs, and its configuration was broken since: a semicolon is missing',
    finds: 'nginx-config-test',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: nginx(site),
      certificates,
      start: ['nginx', String.raw`sed -i 's/listen 80;/listen 80/' /etc/nginx/nginx.conf`],
    },
  },
  {
    id: 'link-to-nowhere',
    what: 'A link in sites-enabled leads nowhere, so that nginx refuses its configuration',
    finds: 'nginx-config-test',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: nginx(site),
      certificates,
      start: ['nginx', 'mkdir /etc/nginx/sites-enabled', 'ln -s ../sites-available/gone /etc/nginx/sites-enabled/gone'],
    },
  },
  {
    id: 'not-running',
    what: 'nginx is configured and not running',
    finds: 'nginx-not-running',
    ssl: 'unreachable',
    dns: 'valid',
    machine: { files: nginx(site), certificates },
  },
  {
    id: 'port-taken',
    what: 'Apache has taken port 80, so that nginx does not run',
    finds: 'port80-in-use',
    ssl: 'none',
    dns: 'valid',
    machine: {
      files: {
        ...nginx(site),
        '/etc/apache2/apache2.conf': `ServerName localhost\nPidFile /var/log/apache.pid\nErrorLog /var/log/apache.log
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
Listen 80\nDocumentRoot /var/www\n`,
      },
      certificates,
      start: ['apache2 -f /etc/apache2/apache2.conf'],
    },
  },
  {
    id: 'not-enabled',
    what: 'The site lies in sites-available and is not enabled, so that the default site answers',
    finds: 'nginx-default-answers',
    ssl: 'wrong-host',
    dns: 'valid',
    machine: {
      files: { ...nginx(defaultSite), '/etc/nginx/sites-available/@': site },
      certificates: { ...certificates, [spare]: { names: ['spare.example.com'] } },
      start: ['nginx'],
    },
  },
  {
    id: 'no-vhost',
    what: 'No server block is meant for the name',
    finds: 'nginx-no-matching-vhost',
    ssl: 'wrong-host',
    dns: 'valid',
    machine: {
      files: nginx(defaultSite),
      certificates: { [spare]: { names: ['spare.example.com'] } },
      start: ['nginx'],
    },
  },
  {
    id: 'name-twice',
    what: 'Two server blocks have the same name',
    finds: 'nginx-conflicting-name',
    ssl: 'active',
    dns: 'valid',
    machine: { files: nginx(`${site} ${site}`), certificates, start: ['nginx'] },
  },
  {
    id: 'certificate-gone',
    what: 'The certificate files were deleted while nginx runs',
    finds: 'nginx-cert-missing',
    ssl: 'active',
    dns: 'valid',
    machine: { files: nginx(site), certificates, start: ['nginx', `rm -r ${live}`] },
  },
  {
    id: 'other-key',
    what: 'The key beside the certificate belongs to another one',
    finds: 'nginx-key-mismatch',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: nginx(site),
      certificates: { ...certificates, [spare]: {} },
      start: ['nginx', `cp ${spare}/privkey.pem ${live}/privkey.pem`],
    },
  },
  {
    id: 'key-for-all',
    what: 'Every user of the machine can read the key',
    finds: 'cert-key-permissions',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: nginx(site),
      certificates,
      start: ['nginx', `chmod 644 ${live}/privkey.pem`, 'chmod 755 /etc/letsencrypt/live /etc/letsencrypt/archive'],
    },
  },
  {
    id: 'no-certificate-named',
    what: 'The server block listens with TLS and names no certificate',
    finds: 'nginx-no-ssl-cert-defined',
    ssl: 'unreachable',
    dns: 'valid',
    machine: { files: nginx('server { listen 80; listen 443 ssl; server_name @; root /var/www; }') },
  },
  {
    id: 'not-reloaded',
    what: 'The certificate was renewed, and nginx still serves the old one',
    finds: 'deploy-not-reloaded',
    ssl: 'expiring',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot, ...cronJob },
      certificates: { [live]: { validFrom: -80 }, [spare]: {} },
      start: [cron, 'nginx', `cp ${spare}/*.pem ${live}/`],
    },
  },
  {
    id: 'disk-full',
    what: 'The disk on which certbot writes is full',
    finds: 'disk-full',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot, ...cronJob },
      certificates,
      start: [cron, 'nginx', 'mount -o remount,size=1m /etc/letsencrypt'],
    },
  },
  {
    id: 'nothing-renews',
    what: 'certbot keeps the certificate, and no timer or cron job runs it',
    finds: 'automation-inactive',
    ssl: 'active',
    dns: 'valid',
    machine: { files: { ...nginx(site), ...certbot }, certificates, start: ['nginx'] },
  },
  {
    id: 'cron-stopped',
    what: 'A cron job is to renew the certificate, and cron is not running',
    finds: 'automation-inactive',
    ssl: 'active',
    dns: 'valid',
    machine: { files: { ...nginx(site), ...certbot, ...cronJob }, certificates, start: ['nginx'] },
  },
  {
    id: 'timer-disabled',
    what: "certbot's timer is disabled, and its cron job leaves the work to the timer",
    finds: 'automation-inactive',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: {
        ...{ ...nginx(site), ...certbot, ...timer },
        '/etc/cron.d/certbot': '0 */12 * * * root test -d /run/systemd/system || certbot -q renew\n',
      },
      certificates,
      start: [cron, 'nginx'],
      systemd: [],
    },
  },
  {
    id: 'timer-forgotten',
    what: "certbot's timer was started by hand, and is not enabled",
    finds: 'automation-inactive',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot, ...timer },
      certificates,
      start: ['nginx'],
      systemd: ['certbot.timer'],
    },
  },
  {
    id: 'overdue',
    what: 'certbot should have renewed the certificate weeks ago',
    finds: 'renewal-overdue',
    ssl: 'expiring',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot, ...cronJob },
      certificates: { [live]: { validFrom: -85 } },
      start: [cron, 'nginx'],
    },
  },
  {
    id: 'live-gone',
    what: "certbot's folder for the certificate is gone; the site uses a copy",
    finds: 'certbot-live-dir',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: { ...nginx(site.replaceAll(live, spare)), ...certbot, ...cronJob },
      certificates: { [spare]: {} },
      start: [cron, 'nginx'],
    },
  },
  {
    id: 'disk-full-overdue',
    what: 'The disk is full, so that the certificate was not renewed and ends soon',
    finds: 'disk-full',
    ssl: 'expiring',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot, ...cronJob },
      certificates: { [live]: { validFrom: -85 } },
      start: [cron, 'nginx', 'mount -o remount,size=1m /etc/letsencrypt'],
    },
  },
  {
    id: 'nothing-renewed',
    what: 'Nothing runs certbot, and the certificate has expired',
    finds: 'automation-inactive',
    ssl: 'expired',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot },
      certificates: { [live]: { validFrom: -91 } },
      start: ['nginx'],
    },
  },
  {
    id: 'reload-refused',
    what: 'The certificate was renewed, and nginx refuses its configuration, so that the old one is served',
    finds: 'nginx-config-test',
    ssl: 'expiring',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot, ...cronJob },
      certificates: { [live]: { validFrom: -80 }, [spare]: {} },
      start: [
        cron,
        'nginx',
        `cp ${spare}/*.pem ${live}/`,
        'echo "server { listen 80; root }" > /etc/nginx/broken.conf',
        String.raw`sed -i 's/access_log off;/access_log off; include broken.conf;/' /etc/nginx/nginx.conf`,
      ],
    },
  },
  {
    id: 'listens-inside',
    what: 'nginx listens on the loopback address only',
    finds: 'http-refused',
    ssl: 'unreachable',
    dns: 'valid',
    machine: {
      files: nginx(site.replaceAll('listen ', 'listen 127.0.0.1:')),
      certificates,
      start: ['nginx'],
    },
  },
  {
    id: 'not-deployed',
    what: 'certbot keeps a certificate, and nginx is set up for HTTP only',
    finds: 'http-only',
    ssl: 'none',
    dns: 'valid',
    machine: {
      files: { ...nginx('server { listen 80; server_name @; root /var/www; }'), ...certbot, ...cronJob },
      certificates,
      start: [cron, 'nginx'],
    },
  },
  {
    id: 'apache-other-site',
    what: 'Apache has virtual hosts for another name only',
    finds: 'nginx-no-matching-vhost',
    ssl: 'wrong-host',
    dns: 'valid',
    machine: {
      files: apache('other.example.com', spare),
      certificates: { [spare]: { names: ['other.example.com'] } },
      start: [startApache],
    },
  },
  {
    id: 'apache-broken',
    what: 'Apache runs, and its configuration was broken since',
    finds: 'apache-config-parse',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: apache('@'),
      certificates,
      start: [startApache, 'echo "<VirtualHost *:80>" > /etc/apache2/sites-enabled/new.conf'],
    },
  },
  {
    id: 'haproxy-old-file',
    what: 'The certificate was renewed, and the file that HAProxy loads still holds the old one',
    finds: 'deploy-failed',
    ssl: 'expiring',
    dns: 'valid',
    machine: {
      files: { ...haproxy, ...certbot, ...cronJob },
      certificates: { [live]: { validFrom: -80 }, [spare]: {} },
      start: [cron, bundle, startHaproxy, `cp ${spare}/*.pem ${live}/`],
    },
  },
  {
    id: 'haproxy-no-key',
    what: 'HAProxy runs, and the file that it loads was written anew without the key',
    finds: 'haproxy-pem-invalid',
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: haproxy,
      certificates,
      start: [bundle, startHaproxy, `cp ${live}/fullchain.pem /etc/haproxy/site.pem`],
    },
  },
  {
    id: 'haproxy-stopped',
    what: 'HAProxy is configured and not running',
    finds: 'web-server-not-running',
    ssl: 'unreachable',
    dns: 'valid',
    machine: { files: haproxy, certificates, start: [bundle] },
  },
  {
    id: 'other-account',
    what: 'CAA lets one account issue, and certbot here has another',
    finds: 'caa-forbids',
    ssl: 'active',
    dns: 'valid',
    records: `@ CAA 0 issue "letsencrypt.org; accounturi=${letsEncryptAccount}2"`,
    machine: { files: { ...nginx(site), ...certbot, ...account, ...cronJob }, certificates, start: [cron, 'nginx'] },
  },
  {
    id: 'certbots-account',
    what: 'CAA lets the account issue that certbot here has',
    finds: null,
    ssl: 'active',
    dns: 'valid',
    records: `@ CAA 0 issue "letsencrypt.org; accounturi=${letsEncryptAccount}"`,
    machine: { files: { ...nginx(site), ...certbot, ...account, ...cronJob }, certificates, start: [cron, 'nginx'] },
  },
  {
    id: 'own-timer',
    what: 'The server itself, with nginx, certbot and its timer',
    finds: null,
    ssl: 'active',
    dns: 'valid',
    machine: {
      files: { ...nginx(site), ...certbot, ...timer },
      certificates,
      start: ['nginx', enabled],
      systemd: ['certbot.timer'],
    },
  },
  {
    id: 'own-apache',
    what: 'The server itself, with Apache, certbot and its cron job',
    finds: null,
    ssl: 'active',
    dns: 'valid',
    machine: { files: { ...apache('@'), ...certbot, ...cronJob }, certificates, start: [cron, startApache] },
  },
  {
    id: 'own-haproxy',
    what: 'The server itself, with HAProxy, certbot and its cron job',
    finds: null,
    ssl: 'active',
    dns: 'valid',
    machine: { files: { ...haproxy, ...certbot, ...cronJob }, certificates, start: [cron, bundle, startHaproxy] },
  },
  {
    id: 'own-server',
    what: 'The server itself, with nginx, certbot and its cron job',
    finds: null,
    ssl: 'active',
    dns: 'valid',
    machine: { files: { ...nginx(site), ...certbot, ...cronJob }, certificates, start: [cron, 'nginx'] },
  },
];
