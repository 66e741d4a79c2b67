/**
 * Lines as they fill logs in which nothing is wrong, one of each kind. A message is looked for by those of its letters
 * that stand in none of them. A line added here makes logs full of such lines faster to read, and changes nothing else.
 */
export const ordinaryLines = `
2026-11-22 08:22:21,530:DEBUG:certbot._internal.main:certbot version: 2.11.0
2026-11-22 08:22:21,530:DEBUG:certbot._internal.main:Location of certbot entry point: /usr/bin/certbot
2026-11-22 08:22:21,530:DEBUG:certbot._internal.main:Arguments: ['--webroot', '-w', '/var/www/html', '-d', 'www.example.com', '--server', 'https://acme-v02.api.letsencrypt.org/directory']
2026-11-22 08:22:21,531:DEBUG:certbot._internal.main:Discovered plugins: PluginsRegistry(PluginEntryPoint#apache,PluginEntryPoint#manual,PluginEntryPoint#nginx,PluginEntryPoint#null,PluginEntryPoint#standalone,PluginEntryPoint#webroot)
2026-11-22 08:22:21,539:DEBUG:certbot._internal.log:Root logging level set at 30
2026-11-22 08:22:21,540:DEBUG:certbot._internal.display.obj:Notifying user: Processing /etc/letsencrypt/renewal/www.example.com.conf
2026-11-22 08:22:21,545:DEBUG:certbot._internal.plugins.selection:Requested authenticator <certbot._internal.cli.cli_utils._Default object at 0x7f24d85abed0> and installer None
2026-11-22 08:22:21,546:DEBUG:certbot._internal.cli:Var server=https://acme-v02.api.letsencrypt.org/directory (set by user).
2026-11-22 08:22:21,549:DEBUG:certbot._internal.plugins.selection:Single candidate plugin: * webroot
Description: Place files in webroot directory
Description: Nginx Web Server plugin
Interfaces: Authenticator, Installer, Plugin
Entry point: webroot = certbot._internal.plugins.webroot:Authenticator
Initialized: <certbot._internal.plugins.webroot.Authenticator object at 0x7f24d85bab50>
Prep: True
2026-11-22 08:22:21,549:INFO:certbot._internal.plugins.selection:Plugins selected: Authenticator nginx, Installer nginx
2026-11-22 08:22:21,599:DEBUG:certbot._internal.main:Picked account: <Account(RegistrationResource(body=Registration(key=None, contact=(), agreement=None, status=None, terms_of_service_agreed=None, only_return_existing=None, external_account_binding=None), uri='https://acme-v02.api.letsencrypt.org/acme/acct/1', new_authzr_uri=None, terms_of_service=None), Meta(creation_dt=datetime.datetime(2026, 11, 22, 8, 22, 20, tzinfo=<UTC>), creation_host='host', register_to_eff=None))>
2026-11-22 08:22:21,600:DEBUG:acme.client:Sending GET request to https://acme-v02.api.letsencrypt.org/directory.
2026-11-22 08:22:21,601:DEBUG:urllib3.connectionpool:Starting new HTTPS connection (1): acme-v02.api.letsencrypt.org:443
2026-11-22 08:22:21,607:DEBUG:urllib3.connectionpool:https://acme-v02.api.letsencrypt.org:443 "POST /acme/new-order HTTP/1.1" 201 406
2026-11-22 08:22:21,607:DEBUG:urllib3.connectionpool:https://localhost:14000 "GET /dir HTTP/1.1" 200 406
2026-11-22 08:22:21,607:DEBUG:acme.client:Received response:
HTTP 200
Server: nginx
Cache-Control: public, max-age=0, no-cache
Connection: keep-alive
Content-Type: application/json; charset=utf-8
Date: Sun, 22 Nov 2026 08:22:21 GMT
Content-Length: 406
Link: <https://acme-v02.api.letsencrypt.org/directory>;rel="index"
Location: https://acme-v02.api.letsencrypt.org/acme/order/1/2
Replay-Nonce: roC0Px3k8vvd6lBwpAW86g
X-Frame-Options: DENY
Strict-Transport-Security: max-age=604800
2026-11-22 08:22:21,614:DEBUG:acme.client:Requesting fresh nonce
2026-11-22 08:22:21,616:DEBUG:acme.client:Storing nonce: roC0Px3k8vvd6lBwpAW86g
2026-11-22 08:22:21,616:DEBUG:acme.client:JWS payload:
b'{\\n "identifiers": [\\n {\\n "type": "dns",\\n "value": "www.example.com"\\n }\\n ]\\n}'
  "identifier": { "type": "dns", "value": "www.example.com" },
  "status": "pending", "status": "valid", "status": "processing", "expires": "2026-11-29T08:22:21Z",
  "identifiers": [
  "authorizations": [
  "challenges": [
      "type": "http-01", "type": "dns-01", "type": "tls-alpn-01",
      "url": "https://acme-v02.api.letsencrypt.org/acme/chall/1/2/abc",
      "token": "S1XurNDxS3HSWG3HLDKTpdVvWDLaCMki2q_HK21Pyes",
      "validated": "2026-11-22T08:22:21Z",
      "validationRecord": [
          "hostname": "www.example.com", "port": "80", "addressesResolved": [ "192.0.2.1" ], "addressUsed": "192.0.2.1"
  "finalize": "https://acme-v02.api.letsencrypt.org/acme/finalize/1/2"
  "certificate": "https://acme-v02.api.letsencrypt.org/acme/cert/abc"
  "keyChange": "newAccount": "newNonce": "newOrder": "renewalInfo": "revokeCert": "termsOfService": "caaIdentities": "website": "profiles": "externalAccountRequired": false
  "protected": "payload": "signature":
-----BEGIN CERTIFICATE-----
-----END CERTIFICATE-----
2026-11-22 08:22:21,611:DEBUG:certbot.crypto_util:Generating ECDSA key (2048 bits): /etc/letsencrypt/keys/0001_key-certbot.pem
2026-11-22 08:22:21,613:DEBUG:certbot.crypto_util:Creating CSR: /etc/letsencrypt/csr/0001_csr-certbot.pem
2026-11-22 08:22:21,620:INFO:certbot._internal.auth_handler:Performing the following challenges:
2026-11-22 08:22:21,620:INFO:certbot._internal.auth_handler:http-01 challenge for www.example.com
2026-11-22 08:22:21,621:INFO:certbot._internal.plugins.webroot:Using the webroot path /var/www/html for all unmatched domains.
2026-11-22 08:22:21,621:DEBUG:certbot._internal.plugins.webroot:Creating root challenges validation dir at /var/www/html/.well-known/acme-challenge
2026-11-22 08:22:21,622:DEBUG:certbot._internal.plugins.webroot:Attempting to save validation to /var/www/html/.well-known/acme-challenge/S1XurNDxS3HSWG3HLDKTpdVvWDLaCMki2q_HK21Pyes
2026-11-22 08:22:21,623:INFO:certbot._internal.auth_handler:Waiting for verification...
2026-11-22 08:22:22,630:DEBUG:certbot._internal.error_handler:Calling registered functions
2026-11-22 08:22:22,630:INFO:certbot._internal.auth_handler:Cleaning up challenges
2026-11-22 08:22:22,631:DEBUG:certbot._internal.plugins.webroot:Removing /var/www/html/.well-known/acme-challenge/S1XurNDxS3HSWG3HLDKTpdVvWDLaCMki2q_HK21Pyes
2026-11-22 08:22:22,700:DEBUG:certbot._internal.client:CSR: CSR(file=None, data=b'-----BEGIN CERTIFICATE REQUEST-----
2026-11-22 08:22:23,000:DEBUG:certbot._internal.storage:Writing new private key to /etc/letsencrypt/archive/www.example.com/privkey1.pem.
2026-11-22 08:22:23,000:DEBUG:certbot._internal.storage:Writing certificate to /etc/letsencrypt/live/www.example.com/cert.pem.
2026-11-22 08:22:23,001:DEBUG:certbot._internal.storage:Archive directory /etc/letsencrypt/archive/www.example.com and live directory /etc/letsencrypt/live/www.example.com created.
2026-11-22 08:22:23,001:DEBUG:certbot._internal.storage:Writing new config /etc/letsencrypt/renewal/www.example.com.conf.
2026-11-22 08:22:23,001:DEBUG:certbot.reverter:Creating backup of /etc/nginx/sites-enabled/example.conf
2026-11-22 08:22:23,001:DEBUG:certbot_nginx._internal.http_01:Generated server block:
2026-11-22 08:22:23,002:DEBUG:certbot.compat.misc:Background process is the nginx reload
Certificate is saved at: /etc/letsencrypt/live/www.example.com/fullchain.pem
Key is saved at: /etc/letsencrypt/live/www.example.com/privkey.pem
This certificate expires on 2027-02-20.
These files will be updated when the certificate renews.
Certbot has set up a scheduled task to automatically renew this certificate in the background.
Your existing certificate has been successfully renewed, and the new certificate has been installed.
Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/certbot/_internal/main.py", line 1736, in main
    return config.func(config, plugins)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    lineage = _get_and_save_cert(le_client, config, domains, certname, lineage)
203.0.113.10 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/S1XurNDxS3HSWG3HLDKTpdVvWDLaCMki2q_HK21Pyes HTTP/1.1" 200 87 "-" "Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)"
198.51.100.20 - - [22/Nov/2026:08:22:19 +0000] "GET /.well-known/acme-challenge/S1XurNDxS3HSWG3HLDKTpdVvWDLaCMki2q_HK21Pyes HTTP/1.1" 200 87 "-" "Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)"
203.0.113.10 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/jYvTXrcf2LbiKiTqgkaoLLUzGVmWqWVjO16TXVVvXYo HTTP/1.1" 200 87 "-" "LetsEncrypt-Pebble-VA (linux; amd64)"
127.0.0.1 - - [22/Nov/2026:08:22:18 +0000] "GET /status HTTP/1.1" 200 97 "http://localhost/" "curl/8.5.0"
198.51.100.7 - - [22/Nov/2026:08:22:19 +0000] "GET /index.html?page=2&sort=name HTTP/2.0" 200 15320 "https://www.example.com/" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
198.51.100.8 - admin [22/Nov/2026:08:22:20 +0000] "POST /wp-admin/admin-ajax.php HTTP/1.1" 301 0 "-" "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
198.51.100.9 - - [22/Nov/2026:08:22:20 +0000] "HEAD /assets/images/logo.png HTTP/1.1" 304 0 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
198.51.100.9 - - [22/Nov/2026:08:22:20 +0000] "GET /robots.txt HTTP/1.1" 404 153 "-" "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
2026/11/22 08:00:12 [notice] 4061#4061: using the "epoll" event method
2026/11/22 08:00:12 [notice] 4061#4061: nginx/1.26.2
2026/11/22 08:00:12 [notice] 4061#4061: built by gcc 12.2.0 (Debian 12.2.0-14)
2026/11/22 08:00:12 [notice] 4061#4061: OS: Linux 6.18.44
2026/11/22 08:00:12 [notice] 4061#4061: getrlimit(RLIMIT_NOFILE): 1024:1048576
2026/11/22 08:00:12 [notice] 4062#4062: start worker processes
2026/11/22 08:00:12 [notice] 4062#4062: start worker process 4063
2026/11/22 08:00:12 [notice] 4063#4063: signal process started
2026/11/22 08:00:12 [notice] 4062#4062: signal 1 (SIGHUP) received from 4070, reconfiguring
2026/11/22 08:00:12 [notice] 4063#4063: gracefully shutting down
2026/11/22 08:00:12 [notice] 4063#4063: exiting
2026/11/22 08:00:12 [notice] 4062#4062: signal 17 (SIGCHLD) received from 4063
2026/11/22 08:00:12 [notice] 4062#4062: worker process 4063 exited with code 0
2026/11/22 08:00:13 [error] 4063#4063: *12 open() "/var/www/html/favicon.ico" failed (2: No such file or directory), client: 198.51.100.7, server: www.example.com, request: "GET /favicon.ico HTTP/1.1", host: "www.example.com", referrer: "https://www.example.com/"
2026/11/22 08:00:13 [warn] 4063#4063: *13 an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/1/00/0000000001 while reading upstream, upstream: "http://127.0.0.1:8080/"
Nov 22 08:22:21 host systemd[1]: Started certbot.service - Certbot.
Nov 22 08:22:21 host systemd[1]: certbot.service: Deactivated successfully.
[Sun Nov 22 08:22:21 UTC 2026] response='{"status":"valid"}'
[Sun Nov 22 08:22:21 UTC 2026] _ret='0' code='200' _url='https://acme-v02.api.letsencrypt.org/directory'
[Sun Nov 22 08:22:21.123456 2026] [mpm_event:notice] [pid 12:tid 34] AH00489: Apache/2.4.62 (Debian) OpenSSL/3.0.15 configured -- resuming normal operations
{"level":"info","ts":1763799741.5,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"198.51.100.7","remote_port":"1234","proto":"HTTP/2.0","method":"GET","host":"www.example.com","uri":"/","headers":{"User-Agent":["curl/8.5.0"],"Accept":["*/*"]}},"bytes_read":0,"user_id":"","duration":0.001,"size":12,"status":200}
time="2026-11-22T08:22:21Z" level=info msg="Configuration loaded from file: /etc/traefik/traefik.yml"
time="2026-11-22T08:22:21Z" level=debug msg="Starting provider *acme.Provider" providerName=myresolver.acme
2026-11-22T08:22:21Z DBG github.com/traefik/traefik/v3/pkg/tls/tlsmanager.go:321 > No default certificate
2026/11/22 08:22:21 [INFO] [www.example.com] acme: Obtaining bundled SAN certificate
I1122 08:22:21.123456       1 controller.go:208] "msg"="syncing item" "key"="default/example" "logger"="cert-manager.controller"
Nov 22 08:22:21 host haproxy[12]: 198.51.100.7:1234 [22/Nov/2026:08:22:21.123] https~ backend/server 0/0/0/1/1 200 123 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"
22-Nov-2026 08:22:21.123 queries: info: client @0x7f 198.51.100.7#1234 (www.example.com): query: www.example.com IN A + (192.0.2.1)
`;
