import type { SignatureSet } from '../signature.ts';

/** cert-manager: conditions, events, controller log. */
export const certManager = {
  'cert-manager/http-404': {
    problem: 'http-404-token',
    weight: 'symptom',
    template: "wrong status code '404', expected '200'",
    example: "Waiting for HTTP-01 challenge propagation: wrong status code '404', expected '200'",
    source:
      'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmechallenges/readiness.go + pkg/issuer/acme/http/http.go',
  },
  'cert-manager/http-403': {
    problem: 'http-403-token',
    weight: 'symptom',
    template: "wrong status code '403', expected '200'",
    example: "Waiting for HTTP-01 challenge propagation: wrong status code '403', expected '200'",
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/http/http.go',
  },
  'cert-manager/http-401': {
    problem: 'http-401-token',
    weight: 'symptom',
    template: "wrong status code '401', expected '200'",
    example: "Waiting for HTTP-01 challenge propagation: wrong status code '401', expected '200'",
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/http/http.go',
  },
  'cert-manager/http-5xx': {
    problem: 'http-5xx-token',
    weight: 'symptom',
    template: "wrong status code '{status:status5xx}', expected '200'",
    example: "Waiting for HTTP-01 challenge propagation: wrong status code '503', expected '200'",
    source:
      'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmechallenges/readiness.go + pkg/issuer/acme/http/http.go',
  },
  'cert-manager/http-any': {
    problem: 'http-selfcheck-failed',
    template: "wrong status code '{status:number}', expected '{expected:number}'",
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="wrong status code \'301\', expected \'200\'" logger="cert-manager.controller"',
    source:
      'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmechallenges/readiness.go + pkg/issuer/acme/http/http.go',
  },
  'cert-manager/http-get': {
    problem: 'http-selfcheck-failed',
    template: "failed to perform self check GET request '{url:url?}'",
    example:
      "Waiting for HTTP-01 challenge propagation: failed to perform self check GET request 'http://example.com/.well-known/acme-challenge/tok3n': Get",
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/http/http.go',
  },
  'cert-manager/http-key': {
    problem: 'http-selfcheck-failed',
    template: 'did not get expected response when querying endpoint',
    example:
      'Waiting for HTTP-01 challenge propagation: did not get expected response when querying endpoint, expected "a" but got "b"',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/http-key-new': {
    problem: 'http-selfcheck-failed',
    template: 'did not get expected response "{key:text}" when querying endpoint',
    example: 'did not get expected response "tok3n.AbC" when querying endpoint',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/http/http.go',
  },
  'cert-manager/dns-prop': {
    problem: 'dns-propagation',
    template: 'DNS record for "{name:name?}" not yet propagated',
    example: 'Waiting for DNS-01 challenge propagation: DNS record for "example.com" not yet propagated',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/dns/dns.go',
  },
  'cert-manager/dns-self': {
    problem: 'dns-propagation',
    weight: 'remark',
    severity: 'info',
    template: 'propagation check failed',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="propagation check failed" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager#3238',
  },
  'cert-manager/dns-cname': {
    problem: 'delegation-dangling',
    template: 'Found recursive CNAME record to',
    example: 'Found recursive CNAME record to "a.example.com" when looking up "_acme-challenge.example.com"',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/dns/util/wait.go',
  },
  'cert-manager/dns-zone': {
    problem: 'dns-wrong-zone',
    template: 'Could not find the start of authority',
    example: '  Normal  Issuing  17m  cert-manager  Could not find the start of authority',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/dns-zone-no': {
    problem: 'dns-wrong-zone',
    template: 'Could not find the SOA record',
    example: '  Normal  Issuing  17m  cert-manager  Could not find the SOA record',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/present': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'Error presenting challenge',
    example: '  Normal  Issuing  17m  cert-manager  Error presenting challenge',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmechallenges/sync.go',
  },
  'cert-manager/present-cf-zone': {
    problem: 'dns-api-auth',
    template: 'Found no Zones for domain',
    example: '  Normal  Issuing  17m  cert-manager  Found no Zones for domain',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/present-cf-api': {
    problem: 'dns-api-auth',
    template: 'while attempting to find Zones for domain',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="while attempting to find Zones for domain" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/present-secret': {
    problem: 'dns-api-auth',
    template: 'error getting {provider:word} secret',
    example: 'error getting cloudflare secret: secrets "cloudflare-api-token" not found',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmechallenges/sync.go',
  },
  'cert-manager/present-route53': {
    problem: 'dns-api-auth',
    template: 'failed to determine Route 53 hosted zone ID',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="failed to determine Route 53 hosted zone ID" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/present-route53-old': {
    problem: 'dns-api-auth',
    template: 'Failed to determine Route 53 hosted zone ID',
    example: '  Normal  Issuing  17m  cert-manager  Failed to determine Route 53 hosted zone ID',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/present-webhook': {
    problem: 'dns-api-auth',
    template: 'the server is currently unable to handle the request (post',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="the server is currently unable to handle the request (post" logger="cert-manager.controller"',
    source: 'Kubernetes API, in public source and logs',
  },
  'cert-manager/accept-authz': {
    outcome: 'failed',
    template: 'Error accepting authorization',
    example: '  Normal  Issuing  17m  cert-manager  Error accepting authorization',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmechallenges/sync.go',
  },
  'cert-manager/accept-challenge': {
    outcome: 'failed',
    template: 'Error accepting challenge',
    example: '  Normal  Issuing  17m  cert-manager  Error accepting challenge',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmechallenges/sync.go',
  },
  'cert-manager/wait-authz': {
    outcome: 'failed',
    template: 'WaitAuthorization error',
    example: '  Normal  Issuing  17m  cert-manager  WaitAuthorization error',
    source: 'futurice/alley-oop#9',
  },
  'cert-manager/order-create': {
    outcome: 'failed',
    template: 'Failed to create Order',
    example: '  Normal  Issuing  17m  cert-manager  Failed to create Order',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmeorders/sync.go',
  },
  'cert-manager/order-create-klog': {
    outcome: 'failed',
    template: 'failed to create Order resource due to bad request',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="failed to create Order resource due to bad request" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager#3990',
  },
  'cert-manager/order-finalize': {
    outcome: 'failed',
    template: 'Failed to finalize Order',
    example: '  Normal  Issuing  17m  cert-manager  Failed to finalize Order',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmeorders/sync.go',
  },
  'cert-manager/order-errored': {
    outcome: 'failed',
    template: 'to become ready: order is in "errored" state',
    example: 'to become ready: order is in "errored" state',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/certificates/issuing/issuing_controller.go',
  },
  'cert-manager/order-invalid': {
    outcome: 'failed',
    template: 'to become ready: order is in "invalid" state',
    example: 'to become ready: order is in "invalid" state',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/order-wait': {
    outcome: 'failed',
    template: 'Failed to wait for order resource',
    example: '  Normal  Issuing  17m  cert-manager  Failed to wait for order resource',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/certificates/issuing/issuing_controller.go',
  },
  'cert-manager/cert-failed': {
    outcome: 'failed',
    template: 'The certificate request has failed to complete and will be retried',
    example: '  Normal  Issuing  17m  cert-manager  The certificate request has failed to complete and will be retried',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/certificates/issuing/issuing_controller.go',
  },
  'cert-manager/cr-wait': {
    outcome: 'noise',
    template: 'Waiting on certificate issuance from order {order:word?}',
    example: 'Waiting on certificate issuance from order default/example-tls-1-123: "pending"',
    source: 'cert-manager/cert-manager#3230',
  },
  'cert-manager/solver': {
    problem: 'wildcard-needs-dns01',
    weight: 'symptom',
    template: 'Failed to determine a valid solver configuration for the set of domains on the Order',
    example:
      '  Normal  Issuing  17m  cert-manager  Failed to determine a valid solver configuration for the set of domains on the Order',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmeorders/sync.go',
  },
  'cert-manager/solver-none': {
    problem: 'wildcard-needs-dns01',
    template: 'no configured challenge solvers can be used for this challenge',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="no configured challenge solvers can be used for this challenge" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/controller/acmeorders/sync.go',
  },
  'cert-manager/no-secret': {
    outcome: 'noise',
    template: 'Issuing certificate as Secret does not exist',
    example: '  Normal  Issuing  17m  cert-manager  Issuing certificate as Secret does not exist',
    source: 'cert-manager/cert-manager@2d0d7f7f7 internal/controller/certificates/policies/checks.go',
  },
  'cert-manager/expired': {
    problem: 'cert-expired',
    template: 'Certificate expired on {time:time?}',
    example: 'Certificate expired on Sun, 22 Nov 2026 07:15:02 UTC',
    source: 'cert-manager/cert-manager@2d0d7f7f7 internal/controller/certificates/policies/checks.go',
  },
  'cert-manager/conflict': {
    problem: 'ratelimit-duplicate',
    weight: 'symptom',
    template: 'If this message is not transient, you might have two conflicting Certificates',
    example:
      'Secret was issued for "other". If this message is not transient, you might have two conflicting Certificates pointing to the same secret.',
    source: 'cert-manager/cert-manager@2d0d7f7f7 internal/controller/certificates/policies/checks.go',
  },
  'cert-manager/acct': {
    outcome: 'failed',
    template: 'Failed to register ACME account',
    example: '  Normal  Issuing  17m  cert-manager  Failed to register ACME account',
    source: 'cert-manager/cert-manager@2d0d7f7f7 pkg/issuer/acme/setup.go',
  },
  'cert-manager/acct-verify': {
    outcome: 'failed',
    template: 'Failed to verify ACME account',
    example: '  Normal  Issuing  17m  cert-manager  Failed to verify ACME account',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/issuer-missing': {
    problem: 'acme-client-setup',
    template: 'Referenced "{kind:word}" not found',
    example: 'Referenced "ClusterIssuer" not found: clusterissuer.cert-manager.io "letsencrypt" not found',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/issuer-not-ready': {
    outcome: 'failed',
    template: 'Referenced issuer does not have a Ready status condition',
    example: '  Normal  Issuing  17m  cert-manager  Referenced issuer does not have a Ready status condition',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/webhook-untrusted': {
    problem: 'acme-client-setup',
    template: 'failed calling webhook "webhook.cert-manager.io"',
    example: 'Internal error occurred: failed calling webhook "webhook.cert-manager.io": x509: unknown authority',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/success': {
    outcome: 'succeeded',
    template: 'The certificate has been successfully issued',
    example: '  Normal  Issuing  17m  cert-manager  The certificate has been successfully issued',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/success-order': {
    outcome: 'succeeded',
    template: 'Certificate fetched from issuer successfully',
    example: '  Normal  Issuing  17m  cert-manager  Certificate fetched from issuer successfully',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/ready': {
    outcome: 'succeeded',
    template: 'Certificate is up to date and has not expired',
    example: '  Normal  Issuing  17m  cert-manager  Certificate is up to date and has not expired',
    source: 'cert-manager/cert-manager, in public source and logs',
  },
  'cert-manager/init-issuer': {
    outcome: 'failed',
    template: 'Error initializing issuer',
    example: 'Warning  ErrInitIssuer  39m (x20 over 115m)  cert-manager  Error initializing issuer: see above',
    source: 'cert-manager/cert-manager pkg/controller/issuers/sync.go',
  },
  'cert-manager/acct-klog': {
    outcome: 'failed',
    template: 'failed to register an ACME account',
    example: 'E1122 07:15:02.368228       1 setup.go:265] "failed to register an ACME account" err="see above"',
    source: 'cert-manager/cert-manager pkg/issuer/acme/setup.go',
  },
  'cert-manager/wait-authz-klog': {
    outcome: 'failed',
    template: 'error waiting for authorization',
    example: 'E1122 07:15:02.257780       1 sync.go:356] "error waiting for authorization" err="see above"',
    source: 'cert-manager/cert-manager pkg/controller/acmechallenges/sync.go',
  },
  'cert-manager/authz-error': {
    outcome: 'failed',
    template: 'acme: authorization error for {name:name}:',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="acme: authorization error for example.com: see above" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager third_party/forked/acme',
  },
  'cert-manager/selftest-404': {
    problem: 'http-404-token',
    weight: 'symptom',
    template: "wrong status code '404'",
    example: 'time="2026-11-22T07:15:02Z" level=warning msg="wrong status code \'404\'" context=acme host=example.com',
    source: 'jetstack/kube-lego, in public logs',
  },
  'cert-manager/selftest-403': {
    problem: 'http-403-token',
    weight: 'symptom',
    template: "wrong status code '403'",
    example: 'time="2026-11-22T07:15:02Z" level=warning msg="wrong status code \'403\'" context=acme host=example.com',
    source: 'jetstack/kube-lego, in public logs',
  },
  'cert-manager/selftest': {
    problem: 'http-selfcheck-failed',
    weight: 'symptom',
    template: 'reachabily test failed for this cert',
    example:
      'time="2026-11-22T07:15:02Z" level=warning msg="Error while obtaining certificate: reachabily test failed for this cert" context=acme',
    source: 'jetstack/kube-lego, in public logs',
  },
  'cert-manager/modified': {
    outcome: 'noise',
    template: 'the object has been modified; please apply your changes to the latest version',
    example:
      'E1122 07:15:02.229839       1 controller.go:158] "re-queuing item due to error processing" err="Operation cannot be fulfilled on certificates.cert-manager.io \\"a\\": the object has been modified; please apply your changes to the latest version and try again"',
    source: 'Kubernetes API',
  },
  'cert-manager/backoff': {
    outcome: 'noise',
    template: 'Not re-issuing certificate as an attempt has been made',
    example:
      'I1122 07:15:02.336457       1 trigger_controller.go:162] "Not re-issuing certificate as an attempt has been made in the last hour" key="default/example"',
    source: 'cert-manager/cert-manager pkg/controller/certificates/trigger',
  },
  'cert-manager/present-cf-none': {
    problem: 'dns-api-auth',
    template: 'no Cloudflare credential has been given',
    example:
      'error instantiating cloudflare challenge solver: no Cloudflare credential has been given (can be either an API key or an API token)',
    source: 'cert-manager/cert-manager pkg/issuer/acme/dns/cloudflare/cloudflare.go',
  },
  'cert-manager/present-route53-change': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'ailed to change Route 53 record set',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="failed to change Route 53 record set: see above" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager pkg/issuer/acme/dns/route53/route53.go',
  },
  'cert-manager/present-route53-zone': {
    problem: 'dns-api-auth',
    template: 'not found in Route 53 for domain {record:name?}',
    example: 'zone example.com. not found in Route 53 for domain _acme-challenge.example.com.',
    source: 'cert-manager/cert-manager pkg/issuer/acme/dns/route53/route53.go',
  },
  'cert-manager/present-route53-zone-empty': {
    problem: 'dns-wrong-zone',
    template: 'zone  not found in Route 53 for domain {record:name?}',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="zone  not found in Route 53 for domain _acme-challenge.example.com." logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager pkg/issuer/acme/dns/route53/route53.go',
  },
  'cert-manager/present-google-zone': {
    problem: 'dns-api-auth',
    template: 'No matching GoogleCloud domain found for domain {zone:name?}',
    example: '  Normal  Issuing  17m  cert-manager  No matching GoogleCloud domain found for domain example.com.',
    source: 'cert-manager/cert-manager pkg/issuer/acme/dns/clouddns/clouddns.go',
  },
  'cert-manager/dns-verified': {
    outcome: 'noise',
    template: 'verified with "{type:word}" validation',
    example: 'Normal  DomainVerified  3m  cert-manager  Domain "example.com" verified with "HTTP-01" validation',
    source: 'cert-manager/cert-manager pkg/controller/acmechallenges/sync.go',
  },
  'cert-manager/success-old': {
    outcome: 'succeeded',
    template: 'Certificate issued successfully',
    example: 'Normal  CertIssued  3m  cert-manager  Certificate issued successfully',
    source: 'cert-manager/cert-manager 0.x',
  },
  'cert-manager/present-route53-none': {
    problem: 'dns-api-auth',
    template: 'empty credentials; perhaps you meant to enable ambient credentials',
    example:
      'unable to construct route53 provider: empty credentials; perhaps you meant to enable ambient credentials?',
    source: 'cert-manager/cert-manager pkg/issuer/acme/dns/route53/route53.go',
  },
  'cert-manager/presented-key': {
    problem: 'http-selfcheck-failed',
    weight: 'symptom',
    template: 'propagation check failed: presented key ({key:text?}) did not match expected',
    example:
      'cert-manager I0501 09:45:14.706320       1 sync.go:173] propagation check failed: presented key () did not match expected (Fo3CAW.7B1)',
    source: 'cert-manager 0.7 pkg/issuer/acme/http/http.go',
  },
  'cert-manager/challenge-type': {
    problem: 'challenge-type-unavailable',
    template: 'ACME server does not allow selected challenge type',
    example:
      'Error preparing: ACME server does not allow selected challenge type or no provider is configured for domain "example.com"',
    source: 'cert-manager 0.6 pkg/controller/acmeorders/sync.go',
  },
  'cert-manager/account-deadline': {
    problem: 'ca-unreachable',
    template: 'ACME account: context deadline exceeded',
    example: 'Message:               Failed to verify ACME account: context deadline exceeded',
    source: 'cert-manager 0.15 pkg/issuer/acme/setup.go',
  },
  'cert-manager/issuer-deadline': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'initializing issuer: context deadline exceeded',
    example:
      'Warning  ErrInitIssuer         52s (x13 over 37m)  cert-manager  Error initializing issuer: context deadline exceeded',
    source: 'cert-manager 0.15 pkg/controller/issuers/sync.go',
  },
  'cert-manager/not-acme': {
    problem: 'acme-client-setup',
    template: 'is not configured as an ACME Issuer. Cannot be used for creating ACME orders',
    example: 'issuer "le" is not configured as an ACME Issuer. Cannot be used for creating ACME orders',
    source: 'cert-manager 0.6 pkg/controller/acmeorders/sync.go',
  },
  'cert-manager/present-no-solver': {
    problem: 'acme-client-setup',
    template: 'Error presenting challenge: the server could not find the requested resource',
    example:
      '  Warning  PresentError  4m23s (x7 over 9m29s)  cert-manager-challenges  Error presenting challenge: the server could not find the requested resource',
    source: 'cert-manager/cert-manager#5069',
  },
} as const satisfies SignatureSet;
