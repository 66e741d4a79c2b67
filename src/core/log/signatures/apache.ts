import type { SignatureSet } from '../signature.ts';

/** What Apache httpd says: mod_ssl, mod_md, mod_proxy, and how it starts. Other Apache messages are in `servers.ts`. */
export const apache = {
  'apache/md-curl-ca-file': {
    problem: 'ca-tls-trust',
    template: 'request failed(77): Problem with the SSL CA cert (path? access rights?)',
    example:
      '[Thu Jun 30 11:09:35.421524 2022] [md:debug] [pid 18561:tid 140264260130560] md_curl.c(402): (20014)Internal error (specific information not available): request failed(77): Problem with the SSL CA cert (path? access rights?)',
    source: 'icing/mod_md#291',
  },
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
  'apache/emerg': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: ':emerg] [pid {rest:text}',
    example: '[Sun Nov 22 07:15:02.123456 2026] [core:emerg] [pid 812:tid 140] AH00019: Cannot create a lock',
    source: 'apache httpd 2.4.71: a message of level emerg ends it',
  },
  'apache/http-on-443': {
    problem: 'apache-config-parse',
    template: 'You configured HTTP({port:number}) on the standard HTTPS({standard:number}) port',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:warn] [pid 812:tid 140] AH01916: Init: (www.example.com:443) You configured HTTP(80) on the standard HTTPS(443) port!',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/https-on-80': {
    problem: 'client-plain-on-tls',
    template: 'You configured HTTPS({port:number}) on the standard HTTP({standard:number}) port',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:warn] [pid 812:tid 140] AH01915: Init: (www.example.com:80) You configured HTTPS(443) on the standard HTTP(80) port!',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/no-protocols': {
    problem: 'nginx-ssl-protocol',
    template: 'No SSL protocols available [hint: SSLProtocol]',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH02231: No SSL protocols available [hint: SSLProtocol]',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/ciphers': {
    problem: 'nginx-ssl-protocol',
    template: 'Unable to configure permitted SSL ciphers',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH01898: Unable to configure permitted SSL ciphers',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/ciphers-13': {
    problem: 'nginx-ssl-protocol',
    template: 'Unable to configure permitted TLSv1.3 ciphers',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH10127: Unable to configure permitted TLSv1.3 ciphers',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/chain-file': {
    problem: 'chain-incomplete',
    template: 'AH01903: Failed to configure CA certificate chain',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH01903: Failed to configure CA certificate chain!',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/cert-engine': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'AH10137: Failed to configure certificate {name:word}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH10137: Failed to configure certificate www.example.com:443:0 from pkcs11:object=example, check pkcs11:object=example',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/cert-retrieve': {
    problem: 'nginx-cert-missing',
    template: 'AH02566: Unable to retrieve certificate {name:word}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH02566: Unable to retrieve certificate www.example.com:443:0',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/no-key-named': {
    problem: 'apache-key-unreadable',
    template: 'AH02573: Init: No private key specified for {name:word}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH02573: Init: No private key specified for www.example.com:443',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/key-open': {
    problem: 'apache-key-unreadable',
    template: "AH02574: Init: Can't open server private key file {path:path}",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH02574: Init: Can't open server private key file /etc/ssl/private/example.key",
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/key-phrase': {
    problem: 'apache-key-unreadable',
    template: 'AH02580: Init: Pass phrase incorrect for key {name:word}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH02580: Init: Pass phrase incorrect for key www.example.com:443:0',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/key-dialog': {
    problem: 'apache-key-unreadable',
    template: 'AH02578: Init: Unable to read pass phrase',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH02578: Init: Unable to read pass phrase [Hint: key introduced or changed before restart?]',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/engine-global': {
    problem: 'apache-config-parse',
    template: 'Illegal attempt to re-initialise SSL for server',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH02569: Illegal attempt to re-initialise SSL for server (SSLEngine On should go in the VirtualHost, not in global scope.)',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/ca-file': {
    problem: 'apache-config-parse',
    template: 'Unable to configure verify locations for client authentication',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:emerg] [pid 812:tid 140] AH01895: Unable to configure verify locations for client authentication',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/proxy-off': {
    problem: 'nginx-upstream',
    template: 'AH10272: SSL Proxy requested for {name:word} but not enabled for us',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] [client 198.51.100.7:4711] AH10272: SSL Proxy requested for www.example.com:443 but not enabled for us.',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/proxy-502': {
    problem: 'nginx-upstream',
    weight: 'symptom',
    template: 'SSL handshake failed: sending 502',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:info] [pid 812:tid 140] [client 198.51.100.7:4711] AH01997: SSL handshake failed: sending 502',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/challenge-key': {
    problem: 'tlsalpn-failed',
    template: 'AH10088: Challenge certificate and private key {name:word} do not match',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH10088: Challenge certificate and private key www.example.com do not match',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/challenge-cert': {
    problem: 'tlsalpn-failed',
    template: 'AH10086: Failed to configure challenge certificate {name:word}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH10086: Failed to configure challenge certificate www.example.com',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/stapling-no-uri': {
    problem: 'nginx-stapling-ignored',
    template: 'AH02814: ssl_stapling_init_cert: no OCSP URI in certificate',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH02814: ssl_stapling_init_cert: no OCSP URI in certificate and no SSLStaplingForceURL configured for server www.example.com:443',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/stapling-error': {
    problem: 'nginx-stapling-ignored',
    template: 'stapling_renew_response: error in retrieved response',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH01943: stapling_renew_response: error in retrieved response!',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/stapling-empty': {
    problem: 'nginx-stapling-ignored',
    weight: 'symptom',
    template: 'empty response from OCSP server',
    example: '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH02321: empty response from OCSP server',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/stapling-bad': {
    problem: 'nginx-stapling-ignored',
    weight: 'symptom',
    template: 'bad response from OCSP server: {what:text}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH01980: bad response from OCSP server: HTTP/1.1 404 Not Found',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
  'apache/md-sync': {
    problem: 'client-state-corrupt',
    template: 'AH10073: syncing {count:number} mds to registry',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] (20)Not a directory: AH10073: syncing 9 mds to registry',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-setup': {
    problem: 'acme-storage-permission',
    template: 'Permission denied: AH10046: setup store for {path:path?}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] (13)Permission denied: AH10046: setup store for /etc/apache2/md',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-owner': {
    problem: 'acme-storage-permission',
    template: "AH10082: Can't change owner of {path:path}",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] (2)No such file or directory: AH10082: Can't change owner of /etc/apache2/md/challenges",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-overlap': {
    problem: 'apache-config-parse',
    template: "AH10038: two Managed Domains have an overlap in domain '{name:name?}",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] AH10038: two Managed Domains have an overlap in domain 'www.example.com', first definition in /etc/apache2/sites-enabled/a.conf(line 1), second in /etc/apache2/sites-enabled/b.conf(line 1)",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-many': {
    problem: 'apache-config-parse',
    template: 'AH10238: conflict: {count:number} MDs match Virtualhost {name:name?}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] AH10238: conflict: 2 MDs match Virtualhost www.example.com which uses SSL, however there can be at most 1.',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-alias': {
    problem: 'san-missing',
    weight: 'symptom',
    severity: 'warning',
    template: 'but the name/alias {name:name} itself is not managed',
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:warn] [pid 812:tid 140] AH10040: Virtual Host example.com:443 matches Managed Domain 'example.com', but the name/alias www.example.com itself is not managed. A requested MD certificate will not match ServerName.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-no-ssl-host': {
    problem: 'nginx-no-matching-vhost',
    template: "AH10105: MD {name:name} does not match any VirtualHost with 'SSLEngine on'",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:warn] [pid 812:tid 140] AH10105: MD www.example.com does not match any VirtualHost with 'SSLEngine on', but is configured to require https. This cannot work.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-alpn-host': {
    problem: 'challenge-type-unavailable',
    weight: 'symptom',
    template: 'does not have protocol {protocol:word} enabled',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:warn] [pid 812:tid 140] AH10169: www.example.com: https server_rec for www.example.com does not have protocol acme-tls/1 enabled',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-event': {
    problem: 'certbot-hook-failed',
    template: "event-handler for 'renewing' returned {code:number}",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] AH10060: www.example.com: event-handler for 'renewing' returned 1, preventing renewal to proceed.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-no-ca': {
    problem: 'acme-client-setup',
    template: 'is missing MDCertificateAuthority',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] www.example.com is missing MDCertificateAuthority',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-ca-name': {
    problem: 'ca-directory-wrong',
    template: 'is not known and it is not a URL either',
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] The CA name 'letsencrypts' is not known and it is not a URL either (www.example.com). Known CA names are: buypass, letsencrypt.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-ca-answer': {
    problem: 'ca-directory-wrong',
    template: 'Unable to understand ACME server response from <{url:url}>',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] Unable to understand ACME server response from <https://acme.example.net/>. Wrong ACME protocol version or link?',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-message': {
    problem: 'certbot-hook-failed',
    template: 'MDMessageCmd {command:path} failed with exit code',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] AH10109: MDMessageCmd /usr/local/bin/renewed failed with exit code 1.',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-notify': {
    problem: 'certbot-hook-failed',
    template: 'MDNotifyCmd {command:path} failed with exit code',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] AH10108: MDNotifyCmd /usr/local/bin/renewed failed with exit code 1.',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-eab': {
    problem: 'eab-required',
    template: "the CA requires 'External Account Binding' which is not configured",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] the CA requires 'External Account Binding' which is not configured. This means you need to obtain a 'Key ID' and a 'HMAC' from the CA and configure that using the MDExternalAccountBinding directive in your config.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-eab-hmac': {
    problem: 'eab-invalid',
    template: 'external account binding HMAC value is not valid base64',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] external account binding HMAC value is not valid base64',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-authz': {
    outcome: 'failed',
    template: 'failed, CA considers answer to challenge invalid',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] domain authorization for www.example.com failed, CA considers answer to challenge invalid.',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-dns-cmd': {
    problem: 'acme-client-setup',
    template: '{name:name}: dns-01 command not set',
    example: '[Sun Nov 22 07:15:02.123456 2026] [md:warn] [pid 812:tid 140] www.example.com: dns-01 command not set',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-alpn-nowhere': {
    problem: 'challenge-type-unavailable',
    weight: 'symptom',
    template: "protocol 'acme-tls/1' seems not enabled for this or any other associated domain",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:warn] [pid 812:tid 140] www.example.com: protocol 'acme-tls/1' seems not enabled for this or any other associated domain. Not attempting challenge type tls-alpn-01.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-profile': {
    problem: 'profile-invalid',
    template: "mandatory ACME profile '{profile:word}' is not offered by CA",
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] www.example.com: mandatory ACME profile 'shortlived' is not offered by CA",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-abort': {
    problem: 'certbot-hook-failed',
    template: 'failed. aborting challenge setup',
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] www.example.com: event 'challenge-setup:http-01:www.example.com' failed. aborting challenge setup",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-nonce': {
    problem: 'ca-unreachable',
    template: 'error retrieving new nonce from ACME server',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] error retrieving new nonce from ACME server',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-store-json': {
    problem: 'client-state-corrupt',
    template: 'The central store file md/md_store.json seems to exist, but its content are not readable as JSON',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] The central store file md/md_store.json seems to exist, but its content are not readable as JSON. Either it got somehow corrupted or the store directory is wrong.',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-json': {
    problem: 'client-state-corrupt',
    template: 'failed to load JSON file {path:path}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] failed to load JSON file /etc/apache2/md/domains/www.example.com/md.json: unexpected token (line 1:2)',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-staged': {
    problem: 'nginx-key-mismatch',
    template: 'certificate and private key do not match in staged credentials',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] www.example.com: certificate and private key do not match in staged credentials #0',
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-none-set-up': {
    problem: 'challenge-type-unavailable',
    template: 'could be setup successfully. Please check the log for errors',
    example:
      "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] None of the offered challenge types 'http-01' offered for domain www.example.com could be setup successfully. Please check the log for errors.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/md-order': {
    outcome: 'failed',
    template: "ACME server order status is 'invalid'",
    example: "[Sun Nov 22 07:15:02.123456 2026] [md:error] [pid 812:tid 140] ACME server order status is 'invalid'.",
    source: 'apache httpd 2.4.71: mod_md',
  },
  'apache/stapling-responder': {
    problem: 'nginx-stapling-ignored',
    weight: 'symptom',
    template: 'could not resolve address of OCSP responder {name:name}',
    example:
      '[Sun Nov 22 07:15:02.123456 2026] [ssl:error] [pid 812:tid 140] AH01972: could not resolve address of OCSP responder r3.o.lencr.org',
    source: 'apache httpd 2.4.71: mod_ssl',
  },
} as const satisfies SignatureSet;
