import type { SignatureSet } from '../signature.ts';

/** certbot: letsencrypt.log and terminal, wording of 0.x to 5.x. */
export const certbot = {
  'certbot/chall-failed': {
    outcome: 'failed',
    template: 'Challenge failed for domain {name:name?}',
    example: '2026-11-22 07:15:02,123:INFO:certbot._internal.auth_handler:Challenge failed for domain example.com',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/auth_handler.py',
  },
  'certbot/report': {
    outcome: 'failed',
    template: 'Certbot failed to authenticate some domains',
    example:
      'Certbot failed to authenticate some domains (authenticator: webroot). The Certificate Authority reported these problems:',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/auth_handler.py',
  },
  'certbot/some-failed': {
    outcome: 'failed',
    template: 'Some challenges have failed',
    example: "raise errors.AuthorizationError('Some challenges have failed.')",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/auth_handler.py',
  },
  'certbot/all-chall-failed': {
    outcome: 'failed',
    template: 'All challenges have failed',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:All challenges have failed.',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/auth_handler.py',
  },
  'certbot/server-reported': {
    outcome: 'failed',
    template: 'errors were reported by the server',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:errors were reported by the server',
    source: 'searx/searx#1540',
  },
  'certbot/failed-procedure': {
    outcome: 'failed',
    template: 'Failed authorization procedure',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Failed authorization procedure',
    source: 'certbot 4.0.0: certbot/errors.py',
  },
  'certbot/no-chall': {
    problem: 'challenge-type-unavailable',
    weight: 'symptom',
    template:
      'Client with the currently selected authenticator does not support any combination of challenges that will satisfy the CA',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Client with the currently selected authenticator does not support any combination of challenges that will satisfy the CA',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/auth_handler.py',
  },
  'certbot/no-chall-need': {
    problem: 'wildcard-needs-dns01',
    template: 'You may need to use an authenticator plugin that can do challenges over DNS',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:You may need to use an authenticator plugin that can do challenges over DNS',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/auth_handler.py',
  },
  'certbot/wildcard-manual': {
    problem: 'wildcard-needs-dns01',
    template: 'Wildcard domains are not supported',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Wildcard domains are not supported',
    source: 'certbot, an older version: util.py',
  },
  'certbot/no-supported': {
    problem: 'challenge-type-unavailable',
    template: 'None of the preferred challenges are supported by the selected plugin',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:None of the preferred challenges are supported by the selected plugin',
    source: 'certbot 4.0.0: certbot/_internal/auth_handler.py',
  },
  'certbot/old-could-not-resolve': {
    problem: 'dns-nxdomain',
    weight: 'symptom',
    template: 'The server could not resolve a domain name',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The server could not resolve a domain name',
    source: 'acme 4.0.0: acme/messages.py',
  },
  'certbot/old-connection': {
    outcome: 'failed',
    template: 'The server could not connect to the client',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The server could not connect to the client',
    source: 'acme 4.0.0: acme/messages.py',
  },
  'certbot/old-insufficient': {
    outcome: 'failed',
    template: 'The client lacks sufficient authorization',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The client lacks sufficient authorization',
    source: 'acme 4.0.0: acme/messages.py',
  },
  'certbot/start-request': {
    outcome: 'started',
    template: 'Requesting a certificate for {name:name}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Requesting a certificate for example.com',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/start-simulate': {
    outcome: 'started',
    template: 'Simulating a certificate request for {name:name}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Simulating a certificate request for example.com',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/start-renew': {
    outcome: 'started',
    template: 'Renewing an existing certificate for {name:name}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Renewing an existing certificate for example.com',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/start-run': {
    outcome: 'started',
    template: ':certbot version: {version:word}',
    example: '2026-11-22 07:15:02,123:DEBUG:certbot._internal.main:certbot version: 2.1.0',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/start-lineage': {
    outcome: 'started',
    template: 'Processing /etc/letsencrypt/renewal/{lineage:word}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Processing /etc/letsencrypt/renewal/example.com.conf',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/renew-failed': {
    outcome: 'failed',
    template: 'Failed to renew certificate {lineage:word} with error:',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Failed to renew certificate example.com with error: Some',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/renew-failed-old': {
    outcome: 'failed',
    template: 'produced an unexpected error:',
    example:
      'Attempting to renew cert (example.com) from /etc/letsencrypt/renewal/example.com.conf produced an unexpected error: Some',
    source: 'certbot 4.0.0: certbot/_internal/cert_manager.py',
  },
  'certbot/all-failed': {
    outcome: 'failed',
    sumsUp: true,
    template: 'The following certificates could not be renewed',
    example:
      '2026-11-22 08:24:26,838:ERROR:certbot._internal.renewal:All renewals failed. The following certificates could not be renewed:',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/all-failed-old': {
    outcome: 'failed',
    sumsUp: true,
    template: 'The following certs could not be renewed',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The following certs could not be renewed',
    source: 'certbot/certbot#4584',
  },
  'certbot/renew-count': {
    outcome: 'noise',
    template: '{renewals:number} renew failure(s), 0 parse failure(s)',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:5 renew failure(s), 0 parse failure(s)',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/conf-broken': {
    problem: 'certbot-renewal-conf',
    weight: 'symptom',
    template: 'Renewal configuration file {path:path?} is broken',
    example: 'Renewal configuration file /etc/letsencrypt/renewal/example.com.conf is broken.',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/conf-invalid': {
    problem: 'certbot-renewal-conf',
    weight: 'symptom',
    template: 'the following renewal configurations were invalid',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Additionally, the following renewal configurations were invalid:',
    source: 'certbot 4.0.0: certbot/_internal/renewal.py',
  },
  'certbot/conf-invalid-old': {
    problem: 'certbot-renewal-conf',
    weight: 'symptom',
    template: 'the following renewal configuration files were invalid',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:the following renewal configuration files were invalid',
    source: 'certbot/certbot#2550',
  },
  'certbot/conf-missing-ref': {
    problem: 'certbot-renewal-conf',
    template: 'is missing a required file reference',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:is missing a required file reference',
    source: 'certbot 4.0.0: certbot/_internal/storage.py',
  },
  'certbot/conf-parse': {
    problem: 'certbot-renewal-conf',
    weight: 'symptom',
    template: '.conf (parsefail)',
    example:
      '2026-11-22 07:55:31,719:DEBUG:certbot._internal.display.obj:Notifying user:   /etc/letsencrypt/renewal/www.example.com.conf (parsefail)',
    source: 'certbot 4.0.0: certbot/_internal/tests/renewal_test.py',
  },
  'certbot/conf-suffix': {
    problem: 'certbot-renewal-conf',
    template: 'renewal config file name must end in .conf',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:renewal config file name must end in .conf',
    source: 'certbot 4.0.0: certbot/_internal/storage.py',
  },
  'certbot/not-due': {
    outcome: 'not-due',
    template: 'Certificate not yet due for renewal',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Certificate not yet due for renewal',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/not-due-old': {
    outcome: 'not-due',
    template: 'Cert not yet due for renewal',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Cert not yet due for renewal',
    source: 'nextcloud-snap/nextcloud-snap#2848',
  },
  'certbot/not-due-list': {
    outcome: 'not-due',
    sumsUp: true,
    template: 'are not due for renewal yet',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:are not due for renewal yet',
    source: 'certbot 4.0.0: certbot/_internal/renewal.py',
  },
  'certbot/ari-error': {
    outcome: 'noise',
    template: 'An error occurred requesting ACME Renewal Information (ARI)',
    example:
      "2026-11-22 07:15:02,123:WARNING:certbot._internal.renewal:An error occurred requesting ACME Renewal Information (ARI). If this problem persists and you think it's a bug in Certbot, please open an issue at https://github.com/certbot/certbot/issues/new/choose.",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/attr-error': {
    outcome: 'failed',
    template: "AttributeError: can't set attribute",
    example: "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:AttributeError: can't set attribute",
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/unexpected': {
    outcome: 'failed',
    template: 'An unexpected error occurred',
    example: '2026-11-22 08:24:30,747:ERROR:certbot._internal.log:An unexpected error occurred:',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/log.py',
  },
  'certbot/register-failed': {
    outcome: 'failed',
    template: 'Unable to register an account with ACME server',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to register an account with ACME server',
    source: 'certbot 4.0.0: certbot/_internal/main.py',
  },
  'certbot/retry-without': {
    outcome: 'failed',
    template: 'Unable to obtain a certificate with every requested domain. Retrying without: {names:list?}',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to obtain a certificate with every requested domain. Retrying without: old.example.com',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/client.py',
  },
  'certbot/symlink': {
    problem: 'certbot-renewal-conf',
    template: 'expected {path:path} to be a symlink',
    example: 'The error was: expected /etc/letsencrypt/live/example.com/cert.pem to be a symlink',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/storage.py',
  },
  'certbot/symlink-target': {
    problem: 'certbot-live-dir',
    template: 'target {target:path} of symlink {path:path} does not exist',
    example:
      'The error was: target /etc/letsencrypt/archive/example.com/cert3.pem of symlink /etc/letsencrypt/live/example.com/cert.pem does not exist',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/storage.py',
  },
  'certbot/live-exists': {
    problem: 'certbot-live-dir',
    template: 'live directory exists for {name:name?}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:live directory exists for example.com',
    source: 'certbot 4.0.0: certbot/_internal/storage.py',
  },
  'certbot/archive-exists': {
    problem: 'certbot-live-dir',
    template: 'archive directory exists for {name:name?}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:archive directory exists for example.com',
    source: 'certbot 4.0.0: certbot/_internal/storage.py',
  },
  'certbot/symlink-unsupported': {
    problem: 'certbot-live-dir',
    template: "Operation not supported: '../../archive/",
    example:
      "OSError: [Errno 95] Operation not supported: '../../archive/example.com/cert1.pem' -> '/etc/letsencrypt/live/example.com/cert.pem'",
    source: 'NginxProxyManager/nginx-proxy-manager#250',
  },
  'certbot/symlink-exists': {
    problem: 'certbot-live-dir',
    template: "File exists: '../../archive/",
    example:
      "OSError: [Errno 17] File exists: '../../archive/example.com/cert1.pem' -> '/etc/letsencrypt/live/example.com/cert.pem'",
    source: 'Python: text of its OSError (tried out), with a path of certbot',
  },
  'certbot/symlink-perm': {
    problem: 'certbot-live-dir',
    template: "Operation not permitted: '../../archive/",
    example:
      "OSError: [Errno 1] Operation not permitted: '../../archive/example.com/cert1.pem' -> '/etc/letsencrypt/live/example.com/cert.pem'",
    source: 'Python: text of its OSError (tried out), with a path of certbot',
  },
  'certbot/symlink-proto': {
    problem: 'certbot-live-dir',
    template: "Protocol error: '../../archive/",
    example:
      "OSError: [Errno 71] Protocol error: '../../archive/example.com/cert1.pem' -> '/etc/letsencrypt/live/example.com/cert.pem'",
    source: 'Python: text of its OSError (tried out), with a path of certbot',
  },
  'certbot/missing-version': {
    problem: 'certbot-live-dir',
    template: "No such file or directory: '/etc/letsencrypt/archive/",
    example:
      "FileNotFoundError: [Errno 2] No such file or directory: '/etc/letsencrypt/archive/example.com/privkey2.pem'",
    source: 'Python: text of its OSError (tried out), with a path of certbot',
  },
  'certbot/missing-live': {
    problem: 'certbot-live-dir',
    template: "No such file or directory: '/etc/letsencrypt/live/",
    example: "FileNotFoundError: [Errno 2] No such file or directory: '/etc/letsencrypt/live/example.com/cert.pem'",
    source: 'Python: text of its OSError (tried out), with a path of certbot',
  },
  'certbot/account-gone': {
    problem: 'account-missing',
    template: 'Account at {path:path} does not exist',
    example: 'Account at /etc/letsencrypt/accounts/acme-v02.api.letsencrypt.org/directory/abc does not exist',
    source: 'certbot 4.0.0: certbot/_internal/account.py',
  },
  'certbot/account-file-gone': {
    problem: 'account-missing',
    template: "No such file or directory: '/etc/letsencrypt/accounts/",
    example:
      "FileNotFoundError: [Errno 2] No such file or directory: '/etc/letsencrypt/accounts/acme-v02.api.letsencrypt.org/directory'",
    source: 'Python: text of its OSError (tried out), with a path of certbot',
  },
  'certbot/account-not-found': {
    problem: 'account-missing',
    template: 'certbot.errors.AccountNotFound',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:certbot.errors.AccountNotFound',
    source: 'certbot, class of certbot.errors, seen in public source',
  },
  'certbot/port-in-use': {
    problem: 'port80-in-use',
    template: 'Could not bind TCP port {port:port} because it is already in use by another process on this system',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not bind TCP port 80 because it is already in use by another process on this system',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/standalone.py',
  },
  'certbot/port-in-use-old': {
    problem: 'port80-in-use',
    template: 'Problem binding to port {port:port}: Could not bind to IPv4 or IPv6',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Problem binding to port 80: Could not bind to IPv4 or IPv6.',
    source: 'certbot, logs in public',
  },
  'certbot/port-in-use-older': {
    problem: 'port80-in-use',
    template: 'The program {program:word} (process ID {pid:number}) is already listening on TCP port {port:port}',
    example:
      'The program nginx (process ID 1234) is already listening on TCP port 80. This will prevent us from binding to that port.',
    source: 'certbot, logs in public',
  },
  'certbot/port-in-use-oldest': {
    problem: 'port80-in-use',
    template: 'is already in use by another process on this system',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:is already in use by another process on this system',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/standalone.py',
  },
  'certbot/port-perm': {
    problem: 'permission-denied',
    template: "Could not bind TCP port {port:port} because you don't have the appropriate permissions",
    example:
      "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not bind TCP port 80 because you don't have the appropriate permissions",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/standalone.py',
  },
  'certbot/lock': {
    problem: 'certbot-lock',
    template: 'Another instance of Certbot is already running',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Another instance of Certbot is already running.',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/lock.py',
  },
  'certbot/lock-old': {
    problem: 'certbot-lock',
    template: 'A lock on {path:path} is held by another process',
    example:
      '2026-11-22 07:15:02,123:DEBUG:certbot._internal.lock:A lock on /var/lib/letsencrypt/.certbot.lock is held by another process.',
    source: 'certbot 4.0.0: certbot/_internal/lock.py',
  },
  'certbot/webroot-missing': {
    problem: 'acme-client-setup',
    template: '{path:path} does not exist or is not a directory',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:/var/www/exmaple does not exist or is not a directory',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/webroot.py',
  },
  'certbot/webroot-create': {
    problem: 'permission-denied',
    template: "Couldn't create root for {name:name?} http-01 challenge responses",
    example:
      "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Couldn't create root for example.com http-01 challenge responses: [Errno 13]",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/webroot.py',
  },
  'certbot/input-webroot': {
    problem: 'acme-client-setup',
    template: 'Input the webroot for {name:name?}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Input the webroot for example.com:',
    source: 'certbot 4.0.0: certbot/_internal/plugins/webroot.py',
  },
  'certbot/cli-flag-missing': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'Missing command line flag or config entry for this setting',
    example: 'certbot.errors.MissingCommandlineFlag: Missing command line flag or config entry for this setting:',
    source: 'certbot 4.0.0: certbot/_internal/display/obj.py',
  },
  'certbot/unrecognized-args': {
    problem: 'acme-client-setup',
    template: 'certbot: error: unrecognized arguments',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:certbot: error: unrecognized arguments',
    source: 'python 3.11: Lib/argparse.py',
  },
  'certbot/tos-flag': {
    problem: 'terms-not-agreed',
    weight: 'symptom',
    template: 'You must agree in order to register with the ACME server',
    example:
      'Please read the Terms of Service at data:text/plain,Do%20what%20thou%20wilt. You must agree in order to register with the ACME server. Do you agree?',
    source: 'certbot 4.0.0: certbot/_internal/main.py',
  },
  'certbot/email-flag': {
    problem: 'contact-invalid',
    template: 'You should register before running non-interactively',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:You should register before running non-interactively',
    source: 'python3-certbot (Debian 12): certbot/display/ops.py',
  },
  'certbot/nginx-noblock': {
    problem: 'nginx-no-matching-vhost',
    template: 'Could not automatically find a matching server block for {name:name?}.',
    example:
      'Could not automatically find a matching server block for example.com. Set the server_name directive to use the Nginx installer.',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/nginx/configurator.py',
  },
  'certbot/nginx-noblock-old': {
    problem: 'nginx-no-matching-vhost',
    template: 'Cannot find a VirtualHost matching domain {name:name?}',
    example:
      'Cannot find a VirtualHost matching domain example.com. In order for Certbot to correctly perform the challenge',
    source: 'certbot-nginx 4.0.0: certbot_nginx/_internal/configurator.py',
  },
  'certbot/nginx-noblock-older': {
    problem: 'nginx-no-matching-vhost',
    template: 'Unable to find a virtual host listening on port 80',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to find a virtual host listening on port 80',
    source: 'certbot, logs in public',
  },
  'certbot/nginx-vhost-add': {
    problem: 'nginx-no-matching-vhost',
    template: 'Please add a virtual host for port 80',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Please add a virtual host for port 80',
    source: 'certbot, logs in public',
  },
  'certbot/nginx-install-fail': {
    problem: 'nginx-no-matching-vhost',
    weight: 'symptom',
    template: 'Could not install certificate',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not install certificate',
    source: 'certbot 4.0.0: certbot/_internal/client.py',
  },
  'certbot/nginx-restart': {
    outcome: 'failed',
    template: 'nginx restart failed',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:nginx restart failed',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/nginx/configurator.py',
  },
  'certbot/nginx-restart-old': {
    outcome: 'failed',
    template: 'Nginx Restart Failed',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Nginx Restart Failed',
    source: 'certbot/certbot#923',
  },
  'certbot/nginx-test': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'Error while running nginx -c',
    example: '2026-11-22 07:55:39,240:ERROR:certbot.util:Error while running nginx -c /etc/nginx/nginx.conf -t.',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/nginx-misconfig': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'The nginx plugin is not working; there may be problems with your existing config',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The nginx plugin is not working; there may be problems with your existing configuration.',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/nginx-misconfig-error': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'certbot.errors.MisconfigurationError: Error while running nginx',
    example: 'certbot.errors.MisconfigurationError: Error while running nginx -c /etc/nginx/nginx.conf -t.',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/nginx-missing': {
    problem: 'nginx-binary-missing',
    template: "Could not find a usable 'nginx' binary",
    example:
      "Could not find a usable 'nginx' binary. Ensure nginx exists, the binary is executable, and your PATH is set correctly.",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/nginx/configurator.py',
  },
  'certbot/nginx-missing-old': {
    problem: 'nginx-binary-missing',
    template:
      'The nginx plugin is not working; there may be problems with your existing configuration. The error was: NoInstallationError',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The nginx plugin is not working; there may be problems with your existing configuration. The error was: NoInstallationError()',
    source: 'certbot, logs in public',
  },
  'certbot/nginx-missing-exe': {
    problem: 'nginx-binary-missing',
    template: "No such file or directory: 'nginx'",
    example: "FileNotFoundError: [Errno 2] No such file or directory: 'nginx'",
    source: 'Python: text of its OSError (tried out), with a path of certbot',
  },
  'certbot/nginx-version': {
    problem: 'nginx-binary-missing',
    template: 'Unable to run {path:word} -V',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to run nginx -V',
    source: 'certbot-apache 4.0.0: certbot_apache/_internal/configurator.py',
  },
  'certbot/nginx-ip': {
    problem: 'challenge-type-unavailable',
    template: 'nginx authenticator not supported for IP address certificates',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:nginx authenticator not supported for IP address certificates',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/nginx/http_01.py',
  },
  'certbot/nginx-parse': {
    problem: 'nginx-config-parse',
    template: 'Could not parse file: {path:path?}',
    example:
      "2026-11-22 07:15:02,123:WARNING:certbot._internal.plugins.nginx.parser:Could not parse file: /etc/nginx/sites-enabled/x. This is usually due to a comment that certbot cannot parse, such as between a block's name and definition or within a string literal.",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/nginx/parser.py',
  },
  'certbot/nginx-parse-expected': {
    problem: 'nginx-config-parse',
    template: 'Could not parse file: {path:path} due to Expected',
    example: 'Could not parse file: /etc/nginx/sites-enabled/example.com due to Expected {string enclosed in quotes',
    source: 'certbot-nginx 4.0.0: certbot_nginx/_internal/parser.py',
  },
  'certbot/apache-parse': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: 'The apache plugin is not working; there may be problems with your existing config',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The apache plugin is not working; there may be problems with your existing config',
    source: 'certbot, logs in public',
  },
  'certbot/apache-augeas': {
    problem: 'apache-config-parse',
    template: 'There has been an error in parsing the file {path:path?}',
    example: 'There has been an error in parsing the file /etc/apache2/sites-enabled/a.conf on line 12: Syntax error',
    source: 'certbot-apache 4.0.0: certbot_apache/_internal/parser.py',
  },
  'certbot/apache-restart': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: 'Error while running apache2ctl',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error while running apache2ctl',
    source: 'certbot/certbot#5319',
  },
  'certbot/apache-restart-old': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: 'Unable to restart apache using',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to restart apache using',
    source: 'certbot-apache 4.0.0: certbot_apache/_internal/configurator.py',
  },
  'certbot/hook-exit': {
    problem: 'certbot-hook-failed',
    template: "Hook '{hook:text}' reported error code {code:number}",
    example: "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Hook 'deploy-hook' reported error code 1",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/display/ops.py',
  },
  'certbot/hook-stderr': {
    problem: 'certbot-hook-failed',
    weight: 'symptom',
    severity: 'info',
    template: "Hook '{hook:text}' ran with error output",
    example: "2026-11-22 07:56:42,981:WARNING:certbot.display.ops:Hook 'pre-hook' ran with error output:",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/display/ops.py',
  },
  'certbot/hook-exit-old': {
    problem: 'certbot-hook-failed',
    template: '{hook:word} command "{command:text}" returned error code {code:number}',
    example: 'deploy-hook command "systemctl reload nginx" returned error code 1',
    source: 'certbot, an older version: hooks.py, in public source',
  },
  'certbot/hook-exit-older': {
    problem: 'certbot-hook-failed',
    template: 'Hook command "{command:text}" returned error code {code:number}',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Hook command "systemctl reload nginx" returned error code 1',
    source: 'certbot, an older version: hooks.py, in public source',
  },
  'certbot/hook-stderr-old': {
    problem: 'certbot-hook-failed',
    weight: 'symptom',
    severity: 'info',
    template: 'Error output from {hook:word}',
    example: 'Error output from deploy-hook command',
    source: 'certbot, an older version: hooks.py, in public source',
  },
  'certbot/hook-missing': {
    problem: 'certbot-hook-failed',
    template: 'Unable to find {hook:word} command {command:word} in the PATH',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to find deploy-hook command /opt/nosuch.sh in the PATH.',
    source: 'certbot 4.0.0: certbot/_internal/hooks.py',
  },
  'certbot/perm': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: 'Either run as root, or set --config-dir, --work-dir, and --logs-dir to writeable paths',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Either run as root, or set --config-dir, --work-dir, and --logs-dir to writeable paths.',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/util.py',
  },
  'certbot/perm-errno': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: "[Errno 13] Permission denied: '{path:path?}'",
    example: "[Errno 13] Permission denied: '/var/log/letsencrypt/.certbot.lock'",
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/webroot.py',
  },
  'certbot/perm-errno1': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: "[Errno 1] Operation not permitted: '{path:path?}'",
    example: "PermissionError: [Errno 1] Operation not permitted: '/etc/letsencrypt/archive/example.com/privkey23.pem'",
    source: 'certbot/certbot#10051',
  },
  'certbot/readonly': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: '[Errno 30] Read-only file system',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:[Errno 30] Read-only file system',
    source: 'Python: text of its OSError (tried out)',
  },
  'certbot/disk-full': {
    problem: 'disk-full',
    template: '[Errno 28] No space left on device',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:[Errno 28] No space left on device',
    source: 'Python: text of its OSError (tried out)',
  },
  'certbot/quota': {
    problem: 'disk-full',
    template: '[Errno 122] Disk quota exceeded',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:[Errno 122] Disk quota exceeded',
    source: 'Python: text of its OSError (tried out)',
  },
  'certbot/plugin-missing': {
    problem: 'certbot-plugin-missing',
    template: 'plugin does not appear to be installed',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The requested nginx plugin does not appear to be installed',
    source: 'certbot 4.0.0: certbot/_internal/plugins/selection.py',
  },
  'certbot/plugin-choose': {
    problem: 'certbot-plugin-missing',
    weight: 'symptom',
    template: 'Could not choose appropriate plugin',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not choose appropriate plugin',
    source: 'certbot 4.0.0: certbot/_internal/updater.py',
  },
  'certbot/plugin-cred': {
    problem: 'dns-api-auth',
    template: 'Missing property in credentials configuration file',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Missing property in credentials configuration file',
    source: 'certbot 4.0.0: certbot/plugins/dns_common.py',
  },
  'certbot/plugin-arg': {
    problem: 'certbot-plugin-missing',
    template: 'certbot: error: unrecognized arguments: --dns-',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:certbot: error: unrecognized arguments: --dns-cloudflare',
    source: 'python 3.11: Lib/argparse.py',
  },
  'certbot/ip-refused': {
    problem: 'rejected-identifier',
    template:
      "is an IP address. The Let's Encrypt certificate authority will not issue certificates for a bare IP address",
    example:
      "Requested name 203.0.113.10 is an IP address. The Let's Encrypt certificate authority will not issue certificates for a bare IP address.",
    source: 'certbot 4.0.0: certbot/util.py',
  },
  'certbot/name-chars': {
    problem: 'rejected-identifier',
    template: 'contains an invalid character',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error creating new order :: Cannot issue for "example": Domain name contains an invalid character',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go',
  },
  'certbot/name-nonascii': {
    problem: 'rejected-identifier',
    template: 'Non-ASCII domain names not supported',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Non-ASCII domain names not supported',
    source: 'certbot 4.0.0: certbot/util.py',
  },
  'certbot/name-wild': {
    problem: 'wildcard-needs-dns01',
    template: 'Wildcard domains are not supported: {name:name?}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Wildcard domains are not supported: *.example.com',
    source: 'certbot, an older version: util.py',
  },
  'certbot/names-missing': {
    problem: 'acme-client-setup',
    template: 'No names were found in your configuration files',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:No names were found in your configuration files',
    source: 'certbot, logs in public',
  },
  'certbot/env-import': {
    problem: 'certbot-env',
    template: 'ImportError: cannot import name',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:ImportError: cannot import name',
    source: 'Python: text of its exceptions (tried out)',
  },
  'certbot/env-module': {
    problem: 'certbot-env',
    template: 'ModuleNotFoundError: No module named',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:ModuleNotFoundError: No module named',
    source: 'Python: text of its exceptions',
  },
  'certbot/env-module-old': {
    problem: 'certbot-env',
    template: 'ImportError: No module named',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:ImportError: No module named',
    source: 'Python: text of its exceptions',
  },
  'certbot/env-dist': {
    problem: 'certbot-env',
    template: 'pkg_resources.DistributionNotFound',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:pkg_resources.DistributionNotFound',
    source: 'setuptools pkg_resources, class seen in public source',
  },
  'certbot/env-version': {
    problem: 'certbot-env',
    template: 'pkg_resources.VersionConflict',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:pkg_resources.VersionConflict',
    source: 'setuptools pkg_resources, class seen in public source',
  },
  'certbot/env-contextual': {
    problem: 'certbot-env',
    template: 'pkg_resources.ContextualVersionConflict',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:pkg_resources.ContextualVersionConflict',
    source: 'setuptools pkg_resources, class seen in public source',
  },
  'certbot/env-openssl': {
    problem: 'certbot-env',
    template: "module 'lib' has no attribute",
    example: "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:module 'lib' has no attribute",
    source: 'Python: text of its exceptions (tried out)',
  },
  'certbot/env-openssl-old': {
    problem: 'certbot-env',
    template: "'module' object has no attribute",
    example:
      "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:AttributeError: 'module' object has no attribute 'X509'",
    source: 'Python 2: text of AttributeError; certbot/certbot#5111',
  },
  'certbot/env-openssl-lib': {
    problem: 'certbot-env',
    template: "AttributeError: module 'OpenSSL",
    example: "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:AttributeError: module 'OpenSSL",
    source: 'seen word for word in public logs and notes',
  },
  'certbot/env-crypto': {
    problem: 'certbot-env',
    template: 'cryptography.exceptions.InternalError: Unknown OpenSSL error',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:cryptography.exceptions.InternalError: Unknown OpenSSL error',
    source: 'seen word for word in public logs and notes',
  },
  'certbot/env-ssl': {
    problem: 'certbot-env',
    template: 'ssl module is not available',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:ssl module is not available',
    source: 'python 3.11.2: Lib/asyncio/base_events.py',
  },
  'certbot/env-venv': {
    problem: 'certbot-env',
    template: 'bad interpreter: No such file or directory',
    example: 'bash: /usr/bin/certbot: /opt/certbot/bin/python: bad interpreter: No such file or directory',
    source: 'bash 5.2 (Debian 12), text in the binary',
  },
  'certbot/env-pyversion': {
    problem: 'certbot-env',
    template: 'Your system is not supported by certbot-auto anymore',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Your system is not supported by certbot-auto anymore',
    source: 'certbot, logs in public',
  },
  'certbot/env-pyversion2': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'Certbot will no longer receive updates',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Certbot will no longer receive updates',
    source: 'certbot, logs in public',
  },
  'certbot/env-snapd': {
    problem: 'certbot-env',
    template: 'cannot communicate with server: Post http://localhost/v2/snaps',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:error: cannot communicate with server: Post http://localhost/v2/snaps/certbot',
    source: 'snapd, logs in public',
  },
  'certbot/env-snap-classic': {
    problem: 'certbot-env',
    template: 'system does not fully support snapd',
    example: 'error: system does not fully support snapd: cannot mount squashfs image',
    source: 'snapd, logs in public',
  },
  'certbot/env-locale': {
    problem: 'certbot-env',
    template: "UnicodeDecodeError: 'ascii' codec can't decode byte",
    example: "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:UnicodeDecodeError: 'ascii' codec can't decode byte",
    source: 'Python: text of its exceptions (tried out)',
  },
  'certbot/env-urllib3': {
    problem: 'certbot-env',
    template: 'ImportError: urllib3 v2',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:ImportError: urllib3 v2',
    source: 'seen word for word in public logs and notes',
  },
  'certbot/env-symbol': {
    problem: 'certbot-env',
    template: 'symbol lookup error:',
    example: '/usr/bin/python3: symbol lookup error: /usr/lib/libssl.so.3: undefined symbol: EVP_md2',
    source: 'glibc 2.36 (Debian 12), text of its loader',
  },
  'certbot/env-glibc': {
    problem: 'certbot-env',
    template: "version `GLIBC_{version:word}' not found",
    example: "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:/lib/libc.so.6: version `GLIBC_2.28' not found",
    source: 'glibc 2.36 (Debian 12), text of its loader',
  },
  'certbot/env-command': {
    problem: 'certbot-env',
    template: 'certbot: command not found',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:certbot: command not found',
    source: 'bash 5.2 (Debian 12), text in the binary',
  },
  'certbot/env-command2': {
    problem: 'certbot-env',
    template: 'certbot: not found',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:certbot: not found',
    source: 'ej52/proxmox-scripts#22',
  },
  'certbot/success': {
    outcome: 'succeeded',
    template: 'Successfully received certificate',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Successfully received certificate.',
    source: 'certbot 4.0.0: certbot/_internal/main.py',
  },
  'certbot/success-old': {
    outcome: 'succeeded',
    template: 'Congratulations! Your certificate and chain have been saved at',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Congratulations! Your certificate and chain have been saved at',
    source: 'certbot/certbot#4893',
  },
  'certbot/success-enabled': {
    outcome: 'succeeded',
    template: 'You have successfully enabled HTTPS on',
    example: 'Congratulations! You have successfully enabled HTTPS on https://plugin.example.com',
    source: 'certbot 4.0.0: certbot/display/ops.py',
  },
  'certbot/success-renew': {
    outcome: 'succeeded',
    sumsUp: true,
    template: 'Congratulations, all renewals succeeded',
    example:
      '2026-11-22 07:56:45,552:DEBUG:certbot._internal.display.obj:Notifying user: Congratulations, all renewals succeeded:',
    source: 'certbot 4.0.0: certbot/_internal/tests/renewal_test.py',
  },
  'certbot/success-simulated': {
    outcome: 'succeeded',
    sumsUp: true,
    template: 'all simulated renewals succeeded',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Congratulations, all simulated renewals succeeded:',
    source: 'certbot, logs in public',
  },
  'certbot/success-dry': {
    outcome: 'succeeded',
    template: 'The dry run was successful',
    example: '2026-11-22 08:22:27,309:DEBUG:certbot._internal.display.obj:Notifying user: The dry run was successful.',
    source: 'certbot 4.0.0: certbot/_internal/main.py',
  },
  'certbot/success-lineage': {
    outcome: 'succeeded',
    template: 'live/{lineage:word}/fullchain.pem (success)',
    example:
      '2026-11-22 07:56:45,552:DEBUG:certbot._internal.display.obj:Notifying user:   /etc/letsencrypt/live/standalone.example.com/fullchain.pem (success)',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/success-body': {
    outcome: 'succeeded',
    template: 'Content-Type: application/pem-certificate-chain',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Content-Type: application/pem-certificate-chain; charset=utf-8',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/deploy-fail': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'The certificate was saved, but could not be installed',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The certificate was saved, but could not be installed',
    source: 'certbot 4.0.0: certbot/_internal/main.py',
  },
  'certbot/deploy-fail-old': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'We were unable to install your certificate',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:We were unable to install your certificate',
    source: 'certbot 4.0.0: certbot/_internal/client.py',
  },
  'certbot/deploy-fail-enhance': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Failed redirect for',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Failed redirect for',
    source: 'certbot, logs in public',
  },
  'certbot/rollback': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Rolling back to previous server configuration',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Rolling back to previous server configuration',
    source: 'certbot 4.0.0: certbot/_internal/client.py',
  },
  'certbot/hint-webroot': {
    outcome: 'noise',
    template: 'Hint: The Certificate Authority failed to',
    example:
      'Hint: The Certificate Authority failed to download the temporary challenge files created by Certbot. Ensure that the listed domains serve their content from the provided --webroot-path/-w and that files created there can be downloaded from the internet.',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/_internal/plugins/nginx/configurator.py auth_hint',
  },
  'certbot/hint-dns': {
    outcome: 'noise',
    template: 'Hint: The Certificate Authority failed to verify the DNS TXT records created by',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Hint: The Certificate Authority failed to verify the DNS TXT records created by',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/plugins/dns_common.py',
  },
  'certbot/recovery': {
    outcome: 'noise',
    template: 'Encountered exception during recovery',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Encountered exception during recovery',
    source: 'certbot 4.0.0: certbot/_internal/error_handler.py',
  },
  'certbot/ca-busy': {
    problem: 'ca-overloaded',
    template: 'Error returned by the ACME server: Service busy',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error returned by the ACME server: Service busy',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/gaierror': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'socket.gaierror: [Errno',
    example: 'socket.gaierror: [Errno -9] Address family for hostname not supported',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/ca-requesting': {
    problem: 'ca-unreachable',
    template: 'ValueError: Requesting {target:word}: {why:phrase}',
    example: 'ValueError: Requesting localhost/dir: Connection refused',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/ca-requesting-dns': {
    problem: 'ca-unreachable',
    template: 'Requesting acme-v02.api.letsencrypt.org/directory: ',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Requesting acme-v02.api.letsencrypt.org/directory: ',
    source: 'acme 4.0.0: acme/client.py',
  },
  'certbot/ca-http503': {
    problem: 'ca-overloaded',
    weight: 'symptom',
    template: '503 Server Error: Service',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:503 Server Error: Service',
    source: 'requests (Debian 12): requests/models.py',
  },
  'certbot/ca-max-retries': {
    problem: 'ca-unreachable',
    template: 'Max retries exceeded with url: /directory',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Max retries exceeded with url: /directory',
    source: 'urllib3 (Debian 12): urllib3/exceptions.py',
  },
  'certbot/ca-resolve': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Failed to establish a new connection: [Errno -2] Name or service not known',
    example:
      'urllib3.exceptions.NewConnectionError: <urllib3.connection.HTTPSConnection object at 0x7f817e68b410>: Failed to establish a new connection: [Errno -2] Name or service not known',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/ca-resolve-temp': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Failed to establish a new connection: [Errno -3] Temporary failure in name resolution',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Failed to establish a new connection: [Errno -3] Temporary failure in name resolution',
    source: "urllib3 (Debian 12): urllib3/connection.py, with the system's error text",
  },
  'certbot/ca-refused': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Failed to establish a new connection: [Errno 111] Connection refused',
    example:
      'urllib3.exceptions.NewConnectionError: <urllib3.connection.HTTPSConnection object at 0x7f3dc2ea9990>: Failed to establish a new connection: [Errno 111] Connection refused',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/ca-unreach': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Failed to establish a new connection: [Errno 101] Network is unreachable',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Failed to establish a new connection: [Errno 101] Network is unreachable',
    source: "urllib3 (Debian 12): urllib3/connection.py, with the system's error text",
  },
  'certbot/ca-noroute': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Failed to establish a new connection: [Errno 113] No route to host',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Failed to establish a new connection: [Errno 113] No route to host',
    source: "urllib3 (Debian 12): urllib3/connection.py, with the system's error text",
  },
  'certbot/ca-timeout': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Failed to establish a new connection: [Errno 110] Connection timed out',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Failed to establish a new connection: [Errno 110] Connection timed out',
    source: "urllib3 (Debian 12): urllib3/connection.py, with the system's error text",
  },
  'certbot/ca-connect-timeout': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'requests.exceptions.ConnectTimeout',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:requests.exceptions.ConnectTimeout',
    source: 'python3-requests (Debian 12): requests/exceptions.py',
  },
  'certbot/ca-read-timeout': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'requests.exceptions.ReadTimeout',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:requests.exceptions.ReadTimeout',
    source: 'python3-requests (Debian 12): requests/exceptions.py',
  },
  'certbot/ca-read-timeout2': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Read timed out. (read timeout=',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Read timed out. (read timeout=45)',
    source: 'python3-urllib3 (Debian 12): urllib3/connectionpool.py',
  },
  'certbot/ca-aborted': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'Connection aborted.',
    example:
      "urllib3.exceptions.ProtocolError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
    source: 'urllib3 (Debian 12): urllib3/connectionpool.py',
  },
  'certbot/ca-proxy': {
    problem: 'ca-unreachable',
    template: "Caused by ProxyError('Cannot connect to proxy",
    example: "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Caused by ProxyError('Cannot connect to proxy",
    source: 'urllib3 (Debian 12): urllib3/connectionpool.py',
  },
  'certbot/ca-tls': {
    problem: 'chain-incomplete',
    weight: 'symptom',
    template: 'requests.exceptions.SSLError',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:requests.exceptions.SSLError',
    source: 'requests (Debian 12): class of requests/exceptions.py',
  },
  'certbot/ca-tls-verify': {
    problem: 'chain-incomplete',
    weight: 'symptom',
    template: '[SSL: CERTIFICATE_VERIFY_FAILED]',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:[SSL: CERTIFICATE_VERIFY_FAILED] unspecific',
    source: 'python 3.11: Modules/_ssl.c, with reasons of openssl 3.0.20',
  },
  'certbot/ca-tls-directory': {
    problem: 'ca-tls-trust',
    template: 'Max retries exceeded with url: /directory (Caused by SSLError',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Max retries exceeded with url: /directory (Caused by SSLError',
    source: 'urllib3 (Debian 12): urllib3/exceptions.py',
  },
  'certbot/ca-directory-field': {
    problem: 'ca-directory-wrong',
    template: 'Directory field "{field:word}" not found',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:KeyError: \'Directory field "newOrder" not found\'',
    source: 'acme 4.0.0: acme/messages.py',
  },
  'certbot/ca-directory-parse': {
    problem: 'ca-directory-wrong',
    template: 'simplejson.errors.JSONDecodeError',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:simplejson.errors.JSONDecodeError',
    source: 'simplejson, class seen in public logs',
  },
  'certbot/ca-missing-nonce': {
    problem: 'ca-directory-wrong',
    template: 'acme.errors.MissingNonce',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:acme.errors.MissingNonce',
    source: 'acme 4.0.0: class of acme/errors.py',
  },
  'certbot/ca-bad-nonce': {
    problem: 'bad-nonce',
    template: 'acme.errors.BadNonce',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:acme.errors.BadNonce',
    source: 'acme 4.0.0: class of acme/errors.py',
  },
  'certbot/dns-propagation': {
    outcome: 'failed',
    template: 'try increasing --{plugin:word}-propagation-seconds',
    example: 'or try increasing --dns-cloudflare-propagation-seconds (currently 10 seconds).',
    source: 'certbot/certbot@f769e35e7 certbot/src/certbot/plugins/dns_common.py',
  },
  'certbot/dns-zone': {
    problem: 'dns-api-auth',
    template: 'Unable to determine zone identifier for {name:name?}',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to determine zone identifier for example.com using zone names',
    source: 'certbot 4.0.0: certbot/plugins/dns_common_lexicon.py',
  },
  'certbot/dns-zone-id': {
    problem: 'dns-api-auth',
    template: 'Unable to determine zone_id for {name:name?}',
    example: "Unable to determine zone_id for example.com using zone names: ['example.com', 'com'].",
    source: 'python3-certbot-dns-cloudflare (Debian 12): certbot_dns_cloudflare/_internal/dns_cloudflare.py',
  },
  'certbot/dns-cf-auth': {
    problem: 'dns-api-auth',
    template: 'Error determining zone_id:',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error determining zone_id: 6111 Invalid format',
    source: 'python3-certbot-dns-cloudflare (Debian 12): certbot_dns_cloudflare/_internal/dns_cloudflare.py',
  },
  'certbot/dns-cf-creds': {
    problem: 'dns-api-auth',
    template: 'Please confirm that you have supplied valid Cloudflare API credentials',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Please confirm that you have supplied valid Cloudflare API credentials',
    source: 'python3-certbot-dns-cloudflare (Debian 12): certbot_dns_cloudflare/_internal/dns_cloudflare.py',
  },
  'certbot/dns-cf-429-log': {
    problem: 'dns-api-ratelimit',
    template: 'https://api.cloudflare.com:443 "{request:text}" 429',
    example:
      '2026-11-22 07:15:02,123:DEBUG:urllib3.connectionpool:https://api.cloudflare.com:443 "GET /client/v4/zones?name=example.org&per_page=1 HTTP/1.1" 429 136',
    source: 'cloudflare/certbot-dns-cloudflare#6',
  },
  'certbot/dns-domain': {
    problem: 'dns-api-auth',
    template: 'Unable to determine base domain for {name:name?}',
    example: "Unable to determine base domain for example.com using names: ['example.com', 'com'].",
    source: 'python3-certbot-dns-digitalocean (Debian 12): certbot_dns_digitalocean/_internal/dns_digitalocean.py',
  },
  'certbot/dns-find': {
    problem: 'dns-api-auth',
    template: 'Error finding domain using the',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error finding domain using the',
    source: 'python3-certbot-dns-digitalocean (Debian 12): certbot_dns_digitalocean/_internal/dns_digitalocean.py',
  },
  'certbot/dns-add': {
    problem: 'dns-api-auth',
    template: 'Error adding TXT record using the',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error adding TXT record using the',
    source: 'python3-certbot-dns-digitalocean (Debian 12): certbot_dns_digitalocean/_internal/dns_digitalocean.py',
  },
  'certbot/dns-add-plain': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'Error adding TXT record',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error adding TXT record',
    source: 'acmesh-official/acme.sh@d60c75b4 acme.sh',
  },
  'certbot/dns-comm': {
    problem: 'dns-api-auth',
    template: 'Error communicating with the {provider:word} API',
    example: 'Error communicating with the Cloudflare API: 10000 Authentication error',
    source: 'python3-certbot-dns-cloudflare (Debian 12): certbot_dns_cloudflare/_internal/dns_cloudflare.py',
  },
  'certbot/dns-route53': {
    problem: 'dns-api-auth',
    template: 'Unable to find a Route53 hosted zone for',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to find a Route53 hosted zone for',
    source: 'python3-certbot-dns-route53 (Debian 12): certbot_dns_route53/_internal/dns_route53.py',
  },
  'certbot/dns-route53-creds': {
    problem: 'dns-api-auth',
    template: 'Unable to locate credentials',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to locate credentials',
    source: 'botocore, logs in public',
  },
  'certbot/dns-route53-denied': {
    problem: 'dns-api-auth',
    template: '(AccessDenied) when calling the',
    example: 'An error occurred (AccessDenied) when calling the ListHostedZones operation',
    source: 'botocore, logs in public',
  },
  'certbot/dns-route53-throttle': {
    problem: 'dns-api-ratelimit',
    template: '(Throttling) when calling the',
    example: 'An error occurred (Throttling) when calling the ChangeResourceRecordSets operation',
    source: 'botocore, logs in public',
  },
  'certbot/dns-route53-cname': {
    problem: 'dns-cname-conflict',
    template: 'RRSet of type TXT with DNS name {name:name?} is not permitted because a conflicting RRSet of type CNAME',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:RRSet of type TXT with DNS name example.com is not permitted because a conflicting RRSet of type CNAME',
    source: 'cert-manager/cert-manager#3927',
  },
  'certbot/dns-google': {
    problem: 'dns-api-auth',
    template: 'Unable to determine managed zone for {name:name?}',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to determine managed zone for example.com using zone names',
    source: 'python3-certbot-dns-google (Debian 12): certbot_dns_google/_internal/dns_google.py',
  },
  'certbot/dns-rfc2136': {
    problem: 'dns-api-auth',
    template: 'Encountered error when making query: {why:phrase}',
    example: "Encountered error when making query: The peer didn't know the key we used",
    source: 'python3-certbot-dns-rfc2136 (Debian 12): certbot_dns_rfc2136/_internal/dns_rfc2136.py',
  },
  'certbot/dns-rfc2136-rcode': {
    problem: 'dns-api-auth',
    template: 'Received response from server: {rcode:word}',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Received response from server: REFUSED',
    source: 'python3-certbot-dns-rfc2136 (Debian 12): certbot_dns_rfc2136/_internal/dns_rfc2136.py',
  },
  'certbot/dns-rfc2136-adding': {
    problem: 'dns-api-auth',
    template: 'Encountered error adding TXT record: {why:phrase}',
    example: "Encountered error adding TXT record: The peer didn't like our signature",
    source: 'certbot 4.0.0: certbot/plugins/dns_common_lexicon.py',
  },
  'certbot/dns-rfc2136-peer': {
    problem: 'dns-api-auth',
    template: "The peer didn't {verb:word} the {what:phrase}",
    example: "dns.tsig.PeerBadKey: The peer didn't know the key we used",
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'certbot/dns-resolved': {
    problem: 'dns-api-auth',
    template: 'Unexpected error determining zone identifier for',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unexpected error determining zone identifier for',
    source: 'certbot 4.0.0: certbot/plugins/dns_common_lexicon.py',
  },
  'certbot/env-program': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'produced an unexpected error: [Errno 2] No such file or directory. Skipping',
    example:
      'Attempting to renew cert from /etc/letsencrypt/renewal/example.com.conf produced an unexpected error: [Errno 2] No such file or directory. Skipping.',
    source: 'Python 2: an OSError without a name is a program that cannot be started; certbot/certbot#4584',
  },
  'certbot/tos-set': {
    problem: 'terms-not-agreed',
    template: 'You can set this with the --agree-tos flag',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:(You can set this with the --agree-tos flag)',
    source: 'certbot 2.1: certbot/_internal/display/obj.py',
  },
  'certbot/flag-set': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: '(You can set this with the --',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:(You can set this with the --webroot-path flag)',
    source: 'certbot 2.1: certbot/_internal/display/obj.py',
  },
  'certbot/manual-hook': {
    problem: 'acme-client-setup',
    template: 'An authentication script must be provided with --manual-auth-hook',
    example:
      "The manual plugin is not working; there may be problems with your existing configuration. The error was: PluginError('An authentication script must be provided with --manual-auth-hook when using the manual plugin non-interactively.')",
    source: 'certbot 2.1: certbot/_internal/plugins/manual.py',
  },
  'certbot/apache-missing': {
    problem: 'acme-client-setup',
    template: 'Cannot find Apache control command',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Cannot find Apache control command apachectl',
    source: 'certbot 0.3x: certbot_apache/configurator.py',
  },
  'certbot/apache-missing2': {
    problem: 'acme-client-setup',
    template: 'Cannot find Apache executable',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Cannot find Apache executable apache2ctl',
    source: 'certbot 2.1: certbot_apache/_internal/configurator.py',
  },
  'certbot/not-installed': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to install the certificate',
    example: ' - Unable to install the certificate',
    source: 'certbot 1.x: certbot/_internal/client.py',
  },
  'certbot/nginx-conflict': {
    problem: 'nginx-config-parse',
    template: 'tried to insert directive "{directive:text}" but found conflicting',
    example:
      "Problem in /etc/nginx/sites-available/example.com: tried to insert directive \"['ssl_protocols', 'TLSv1.2']\" but found conflicting \"['ssl_protocols', 'TLSv1.3']\".",
    source: 'certbot: certbot_nginx/_internal/parser.py',
  },
  'certbot/nginx-no-directive': {
    problem: 'nginx-config-parse',
    template: 'Cannot find a cert or key directive in',
    example:
      "Cannot find a cert or key directive in /etc/nginx/sites-enabled/example.com for set(['example.com']). VirtualHost was not modified.",
    source: 'certbot 0.10: certbot_nginx/configurator.py',
  },
  'certbot/no-lineage': {
    problem: 'certbot-renewal-conf',
    template: 'No certificate found with name {name:name?}',
    example: 'No certificate found with name example.com (expected /etc/letsencrypt/renewal/example.com.conf).',
    source: 'certbot 2.1: certbot/_internal/storage.py',
  },
  'certbot/conf-authenticator': {
    problem: 'certbot-renewal-conf',
    template: 'does not specify an authenticator. Skipping',
    example:
      'Renewal configuration file /etc/letsencrypt/renewal/example.com.conf does not specify an authenticator. Skipping.',
    source: 'certbot 2.1: certbot/_internal/renewal.py',
  },
  'certbot/conf-params': {
    problem: 'certbot-renewal-conf',
    template: 'lacks renewalparams. Skipping',
    example: 'Renewal configuration file /etc/letsencrypt/renewal/example.com.conf lacks renewalparams. Skipping.',
    source: 'certbot 2.1: certbot/_internal/renewal.py',
  },
  'certbot/conf-value': {
    problem: 'certbot-renewal-conf',
    template: 'An error occurred while parsing {path:path}. The error was',
    example:
      'An error occurred while parsing /etc/letsencrypt/renewal/example.com.conf. The error was Expected a numeric value for tls_sni_01_port. Skipping the file.',
    source: 'certbot 2.1: certbot/_internal/renewal.py',
  },
  'certbot/conf-names': {
    problem: 'certbot-renewal-conf',
    template: 'contains an invalid domain name. The problem was',
    example:
      'Renewal configuration file /etc/letsencrypt/renewal/example.com.conf references a certificate that contains an invalid domain name. The problem was: Requested name is an IP address. Skipping.',
    source: 'certbot 2.1: certbot/_internal/renewal.py',
  },
  'certbot/crashed': {
    problem: 'certbot-env',
    template: '(core dumped) certbot',
    example:
      './run: line 282:   420 Illegal instruction     (core dumped) certbot certonly --non-interactive --keep-until-expiring',
    source: 'home-assistant/addons#3600',
  },
  'certbot/account-none': {
    problem: 'account-missing',
    template: 'Could not find an existing account',
    example: 'Could not find an existing account for server https://acme-v02.api.letsencrypt.org/directory.',
    source: 'certbot 2.1: certbot/_internal/main.py',
  },
  'certbot/ca-retries': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: "api.letsencrypt.org', port=443): Max retries exceeded with url",
    example:
      "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='acme-v02.api.letsencrypt.org', port=443): Max retries exceeded with url: /acme/new-order",
    source: 'requests 2: adapters.py',
  },
  'certbot/snap-confine': {
    problem: 'certbot-env',
    template: 'snap-confine has elevated permissions',
    example:
      'snap-confine has elevated permissions and is not confined but should be. Refusing to continue to avoid permission escalation attacks',
    source: 'snapd: cmd/snap-confine',
  },
  'certbot/unable-to-reach': {
    problem: 'http-selfcheck-failed',
    template: 'Unable to reach {url:url}',
    example:
      '2026-11-22 07:15:02,123:ERROR:acme.challenges:Unable to reach http://www.example.com/.well-known/acme-challenge/tok3n: timed out',
    source: 'certbot: acme/challenges.py',
  },
  'certbot/self-verified': {
    problem: 'http-selfcheck-failed',
    weight: 'symptom',
    template: 'was not successfully self-verified',
    example:
      '2026-11-22 07:15:02,123:WARNING:simp_le:1303: www.example.com was not successfully self-verified. CA is likely to fail as well!',
    source: 'simp_le: simp_le.py',
  },
  'certbot/dns-file': {
    problem: 'dns-api-auth',
    template: 'PluginError: File not found: {path:path}',
    example: 'certbot.errors.PluginError: File not found: /root/.secrets/certbot/cloudflare.ini',
    source: 'certbot: certbot/plugins/dns_common.py',
  },
  'certbot/dns-file-ini': {
    problem: 'dns-api-auth',
    template: 'File not found: {path:path}.ini',
    example: 'File not found: /root/.secrets/certbot/cloudflare.ini',
    source: 'certbot: certbot/plugins/dns_common.py',
  },
  'certbot/dns-path': {
    problem: 'dns-api-auth',
    template: 'credentials INI file',
    example: 'Input the path to your Cloudflare credentials INI file:',
    source: 'certbot: certbot/plugins/dns_common.py',
  },
  'certbot/namespace': {
    problem: 'certbot-plugin-missing',
    template: "'Namespace' object has no attribute",
    example:
      "Renewal configuration file /etc/letsencrypt/renewal/example.com.conf (cert: example.com): 'Namespace' object has no attribute 'dns_x_credentials'. Skipping.",
    source: 'certbot/certbot#8466',
  },
  'certbot/old-timeout': {
    problem: 'http-timeout',
    template: 'connect to the client to verify the domain :: Timeout',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The server could not connect to the client to verify the domain :: Timeout',
    source: 'certbot/certbot#5403',
  },
  'certbot/old-refused': {
    problem: 'http-refused',
    template: 'connect to the client to verify the domain :: Connection refused',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:The server could not connect to the client to verify the domain :: Connection refused',
    source: 'certbot 0.x: acme/messages.py with the text of boulder 2016',
  },
  'certbot/apachectl': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: 'Error while running apachectl',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error while running apachectl configtest.',
    source: 'certbot: certbot_apache/_internal/configurator.py',
  },
  'certbot/augeas-broken': {
    problem: 'certbot-env',
    template: 'Problem in Augeas installation',
    example: "The error was: NoInstallationError('Problem in Augeas installation',)",
    source: 'certbot 0.x: certbot_apache/augeas_configurator.py',
  },
  'certbot/augeas-label': {
    problem: 'apache-config-parse',
    template: 'Unable to insert label before top node',
    example: 'PluginError: Unable to insert label before top node. Recursive includes?',
    source: 'certbot 0.x: certbot_apache/parser.py',
  },
  'certbot/nginx-reload': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'Error while running nginx -s',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error while running nginx -s reload.',
    source: 'certbot: certbot_nginx/_internal/configurator.py',
  },
  'certbot/vhost-unselected': {
    problem: 'nginx-no-matching-vhost',
    template: 'VirtualHost not able to be selected',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:PluginError: VirtualHost not able to be selected.',
    source: 'certbot: certbot_apache/_internal/configurator.py',
  },
  'certbot/vhost-apache': {
    problem: 'nginx-no-matching-vhost',
    template: 'We were unable to find a vhost with a ServerName or Address of {name:name?}',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:We were unable to find a vhost with a ServerName or Address of www.example.com.',
    source: 'certbot: certbot_apache/_internal/display_ops.py',
  },
  'certbot/auto-packages': {
    problem: 'certbot-env',
    template: 'Had a problem while installing Python packages',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Had a problem while installing Python packages.',
    source: 'certbot 0.x: letsencrypt-auto-source',
  },
  'certbot/auto-bootstrap': {
    problem: 'certbot-env',
    template: "don't know how to bootstrap Certbot",
    example: "Sorry, I don't know how to bootstrap Certbot on your operating system!",
    source: 'certbot 0.x: letsencrypt-auto-source',
  },
  'certbot/auto-virtualenv': {
    problem: 'certbot-env',
    template: 'setuptools pip wheel failed with error code',
    example:
      'OSError: Command /root/.local/share/letsencrypt/bin/python2.7 - setuptools pip wheel failed with error code 1',
    source: 'virtualenv 15',
  },
  'certbot/env-encode': {
    problem: 'certbot-env',
    template: "UnicodeEncodeError: 'ascii' codec can't encode",
    example: "UnicodeEncodeError: 'ascii' codec can't encode character u'\\xe9' in position 0",
    source: 'Python 2: text of UnicodeEncodeError',
  },
  'certbot/env-unbound': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'UnboundLocalError: local variable',
    example: "UnboundLocalError: local variable 'x' referenced before assignment",
    source: 'Python 3: text of UnboundLocalError',
  },
  'certbot/env-typeerror': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'TypeError: {name:word} got an unexpected keyword argument',
    example:
      "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:TypeError: __init__() got an unexpected keyword argument 'x'",
    source: 'Python 3: text of TypeError',
  },
  'certbot/dns-duckdns': {
    problem: 'dns-api-auth',
    template: 'is not valid a duckdns subdomain',
    example:
      'certbot.errors.PluginError: The domain "_acme-challenge.example.duckdns.org" is not valid a duckdns subdomain.',
    source: 'certbot-dns-duckdns: dns_duckdns.py',
  },
  'certbot/dns-duckdns-new': {
    problem: 'dns-api-auth',
    template: 'is not a valid duckdns subdomain',
    example:
      'certbot.errors.PluginError: The domain "_acme-challenge.example.duckdns.org" is not a valid duckdns subdomain.',
    source: 'certbot-dns-duckdns: dns_duckdns.py',
  },
  'certbot/name-url': {
    problem: 'rejected-identifier',
    template: 'Requested name {url:url} appears to be a URL, not a FQDN',
    example:
      'Requested name https://www.example.com appears to be a URL, not a FQDN. Try again without the leading "https://".',
    source: 'certbot: certbot/util.py, enforce_domain_sanity',
  },
  'certbot/name-empty': {
    problem: 'rejected-identifier',
    template: 'Requested domain  is not a FQDN',
    example: 'Requested domain  is not a FQDN because it contains an empty label.',
    source: 'certbot/certbot#2916',
  },
  'certbot/name-label': {
    problem: 'rejected-identifier',
    template: 'Requested domain {bad:word} is not a FQDN',
    example: 'Requested domain www..example.com is not a FQDN because it contains an empty label.',
    source: 'certbot: certbot/util.py, enforce_domain_sanity',
  },
  'certbot/name-labels': {
    problem: 'rejected-identifier',
    template: '{name:name} needs at least two labels',
    example: 'localhost needs at least two labels',
    source: 'certbot: certbot/util.py, enforce_le_validity',
  },
  'certbot/ap-misconf': {
    problem: 'apache-config-parse',
    template: 'Apache is unable to check whether or not the module is loaded because Apache is misconfigured',
    example:
      'certbot.errors.MisconfigurationError: Apache is unable to check whether or not the module is loaded because Apache is misconfigured.',
    source: 'certbot 2.1.0: certbot_apache/_internal/apache_util.py',
  },
  'certbot/ap-params': {
    problem: 'apache-config-parse',
    template: 'Error in checking parameter list: ',
    example:
      '2026-03-03 10:11:12,131:WARNING:certbot_apache._internal.apache_util:Error in checking parameter list: AH00526: Syntax error on line 12',
    source: 'certbot 2.1.0: certbot_apache/_internal/apache_util.py',
  },
  'certbot/ap-runtime': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: 'for runtime parameters!',
    example:
      "2026-03-03 10:11:12,131:ERROR:certbot_apache._internal.apache_util:Error running command ['apache2ctl', '-t', '-D', 'DUMP_RUN_CFG'] for runtime parameters!",
    source: 'certbot 2.1.0: certbot_apache/_internal/apache_util.py',
  },
  'certbot/ap-lock': {
    problem: 'permission-denied',
    template: 'Are you running Certbot with sufficient privileges to modify your Apache configuration?',
    example:
      'certbot.errors.PluginError: Unable to create a lock file in /etc/apache2. Are you running Certbot with sufficient privileges to modify your Apache configuration?',
    source: 'certbot 2.1.0: certbot_apache/_internal/configurator.py',
  },
  'certbot/ap-nossl': {
    problem: 'deploy-failed',
    template: 'Could not find ssl_module; not installing certificate',
    example: 'certbot.errors.MisconfigurationError: Could not find ssl_module; not installing certificate.',
    source: 'certbot 2.1.0: certbot_apache/_internal/configurator.py',
  },
  'certbot/ap-conflict': {
    problem: 'deploy-failed',
    template: 'The selected vhost would conflict with other HTTPS VirtualHosts within Apache',
    example:
      '2026-03-03 10:11:12,131:ERROR:certbot_apache._internal.configurator:The selected vhost would conflict with other HTTPS VirtualHosts within Apache. Please select another vhost or add ServerNames to your configuration.',
    source: 'certbot 2.1.0: certbot_apache/_internal/configurator.py',
  },
  'certbot/pending': {
    outcome: 'failed',
    template: 'All authorizations were not finalized by the CA',
    example: 'certbot.errors.AuthorizationError: All authorizations were not finalized by the CA.',
    source: 'certbot 2.1.0: certbot/_internal/auth_handler.py',
  },
  'certbot/no-cert-name': {
    problem: 'acme-client-setup',
    template: 'Use -d to specify domains, or run certbot certificates to see possible certificate names',
    example:
      'No certificate with name example.com found. Use -d to specify domains, or run certbot certificates to see possible certificate names.',
    source: 'certbot 2.1.0: certbot/_internal/main.py',
  },
  'certbot/no-such-lineage': {
    problem: 'acme-client-setup',
    template: 'No existing certificate with name {name:word} found',
    example: 'No existing certificate with name example.com found.',
    source: 'certbot 2.1.0: certbot/_internal/cert_manager.py',
  },
  'certbot/unknown-challenge': {
    problem: 'challenge-type-unavailable',
    template: 'Unrecognized challenges: {types:list}',
    example: 'certbot: error: argument --preferred-challenges: Unrecognized challenges: tls-sni-01',
    source: 'certbot 2.1.0: certbot/_internal/cli/cli_utils.py',
  },
  'certbot/no-wildcards-there': {
    problem: 'ca-directory-wrong',
    template: 'The currently selected ACME CA endpoint does not support issuing wildcard certificates',
    example: 'The currently selected ACME CA endpoint does not support issuing wildcard certificates.',
    source: 'certbot 2.1.0: certbot/_internal/client.py',
  },
  'certbot/order-failed': {
    problem: 'order-invalid',
    template: 'The certificate order failed. No further information was provided by the server',
    example: 'certbot.errors.Error: The certificate order failed. No further information was provided by the server.',
    source: 'certbot 2.1.0: certbot/_internal/client.py',
  },
  'certbot/register-first': {
    problem: 'account-missing',
    template: 'Please register with the ACME server first',
    example: 'certbot.errors.Error: Please register with the ACME server first.',
    source: 'certbot 2.1.0: certbot/_internal/client.py',
  },
  'certbot/csr-key': {
    problem: 'bad-csr',
    template: 'The key and CSR do not match',
    example: 'certbot.errors.Error: The key and CSR do not match',
    source: 'certbot 2.1.0: certbot/_internal/client.py',
  },
  'certbot/csr-parse': {
    problem: 'bad-csr',
    template: 'Failed to parse CSR file: {path:path?}',
    example: 'certbot.errors.Error: Failed to parse CSR file: /root/example.csr',
    source: 'certbot 2.1.0: certbot/crypto_util.py',
  },
  'certbot/csr-names': {
    problem: 'bad-csr',
    template: 'needs to have a SubjectAltName for every domain',
    example: 'Unfortunately, your CSR /root/example.csr needs to have a SubjectAltName for every domain',
    source: 'certbot 2.1.0: certbot/_internal/cli/helpful.py',
  },
  'certbot/key-length': {
    problem: 'bad-csr',
    template: 'Unsupported RSA key length: {bits:number?}',
    example: 'certbot.errors.Error: Unsupported RSA key length: 1024',
    source: 'certbot 2.1.0: certbot/crypto_util.py',
  },
  'certbot/key-curve': {
    problem: 'bad-csr',
    template: 'Unsupported elliptic curve: {curve:word?}',
    example: 'certbot.errors.Error: Unsupported elliptic curve: secp192r1',
    source: 'certbot 2.1.0: certbot/crypto_util.py',
  },
  'certbot/content-type': {
    problem: 'ca-unreachable',
    template: 'Unexpected response Content-Type: {type:word?}',
    example: 'acme.errors.ClientError: Unexpected response Content-Type: text/html',
    source: 'acme 2.1.0: acme/client.py',
  },
  'certbot/restore-failed': {
    problem: 'deploy-failed',
    template: 'An error occurred and we failed to restore your config and restart your server',
    example:
      '2026-03-03 10:11:12,131:ERROR:certbot._internal.client:An error occurred and we failed to restore your config and restart your server. Please post to https://community.letsencrypt.org/c/help with details about your configuration and this error you received.',
    source: 'certbot 2.1.0: certbot/_internal/client.py',
  },
  'certbot/chain-one': {
    problem: 'chain-incomplete',
    template: 'failed to parse fullchain into cert and chain: less than 2 certificates in chain',
    example: 'certbot.errors.Error: failed to parse fullchain into cert and chain: less than 2 certificates in chain',
    source: 'certbot 2.1.0: certbot/crypto_util.py',
  },
  'certbot/cred-missing': {
    problem: 'dns-api-auth',
    template: 'Missing properties in credentials configuration file',
    example: 'certbot.errors.PluginError: Missing properties in credentials configuration file /root/.secrets/dns.ini:',
    source: 'certbot 2.1.0: certbot/plugins/dns_common.py',
  },
  'certbot/cred-parse': {
    problem: 'dns-api-auth',
    template: 'Error parsing credentials configuration: ',
    example:
      "certbot.errors.PluginError: Error parsing credentials configuration: Invalid line ('dns_token') (matched as neither section nor keyword) at line 1.",
    source: 'certbot 2.1.0: certbot/plugins/dns_common.py',
  },
  'certbot/server-staging': {
    problem: 'acme-client-setup',
    template: '--server value conflicts with --staging',
    example: 'certbot: error: --server value conflicts with --staging',
    source: 'certbot 2.1.0: certbot/_internal/cli/helpful.py',
  },
  'certbot/block-challenges': {
    problem: 'nginx-config-parse',
    template: 'Certbot could not find a block to include challenges in',
    example:
      'certbot.errors.MisconfigurationError: Certbot could not find a block to include challenges in /etc/nginx/nginx.conf.',
    source: 'certbot 2.1.0: certbot_nginx/_internal/http_01.py',
  },
  'certbot/http-root': {
    problem: 'permission-denied',
    template: "Couldn't create root for http-01 challenge",
    example: "certbot.errors.PluginError: Couldn't create root for http-01 challenge",
    source: 'certbot 2.1.0: certbot_apache/_internal/http_01.py',
  },
  'certbot/tos-declined': {
    problem: 'terms-not-agreed',
    template: 'Registration cannot proceed without accepting Terms of Service',
    example: 'certbot.errors.Error: Registration cannot proceed without accepting Terms of Service.',
    source: 'certbot 2.1.0: certbot/_internal/main.py',
  },
  'certbot/no-names': {
    problem: 'acme-client-setup',
    template: 'Please specify --domains, or --installer that will help in domain names autodiscovery',
    example:
      'Please specify --domains, or --installer that will help in domain names autodiscovery, or --cert-name for an existing certificate name.',
    source: 'certbot 2.1.0: certbot/_internal/main.py',
  },
  'certbot/admin-rights': {
    problem: 'permission-denied',
    template: 'certbot must be run on a shell with administrative rights',
    example: 'Error, certbot must be run on a shell with administrative rights.',
    source: 'certbot 2.1.0: certbot/compat/misc.py',
  },
  'certbot/no-email': {
    problem: 'contact-invalid',
    template: 'An e-mail address or --register-unsafely-without-email must be provided',
    example: 'An e-mail address or --register-unsafely-without-email must be provided.',
    source: 'certbot 2.1.0: certbot/display/ops.py',
  },
  'certbot/bad-email': {
    problem: 'contact-invalid',
    template: 'Invalid email address: {email:word}',
    example: '2026-03-03 10:11:12,131:ERROR:certbot.util:Invalid email address: admin@localhost.',
    source: 'certbot 2.1.0: certbot/util.py',
  },
  'certbot/nginx-nossl': {
    problem: 'nginx-config-test',
    template: 'Nginx build is missing SSL module',
    example: 'certbot.errors.PluginError: Nginx build is missing SSL module (--with-http_ssl_module).',
    source: 'certbot 2.1.0: certbot_nginx/_internal/configurator.py',
  },
  'certbot/nginx-noversion': {
    problem: 'nginx-binary-missing',
    template: 'Unable to find Nginx version',
    example: 'certbot.errors.PluginError: Unable to find Nginx version',
    source: 'certbot 2.1.0: certbot_nginx/_internal/configurator.py',
  },
  'certbot/nginx-noroot': {
    problem: 'nginx-binary-missing',
    template: 'Could not find Nginx root configuration file (nginx.conf)',
    example: 'certbot.errors.NoInstallationError: Could not find Nginx root configuration file (nginx.conf)',
    source: 'certbot 2.1.0: certbot_nginx/_internal/parser.py',
  },
  'certbot/nginx-utf8': {
    problem: 'nginx-config-parse',
    template: 'due to invalid character. Only UTF-8 encoding is supported',
    example:
      '2026-03-03 10:11:12,131:WARNING:certbot_nginx._internal.parser:Could not read file: /etc/nginx/sites-enabled/example due to invalid character. Only UTF-8 encoding is supported.',
    source: 'certbot 2.1.0: certbot_nginx/_internal/parser.py',
  },
  'certbot/nginx-ignored': {
    problem: 'nginx-config-parse',
    weight: 'symptom',
    template: 'directive, which is not supported by Certbot. The file has been ignored',
    example:
      "2026-03-03 10:11:12,131:WARNING:certbot_nginx._internal.parser:/etc/nginx/sites-enabled/example:1 contained the '_by_lua_block' directive, which is not supported by Certbot. The file has been ignored, which may prevent Certbot from functioning properly.",
    source: 'certbot 2.1.0: certbot_nginx/_internal/parser.py',
  },
  'certbot/test-over-real': {
    problem: 'acme-client-setup',
    template: "You've asked to renew/replace a seemingly valid certificate with a test certificate",
    example:
      "certbot.errors.Error: You've asked to renew/replace a seemingly valid certificate with a test certificate (domains: example.com). We will not do that unless you use the --break-my-certs flag!",
    source: 'certbot 2.1.0: certbot/_internal/renewal.py',
  },
  'certbot/reuse-key': {
    problem: 'acme-client-setup',
    template: 'of this certificate because --reuse-key is set',
    example:
      'Unable to change the --key-type of this certificate because --reuse-key is set. To stop reusing the private key, specify --no-reuse-key.',
    source: 'certbot 2.1.0: certbot/_internal/renewal.py',
  },
  'certbot/change-type': {
    problem: 'acme-client-setup',
    template: 'Please provide both --cert-name and --key-type on the command line to confirm',
    example:
      'Are you trying to change the key type of the certificate named example.com from rsa to ecdsa? Please provide both --cert-name and --key-type on the command line to confirm the change you are trying to make.',
    source: 'certbot 2.1.0: certbot/_internal/main.py',
  },
  'certbot/checkpoint': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: 'Unable to add file {file:path} to checkpoint',
    example:
      'certbot.errors.ReverterError: Unable to add file /etc/nginx/sites-enabled/example to checkpoint /var/lib/letsencrypt/temp_checkpoint',
    source: 'certbot 2.1.0: certbot/reverter.py',
  },
  'certbot/no-plugin-flag': {
    problem: 'acme-client-setup',
    template: 'For non-interactive execution, you will need to specify a plugin on the command line',
    example:
      "Missing command line flags. For non-interactive execution, you will need to specify a plugin on the command line.  Run with '--help plugins' to see a list of options.",
    source: 'certbot 2.1.0: certbot/_internal/plugins/selection.py',
  },
  'certbot/conf-required': {
    problem: 'certbot-renewal-conf',
    template: 'is required but missing for this certificate',
    example: 'certbot.errors.Error: fullchain is required but missing for this certificate.',
    source: 'certbot 2.1.0: certbot/_internal/storage.py',
  },
  'certbot/owner': {
    problem: 'permission-denied',
    template: 'exists, but it should be owned by current user with permissions',
    example:
      'certbot.errors.Error: /var/lib/letsencrypt exists, but it should be owned by current user with permissions 0o755',
    source: 'certbot 2.1.0: certbot/util.py',
  },
  'certbot/webroot-each': {
    problem: 'acme-client-setup',
    template: 'Every requested domain must have a webroot when using the webroot plugin',
    example: 'certbot.errors.PluginError: Every requested domain must have a webroot when using the webroot plugin.',
    source: 'certbot 2.1.0: certbot/_internal/plugins/webroot.py',
  },
  'certbot/webroot-parts': {
    problem: 'acme-client-setup',
    template: 'Missing parts of webroot configuration; please set either --webroot-path',
    example:
      'certbot.errors.PluginError: Missing parts of webroot configuration; please set either --webroot-path and --domains, or --webroot-map. Run with  --help webroot for examples.',
    source: 'certbot 2.1.0: certbot/_internal/plugins/webroot.py',
  },
  'certbot/dns-lifetime': {
    problem: 'dns-servfail',
    template: 'The resolution lifetime expired after {seconds:word} seconds',
    example:
      'The resolution lifetime expired after 5.402 seconds: Server 192.0.2.53 UDP port 53 answered The DNS operation timed out.',
    source: 'dnspython: dns/exception.py, dns/resolver.py',
  },
  'certbot/dns-lifetime-old': {
    problem: 'dns-servfail',
    template: 'The DNS operation timed out after {seconds:word} seconds',
    example: 'The DNS operation timed out after 10.001 seconds',
    source: 'dnspython: dns/exception.py, dns/resolver.py',
  },
  'certbot/dns-noanswer-txt': {
    problem: 'dns-txt-missing',
    template: 'The DNS response does not contain an answer to the question: {name:word} IN TXT',
    example: 'The DNS response does not contain an answer to the question: _acme-challenge.example.com. IN TXT',
    source: 'dnspython: dns/exception.py, dns/resolver.py',
  },
  'certbot/dns-noanswer': {
    problem: 'dns-no-address',
    weight: 'symptom',
    template: 'The DNS response does not contain an answer to the question: {name:word} IN {type:word}',
    example: 'The DNS response does not contain an answer to the question: www.example.com. IN AAAA',
    source: 'dnspython: dns/exception.py, dns/resolver.py',
  },
  'certbot/dns-noname': {
    problem: 'dns-nxdomain',
    template: 'The DNS query name does not exist: {name:word}',
    example: 'The DNS query name does not exist: _acme-challenge.example.com.',
    source: 'dnspython: dns/exception.py, dns/resolver.py',
  },
  'certbot/dns-nonames': {
    problem: 'dns-nxdomain',
    template: 'None of DNS query names exist: {names:list}',
    example: 'None of DNS query names exist: www.example.com., www.example.com.example.net.',
    source: 'dnspython: dns/exception.py, dns/resolver.py',
  },
  'certbot/dns-nameservers': {
    problem: 'dns-servfail',
    template: 'All nameservers failed to answer the query {name:word}',
    example:
      'All nameservers failed to answer the query _acme-challenge.example.com. IN TXT: Server 192.0.2.53 UDP port 53 answered SERVFAIL',
    source: 'dnspython: dns/exception.py, dns/resolver.py',
  },
  'certbot/hook-not-executable': {
    problem: 'certbot-hook-failed',
    template: '-hook command {command:word} exists, but is not executable',
    example: 'manual-auth-hook command ./auth.py exists, but is not executable.',
    source: 'certbot: certbot/_internal/hooks.py',
  },
  'certbot/win-owner': {
    problem: 'permission-denied',
    template: 'This security ID may not be assigned as the owner of this object',
    example:
      "pywintypes.error: (1307, 'SetFileSecurity', 'This security ID may not be assigned as the owner of this object.')",
    source: 'certbot/certbot#8597',
  },
  'certbot/hook-exit-for': {
    problem: 'certbot-hook-failed',
    template: "Hook '{hook:word}' for {name:name?} reported error code {code:number}",
    example: "Hook '--manual-auth-hook' for example.com reported error code 1",
    source: 'certbot 2.1.0: certbot/compat/misc.py',
  },
  'certbot/hook-stderr-for': {
    problem: 'certbot-hook-failed',
    weight: 'symptom',
    severity: 'info',
    template: "Hook '{hook:word}' for {name:name?} ran with error output",
    example: "Hook '--manual-auth-hook' for example.com ran with error output:",
    source: 'certbot 2.1.0: certbot/compat/misc.py',
  },
  'certbot/believes-email': {
    problem: 'contact-invalid',
    template: 'The ACME server believes {email:text} is an invalid email address',
    example:
      'The ACME server believes user@example is an invalid email address. Please ensure it is a valid email and attempt registration again.',
    source: 'certbot 2.1.0: certbot/_internal/client.py',
  },
  'certbot/bind-bare': {
    problem: 'port80-in-use',
    template: 'Could not bind to IPv4 or IPv6',
    example: 'OSError: Could not bind to IPv4 or IPv6.',
    source: 'acme 2.1.0: acme/standalone.py',
  },
  'certbot/renew-domains-old': {
    problem: 'acme-client-setup',
    template: 'the renew verb is only capable of renewing all installed certificates',
    example:
      'Currently, the renew verb is only capable of renewing all installed certificates that are due to be renewed; individual domains cannot be specified with this action.',
    source: 'certbot/certbot certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/renew-domains': {
    problem: 'acme-client-setup',
    template: 'the renew verb is capable of either renewing all installed certificates',
    example:
      'Currently, the renew verb is capable of either renewing all installed certificates that are due to be renewed or renewing a single certificate specified by its name.',
    source: 'certbot/certbot certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/key-unsupported': {
    problem: 'acme-client-setup',
    template: 'Key at {path:text} is of an unsupported type',
    example: 'Key at /etc/letsencrypt/live/example.com/privkey.pem is of an unsupported type: x.',
    source: 'certbot/certbot certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/expected-bool': {
    problem: 'certbot-renewal-conf',
    template: 'Expected True or False for {name:text} but found',
    example: 'Expected True or False for must_staple but found maybe',
    source: 'certbot/certbot certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/ari-no-server': {
    outcome: 'noise',
    template: "has no 'server' field. This issue will not prevent certificate renewal",
    example:
      "Skipping ARI check because /etc/letsencrypt/renewal/example.com.conf has no 'server' field. This issue will not prevent certificate renewal",
    source: 'certbot/certbot certbot/src/certbot/_internal/renewal.py',
  },
  'certbot/interactive-renew': {
    problem: 'acme-client-setup',
    template: '--force-interactive cannot be used with renew',
    example: '--force-interactive cannot be used with renew',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/interactive-conflict': {
    problem: 'acme-client-setup',
    template: 'Flag for non-interactive mode and --force-interactive conflict',
    example: 'Flag for non-interactive mode and --force-interactive conflict',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/subset-wildcard': {
    problem: 'acme-client-setup',
    template: 'Using --allow-subset-of-names with a wildcard',
    example: 'Using --allow-subset-of-names with a wildcard domain is not supported.',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/hsts-both': {
    problem: 'acme-client-setup',
    template: 'Parameters --hsts and --auto-hsts cannot be used simultaneously',
    example: 'Parameters --hsts and --auto-hsts cannot be used simultaneously',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/one-key-type': {
    problem: 'acme-client-setup',
    template: '--key-type type may be provided at this time',
    example: 'Only *one* --key-type type may be provided at this time.',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/csr-certonly': {
    problem: 'acme-client-setup',
    template: 'a CSR file may only be specified when obtaining a new or replacement',
    example:
      'Currently, a CSR file may only be specified when obtaining a new or replacement via the certonly command.',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/csr-subset': {
    problem: 'acme-client-setup',
    template: '--allow-subset-of-names cannot be used with --csr',
    example: '--allow-subset-of-names cannot be used with --csr',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/csr-domains': {
    problem: 'bad-csr',
    template: 'Inconsistent domain requests:',
    example: 'Inconsistent domain requests:',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/helpful.py',
  },
  'certbot/dry-run-verb': {
    problem: 'acme-client-setup',
    template: "--dry-run currently only works with the 'certonly' or 'renew' subcommands",
    example: "--dry-run currently only works with the 'certonly' or 'renew' subcommands ('run')",
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/cli_utils.py',
  },
  'certbot/argument-old': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'letsencrypt: error: {what:text}',
    example: 'letsencrypt: error: unrecognized arguments: --nginx',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/__init__.py (argparse)',
  },
  'certbot/ambiguous': {
    problem: 'acme-client-setup',
    template: 'certbot: error: ambiguous option: {name:word}',
    example: 'certbot: error: ambiguous option: --webroot could match --webroot-path, --webroot-map',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli/__init__.py (argparse)',
  },
  'certbot/plugin-loading': {
    problem: 'certbot-env',
    template: 'plugin errored while loading: {why:text}',
    example:
      "The 'certbot_dns_example._internal.dns_example' plugin errored while loading: No module named 'Example'. You may need to remove or update this plugin.",
    source: 'certbot/certbot certbot/src/certbot/_internal/plugins/disco.py',
  },
  'certbot/plugin-loading-advice': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'You may need to remove or update this plugin. The Certbot log will',
    example: 'You may need to remove or update this plugin. The Certbot log will contain the full error details',
    source: 'certbot/certbot certbot/src/certbot/_internal/plugins/disco.py',
  },
  'certbot/plugin-duplicate': {
    problem: 'certbot-env',
    template: 'Duplicate plugin name {name:word} from',
    example: 'Duplicate plugin name dns-example from certbot_dns_example and certbot-dns-example.',
    source: 'certbot/certbot certbot/src/certbot/_internal/plugins/disco.py',
  },
  'certbot/apache-module': {
    problem: 'apache-config-parse',
    template: 'active for the requested installation options. Unfortunately',
    example:
      'Apache needs to have module  "rewrite" active for the requested installation options. Unfortunately Certbot is unable to install or enable it for you.',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-run': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'Unable to run {cmd:word} -v',
    example: 'Unable to run apachectl -v',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-version': {
    problem: 'certbot-env',
    template: 'Unable to find Apache version',
    example: 'Unable to find Apache version',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-vhost-none': {
    problem: 'nginx-no-matching-vhost',
    template: 'Certbot could not find a VirtualHost for {name:word} in the Apache',
    example:
      'Certbot could not find a VirtualHost for example.com in the Apache configuration. Please create a VirtualHost with a ServerName matching example.com and try again.',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-autohsts': {
    problem: 'nginx-no-matching-vhost',
    template: 'was not able to find SSL VirtualHost for a domain',
    example: 'Certbot was not able to find SSL VirtualHost for a domain example.com for enabling AutoHSTS enhancement.',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-vhost-read': {
    problem: 'apache-config-parse',
    template: 'Error while reading the VirtualHost',
    example: 'Error while reading the VirtualHost example.com from file /etc/apache2/sites-enabled/a.conf',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-vhost-conflict': {
    problem: 'nginx-no-matching-vhost',
    template: 'Unable to find corresponding HTTP vhost; Unable to create one',
    example:
      'Unable to find corresponding HTTP vhost; Unable to create one as intended addresses conflict; Current configuration does not support automated redirection',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-https-none': {
    problem: 'nginx-no-matching-vhost',
    template: 'Unable to find corresponding HTTPS host for enhancement',
    example: 'Unable to find corresponding HTTPS host for enhancement',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-not-ssl': {
    problem: 'nginx-no-matching-vhost',
    weight: 'symptom',
    template: 'Selected vhost is not an SSL vhost',
    example: 'Selected vhost is not an SSL vhost',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/apache-a2dismod': {
    problem: 'certbot-env',
    template: 'please make sure a2enmod and a2dismod are configured correctly',
    example: 'Unable to find a2dismod, please make sure a2enmod and a2dismod are configured correctly for certbot.',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/override_debian.py',
  },
  'certbot/apache-layout': {
    problem: 'apache-config-parse',
    template: 'Unsupported directory layout. You may try to enable mod',
    example: 'Unsupported directory layout. You may try to enable mod ssl and try again.',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/override_debian.py',
  },
  'certbot/apache-root': {
    problem: 'apache-config-parse',
    template: 'Could not find configuration root',
    example: 'Could not find configuration root',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/parser.py',
  },
  'certbot/apache-save': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: 'Error saving files, check logs for more info',
    example: 'Error saving files, check logs for more info',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/parser.py',
  },
  'certbot/apache-unsupported': {
    problem: 'certbot-env',
    template: 'Apache Version {version:word} not supported',
    example: 'Apache Version 2.2.3 not supported.',
    source: 'certbot/certbot certbot/src/certbot/_internal/apache/configurator.py',
  },
  'certbot/nginx-sni': {
    problem: 'certbot-env',
    template: "Nginx build doesn't support SNI",
    example: "Nginx build doesn't support SNI",
    source: 'certbot/certbot certbot/src/certbot/_internal/nginx/configurator.py',
  },
  'certbot/nginx-fullchain': {
    problem: 'acme-client-setup',
    template: 'The nginx plugin currently requires --fullchain-path',
    example: 'The nginx plugin currently requires --fullchain-path to install a certificate.',
    source: 'certbot/certbot certbot/src/certbot/_internal/nginx/configurator.py',
  },
  'certbot/stapling-chain': {
    problem: 'acme-client-setup',
    template: '--chain-path is required to enable Online Certificate Status Protocol',
    example: '--chain-path is required to enable Online Certificate Status Protocol (OCSP) stapling on nginx >= 1.3.7.',
    source: 'certbot/certbot certbot/src/certbot/_internal/nginx/configurator.py',
  },
  'certbot/stapling-fail': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'An error occurred while enabling OCSP stapling',
    example: 'An error occurred while enabling OCSP stapling for example.com.',
    source: 'certbot/certbot certbot/src/certbot/_internal/nginx/configurator.py',
  },
  'certbot/nginx-tls-options': {
    problem: 'nginx-config-parse',
    template: 'Missing NGINX TLS options file',
    example: 'Missing NGINX TLS options file: /etc/letsencrypt/options-ssl-nginx.conf',
    source: 'certbot/certbot certbot/src/certbot/_internal/nginx/parser.py',
  },
  'certbot/enhancement': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to set the {name:word} enhancement for',
    example: 'Unable to set the redirect enhancement for example.com.',
    source: 'certbot/certbot certbot/src/certbot/_internal/client.py',
  },
  'certbot/installer-none': {
    problem: 'certbot-plugin-missing',
    template: 'No installer specified, client is unable to deploy',
    example: 'No installer specified, client is unable to deploythe certificate',
    source: 'certbot/certbot certbot/src/certbot/_internal/client.py',
  },
  'certbot/installer-select': {
    problem: 'certbot-plugin-missing',
    template: 'Could not select or initialize the requested installer',
    example: 'Could not select or initialize the requested installer nginx.',
    source: 'certbot/certbot certbot/src/certbot/_internal/updater.py',
  },
  'certbot/chain-preferred': {
    outcome: 'noise',
    template: 'Certbot has been configured to prefer certificate chains with issuer',
    example:
      "Certbot has been configured to prefer certificate chains with issuer 'Example Root', but no chain from the CA matched this issuer. Using the default certificate chain instead.",
    source: 'certbot/certbot certbot/src/certbot/_internal/crypto_util.py',
  },
  'certbot/credentials-path': {
    problem: 'dns-api-auth',
    template: 'Path is a directory: {path:word}',
    example: 'Path is a directory: /root/.secrets',
    source: 'certbot/certbot certbot/src/certbot/_internal/plugins/dns_common.py',
  },
  'certbot/name-unknown': {
    problem: 'acme-client-setup',
    template: 'An existing certificate for the given name could not be found',
    example: 'An existing certificate for the given name could not be found',
    source: 'certbot/certbot certbot/src/certbot/_internal/main.py',
  },
  'certbot/name-mismatch': {
    problem: 'acme-client-setup',
    template: 'Specified mismatched certificate name and domains',
    example: 'Specified mismatched certificate name and domains',
    source: 'certbot/certbot certbot/src/certbot/_internal/main.py',
  },
  'certbot/cert-path-name': {
    problem: 'acme-client-setup',
    template: 'Exactly one of --cert-path or --cert-name must be specified',
    example: 'Error! Exactly one of --cert-path or --cert-name must be specified!',
    source: 'certbot/certbot certbot/src/certbot/_internal/main.py',
  },
  'certbot/install-paths': {
    problem: 'acme-client-setup',
    template: 'Path to certificate or key was not defined. If your certificate',
    example:
      'Path to certificate or key was not defined. If your certificate is managed by Certbot, please use --cert-name to define which certificate you would like to install.',
    source: 'certbot/certbot certbot/src/certbot/_internal/main.py',
  },
  'certbot/no-domains': {
    problem: 'acme-client-setup',
    template: 'User cancelled the domain selection. No domains defined, exiting',
    example: 'User cancelled the domain selection. No domains defined, exiting',
    source: 'certbot/certbot certbot/src/certbot/_internal/main.py',
  },
  'certbot/must-staple': {
    problem: 'acme-client-setup',
    template: 'Must-Staple extension requested, but OCSP stapling is not supported',
    example: 'Must-Staple extension requested, but OCSP stapling is not supported by the selected installer (x)',
    source: 'certbot/certbot certbot/src/certbot/_internal/main.py',
  },
  'certbot/not-terminal': {
    problem: 'acme-client-setup',
    template: "Certbot doesn't appear to be running in a terminal",
    example:
      "Skipped user interaction because Certbot doesn't appear to be running in a terminal. You should probably include --non-interactive or --force-interactive on the command line.",
    source: 'certbot/certbot certbot/src/certbot/_internal/display/obj.py',
  },
  'certbot/prompt-timeout': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'Timed out waiting for answer to prompt',
    example: "Timed out waiting for answer to prompt 'Enter email address'",
    source: 'certbot/certbot certbot/src/certbot/_internal/display/util.py',
  },
  'certbot/verb-authenticator': {
    problem: 'acme-client-setup',
    template: "Specifying an authenticator doesn't make sense when running Certbot",
    example: 'Specifying an authenticator doesn\'t make sense when running Certbot with verb "install"',
    source: 'certbot/certbot certbot/src/certbot/_internal/plugins/selection.py',
  },
  'certbot/snap-arch': {
    problem: 'certbot-env',
    template: 'Unrecognized value of SNAP_ARCH',
    example: 'Unrecognized value of SNAP_ARCH: x',
    source: 'certbot/certbot certbot/src/certbot/_internal/snap_config.py',
  },
  'certbot/plugins-snap': {
    problem: 'certbot-env',
    template: 'Unable to load the Certbot plugins that are installed',
    example: 'Unable to load the Certbot plugins that are installed',
    source: 'certbot/certbot certbot/src/certbot/_internal/snap_config.py',
  },
  'certbot/clock-jumped': {
    problem: 'clock-skew',
    template: 'does not correspond to newest reverter checkpoint; your clock',
    example:
      'Current timestamp 1700000000 does not correspond to newest reverter checkpoint; your clock probably jumped. Time travelling to 1700000001',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-1': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Incomplete or failed recovery for',
    example: 'Incomplete or failed recovery for',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-2': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to recover files from {path:word}',
    example: 'Unable to recover files from /var/lib/letsencrypt/temp_checkpoint',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-3': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to finalize checkpoint',
    example: 'Unable to finalize checkpoint - adding title',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-4': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to load checkpoint during rollback',
    example: 'Unable to load checkpoint during rollback',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-5': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Failed to load checkpoint during rollback',
    example: 'Failed to load checkpoint during rollback',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-6': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to revert temporary config',
    example: 'Unable to revert temporary config',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-7': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to register file creation(s)',
    example: 'Unable to register file creation(s) - /etc/nginx/a.conf',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-8': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to remove filepaths contained within',
    example: 'Unable to remove filepaths contained within /var/lib/letsencrypt/a',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/reverter-9': {
    problem: 'deploy-failed',
    weight: 'symptom',
    template: 'Unable to run undo command',
    example: 'Unable to run undo command: a2dismod',
    source: 'certbot/certbot certbot/src/certbot/_internal/reverter.py',
  },
  'certbot/too-long': {
    problem: 'rejected-identifier',
    template: 'is not a FQDN because it is too long',
    example: 'Requested domain example.com is not a FQDN because it is too long.',
    source: 'certbot/certbot certbot/src/certbot/_internal/certbot/util.py',
  },
  'certbot/label-too-long': {
    problem: 'rejected-identifier',
    template: 'is not a FQDN because label {label:word} is too long',
    example: 'Requested domain example.com is not a FQDN because label example is too long.',
    source: 'certbot/certbot certbot/src/certbot/_internal/certbot/util.py',
  },
  'certbot/label-hyphen-end': {
    problem: 'rejected-identifier',
    template: 'cannot end with "-"',
    example: 'label "example-" in domain "example-.com" cannot end with "-"',
    source: 'certbot/certbot certbot/src/certbot/_internal/certbot/util.py',
  },
  'certbot/webroot-multiple': {
    problem: 'acme-client-setup',
    template: 'If you specify multiple webroot paths',
    example: 'If you specify multiple webroot paths, one of them must precede all domain flags',
    source: 'certbot/certbot certbot/src/certbot/_internal/plugins/webroot.py',
  },
  'certbot/webroot-owner': {
    problem: 'permission-denied',
    weight: 'remark',
    severity: 'info',
    template: 'Unable to change owner and uid of webroot directory',
    example: 'Unable to change owner and uid of webroot directory',
    source: 'certbot/certbot certbot/src/certbot/_internal/plugins/webroot.py',
  },
  'certbot/renewal-unparsed': {
    problem: 'certbot-renewal-conf',
    template: 'You may wish to manually delete the contents of',
    example:
      'Could not parse /etc/letsencrypt/renewal/example.com.conf. You may wish to manually delete the contents of /etc/letsencrypt/live/example.com and /etc/letsencrypt/archive/example.com.',
    source: 'certbot/certbot certbot/src/certbot/_internal/storage.py',
  },
  'certbot/link-loop': {
    problem: 'certbot-live-dir',
    template: 'Error, link {path:word} is a loop',
    example: 'Error, link /etc/letsencrypt/live/example.com/cert.pem is a loop!',
    source: 'certbot/certbot certbot/src/certbot/_internal/compat/filesystem.py',
  },
  'certbot/nginx-none': {
    problem: 'nginx-binary-missing',
    template: 'Installation of nginx could not be found',
    example: 'Installation of nginx could not be found',
    source: 'certbot/certbot certbot/src/certbot/_internal/nginx/configurator.py',
  },
  'certbot/executable-none': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'Failed to find executable {name:word} in',
    example: 'Failed to find executable nginx in PATH: /usr/bin:/bin',
    source: 'certbot/certbot certbot/src/certbot/_internal/util.py',
  },
  'certbot/renewal-version': {
    outcome: 'noise',
    template: 'renewal configuration file found at',
    example:
      'Attempting to parse the version 2.0.0 renewal configuration file found at /etc/letsencrypt/renewal/example.com.conf with version 1.21.0 of Certbot. This might not work.',
    source: 'certbot/certbot certbot/src/certbot/_internal/storage.py',
  },
  'certbot/auto-retired': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'its Certbot installation will no longer receive updates',
    example: 'certbot-auto and its Certbot installation will no longer receive updates.',
    source: 'certbot/certbot certbot/src/certbot/_internal/letsencrypt-auto',
  },
  'certbot/auto-cannot': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'Certbot cannot be installed',
    example: 'Certbot cannot be installed',
    source: 'certbot/certbot certbot/src/certbot/_internal/letsencrypt-auto',
  },
  'certbot/auto-venv': {
    problem: 'certbot-env',
    template: 'Certbot has problem setting up the virtual environment',
    example: 'Certbot has problem setting up the virtual environment',
    source: 'certbot/certbot certbot/src/certbot/_internal/letsencrypt-auto',
  },
  'certbot/auto-os-deps': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'Skipping upgrade because new OS dependencies may need to be installed',
    example: 'Skipping upgrade because new OS dependencies may need to be installed',
    source: 'certbot/certbot certbot/src/certbot/_internal/letsencrypt-auto',
  },
  'certbot/ec-curve': {
    problem: 'acme-client-setup',
    template: 'When key_type == ecdsa, elliptic_curve must be set',
    example: 'When key_type == ecdsa, elliptic_curve must be set',
    source: 'certbot/certbot certbot/src/certbot/_internal/crypto_util.py',
  },
  'certbot/key-type-invalid': {
    problem: 'acme-client-setup',
    template: 'Invalid key_type specified: {type:word}',
    example: 'Invalid key_type specified: x.  Use [rsa|ecdsa]',
    source: 'certbot/certbot certbot/src/certbot/_internal/crypto_util.py',
  },
  'certbot/curve-invalid': {
    problem: 'acme-client-setup',
    template: 'Invalid curve type: {type:word}',
    example: 'Invalid curve type: x',
    source: 'certbot/certbot certbot/src/certbot/_internal/crypto_util.py',
  },
  'certbot/making-key': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'Encountered error while making key',
    example: 'Encountered error while making key: x',
    source: 'certbot/certbot certbot/src/certbot/_internal/crypto_util.py',
  },
  'certbot/csr-loading': {
    problem: 'bad-csr',
    template: 'Encountered error while loading certificate or csr',
    example: 'Encountered error while loading certificate or csr: x',
    source: 'certbot/certbot certbot/src/certbot/_internal/crypto_util.py',
  },
  'certbot/csr-valid': {
    problem: 'bad-csr',
    template: 'The provided CSR is not a valid CSR',
    example: 'The provided CSR is not a valid CSR',
    source: 'certbot/certbot certbot/src/certbot/_internal/client.py',
  },
  'certbot/key-valid': {
    problem: 'bad-csr',
    template: 'The provided key is not a valid key',
    example: 'The provided key is not a valid key',
    source: 'certbot/certbot certbot/src/certbot/_internal/client.py',
  },
  'certbot/argument-value': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'certbot: error: argument {name:word}: expected',
    example: 'certbot: error: argument -w/--webroot-path: expected one argument',
    source: 'certbot/certbot certbot/src/certbot/_internal/cli (argparse)',
  },
  'certbot/argument-choice': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'certbot: error: argument {name:word}: invalid',
    example: "certbot: error: argument --key-type: invalid choice: 'x' (choose from 'rsa', 'ecdsa')",
    source: 'certbot/certbot certbot/src/certbot/_internal/cli (argparse)',
  },
  'certbot/cf-same': {
    problem: 'dns-txt-stale',
    template: 'adding TXT record: 81058',
    example: 'Encountered CloudFlareAPIError adding TXT record: 81058 A record with the same settings already exists.',
    source: 'certbot/certbot certbot-dns-cloudflare/src/certbot_dns_cloudflare/_internal/dns_cloudflare.py',
  },
  'certbot/cf-exists': {
    problem: 'dns-txt-stale',
    template: 'adding TXT record: 81057',
    example: 'Encountered CloudFlareAPIError adding TXT record: 81057 The record already exists.',
    source: 'certbot/certbot certbot-dns-cloudflare/src/certbot_dns_cloudflare/_internal/dns_cloudflare.py',
  },
  'certbot/pool-read-timeout': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'port=443): Read timed out',
    example: "HTTPSConnectionPool(host='acme-v02.api.letsencrypt.org', port=443): Read timed out.",
    source: 'urllib3 exceptions.py',
  },
  'certbot/py-attribute': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: ' object has no attribute',
    example: "AttributeError: 'X509' object has no attribute '_x509'",
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-none-index': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'object is not subscriptable',
    example: "TypeError: 'NoneType' object is not subscriptable",
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-none-iter': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'object is not iterable',
    example: "TypeError: 'NoneType' object is not iterable",
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-not-callable': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'object is not callable',
    example: "TypeError: 'NoneType' object is not callable",
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-str': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: '__str__ returned non-string',
    example: 'TypeError: __str__ returned non-string (type Error)',
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-name': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'NameError: name {name:text} is not defined',
    example: "NameError: name 'unicode' is not defined",
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-syntax': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'SyntaxError: invalid syntax',
    example: 'SyntaxError: invalid syntax',
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-recursion': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'maximum recursion depth exceeded',
    example: 'RecursionError: maximum recursion depth exceeded while calling a Python object',
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-encode': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: "codec can't encode character",
    example: "UnicodeEncodeError: 'latin-1' codec can't encode character '\\u2019' in position 5",
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-library': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'ImportError: {lib:word}: cannot open shared object file',
    example: 'ImportError: libffi.so.6: cannot open shared object file: No such file or directory',
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/py-library-version': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'ImportError: {lib:word}: version {version:text} not found',
    example:
      "ImportError: /lib64/libcrypto.so.1.1: version `OPENSSL_1_1_1' not found (required by /opt/certbot/lib/x.so)",
    source: 'Python 3 built-in exceptions, as certbot shows them',
  },
  'certbot/loader': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'error while loading shared libraries',
    example:
      'certbot: error while loading shared libraries: libpython3.8.so.1.0: cannot open shared object file: No such file or directory',
    source: 'glibc elf/dl-error-skeleton.c',
  },
  'certbot/env-missing': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: '/usr/bin/env: {what:text}: No such file or directory',
    example: "/usr/bin/env: 'python3': No such file or directory",
    source: 'coreutils src/env.c',
  },
  'certbot/gone': {
    problem: 'certbot-env',
    template: 'certbot: No such file or directory',
    example: '-bash: /usr/bin/certbot: No such file or directory',
    source: 'bash',
  },
  'certbot/yum-none': {
    problem: 'certbot-env',
    template: 'No package certbot available',
    example: 'No package certbot available',
    source: 'yum',
  },
  'certbot/dnf-none': {
    problem: 'certbot-env',
    template: 'Unable to find a match: certbot',
    example: 'Error: Unable to find a match: certbot',
    source: 'dnf',
  },
  'certbot/pip-none': {
    problem: 'certbot-env',
    template: 'Could not find a version that satisfies the requirement certbot',
    example: 'ERROR: Could not find a version that satisfies the requirement certbot-dns-example',
    source: 'pip',
  },
  'certbot/pip-wheel': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'Failed building wheel for',
    example: 'ERROR: Failed building wheel for cryptography',
    source: 'pip',
  },
  'certbot/snap-hook': {
    problem: 'certbot-env',
    template: 'Run hook prepare-plug-plugin of snap',
    example: '- Run hook prepare-plug-plugin of snap "certbot" (run hook "prepare-plug-plugin":',
    source: 'certbot/certbot snap/hooks/prepare-plug-plugin',
  },
  'certbot/snap-trust': {
    problem: 'certbot-env',
    template: 'Only connect this interface if you trust the plugin author',
    example: 'Only connect this interface if you trust the plugin author to have root on the system.',
    source: 'certbot/certbot snap/hooks/prepare-plug-plugin',
  },
  'certbot/snap-tasks': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'error: cannot perform the following tasks',
    example: 'error: cannot perform the following tasks',
    source: 'snapd',
  },
  'certbot/snap-classic': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'was published using classic confinement',
    example: 'error: This revision of snap "certbot" was published using classic confinement and thus may perform',
    source: 'snapd',
  },
  'certbot/snap-early': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'too early for operation, device not yet seeded',
    example: 'error: too early for operation, device not yet seeded or device model not acknowledged',
    source: 'snapd',
  },
  'certbot/snap-internal': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'cannot find installed snap',
    example:
      'internal error, please report: running "certbot" failed: cannot find installed snap "certbot" at revision 1',
    source: 'snapd',
  },
  'certbot/snap-store': {
    problem: 'certbot-env',
    weight: 'symptom',
    template: 'error: unable to contact snap store',
    example: 'error: unable to contact snap store',
    source: 'snapd',
  },
  'certbot/conf-file-broken': {
    problem: 'certbot-renewal-conf',
    template: 'Renewal conf file {path:word} is broken',
    example:
      '2016-03-19 21:23:27,766:WARNING:letsencrypt.cli:Renewal conf file /etc/letsencrypt/renewal/example.com.conf is broken. Skipping.',
    source: 'letsencrypt 0.4 letsencrypt/cli.py, certbot 0.9 certbot/main.py',
  },
  'certbot/conf-file-lacks': {
    problem: 'certbot-renewal-conf',
    template: 'Renewal conf file {path:word} lacks renewalparams',
    example:
      '2016-03-19 21:23:27,766:WARNING:letsencrypt.cli:Renewal conf file /etc/letsencrypt/renewal/example.com.conf lacks renewalparams. Skipping.',
    source: 'letsencrypt 0.4 letsencrypt/cli.py',
  },
  'certbot/apache-directives': {
    problem: 'apache-config-parse',
    template: 'Unable to find cert and/or key directives',
    example: 'PluginError: Unable to find cert and/or key directives',
    source: 'certbot/certbot certbot-apache/certbot_apache/configurator.py',
  },
  'certbot/dns-zone-error': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'Error determining zone identifier for {domain:name}: ',
    example:
      'Error determining zone identifier for example.com: 400 Client Error: Bad Request for url: https://api.example.com/zones',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-zone-404': {
    problem: 'dns-wrong-zone',
    template: 'Error determining zone identifier for {domain:name}: 404 Client Error',
    example:
      'Error determining zone identifier for example.com: 404 Client Error: Not Found for url: http://192.0.2.1/',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-zone-unexpected': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'Unexpected error determining zone identifier for {domain:name}',
    example: 'Unexpected error determining zone identifier for example.com: no such zone',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint1': {
    problem: 'dns-api-auth',
    template: '(Is your Application Secret value correct?)',
    example: '(Is your Application Secret value correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint2': {
    problem: 'dns-api-auth',
    template: '(Are your Application Key and Consumer Key values correct?)',
    example: '(Are your Application Key and Consumer Key values correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint3': {
    problem: 'dns-api-auth',
    template: '(Are your username, API token and whitelisted client IP correct?)',
    example: '(Are your username, API token and whitelisted client IP correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint4': {
    problem: 'dns-api-auth',
    template: '(Are your email and API token values correct?)',
    example: '(Are your email and API token values correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint5': {
    problem: 'dns-api-auth',
    template: '(Are your username and password correct?)',
    example: '(Are your username and password correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint6': {
    problem: 'dns-api-auth',
    template: '(Is your API token value correct?)',
    example: '(Is your API token value correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint7': {
    problem: 'dns-api-auth',
    template: '(Are your API ID and API Token values correct?)',
    example: '(Are your API ID and API Token values correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint8': {
    problem: 'dns-api-auth',
    template: '(Are your AccessKey and AccessKeySecret values correct?)',
    example: '(Are your AccessKey and AccessKeySecret values correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint9': {
    problem: 'dns-api-auth',
    template: '(Are your API key and Secret key values correct?)',
    example: '(Are your API key and Secret key values correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
  'certbot/dns-hint10': {
    problem: 'dns-api-auth',
    template: '(Is your API key correct?)',
    example: '(Is your API key correct?)',
    source: 'certbot: certbot_dns_*/_internal/dns_*.py _handle_http_error',
  },
} as const satisfies SignatureSet;
