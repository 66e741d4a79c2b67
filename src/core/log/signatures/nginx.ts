import type { SignatureSet } from '../signature.ts';

/** nginx: error log, `nginx -t`, and what wraps it. */
export const nginx = {
  'nginx/token-404': {
    problem: 'http-404-token',
    weight: 'symptom',
    template: '.well-known/acme-challenge/{token:token}" failed (2: No such file or directory)',
    example:
      '2026/11/22 07:15:02 [error] 1#1: *57 open() "/var/www/html/.well-known/acme-challenge/tok3n" failed (2: No such file or directory), client: 198.51.100.7, server: example.com',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_static_module.c',
  },
  'nginx/token-404-dir': {
    problem: 'http-404-token',
    weight: 'symptom',
    template: '.well-known/acme-challenge/{token:token}" is not found (2: No such file or directory)',
    example:
      '2026/11/22 07:15:02 [error] 1#1: *57 open() "/var/www/html/.well-known/acme-challenge/tok3n" is not found (2: No such file or directory)',
    source: 'nginx 1.26.3: src/http/modules/ngx_http_index_module.c',
  },
  'nginx/token-404-notdir': {
    problem: 'http-404-token',
    weight: 'symptom',
    template: '.well-known/acme-challenge/{token:token}" failed (20: Not a directory)',
    example:
      '2026/11/22 07:15:02 [error] 1#1: *57 open() "/var/www/html/.well-known/acme-challenge/tok3n" failed (20: Not a directory)',
    source: "nginx/nginx@3f6f7824d src/http/modules/ngx_http_static_module.c, with the system's error text",
  },
  'nginx/token-403': {
    problem: 'http-403-token',
    template: '.well-known/acme-challenge/{token:token}" failed (13: Permission denied)',
    example:
      '2026/11/22 07:15:02 [error] 1234#1234: *57 open() "/srv/u/htdocs/.well-known/acme-challenge/tok3n" failed (13: Permission denied), client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/tok3n HTTP/1.1", host: "example.com"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_static_module.c',
  },
  'nginx/token-rule': {
    problem: 'http-403-token',
    template:
      'access forbidden by rule, client: {client:ip?}, server: {server:text}, request: "GET /.well-known/acme-challenge/',
    example:
      'access forbidden by rule, client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/tok3n HTTP/1.1", host: "example.com"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_core_module.c, modules/ngx_http_access_module.c',
  },
  'nginx/token-rule-wellknown': {
    problem: 'http-403-token',
    template: 'access forbidden by rule, client: {client:ip?}, server: {server:text}, request: "GET /.well-known/',
    example:
      'access forbidden by rule, client: 198.51.100.7, server: example.com, request: "GET /.well-known/pki-validation/file.txt HTTP/1.1"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_core_module.c, modules/ngx_http_access_module.c',
  },
  'nginx/rule': {
    outcome: 'noise',
    template: 'access forbidden by rule',
    example: '2026/11/22 07:15:02 [error] 1#1: *57 access forbidden by rule while sending to client',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_core_module.c, modules/ngx_http_access_module.c',
  },
  'nginx/token-auth': {
    problem: 'http-401-token',
    template:
      'no user/password was provided for basic authentication, client: {client:ip?}, server: {server:text}, request: "GET /.well-known/acme-challenge/',
    example:
      '2026/11/22 07:15:02 [error] 12#12: no user/password was provided for basic authentication, client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/tok3n',
    source: 'nginx, logs in public',
  },
  'nginx/auth-noise': {
    outcome: 'noise',
    template: 'no user/password was provided for basic authentication',
    example: '2026/11/22 07:15:02 [error] 12#12: no user/password was provided for basic authentication',
    source: 'nginx 1.22.1: src/http/modules/ngx_http_auth_basic_module.c',
  },
  'nginx/token-limit': {
    problem: 'http-5xx-token',
    template:
      'limiting requests, excess: {excess:word} by zone "{zone:text}", client: {client:ip?}, server: {server:text}, request: "GET /.well-known/acme-challenge/',
    example:
      '2026/11/22 07:15:02 [error] 12#12: limiting requests, excess: 10.400 by zone "one", client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/tok3n',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_limit_req_module.c',
  },
  'nginx/rewrite-cycle': {
    problem: 'nginx-config-test',
    weight: 'remark',
    severity: 'info',
    template: 'rewrite or internal redirection cycle while',
    example:
      '2026/11/22 07:15:02 [error] 1234#1234: *57 rewrite or internal redirection cycle while processing "/index.php", client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/tok3n HTTP/1.1", host: "example.com"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_core_module.c',
  },
  'nginx/index-perm': {
    problem: 'nginx-permission',
    weight: 'remark',
    severity: 'info',
    template: '" is forbidden (13: Permission denied)',
    example:
      '2026/11/22 07:15:02 [error] 1234#1234: *57 "/var/www/html/index.html" is forbidden (13: Permission denied), client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/tok3n HTTP/1.1", host: "example.com"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_index_module.c',
  },
  'nginx/stat-perm': {
    problem: 'nginx-permission',
    weight: 'remark',
    severity: 'info',
    template: 'failed (13: Permission denied), client:',
    example: '2026/11/22 07:15:02 [error] 12#12: failed (13: Permission denied), client:',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_static_module.c',
  },
  'nginx/plain-on-tls': {
    problem: 'client-plain-on-tls',
    template: 'client sent plain HTTP request to HTTPS port',
    example:
      '2026/11/22 07:15:02 [info] 1234#1234: *57 client sent plain HTTP request to HTTPS port while reading client request headers, client: 198.51.100.7, server: example.com, request: "GET / HTTP/1.1", host: "example.com"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_request.c',
  },
  'nginx/invalid-method': {
    problem: 'client-plain-on-tls',
    weight: 'remark',
    severity: 'info',
    template: 'client sent invalid method while reading client request line',
    example: '2026/11/22 07:15:02 [error] 12#12: client sent invalid method while reading client request line',
    source: 'real log of nginx 1.22.1 (Debian 12)',
  },
  'nginx/sni-mismatch': {
    outcome: 'noise',
    template: 'client attempted to request the server name different from the one',
    example:
      '2026/11/22 07:15:02 [info] 1234#1234: *57 client attempted to request the server name different from the one that was negotiated, client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/tok3n HTTP/1.1", host: "example.com"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_request.c',
  },
  'nginx/too-large': {
    outcome: 'noise',
    template: 'client intended to send too large body',
    example:
      '2026/11/22 08:01:05 [error] 4278#4278: *1 client intended to send too large body: 5000 bytes, client: 203.0.113.60, server: , request: "POST / HTTP/1.1", host: "203.0.113.60"',
    source: 'nginx 1.22.1: src/http/ngx_http_core_module.c',
  },
  'nginx/cert-missing': {
    problem: 'nginx-cert-missing',
    template: 'cannot load certificate "{path:path}": BIO_new_file() failed',
    example:
      'nginx: [emerg] cannot load certificate "/etc/letsencrypt/live/example.com/fullchain.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c; err text ngx_event_openssl_cache.c',
  },
  'nginx/cert-perm': {
    problem: 'nginx-permission',
    template: 'cannot load certificate "{path:path}": BIO_new_file() failed ({what:text}Permission denied',
    example:
      'cannot load certificate "/etc/letsencrypt/live/example.com/fullchain.pem": BIO_new_file() failed (SSL: error:8000000D:system library::Permission denied',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/cert-pem': {
    problem: 'nginx-config-test',
    template: 'cannot load certificate "{path:path}": PEM_read_bio',
    example: 'cannot load certificate "/etc/nginx/ssl/example.com.pem": PEM_read_bio_X509_AUX() failed',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_cache.c',
  },
  'nginx/cert-variable': {
    problem: 'nginx-cert-missing',
    weight: 'remark',
    severity: 'info',
    template: 'cannot load certificate "data:"',
    example: '2026/11/22 07:15:02 [emerg] 1#1: cannot load certificate "data:": PEM_read_bio_X509_AUX() failed',
    source: 'nginx/nginx@3f6f7824d src/event/ngx_event_openssl.c',
  },
  'nginx/key-missing': {
    problem: 'nginx-cert-missing',
    template: 'cannot load certificate key "{path:path}": BIO_new_file() failed',
    example:
      'cannot load certificate key "/etc/letsencrypt/live/example.com/privkey.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/key-perm': {
    problem: 'nginx-permission',
    template: 'cannot load certificate key "{path:path}": BIO_new_file() failed ({what:text}Permission denied',
    example:
      'cannot load certificate key "/etc/nginx/ssl/my.key": BIO_new_file() failed (SSL: error:0200100D:system library:fopen:Permission denied',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/key-pem': {
    problem: 'nginx-config-test',
    template: 'cannot load certificate key "{path:path}": PEM_read_bio',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: cannot load certificate key "/etc/nginx/ssl/x.key": PEM_read_bio_PrivateKey() failed (SSL: error:1E08010C:DECODER routines::unsupported)',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_cache.c',
  },
  'nginx/cert-old': {
    problem: 'nginx-cert-missing',
    template: 'BIO_new_file("{path:path}") failed (SSL:',
    example:
      'BIO_new_file("/etc/letsencrypt/live/example.com/fullchain.pem") failed (SSL: error:02001002:system library',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/cert-old-perm': {
    problem: 'nginx-permission',
    template: 'BIO_new_file("{path:path}") failed (SSL: {what:text}Permission denied',
    example:
      'BIO_new_file("/etc/letsencrypt/live/example.com/fullchain.pem") failed (SSL: error:0200100D:system library:fopen:Permission denied',
    source: 'nginx, an older version, logs in public',
  },
  'nginx/cert-use-old': {
    problem: 'nginx-config-test',
    template: 'SSL_CTX_use_certificate_chain_file("{path:path}") failed',
    example:
      '2026/11/22 07:15:02 [error] 12#12: SSL_CTX_use_certificate_chain_file("/etc/nginx/ssl/example.com.pem") failed',
    source: 'nginx, an older version, logs in public',
  },
  'nginx/cert-use': {
    problem: 'nginx-config-test',
    template: 'SSL_CTX_use_certificate("{path:path}") failed',
    example:
      'SSL_CTX_use_certificate("/etc/nginx/ssl/example.com.pem") failed (SSL: error:0A0000F7:SSL routines::unknown certificate type)',
    source: 'nginx 1.22.1: src/event/ngx_event_openssl.c',
  },
  'nginx/cert-pem-old': {
    problem: 'nginx-config-test',
    template: 'PEM_read_bio_X509_AUX("{path:path}") failed',
    example: 'PEM_read_bio_X509_AUX("/etc/nginx/ssl/example.com.pem") failed',
    source: 'nginx, an older version, logs in public',
  },
  'nginx/cert-pem-old2': {
    problem: 'nginx-config-test',
    template: 'PEM_read_bio_X509("{path:path}") failed',
    example: 'PEM_read_bio_X509("/etc/nginx/ssl/example.com.pem") failed',
    source: 'nginx 1.15: src/event/ngx_event_openssl.c',
  },
  'nginx/key-mismatch': {
    problem: 'nginx-key-mismatch',
    template: 'SSL_CTX_use_PrivateKey("{path:path}") failed (SSL: {what:text}key values mismatch',
    example:
      'SSL_CTX_use_PrivateKey("/etc/letsencrypt/live/example.com/privkey.pem") failed (SSL: error:05800074:x509 certificate routines::key values mismatch)',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/key-mismatch-old': {
    problem: 'nginx-key-mismatch',
    template: 'SSL_CTX_use_PrivateKey_file("{path:path}") failed (SSL: {what:text}key values mismatch',
    example:
      'SSL_CTX_use_PrivateKey_file("/etc/nginx/ssl/example.com.key") failed (SSL: error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch)',
    source: 'certbot/certbot#923',
  },
  'nginx/key-mismatch-plain': {
    problem: 'nginx-key-mismatch',
    template: 'x509 certificate routines:{function:word?}:key values mismatch',
    example: 'SSL Library Error: error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/key-use-old': {
    problem: 'nginx-permission',
    template: 'SSL_CTX_use_PrivateKey_file("{path:path}") failed (SSL: {what:text}Permission denied',
    example:
      'SSL_CTX_use_PrivateKey_file("/etc/nginx/ssl/example.com.key") failed (SSL: error:0200100D:system library:fopen:Permission denied',
    source: 'nginx, an older version, logs in public',
  },
  'nginx/key-use-old2': {
    problem: 'nginx-config-test',
    template: 'SSL_CTX_use_PrivateKey_file("{path:path}") failed (SSL:',
    example:
      'SSL_CTX_use_PrivateKey_file("/etc/nginx/ssl/example.com.key") failed (SSL: error:0906406D:PEM routines:PEM_def_callback:problems getting password',
    source: 'certbot/certbot#923',
  },
  'nginx/no-key-dir': {
    problem: 'nginx-no-ssl-cert-defined',
    template: 'no "ssl_certificate_key" is defined for',
    example:
      '2026/11/22 07:57:51 [emerg] 3930#3930: no "ssl_certificate_key" is defined for certificate "/etc/nginx/ssl/rsa.pem"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_ssl_module.c',
  },
  'nginx/no-cert-listen': {
    problem: 'nginx-no-ssl-cert-defined',
    template: 'no "ssl_certificate" is defined for the "listen ... ssl" directive in {path:path?}',
    example:
      'no "ssl_certificate" is defined for the "listen ... ssl" directive in /etc/nginx/sites-enabled/example.com:3',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_ssl_module.c',
  },
  'nginx/no-cert-any': {
    problem: 'nginx-no-ssl-cert-defined',
    template: 'no "ssl_certificate" is defined',
    example: '2026/11/22 07:15:02 [error] 12#12: no "ssl_certificate" is defined',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_ssl_module.c',
  },
  'nginx/trusted-missing': {
    problem: 'nginx-cert-missing',
    template: 'SSL_CTX_load_verify_locations("{path:path}") failed',
    example: '2026/11/22 07:15:02 [error] 12#12: SSL_CTX_load_verify_locations("/etc/nginx/ssl/ca.pem") failed',
    source: 'nginx 1.22.1: src/event/ngx_event_openssl.c',
  },
  'nginx/ciphers': {
    problem: 'nginx-config-test',
    template: 'SSL_CTX_set_cipher_list("{ciphers:text}") failed',
    example: 'SSL_CTX_set_cipher_list("FOO") failed (SSL: error:0A0000B9:SSL routines::no cipher match)',
    source: 'nginx 1.22.1: src/event/ngx_event_openssl.c',
  },
  'nginx/quic13': {
    problem: 'nginx-config-test',
    template: '"ssl_protocols" must enable TLSv1.3',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: "ssl_protocols" must enable TLSv1.3 for the "listen ... quic" directive in /etc/nginx/sites-enabled/example.com:4',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/modules/ngx_http_ssl_module.c',
  },
  'nginx/staple': {
    problem: 'nginx-stapling-ignored',
    template: '"ssl_stapling" ignored',
    example:
      '2026/11/22 07:57:52 [warn] 3940#3940: "ssl_stapling" ignored, no OCSP responder URL in the certificate "/etc/letsencrypt/live/www.example.com/fullchain.pem"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/staple-timeout': {
    problem: 'nginx-stapling-ignored',
    template: 'OCSP responder timed out',
    example: '2026/11/22 07:15:02 [error] 12#12: OCSP responder timed out',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/staple-status': {
    problem: 'nginx-stapling-ignored',
    template: 'while requesting certificate status',
    example: '2026/11/22 07:15:02 [error] 12#12: while requesting certificate status',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/staple-verify': {
    problem: 'nginx-stapling-ignored',
    template: 'OCSP_basic_verify() failed',
    example: '2026/11/22 07:15:02 [error] 12#12: OCSP_basic_verify() failed',
    source: 'nginx 1.22.1: src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/staple-response': {
    problem: 'nginx-stapling-ignored',
    template: 'OCSP responder prematurely closed connection',
    example: '2026/11/22 07:15:02 [error] 12#12: OCSP responder prematurely closed connection',
    source: 'nginx 1.22.1: src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/hs-unknown-ca': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'alert unknown ca:SSL alert number 48',
    example:
      '2026/11/22 08:01:53 [info] 4406#4406: *1 SSL_do_handshake() failed (SSL: error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48) while SSL handshaking, client: 203.0.113.60, server: 203.0.113.60:443',
    source: 'real log of nginx 1.22.1 (Debian 12)',
  },
  'nginx/hs-cert-unknown': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'alert certificate unknown:SSL alert number 46',
    example: '2026/11/22 07:15:02 [error] 12#12: alert certificate unknown:SSL alert number 46',
    source: 'nginx/nginx@3f6f7824d (1.31.5):src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/hs-bad-cert': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'alert bad certificate:SSL alert number 42',
    example: '2026/11/22 07:15:02 [error] 12#12: alert bad certificate:SSL alert number 42',
    source: 'nginx/nginx@3f6f7824d (1.31.5):src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/hs-cert-expired': {
    problem: 'cert-expired',
    weight: 'symptom',
    severity: 'warning',
    template: 'alert certificate expired:SSL alert number 45',
    example:
      '2026/11/22 08:02:11 [info] 4507#4507: *2 SSL_do_handshake() failed (SSL: error:0A000415:SSL routines::sslv3 alert certificate expired:SSL alert number 45) while SSL handshaking, client: 203.0.113.60, server: 203.0.113.60:443',
    source: 'real log of nginx 1.22.1 (Debian 12)',
  },
  'nginx/hs-unknown-ca-loose': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'tlsv1 alert unknown ca',
    example: '2026/11/22 07:15:02 [error] 12#12: tlsv1 alert unknown ca',
    source: 'openssl 3.0.20: ssl/ssl_err.c',
  },
  'nginx/hs-cert-unknown-loose': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'alert certificate unknown',
    example: '2026/11/22 07:15:02 [error] 12#12: alert certificate unknown',
    source: 'openssl 3.0.20: ssl/ssl_err.c',
  },
  'nginx/hs-bad-cert-loose': {
    problem: 'client-rejects-cert',
    weight: 'remark',
    severity: 'info',
    template: 'alert bad certificate',
    example: '2026/11/22 07:15:02 [error] 12#12: alert bad certificate',
    source: 'openssl 3.0.20: ssl/ssl_err.c',
  },
  'nginx/hs-cert-expired-loose': {
    problem: 'cert-expired',
    weight: 'symptom',
    severity: 'warning',
    template: 'alert certificate expired',
    example: '2026/11/22 07:15:02 [error] 12#12: alert certificate expired',
    source: 'openssl 3.0.20: ssl/ssl_err.c',
  },
  'nginx/hs-handshake-failure': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'alert handshake failure',
    example:
      '40C773A4767F0000:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../ssl/record/rec_layer_s3.c:1602:SSL alert number 40',
    source: 'openssl 3.0.20: ssl/ssl_err.c',
  },
  'nginx/hs-protocol-version': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'alert protocol version',
    example: '2026/11/22 07:15:02 [error] 12#12: alert protocol version',
    source: 'openssl 3.0.20: ssl/ssl_err.c',
  },
  'nginx/hs-decrypt': {
    outcome: 'noise',
    template: 'decryption failed or bad record mac',
    example: '2026/11/22 07:15:02 [error] 12#12: decryption failed or bad record mac',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-version': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: ':unsupported protocol',
    example: '2026/11/22 07:15:02 [error] 12#12: :unsupported protocol',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-version-low': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'SSL routines:{function:word?}:version too low',
    example: '2026/11/22 07:15:02 [error] 12#12: SSL routines::version too low',
    source: 'ReinerNippes/nextcloud#13',
  },
  'nginx/hs-unknown-protocol': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'SSL routines:{function:word?}:unknown protocol',
    example: '2026/11/22 07:15:02 [error] 12#12: SSL routines:SSL23_GET_CLIENT_HELLO:unknown protocol',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-no-cipher': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: ':no shared cipher',
    example:
      '2026/11/22 08:01:45 [info] 4364#4364: *1 SSL_do_handshake() failed (SSL: error:0A0000C1:SSL routines::no shared cipher) while SSL handshaking, client: 203.0.113.60, server: 203.0.113.60:443',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-no-protocol': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'no protocols available',
    example: '2026/11/22 07:15:02 [error] 12#12: no protocols available',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-sigalg': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'no suitable signature algorithm',
    example:
      '2026/11/22 08:01:48 [info] 4377#4377: *1 SSL_do_handshake() failed (SSL: error:0A000076:SSL routines::no suitable signature algorithm) while SSL handshaking, client: 203.0.113.60, server: 203.0.113.60:443',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-sigalg2': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'no shared signature algorithms',
    example: '2026/11/22 07:15:02 [error] 12#12: no shared signature algorithms',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-key-share': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'no suitable key share',
    example: '2026/11/22 07:15:02 [error] 12#12: no suitable key share',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-dh-small': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'dh key too small',
    example: '2026/11/22 07:15:02 [error] 12#12: dh key too small',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-legacy': {
    problem: 'nginx-ssl-protocol',
    weight: 'remark',
    severity: 'info',
    template: 'unsafe legacy renegotiation disabled',
    example: '2026/11/22 07:15:02 [error] 12#12: unsafe legacy renegotiation disabled',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-http': {
    problem: 'client-plain-on-tls',
    template: 'SSL routines:{function:word?}:http request',
    example: 'SSL_do_handshake() failed (SSL: error:0A00009C:SSL routines::http request) while SSL handshaking',
    source: 'nginx/nginx@3f6f7824d (1.31.5):src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/hs-https-proxy': {
    problem: 'client-plain-on-tls',
    template: 'SSL routines:{function:word?}:https proxy request',
    example: '2026/11/22 07:15:02 [error] 12#12: SSL routines::https proxy request',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/hs-wrong-version': {
    problem: 'client-plain-on-tls',
    template: 'SSL routines:{function:word?}:wrong version number',
    example:
      'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking, client: 198.51.100.7',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/hs-noise': {
    outcome: 'noise',
    template: 'peer closed connection in SSL handshake',
    example:
      '2026/11/22 07:15:02 [info] 1234#1234: *57 peer closed connection in SSL handshake while SSL handshaking, client: 198.51.100.7, server: 0.0.0.0:443',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/hs-rejected': {
    outcome: 'noise',
    template: 'handshake rejected while SSL handshaking',
    example:
      '2026/11/22 07:15:02 [info] 1234#1234: *57 handshake rejected while SSL handshaking, client: 198.51.100.7, server: 0.0.0.0:443',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/up-wrong-version': {
    problem: 'nginx-upstream',
    template: 'SSL_do_handshake() failed (SSL: {error:text}) while SSL handshaking to upstream',
    example:
      'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, client: 198.51.100.7',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/up-verify': {
    problem: 'nginx-upstream',
    template: 'upstream SSL certificate verify error: ({code:number}:{why:text})',
    example:
      'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_upstream.c',
  },
  'nginx/up-name': {
    problem: 'nginx-upstream',
    template: 'upstream SSL certificate does not match',
    example:
      '2026/11/22 07:15:02 [error] 1234#1234: *57 upstream SSL certificate does not match "backend" while SSL handshaking to upstream, client: 198.51.100.7, server: example.com, request: "GET / HTTP/1.1", upstream: "https://10.0.0.5:443/", host: "example.com"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_upstream.c',
  },
  'nginx/up-closed-hs': {
    problem: 'nginx-upstream',
    template: 'peer closed connection in SSL handshake{what:text}while SSL handshaking to upstream',
    example:
      '2026/11/22 07:15:02 [error] 12#12: peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to upstream',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/up-refused': {
    problem: 'nginx-upstream',
    weight: 'symptom',
    template: 'connect() failed (111: Connection refused) while connecting to upstream',
    example:
      '2026/11/22 08:00:11 [error] 4054#4054: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.60, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:3998/", host: "203.0.113.60"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_upstream.c',
  },
  'nginx/up-noroute': {
    problem: 'nginx-upstream',
    template: 'connect() failed (113: {why:text}) while connecting to upstream',
    example: '2026/11/22 07:15:02 [error] 12#12: connect() failed (113: No route to host) while connecting to upstream',
    source: "nginx/nginx@3f6f7824d src/http/ngx_http_upstream.c, with the system's error text",
  },
  'nginx/up-unreach': {
    problem: 'nginx-upstream',
    template: 'connect() failed (101: Network is unreachable) while connecting to upstream',
    example:
      '2026/11/22 07:15:02 [error] 12#12: connect() failed (101: Network is unreachable) while connecting to upstream',
    source: "nginx/nginx@3f6f7824d src/http/ngx_http_upstream.c, with the system's error text",
  },
  'nginx/up-unix': {
    problem: 'nginx-upstream',
    template: 'connect() to unix:{path:path} failed ({code:number}: {why:text}) while connecting to upstream',
    example:
      'connect() to unix:/run/php/php8.2-fpm.sock failed (2: No such file or directory) while connecting to upstream',
    source: 'real log of nginx 1.22.1 (Debian 12)',
  },
  'nginx/up-timeout': {
    problem: 'nginx-upstream',
    template: 'upstream timed out (110: {why:text}) while',
    example: 'upstream timed out (110: Connection timed out) while connecting to upstream',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_upstream.c',
  },
  'nginx/up-reset': {
    problem: 'nginx-upstream',
    template: 'recv() failed (104: Connection reset by peer) while reading response header from upstream',
    example:
      '2026/11/22 08:00:13 [error] 4064#4064: *1 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 203.0.113.60, server: , request: "GET / HTTP/1.1", upstream: "http://203.0.113.68:80/", host: "203.0.113.60"',
    source: 'real log of nginx 1.22.1 (Debian 12)',
  },
  'nginx/up-closed': {
    problem: 'nginx-upstream',
    template: 'upstream prematurely closed connection while',
    example:
      '2026/11/22 07:15:02 [error] 1#1: *57 upstream prematurely closed connection while reading response header from upstream',
    source: "nginx/nginx@3f6f7824d src/http/ngx_http_upstream.c, with the system's error text",
  },
  'nginx/up-live': {
    problem: 'nginx-upstream',
    template: 'no live upstreams while connecting to upstream',
    example:
      '2026/11/22 08:00:11 [error] 4054#4054: *4 no live upstreams while connecting to upstream, client: 203.0.113.60, server: , request: "GET / HTTP/1.1", upstream: "http://be/", host: "203.0.113.60"',
    source: 'real log of nginx 1.22.1 (Debian 12)',
  },
  'nginx/up-disabled': {
    problem: 'nginx-upstream',
    weight: 'symptom',
    severity: 'info',
    template: 'upstream server temporarily disabled while',
    example:
      '2026/11/22 08:00:11 [warn] 4054#4054: *1 upstream server temporarily disabled while connecting to upstream, client: 203.0.113.60, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:3998/", host: "203.0.113.60"',
    source: 'real log of nginx 1.22.1 (Debian 12)',
  },
  'nginx/up-invalid': {
    problem: 'nginx-upstream',
    template: 'upstream sent invalid header',
    example: '2026/11/22 07:15:02 [error] 12#12: upstream sent invalid header',
    source: 'nginx 1.22.1: src/http/modules/ngx_http_fastcgi_module.c',
  },
  'nginx/up-big': {
    problem: 'nginx-upstream',
    template: 'upstream sent too big header',
    example: '2026/11/22 07:15:02 [error] 12#12: upstream sent too big header',
    source: 'nginx 1.22.1: src/http/ngx_http_upstream.c',
  },
  'nginx/up-http2': {
    problem: 'nginx-upstream',
    template: 'upstream sent no valid HTTP/1.0 header',
    example: '2026/11/22 07:15:02 [error] 12#12: upstream sent no valid HTTP/1.0 header',
    source: 'nginx 1.22.1: src/http/modules/ngx_http_proxy_module.c',
  },
  'nginx/up-resolve': {
    problem: 'nginx-upstream',
    template: 'could not be resolved ({code:number}: {why:text}), client',
    example: 'app.internal could not be resolved (3: Host not found), client: 198.51.100.7',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_upstream.c',
  },
  'nginx/up-noresolver': {
    problem: 'nginx-upstream',
    template: 'no resolver defined to resolve {name:name?}',
    example: 'no resolver defined to resolve app.internal, client: 198.51.100.7',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/staple-noresolver': {
    problem: 'nginx-stapling-ignored',
    template: 'no resolver defined to resolve {name:name?} while requesting certificate status',
    example:
      '2026/11/22 07:15:02 [error] 12#12: no resolver defined to resolve r10.o.lencr.org while requesting certificate status',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/staple-resolve': {
    problem: 'nginx-stapling-ignored',
    template: 'could not be resolved ({code:number}: {why:text}) while requesting certificate status',
    example:
      '2026/11/22 07:15:02 [error] 12#12: r10.o.lencr.org could not be resolved (3: Host not found) while requesting certificate status',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/pem-no-start': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'PEM routines:{function:word?}:no start line',
    example: '(SSL: error:0909006C:PEM routines:get_name:no start line)',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl_cache.c',
  },
  'nginx/pem-bad-end': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'PEM routines:{function:word?}:bad end line',
    example: '(SSL: error:0909A066:PEM routines:get_header_and_data:bad end line)',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/pem-bad-base64': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'PEM routines:{function:word?}:bad base64 decode',
    example: '(SSL: error:0909A064:PEM routines:get_header_and_data:bad base64 decode)',
    source: 'openssl 3.0.20: crypto/err/openssl.txt',
  },
  'nginx/bind-inuse': {
    problem: 'port80-in-use',
    template: 'bind() to {address:host?} failed (98: Address already in use)',
    example: 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_connection.c',
  },
  'nginx/bind-inuse-bsd': {
    problem: 'port80-in-use',
    template: 'bind() to {address:host?} failed (48: Address already in use)',
    example: 'nginx: [emerg] bind() to 0.0.0.0:80 failed (48: Address already in use)',
    source: "nginx/nginx@3f6f7824d src/core/ngx_connection.c, with FreeBSD's error number",
  },
  'nginx/bind-perm': {
    problem: 'permission-denied',
    template: 'bind() to {address:host?} failed (13: Permission denied)',
    example: 'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_connection.c',
  },
  'nginx/bind-noaddr': {
    problem: 'nginx-config-test',
    template: 'bind() to {address:host?} failed (99:',
    example: 'nginx: [emerg] bind() to 203.0.113.10:443 failed (99: Cannot assign requested address)',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_connection.c',
  },
  'nginx/still-bind': {
    problem: 'port80-in-use',
    weight: 'symptom',
    template: 'still could not bind()',
    example: '2026/11/22 08:24:20 [emerg] 737#737: still could not bind()',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_connection.c',
  },
  'nginx/conflict-name': {
    problem: 'nginx-conflicting-name',
    template: 'conflicting server name "{name:name?}" on {address:host?}, ignored',
    example: '2026/11/22 07:15:02 [error] 12#12: conflicting server name "example.com" on 0.0.0.0:80, ignored',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http.c',
  },
  'nginx/dup-default': {
    problem: 'nginx-config-test',
    template: 'a duplicate default server for',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: a duplicate default server for 0.0.0.0:80 in /etc/nginx/sites-enabled/b:2',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http.c',
  },
  'nginx/dup-listen': {
    problem: 'nginx-config-test',
    template: 'duplicate listen options for',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: duplicate listen options for [::]:80 in /etc/nginx/sites-enabled/b:3',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http.c',
  },
  'nginx/proto-redef': {
    outcome: 'noise',
    template: 'protocol options redefined for',
    example:
      '2026/11/22 07:15:02 [warn] 1234#1234: protocol options redefined for 0.0.0.0:443 in /etc/nginx/sites-enabled/b:3',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http.c',
  },
  'nginx/http2-deprecated': {
    outcome: 'noise',
    template: 'the "listen ... http2" directive is deprecated',
    example:
      '2026/11/22 07:15:02 [warn] 1234#1234: the "listen ... http2" directive is deprecated, use the "http2" directive instead in /etc/nginx/sites-enabled/a:4',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/http/ngx_http_core_module.c',
  },
  'nginx/ssl-on-deprecated': {
    outcome: 'noise',
    template: 'the "ssl" directive is deprecated',
    example: 'nginx: [warn] the "ssl" directive is deprecated, use the "listen ... ssl" directive instead',
    source: 'nginx, logs in public',
  },
  'nginx/unknown-directive': {
    problem: 'nginx-config-test',
    template: 'unknown directive "{directive:text}" in {path:path}',
    example: 'unknown directive "ssl" in /etc/nginx/sites-enabled/a:5',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_conf_file.c',
  },
  'nginx/not-allowed': {
    problem: 'nginx-config-test',
    template: 'directive is not allowed here',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: "server" directive is not allowed here in /etc/nginx/sites-enabled/a:1',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_conf_file.c',
  },
  'nginx/args': {
    problem: 'nginx-config-test',
    template: 'invalid number of arguments in',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: invalid number of arguments in "server_name" directive in /etc/nginx/sites-enabled/a:4',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_conf_file.c',
  },
  'nginx/invalid-value': {
    problem: 'nginx-config-test',
    template: 'invalid value "{value:text}" in {path:path}',
    example: 'invalid value "SSLv4" in /etc/nginx/sites-enabled/a:5',
    source: 'nginx 1.22.1: src/core/ngx_conf_file.c',
  },
  'nginx/invalid-param': {
    problem: 'nginx-config-test',
    template: 'invalid parameter "{value:text}" in {path:path}',
    example: 'invalid parameter "server_name" in /etc/nginx/sites-enabled/zz-bad.conf:1',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'nginx/no-terminated': {
    problem: 'nginx-config-test',
    template: 'is not terminated by ";"',
    example: '2026/11/22 07:15:02 [emerg] 1#1: directive "root" is not terminated by ";" in /etc/nginx/nginx.conf:12',
    source: 'nginx 1.22.1: src/core/ngx_conf_file.c',
  },
  'nginx/brace': {
    problem: 'nginx-config-test',
    template: 'unexpected end of file, expecting',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: unexpected end of file, expecting "}" in /etc/nginx/sites-enabled/a:40',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_conf_file.c',
  },
  'nginx/brace2': {
    problem: 'nginx-config-test',
    template: 'unexpected "{brace:text}" in {path:path}',
    example: 'nginx: [emerg] unexpected "}" in /etc/nginx/sites-enabled/a:40',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_conf_file.c',
  },
  'nginx/dup-directive': {
    problem: 'nginx-config-test',
    template: 'directive is duplicate in',
    example: '2026/11/22 07:15:02 [emerg] 1234#1234: "root" directive is duplicate in /etc/nginx/sites-enabled/a:9',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_conf_file.c',
  },
  'nginx/dup-location': {
    problem: 'nginx-config-test',
    template: 'duplicate location "{location:text}" in {path:path}',
    example: 'duplicate location "/" in /etc/nginx/sites-enabled/a:9',
    source: 'nginx 1.22.1: src/http/ngx_http.c',
  },
  'nginx/include-missing': {
    problem: 'nginx-config-test',
    template: 'open() "{path:path}" failed (2: No such file or directory) in {file:path}',
    example:
      'open() "/etc/letsencrypt/options-ssl-nginx.conf" failed (2: No such file or directory) in /etc/nginx/sites-enabled/a:12',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_conf_file.c',
  },
  'nginx/dhparam': {
    problem: 'nginx-cert-missing',
    template: 'BIO_new_file("{path:path}") failed (SSL: {what:text}No such file or directory',
    example:
      'BIO_new_file("/etc/letsencrypt/ssl-dhparams.pem") failed (SSL: error:80000002:system library::No such file or directory',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_openssl.c',
  },
  'nginx/upstream-host': {
    problem: 'nginx-config-test',
    template: 'host not found in upstream "{host:text}"',
    example: 'host not found in upstream "app" in /etc/nginx/conf.d/a.conf:12',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_inet.c + http/ngx_http_upstream.c',
  },
  'nginx/upstream-host2': {
    problem: 'nginx-config-test',
    template: 'host not found in "{host:text}" of the "listen" directive',
    example:
      '2026/11/22 07:15:02 [error] 12#12: host not found in "foo" of the "listen" directive in /etc/nginx/a.conf:1',
    source: 'nginx 1.26.3: src/http/ngx_http_core_module.c',
  },
  'nginx/no-events': {
    problem: 'nginx-config-test',
    template: 'no "events" section in configuration',
    example: '2026/11/22 07:15:02 [error] 12#12: no "events" section in configuration',
    source: 'nginx 1.22.1: src/event/ngx_event.c',
  },
  'nginx/module-version': {
    problem: 'nginx-config-test',
    template: 'is not binary compatible in',
    example:
      'nginx: [emerg] module "/usr/lib/nginx/modules/ngx_http_echo_module.so" is not binary compatible in /etc/nginx/nginx.conf:1',
    source: 'nginx 1.26.3: src/core/ngx_module.c',
  },
  'nginx/test-failed': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'nginx: configuration file {path:path?} test failed',
    example: 'nginx: configuration file /etc/nginx/nginx.conf test failed',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/nginx.c',
  },
  'nginx/pid-empty': {
    problem: 'nginx-not-running',
    template: 'invalid PID number',
    example: '2026/11/22 07:15:02 [error] 1234#1234: invalid PID number "" in "/run/nginx.pid"',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_cycle.c',
  },
  'nginx/pid-open': {
    problem: 'nginx-not-running',
    template: 'nginx.pid" failed (2: No such file or directory)',
    example: 'nginx.pid" failed (2: No such file or directory)',
    source: "nginx, open() of its pid file, with the system's error text",
  },
  'nginx/not-active': {
    problem: 'nginx-not-running',
    template: 'nginx.service is not active, cannot reload',
    example: 'nginx.service is not active, cannot reload',
    source: 'systemd 252 (Debian 12), text of systemctl',
  },
  'nginx/unit-failed': {
    outcome: 'failed',
    template: 'Job for nginx.service failed',
    example: '2026/11/22 07:15:02 [error] 12#12: Job for nginx.service failed',
    source: 'systemd 252 (Debian 12), text of systemctl',
  },
  'nginx/unit-failed2': {
    outcome: 'failed',
    template: 'Failed to start {unit:text}high performance web server',
    example:
      '2026/11/22 07:15:02 [error] 12#12: Failed to start A high performance web server and a reverse proxy server.',
    source: 'engintron/engintron#1511',
  },
  'nginx/workers': {
    problem: 'nginx-worker-connections',
    template: 'worker_connections are not enough',
    example: '2026/11/22 07:15:02 [alert] 1234#1234: 768 worker_connections are not enough',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_connection.c',
  },
  'nginx/workers-reuse': {
    problem: 'nginx-worker-connections',
    weight: 'symptom',
    severity: 'warning',
    template: 'worker_connections are not enough, reusing connections',
    example: '2026/11/22 08:00:22 [warn] 4145#4145: 12 worker_connections are not enough, reusing connections',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_connection.c',
  },
  'nginx/files': {
    problem: 'nginx-open-files',
    template: '(24: Too many open files)',
    example: '2026/11/22 07:15:02 [crit] 1234#1234: accept4() failed (24: Too many open files)',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/event/ngx_event_accept.c',
  },
  'nginx/hash-bucket': {
    problem: 'nginx-config-test',
    template: 'could not build {hash:word}, you should increase',
    example: 'could not build server_names_hash, you should increase server_names_hash_bucket_size: 64',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_hash.c',
  },
  'nginx/hash-build': {
    problem: 'nginx-config-test',
    template: 'could not build the {hash:word}, you should increase',
    example: 'could not build the server_names_hash, you should increase server_names_hash_bucket_size: 64',
    source: 'nginx/nginx@3f6f7824d (1.31.5) src/core/ngx_hash.c',
  },
  'nginx/cmd-missing': {
    problem: 'nginx-binary-missing',
    template: 'nginx: command not found',
    example: 'nginx: command not found',
    source: 'bash 5.2 (Debian 12), text in the binary',
  },
  'nginx/cmd-missing2': {
    problem: 'nginx-binary-missing',
    template: 'Failed to restart nginx.service: Unit nginx.service not found',
    example: '2026/11/22 07:15:02 [error] 12#12: Failed to restart nginx.service: Unit nginx.service not found',
    source: 'systemd 252 (Debian 12), text of systemctl',
  },
  'nginx/disk-full': {
    problem: 'disk-full',
    template: 'failed (28: No space left on device)',
    example:
      '2026/11/22 07:15:02 [crit] 1#1: *57 pwrite() "/var/lib/nginx/body/0000000001" failed (28: No space left on device)',
    source: 'text of errno 28 (tried out)',
  },
  'nginx/disk-full-any': {
    problem: 'disk-full',
    weight: 'symptom',
    template: 'No space left on device',
    example: '2026/11/22 07:15:02 [error] 12#12: No space left on device',
    source: 'text of errno 28 (tried out)',
  },
  'nginx/acme-failed': {
    outcome: 'failed',
    template: 'while updating certificate, acme issuer: "{issuer:text}"',
    example: 'unexpected status while updating certificate, acme issuer: "letsencrypt", order: "example.com-1a2b3c"',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/lib.rs + acme/resource.rs',
  },
  'nginx/acme-status': {
    outcome: 'failed',
    template: 'unexpected authorization status {status:word} while updating certificate',
    example: '2026/11/22 07:15:02 [error] 12#12: unexpected authorization status Invalid while updating certificate',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/acme/error.rs',
  },
  'nginx/acme-ratelimit': {
    problem: 'ratelimit-new-orders',
    template: 'rate limit exceeded, next attempt in {wait:word} while updating certificate',
    example: '2026/11/22 07:15:02 [error] 12#12: rate limit exceeded, next attempt in 3600s while updating certificate',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/acme/error.rs',
  },
  'nginx/acme-account-eab': {
    problem: 'eab-required',
    template: 'external account key required while creating account',
    example:
      '2026/11/22 07:15:02 [error] 1234#1234: external account key required while creating account, acme issuer "zerossl"',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/acme/error.rs + lib.rs',
  },
  'nginx/acme-account': {
    outcome: 'failed',
    template: 'while creating account, acme issuer',
    example: '2026/11/22 07:15:02 [error] 12#12: while creating account, acme issuer',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/acme/error.rs + lib.rs',
  },
  'nginx/acme-renewals': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'while processing renewals, acme issuer',
    example:
      '2026/11/22 07:15:02 [warn] 1234#1234: directory update failed (name resolution error: Host not found) while processing renewals, acme issuer "letsencrypt"',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/lib.rs',
  },
  'nginx/acme-no-supported': {
    problem: 'challenge-type-unavailable',
    template: 'no supported challenges while updating certificate',
    example:
      '2026/11/22 07:15:02 [warn] 1234#1234: no supported challenges while updating certificate, acme issuer: "letsencrypt", order: "example.com-1a2b3c"',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/acme/error.rs',
  },
  'nginx/acme-resolver': {
    problem: 'nginx-config-test',
    template: 'acme_issuer: "resolver" is not configured',
    example:
      '2026/11/22 07:15:02 [emerg] 1234#1234: acme_issuer: "resolver" is not configured in /etc/nginx/nginx.conf:20',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/conf/issuer.rs',
  },
  'nginx/acme-uri': {
    problem: 'nginx-config-test',
    template: 'acme_issuer: "uri" is missing',
    example: '2026/11/22 07:15:02 [emerg] 1234#1234: acme_issuer: "uri" is missing in /etc/nginx/nginx.conf:20',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/conf/issuer.rs',
  },
  'nginx/acme-challenge': {
    problem: 'challenge-type-unavailable',
    template: 'unsupported challenge: {challenge:word} in {path:path?}',
    example: 'unsupported challenge: dns-01 in /etc/nginx/nginx.conf:22',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/conf.rs',
  },
  'nginx/acme-state': {
    problem: 'permission-denied',
    template: 'to state directory failed',
    example:
      '2026/11/22 07:15:02 [warn] 1234#1234: writing certificate to state directory failed, acme issuer: "letsencrypt", order: "example.com-1a2b3c"',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/lib.rs',
  },
  'nginx/acme-ari': {
    outcome: 'noise',
    template: 'while updating renewal info',
    example:
      '2026/11/22 07:15:02 [warn] 1234#1234: renewal information request failed: unexpected status code 404 Not Found in response while updating renewal info, acme issuer: "letsencrypt", order: "example.com-1a2b3c"',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/lib.rs',
  },
  'nginx/acme-issued': {
    outcome: 'succeeded',
    template: 'certificate issued, renewal scheduled at',
    example:
      '2026/11/22 07:15:02 [info] 1234#1234: certificate issued, renewal scheduled at 2027-01-21T00:00:00Z, acme issuer: "letsencrypt", order: "example.com-1a2b3c"',
    source: 'nginx/nginx-acme@aabca6b (0.4.1+) src/lib.rs',
  },
  'nginx/acme-http01-none': {
    problem: 'http-404-token',
    weight: 'remark',
    severity: 'info',
    template: 'acme/http-01: no challenge registered for',
    example: '2026/11/22 07:15:02 [debug] 1234#1234: acme/http-01: no challenge registered for tok3n',
    source: 'nginx/nginx-acme#40',
  },
  'nginx/access-404': {
    problem: 'http-404-token',
    weight: 'remark',
    severity: 'info',
    template: '"GET /.well-known/acme-challenge/{token:token} HTTP/1.1" 404',
    example:
      '198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/tok3n HTTP/1.1" 404 153 "-" "curl/8.5.0"',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'nginx/access-403': {
    problem: 'http-403-token',
    weight: 'remark',
    severity: 'info',
    template: '"GET /.well-known/acme-challenge/{token:token} HTTP/1.1" 403',
    example: '198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/tok3n HTTP/1.1" 403 153',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'nginx/access-401': {
    problem: 'http-401-token',
    weight: 'remark',
    severity: 'info',
    template: '"GET /.well-known/acme-challenge/{token:token} HTTP/1.1" 401',
    example: '198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/tok3n HTTP/1.1" 401 153',
    source: 'nginx access log, format "combined"',
  },
  'nginx/access-5xx': {
    problem: 'http-5xx-token',
    weight: 'remark',
    severity: 'info',
    template: '"GET /.well-known/acme-challenge/{token:token} HTTP/1.1" {status:status5xx}',
    example: '198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/tok3n HTTP/1.1" 502 153',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'nginx/emerg': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'nginx: [emerg] {what:text}',
    example: 'nginx: [emerg] getpwnam("www") failed in /etc/nginx/nginx.conf:1',
    source: 'nginx/nginx: src/core/ngx_log.c',
  },
  'nginx/open-perm': {
    problem: 'nginx-permission',
    template: 'open() "{path:path}" failed (13: Permission denied)',
    example: '2026/11/22 08:22:37 [emerg] 302#302: open() "/run/nginx.pid" failed (13: Permission denied)',
    source: 'nginx 1.22: src/core/ngx_cycle.c',
  },
  'nginx/open-perm-request': {
    problem: 'nginx-permission',
    weight: 'remark',
    severity: 'info',
    template: 'open() "{path:path}" failed (13: Permission denied), client:',
    example:
      '2026/11/22 08:22:37 [error] 30#30: *7 open() "/var/www/html/style.css" failed (13: Permission denied), client: 198.51.100.7, server: example.com, request: "GET /style.css HTTP/1.1", host: "example.com"',
    source: 'nginx 1.22: src/http/modules/ngx_http_static_module.c',
  },
  'nginx/error-log-perm': {
    problem: 'permission-denied',
    weight: 'symptom',
    template: 'could not open error log file: open() "{path:path}" failed (13: Permission denied)',
    example:
      'nginx: [alert] could not open error log file: open() "/var/log/nginx/error.log" failed (13: Permission denied)',
    source: 'nginx 1.22: src/core/ngx_log.c',
  },
  'nginx/user-ignored': {
    outcome: 'noise',
    template: 'makes sense only if the master process runs with super-user privileges',
    example:
      '2026/11/22 08:22:37 [warn] 30#30: the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:1',
    source: 'nginx 1.22: src/core/nginx.c',
  },
  'nginx/mkdir-perm': {
    problem: 'nginx-permission',
    template: 'mkdir() "{path:path}" failed (13: Permission denied)',
    example: '2026/11/22 08:22:37 [emerg] 1#1: mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)',
    source: 'nginx 1.22: src/core/ngx_file.c',
  },
  'nginx/dup-listen-address': {
    problem: 'nginx-config-test',
    template: 'a duplicate listen {address:host?} in {path:path?}',
    example: '2026/11/22 08:22:37 [emerg] 302#302: a duplicate listen 0.0.0.0:80 in /etc/nginx/conf.d/a.conf:3',
    source: 'nginx 1.22: src/http/ngx_http_core_module.c',
  },
  'nginx/no-opening': {
    problem: 'nginx-config-test',
    template: 'has no opening "{{"',
    example: '2026/11/22 08:22:37 [emerg] 302#302: directive "server" has no opening "{" in /etc/nginx/conf.d/a.conf:3',
    source: 'nginx 1.22: src/core/ngx_conf_file.c',
  },
  'nginx/unknown-log-format': {
    problem: 'nginx-config-test',
    template: 'unknown log format "{name:text}"',
    example: '2026/11/22 08:22:37 [emerg] 302#302: unknown log format "main" in /etc/nginx/nginx.conf:12',
    source: 'nginx 1.22: src/http/modules/ngx_http_log_module.c',
  },
  'nginx/upstream-empty': {
    problem: 'nginx-config-test',
    template: 'no servers are inside upstream',
    example: '2026/11/22 08:22:37 [emerg] 302#302: no servers are inside upstream in /etc/nginx/conf.d/a.conf:3',
    source: 'nginx 1.22: src/http/ngx_http_upstream.c',
  },
  'nginx/family': {
    problem: 'nginx-config-test',
    template: 'failed (97: Address family not supported by protocol)',
    example:
      '2026/11/22 08:22:37 [emerg] 302#302: socket() [::]:80 failed (97: Address family not supported by protocol)',
    source: 'nginx 1.22: src/core/ngx_connection.c',
  },
  'nginx/resolver-name': {
    problem: 'nginx-config-test',
    template: 'host not found in resolver "{host:text}"',
    example:
      '2026/11/22 08:22:37 [emerg] 302#302: host not found in resolver "dns.example.com" in /etc/nginx/conf.d/a.conf:3',
    source: 'nginx 1.22: src/core/ngx_resolver.c',
  },
  'nginx/no-process': {
    problem: 'nginx-not-running',
    template: 'failed (3: No such process)',
    example: 'nginx: [alert] kill(1234, 1) failed (3: No such process)',
    source: 'nginx 1.22: src/os/unix/ngx_process.c',
  },
  'nginx/client-cert-none': {
    outcome: 'noise',
    template: 'client sent no required SSL certificate',
    example:
      '2026/11/22 08:22:37 [info] 30#30: *7 client sent no required SSL certificate while reading client request headers, client: 198.51.100.7, server: example.com',
    source: 'nginx 1.22: src/http/ngx_http_request.c',
  },
  'nginx/client-cert-verify': {
    outcome: 'noise',
    template: 'client SSL certificate verify error: ({code:number}:{why:text})',
    example:
      '2026/11/22 08:22:37 [info] 30#30: *7 client SSL certificate verify error: (18:self signed certificate) while reading client request headers, client: 198.51.100.7',
    source: 'nginx 1.22: src/http/ngx_http_request.c',
  },
  'nginx/hs-fallback': {
    outcome: 'noise',
    template: 'inappropriate fallback',
    example:
      '2026/11/22 08:22:37 [crit] 30#30: *7 SSL_do_handshake() failed (SSL: error:0A000175:SSL routines::inappropriate fallback) while SSL handshaking, client: 198.51.100.7, server: 0.0.0.0:443',
    source: 'nginx 1.22: src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/control-exited': {
    outcome: 'failed',
    template: 'nginx.service: Control process exited',
    example: 'Nov 22 08:22:37 web systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE',
    source: 'systemd: src/core/service.c',
  },
  'nginx/acme-issuer-json': {
    problem: 'ca-directory-wrong',
    template: 'for acme issuer "{issuer:text}": expected value at line',
    example:
      '2026/11/22 08:22:37 [info] 30#30: update failed for acme issuer "letsencrypt": expected value at line 1 column 1',
    source: 'nginx/nginx-acme#28',
  },
  'nginx/acme-deserialize': {
    problem: 'ca-directory-wrong',
    weight: 'symptom',
    template: 'cannot deserialize response ({why:text}) while processing renewals for acme issuer',
    example:
      '2026/11/22 08:22:37 [warn] 30#30: cannot deserialize response (missing field `newNonce` at line 1 column 2) while processing renewals for acme issuer "le"',
    source: 'nginx/nginx-acme: src/acme/error.rs',
  },
  'nginx/acme-directory': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'directory update failed ({why:text}) while creating account for acme issuer',
    example:
      '2026/11/22 08:22:37 [warn] 30#30: directory update failed (connection refused) while creating account for acme issuer "le"',
    source: 'nginx/nginx-acme: src/acme/error.rs',
  },
  'nginx/acme-directory-json': {
    problem: 'ca-directory-wrong',
    template:
      'directory update failed (cannot deserialize response ({why:text}) while creating account for acme issuer',
    example:
      '2026/11/22 08:22:37 [warn] 30#30: directory update failed (cannot deserialize response (expected value at line 1 column 1)) while creating account for acme issuer "ca"',
    source: 'nginx/nginx-acme: src/acme/error.rs',
  },
  'nginx/acme-failed-name': {
    outcome: 'failed',
    template: 'while updating certificate "{certificate:text}"',
    example:
      '2026/11/22 08:22:37 [warn] 30#30: unexpected order status Invalid while updating certificate "le/example.com-4f2a"',
    source: 'nginx/nginx-acme 0.2: src/lib.rs',
  },
  'nginx/acme-issued-name': {
    outcome: 'succeeded',
    template: 'acme certificate "{certificate:text}" issued, next update in',
    example: '2026/11/22 08:22:37 [info] 30#30: acme certificate "le/example.com-4f2a" issued, next update in 5183999s',
    source: 'nginx/nginx-acme 0.2: src/lib.rs',
  },
  'nginx/acme-account-for': {
    outcome: 'failed',
    template: 'while creating account for acme issuer',
    example:
      '2026/11/22 08:22:37 [error] 30#30: no account URL in response while creating account for acme issuer "le"',
    source: 'nginx/nginx-acme 0.2: src/lib.rs',
  },
  'nginx/acme-renewals-for': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'while processing renewals for acme issuer',
    example: '2026/11/22 08:22:37 [warn] 30#30: connect() failed while processing renewals for acme issuer "le"',
    source: 'nginx/nginx-acme 0.2: src/lib.rs',
  },
  'nginx/acme-eab-key': {
    problem: 'eab-required',
    template: 'external account key required',
    example: '2026/11/22 08:22:37 [error] 30#30: external account key required for acme issuer "zerossl"',
    source: 'nginx/nginx-acme: src/acme/error.rs',
  },
  'nginx/access-404-le': {
    problem: 'http-404-token',
    weight: 'symptom',
    template:
      '"GET /.well-known/acme-challenge/{token:token} HTTP/1.1" 404 {size:number} "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server',
    example:
      '198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/tok3n HTTP/1.1" 404 153 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'nginx/access-403-le': {
    problem: 'http-403-token',
    weight: 'symptom',
    template:
      '"GET /.well-known/acme-challenge/{token:token} HTTP/1.1" 403 {size:number} "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server',
    example:
      '198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/tok3n HTTP/1.1" 403 153 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'nginx/client-reset': {
    outcome: 'noise',
    template: 'Connection reset by peer) while',
    example:
      '2026/11/22 08:22:37 [info] 30#30: *7 recv() failed (104: Connection reset by peer) while waiting for request, client: 198.51.100.7, server: 0.0.0.0:443',
    source: 'nginx 1.22: src/os/unix/ngx_recv.c',
  },
  'nginx/client-timeout': {
    outcome: 'noise',
    template: 'client timed out (110: Connection timed out)',
    example:
      '2026/11/22 08:22:37 [info] 30#30: *7 client timed out (110: Connection timed out) while waiting for request, client: 198.51.100.7, server: 0.0.0.0:443',
    source: 'nginx 1.22: src/http/ngx_http_request.c',
  },
  'nginx/io-setup': {
    problem: 'nginx-config-test',
    weight: 'symptom',
    template: 'io_setup() failed (11: Resource temporarily unavailable)',
    example: '2026/11/22 08:22:37 [emerg] 30#30: io_setup() failed (11: Resource temporarily unavailable)',
    source: 'nginx 1.22: src/event/modules/ngx_epoll_module.c',
  },
  'nginx/staple-verify-while': {
    problem: 'nginx-stapling-ignored',
    template: 'OCSP_basic_verify() failed (SSL: {why:text}) while requesting certificate status',
    example:
      '2026/11/22 08:22:37 [error] 30#30: OCSP_basic_verify() failed (SSL: error:27069065:OCSP routines:OCSP_basic_verify:certificate verify error:Verify error:unable to get issuer certificate) while requesting certificate status, responder: ocsp.example.com',
    source: 'nginx 1.22: src/event/ngx_event_openssl_stapling.c',
  },
  'nginx/key-missing-old': {
    problem: 'nginx-cert-missing',
    template: 'SSL_CTX_use_PrivateKey_file("{path:path}") failed (SSL: {what:text}No such file or directory',
    example:
      '2026/11/22 08:22:37 [emerg] 30#30: SSL_CTX_use_PrivateKey_file("/etc/ssl/example.key") failed (SSL: error:02001002:system library:fopen:No such file or directory)',
    source: 'nginx 1.22: src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/chain-missing-old': {
    problem: 'nginx-cert-missing',
    template: 'SSL_CTX_use_certificate_chain_file("{path:path}") failed (SSL: {what:text}No such file or directory',
    example:
      '2026/11/22 08:22:37 [emerg] 30#30: SSL_CTX_use_certificate_chain_file("/etc/ssl/example.pem") failed (SSL: error:02001002:system library:fopen:No such file or directory)',
    source: 'nginx 1.22: src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/chain-perm-old': {
    problem: 'nginx-permission',
    template: 'SSL_CTX_use_certificate_chain_file("{path:path}") failed (SSL: {what:text}Permission denied',
    example:
      '2026/11/22 08:22:37 [emerg] 30#30: SSL_CTX_use_certificate_chain_file("/etc/ssl/example.pem") failed (SSL: error:0200100D:system library:fopen:Permission denied)',
    source: 'nginx 1.22: src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/trusted-perm': {
    problem: 'nginx-permission',
    template: 'SSL_CTX_load_verify_locations("{path:path}") failed (SSL: {what:text}Permission denied',
    example:
      '2026/11/22 08:22:37 [emerg] 30#30: SSL_CTX_load_verify_locations("/etc/ssl/ca.pem") failed (SSL: error:0200100D:system library:fopen:Permission denied)',
    source: 'nginx 1.22: src/event/ngx_event_openssl.c, with reasons of openssl',
  },
  'nginx/acme-verify-renewals': {
    problem: 'ca-tls-trust',
    template:
      'upstream SSL certificate verify error: ({code:number}:{why:text}) while processing renewals{where:text}acme issuer',
    example:
      '2026/11/22 07:15:02 [warn] 21#21: upstream SSL certificate verify error: (20:unable to get local issuer certificate) while processing renewals for acme issuer "internal"',
    source: 'nginx-acme: src/net/peer_conn.rs, src/lib.rs',
  },
  'nginx/acme-verify-account': {
    problem: 'ca-tls-trust',
    template:
      'upstream SSL certificate verify error: ({code:number}:{why:text}) while creating account{where:text}acme issuer',
    example:
      '2026/11/22 07:15:02 [warn] 21#21: upstream SSL certificate verify error: (20:unable to get local issuer certificate) while creating account, acme issuer: "internal"',
    source: 'nginx-acme: src/net/peer_conn.rs, src/lib.rs',
  },
  'nginx/acme-verify-update': {
    problem: 'ca-tls-trust',
    template:
      'upstream SSL certificate verify error: ({code:number}:{why:text}) while updating certificate{where:text}',
    example:
      '2026/11/22 07:15:02 [warn] 21#21: upstream SSL certificate verify error: (20:unable to get local issuer certificate) while updating certificate "internal/www.example.com-1a2b"',
    source: 'nginx-acme: src/net/peer_conn.rs, src/lib.rs',
  },
  'nginx/acme-nonce': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'cannot obtain replay nonce while updating certificate, acme issuer: "{issuer:text}"',
    example:
      '2026/11/22 07:15:02 [warn] 21#21: cannot obtain replay nonce while updating certificate, acme issuer: "le", order: "www.example.com-1a2b"',
    source: 'nginx-acme: src/acme/error.rs',
  },
  'nginx/acme-no-certificate': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'no certificate in the completed order while {step:text}',
    example:
      '2026/11/22 07:15:02 [warn] 21#21: no certificate in the completed order while updating certificate, acme issuer: "vault", order: "www.example.com-1a2b"',
    source: 'nginx-acme: src/acme/error.rs',
  },
  'nginx/acme-not-due': {
    outcome: 'not-due',
    template: 'acme: certificate "{certificate:text}" is not due for renewal',
    example: '2026/11/22 07:15:02 [debug] 21#21: acme: certificate "le/www.example.com-1a2b" is not due for renewal',
    source: 'nginx-acme: src/lib.rs',
  },
  'nginx/conf-parameter': {
    problem: 'nginx-config-test',
    template: 'the invalid "{parameter:word}" parameter',
    example: '[emerg] 1#1: the invalid "http3" parameter in /etc/nginx/conf.d/app.conf:4',
    source: 'nginx 1.22.1: src/core/ngx_conf_file.c, src/http',
  },
  'nginx/conf-requires': {
    problem: 'nginx-config-test',
    template: 'parameter requires ngx_http_',
    example: '[emerg] 1#1: the "http2" parameter requires ngx_http_v2_module in /etc/nginx/conf.d/app.conf:4',
    source: 'nginx 1.22.1: src/core/ngx_conf_file.c, src/http',
  },
  'nginx/access-404-le-http10': {
    problem: 'http-404-token',
    weight: 'symptom',
    template:
      '"GET /.well-known/acme-challenge/{token:token} HTTP/1.0" 404 {size:number} "-" "Mozilla/5.0 (compatible; Let',
    example:
      '192.0.2.9 - - [25/Jan/2020:00:13:55 +0000] "GET /.well-known/acme-challenge/abcdefgh HTTP/1.0" 404 455 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
    source: 'nginx and Apache: combined log format, behind a proxy',
  },
  'nginx/access-404-le-http20': {
    problem: 'http-404-token',
    weight: 'symptom',
    template:
      '"GET /.well-known/acme-challenge/{token:token} HTTP/2.0" 404 {size:number} "-" "Mozilla/5.0 (compatible; Let',
    example:
      '192.0.2.9 - - [25/Jan/2020:00:13:55 +0000] "GET /.well-known/acme-challenge/abcdefgh HTTP/2.0" 404 455 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
    source: 'nginx and Apache: combined log format, behind a proxy',
  },
  'nginx/access-403-le-http10': {
    problem: 'http-403-token',
    weight: 'symptom',
    template:
      '"GET /.well-known/acme-challenge/{token:token} HTTP/1.0" 403 {size:number} "-" "Mozilla/5.0 (compatible; Let',
    example:
      '192.0.2.9 - - [25/Jan/2020:00:13:55 +0000] "GET /.well-known/acme-challenge/abcdefgh HTTP/1.0" 403 455 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
    source: 'nginx and Apache: combined log format, behind a proxy',
  },
  'nginx/access-403-le-http20': {
    problem: 'http-403-token',
    weight: 'symptom',
    template:
      '"GET /.well-known/acme-challenge/{token:token} HTTP/2.0" 403 {size:number} "-" "Mozilla/5.0 (compatible; Let',
    example:
      '192.0.2.9 - - [25/Jan/2020:00:13:55 +0000] "GET /.well-known/acme-challenge/abcdefgh HTTP/2.0" 403 455 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
    source: 'nginx and Apache: combined log format, behind a proxy',
  },
  'nginx/conf-host-bare': {
    problem: 'nginx-config-test',
    template: 'host not found in upstream ',
    example: '[emerg] 1#1: host not found in upstream app.example.com in /etc/nginx/conf.d/app.conf:26',
    source: 'nginx 1.22.1: src/core/ngx_inet.c, with the quotes left out by whoever showed the log',
  },
  'nginx/bind-inuse-musl': {
    problem: 'port80-in-use',
    template: 'bind() to {address:word} failed (98: Address in use)',
    example: 'nginx: [emerg] bind() to 0.0.0.0:443 failed (98: Address in use)',
    source: 'nginx 1.22.1: src/core/ngx_connection.c; musl 1.2 strerror',
  },
  'nginx/files-musl': {
    problem: 'nginx-open-files',
    template: 'failed (24: No file descriptors available)',
    example: '2026/11/22 07:15:02 [crit] 7#7: accept4() failed (24: No file descriptors available)',
    source: 'nginx 1.22.1: src/event/ngx_event_accept.c; musl 1.2 strerror',
  },
  'nginx/stat-challenge': {
    problem: 'nginx-permission',
    template:
      'stat() "{path:path}" failed (13: Permission denied), client: {client:ip?}, server: {server:text}, request: "GET /.well-known/acme-challenge/',
    example:
      '2018/02/26 10:12:32 [crit] 951#951: *31 stat() "/srv/challenges/tok3n" failed (13: Permission denied), client: 198.51.100.7, server: localhost, request: "GET /.well-known/acme-challenge/tok3n HTTP/1.1"',
    source: 'diafygi/acme-tiny#178',
  },
} as const satisfies SignatureSet;
