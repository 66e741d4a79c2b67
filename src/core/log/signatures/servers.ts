import type { SignatureSet } from '../signature.ts';

/** Apache, HAProxy, BIND and other servers than nginx. */
export const servers = {
  'server/apache-mismatch': {
    problem: 'nginx-key-mismatch',
    template: 'AH02565: Certificate and private key {where:text} do not match',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:emerg] [pid 667:tid 667] AH02565: Certificate and private key x:8443:0 from /etc/ssl/valid.pem and /etc/ssl/other.key do not match',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-key-fail': {
    problem: 'apache-key-unreadable',
    template: 'AH02564: Failed to configure encrypted (?) private key',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02564: Failed to configure encrypted (?) private key',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-key-fail2': {
    problem: 'apache-key-unreadable',
    weight: 'symptom',
    template: 'AH02577: Init: SSLPassPhraseDialog builtin is not supported',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02577: Init: SSLPassPhraseDialog builtin is not supported',
    source: 'Apache httpd, logs in public',
  },
  'server/apache-key-fail4': {
    problem: 'apache-key-unreadable',
    weight: 'symptom',
    template: 'Unable to configure {kind:word} server private key',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] Unable to configure RSA server private key',
    source: 'Apache httpd, logs in public',
  },
  'server/apache-key-fail5': {
    problem: 'apache-key-unreadable',
    template: 'AH02579: Init: Private key not found',
    example: '[ssl:emerg] [pid 1234] AH02579: Init: Private key not found',
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_pphrase.c',
  },
  'server/apache-key-fail6': {
    problem: 'apache-key-unreadable',
    template: 'Init: Private key not found',
    example: '[Thu Dec 15 16:21:37.578386 2016] [ssl:error] [pid 15827] AH02203: Init: Private key not found',
    source: 'apache httpd 2.4, older: modules/ssl/ssl_engine_pphrase.c',
  },
  'server/apache-cert-fail': {
    problem: 'apache-key-unreadable',
    weight: 'symptom',
    template: 'AH02561: Failed to configure certificate',
    example: '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02561: Failed to configure certificate',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-cert-old': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'AH02241: Init: Unable to read server certificate from file',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02241: Init: Unable to read server certificate from file',
    source: 'Apache httpd, logs in public',
  },
  'server/apache-cert-missing': {
    problem: 'nginx-cert-missing',
    template: "SSLCertificateFile: file '{path:path}' does not exist or is empty",
    example:
      "[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] SSLCertificateFile: file '/etc/letsencrypt/live/example.com/cert.pem' does not exist or is empty",
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_config.c',
  },
  'server/apache-key-missing': {
    problem: 'nginx-cert-missing',
    template: "SSLCertificateKeyFile: file '{path:path}' does not exist or is empty",
    example:
      "[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] SSLCertificateKeyFile: file '/etc/letsencrypt/live/example.com/privkey.pem' does not exist or is empty",
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_config.c',
  },
  'server/apache-chain-missing': {
    problem: 'nginx-cert-missing',
    template: "SSLCertificateChainFile: file '{path:path}' does not exist or is empty",
    example:
      "[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] SSLCertificateChainFile: file '/etc/letsencrypt/live/example.com/chain.pem' does not exist or is empty",
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_config.c',
  },
  'server/apache-no-cert': {
    problem: 'nginx-no-ssl-cert-defined',
    template: 'AH02572: Failed to configure at least one certificate and key',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02572: Failed to configure at least one certificate and key',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-no-cert-old': {
    problem: 'nginx-no-ssl-cert-defined',
    template: 'Server should be SSL-aware but has no certificate configured',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] Server should be SSL-aware but has no certificate configured',
    source: 'Apache httpd, logs in public',
  },
  'server/apache-syntax': {
    problem: 'apache-config-parse',
    weight: 'symptom',
    template: 'Syntax error on line {line:number} of {path:path}',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH00526: Syntax error on line 7 of /etc/apache2/sites-enabled/a.conf:',
    source: 'apache httpd 2.4.68: server/config.c',
  },
  'server/apache-command': {
    problem: 'apache-config-parse',
    template: 'perhaps misspelled or defined by a module not included in the server configuration',
    example:
      "Invalid command 'SSLProtcol', perhaps misspelled or defined by a module not included in the server configuration",
    source: 'apache httpd 2.4.68: server/config.c',
  },
  'server/apache-bind': {
    problem: 'port80-in-use',
    template: 'Address already in use: AH00072: make_sock: could not bind to address {address:host?}',
    example: '(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80',
    source: 'apache2-bin (Debian 12): usr/sbin/apache2, text in the binary',
  },
  'server/apache-bind-old': {
    problem: 'port80-in-use',
    template: '(98)Address already in use: make_sock',
    example: '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] (98)Address already in use: make_sock',
    source: 'Apache httpd, logs in public',
  },
  'server/apache-token-denied': {
    problem: 'http-403-token',
    template: 'AH01630: client denied by server configuration: {path:word}.well-known/acme-challenge',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH01630: client denied by server configuration: /var/www/html/.well-known/acme-challenge/tok3n',
    source: 'apache httpd 2.4.68: modules/aaa/mod_authz_core.c',
  },
  'server/apache-denied': {
    outcome: 'noise',
    template: 'AH01630: client denied by server configuration',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH01630: client denied by server configuration',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_authz_core.so, text in the binary',
  },
  'server/apache-hostname': {
    problem: 'cert-hostname',
    weight: 'remark',
    severity: 'info',
    template: 'server certificate does NOT include an ID which matches the server name',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] server certificate does NOT include an ID which matches the server name',
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_init.c',
  },
  'server/apache-hostname-old': {
    problem: 'cert-hostname',
    weight: 'remark',
    severity: 'info',
    template: "CommonName (CN) `{name:text}' does NOT match server name",
    example: "RSA server certificate CommonName (CN) `a.example.com' does NOT match server name!?",
    source: 'Apache httpd, logs in public',
  },
  'server/apache-ca-cert': {
    outcome: 'noise',
    template: 'server certificate is a CA certificate (BasicConstraints: CA == TRUE',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] server certificate is a CA certificate (BasicConstraints: CA == TRUE',
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_init.c',
  },
  'server/apache-stapling': {
    problem: 'nginx-stapling-ignored',
    template: 'AH02217: ssl_stapling_init_cert',
    example: '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02217: ssl_stapling_init_cert',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-stapling2': {
    problem: 'nginx-stapling-ignored',
    template: 'AH02218: ssl_stapling_init_cert',
    example: '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02218: ssl_stapling_init_cert',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-stapling3': {
    problem: 'nginx-stapling-ignored',
    template: 'AH02604: Unable to configure certificate {where:text} for stapling',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02604: Unable to configure certificate www.example.com:443:0 for stapling',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-stapling4': {
    problem: 'nginx-stapling-ignored',
    template: 'AH01941: stapling_renew_response',
    example: '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH01941: stapling_renew_response',
    source: 'apache2-bin (Debian 12): usr/lib/apache2/modules/mod_ssl.so, text in the binary',
  },
  'server/apache-hs': {
    outcome: 'noise',
    template: 'AH02008: SSL library error 1 in handshake',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] AH02008: SSL library error 1 in handshake',
    source: 'Apache httpd, logs in public',
  },
  'server/apache-http-on-https': {
    problem: 'client-plain-on-tls',
    template: 'speaking plain HTTP to an SSL-enabled server port',
    example:
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] speaking plain HTTP to an SSL-enabled server port',
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_kernel.c',
  },
  'server/apache-http-hs': {
    problem: 'client-plain-on-tls',
    template: 'HTTP spoken on HTTPS port',
    example: '[Sun Nov 22 08:23:23.810505 2026] [ssl:error] [pid 667:tid 667] HTTP spoken on HTTPS port',
    source: 'apache httpd 2.4.68: modules/ssl/ssl_engine_io.c',
  },
  'server/haproxy-mismatch': {
    problem: 'nginx-key-mismatch',
    template: 'inconsistencies between private key and certificate loaded',
    example:
      "[ALERT]    (649) : config : parsing [/etc/haproxy/haproxy.cfg:7] : 'bind 203.0.113.60:8443' in section 'frontend' : inconsistencies between private key and certificate loaded '/etc/ssl/mismatch.pem'.",
    source: 'haproxy 2.6.12: src/ssl_ckch.c',
  },
  'server/haproxy-mismatch-from': {
    problem: 'nginx-key-mismatch',
    template: 'inconsistencies between private key and certificate',
    example:
      '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : inconsistencies between private key and certificate',
    source: 'haproxy 2.6.12: src/ssl_ckch.c',
  },
  'server/haproxy-stat': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to stat SSL certificate from file',
    example:
      "[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : 'bind 203.0.113.60:8443' in section 'frontend' : unable to stat SSL certificate from file '/etc/haproxy/certs/gone.pem' : No such file or directory.",
    source: 'haproxy 2.6.12: src/ssl_crtlist.c',
  },
  'server/haproxy-chain': {
    problem: 'haproxy-pem-invalid',
    template: "unable to load certificate chain from file '{path:path?}'",
    example:
      "[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : unable to load certificate chain from file '/etc/haproxy/certs/a.pem'.",
    source: 'haproxy 2.6.12: src/ssl_ckch.c',
  },
  'server/haproxy-load': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load SSL certificate from PEM file',
    example:
      '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : unable to load SSL certificate from PEM file',
    source: 'HAProxy, logs in public',
  },
  'server/haproxy-load-file': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load SSL certificate file',
    example: '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : unable to load SSL certificate file',
    source: 'HAProxy, logs in public',
  },
  'server/haproxy-key': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load SSL private key from PEM file',
    example:
      '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : unable to load SSL private key from PEM file',
    source: 'haproxy-unofficial-obsolete-mirrors/haproxy#67',
  },
  'server/haproxy-key-file': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load private key from file',
    example: '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : unable to load private key from file',
    source: 'haproxy 2.6.12: src/ssl_ckch.c',
  },
  'server/haproxy-nokey': {
    problem: 'haproxy-pem-invalid',
    template: "No Private Key found in '{path:path?}'",
    example:
      "[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : No Private Key found in '/etc/haproxy/certs/a.pem.key'.",
    source: 'haproxy 2.6.12: src/ssl_ckch.c',
  },
  'server/haproxy-noline': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load certificate from file',
    example: '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : unable to load certificate from file',
    source: 'haproxy 2.6.12: src/ssl_ckch.c',
  },
  'server/haproxy-scan': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to scan directory',
    example: '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : unable to scan directory',
    source: 'haproxy 2.6.12: src/cfgparse-ssl.c',
  },
  'server/haproxy-bind': {
    problem: 'port80-in-use',
    template: 'cannot bind socket (Address already in use)',
    example:
      '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : cannot bind socket (Address already in use)',
    source: 'HAProxy, logs in public',
  },
  'server/haproxy-bind2': {
    problem: 'port80-in-use',
    template: 'Starting frontend {name:word}: cannot bind socket',
    example: 'Starting frontend www: cannot bind socket [0.0.0.0:80]',
    source: 'HAProxy, logs in public',
  },
  'server/haproxy-hs': {
    outcome: 'noise',
    template: 'SSL handshake failure',
    example: '[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : SSL handshake failure',
    source: 'haproxy 2.6.12: src/connection.c',
  },
  'server/bind-cname': {
    problem: 'dns-cname-conflict',
    template: ': CNAME and other data',
    example: 'dns_master_load: /etc/bind/zone.db:5: example.com: CNAME and other data',
    source: 'real log of BIND 9.18 (Debian 12)',
  },
  'server/bind-cname-add': {
    problem: 'dns-cname-conflict',
    template: 'attempt to add non-CNAME alongside CNAME ignored',
    example:
      "22-Nov-2026 07:56:34.719 update: info: client @0x7fcac5f2a098 203.0.113.53#45270/key certbot-key: updating zone 'example.com/IN': attempt to add non-CNAME alongside CNAME ignored",
    source: 'bind 9.18.49: lib/ns/update.c',
  },
  'server/bind-cname-add2': {
    problem: 'dns-cname-conflict',
    template: 'attempt to add CNAME alongside non-CNAME ignored',
    example: 'Nov 22 07:15:02 ns1 named[412]: attempt to add CNAME alongside non-CNAME ignored',
    source: 'bind 9.18.49: lib/ns/update.c',
  },
  'server/bind-noaddr': {
    problem: 'dns-no-address',
    weight: 'symptom',
    template: 'has no address records (A or AAAA)',
    example: "zone example.com/IN: example.com/MX 'mail.example.com.example.com' has no address records (A or AAAA)",
    source: 'bind 9.18.49: lib/dns/zone.c',
  },
  'server/bind-ttl': {
    problem: 'dns-servfail',
    template: "unknown RR type '{type:text}'",
    example: "dns_rdata_fromtext: zone.db:5: unknown RR type '3OO'",
    source: 'bind 9.18.49: lib/dns/master.c',
  },
  'server/bind-syntax': {
    problem: 'dns-servfail',
    weight: 'symptom',
    template: ': loading from master file {path:word} failed',
    example: 'zone example.com/IN: loading from master file zone.db failed: bad ttl',
    source: 'real log of BIND 9.18 (Debian 12)',
  },
  'server/bind-notloaded': {
    problem: 'dns-servfail',
    weight: 'symptom',
    template: '/IN: not loaded due to errors',
    example: 'zone example.com/IN: not loaded due to errors.',
    source: 'real log of BIND 9.18 (Debian 12)',
  },
  'server/bind-nons': {
    problem: 'dns-servfail',
    template: 'has no NS records',
    example: 'Nov 22 07:15:02 ns1 named[412]: has no NS records',
    source: 'bind 9.18.49: lib/dns/zone.c',
  },
  'server/bind-nosoa': {
    problem: 'dns-servfail',
    template: 'has 0 SOA records',
    example: 'Nov 22 07:15:02 ns1 named[412]: has 0 SOA records',
    source: 'bind 9.18.49: lib/dns/zone.c',
  },
  'server/bind-sig': {
    problem: 'dns-dnssec',
    template: 'RRSIG has expired',
    example: 'Nov 22 07:15:02 ns1 named[412]: RRSIG has expired',
    source: 'bind 9.18.49: lib/isc/result.c',
  },
  'server/bind-sig2': {
    problem: 'dns-dnssec',
    template: 'no valid signature found',
    example: 'Nov 22 07:15:02 ns1 named[412]: no valid signature found',
    source: 'bind 9.18.49: lib/dns/validator.c',
  },
  'server/bind-ds': {
    problem: 'dns-dnssec',
    template: 'broken trust chain resolving',
    example: 'Nov 22 07:15:02 ns1 named[412]: broken trust chain resolving',
    source: 'bind 9.18.49: lib/dns/result.c',
  },
  'server/bind-insecurity': {
    problem: 'dns-dnssec',
    template: 'insecurity proof failed resolving',
    example: 'Nov 22 07:15:02 ns1 named[412]: insecurity proof failed resolving',
    source: 'bind 9.18.49: lib/dns/result.c',
  },
  'server/bind-validating': {
    problem: 'dns-dnssec',
    template: 'got insecure response; parent indicates it should be secure',
    example: 'Nov 22 07:15:02 ns1 named[412]: got insecure response; parent indicates it should be secure',
    source: 'bind 9.18.49: lib/dns/validator.c',
  },
  'server/bind-lame': {
    problem: 'dns-servfail',
    weight: 'remark',
    severity: 'info',
    template: 'lame server resolving',
    example: 'Nov 22 07:15:02 ns1 named[412]: lame server resolving',
    source: 'bind 9.18.49: lib/dns/resolver.c',
  },
  'server/bind-update-denied': {
    problem: 'dns-api-auth',
    template: "updating zone '{zone:name}/IN': update failed: rejected by secure update (REFUSED)",
    example:
      "client @0x7f 203.0.113.10#5353: updating zone 'example.com/IN': update failed: rejected by secure update (REFUSED)",
    source: 'bind 9.18.49: lib/ns/update.c',
  },
  'server/bind-tsig': {
    problem: 'dns-api-auth',
    template: 'request has invalid signature: TSIG {key:text}',
    example: 'Nov 22 07:15:02 ns1 named[412]: request has invalid signature: TSIG acme: tsig verify failure (BADKEY)',
    source: 'bind 9.18.49: lib/ns/client.c',
  },
  'server/bind-tsig-time': {
    problem: 'clock-skew',
    template: 'tsig verify failure (BADTIME)',
    example: 'Nov 22 07:15:02 ns1 named[412]: tsig verify failure (BADTIME)',
    source: 'BIND, logs in public',
  },
  'server/unbound-bogus': {
    problem: 'dns-dnssec',
    template: 'validation failure <{question:text}>',
    example: 'info: validation failure <www.example.org. A IN>: signature crypto failed',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'server/dovecot-cert': {
    problem: 'nginx-cert-missing',
    template: "ssl_cert: Can't open file {path:path?}",
    example: "Nov 22 07:15:02 mail dovecot: ssl_cert: Can't open file /etc/dovecot/cert.pem",
    source: 'Dovecot, logs in public',
  },
  'server/dovecot-key': {
    problem: 'nginx-permission',
    weight: 'symptom',
    template: "ssl_key: Can't open file",
    example: "Nov 22 07:15:02 mail dovecot: ssl_key: Can't open file",
    source: 'Dovecot, logs in public',
  },
  'server/dovecot-mismatch': {
    problem: 'nginx-key-mismatch',
    template: "Can't load private ssl_key: Key is for a different cert than ssl_cert",
    example: "Nov 22 07:15:02 mail dovecot: Can't load private ssl_key: Key is for a different cert than ssl_cert",
    source: 'Dovecot, logs in public',
  },
  'server/postfix-key': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'cannot get {kind:word} certificate from file',
    example: 'warning: cannot get RSA certificate from file "/etc/postfix/cert.pem"',
    source: 'postfix 3.7.11: src/tls/tls_certkey.c',
  },
  'server/postfix-no-tls': {
    problem: 'mail-no-tls',
    weight: 'symptom',
    template: 'disabling TLS support',
    example: 'Nov 22 07:15:02 mail postfix/smtpd[412]: disabling TLS support',
    source: 'postfix 3.7.11: src/tls/tls_certkey.c',
  },
  'server/openssl-mismatch': {
    problem: 'nginx-key-mismatch',
    template: 'key values mismatch',
    example: 'key values mismatch',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'server/haproxy-acme-start': {
    outcome: 'started',
    template: 'Starting update of the certificate',
    example: 'acme: @web/web: Starting update of the certificate.',
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-acme-success': {
    outcome: 'succeeded',
    template: 'Successful update of the certificate',
    example: 'acme: @web/web: Successful update of the certificate.',
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-acme-unknown': {
    outcome: 'failed',
    template: 'challenge error: unknown (HTTP status code',
    example: 'acme: @web/web: challenge error: unknown (HTTP status code 400) Aborting.',
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-acme-status': {
    outcome: 'failed',
    template: 'invalid HTTP status code {status:number} when getting',
    example: 'acme: @web/web: invalid HTTP status code 400 when getting newOrder URL, retrying in 3s (1/5 retries)...',
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-acme-5xx': {
    problem: 'ca-overloaded',
    weight: 'symptom',
    template: 'invalid HTTP status code {status:status5xx} when getting newOrder URL',
    example: 'acme: @web/web: invalid HTTP status code 503 when getting newOrder URL, retrying in 3s (1/5 retries)...',
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-acme-map': {
    problem: 'acme-client-setup',
    template: "couldn't add the token to the",
    example: "acme: @web/web: couldn't add the token to the 'virt@acme' map: no such map Aborting.",
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-acme-domains': {
    problem: 'acme-client-setup',
    template: "No 'domains' were configured for certificate",
    example: "acme: @web/web: No 'domains' were configured for certificate. Can't start the client. Aborting.",
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-acme-section': {
    problem: 'acme-client-setup',
    template: 'No ACME configuration found for file',
    example:
      "[ALERT]    (652) : config : parsing [/etc/haproxy/haproxy.cfg:7] : No ACME configuration found for file '@web/web'.",
    source: 'haproxy/haproxy src/acme.c',
  },
  'server/haproxy-ocsp': {
    problem: 'haproxy-pem-invalid',
    template: "set to 'on' but an error occurred (maybe",
    example:
      "[ALERT] (31166) : config : parsing [/etc/haproxy/haproxy.cfg:50] : '/etc/haproxy/a.pem' has an OCSP auto-update set to 'on' but an error occurred (maybe the OCSP URI or the issuer could not be found)'.",
    source: 'HAProxy 2.8, in public logs',
  },
  'server/haproxy-list': {
    problem: 'haproxy-pem-invalid',
    weight: 'symptom',
    template: "'crt-list' : error processing line {line:number} in file",
    example:
      "[ALERT] (31166) : config : parsing [/etc/haproxy/haproxy.cfg:51] : 'bind :443' : 'crt-list' : error processing line 1 in file '/etc/haproxy/crt-list.txt' : see below",
    source: 'haproxy src/ssl_crtlist.c',
  },
  'server/haproxy-no-cert': {
    problem: 'nginx-no-ssl-cert-defined',
    template: 'no SSL certificate specified for bind',
    example:
      "[ALERT]    (652) : config : Proxy 'www': no SSL certificate specified for bind ':443' at [/etc/haproxy/haproxy.cfg:34] (use 'crt').",
    source: 'HAProxy, in public logs',
  },
  'server/bind-journal-denied': {
    problem: 'permission-denied',
    template: '.jnl: create: permission denied',
    example: 'Nov 22 07:15:02 ns1 named[4973]: /etc/bind/db.example.com.jnl: create: permission denied',
    source: 'BIND, in public logs',
  },
  'server/bind-journal-open': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: 'journal open failed: unexpected error',
    example:
      "client @0x7f 203.0.113.10#5353/key acme: updating zone 'example.com/IN': error: journal open failed: unexpected error",
    source: 'BIND, in public logs',
  },
  'server/bind-journal-sync': {
    problem: 'dns-servfail',
    template: 'journal out of sync with zone',
    example: 'zone example.com/IN: journal rollforward failed: journal out of sync with zone',
    source: 'bind 9.18: lib/dns/result.c',
  },
  'server/bind-update-security': {
    problem: 'dns-api-auth',
    template: "update-security: error: client {client:text}: update '{zone:name}/IN' denied",
    example:
      "22-Nov-2026 07:15:02.719 update-security: error: client @0x7f 203.0.113.10#5353: update 'example.com/IN' denied",
    source: 'bind 9.18: lib/ns/update.c',
  },
  'server/bind-dnskey': {
    problem: 'dns-dnssec',
    template: 'no DNSKEY matching DS',
    example: 'validating example.com/DNSKEY: no DNSKEY matching DS',
    source: 'bind 9.18: lib/dns/validator.c',
  },
  'server/bind-bad-signature': {
    problem: 'dns-dnssec',
    template: 'verify failed due to bad signature',
    example:
      'validating example.com/A: verify failed due to bad signature (keyid=12345): RRSIG validity period has not begun',
    source: 'bind 9.18: lib/dns/validator.c',
  },
  'server/dovecot-dh': {
    problem: 'nginx-cert-missing',
    template: "ssl_dh: Can't open file {path:path?}",
    example:
      "doveconf: Fatal: Error in configuration file /etc/dovecot/dovecot.conf line 14: ssl_dh: Can't open file /usr/share/dovecot/dh.pem: No such file or directory",
    source: 'Dovecot, in public logs',
  },
  'server/dovecot-context': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'Failed to initialize SSL server context',
    example: 'imap-login: Error: Failed to initialize SSL server context: see below',
    source: 'dovecot src/login-common/client-common.c',
  },
  'server/dovecot-load': {
    problem: 'nginx-cert-missing',
    template: "Can't load SSL certificate",
    example: "imap-login: Error: Can't load SSL certificate: The certificate is empty",
    source: 'Dovecot, in public logs',
  },
  'server/postfix-none': {
    problem: 'nginx-no-ssl-cert-defined',
    template: 'No server certs available. TLS',
    example: "Nov 22 07:15:02 mail postfix/smtpd[412]: warning: No server certs available. TLS won't be enabled",
    source: 'postfix src/tls/tls_server.c',
  },
  'server/postfix-untrusted': {
    problem: 'client-trust-store',
    weight: 'symptom',
    template: 'Server certificate not trusted',
    example: 'status=deferred (Server certificate not trusted)',
    source: 'postfix src/smtp/smtp_proto.c',
  },
  'server/postfix-unverified': {
    problem: 'cert-hostname',
    weight: 'symptom',
    template: 'Server certificate not verified',
    example: 'status=deferred (Server certificate not verified)',
    source: 'postfix src/smtp/smtp_proto.c',
  },
  'server/exim-cert': {
    problem: 'nginx-cert-missing',
    template: '(SSL_CTX_use_certificate_chain_file file={path:path})',
    example:
      'TLS error on connection from mail.example.net [198.51.100.7] (SSL_CTX_use_certificate_chain_file file=/etc/exim4/exim.crt): error:02001002:system library:fopen:No such file',
    source: 'Exim/exim src/src/tls-openssl.c',
  },
  'server/exim-key': {
    problem: 'nginx-permission',
    template: '(SSL_CTX_use_PrivateKey_file file={path:path})',
    example:
      'TLS error on connection from mail.example.net [198.51.100.7] (SSL_CTX_use_PrivateKey_file file=/etc/exim4/exim.key): error:0200100D:system library:fopen:Permission',
    source: 'Exim/exim src/src/tls-openssl.c',
  },
  'server/ldap-name': {
    problem: 'cert-hostname',
    template: 'TLS: hostname does not match',
    example: 'TLS: hostname does not match name in peer certificate',
    source: 'openldap libraries/libldap/tls2.c, tls_o.c',
  },
  'server/ldap-start': {
    problem: 'client-trust-store',
    weight: 'symptom',
    template: 'ldap_start_tls: Connect error (-11)',
    example: 'ldap_start_tls: Connect error (-11)',
    source: 'OpenLDAP tools, in public logs',
  },
  'server/mysql-setup': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'Failed to set up SSL because of the following SSL library error',
    example:
      '2026-11-22T07:15:02.604540Z 0 [Warning] Failed to set up SSL because of the following SSL library error: see below',
    source: 'mysql sql/mysqld.cc',
  },
  'server/mysql-none': {
    outcome: 'noise',
    template:
      'Failed to set up SSL because of the following SSL library error: SSL context is not usable without certificate and private key',
    example:
      '2026-11-22T07:15:02.604540Z 0 [Warning] Failed to set up SSL because of the following SSL library error: SSL context is not usable without certificate and private key',
    source: 'mysql: TLS was never set up',
  },
  'server/postgres-name': {
    problem: 'cert-hostname',
    template: 'does not match host name "',
    example: 'server certificate for "example.com" (and 2 other names) does not match host name "db.example.net"',
    source: 'postgres src/interfaces/libpq/fe-secure-common.c',
  },
  'server/postgres-cert': {
    problem: 'nginx-cert-missing',
    template: 'could not load server certificate file "{path:path?}"',
    example: 'FATAL:  could not load server certificate file "server.crt": No such file or directory',
    source: 'postgres src/backend/libpq/be-secure-openssl.c',
  },
  'server/postgres-key': {
    problem: 'nginx-permission',
    template: 'private key file "{path:path}" has group or world access',
    example: 'FATAL:  private key file "/var/lib/postgresql/server.key" has group or world access',
    source: 'postgres src/backend/libpq/be-secure-common.c',
  },
  'server/java-not-tls': {
    problem: 'client-plain-on-tls',
    template: 'not an SSL/TLS record',
    example: 'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 474554',
    source: 'netty handler/ssl/SslHandler.java',
  },
  'server/java-alert-unknown': {
    problem: 'client-rejects-cert',
    template: 'Received fatal alert: certificate_unknown',
    example: 'javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_unknown',
    source: 'OpenJDK sun/security/ssl/Alert.java',
  },
  'server/java-alert-bad': {
    problem: 'client-rejects-cert',
    template: 'Received fatal alert: bad_certificate',
    example: 'javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate',
    source: 'OpenJDK sun/security/ssl/Alert.java',
  },
  'server/java-alert-ca': {
    problem: 'client-rejects-cert',
    template: 'Received fatal alert: unknown_ca',
    example: 'javax.net.ssl.SSLHandshakeException: Received fatal alert: unknown_ca',
    source: 'OpenJDK sun/security/ssl/Alert.java',
  },
  'server/java-alert-handshake': {
    problem: 'nginx-ssl-protocol',
    template: 'Received fatal alert: handshake_failure',
    example: 'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure',
    source: 'OpenJDK sun/security/ssl/Alert.java',
  },
  'server/java-alert-version': {
    problem: 'nginx-ssl-protocol',
    template: 'Received fatal alert: protocol_version',
    example: 'javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version',
    source: 'OpenJDK sun/security/ssl/Alert.java',
  },
  'server/haproxy-layer6': {
    problem: 'nginx-upstream',
    template: 'reason: Layer6 invalid response',
    example: '[WARNING]  (8) : Server be/s1 is DOWN, reason: Layer6 invalid response, check duration: 3ms.',
    source: 'haproxy src/check.c',
  },
  'server/mysql-client': {
    problem: 'client-trust-store',
    weight: 'symptom',
    template: 'ERROR 2026 (HY000): SSL connection error',
    example: 'ERROR 2026 (HY000): SSL connection error: see below',
    source: 'mysql client, CR_SSL_CONNECTION_ERROR',
  },
  'server/mongo-name': {
    problem: 'cert-hostname',
    template: 'The server certificate does not match the host name',
    example: 'The server certificate does not match the host name. Hostname: db.example.net does not match',
    source: 'mongo src/mongo/util/net/ssl_manager_openssl.cpp, in public logs',
  },
  'server/haproxy-directory-tls': {
    problem: 'nginx-ssl-protocol',
    template: 'all SSL/TLS versions are disabled for',
    example: "Proxy 'https': all SSL/TLS versions are disabled for bind '*:443' at [/etc/haproxy/haproxy.cfg:20].",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-ciphers': {
    problem: 'nginx-ssl-protocol',
    template: 'unable to set SSL cipher list to',
    example: "Proxy 'https': unable to set SSL cipher list to 'FOO' for bind '*:443' at [/etc/haproxy/haproxy.cfg:20].",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-ciphersuites': {
    problem: 'nginx-ssl-protocol',
    template: 'unable to set TLS 1.3 cipher suites to',
    example:
      "Proxy 'https': unable to set TLS 1.3 cipher suites to 'FOO' for bind '*:443' at [/etc/haproxy/haproxy.cfg:20].",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-context-cert': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load SSL certificate into SSL Context',
    example: "unable to load SSL certificate into SSL Context '/etc/haproxy/certs/example.pem'.",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-context-key': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load SSL private key into SSL Context',
    example: "unable to load SSL private key into SSL Context '/etc/haproxy/certs/example.pem'.",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-context-chain': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to load chain certificate into SSL Context',
    example: "unable to load chain certificate into SSL Context '/etc/haproxy/certs/example.pem'.",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-stat-cert': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to stat SSL certificate',
    example: "unable to stat SSL certificate '/etc/haproxy/certs/example.pem'.",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-stat-from': {
    problem: 'haproxy-pem-invalid',
    template: 'unable to stat certificate from file',
    example: "unable to stat certificate from file '/etc/haproxy/certs/example.pem'",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-no-ssl': {
    problem: 'client-plain-on-tls',
    template: 'A certificate was specified but SSL was not enabled on bind',
    example:
      "Proxy 'https': A certificate was specified but SSL was not enabled on bind '*:443' at [/etc/haproxy/haproxy.cfg:20] (use 'ssl').",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-ca-file': {
    problem: 'client-trust-store',
    template: "cannot initialize SSL verify with 'ca-file",
    example: 'cannot initialize SSL verify with \'ca-file "/etc/ssl/ca.pem"\'.',
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-ca-read': {
    problem: 'client-trust-store',
    template: 'Failed to read CA certificate file',
    example: "Proxy 'https': Failed to read CA certificate file '/etc/ssl/ca.pem' at [/etc/haproxy/haproxy.cfg:20].",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-crl': {
    problem: 'client-trust-store',
    template: 'unable to load CRL file',
    example: "unable to load CRL file '/etc/ssl/crl.pem'",
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-empty': {
    problem: 'haproxy-pem-invalid',
    template: 'Chain missing certificate or private key',
    example: '[/etc/haproxy/haproxy.cfg:20]. Chain missing certificate or private key',
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-handshake': {
    problem: 'client-plain-on-tls',
    weight: 'remark',
    severity: 'info',
    template: 'Connection error during SSL handshake',
    example: 'fc_err: Connection error during SSL handshake',
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-untrusted': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'SSL client certificate not trusted',
    example: '192.0.2.9:50000 [26/Nov/2026:10:00:00.000] https/1: SSL client certificate not trusted',
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/haproxy-untrusted-ca': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'SSL client CA chain cannot be verified',
    example: '192.0.2.9:50000 [26/Nov/2026:10:00:00.000] https/1: SSL client CA chain cannot be verified',
    source: 'HAProxy 2.6: src/ssl_sock.c, src/ssl_ckch.c, src/cfgparse-ssl.c',
  },
  'server/dovecot-cert-load': {
    problem: 'nginx-cert-missing',
    template: "Can't load ssl_cert: {what:text}",
    example: "Error: Failed to initialize SSL: Can't load ssl_cert: it is not readable",
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-key-load': {
    problem: 'nginx-cert-missing',
    template: "Can't load SSL private key (",
    example: "Error: Can't load SSL private key (ssl_key setting): there is no valid key",
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-alt': {
    problem: 'nginx-cert-missing',
    template: "Can't load alternative SSL certificate",
    example: "Error: Can't load alternative SSL certificate (ssl_alt_cert setting)",
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-ca': {
    problem: 'client-trust-store',
    template: "Can't load CA certs from",
    example: "Error: Can't load CA certs from /etc/ssl/ca.pem (ssl_client_ca_file setting)",
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-dh-load': {
    problem: 'nginx-config-test',
    template: "Can't load DH parameters (ssl_dh",
    example: "Error: Can't load DH parameters (ssl_dh setting): bad base64",
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-no-dh': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'ssl enabled, but ssl_dh not set',
    example: 'Error: ssl enabled, but ssl_dh not set',
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-cipher': {
    problem: 'nginx-ssl-protocol',
    template: "Can't set cipher list to",
    example: "Error: Can't set cipher list to 'FOO' (ssl_cipher_list setting)",
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-no-pem': {
    problem: 'nginx-cert-missing',
    template: 'There is no valid PEM certificate',
    example: "ssl_cert: There is no valid PEM certificate. (You probably forgot '<' from ssl_cert=<file)",
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-invalid': {
    problem: 'self-signed',
    template: 'Received invalid SSL certificate',
    example: 'Received invalid SSL certificate: (check ssl_client_ca_* settings?)',
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/dovecot-plain': {
    problem: 'client-plain-on-tls',
    weight: 'remark',
    severity: 'info',
    template: 'Authentication not allowed until SSL/TLS is enabled',
    example: 'Authentication not allowed until SSL/TLS is enabled.',
    source: 'Dovecot 2.3: src/lib-ssl-iostream, src/login-common',
  },
  'server/postfix-wrapper': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'TLS context initialization failed. For details see earlier warnings',
    example:
      'Wrapper-mode request dropped from unknown[192.0.2.9] for service smtps. TLS context initialization failed. For details see earlier warnings in your logs.',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-init': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'TLS not available due to local problem',
    example: '454 4.7.0 TLS not available due to local problem',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-start': {
    problem: 'nginx-ssl-protocol',
    weight: 'symptom',
    template: 'Cannot start TLS: handshake failure',
    example: 'status=deferred (Cannot start TLS: handshake failure)',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-offer': {
    problem: 'mail-no-tls',
    weight: 'symptom',
    template: 'TLS is required, but was not offered by host',
    example: 'status=deferred (TLS is required, but was not offered by host mx.example.com[192.0.2.25])',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-untrusted-issuer': {
    problem: 'client-trust-store',
    template: 'certificate verification failed for {name:word} untrusted issuer',
    example: 'certificate verification failed for mx.example.com[192.0.2.25]:25: untrusted issuer /C=US/O=Example',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-notyet': {
    problem: 'clock-skew',
    template: 'certificate verification failed for {name:word} certificate not yet valid',
    example: 'certificate verification failed for mx.example.com[192.0.2.25]:25: certificate not yet valid',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-expired': {
    problem: 'cert-expired',
    template: 'certificate verification failed for {name:word} certificate has expired',
    example: 'certificate verification failed for mx.example.com[192.0.2.25]:25: certificate has expired',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-policy': {
    problem: 'client-trust-store',
    template: 'not trusted by local or TLSA policy',
    example: 'mx.example.com: not trusted by local or TLSA policy',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-chain-key': {
    problem: 'nginx-key-mismatch',
    template: 'error loading certificate chain: key at index',
    example:
      'warning: error loading certificate chain: key at index 1 in /etc/ssl/example.pem does not match the certificate',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-next-cert': {
    problem: 'nginx-key-mismatch',
    template: 'does not match next certificate',
    example: 'warning: key at index 1 in /etc/ssl/example.pem does not match next certificate',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-load': {
    problem: 'nginx-cert-missing',
    template: 'error loading private keys and certificates from',
    example: 'warning: error loading private keys and certificates from: /etc/ssl/example.pem',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-load-key': {
    problem: 'nginx-cert-missing',
    template: 'error loading private key (PEM object number',
    example: 'warning: error loading private key (PEM object number 1) from /etc/ssl/example.pem',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-load-cert': {
    problem: 'nginx-cert-missing',
    template: 'error loading certificate (PEM object number',
    example: 'warning: error loading certificate (PEM object number 1) from /etc/ssl/example.pem',
    source: 'Postfix 3.7: src/tls',
  },
  'server/postfix-dane': {
    problem: 'other-invalid',
    template: 'certificate verification failed for {name:word} num={number:word}',
    example: 'certificate verification failed for mx.example.com[192.0.2.25]:25: num=65:no matching DANE TLSA records',
    source: 'Postfix 3.7: src/tls',
  },
  'server/exim-name': {
    problem: 'cert-hostname',
    template: 'TLS certificate verification failed: cert name mismatch',
    example: 'TLS certificate verification failed: cert name mismatch',
    source: 'Exim 4.96: src/tls-gnu.c, src/tls-openssl.c',
  },
  'server/exim-verify': {
    problem: 'client-trust-store',
    template: 'TLS certificate verification failed (',
    example: 'TLS certificate verification failed (certificate invalid): peerdn="CN=mx.example.com"',
    source: 'Exim 4.96: src/tls-gnu.c, src/tls-openssl.c',
  },
  'server/exim-self': {
    problem: 'self-signed',
    template: 'No server certificate defined; will use a selfsigned one',
    example: 'Warning: No server certificate defined; will use a selfsigned one.',
    source: 'Exim 4.96: src/tls-gnu.c, src/tls-openssl.c',
  },
  'server/exim-required': {
    problem: 'mail-no-tls',
    template: 'a TLS session is required, but',
    example: 'a TLS session is required, but the server did not offer TLS support',
    source: 'Exim 4.96: src/tls-gnu.c, src/tls-openssl.c',
  },
  'server/exim-attempt': {
    problem: 'nginx-ssl-protocol',
    weight: 'symptom',
    template: 'an attempt to start TLS failed',
    example: 'a TLS session is needed, but an attempt to start TLS failed',
    source: 'Exim 4.96: src/tls-gnu.c, src/tls-openssl.c',
  },
  'server/exim-expired': {
    problem: 'cert-expired',
    weight: 'remark',
    severity: 'info',
    template: 'The session or certificate has expired',
    example: 'TLS error: The session or certificate has expired.',
    source: 'Exim 4.96: src/tls-gnu.c, src/tls-openssl.c',
  },
  'server/stunnel-cert': {
    problem: 'nginx-cert-missing',
    template: 'error queue: SSL_CTX_use_certificate',
    example: 'error queue: SSL_CTX_use_certificate_chain_file: 02001002',
    source: 'stunnel 5.68: src/ctx.c, src/verify.c',
  },
  'server/stunnel-key': {
    problem: 'nginx-key-mismatch',
    template: 'Private key does not match the certificate',
    example: 'Private key does not match the certificate',
    source: 'stunnel 5.68: src/ctx.c, src/verify.c',
  },
  'server/stunnel-verify': {
    problem: 'self-signed',
    template: 'CERT: Certificate not found in local repository',
    example: 'LOG4: CERT: Certificate not found in local repository',
    source: 'stunnel 5.68: src/ctx.c, src/verify.c',
  },
  'server/stunnel-pre': {
    problem: 'client-trust-store',
    weight: 'symptom',
    template: 'CERT: Pre-verification error',
    example: 'LOG4: CERT: Pre-verification error: certificate signer not known',
    source: 'stunnel 5.68: src/ctx.c, src/verify.c',
  },
  'server/lighttpd-self': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'add "mod_openssl" to server.modules',
    example: 'Warning: please add "mod_openssl" to server.modules list in lighttpd.conf.',
    source: 'lighttpd 1.4: src/configfile.c',
  },
  'server/tls-fopen-permission': {
    problem: 'nginx-permission',
    template: 'TLS library problem: {code:text}system library:fopen:Permission denied',
    example:
      "warning: TLS library problem: 14974:error:0200100D:system library:fopen:Permission denied:bss_file.c:398:fopen('/etc/ssl/example.pem','r'):",
    source: 'postfix 3.7.11: src/tls/tls_misc.c',
  },
  'server/tls-fopen-missing': {
    problem: 'nginx-cert-missing',
    template: 'TLS library problem: {code:text}system library:fopen:No such file or directory',
    example:
      "warning: TLS library problem: error:02001002:system library:fopen:No such file or directory:bss_file.c:175:fopen('/etc/ssl/example.pem','r'):",
    source: 'postfix 3.7.11: src/tls/tls_misc.c',
  },
  'server/tls-open3-permission': {
    problem: 'nginx-permission',
    template: 'TLS library problem: error:8000000D:system library::Permission denied',
    example:
      'warning: TLS library problem: error:8000000D:system library::Permission denied:../crypto/bio/bss_file.c:288:calling fopen(/etc/ssl/example.pem, r):',
    source: 'postfix 3.7.11: src/tls/tls_misc.c',
  },
  'server/tls-open3-missing': {
    problem: 'nginx-cert-missing',
    template: 'TLS library problem: error:80000002:system library',
    example:
      'warning: TLS library problem: error:80000002:system library::No such file or directory:../crypto/bio/bss_file.c:288:calling fopen(/etc/ssl/example.pem, r):',
    source: 'postfix 3.7.11: src/tls/tls_misc.c',
  },
  'server/kamailio-cert': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'Unable to load certificate file',
    example:
      'ERROR: tls [tls_domain.c:590]: load_cert(): TLSs<default>: Unable to load certificate file /etc/kamailio/cert.pem',
    source: 'kamailio 5.5: src/modules/tls/tls_domain.c',
  },
  'server/kamailio-key': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    template: 'Unable to load private key file',
    example:
      'ERROR: tls [tls_domain.c:1080]: load_private_key(): TLSs<default>: Unable to load private key file /etc/kamailio/key.pem',
    source: 'kamailio 5.5: src/modules/tls/tls_domain.c',
  },
  'server/kamailio-match': {
    problem: 'nginx-key-mismatch',
    template: 'does not match the public key of the certificate',
    example:
      "ERROR: tls [tls_domain.c:1103]: load_private_key(): TLSs<default>: Key '/etc/kamailio/key.pem' does not match the public key of the certificate",
    source: 'kamailio 5.5: src/modules/tls/tls_domain.c',
  },
  'server/bind-not-auth': {
    problem: 'dns-wrong-zone',
    template: 'not authoritative for update zone',
    example: 'client @0x7f00 192.0.2.1#40000/key acme: update failed: not authoritative for update zone (NOTAUTH)',
    source: 'BIND: lib/ns/update.c',
  },
  'server/bind-not-zone': {
    problem: 'dns-wrong-zone',
    template: 'update RR is outside zone',
    example: "updating zone 'example.com/IN': update failed: update RR is outside zone (NOTZONE)",
    source: 'BIND: lib/ns/update.c',
  },
  'server/bind-non-soa': {
    problem: 'dns-wrong-zone',
    weight: 'symptom',
    template: 'update zone section contains non-SOA',
    example: 'update failed: update zone section contains non-SOA (FORMERR)',
    source: 'BIND: lib/ns/update.c',
  },
  'server/bind-acl': {
    problem: 'dns-api-auth',
    template: "/IN' denied due to ",
    example: "client 192.0.2.1#40000: update 'example.com/IN' denied due to allow-query",
    source: 'BIND: lib/ns/update.c',
  },
  'apache/hint-start': {
    problem: 'apache-key-unreadable',
    template: 'or even just a forgotten SSLCertificateKeyFile',
    example: 'Bad file contents or format - or even just a forgotten SSLCertificateKeyFile?',
    source: 'Apache: modules/ssl/ssl_engine_log.c',
  },
  'apache/hint-phrase': {
    problem: 'apache-key-unreadable',
    template: '-- wrong pass phrase!?',
    example: 'SSL Library Error: error:00000000: -- wrong pass phrase!?',
    source: 'Apache: modules/ssl/ssl_engine_log.c',
  },
  'apache/hint-phrase2': {
    problem: 'apache-key-unreadable',
    template: 'You entered an incorrect pass phrase!?',
    example: 'You entered an incorrect pass phrase!?',
    source: 'Apache: modules/ssl/ssl_engine_log.c',
  },
  'apache/hint-cipher': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'Too restrictive SSLCipherSuite or using DSA server certificate?',
    example: 'Too restrictive SSLCipherSuite or using DSA server certificate?',
    source: 'Apache: modules/ssl/ssl_engine_log.c',
  },
  'server/haproxy-client-ca': {
    problem: 'ca-tls-trust',
    template: 'httpclient: SSL was disabled (wrong verify/ca-file)',
    example: '[ALERT]    (100) : httpclient: SSL was disabled (wrong verify/ca-file)!',
    source: 'HAProxy: src/http_client.c',
  },
  'server/haproxy-client-ssl': {
    problem: 'acme-client-setup',
    template: 'httpclient: OpenSSL is not available',
    example: '[ALERT]    (100) : httpclient: OpenSSL is not available httpclient_start:1.',
    source: 'HAProxy: src/http_client.c',
  },
  'server/haproxy-client-init': {
    outcome: 'failed',
    template: 'httpclient: Failed to initialize appctx',
    example: '[ALERT]    (100) : httpclient: Failed to initialize appctx httpclient_start:360.',
    source: 'HAProxy: src/http_client.c',
  },
  'server/haproxy-client-ca-load': {
    problem: 'ca-tls-trust',
    template: 'httpclient: cannot initialize SSL verify with',
    example:
      '[NOTICE]   (100) : config : httpclient: cannot initialize SSL verify with \'ca-file "ca-certificates.crt"\'.',
    source: 'HAProxy: src/http_client.c',
  },
  'server/haproxy-experimental': {
    problem: 'acme-client-setup',
    template: "section 'acme' is experimental, must be allowed via a global 'expose-experimental-directives'",
    example:
      "[ALERT]    (100) : config : parsing [haproxy.cfg:7]: section 'acme' is experimental, must be allowed via a global 'expose-experimental-directives'",
    source: 'HAProxy: src/acme.c',
  },
  'server/haproxy-acme-none': {
    problem: 'acme-client-setup',
    template: "' was used on a crt line [{where:text}], but no '",
    example: "acme 'LE1' was used on a crt line [haproxy.cfg:18], but no 'LE1' section exists!",
    source: 'HAProxy: src/acme.c',
  },
  'server/haproxy-acme-challenge': {
    problem: 'acme-client-setup',
    template: 'requires a challenge type: HTTP-01 or DNS-01',
    example: "keyword 'challenge' in 'acme' section requires a challenge type: HTTP-01 or DNS-01",
    source: 'HAProxy: src/acme.c',
  },
  'server/haproxy-acme-keytype': {
    problem: 'acme-client-setup',
    template: "requires either 'RSA' or 'ECDSA' argument",
    example: "keyword 'keytype' in 'acme' section requires either 'RSA' or 'ECDSA' argument",
    source: 'HAProxy: src/acme.c',
  },
  'server/haproxy-acme-account': {
    problem: 'acme-client-setup',
    template: "is not present and can't be generated, please provide an account file",
    example: " 'LE1.account.key' is not present and can't be generated, please provide an account file.",
    source: 'HAProxy: src/acme.c',
  },
  'server/haproxy-acme-account-bad': {
    problem: 'acme-client-setup',
    template: "acme: No Private Key found in '",
    example: "[ALERT]    (100) : acme: No Private Key found in 'LE1.account.key'.",
    source: 'HAProxy: src/acme.c',
  },
  'server/monit-checksum': {
    problem: 'nginx-cert-missing',
    template: 'annot compute a checksum for file {path:path}',
    example: '/etc/monit.d/web:21: Cannot compute a checksum for file /etc/ssl/example.com.pem',
    source: 'Monit: src/p.y',
  },
  'dns/resolved-dnssec': {
    problem: 'dns-dnssec',
    weight: 'symptom',
    template: 'DNSSEC validation failed for question {name:name?} IN {type:word}: ',
    example: 'systemd-resolved[512]: DNSSEC validation failed for question example.org IN A: signature-expired',
    source: 'systemd: src/resolve/resolved-dns-transaction.c',
  },
  'dns/dnsmasq-bogus': {
    problem: 'dns-dnssec',
    weight: 'symptom',
    template: 'validation result is BOGUS',
    example: 'dnsmasq[703]: validation result is BOGUS',
    source: 'pi-hole/pi-hole#2658',
  },
  'dns/dnsmasq-insecure-ds': {
    problem: 'dns-dnssec',
    weight: 'symptom',
    template: 'Insecure DS reply received for {name:name?}',
    example:
      'dnsmasq[812]: Insecure DS reply received for example.com, check domain configuration and upstream DNS server DNSSEC support',
    source: 'dnsmasq: src/dnssec.c',
  },
  'ingress/certificate-missing': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    severity: 'warning',
    template: 'local SSL certificate {secret:word?} was not found',
    example:
      'W1104 16:56:04.503448       7 controller.go:1270] Error getting SSL certificate "prod/web-tls": local SSL certificate prod/web-tls was not found. Using default certificate',
    source: 'kubernetes/ingress-nginx#7886',
  },
  'ingress/secret-missing': {
    problem: 'nginx-cert-missing',
    weight: 'symptom',
    severity: 'warning',
    template: 'Error obtaining X.509 certificate: no object matching key',
    example:
      'W0317 07:38:02.663518       8 backend_ssl.go:45] Error obtaining X.509 certificate: no object matching key "default/web-tls" in local store',
    source: 'kubernetes/ingress-nginx: internal/ingress/controller/store',
  },
} as const satisfies SignatureSet;
