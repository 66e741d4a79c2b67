import type { SignatureSet } from '../signature.ts';

/** CA texts of Boulder (Let's Encrypt), current and older wording. What stands in front (address, secondary, CAA) is read by problem-stack.ts. */
export const boulder = {
  'boulder/connect-timeout': {
    problem: 'http-timeout',
    template: 'Fetching {url:url}: Timeout during connect (likely firewall problem)',
    example:
      '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/tok3n: Timeout during connect (likely firewall problem)',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go detailedError',
  },
  'boulder/connect-timeout-bare': {
    problem: 'http-timeout',
    template: 'Timeout during connect',
    example: '  Detail: Timeout during connect',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go detailedError',
  },
  'boulder/timeout-old': {
    problem: 'http-timeout',
    template: 'Fetching http://{target:word}: Timeout',
    example: 'Fetching http://example.com/.well-known/acme-challenge/tok3n: Timeout',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go detailedError',
  },
  'boulder/timeout-after-connect': {
    problem: 'http-slow',
    template: 'Fetching {url:url}: Timeout after connect (your server may be slow or overloaded)',
    example:
      'Fetching http://example.com/.well-known/acme-challenge/tok3n: Timeout after connect (your server may be slow or overloaded)',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/timeout-after-connect-bare': {
    problem: 'http-slow',
    template: 'Timeout after connect (your server may be slow',
    example: '  Detail: Timeout after connect (your server may be slow',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/timeout-during': {
    problem: 'http-slow',
    template: 'Fetching {url:url}: Timeout during {operation:word} (your server may be slow or overloaded)',
    example:
      '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/tok3n: Timeout during read (your server may be slow or overloaded)',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/refused': {
    problem: 'http-refused',
    template: 'Fetching {url:url}: Connection refused',
    example: 'Fetching http://example.com/.well-known/acme-challenge/tok3n: Connection refused',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/refused-tls': {
    problem: 'http-refused',
    template: '{address:ip}: Connection refused',
    example: '  Detail: 203.0.113.10: Connection refused',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/unreachable': {
    problem: 'http-unreachable',
    template: 'Fetching {url:url}: Network unreachable',
    example: 'Fetching http://example.com/.well-known/acme-challenge/tok3n: Network unreachable',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/unreachable-os': {
    problem: 'http-unreachable',
    template: 'Fetching {url:url}: Network is unreachable',
    example: 'Fetching http://example.com/.well-known/acme-challenge/tok3n: Network is unreachable',
    source: 'cloudpanel-io/cloudpanel-ce#603',
  },
  'boulder/reset': {
    problem: 'http-reset',
    template: 'Fetching {url:url}: Connection reset by peer',
    example: 'Fetching http://example.com/.well-known/acme-challenge/tok3n: Connection reset by peer',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/error-getting': {
    problem: 'unknown-cause',
    template: 'Fetching {url:url}: Error getting validation data',
    example: 'Fetching http://example.com/.well-known/acme-challenge/tok3n: Error getting validation data',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/error-getting-bare': {
    problem: 'unknown-cause',
    template: 'Error getting validation data',
    example: '  Detail: Error getting validation data',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/h2-over-http': {
    problem: 'http-not-http',
    template: 'Server is speaking HTTP/2 over HTTP',
    example:
      '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/tok3n: Server is speaking HTTP/2 over HTTP',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/only-http': {
    problem: 'http-not-http',
    template: 'Server only speaks HTTP, not TLS',
    example: '  Detail: 203.0.113.10: Fetching https://example.com/: Server only speaks HTTP, not TLS',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/tls-alert': {
    problem: 'tlsalpn-failed',
    template: 'remote error: tls: {alert:phrase}',
    example: '  Detail: 203.0.113.10: remote error: tls: no application protocol',
    source: "letsencrypt/boulder@2d00c8e27 va/va.go (text is Go's tls.alert)",
  },
  'boulder/tls-alert-redirect': {
    problem: 'redirect-problem',
    template: 'Fetching {url:url}: remote error: tls: {alert:phrase}',
    example:
      '  Detail: 203.0.113.10: Fetching https://example.com/.well-known/acme-challenge/tok3n: remote error: tls: internal error',
    source: "letsencrypt/boulder@2d00c8e27 va/va.go (text is Go's tls.alert)",
  },
  'boulder/redirect-too-many': {
    problem: 'redirect-problem',
    template: 'Fetching {url:url}: Too many redirects',
    example: 'Fetching http://example.com/.well-known/acme-challenge/tok3n: Too many redirects',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-loop': {
    problem: 'redirect-problem',
    template: 'Redirect loop detected',
    example:
      '"detail": "203.0.113.10: Fetching http://loop.example.com/.well-known/acme-challenge/OxrB5OFBV-kjLRvFQunbIMkjCkCp5vFbDLfDfcGxBIA: Redirect loop detected",',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-port': {
    problem: 'redirect-problem',
    template:
      'Invalid port in redirect target. Only ports {first:port} and {second:port} are supported, not {port:port}',
    example: '  Detail: Invalid port in redirect target. Only ports 80 and 80 are supported, not 80',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-scheme': {
    problem: 'redirect-problem',
    template: 'Invalid protocol scheme in redirect target',
    example:
      '  Detail: 203.0.113.10: Fetching ftp://example.com/: Invalid protocol scheme in redirect target. Only "http" and "https" protocol schemes are supported, not "ftp"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-missing-slash': {
    problem: 'redirect-problem',
    template:
      'Invalid host in redirect target "{host:text}". Check webserver config for missing \'/\' in redirect target',
    example:
      '  Detail: 203.0.113.10: Fetching https://example.com.well-known/acme-challenge/tok3n: Invalid host in redirect target "example.com.well-known". Check webserver config for missing \'/\' in redirect target.',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-tld': {
    problem: 'redirect-problem',
    template: 'Invalid host in redirect target, must end in IANA registered TLD',
    example:
      '  Detail: 203.0.113.10: Fetching http://server.lan/: Invalid host in redirect target, must end in IANA registered TLD',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-host': {
    problem: 'redirect-problem',
    template: 'Invalid host in redirect target',
    example: '  Detail: Invalid host in redirect target',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-empty-host': {
    problem: 'redirect-problem',
    template: 'Invalid empty host in redirect target',
    example: '  Detail: 203.0.113.10: Fetching http:///x: Invalid empty host in redirect target',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-status': {
    problem: 'redirect-problem',
    template: 'received disallowed redirect status code',
    example:
      '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/tok3n: received disallowed redirect status code',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-long': {
    problem: 'redirect-problem',
    template: 'Redirect target too long',
    example:
      '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/tok3n: Redirect target too long',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/redirect-tls12': {
    problem: 'redirect-problem',
    template: "validation attempt was redirected to an HTTPS server that doesn't support TLSv1.2 or better",
    example: "  Detail: validation attempt was redirected to an HTTPS server that doesn't support TLSv1.2 or better",
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/status-404': {
    problem: 'http-404-token',
    template: 'Invalid response from {url:url}: 404',
    example: 'Invalid response from http://example.com/.well-known/acme-challenge/tok3n: 404',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/status-403': {
    problem: 'http-403-token',
    template: 'Invalid response from {url:url}: 403',
    example: 'Invalid response from http://example.com/.well-known/acme-challenge/tok3n: 403',
    source: 'real log of acme.sh',
  },
  'boulder/status-401': {
    problem: 'http-401-token',
    template: 'Invalid response from {url:url}: 401',
    example: 'Invalid response from http://example.com/.well-known/acme-challenge/tok3n: 401',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/status-52x': {
    problem: 'cdn-proxy',
    severity: 'error',
    template: 'Invalid response from {url:url}: {status:status52x}',
    example: '  Detail: 203.0.113.10: Invalid response from http://example.com/.well-known/acme-challenge/tok3n: 522',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/status-5xx': {
    problem: 'http-5xx-token',
    template: 'Invalid response from {url:url}: {status:status5xx}',
    example: '  Detail: 203.0.113.10: Invalid response from http://example.com/.well-known/acme-challenge/tok3n: 503',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/status-other': {
    problem: 'http-wrong-content',
    template: 'Invalid response from {url:url}: {status:number}',
    example: '  Detail: 203.0.113.10: Invalid response from http://example.com/.well-known/acme-challenge/tok3n: 418',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body': {
    problem: 'http-wrong-content',
    template: 'Invalid response from {url:url}: "{body:text}"',
    example:
      '  Detail: 203.0.113.10: Invalid response from http://example.com/.well-known/acme-challenge/tok3n: "<!doctype html><html>"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-404': {
    problem: 'http-404-token',
    template: 'Invalid response from {url:url}: "{body:text}404 Not Found',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n: "<html><head><title>404 Not Found</title>',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-403': {
    problem: 'http-403-token',
    template: 'Invalid response from {url:url}: "{body:text}403 Forbidden',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n: "<html><head><title>403 Forbidden</title>',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-old': {
    problem: 'http-wrong-content',
    template: 'Invalid response from {url:url} [{address:ip?}]',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: "<!DOCTYPE html>"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-old-404': {
    problem: 'http-404-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: "{body:text}404 Not Found',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: "<html><head><title>404 Not Found</title></head>"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-old-404-title': {
    problem: 'http-404-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: "{body:text}<h1>Not Found</h1>',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: "<html><body><h1>Not Found</h1>"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-old-403': {
    problem: 'http-403-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: "{body:text}403 Forbidden',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: "<html><head><title>403 Forbidden</title></head>"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-old-401': {
    problem: 'http-401-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: "{body:text}401 Authorization Required',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: "<html><head><title>401 Authorization Required</title></head>"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-old-502': {
    problem: 'http-5xx-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: "{body:text}502 Bad Gateway',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: "<html><head><title>502 Bad Gateway</title></head>"',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/body-old-503': {
    problem: 'http-5xx-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: "{body:text}503 Service {rest:word}',
    example:
      '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: "<html><head><title>503 Service Unavailable',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/status-old-404': {
    problem: 'http-404-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: 404',
    example: 'Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: 404',
    source: 'acmesh-official/acme.sh#132',
  },
  'boulder/status-old-403': {
    problem: 'http-403-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: 403',
    example: 'Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: 403',
    source: 'letsencrypt/boulder, an older version: form of its answer, see boulder/status-old-404',
  },
  'boulder/status-old-52x': {
    problem: 'cdn-proxy',
    severity: 'error',
    template: 'Invalid response from {url:url} [{address:ip?}]: {status:status52x}',
    example: '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: 522',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/status-old-5xx': {
    problem: 'http-5xx-token',
    template: 'Invalid response from {url:url} [{address:ip?}]: {status:status5xx}',
    example: '  Detail: Invalid response from http://example.com/.well-known/acme-challenge/tok3n [203.0.113.10]: 503',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/invalid-response': {
    problem: 'http-wrong-content',
    weight: 'symptom',
    template: 'Invalid response from {url:url}',
    example: 'Invalid response from http://example.com/.well-known/acme-challenge/tok3n',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/read-body': {
    problem: 'http-slow',
    template: 'Error reading HTTP response body',
    example: '  Detail: 203.0.113.10: Error reading HTTP response body: unexpected EOF',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/could-not-connect': {
    problem: 'http-refused',
    template: 'Could not connect to http://{target:word}',
    example: 'Could not connect to http://example.com/.well-known/acme-challenge/tok3n',
    source: 'Daplie/letsencrypt-cli#13',
  },
  'boulder/could-not-connect-plain': {
    problem: 'http-refused',
    template: 'Could not connect to {name:name}',
    example: '  Detail: Could not connect to example.com',
    source: 'Daplie/letsencrypt-cli#13',
  },
  'boulder/key-authz-mismatch': {
    problem: 'http-wrong-content',
    template: 'The key authorization file from the server did not match this challenge',
    example:
      '  Detail: The key authorization file from the server did not match this challenge. Expected "tok3n.AbC" (got "tok3n.XyZ")',
    source: 'letsencrypt/boulder@2d00c8e27 va/http.go',
  },
  'boulder/key-authz-old': {
    problem: 'http-wrong-content',
    template: 'Error parsing key authorization file: Invalid key authorization',
    example: '  Detail: Error parsing key authorization file: Invalid key authorization',
    source: 'seen word for word in public logs and notes',
  },
  'boulder/key-authz-tokens': {
    problem: 'http-wrong-content',
    template: 'Invalid key authorization: malformed token',
    example: '  Detail: Invalid key authorization: malformed token',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/no-addr': {
    problem: 'dns-no-address',
    template: 'no valid A records found for {name:name?}; no valid AAAA records found for {again:name?}',
    example: '  Detail: no valid A records found for example.com; no valid AAAA records found for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns.go getAddrs',
  },
  'boulder/no-valid-a': {
    problem: 'dns-no-address',
    weight: 'symptom',
    template: 'no valid A records found for {name:name?}',
    example: '  Detail: no valid A records found for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns.go getAddrs',
  },
  'boulder/no-valid-aaaa': {
    problem: 'dns-no-address',
    weight: 'symptom',
    template: 'no valid AAAA records found for {name:name?}',
    example: '  Detail: no valid AAAA records found for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns.go getAddrs',
  },
  'boulder/no-valid-ip': {
    problem: 'dns-no-address',
    template: 'No valid IP addresses found for {name:name?}',
    example: '  Detail: No valid IP addresses found for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns.go before be957c224',
  },
  'boulder/no-ipv4-addr': {
    problem: 'dns-no-address',
    template: 'No IPv4 addresses found for {name:name?}',
    example: '  Detail: No IPv4 addresses found for example.com',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/txt-none': {
    problem: 'dns-txt-missing',
    template: 'No TXT record found at {record:name?}',
    example: '  Detail: No TXT record found at _acme-challenge.example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns.go',
  },
  'boulder/txt-none-old': {
    problem: 'dns-txt-missing',
    template: 'No TXT records found for DNS challenge',
    example: '  Detail: No TXT records found for DNS challenge',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'boulder/txt-incorrect': {
    problem: 'dns-txt-wrong',
    template: 'Incorrect TXT record "{got:text}" found at {record:name?}',
    example: '  Detail: Incorrect TXT record "old-value-from-last-month" found at _acme-challenge.example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns.go',
  },
  'boulder/txt-incorrect-more': {
    problem: 'dns-txt-wrong',
    template: 'Incorrect TXT record "{got:text}" (and {more:number} more) found at {record:name?}',
    example: '  Detail: Incorrect TXT record "first" (and 3 more) found at _acme-challenge.example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns.go',
  },
  'boulder/correct-value': {
    problem: 'dns-txt-wrong',
    template: 'Correct value not found for DNS challenge',
    example: '  Detail: Correct value not found for DNS challenge',
    source: 'letsencrypt/pebble@b1e1ca4 (2.10.1) va/va.go',
  },
  'boulder/persist-none': {
    problem: 'dns-txt-missing',
    template: 'No TXT record found for DNS-PERSIST-01 challenge',
    example: '  Detail: No TXT record found for DNS-PERSIST-01 challenge',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns_persist.go',
  },
  'boulder/persist-no-valid': {
    problem: 'dns-txt-wrong',
    template: 'No valid TXT record found for DNS-PERSIST-01 challenge',
    example: '  Detail: No valid TXT record found for DNS-PERSIST-01 challenge',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns_persist.go',
  },
  'boulder/persist-account': {
    problem: 'dns-txt-wrong',
    template:
      'Checking DNS-PERSIST-01 challenge TXT record with issuer-domain-name "{issuer:text}": accounturi mismatch: expected "{expected:text}"',
    example:
      '  Detail: Checking DNS-PERSIST-01 challenge TXT record with issuer-domain-name "letsencrypt.org": accounturi mismatch: expected "https://acme-v02.api.letsencrypt.org/acme/acct/1", got "https://acme-v02.api.letsencrypt.org/acme/acct/2"',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns_persist.go',
  },
  'boulder/persist-policy': {
    problem: 'dns-txt-wrong',
    template:
      'Checking DNS-PERSIST-01 challenge TXT record with issuer-domain-name "{issuer:text}": policy mismatch: expected "wildcard"',
    example:
      '  Detail: Checking DNS-PERSIST-01 challenge TXT record with issuer-domain-name "letsencrypt.org": policy mismatch: expected "wildcard", got ""',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns_persist.go',
  },
  'boulder/persist-until': {
    problem: 'dns-txt-wrong',
    template: 'Checking DNS-PERSIST-01 challenge TXT record with issuer-domain-name "{issuer:text}": validation time',
    example:
      '  Detail: Checking DNS-PERSIST-01 challenge TXT record with issuer-domain-name "letsencrypt.org": validation time 2026-11-22 07:15:00 +0000 UTC is after persistUntil 2026-01-01 00:00:00 +0000 UTC',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns_persist.go',
  },
  'boulder/persist-syntax': {
    problem: 'dns-txt-wrong',
    template: 'Parsing DNS-PERSIST-01 challenge TXT record with issuer-domain-name',
    example:
      '  Detail: Parsing DNS-PERSIST-01 challenge TXT record with issuer-domain-name "letsencrypt.org": missing mandatory accounturi parameter',
    source: 'letsencrypt/boulder@2d00c8e27 va/dns_persist.go',
  },
  'boulder/nxdomain-txt': {
    problem: 'dns-txt-missing',
    template: 'DNS problem: NXDOMAIN looking up TXT for {record:name?}',
    example:
      '  Detail: DNS problem: NXDOMAIN looking up TXT for _acme-challenge.example.com - check that a DNS record exists for this domain',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/nxdomain-caa': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: NXDOMAIN looking up CAA for {name:name?}',
    example:
      '  Detail: DNS problem: NXDOMAIN looking up CAA for example.com - check that a DNS record exists for this domain',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/nxdomain': {
    problem: 'dns-nxdomain',
    template: 'DNS problem: NXDOMAIN looking up {rr:word} for {name:name?}',
    example:
      '  Detail: DNS problem: NXDOMAIN looking up A for example.com - check that a DNS record exists for this domain',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/servfail-caa': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: SERVFAIL looking up CAA for {name:name?}',
    example:
      "  Detail: DNS problem: SERVFAIL looking up CAA for example.com - the domain's nameservers may be malfunctioning",
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/servfail': {
    problem: 'dns-servfail',
    template: 'DNS problem: SERVFAIL looking up {rr:word} for {name:name?}',
    example:
      "  Detail: DNS problem: SERVFAIL looking up A for example.com - the domain's nameservers may be malfunctioning",
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-timeout': {
    problem: 'dns-servfail',
    template: 'DNS problem: query timed out looking up {rr:word} for {name:name?}',
    example: '  Detail: DNS problem: query timed out looking up A for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-timeout-canceled': {
    problem: 'dns-servfail',
    template: 'DNS problem: query timed out (and was canceled) looking up {rr:word} for {name:name?}',
    example: '  Detail: DNS problem: query timed out (and was canceled) looking up A for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-network': {
    problem: 'dns-servfail',
    template: 'DNS problem: networking error looking up {rr:word} for {name:name?}',
    example: '  Detail: DNS problem: networking error looking up A for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-server-failure': {
    problem: 'dns-servfail',
    template: 'DNS problem: server failure at resolver looking up {rr:word} for {name:name?}',
    example: '  Detail: DNS problem: server failure at resolver looking up A for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-truncated': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: response was truncated looking up {rr:word} for {name:name?}',
    example: '  Detail: DNS problem: response was truncated looking up CAA for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go (4baa96c9d)',
  },
  'boulder/dns-timeout-caa': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: query timed out looking up CAA for {name:name?}',
    example: '  Detail: DNS problem: query timed out looking up CAA for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-timeout-canceled-caa': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: query timed out (and was canceled) looking up CAA for {name:name?}',
    example: '  Detail: DNS problem: query timed out (and was canceled) looking up CAA for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-network-caa': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: networking error looking up CAA for {name:name?}',
    example: '  Detail: DNS problem: networking error looking up CAA for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-server-failure-caa': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: server failure at resolver looking up CAA for {name:name?}',
    example: '  Detail: DNS problem: server failure at resolver looking up CAA for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dns-caa-any': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: {what:phrase} looking up CAA for {name:name?}',
    example: '  Detail: DNS problem: REFUSED looking up CAA for example.com',
    source: 'letsencrypt/boulder@2d00c8e27 va/caa.go',
  },
  'boulder/dns-any': {
    problem: 'dns-servfail',
    template: 'DNS problem: {what:phrase} looking up {rr:word} for {name:name?}',
    example: '  Detail: DNS problem: REFUSED looking up TXT for _acme-challenge.example.com',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dnssec': {
    problem: 'dns-dnssec',
    template: 'DNS problem: looking up {rr:word} for {name:name?}: DNSSEC: {why:phrase}',
    example: '  Detail: DNS problem: looking up A for example.com: DNSSEC: DNSKEY Missing: validation failure',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/ede-caa': {
    problem: 'caa-lookup-failed',
    template: 'DNS problem: looking up CAA for {name:name?}',
    example: '  Detail: DNS problem: looking up CAA for example.com: No Reachable Authority',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dnssec-caa': {
    problem: 'dns-dnssec',
    template: 'DNS problem: looking up CAA for {name:name?}: DNSSEC: {why:phrase}',
    example: '  Detail: DNS problem: looking up CAA for example.com: DNSSEC: Bogus',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/ede': {
    problem: 'dns-servfail',
    template: 'DNS problem: looking up {rr:word} for {name:name?}',
    example: '  Detail: DNS problem: looking up TXT for _acme-challenge.example.com: No Reachable Authority',
    source: 'letsencrypt/boulder@2d00c8e27 bdns/problem.go',
  },
  'boulder/dnssec-old': {
    problem: 'dns-dnssec',
    template: 'DNSSEC validation failure',
    example: '  Detail: DNSSEC validation failure',
    source: 'words of validating resolvers, seen in public sources',
  },
  'boulder/caa-prevents': {
    problem: 'caa-forbids',
    template: 'CAA record for {at:name?} prevents issuance',
    example: '  Detail: CAA record for example.com prevents issuance',
    source: 'letsencrypt/boulder@2d00c8e27 va/caa.go',
  },
  'boulder/caa-prevents-stack': {
    problem: 'caa-forbids',
    template: 'While processing CAA for {name:name?}: CAA record for {at:name?} prevents issuance',
    example: '  Detail: While processing CAA for www.example.com: CAA record for example.com prevents issuance',
    source: 'letsencrypt/boulder@2d00c8e27 va/caa.go',
  },
  'boulder/caa-recheck': {
    problem: 'caa-forbids',
    template: 'rechecking caa: While processing CAA for {name:name?}: CAA record for {at:name?} prevents issuance',
    example:
      'Error finalizing order :: rechecking caa: While processing CAA for example.com: CAA record for example.com prevents issuance',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/alpn-negotiate': {
    problem: 'tlsalpn-failed',
    template: 'Cannot negotiate ALPN protocol "acme-tls/1" for tls-alpn-01 challenge',
    example: '  Detail: Cannot negotiate ALPN protocol "acme-tls/1" for tls-alpn-01 challenge',
    source: 'letsencrypt/boulder@2d00c8e27 va/tlsalpn.go',
  },
  'boulder/alpn-cert': {
    problem: 'tlsalpn-failed',
    template:
      'Incorrect validation certificate for tls-alpn-01 challenge. Requested {name:name?} from {address:host?}.',
    example:
      '  Detail: Incorrect validation certificate for tls-alpn-01 challenge. Requested example.com from 203.0.113.10:443. Received certificate which is not self-signed.',
    source: 'letsencrypt/boulder@2d00c8e27 va/tlsalpn.go',
  },
  'boulder/alpn-nocert': {
    problem: 'tlsalpn-failed',
    template: 'No certs presented for tls-alpn-01 challenge',
    example: '  Detail: No certs presented for tls-alpn-01 challenge',
    source: 'letsencrypt/boulder@2d00c8e27 va/tlsalpn.go',
  },
  'boulder/alpn-nocert-old': {
    problem: 'tlsalpn-failed',
    template: 'No certs presented for TLS SNI challenge',
    example: '  Detail: No certs presented for TLS SNI challenge',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/alpn-sni-old': {
    problem: 'tlsalpn-failed',
    template: 'Incorrect validation certificate for TLS-SNI-01 challenge',
    example: '  Detail: Incorrect validation certificate for TLS-SNI-01 challenge',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/alpn-v6only': {
    problem: 'ipv6-misrouted',
    template: 'Unable to contact "{name:name?}" at "{address:ip?}", no IPv4 addresses to try as fallback',
    example: '  Detail: Unable to contact "example.com" at "2001:db8::10", no IPv4 addresses to try as fallback',
    source: 'letsencrypt/boulder@2d00c8e27 va/tlsalpn.go',
  },
  'boulder/sni-zname': {
    problem: 'tlsalpn-failed',
    weight: 'symptom',
    template: 'Correct zName not found for TLS SNI challenge',
    example: '  Detail: Correct zName not found for TLS SNI challenge',
    source: 'certbot/certbot#923',
  },
  'boulder/secondary-rpc': {
    problem: 'ca-overloaded',
    template: 'Secondary validation RPC failed',
    example: '  Detail: Secondary validation RPC failed',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/secondary-few': {
    problem: 'ca-overloaded',
    template: 'Insufficient remote perspectives: need at least',
    example: '  Detail: Insufficient remote perspectives: need at least 3',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go',
  },
  'boulder/secondary': {
    problem: 'secondary-validation',
    weight: 'remark',
    template: 'During secondary validation: ',
    example: '  Detail: During secondary validation: ',
    source: 'letsencrypt/boulder@2d00c8e27 va/va.go doRemoteOperation',
  },
  'boulder/va-comm': {
    problem: 'ca-overloaded',
    template: 'Could not communicate with VA',
    example: '  Detail: Could not communicate with VA',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/authz-pending': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'Unable to update challenge :: authorization must be pending',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to update challenge :: authorization must be pending',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go + wfe2/wfe.go',
  },
  'boulder/authz-processing': {
    problem: 'order-invalid',
    template: 'Authorization is already being validated. This may indicate your client',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to update challenge :: Authorization is already being validated. This may indicate your client attempted the same challenge multiple times, possibly due to a client bug.',
    source: 'letsencrypt/boulder@2d00c8e27 sa/sa.go (2a47b9c36)',
  },
  'boulder/authz-expired': {
    problem: 'order-invalid',
    template: 'Unable to update challenge :: expired authorization',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to update challenge :: expired authorization',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/authz-expired-404': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'Expired authorization',
    example: '"detail": "Expired authorization",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/no-challenge': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'No such challenge',
    example: '"detail": "No such challenge",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/no-authz': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'No such authorization',
    example: '  Detail: No such authorization',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/challenge-type-off': {
    problem: 'challenge-type-unavailable',
    template: 'challenge type "{type:text}" no longer allowed',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to update challenge :: challenge type "tls-sni-01" no longer allowed',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/order-not-ready': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'Order\'s status ("{status:text}") is not acceptable for finalization',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Order\'s status ("pending") is not acceptable for finalization',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/order-processing': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'Order was already processing. This may indicate your client finalized',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error finalizing order :: Order was already processing. This may indicate your client finalized the same order multiple times, possibly due to a client bug.',
    source: 'letsencrypt/boulder@2d00c8e27 sa/sa.go',
  },
  'boulder/no-order': {
    problem: 'order-invalid',
    template: 'No order for ID {order:number}',
    example: '"detail": "No order for ID 123456",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/authz-not-valid': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'authorizations for these identifiers not valid: {names:list}',
    example: '"detail": "authorizations for these identifiers not valid: example.com",',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/authz-not-found': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'authorizations for these identifiers not found',
    example: '"detail": "authorizations for these identifiers not found: example.com",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/authz-expired-ids': {
    problem: 'order-invalid',
    template: 'authorizations for these identifiers expired',
    example: '"detail": "authorizations for these identifiers expired: example.com",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/rl-exact-set': {
    problem: 'ratelimit-duplicate',
    template:
      'too many certificates ({count:number}) already issued for this exact set of identifiers in the last {period:word}, retry after {retry:time?}',
    example:
      'Error creating new order :: too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after 2026-11-23 17:02:11 UTC: see https://letsencrypt.org/docs/rate-limits/',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-exact-set-domains': {
    problem: 'ratelimit-duplicate',
    template: 'too many certificates ({count:number}) already issued for this exact set of domains',
    example:
      'too many certificates (5) already issued for this exact set of domains in the last 168h0m0s, retry after 2024-11-23 17:02:11 UTC: see https://letsencrypt.org/docs/rate-limits/',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go before 48d5ad3c1',
  },
  'boulder/rl-exact-set-old': {
    problem: 'ratelimit-duplicate',
    template: 'oo many certificates already issued for exact set of domains',
    example: 'Error finalizing order :: too many certificates already issued for exact set of domains: example.com',
    source: 'acmesh-official/acme.sh#1411',
  },
  'boulder/rl-exact-set-plain': {
    problem: 'ratelimit-duplicate',
    template: 'already issued for this exact set of',
    example: '"detail": "already issued for this exact set of",',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-domain': {
    problem: 'ratelimit-domain',
    template: 'too many certificates ({count:number}) already issued for "{name:name?}"',
    example:
      'too many certificates (50) already issued for "example.com" in the last 168h0m0s, retry after 2026-11-22 10:40:00 UTC: see https://letsencrypt.org/docs/rate-limits/',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-domain-old': {
    problem: 'ratelimit-domain',
    template: 'too many certificates already issued for: {name:name?}',
    example:
      'Error creating new order :: too many certificates already issued for: example.com: see https://letsencrypt.org/docs/rate-limits/',
    source: 'acmesh-official/acme.sh#1855',
  },
  'boulder/rl-domain-older': {
    problem: 'ratelimit-domain',
    template: 'Too many certificates already issued for: {name:name?}',
    example: 'Error creating new cert :: Too many certificates already issued for: example.com',
    source: 'certbot/certbot#1569',
  },
  'boulder/rl-domain-any': {
    problem: 'ratelimit-domain',
    template: 'many certificates already issued for',
    example: '"detail": "Too many certificates already issued for domain",',
    source: 'acmesh-official/acme.sh#1411',
  },
  'boulder/rl-failed': {
    problem: 'ratelimit-failed-validation',
    template:
      'too many failed authorizations ({count:number}) for "{name:name?}" in the last {period:word}, retry after {retry:time?}',
    example:
      'too many failed authorizations (5) for "example.com" in the last 1h0m0s, retry after 2026-11-22 07:27:00 UTC: see https://letsencrypt.org/docs/rate-limits/',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-failed-old': {
    problem: 'ratelimit-failed-validation',
    template: 'too many failed authorizations recently',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error creating new order :: too many failed authorizations recently: see https://letsencrypt.org/docs/rate-limits/',
    source: 'letsencrypt/boulder@2d00c8e27 git history (removed 2025-01-10)',
  },
  'boulder/rl-failed-any': {
    problem: 'ratelimit-failed-validation',
    template: 'too many failed authorizations',
    example:
      '"detail": "too many failed authorizations (5) for \\"closed.example.com\\" in the last 1h0m0s, retry after 2026-11-22 08:04:42 UTC: see https://letsencrypt.org/docs/rate-limits/#authorization-failures-per-hostname-per-account",',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-failed-older': {
    problem: 'ratelimit-failed-validation',
    template: 'too many invalid authorizations recently',
    example: 'Error creating new order :: too many invalid authorizations recently',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/rl-orders': {
    problem: 'ratelimit-new-orders',
    template:
      'too many new orders ({count:number}) from this account in the last {period:word}, retry after {retry:time?}',
    example:
      'too many new orders (300) from this account in the last 3h0m0s, retry after 2026-11-22 07:16:00 UTC: see https://letsencrypt.org/docs/rate-limits/',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-orders-old': {
    problem: 'ratelimit-new-orders',
    template: 'too many new orders recently',
    example: 'Error creating new order :: too many new orders recently',
    source: 'cert-manager/cert-manager#3990',
  },
  'boulder/rl-orders-any': {
    problem: 'ratelimit-new-orders',
    template: 'too many new orders',
    example: 'Error creating new order :: too many new orders',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-reg-ip': {
    problem: 'ratelimit-account',
    template:
      'too many new registrations ({count:number}) from this {where:phrase} in the last {period:word}, retry after {retry:time?}',
    example:
      'too many new registrations (10) from this IP address in the last 3h0m0s, retry after 2026-11-22 07:33:00 UTC: see https://letsencrypt.org/docs/rate-limits/',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-reg-any': {
    problem: 'ratelimit-account',
    template: 'too many new registrations',
    example: 'Error creating new order :: too many new registrations',
    source: 'letsencrypt/boulder@2d00c8e27 ratelimits/limiter.go',
  },
  'boulder/rl-reg-old': {
    problem: 'ratelimit-account',
    template: 'too many registrations for this IP',
    example: 'Error creating new order :: too many registrations for this IP',
    source: 'globaleaks/globaleaks-whistleblowing-software#2404',
  },
  'boulder/rl-pending': {
    problem: 'ratelimit-pending-authz',
    template: 'too many currently pending authorizations',
    example: 'Error creating new order :: too many currently pending authorizations',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/rl-requests': {
    problem: 'ca-overloaded',
    template: 'too many requests of a given type :: Service busy',
    example: '"detail": "too many requests of a given type :: Service busy",',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'boulder/paused': {
    problem: 'issuance-paused',
    template:
      'Your account is temporarily prevented from requesting certificates for {names:list?} and possibly others',
    example:
      'Your account is temporarily prevented from requesting certificates for example.com and possibly others. Please visit: https://portal.letsencrypt.org/sfe/v1/unpause?jwt=eyJ',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/busy': {
    problem: 'ca-overloaded',
    template: 'Service busy; retry later',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Service busy; retry later.',
    source: 'https://letsencrypt.org/docs/rate-limits/#overall-requests-limit ; string seen in letsdebug generic.go',
  },
  'boulder/pol-forbidden': {
    problem: 'rejected-identifier',
    template: 'The ACME server refuses to issue a certificate for this domain name, because it is forbidden by policy',
    example:
      'Error creating new order :: The ACME server refuses to issue a certificate for this domain name, because it is forbidden by policy',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go',
  },
  'boulder/pol-forbidden-name': {
    problem: 'rejected-identifier',
    template: 'Cannot issue for "{name:text}": The ACME server refuses to issue',
    example:
      'Error creating new order :: Cannot issue for "example": The ACME server refuses to issue a certificate for this domain name, because',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go',
  },
  'boulder/pol-any': {
    problem: 'rejected-identifier',
    template: 'Cannot issue for "{name:text}": {why:phrase}',
    example: 'Error creating new order :: Cannot issue for "example": Domain name is an ICANN TLD',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go',
  },
  'boulder/pol-suffix-old': {
    problem: 'rejected-identifier',
    template: 'Name does not end in a public suffix',
    example: '"detail": "Name does not end in a public suffix",',
    source: 'certbot/certbot#2258',
  },
  'boulder/pol-suffix': {
    problem: 'rejected-identifier',
    template: 'does not end with a valid public suffix',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error creating new order :: Cannot issue for "example": Domain name does not end with a valid public suffix (TLD)',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go',
  },
  'boulder/pol-blacklist': {
    problem: 'rejected-identifier',
    template: 'Policy forbids issuing for name',
    example: '"detail": "Policy forbids issuing for name",',
    source: 'diafygi/gethttpsforfree#116',
  },
  'boulder/pol-char-old': {
    problem: 'rejected-identifier',
    template: 'Invalid character in DNS name',
    example: '"detail": "Invalid character in DNS name",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/pol-dot': {
    problem: 'rejected-identifier',
    template: 'Domain name needs at least one dot',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error creating new order :: Cannot issue for "example": Domain name needs at least one dot',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go',
  },
  'boulder/pol-dot-old': {
    problem: 'rejected-identifier',
    template: 'DNS name does not have enough labels',
    example: '"detail": "DNS name does not have enough labels",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/pol-invalid': {
    problem: 'rejected-identifier',
    weight: 'symptom',
    template: 'Invalid identifiers requested',
    example: '"detail": "Invalid identifiers requested :: Cannot issue for \\"co.uk\\": Domain name is an ICANN TLD",',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'boulder/pol-ip': {
    problem: 'rejected-identifier',
    template: 'Identifier type is DNS but value is an IP address',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error creating new order :: Cannot issue for "example": Identifier type is DNS but value is an IP address',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go',
  },
  'boulder/pol-ip-order': {
    problem: 'rejected-identifier',
    template: 'NewOrder request included invalid non-DNS type identifier',
    example: '"detail": "NewOrder request included invalid non-DNS type identifier",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/ident-profile': {
    problem: 'rejected-identifier',
    template: 'does not permit {kind:phrase} identifiers. See available profiles',
    example:
      'Error creating new order :: Default profile does not permit IP address identifiers. See available profiles at https://letsencrypt.org/docs/profiles/.',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/wild-overlap': {
    problem: 'rejected-identifier',
    template: 'Domain name "{name:name?}" is redundant with a wildcard domain in the same request',
    example: '"detail": "Domain name "example.com" is redundant with a wildcard domain in the same request",',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/too-many-ids': {
    problem: 'rejected-identifier',
    template: 'Order cannot contain more than {count:number} {kind:word}',
    example: 'Error creating new order :: Order cannot contain more than 25 identifiers',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/profile-unknown': {
    problem: 'profile-invalid',
    template: 'unrecognized profile name "{profile:text}"',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:unrecognized profile name "tlsclient"',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/profile-denied': {
    problem: 'profile-invalid',
    template: 'is not permitted to use certificate profile "{profile:text}"',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error creating new order :: account ID 123 is not permitted to use certificate profile "shortlived"',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/must-staple': {
    problem: 'bad-csr',
    template: 'OCSP must-staple extension is no longer available',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error finalizing order :: OCSP must-staple extension is no longer available: see https://letsencrypt.org/2024/12/05/ending-ocsp',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/csr-names': {
    problem: 'bad-csr',
    template: 'CSR does not specify same identifiers as Order',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error finalizing order :: CSR does not specify same identifiers as Order',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/csr-key': {
    problem: 'bad-csr',
    template: 'invalid public key in CSR: {why:phrase}',
    example: 'Error finalizing order :: invalid public key in CSR: key size not supported: 1024',
    source: 'letsencrypt/boulder@2d00c8e27 csr/csr.go + goodkey/good_key.go',
  },
  'boulder/csr-ipcn': {
    problem: 'bad-csr',
    template: 'CSR contains IP address in Common Name',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error finalizing order :: CSR contains IP address in Common Name',
    source: 'letsencrypt/boulder@2d00c8e27 csr/csr.go',
  },
  'boulder/csr-cn': {
    problem: 'bad-csr',
    template: "CSR doesn't contain a SAN short enough to fit in CN",
    example: '"detail": "CSR doesn\'t contain a SAN short enough to fit in CN",',
    source: 'cert-manager/cert-manager#2794',
  },
  'boulder/csr-cn-long': {
    problem: 'bad-csr',
    template: 'CN was longer than {count:number} bytes',
    example: '"detail": "CN was longer than 5 bytes",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/csr-parse': {
    problem: 'bad-csr',
    template: 'Error parsing certificate request',
    example: '"detail": "Error parsing certificate request",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/csr-sha1': {
    problem: 'bad-csr',
    template: 'signature algorithm not supported',
    example: 'Error creating new order :: signature algorithm not supported',
    source: 'letsencrypt/boulder: csr/csr.go',
  },
  'boulder/csr-acct-key': {
    problem: 'bad-csr',
    template: 'certificate public key must be different than account key',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error finalizing order :: certificate public key must be different than account key',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/csr-key-old': {
    problem: 'bad-csr',
    template: 'Certificate public key must be different than account key',
    example: '"detail": "Certificate public key must be different than account key",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/scts': {
    problem: 'ca-overloaded',
    template: 'Unable to meet CA SCT embedding requirements',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Error finalizing order :: Unable to meet CA SCT embedding requirements',
    source: 'letsencrypt/boulder@2d00c8e27 web/probs.go',
  },
  'boulder/acct-missing': {
    problem: 'account-missing',
    template: 'Account "https://{account:word}" not found',
    example: 'Unable to validate JWS :: Account "https://acme-v02.api.letsencrypt.org/acme/acct/123" not found',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/verify.go',
  },
  'boulder/acct-missing-pebble': {
    problem: 'account-missing',
    template: 'acme:error:accountDoesNotExist :: Account {account:word} not found',
    example:
      'acme: error: 400 :: POST :: https://localhost:14005/order-plz :: urn:ietf:params:acme:error:accountDoesNotExist :: Account https://localhost:14005/my-account/418f not found.',
    source: 'go-acme/lego@a0e15c2da (v5.3.1) acme/errors.go',
  },
  'boulder/acct-none': {
    problem: 'account-missing',
    template: 'No account exists with the provided key',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:No account exists with the provided key',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/acct-none-old': {
    problem: 'account-missing',
    template: 'No registration exists matching provided key',
    example: '"detail": "No registration exists matching provided key",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/acct-unknown-key': {
    problem: 'account-missing',
    template: 'unable to find existing account for only-return-existing request',
    example: '"detail": "unable to find existing account for only-return-existing request",',
    source: 'pebble 2.4.0: wfe/wfe.go',
  },
  'boulder/acct-deactivated': {
    problem: 'unauthorized-account',
    template: 'An account with the provided public key exists but is deactivated',
    example: '"detail": "An account with the provided public key exists but is deactivated",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/acct-status': {
    problem: 'unauthorized-account',
    template: 'Account is not valid, has status "{status:text}"',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to validate JWS :: Account is not valid, has status "deactivated"',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/verify.go',
  },
  'boulder/acct-v1': {
    problem: 'ca-directory-wrong',
    template: 'Account creation on ACMEv1 is disabled',
    example: '"detail": "Account creation on ACMEv1 is disabled",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/acct-v1-off': {
    problem: 'ca-directory-wrong',
    template: 'ACMEv1 is deprecated and you can no longer get certificates',
    example: '"detail": "ACMEv1 is deprecated and you can no longer get certificates",',
    source: 'teddysun/lamp#219',
  },
  'boulder/bad-nonce': {
    problem: 'bad-nonce',
    template: 'JWS has an invalid anti-replay nonce',
    example: '"detail": "JWS has an invalid anti-replay nonce: dep6_oTUfIRQyLMjzk21nA",',
    source: 'letsencrypt/boulder@2d00c8e27 web/probs.go',
  },
  'boulder/bad-nonce-old': {
    problem: 'bad-nonce',
    template: 'JWS has invalid anti-replay nonce',
    example: '"detail": "JWS has invalid anti-replay nonce",',
    source: 'certbot/certbot#4099',
  },
  'boulder/bad-nonce-none': {
    problem: 'bad-nonce',
    template: 'JWS has no anti-replay nonce',
    example: '"detail": "JWS has no anti-replay nonce",',
    source: 'pebble 2.4.0: wfe/wfe.go',
  },
  'boulder/bad-nonce-text': {
    problem: 'bad-nonce',
    template: 'unacceptable anti-replay nonce',
    example: '"detail": "The client sent an unacceptable anti-replay nonce",',
    source: 'real log of certbot 2.1.0 (Debian 12)',
  },
  'boulder/jws-verify': {
    problem: 'unauthorized-account',
    template: 'JWS verification error',
    example: '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to validate JWS :: JWS verification error',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/verify.go',
  },
  'boulder/tos': {
    problem: 'terms-not-agreed',
    template: 'must agree to terms of service',
    example: '"detail": "must agree to terms of service",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/tos-old': {
    problem: 'terms-not-agreed',
    template: 'Must agree to subscriber agreement before',
    example: '"detail": "Must agree to subscriber agreement before",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/tos-changed': {
    problem: 'terms-not-agreed',
    template: 'Provided agreement URL',
    example: '"detail": "Provided agreement URL",',
    source: 'letsencrypt/boulder, an older version, in public source',
  },
  'boulder/contact': {
    problem: 'contact-invalid',
    template: 'Error validating contact(s)',
    example: '"detail": "Error validating contact(s)",',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go + wfe2/wfe.go',
  },
  'boulder/contact-domain': {
    problem: 'contact-invalid',
    template: 'contact email has forbidden domain',
    example: '"detail": "contact email has forbidden domain",',
    source: 'letsencrypt/boulder@2d00c8e27 policy/pa.go + wfe2/wfe.go',
  },
  'boulder/contact-email': {
    problem: 'contact-invalid',
    template: 'unable to parse email address',
    example: '"detail": "unable to parse email address",',
    source: 'seen word for word in public logs and notes',
  },
  'boulder/ari-replaced': {
    problem: 'order-invalid',
    template: 'which already has a replacement order',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not validate ARI \'replaces\' field :: cannot indicate an order replaces certificate with serial "04ab", which already has a replacement order',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/ari-none': {
    problem: 'order-invalid',
    template: 'no current certificate with serial "{serial:text}" exists',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not validate ARI \'replaces\' field :: request included `replaces` field, but no current certificate with serial "04ab" exists',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/ari-account': {
    problem: 'order-invalid',
    template: 'requester account did not request the certificate being replaced by this order',
    example:
      "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not validate ARI 'replaces' field :: requester account did not request the certificate being replaced by this order",
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/ari-idents': {
    problem: 'order-invalid',
    template: 'identifiers in this order do not match any identifiers in the certificate being replaced',
    example:
      "2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Could not validate ARI 'replaces' field :: identifiers in this order do not match any identifiers in the certificate being replaced",
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/revoked-already': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'which is already revoked for keyCompromise',
    example:
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:Unable to revoke :: unable to re-revoke serial "04ab" which is already revoked for keyCompromise',
    source: 'letsencrypt/boulder@2d00c8e27 ra/ra.go',
  },
  'boulder/internal': {
    problem: 'ca-overloaded',
    weight: 'symptom',
    template: 'The server experienced an internal error',
    example: '"detail": "The server experienced an internal error",',
    source: 'smallstep/certificates 0.19.0: acme/errors.go; acme 4.0.0: acme/messages.py',
  },
  'boulder/maintenance': {
    problem: 'ca-overloaded',
    template: 'The service is down for maintenance or had an internal error',
    example:
      'The service is down for maintenance or had an internal error. Check https://letsencrypt.status.io/ for more details.',
    source: "Let's Encrypt, answer seen word for word in public logs",
  },
  'boulder/alpn-cert-any': {
    problem: 'tlsalpn-failed',
    template: 'Incorrect validation certificate for tls-alpn-01 challenge',
    example: 'Detail: Incorrect validation certificate for tls-alpn-01 challenge. Missing acmeValidationV1 extension.',
    source: 'letsencrypt/boulder 2019: va/tlsalpn.go',
  },
  'boulder/sni-connect': {
    problem: 'tlsalpn-failed',
    template: 'Failed to connect to {address:host} for TLS-SNI-01 challenge',
    example: 'Detail: Failed to connect to 203.0.113.10:443 for TLS-SNI-01 challenge',
    source: 'letsencrypt/boulder 2017: va/validation-authority.go',
  },
  'boulder/sni-connect-old': {
    problem: 'tlsalpn-failed',
    template: 'Failed to connect to host for DVSNI challenge',
    example: 'Detail: Failed to connect to host for DVSNI challenge',
    source: 'letsencrypt/boulder 2015: va/validation-authority.go',
  },
  'boulder/not-pending': {
    problem: 'order-invalid',
    weight: 'symptom',
    template: 'The challenge is not pending',
    example: '"detail":"Unable to update challenge :: The challenge is not pending."',
    source: 'letsencrypt/boulder 2018: ra/ra.go',
  },
  'boulder/response-incomplete': {
    outcome: 'failed',
    template: 'Response does not complete challenge',
    example: '"detail":"Unable to update challenge :: Response does not complete challenge"',
    source: 'letsencrypt/boulder 2016: ra/registration-authority.go',
  },
  'boulder/rl-failed-capital': {
    problem: 'ratelimit-failed-validation',
    template: 'Too many failed authorizations recently',
    example: 'Error creating new authz :: Too many failed authorizations recently.',
    source: 'letsencrypt/boulder 2017: ra/ra.go',
  },
  'boulder/rl-failed-capital-old': {
    problem: 'ratelimit-failed-validation',
    template: 'Too many invalid authorizations recently',
    example: 'Error creating new authz :: Too many invalid authorizations recently.',
    source: 'letsencrypt/boulder 2016: ra/registration-authority.go',
  },
  'boulder/rl-pending-capital': {
    problem: 'ratelimit-pending-authz',
    template: 'Too many currently pending authorizations',
    example: 'Error creating new authz :: Too many currently pending authorizations.',
    source: 'letsencrypt/boulder 2016: ra/registration-authority.go',
  },
  'boulder/rl-exact-capital': {
    problem: 'ratelimit-duplicate',
    template: 'Too many certificates already issued for exact set of domains',
    example: 'Error creating new cert :: Too many certificates already issued for exact set of domains: example.com',
    source: 'letsencrypt/boulder 2016: ra/registration-authority.go',
  },
  'boulder/rl-reg-capital': {
    problem: 'ratelimit-account',
    template: 'Too many registrations from this IP',
    example: 'Error creating new registration :: Too many registrations from this IP',
    source: 'letsencrypt/boulder 2016: ra/registration-authority.go',
  },
  'boulder/kid-url': {
    problem: 'account-missing',
    template: 'KeyID header contained an invalid account',
    example: '"detail": "KeyID header contained an invalid account URL: \\"https://acme.example.net/acme/acct/1\\"",',
    source: 'boulder: wfe2/verify.go',
  },
  'boulder/redacted-404': {
    problem: 'http-404-token',
    template: 'Invalid response from {where:phrase}/acme-challenge/{rest:phrase}: 404',
    example: 'Invalid response from (domain removed)/.well-known/acme-challenge/abcdefgh [(address removed)]: 404',
    source: 'letsencrypt/boulder: va/http.go, with the URL taken out by whoever showed the log',
  },
  'boulder/redacted-403': {
    problem: 'http-403-token',
    template: 'Invalid response from {where:phrase}/acme-challenge/{rest:phrase}: 403',
    example: 'Invalid response from (domain removed)/.well-known/acme-challenge/abcdefgh [(address removed)]: 403',
    source: 'letsencrypt/boulder: va/http.go, with the URL taken out by whoever showed the log',
  },
  'boulder/redacted-401': {
    problem: 'http-401-token',
    template: 'Invalid response from {where:phrase}/acme-challenge/{rest:phrase}: 401',
    example: 'Invalid response from (domain removed)/.well-known/acme-challenge/abcdefgh [(address removed)]: 401',
    source: 'letsencrypt/boulder: va/http.go, with the URL taken out by whoever showed the log',
  },
  'boulder/redacted': {
    problem: 'http-wrong-content',
    weight: 'symptom',
    template: 'Invalid response from {where:phrase}/acme-challenge/',
    example: 'Invalid response from (domain removed)/.well-known/acme-challenge/abcdefgh',
    source: 'letsencrypt/boulder: va/http.go, with the URL taken out by whoever showed the log',
  },
  'boulder/ari-issuer': {
    problem: 'order-invalid',
    weight: 'symptom',
    severity: 'info',
    template: 'Authority Key Identifier that did not match a known issuer',
    example:
      "Could not validate ARI 'replaces' field :: path contained an Authority Key Identifier that did not match a known issuer",
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/ari-akid': {
    problem: 'order-invalid',
    weight: 'symptom',
    severity: 'info',
    template: 'Authority Key Identifier was not base64url-encoded or contained padding',
    example:
      '"detail": "While parsing ARI CertID an error occurred: Authority Key Identifier was not base64url-encoded or contained padding: x",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/ari-serial': {
    problem: 'order-invalid',
    weight: 'symptom',
    severity: 'info',
    template: 'serial number was not base64url-encoded or contained padding',
    example:
      '"detail": "While parsing ARI CertID an error occurred: serial number was not base64url-encoded or contained padding: x",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/ari-unknown': {
    outcome: 'noise',
    template:
      'acme:error:malformed :: The request message was malformed :: While parsing ARI CertID an error occurred :: path contained an Authority Key Identifier that did not match a known issuer',
    example:
      'urn:ietf:params:acme:error:malformed :: The request message was malformed :: While parsing ARI CertID an error occurred :: path contained an Authority Key Identifier that did not match a known issuer',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/authz-account': {
    problem: 'unauthorized-account',
    template: "User account ID doesn't match account ID in authorization",
    example: '"detail": "User account ID doesn\'t match account ID in authorization",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/authz-registration': {
    problem: 'unauthorized-account',
    template: "User registration ID doesn't match registration ID in authorization",
    example: '"detail": "User registration ID doesn\'t match registration ID in authorization",',
    source: 'letsencrypt/boulder wfe/wfe.go (ACME v1)',
  },
  'boulder/order-account': {
    problem: 'unauthorized-account',
    template: 'No order found for account ID',
    example: '"detail": "No order found for account ID 1",',
    source: 'letsencrypt/boulder@2d00c8e27 wfe2/wfe.go',
  },
  'boulder/agree-first': {
    problem: 'terms-not-agreed',
    template: 'Account must agree to subscriber agreement before any further actions',
    example: '"detail": "Account must agree to subscriber agreement before any further actions",',
    source: 'letsencrypt/boulder wfe2/wfe.go',
  },
  'boulder/kid-malformed': {
    problem: 'account-missing',
    template: 'Malformed account ID in KeyID header',
    example: '"detail": "Malformed account ID in KeyID header",',
    source: 'letsencrypt/boulder: wfe2/verify.go',
  },
} as const satisfies SignatureSet;
