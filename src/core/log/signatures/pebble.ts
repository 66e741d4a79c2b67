import type { SignatureSet } from '../signature.ts';

/** CA texts of Pebble, the CA of tests, where they differ from Boulder's. */
export const pebble = {
  'pebble/status-404': {
    problem: 'http-404-token',
    template: 'Non-200 status code from HTTP: {url:url} returned 404',
    example: 'Non-200 status code from HTTP: http://example.com/.well-known/acme-challenge/tok3n returned 404',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/status-403': {
    problem: 'http-403-token',
    template: 'Non-200 status code from HTTP: {url:url} returned 403',
    example: 'Non-200 status code from HTTP: http://example.com/.well-known/acme-challenge/tok3n returned 403',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/status-401': {
    problem: 'http-401-token',
    template: 'Non-200 status code from HTTP: {url:url} returned 401',
    example: 'Non-200 status code from HTTP: http://example.com/.well-known/acme-challenge/tok3n returned 401',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/status-5xx': {
    problem: 'http-5xx-token',
    template: 'Non-200 status code from HTTP: {url:url} returned {status:status5xx}',
    example: 'Non-200 status code from HTTP: http://example.test:5002/.well-known/acme-challenge/tok3n returned 502',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/status-other': {
    problem: 'http-wrong-content',
    template: 'Non-200 status code from HTTP: {url:url} returned {status:number}',
    example: 'Non-200 status code from HTTP: http://example.test:5002/.well-known/acme-challenge/tok3n returned 410',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/no-route': {
    problem: 'http-unreachable',
    weight: 'remark',
    severity: 'info',
    template: 'dial tcp {address:host}: connect: no route to host',
    example: '  Detail: dial tcp 203.0.113.10:443: connect: no route to host',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'pebble/unreachable': {
    problem: 'http-unreachable',
    weight: 'remark',
    severity: 'info',
    template: 'dial tcp {address:host}: connect: network is unreachable',
    example: '  Detail: dial tcp 203.0.113.10:443: connect: network is unreachable',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/refused': {
    problem: 'http-refused',
    weight: 'remark',
    severity: 'info',
    template: 'dial tcp {address:host}: connect: connection refused',
    example: '  Detail: dial tcp 203.0.113.10:443: connect: connection refused',
    source: 'real log of acme-client 5.4.0',
  },
  'pebble/timeout': {
    problem: 'http-timeout',
    weight: 'remark',
    severity: 'info',
    template: 'dial tcp {address:host}: i/o timeout',
    example: '  Detail: dial tcp 203.0.113.10:443: i/o timeout',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-refused': {
    problem: 'http-refused',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: connection refused',
    example:
      'Error: Get "http://closed.example.com:80/.well-known/acme-challenge/ExdDcQbbo26YEu7iNEb0RJqIesbM3o-rXetZ1cdpckE": dial tcp 203.0.113.20:80: connect: connection refused',
    source: 'real log of acme-client 5.4.0',
  },
  'pebble/get-timeout': {
    problem: 'http-timeout',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: i/o timeout',
    example: 'Get "http://example.com/.well-known/acme-challenge/tok3n": dial tcp 203.0.113.10:443: i/o timeout',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-connect-timeout': {
    problem: 'http-timeout',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: connection timed out',
    example:
      '  Detail: Get "http://example.com/.well-known/acme-challenge/tok3n": dial tcp 203.0.113.10:443: connect: connection timed out',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-no-route': {
    problem: 'http-unreachable',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: no route to host',
    example:
      '"detail": "Get \\"http://noroute.example.com:80/.well-known/acme-challenge/R885N6XfsSO118iiKJzxahWS-n_gtY-VQz5qc3IJ_Xs\\": dial tcp 203.0.113.77:80: connect: no route to host",',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'pebble/get-unreachable': {
    problem: 'http-unreachable',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: network is unreachable',
    example:
      '  Detail: Get "http://example.com/.well-known/acme-challenge/tok3n": dial tcp 203.0.113.10:443: connect: network is unreachable',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-deadline': {
    problem: 'http-slow',
    template: '.well-known/acme-challenge/{token:word}": context deadline exceeded',
    example: '  Detail: Get "http://example.com/.well-known/acme-challenge/tok3n": context deadline exceeded',
    source: 'cert-manager/cert-manager#7757',
  },
  'pebble/get-reset': {
    problem: 'http-reset',
    template:
      '.well-known/acme-challenge/{token:word}": read tcp {from:host}->{address:host}: read: connection reset by peer',
    example:
      'Get "http://example.com/.well-known/acme-challenge/tok3n": read tcp 203.0.113.10:443->203.0.113.10:443: read: connection reset by peer',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-eof': {
    problem: 'http-reset',
    template: 'Get "http://{host:word}/.well-known/acme-challenge/{token:word}": EOF',
    example: 'Get "http://example.com/.well-known/acme-challenge/tok3n": EOF',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-malformed': {
    problem: 'http-not-http',
    template:
      '.well-known/acme-challenge/{token:word}": net/http: HTTP/1.x transport connection broken: malformed HTTP',
    example:
      '  Detail: Get "http://example.com/.well-known/acme-challenge/tok3n": net/http: HTTP/1.x transport connection broken: malformed HTTP',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-loop': {
    problem: 'redirect-problem',
    template: '.well-known/acme-challenge/{token:word}": stopped after 10 redirects',
    example: '  Detail: Get "http://example.com/.well-known/acme-challenge/tok3n": stopped after 10 redirects',
    source: 'golang 1.19 net and net/http',
  },
  'pebble/get-unresolved': {
    problem: 'dns-servfail',
    template: 'could not resolve URL "{url:url}"',
    example: 'could not resolve URL "http://example.com/.well-known/acme-challenge/tok3n"',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'pebble/txt-err': {
    problem: 'dns-servfail',
    template: 'Error retrieving TXT records for DNS challenge',
    example:
      '"detail": "Error retrieving TXT records for DNS challenge (\\"DNS lookup for \\\\\\"_acme-challenge.dnscname.example.com\\\\\\" returned an unsuccessful response: \'\\\\\\\\x03\'\\")",',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/txt-err-nxdomain': {
    problem: 'dns-txt-missing',
    template: 'Error retrieving TXT records for DNS challenge ("{what:text}unsuccessful response: 3',
    example:
      'Error retrieving TXT records for DNS challenge ("DNS lookup for _acme-challenge.example.test returned an unsuccessful response: 3")',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/alpn-conn': {
    problem: 'tlsalpn-failed',
    template: 'Failed to connect to {address:host} for the tls-alpn-01 challenge',
    example: '  Detail: Failed to connect to 203.0.113.10:443 for the tls-alpn-01 challenge',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/alpn-cert': {
    problem: 'tlsalpn-failed',
    weight: 'symptom',
    template: 'first certificate had names "{names:text}"',
    example: '  Detail: first certificate had names "example.net"',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'pebble/profile': {
    problem: 'profile-invalid',
    template: 'Order includes unrecognized profile name',
    example: '  Detail: Order includes unrecognized profile name "x"',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) wfe/wfe.go',
  },
  'pebble/blocked': {
    problem: 'rejected-identifier',
    template: 'Order included an identifier for which issuance is forbidden by policy',
    example: 'Order included an identifier for which issuance is forbidden by policy: "blocked-domain.example"',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) wfe/wfe.go',
  },
  'pebble/chall-state': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'Cannot update challenge with status',
    example: '"detail": "Cannot update challenge with status invalid, only status pending",',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) wfe/wfe.go',
  },
  'pebble/acct': {
    problem: 'unauthorized-account',
    template: 'Account has been deactivated',
    example: '  Detail: Account has been deactivated',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) wfe/wfe.go',
  },
  'pebble/csr-missing': {
    problem: 'bad-csr',
    template: 'CSR is missing Order domain',
    example: '  Detail: CSR is missing Order domain "example.test"',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) wfe/wfe.go',
  },
  'pebble/replaced': {
    problem: 'order-invalid',
    template: 'already has a replacement order',
    example: 'certificate with serial 04ab already has a replacement order',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'pebble/eab': {
    problem: 'eab-required',
    template: 'must include a value for the {quote:word?}externalAccountBinding',
    example:
      "ACME server policy requires newAccount requests must include a value for the 'externalAccountBinding' field",
    source: 'pebble 2.4.0: wfe/wfe.go',
  },
  'pebble/eab-jws': {
    problem: 'eab-invalid',
    template: 'external account binding JWS verification error',
    example:
      '"detail": "external account binding JWS verification error: square/go-jose: error in cryptographic primitive",',
    source: 'pebble 2.4.0: wfe/wfe.go',
  },
  'pebble/eab-kid': {
    problem: 'eab-invalid',
    template: "the field 'kid' references a key that is not known to the ACME server",
    example: "  Detail: the field 'kid' references a key that is not known to the ACME server",
    source: 'pebble 2.4.0: wfe/wfe.go',
  },
  'pebble/ip-csr': {
    problem: 'rejected-identifier',
    template: 'Order included unsupported type identifier',
    example: '  Detail: Order included unsupported type identifier',
    source: 'pebble 2.4.0: wfe/wfe.go',
  },
  'pebble/dns-labels': {
    problem: 'rejected-identifier',
    template: 'Order included DNS identifier with a value',
    example: '  Detail: Order included DNS identifier with a value',
    source: 'pebble 2.4.0: wfe/wfe.go',
  },
  'pebble/txt-err-code': {
    problem: 'dns-txt-missing',
    template:
      'Error retrieving TXT records for DNS challenge ("DNS lookup for "{record:name?}" returned an unsuccessful response: \'{code:text}x03\'',
    example:
      'Detail: Error retrieving TXT records for DNS challenge ("DNS lookup for "_acme-challenge.example.com" returned an unsuccessful response: \'\\\\x03\'")',
    source: 'letsencrypt/pebble 2.4: va/va.go',
  },
} as const satisfies SignatureSet;
