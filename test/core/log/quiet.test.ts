import { describe, expect, it } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';

const scanner = createLogScanner();

/** Logs in which nothing is wrong, however much is said in them. */
const logs: readonly (readonly [name: string, text: string])[] = [
  [
    "nginx: a check of Cert Doctor's own asked for a token that nobody made",
    `2026/11/26 08:22:24 [error] 766#766: *6 open() "/var/www/html/.well-known/acme-challenge/cert-doctor-b1ff68a66bc62988510764570cffddfb" failed (2: No such file or directory), client: 203.0.113.10, server: example.com, request: "GET /.well-known/acme-challenge/cert-doctor-b1ff68a66bc62988510764570cffddfb HTTP/1.1", host: "example.com"
203.0.113.10 - - [26/Nov/2026:08:22:24 +0000] "GET /.well-known/acme-challenge/cert-doctor-b1ff68a66bc62988510764570cffddfb HTTP/1.1" 404 153 "-" "Cert Doctor"`,
  ],
  [
    'certbot: not due',
    `Saving debug log to /var/log/letsencrypt/letsencrypt.log
- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -
Processing /etc/letsencrypt/renewal/example.com.conf
- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -
Certificate not yet due for renewal
The following certificates are not due for renewal yet:
  /etc/letsencrypt/live/example.com/fullchain.pem expires on 2027-01-30 (skipped)
No renewals were attempted.`,
  ],
  [
    'certbot: renewed',
    `Renewing an existing certificate for example.com and www.example.com
Reloading nginx server after certificate renewal
Congratulations, all renewals succeeded:
  /etc/letsencrypt/live/example.com/fullchain.pem (success)`,
  ],
  [
    'certbot: the dry run, with the words of a test CA',
    `Simulating renewal of an existing certificate for example.com
Congratulations, all simulated renewals succeeded:
  /etc/letsencrypt/live/example.com/fullchain.pem (success)`,
  ],
  [
    'certbot: a nonce was refused, the next one taken',
    `2026-11-22 07:15:02,123:DEBUG:certbot._internal.main:certbot version: 2.1.0
2026-11-22 07:15:02,200:DEBUG:acme.client:Received response:
HTTP 400
{
  "type": "urn:ietf:params:acme:error:badNonce",
  "detail": "JWS has an invalid anti-replay nonce: abcd",
  "status": 400
}
2026-11-22 07:15:02,300:DEBUG:acme.client:Retrying request after error:
urn:ietf:params:acme:error:badNonce :: The client sent an unacceptable anti-replay nonce :: JWS has an invalid anti-replay nonce: abcd
2026-11-22 07:15:09,300:DEBUG:certbot._internal.display.obj:Notifying user: Successfully received certificate.`,
  ],
  [
    'certbot: what is saved, listed',
    `Found the following certs:
  Certificate Name: example.com
    Serial Number: 4f2a
    Key Type: ECDSA
    Domains: example.com www.example.com
    Expiry Date: 2027-01-30 08:00:00+00:00 (VALID: 68 days)
    Certificate Path: /etc/letsencrypt/live/example.com/fullchain.pem`,
  ],
  [
    'certbot: not asked of, since ARI could not be read',
    `2026-11-22 07:15:02,123:WARNING:certbot._internal.renewal:An error occurred requesting ACME Renewal Information (ARI). If this problem persists and you think it's a bug in Certbot, please open an issue.
2026-11-22 07:15:02,125:DEBUG:certbot._internal.display.obj:Notifying user: Certificate not yet due for renewal`,
  ],
  [
    'acme.sh: nothing to do',
    `[Sun Nov 22 00:05:01 UTC 2026] ===Starting cron===
[Sun Nov 22 00:05:01 UTC 2026] Renewing: 'example.com'
[Sun Nov 22 00:05:01 UTC 2026] Renewing using Le_API=https://acme-v02.api.letsencrypt.org/directory
[Sun Nov 22 00:05:02 UTC 2026] Skipping. Next renewal time is: 2026-12-20T00:05:00Z
[Sun Nov 22 00:05:02 UTC 2026] Add '--force' to force renewal.
[Sun Nov 22 00:05:02 UTC 2026] Skipped example.com_ecc
[Sun Nov 22 00:05:02 UTC 2026] ===End cron===`,
  ],
  [
    'acme.sh: the record took its time, and the CA, too',
    `[Sun Nov 22 00:05:01 UTC 2026] Single domain='example.com'
[Sun Nov 22 00:05:09 UTC 2026] Checking example.com for _acme-challenge.example.com
[Sun Nov 22 00:05:10 UTC 2026] Not valid yet, let's wait for 10 seconds then check the next one.
[Sun Nov 22 00:05:30 UTC 2026] Success for domain example.com '_acme-challenge.example.com'.
[Sun Nov 22 00:05:31 UTC 2026] Pending. The CA is processing your order, please wait. (1/30)
[Sun Nov 22 00:05:34 UTC 2026] Success
[Sun Nov 22 00:05:36 UTC 2026] Cert success.
[Sun Nov 22 00:05:37 UTC 2026] Running reload cmd: systemctl reload nginx
[Sun Nov 22 00:05:37 UTC 2026] Reload successful`,
  ],
  [
    'acme.sh: installed without socat',
    `[Sun Nov 22 00:05:01 UTC 2026] It is recommended to install socat first.
[Sun Nov 22 00:05:01 UTC 2026] We use socat for standalone server if you use standalone mode.
[Sun Nov 22 00:05:01 UTC 2026] If you don't use standalone mode, just ignore this warning.
[Sun Nov 22 00:05:03 UTC 2026] Install success!`,
  ],
  [
    "nginx: other people's handshakes",
    `2026/11/22 07:15:02 [info] 12#34: *57 SSL_do_handshake() failed (SSL: error:0A000412:SSL routines::sslv3 alert bad certificate:SSL alert number 42) while SSL handshaking, client: 198.51.100.7, server: 0.0.0.0:443
2026/11/22 07:15:03 [crit] 12#34: *58 SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 198.51.100.8, server: 0.0.0.0:443
2026/11/22 07:15:03 [info] 12#34: *59 SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol) while SSL handshaking, client: 198.51.100.8, server: 0.0.0.0:443
2026/11/22 07:15:04 [info] 12#34: *60 SSL_do_handshake() failed (SSL: error:0A00009C:SSL routines::http request) while SSL handshaking, client: 198.51.100.9, server: 0.0.0.0:443
2026/11/22 07:15:05 [info] 12#34: *61 peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking, client: 198.51.100.9, server: 0.0.0.0:443
2026/11/22 07:15:06 [info] 12#34: *62 client closed connection while waiting for request, client: 198.51.100.9, server: 0.0.0.0:443
2026/11/22 07:15:06 [info] 12#34: *63 recv() failed (104: Connection reset by peer) while waiting for request, client: 198.51.100.9, server: 0.0.0.0:443
2026/11/22 07:15:07 [crit] 12#34: *64 SSL_do_handshake() failed (SSL: error:0A000175:SSL routines::inappropriate fallback) while SSL handshaking, client: 198.51.100.9, server: 0.0.0.0:443`,
  ],
  [
    'nginx: scanners',
    `2026/11/22 07:15:02 [error] 12#34: *57 open() "/var/www/html/wp-login.php" failed (2: No such file or directory), client: 198.51.100.7, server: example.com, request: "GET /wp-login.php HTTP/1.1", host: "example.com"
2026/11/22 07:15:03 [error] 12#34: *58 open() "/var/www/html/.well-known/acme-challenge/atomlib.php" failed (2: No such file or directory), client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/atomlib.php HTTP/1.1", host: "example.com"
2026/11/22 07:15:03 [error] 12#34: *58 "/var/www/html/.well-known/acme-challenge/index.html" is not found (2: No such file or directory), client: 198.51.100.7, server: example.com, request: "GET /.well-known/acme-challenge/ HTTP/1.1", host: "example.com"
2026/11/22 07:15:04 [error] 12#34: *59 access forbidden by rule, client: 198.51.100.7, server: example.com, request: "GET /.env HTTP/1.1", host: "example.com"
2026/11/22 07:15:05 [error] 12#34: *60 directory index of "/var/www/html/" is forbidden, client: 198.51.100.7, server: example.com, request: "GET / HTTP/1.1", host: "example.com"
2026/11/22 07:15:05 [error] 12#34: *61 user "admin" was not found in "/etc/nginx/.htpasswd", client: 198.51.100.7, server: example.com, request: "GET / HTTP/1.1", host: "example.com"`,
  ],
  [
    'nginx: an access log with a validation and with scanners',
    `198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/V0wWL_pn0hOa HTTP/1.1" 200 87 "-" "Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)"
203.0.113.60 - - [22/Nov/2026:08:22:19 +0000] "GET /.well-known/acme-challenge/wp-conf.php HTTP/1.1" 404 153 "-" "Mozilla/5.0"
203.0.113.60 - - [22/Nov/2026:08:22:20 +0000] "\\x16\\x03\\x01\\x01\\xFC" 400 157 "-" "-"
203.0.113.60 - - [22/Nov/2026:08:22:21 +0000] "GET /cgi-bin/luci HTTP/1.1" 404 153 "-" "-"
203.0.113.60 - - [22/Nov/2026:08:22:22 +0000] "GET /slow HTTP/1.1" 499 0 "-" "curl/8.5.0"`,
  ],
  [
    'nginx: starts, is reloaded, warns of habits',
    `nginx: [warn] the "listen ... http2" directive is deprecated, use the "http2" directive instead in /etc/nginx/sites-enabled/example.conf:4
nginx: [warn] could not build optimal types_hash, you should increase either types_hash_max_size: 1024 or types_hash_bucket_size: 64; ignoring types_hash_bucket_size
nginx: [warn] protocol options redefined for 0.0.0.0:443 in /etc/nginx/sites-enabled/example.conf:4
nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
2026/11/22 07:15:02 [notice] 12#12: signal 1 (SIGHUP) received from 4711, reconfiguring
2026/11/22 07:15:02 [notice] 12#12: start worker process 99
2026/11/22 07:15:02 [notice] 12#12: signal 17 (SIGCHLD) received from 98`,
  ],
  [
    "nginx's own ACME client: issued, and no news of renewal",
    `2026/11/22 07:15:02 [info] 12#12: account "https://acme-v02.api.letsencrypt.org/acme/acct/1" created for acme issuer "le"
2026/11/22 07:15:09 [info] 12#12: acme certificate "le/example.com-4f2a" issued, next update in 5183999s
2026/11/22 07:16:09 [warn] 12#12: connection timed out while updating renewal info, acme issuer: "le"`,
  ],
  [
    'Apache: starts, warns, is scanned',
    `[Sun Nov 22 08:23:23.810505 2026] [ssl:warn] [pid 667:tid 667] AH01909: www.example.com:443:0 server certificate does NOT include an ID which matches the server name
AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using 127.0.1.1. Set the 'ServerName' directive globally to suppress this message
[Sun Nov 22 08:23:24.810505 2026] [mpm_event:notice] [pid 667:tid 667] AH00489: Apache/2.4.62 (Debian) OpenSSL/3.0.15 configured -- resuming normal operations
[Sun Nov 22 08:24:01.810505 2026] [core:error] [pid 668:tid 700] [client 198.51.100.7:4711] AH00126: Invalid URI in request GET /../../etc/passwd HTTP/1.1
[Sun Nov 22 08:24:02.810505 2026] [authz_core:error] [pid 668:tid 700] [client 198.51.100.7:4711] AH01630: client denied by server configuration: /var/www/html/.git
[Sun Nov 22 08:24:03.810505 2026] [ssl:error] [pid 668:tid 700] [client 198.51.100.7:4711] AH02032: Hostname www.example.com provided via SNI and hostname example.net provided via HTTP have no compatible SSL setup
[Sun Nov 22 08:24:04.810505 2026] [ssl:info] [pid 668:tid 700] [client 198.51.100.7:4711] AH02008: SSL library error 1 in handshake (server www.example.com:443)
[Sun Nov 22 08:24:04.810605 2026] [ssl:info] [pid 668:tid 700] SSL Library Error: error:0A000412:SSL routines::sslv3 alert bad certificate (SSL alert number 42)`,
  ],
  [
    'mod_md: waits for its first certificate and gets it',
    `[Sun Nov 22 08:23:23.810505 2026] [ssl:warn] [pid 667:tid 667] AH10085: Init: www.example.com:443 will respond with '503 Service Unavailable' for now. This host is part of a Managed Domain, but no SSL certificate is available (yet).
[Sun Nov 22 08:24:23.810505 2026] [md:notice] [pid 667:tid 667] AH10059: The Managed Domain www.example.com has been setup and changes will be activated on next (graceful) server restart.`,
  ],
  [
    'curl: all is well',
    `* Connected to www.example.com (203.0.113.10) port 443 (#0)
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
* TLSv1.3 (IN), TLS handshake, CERT verify (15):
* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
*  subject: CN=www.example.com
*  expire date: Feb 27 13:31:19 2027 GMT
*  SSL certificate verify ok.
< HTTP/2 200`,
  ],
  [
    'openssl s_client: all is well',
    `CONNECTED(00000003)
depth=2 C = US, O = Internet Security Research Group, CN = ISRG Root X1
verify return:1
depth=0 CN = www.example.com
verify return:1
Verification: OK
    Verify return code: 0 (ok)`,
  ],
  ['CloudPanel: installed', `Certificate installation was successful.`],
  [
    'mailcow: all confirmed',
    `acme-mailcow-1  | Sun Nov 22 07:15:02 UTC 2026 - Found A record for mail.example.com: 203.0.113.10
acme-mailcow-1  | Sun Nov 22 07:15:02 UTC 2026 - Confirmed A record 203.0.113.10
acme-mailcow-1  | Sun Nov 22 07:15:03 UTC 2026 - Certificate /var/lib/acme/mail.example.com/cert.pem validation done, neither changed nor due for renewal.`,
  ],
  [
    'the journal of a quiet machine',
    `Nov 22 00:05:01 web systemd[1]: Starting certbot.service - Certbot...
Nov 22 00:05:02 web certbot[812]: Certificate not yet due for renewal
Nov 22 00:05:02 web systemd[1]: certbot.service: Deactivated successfully.
Nov 22 00:05:02 web systemd[1]: Finished certbot.service - Certbot.
Nov 22 00:06:11 web sshd[900]: Connection closed by 198.51.100.7 port 4711 [preauth]
Nov 22 00:06:12 web sshd[901]: Failed password for invalid user admin from 198.51.100.7 port 4712 ssh2
Nov 22 00:07:00 web kernel: [UFW BLOCK] IN=eth0 SRC=198.51.100.7 DST=203.0.113.10 PROTO=TCP DPT=23`,
  ],
  [
    'a failure that the next attempt made good',
    `[Sun Nov 22 00:05:01 UTC 2026] Single domain='example.com'
[Sun Nov 22 00:05:09 UTC 2026] example.com: Invalid status. Verification error details: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/V0wWL_pn0hOa: Timeout during connect (likely firewall problem)
[Sun Nov 22 00:09:01 UTC 2026] Single domain='example.com'
[Sun Nov 22 00:09:36 UTC 2026] Cert success.`,
  ],
  [
    'mailcow: it starts with an empty certificate, and obtains one',
    `acme-mailcow_1 | Mon Feb 14 08:32:17 EST 2022 - Initializing, please wait...
acme-mailcow_1 | unable to load certificate
acme-mailcow_1 | 140256805415752:error:0909006C:PEM routines:get_name:no start line:crypto/pem/pem_lib.c:745:Expecting: TRUSTED CERTIFICATE
acme-mailcow_1 | Mon Feb 14 08:32:17 EST 2022 - Using existing domain rsa key /var/lib/acme/acme/key.pem
acme-mailcow_1 | Mon Feb 14 08:32:18 EST 2022 - Detecting IP addresses...`,
  ],
  [
    'greenlock: the first start, before there is a certificate',
    `[le-store-certbot] certificates.check
Error: ENOENT: no such file or directory, open '/src/acme/etc/live/example.com/cert.pem'
[greenlock/lib/core.js] checkAsync failed to find certificates`,
  ],
  [
    'dnsmasq: what is not signed is insecure, and answered',
    `dnsmasq[703]: query[A] example.org from 192.0.2.2
dnsmasq[703]: reply . is DNSKEY keytag 20326, algo 8
dnsmasq[703]: reply ly is no DS
dnsmasq[703]: validation result is INSECURE`,
  ],
  [
    'HAProxy: its own ACME requests',
    `acme: @web/web: Starting update of the certificate.
-:- [06/May/2025:15:33:00.266] <ACME> -/- 7/0/323/317/645 200 1306 - - ---- 1/0/0/0/0 0/0 {192.0.2.7} "GET https://acme-v02.api.letsencrypt.org/directory HTTP/1.1" 0/0000000000000000/-/-/0 -/-/-
-:- [06/May/2025:15:33:01.245] <ACME> -/- 4/0/0/198/200 201 822 - - ---- 2/0/0/0/0 0/0 {192.0.2.7} "POST https://acme-v02.api.letsencrypt.org/acme/new-order HTTP/1.1" 0/0000000000000000/-/-/0 -/-/-`,
  ],
];

describe('nothing is wrong, and nothing is said', () => {
  it.each(logs)('%s', (_, text) => {
    const { findings } = diagnoseLog(text.split('\n'), scanner);
    const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect(loud.map(({ line, signature }) => `${String(line)} ${signature}`)).toEqual([]);
  });
});
