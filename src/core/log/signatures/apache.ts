import type { SignatureSet } from '../signature.ts';

/** What Apache httpd says: mod_ssl, mod_md, mod_proxy, and how it starts. Other Apache messages are in `servers.ts`. */
export const apache = {
  'apache/cert-with-chain': {
    problem: 'apache-key-unreadable',
    weight: 'symptom',
    template: 'AH02562: Failed to configure certificate {where:text} (with chain), check {path:path?}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH02562: Failed to configure certificate www.example.com:443:0 (with chain), check /etc/ssl/example.pem',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_init.c',
  },
  'apache/ssl-init': {
    outcome: 'failed',
    template: 'AH02311: Fatal error initialising mod_ssl, exiting',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH02311: Fatal error initialising mod_ssl, exiting. See /var/log/apache2/error.log for more information',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_init.c',
  },
  'apache/ssl-init2': {
    outcome: 'failed',
    template: 'AH02312: Fatal error initialising mod_ssl, exiting',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH02312: Fatal error initialising mod_ssl, exiting.',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_init.c',
  },
  'apache/configuration': {
    outcome: 'failed',
    template: 'AH00016: Configuration Failed',
    example: 'AH00016: Configuration Failed',
    source: 'apache/httpd 2.4: server/main.c',
  },
  'apache/configuration2': {
    outcome: 'failed',
    template: 'AH00020: Configuration Failed, exiting',
    example: '[Sun Nov 22 07:15:02.123456 2026] [:emerg] [pid 812:tid 140] AH00020: Configuration Failed, exiting',
    source: 'apache/httpd 2.4: server/main.c',
  },
  'apache/server-name': {
    outcome: 'noise',
    template: 'Could not reliably determine the server',
    example:
      "AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using 203.0.113.10. Set the 'ServerName' directive globally to suppress this message",
    source: 'apache/httpd 2.4: server/core.c',
  },
  'apache/document-root': {
    outcome: 'noise',
    template: 'AH00112: Warning: DocumentRoot',
    example: 'AH00112: Warning: DocumentRoot [/var/www/old] does not exist',
    source: 'apache/httpd 2.4: server/core.c',
  },
  'apache/error-log-dir': {
    problem: 'apache-config-parse',
    template: 'AH02291: Cannot access directory',
    example:
      "AH02291: Cannot access directory '/var/log/apache2/example/' for error log of vhost defined at /etc/apache2/sites-enabled/example.conf:1",
    source: 'apache/httpd 2.4: server/core.c',
  },
  'apache/error-log-perm': {
    problem: 'permission-denied',
    template: 'Permission denied: AH00091',
    example: '(13)Permission denied: AH00091: apache2: could not open error log file /var/log/apache2/error.log.',
    source: 'apache/httpd 2.4: server/log.c',
  },
  'apache/error-log-missing': {
    problem: 'apache-config-parse',
    template: 'No such file or directory: AH00091',
    example:
      '(2)No such file or directory: AH00091: apache2: could not open error log file /var/log/apache2/error.log.',
    source: 'apache/httpd 2.4: server/log.c',
  },
  'apache/bind-perm': {
    problem: 'permission-denied',
    template: 'Permission denied: AH00072: make_sock: could not bind to address {address:host?}',
    example: '(13)Permission denied: AH00072: make_sock: could not bind to address [::]:80',
    source: 'apache/httpd 2.4: server/listen.c',
  },
  'apache/no-listen': {
    outcome: 'failed',
    template: 'no listening sockets available, shutting down',
    example: 'no listening sockets available, shutting down',
    source: 'apache/httpd 2.4: server/mpm_unix.c',
  },
  'apache/action-failed': {
    outcome: 'failed',
    template: 'The Apache error log may have more information',
    example: 'The Apache error log may have more information.',
    source: 'apache/httpd: support/apachectl.in, Debian',
  },
  'apache/unit-failed': {
    outcome: 'failed',
    template: 'Job for apache2.service failed',
    example: 'Job for apache2.service failed because the control process exited with error code.',
    source: 'systemd: src/systemctl',
  },
  'apache/unit-failed2': {
    outcome: 'failed',
    template: 'Job for httpd.service failed',
    example: 'Job for httpd.service failed because the control process exited with error code.',
    source: 'systemd: src/systemctl',
  },
  'apache/load-module': {
    problem: 'apache-config-parse',
    template: 'Cannot load {path:path} into server:',
    example:
      'Cannot load modules/mod_ssl.so into server: /etc/httpd/modules/mod_ssl.so: cannot open shared object file: No such file or directory',
    source: 'apache/httpd 2.4: modules/core/mod_so.c',
  },
  'apache/config-test-failed': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: 'Config variable ${{{name:word}} is not defined',
    example: 'AH00111: Config variable ${APACHE_RUN_DIR} is not defined',
    source: 'apache/httpd 2.4: server/core.c',
  },
  'apache/token-denied-old': {
    problem: 'http-403-token',
    template: 'client denied by server configuration: {path:word}.well-known/acme-challenge',
    example:
      '[Sun Nov 22 07:15:02 2026] [error] [client 198.51.100.7] client denied by server configuration: /var/www/html/.well-known/acme-challenge/tok3n',
    source: 'apache/httpd 2.2: modules/aaa',
  },
  'apache/token-symlink': {
    problem: 'http-403-token',
    template: 'AH00037: Symbolic link not allowed or link target not accessible: {path:word}.well-known',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [core:error] [pid 812:tid 140] [client 198.51.100.7:4711] AH00037: Symbolic link not allowed or link target not accessible: /var/www/html/.well-known',
    source: 'apache/httpd 2.4: server/request.c',
  },
  'apache/token-search': {
    problem: 'http-403-token',
    template:
      'Permission denied: [client {client:text}] AH00035: access to /.well-known/acme-challenge/{token:word} denied',
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [core:error] [pid 812:tid 140] (13)Permission denied: [client 198.51.100.7:4711] AH00035: access to /.well-known/acme-challenge/tok3n denied (filesystem path '/home/web/.well-known') because search permissions are missing on a component of the path",
    source: 'apache/httpd 2.4: server/request.c',
  },
  'apache/token-perm': {
    problem: 'http-403-token',
    template:
      'Permission denied: [client {client:text}] AH00132: file permissions deny server access: {path:word}.well-known/acme-challenge',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [core:error] [pid 812:tid 140] (13)Permission denied: [client 198.51.100.7:4711] AH00132: file permissions deny server access: /var/www/html/.well-known/acme-challenge/tok3n',
    source: 'apache/httpd 2.4: server/core.c',
  },
  'apache/token-missing': {
    problem: 'http-404-token',
    weight: 'symptom',
    template: 'AH00128: File does not exist: {path:word}.well-known/acme-challenge/{token:token}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [core:error] [pid 812:tid 140] [client 198.51.100.7:4711] AH00128: File does not exist: /var/www/html/.well-known/acme-challenge/V0wWL_pn0hOa-jN8pTcxCg',
    source: 'apache/httpd 2.4: server/core.c',
  },
  'apache/token-missing-old': {
    problem: 'http-404-token',
    weight: 'symptom',
    template: 'File does not exist: {path:word}.well-known/acme-challenge/{token:token}',
    example:
      '[Sun Nov 22 07:15:02 2026] [error] [client 198.51.100.7] File does not exist: /var/www/html/.well-known/acme-challenge/V0wWL_pn0hOa-jN8pTcxCg',
    source: 'apache/httpd 2.2: server/core.c',
  },
  'apache/token-auth': {
    problem: 'http-401-token',
    template: 'AH01617: user {user:text}: authentication failure for "/.well-known/acme-challenge',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [auth_basic:error] [pid 812:tid 140] [client 198.51.100.7:4711] AH01617: user x: authentication failure for "/.well-known/acme-challenge/tok3n": Password Mismatch',
    source: 'apache/httpd 2.4: modules/aaa/mod_auth_basic.c',
  },
  'apache/proxy-handshake': {
    problem: 'nginx-upstream',
    template: 'AH00898: Error during SSL Handshake with remote server returned by',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [proxy:error] [pid 812:tid 140] [client 198.51.100.7:4711] AH00898: Error during SSL Handshake with remote server returned by /',
    source: 'apache/httpd 2.4: modules/proxy/mod_proxy_http.c',
  },
  'apache/proxy-connect': {
    problem: 'nginx-upstream',
    template: 'AH00957: {scheme:word} attempt to connect to {target:text} failed',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [proxy:error] [pid 812:tid 140] (70007)The timeout specified has expired: AH00957: HTTP: attempt to connect to 127.0.0.1:8080 (localhost) failed',
    source: 'apache/httpd 2.4: modules/proxy/proxy_util.c',
  },
  'apache/proxy-backend': {
    problem: 'nginx-upstream',
    weight: 'symptom',
    template: 'failed to make connection to backend',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [proxy_http:error] [pid 812:tid 140] [client 198.51.100.7:4711] AH01114: HTTP: failed to make connection to backend: localhost',
    source: 'apache/httpd 2.4: modules/proxy/mod_proxy_http.c',
  },
  'apache/proxy-status-line': {
    problem: 'nginx-upstream',
    template: 'error reading status line from remote server',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [proxy_http:error] [pid 812:tid 140] (20014)Internal error: [client 198.51.100.7:4711] AH01102: error reading status line from remote server localhost:8080',
    source: 'apache/httpd 2.4: modules/proxy/mod_proxy_http.c',
  },
  'apache/proxy-ssl-off': {
    problem: 'nginx-upstream',
    template: 'failed to enable ssl support for',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [proxy:error] [pid 812:tid 140] [remote 203.0.113.10:443] AH00961: HTTPS: failed to enable ssl support for 203.0.113.10:443 (backend.example.com)',
    source: 'apache/httpd 2.4: modules/proxy/proxy_util.c',
  },
  'apache/proxy-peer-name': {
    problem: 'nginx-upstream',
    template: 'AH02411: SSL Proxy: Peer certificate does not match for hostname',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:info] [pid 812:tid 140] [remote 203.0.113.10:443] AH02411: SSL Proxy: Peer certificate does not match for hostname backend.example.com',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_io.c',
  },
  'apache/proxy-peer-cn': {
    problem: 'nginx-upstream',
    template: 'SSL Proxy: Peer certificate CN mismatch',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:info] [pid 812:tid 140] [remote 203.0.113.10:443] AH02005: SSL Proxy: Peer certificate CN mismatch: Certificate CN: a.example.com Requested hostname: b.example.com',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_io.c',
  },
  'apache/proxy-peer-expired': {
    problem: 'nginx-upstream',
    template: 'SSL Proxy: Peer certificate is expired',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:info] [pid 812:tid 140] [remote 203.0.113.10:443] AH02004: SSL Proxy: Peer certificate is expired',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_io.c',
  },
  'apache/client-verify': {
    outcome: 'noise',
    template: 'AH02039: Certificate Verification: Error ({code:number}): {why:text}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:info] [pid 812:tid 140] [client 198.51.100.7:4711] AH02039: Certificate Verification: Error (20): unable to get local issuer certificate',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_kernel.c',
  },
  'apache/client-cert-none': {
    outcome: 'noise',
    template: 'peer did not return a certificate',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:info] [pid 812:tid 140] SSL Library Error: error:0A0000C7:SSL routines::peer did not return a certificate -- No CAs known to server for verification?',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_log.c',
  },
  'apache/sni-differs': {
    outcome: 'noise',
    template: 'provided via SNI and hostname {name:name?} provided via HTTP',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] [client 198.51.100.7:4711] AH02032: Hostname www.example.com provided via SNI and hostname example.net provided via HTTP have no compatible SSL setup',
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_kernel.c',
  },
  'apache/md-failed': {
    outcome: 'failed',
    template: 'AH10056: processing {name:name?}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] (22)Invalid argument: AH10056: processing www.example.com: CA considers answer to challenge invalid.',
    source: 'icing/mod_md 2.4: src/mod_md_drive.c',
  },
  'apache/md-perm': {
    problem: 'permission-denied',
    template: 'Permission denied: AH10056: processing {name:name?}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] (13)Permission denied: AH10056: processing www.example.com: (null)',
    source: 'icing/mod_md 2.4: src/mod_md_drive.c',
  },
  'apache/md-again': {
    outcome: 'failed',
    template: 'encountered error for the {count:number}. time, next run in',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:info] [pid 812:tid 140] AH10057: www.example.com: encountered error for the 2. time, next run in 10 seconds',
    source: 'icing/mod_md 2.4: src/mod_md_drive.c',
  },
  'apache/md-none-suitable': {
    problem: 'challenge-type-unavailable',
    template: 'None of the ACME challenge methods configured for this domain are suitable',
    example:
      "None of the ACME challenge methods configured for this domain are suitable. The DNS challenge 'dns-01' is disabled because the directive 'MDChallengeDns01' is not configured.",
    source: 'icing/mod_md 2.4: src/md_acme_drive.c',
  },
  'apache/md-alpn-off': {
    outcome: 'noise',
    template: "protocol 'acme-tls/1' not enabled for this domain",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:debug] [pid 812:tid 140] www.example.com: protocol 'acme-tls/1' not enabled for this domain.",
    source: 'icing/mod_md 2.4: src/md_acme_authz.c',
  },
  'apache/md-dns-exec': {
    problem: 'certbot-hook-failed',
    template: 'dns-01 setup command failed to execute',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:warn] [pid 812:tid 140] (2)No such file or directory: www.example.com: dns-01 setup command failed to execute',
    source: 'icing/mod_md 2.4: src/md_acme_authz.c',
  },
  'apache/md-dns-returns': {
    problem: 'certbot-hook-failed',
    template: 'dns-01 setup command returns {code:number}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:info] [pid 812:tid 140] www.example.com: dns-01 setup command returns 1',
    source: 'icing/mod_md 2.4: src/md_acme_authz.c',
  },
  'apache/md-no-vhost': {
    problem: 'acme-client-setup',
    template: 'AH10045: No VirtualHost matches Managed Domain {name:name?}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:warn] [pid 812:tid 140] AH10045: No VirtualHost matches Managed Domain www.example.com',
    source: 'icing/mod_md 2.4: src/mod_md.c',
  },
  'apache/md-contact': {
    outcome: 'failed',
    template: 'Unsuccessful in contacting ACME server at',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] (70007)The timeout specified has expired: Unsuccessful in contacting ACME server at <https://acme-v02.api.letsencrypt.org/directory>.',
    source: 'icing/mod_md 2.4: src/md_acme.c',
  },
  'apache/md-waiting': {
    outcome: 'noise',
    template: "will respond with '503 Service Unavailable' for now",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [ssl:warn] [pid 812:tid 140] AH10085: Init: www.example.com:443 will respond with '503 Service Unavailable' for now. There are no SSL certificates configured and no other module contributed any.",
    source: 'apache/httpd 2.4: modules/ssl/ssl_engine_init.c',
  },
  'apache/md-done': {
    outcome: 'succeeded',
    template: 'AH10059: The Managed Domain {name:name} has been setup',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:notice] [pid 812:tid 140] AH10059: The Managed Domain www.example.com has been setup and changes will be activated on next (graceful) server restart.',
    source: 'icing/mod_md 2.4: src/mod_md.c',
  },
  'apache/bind-other': {
    problem: 'apache-config-parse',
    template: 'AH00072: make_sock: could not bind to address {address:host?}',
    example: '(99)Cannot assign requested address: AH00072: make_sock: could not bind to address 203.0.113.99:80',
    source: 'apache/httpd 2.4: server/listen.c',
  },
  'apache/md-store': {
    problem: 'client-state-corrupt',
    template: 'AH10073: synching {count:number} mds to registry',
    example:
      '[Tue Jun 16 00:00:11.811818 2026] [md:error] [pid 941828:tid 139784433171520] (20)Not a directory: AH10073: synching 9 mds to registry',
    source: 'icing/mod_md#218',
  },
} as const satisfies SignatureSet;
