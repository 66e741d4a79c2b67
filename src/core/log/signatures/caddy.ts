import type { SignatureSet } from '../signature.ts';

/** Caddy 2 (JSON and console), CertMagic, acmez. */
export const caddy = {
  'caddy/start': {
    outcome: 'started',
    template: '"msg":"obtaining certificate","identifier":"{name:name}"',
    example: '{"level":"info","logger":"tls.obtain","msg":"obtaining certificate","identifier":"example.com"}',
    source: 'real log of Caddy 2',
  },
  'caddy/start-renew': {
    outcome: 'started',
    template: '"msg":"renewing certificate","identifier":"{name:name}"',
    example: '{"level":"info","logger":"tls.renew","msg":"renewing certificate","identifier":"example.com"}',
    source: 'caddyserver/certmagic 0.17.2: config.go',
  },
  'caddy/challenge-failed': {
    outcome: 'failed',
    template: '"msg":"challenge failed","identifier":"{name:name}"',
    example: '{"level":"error","msg":"challenge failed","identifier":"example.com"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:client.go',
  },
  'caddy/validating': {
    outcome: 'failed',
    template: '"msg":"validating authorization","identifier":"{name:name}"',
    example: '{"level":"error","msg":"validating authorization","identifier":"example.com"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:client.go',
  },
  'caddy/could-not-get': {
    outcome: 'failed',
    template: 'could not get certificate from issuer',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"could not get certificate from issuer"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:certmagic config.go; acmez acme/problem.go',
  },
  'caddy/will-retry': {
    outcome: 'failed',
    template: '"msg":"will retry","error"',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls.obtain","msg":"will retry","error":"[example.com] Obtain: ...","attempt":3,"retrying_in":120,"elapsed":301.5,"max_duration":2592000}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:async.go',
  },
  'caddy/giving-up': {
    outcome: 'failed',
    template: 'final attempt; giving up',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls.obtain","msg":"final attempt; giving up","error":"...","attempt":30,"elapsed":2592000,"max_duration":2592000}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:async.go',
  },
  'caddy/job-failed': {
    outcome: 'failed',
    template: 'obtaining certificate: context canceled',
    example:
      '{"level":"error","ts":1795335500.9338863,"logger":"tls","msg":"job failed","error":"closed.example.com: obtaining certificate: context canceled"}',
    source: 'real log of Caddy 2',
  },
  'caddy/dns-timeout': {
    problem: 'dns-propagation',
    template: 'timed out waiting for record to fully propagate',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"timed out waiting for record to fully propagate"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:certmagic solvers.go',
  },
  'caddy/dns-last': {
    problem: 'dns-propagation',
    template: 'verify DNS provider configuration is correct - last error: {why:phrase}',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"verify DNS provider configuration is correct - last error: no such host"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:certmagic solvers.go',
  },
  'caddy/no-solvers-dns': {
    problem: 'wildcard-needs-dns01',
    weight: 'symptom',
    template: 'no solvers available for remaining challenges (configured=[{configured:text}] offered=[dns-01]',
    example:
      'no solvers available for remaining challenges (configured=[tls-alpn-01 http-01] offered=[dns-01] remaining=[dns-01])',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:acmez client.go',
  },
  'caddy/no-solvers': {
    outcome: 'failed',
    template: 'no solvers available for remaining challenges',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"no solvers available for remaining challenges"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:acmez client.go',
  },
  'caddy/no-module': {
    problem: 'certbot-plugin-missing',
    template: 'module not registered: dns.providers.{provider:word}',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"module not registered: dns.providers.cloudflare"}',
    source: 'caddy 2.6.2: modules.go',
  },
  'caddy/no-module-any': {
    problem: 'certbot-plugin-missing',
    template: 'unknown module: dns.providers',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"unknown module: dns.providers.cloudflare"}',
    source: 'caddy 2.6.2: context.go',
  },
  'caddy/presenting': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'presenting for challenge: adding temporary record for zone',
    example: 'presenting for challenge: adding temporary record for zone example.com.: unexpected answer',
    source: 'mholt/acmez 0.1.3: client.go; caddyserver/certmagic 0.17.2: solvers.go',
  },
  'caddy/zone-detect': {
    problem: 'dns-servfail',
    weight: 'symptom',
    template: 'could not determine zone for domain',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"could not determine zone for domain"}',
    source: 'caddyserver/certmagic 0.17.2: solvers.go',
  },
  'caddy/emergency': {
    problem: 'renewal-overdue',
    weight: 'remark',
    template: 'certificate is in emergency renewal window; expiration imminent',
    example:
      '{"level":"warn","ts":1795331702.1234567,"logger":"tls.cache.maintenance","msg":"certificate is in emergency renewal window; expiration imminent","subjects":["example.com"]}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:certificates.go',
  },
  'caddy/no-cert': {
    outcome: 'noise',
    template: "no certificate available for '{name:name?}'",
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"no certificate available for \'example.com\'"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:handshake.go',
  },
  'caddy/on-demand': {
    outcome: 'noise',
    template: 'certificate not allowed by permission module',
    example:
      'certificate is not allowed for server name scanner.example.com: decision func: certificate not allowed by permission module',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:caddytls/ondemand.go',
  },
  'caddy/looked-up': {
    outcome: 'noise',
    template: 'no information found to solve challenge for identifier',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"no information found to solve challenge for identifier"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:httphandlers.go',
  },
  'caddy/looked-up2': {
    outcome: 'noise',
    template: 'looking up info for HTTP challenge',
    example: '{"level":"error","msg":"looking up info for HTTP challenge"}',
    source: 'caddyserver/certmagic 0.17.2: httphandler.go',
  },
  'caddy/looked-up3': {
    outcome: 'noise',
    template: 'looking up info for HTTP validation',
    example: '{"level":"error","msg":"looking up info for HTTP validation"}',
    source: 'caddyserver/certmagic@9f98c96 + mholt/acmez@7dcf056:httphandlers.go',
  },
  'caddy/contradiction': {
    outcome: 'noise',
    template:
      'OS reports a contradiction: listen tcp {address:host?}: bind: address already in use - but we cannot connect to it, with this error: dial tcp {again:host?}: connect: connection refused',
    example:
      '[WARNING] OS reports a contradiction: listen tcp :80: bind: address already in use - but we cannot connect to it, with this error: dial tcp :80: connect: connection refused; continuing anyway',
    source: 'real log of Caddy 2',
  },
  'caddy/stapling': {
    outcome: 'noise',
    template: 'no OCSP server specified in certificate',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"no OCSP server specified in certificate"}',
    source: 'caddyserver/certmagic 0.17.2: ocsp.go',
  },
  'caddy/stapling-msg': {
    outcome: 'noise',
    template: 'no OCSP stapling for',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"no OCSP stapling for"}',
    source: 'caddyserver/certmagic 0.17.2: ocsp.go',
  },
  'caddy/listen': {
    problem: 'port80-in-use',
    template: 'listening on {address:host?}: listen tcp {again:host?}: bind: address already in use',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"start: listening on :80: listen tcp :80: bind: address already in use"}',
    source: 'real log of Caddy 2',
  },
  'caddy/listen-perm': {
    problem: 'permission-denied',
    template: 'listening on {address:host?}: listen tcp {again:host?}: bind: permission denied',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"start: listening on :80: listen tcp :80: bind: permission denied"}',
    source: 'caddy 2.6.2: modules/caddyhttp/app.go; golang 1.19 net',
  },
  'caddy/adapt': {
    problem: 'acme-client-setup',
    template: 'adapting config using caddyfile',
    example: 'Error: adapting config using caddyfile: unexpected end',
    source: 'real log of Caddy 2',
  },
  'caddy/adapt-parse': {
    problem: 'acme-client-setup',
    template: 'parsing caddyfile tokens for',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"parsing caddyfile tokens for"}',
    source: 'caddy 2.6.2: caddyconfig/httpcaddyfile/directives.go',
  },
  'caddy/unrecognized': {
    problem: 'acme-client-setup',
    template: 'unrecognized directive: {directive:word?}',
    example: 'Caddyfile:3: unrecognized directive: foo',
    source: 'caddy 2.6.2: caddyconfig/httpcaddyfile/directives.go',
  },
  'caddy/parsing': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'Error during parsing',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"Error during parsing"}',
    source: 'caddy 2.6.2: caddyconfig/caddyfile/dispenser.go',
  },
  'caddy/ambiguous': {
    problem: 'acme-client-setup',
    template: 'ambiguous site definition',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"ambiguous site definition"}',
    source: 'caddy 2.6.2: caddyconfig/httpcaddyfile/httptype.go',
  },
  'caddy/storage-perm': {
    problem: 'permission-denied',
    template: 'failed storage check: {why:text}',
    example: 'failed storage check: permission denied',
    source: 'caddyserver/certmagic 0.17.2: config.go',
  },
  'caddy/storage-mkdir': {
    problem: 'permission-denied',
    weight: 'remark',
    severity: 'info',
    template: 'unable to create folder for config autosave',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"unable to create folder for config autosave"}',
    source: 'caddy 2.6.2: caddy.go',
  },
  'caddy/storage-decode': {
    problem: 'client-state-corrupt',
    template: 'decoding certificate metadata: {why:phrase}',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"decoding certificate metadata: unexpected end of JSON input"}',
    source: 'caddyserver/certmagic 0.17.2: crypto.go',
  },
  'caddy/eab': {
    problem: 'eab-required',
    template: 'External Account Binding is required, but',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"External Account Binding is required, but"}',
    source: 'other ACME clients in public source',
  },
  'caddy/internal-trust': {
    problem: 'permission-denied',
    weight: 'remark',
    severity: 'info',
    template: 'failed to install root certificate',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"failed to install root certificate"}',
    source: 'caddy 2.6.2: modules/caddypki/pki.go',
  },
  'caddy/success': {
    outcome: 'succeeded',
    template: '"msg":"certificate obtained successfully","identifier":"{name:name}"',
    example:
      '{"level":"info","logger":"tls.obtain","msg":"certificate obtained successfully","identifier":"example.com"}',
    source: 'real log of Caddy 2',
  },
  'caddy/success-plain': {
    outcome: 'succeeded',
    template: 'certificate obtained successfully',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"certificate obtained successfully"}',
    source: 'caddyserver/certmagic 0.17.2: config.go',
  },
  'caddy/success-renew': {
    outcome: 'succeeded',
    template: 'certificate renewed successfully',
    example:
      '{"level":"info","logger":"tls.renew","msg":"certificate renewed successfully","identifier":"example.com"}',
    source: 'caddyserver/certmagic 0.17.2: config.go',
  },
  'caddy/success-finalize': {
    outcome: 'succeeded',
    template: 'validations succeeded; finalizing order',
    example:
      '{"level":"info","ts":1795335241.6983378,"logger":"http.acme_client","msg":"validations succeeded; finalizing order","order":"https://localhost:14001/my-order/Fht_8UvwQwcyq48iTyrwEsoy0xmWmrYfDVJrq97drX8"}',
    source: 'mholt/acmez 0.1.3: client.go',
  },
  'caddy/present-zone': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'adding temporary record for zone',
    example: 'adding temporary record for zone example.com.: 403',
    source: 'caddyserver/certmagic solvers.go',
  },
  'caddy/present-zone-quoted': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'adding temporary record for zone "{zone:name?}"',
    example: 'adding temporary record for zone "example.com.": 403',
    source: 'caddyserver/certmagic solvers.go',
  },
  'caddy/present-zone-full': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'presenting for challenge: adding temporary record for zone "{zone:name?}"',
    example: 'solving challenges: presenting for challenge: adding temporary record for zone "example.com.": 403',
    source: 'caddyserver/certmagic solvers.go',
  },
  'caddy/zone-count': {
    problem: 'dns-api-auth',
    template: 'expected 1 zone, got 0 for {zone:name?}',
    example:
      '{"level":"error","ts":1795331702.1234567,"logger":"tls","msg":"job failed","error":"expected 1 zone, got 0 for example.com."}',
    source: 'libdns/cloudflare client.go',
  },
  'caddy/no-memory': {
    outcome: 'noise',
    template: 'no memory of presenting a DNS record for',
    example:
      'cleaning up solver: no memory of presenting a DNS record for "_acme-challenge.example.com" (usually OK if presenting also failed)',
    source: 'caddyserver/certmagic solvers.go',
  },
  'caddy/checking': {
    problem: 'dns-propagation',
    weight: 'symptom',
    template: 'checking DNS propagation of',
    example:
      'checking DNS propagation of "_acme-challenge.example.com." (relative=_acme-challenge zone=example.com. resolvers=[]): read failed',
    source: 'caddyserver/certmagic solvers.go',
  },
  'caddy/start-console': {
    outcome: 'started',
    template: 'obtaining certificate{gap:text?}{{"identifier": "{name:name}"',
    example: '2026/11/22 07:15:02.234	INFO	tls.obtain	obtaining certificate	{"identifier": "example.com"}',
    source: 'caddyserver/certmagic config.go, console encoder',
  },
  'caddy/start-console-renew': {
    outcome: 'started',
    template: 'renewing certificate{gap:text?}{{"identifier": "{name:name}"',
    example:
      '2026/11/22 07:15:02.234	INFO	tls.renew	renewing certificate	{"identifier": "example.com", "remaining": 2591999.1}',
    source: 'caddyserver/certmagic config.go, console encoder',
  },
  'caddy/start-logfmt': {
    outcome: 'started',
    template: 'msg=obtaining certificate identifier={name:name}',
    example: 'INF ts=1795331702.1234567 logger=tls.obtain msg=obtaining certificate identifier=example.com',
    source: 'logs of caddy in public, formatter encoder',
  },
  'caddy/challenge-failed-console': {
    outcome: 'failed',
    template: 'challenge failed{gap:text?}{{"identifier": "{name:name}"',
    example:
      '2026/11/22 07:15:02.234	ERROR	http.acme_client	challenge failed	{"identifier": "example.com", "challenge_type": "http-01"}',
    source: 'mholt/acmez client.go, console encoder',
  },
  'caddy/validating-console': {
    outcome: 'failed',
    template: 'validating authorization{gap:text?}{{"identifier": "{name:name}"',
    example: '2026/11/22 07:15:02.234	ERROR	http.acme_client	validating authorization	{"identifier": "example.com"}',
    source: 'mholt/acmez client.go, console encoder',
  },
  'caddy/success-console': {
    outcome: 'succeeded',
    template: 'certificate obtained successfully{gap:text?}{{"identifier": "{name:name}"',
    example: '2026/11/22 07:15:02.234	INFO	tls.obtain	certificate obtained successfully	{"identifier": "example.com"}',
    source: 'caddyserver/certmagic config.go, console encoder',
  },
  'caddy/canceled': {
    outcome: 'noise',
    template: 'context canceled (order=',
    example: 'solving challenges: [example.com] context canceled (order=https://acme.example.net/order/1)',
    source: 'mholt/acmez client.go: a reload ends what is under way',
  },
  'caddy/upstream-refused': {
    problem: 'nginx-upstream',
    weight: 'remark',
    severity: 'info',
    template: 'http.log.error{gap:text?}dial tcp {address:host}: connect: connection refused',
    example:
      '{"level":"error","ts":1795331702.1,"logger":"http.log.error","msg":"dial tcp 127.0.0.1:3000: connect: connection refused","status":502}',
    source: 'caddy modules/caddyhttp/server.go: what is behind the proxy is down',
  },
  'caddy/cloudflare-token': {
    problem: 'dns-api-auth',
    template: "appears invalid; ensure it's correctly entered",
    example:
      "provision dns.providers.cloudflare: API token '' appears invalid; ensure it's correctly entered and not wrapped in braces nor quotes",
    source: 'caddy-dns/cloudflare, in public logs',
  },
  'caddy/acme-deadline': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'attempts: context deadline exceeded',
    example:
      'checking authorization status: request to https://acme-v02.api.letsencrypt.org/acme/authz/1 failed after 1 attempts: context deadline exceeded',
    source: 'mholt/acmez acme/http.go',
  },
  'caddy/acme-performing': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'attempts: performing request',
    example:
      'creating new order: request to https://acme-v02.api.letsencrypt.org/acme/new-order failed after 1 attempts: performing request: EOF',
    source: 'mholt/acmez acme/http.go',
  },
  'caddy/acme-body': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'attempts: reading response body',
    example:
      'creating new order: request to https://acme-v02.api.letsencrypt.org/acme/new-order failed after 1 attempts: reading response body: unexpected EOF',
    source: 'mholt/acmez acme/http.go',
  },
  'caddy/acme-status': {
    problem: 'ca-overloaded',
    weight: 'symptom',
    template: 'unexpected status code: HTTP {status:number}',
    example:
      'creating new order: request to https://acme-v02.api.letsencrypt.org/acme/new-order failed after 1 attempts: unexpected status code: HTTP 302',
    source: 'mholt/acmez acme/http.go',
  },
  'caddy/on-demand-open': {
    problem: 'acme-client-setup',
    template: 'on-demand TLS cannot be enabled without',
    example:
      "Error: loading initial config: provisioning automation policy 0: on-demand TLS cannot be enabled without an 'ask' endpoint to prevent abuse; please refer to documentation for details",
    source: 'bluesky-social/pds#8',
  },
} as const satisfies SignatureSet;
