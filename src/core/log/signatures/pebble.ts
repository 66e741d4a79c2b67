import type { SignatureSet } from '../signature.ts';

/** CA texts of Pebble, the CA of tests, where they differ from Boulder's. */
export const pebble = {
  'pebble/status-404': {
    problem: 'http-404-token',
    template: 'Non-200 status code from HTTP: {url:url} returned 404',
    example: 'Non-200 status code from HTTP: http://example.com/.well-known/acme-challenge/tok3n returned 404',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/status-403': {
    problem: 'http-403-token',
    template: 'Non-200 status code from HTTP: {url:url} returned 403',
    example: 'Non-200 status code from HTTP: http://example.com/.well-known/acme-challenge/tok3n returned 403',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/status-401': {
    problem: 'http-401-token',
    template: 'Non-200 status code from HTTP: {url:url} returned 401',
    example: 'Non-200 status code from HTTP: http://example.com/.well-known/acme-challenge/tok3n returned 401',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/status-5xx': {
    problem: 'http-5xx-token',
    template: 'Non-200 status code from HTTP: {url:url} returned {status:status5xx}',
    example: 'Non-200 status code from HTTP: http://example.test:5002/.well-known/acme-challenge/tok3n returned 502',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/status-other': {
    problem: 'http-wrong-content',
    template: 'Non-200 status code from HTTP: {url:url} returned {status:number}',
    example: 'Non-200 status code from HTTP: http://example.test:5002/.well-known/acme-challenge/tok3n returned 410',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/no-route': {
    problem: 'http-unreachable',
    template: 'dial tcp {address:host}: connect: no route to host',
    example: 'dial tcp 203.0.113.10:443: connect: no route to host',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/unreachable': {
    problem: 'http-unreachable',
    template: 'dial tcp {address:host}: connect: network is unreachable',
    example: 'dial tcp 203.0.113.10:443: connect: network is unreachable',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/refused': {
    problem: 'http-refused',
    weight: 'symptom',
    template: 'dial tcp {address:host}: connect: connection refused',
    example: 'dial tcp 203.0.113.10:443: connect: connection refused',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/timeout': {
    problem: 'http-timeout',
    weight: 'symptom',
    template: 'dial tcp {address:host}: i/o timeout',
    example: 'dial tcp 203.0.113.10:443: i/o timeout',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-refused': {
    problem: 'http-refused',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: connection refused',
    example: '.well-known/acme-challenge/x": dial tcp 203.0.113.10:443: connect: connection refused',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-timeout': {
    problem: 'http-timeout',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: i/o timeout',
    example: '.well-known/acme-challenge/x": dial tcp 203.0.113.10:443: i/o timeout',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-connect-timeout': {
    problem: 'http-timeout',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: connection timed out',
    example: '.well-known/acme-challenge/x": dial tcp 203.0.113.10:443: connect: connection timed out',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-no-route': {
    problem: 'http-unreachable',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: no route to host',
    example: '.well-known/acme-challenge/x": dial tcp 203.0.113.10:443: connect: no route to host',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-unreachable': {
    problem: 'http-unreachable',
    template: '.well-known/acme-challenge/{token:word}": dial tcp {address:host}: connect: network is unreachable',
    example: '.well-known/acme-challenge/x": dial tcp 203.0.113.10:443: connect: network is unreachable',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-deadline': {
    problem: 'http-slow',
    template: '.well-known/acme-challenge/{token:word}": context deadline exceeded',
    example: '.well-known/acme-challenge/x": context deadline exceeded',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-reset': {
    problem: 'http-reset',
    template:
      '.well-known/acme-challenge/{token:word}": read tcp {from:host}->{address:host}: read: connection reset by peer',
    example:
      '.well-known/acme-challenge/x": read tcp 203.0.113.10:443->203.0.113.10:443: read: connection reset by peer',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-eof': {
    problem: 'http-reset',
    template: '.well-known/acme-challenge/{token:word}": EOF',
    example: '.well-known/acme-challenge/x": EOF',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-malformed': {
    problem: 'http-not-http',
    template:
      '.well-known/acme-challenge/{token:word}": net/http: HTTP/1.x transport connection broken: malformed HTTP',
    example: '.well-known/acme-challenge/x": net/http: HTTP/1.x transport connection broken: malformed HTTP',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-loop': {
    problem: 'redirect-problem',
    template: '.well-known/acme-challenge/{token:word}": stopped after 10 redirects',
    example: '.well-known/acme-challenge/x": stopped after 10 redirects',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/get-unresolved': {
    problem: 'dns-servfail',
    template: 'could not resolve URL "{url:url}"',
    example: 'could not resolve URL "http://example.com/.well-known/acme-challenge/tok3n"',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/txt-err': {
    problem: 'dns-servfail',
    template: 'Error retrieving TXT records for DNS challenge',
    example: 'Error retrieving TXT records for DNS challenge',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/txt-err-nxdomain': {
    problem: 'dns-txt-missing',
    template: 'Error retrieving TXT records for DNS challenge ("{what:text}unsuccessful response: 3',
    example:
      'Error retrieving TXT records for DNS challenge ("DNS lookup for _acme-challenge.example.test returned an unsuccessful response: 3")',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/alpn-conn': {
    problem: 'tlsalpn-failed',
    template: 'Failed to connect to {address:host} for the tls-alpn-01 challenge',
    example: 'Failed to connect to 203.0.113.10:443 for the tls-alpn-01 challenge',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/alpn-cert': {
    problem: 'tlsalpn-failed',
    weight: 'symptom',
    template: 'first certificate had names "{names:text}"',
    example: 'first certificate had names "x"',
    source: 'letsencrypt/pebble va/va.go',
  },
  'pebble/profile': {
    problem: 'profile-invalid',
    template: 'Order includes unrecognized profile name',
    example: 'Order includes unrecognized profile name',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/blocked': {
    problem: 'rejected-identifier',
    template: 'Order included an identifier for which issuance is forbidden by policy',
    example: 'Order included an identifier for which issuance is forbidden by policy',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/chall-state': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'Cannot update challenge with status',
    example: 'Cannot update challenge with status',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/acct': {
    problem: 'unauthorized-account',
    template: 'Account has been deactivated',
    example: 'Account has been deactivated',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/csr-missing': {
    problem: 'bad-csr',
    template: 'CSR is missing Order domain',
    example: 'CSR is missing Order domain',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/replaced': {
    problem: 'order-invalid',
    template: 'already has a replacement order',
    example: 'certificate with serial 04ab already has a replacement order',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/eab': {
    problem: 'eab-required',
    template: 'must include a value for the {quote:word?}externalAccountBinding',
    example:
      "ACME server policy requires newAccount requests must include a value for the 'externalAccountBinding' field",
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/eab-jws': {
    problem: 'eab-invalid',
    template: 'external account binding JWS verification error',
    example: 'external account binding JWS verification error',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/eab-kid': {
    problem: 'eab-invalid',
    template: "the field 'kid' references a key that is not known to the ACME server",
    example: "the field 'kid' references a key that is not known to the ACME server",
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/contact': {
    problem: 'contact-invalid',
    template: 'Contact email {address:word?} is invalid',
    example: 'Contact email nobody is invalid',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/ip-csr': {
    problem: 'rejected-identifier',
    template: 'Order included unsupported type identifier',
    example: 'Order included unsupported type identifier',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/wildcard-bad': {
    problem: 'rejected-identifier',
    template: 'Order included malformed DNS type identifier',
    example: 'Order included malformed DNS type identifier',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
  'pebble/dns-labels': {
    problem: 'rejected-identifier',
    template: 'Order included DNS identifier with a value',
    example: 'Order included DNS identifier with a value',
    source: 'letsencrypt/pebble wfe/wfe.go',
  },
} as const satisfies SignatureSet;
