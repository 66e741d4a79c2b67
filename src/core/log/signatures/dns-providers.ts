import type { SignatureSet } from '../signature.ts';

/** What DNS providers' APIs answer to ACME clients, by wording rather than by client. */
export const dnsProviders = {
  'dns-api/cf-10000': {
    problem: 'dns-api-auth',
    template: '10000: Authentication error',
    example: '10000: Authentication error',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-9106': {
    problem: 'dns-api-auth',
    template: 'Missing X-Auth-Key, X-Auth-Email',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Missing X-Auth-Key, X-Auth-Email" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-9103': {
    problem: 'dns-api-auth',
    template: 'Unknown X-Auth-Key or X-Auth-Email',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Unknown X-Auth-Key or X-Auth-Email" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-6003': {
    problem: 'dns-api-auth',
    template: 'Invalid request headers',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Invalid request headers" logger="cert-manager.controller"',
    source: 'NginxProxyManager/nginx-proxy-manager#3231',
  },
  'dns-api/cf-zone-perm': {
    problem: 'dns-api-auth',
    template: 'failed to find zone {name:name?}:',
    example: 'cloudflare: failed to find zone example.com.: ListZonesContext command failed',
    source: 'go-acme/lego@a0e15c2da (v5.3.1) challenge/dns01/dns_challenge.go',
  },
  'dns-api/cf-zone-no': {
    problem: 'dns-api-auth',
    template: 'zone could not be found',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="zone could not be found" logger="cert-manager.controller"',
    source: 'go-acme/lego@a0e15c2da (v5.3.1) challenge/dns01/dns_challenge.go',
  },
  'dns-api/cf-insufficient': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'insufficient permissions',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="insufficient permissions" logger="cert-manager.controller"',
    source: 'go-acme/lego#1213',
  },
  'dns-api/cf-actor': {
    problem: 'dns-api-auth',
    template: 'requires permission "com.cloudflare.api.account.zone',
    example: 'requires permission "com.cloudflare.api.account.zone.create" to create zones for the selected account',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-valid-zone': {
    problem: 'dns-api-auth',
    template: 'Could not route to /client/v4/zones',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Could not route to /client/v4/zones" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-ratelimit': {
    problem: 'dns-api-ratelimit',
    template: 'More than 1200 requests per 300 seconds reached',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="More than 1200 requests per 300 seconds reached" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-ratelimit2': {
    problem: 'dns-api-ratelimit',
    template: 'Please wait and consider throttling your request speed',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Please wait and consider throttling your request speed" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-identical': {
    problem: 'dns-txt-stale',
    template: 'An identical record already exists',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="An identical record already exists" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-cname': {
    problem: 'dns-cname-conflict',
    template: 'An A, AAAA, or CNAME record with that host already exists',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="An A, AAAA, or CNAME record with that host already exists" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-cname2': {
    problem: 'dns-cname-conflict',
    template: 'A CNAME record with that host already exists',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="A CNAME record with that host already exists" logger="cert-manager.controller"',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cname-pdns': {
    problem: 'dns-cname-conflict',
    template: 'Conflicts with pre-existing RRset',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Conflicts with pre-existing RRset" logger="cert-manager.controller"',
    source: 'PowerDNS API, answers seen word for word in public',
  },
  'dns-api/cname-aws': {
    problem: 'dns-cname-conflict',
    template: 'is not permitted because a conflicting RRSet',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="is not permitted because a conflicting RRSet" logger="cert-manager.controller"',
    source: 'cert-manager/cert-manager#3927',
  },
  'dns-api/txt-aws-exists': {
    problem: 'dns-txt-stale',
    template: 'Tried to create resource record set',
    example:
      "InvalidChangeBatch: [Tried to create resource record set [name='_acme-challenge.example.com.', type='TXT'] but it already exists]",
    source: 'AWS Route 53, answers seen word for word in public',
  },
  'dns-api/aws-denied': {
    problem: 'dns-api-auth',
    template: 'is not authorized to perform: route53',
    example: 'AccessDenied: User example is not authorized to perform: route53:ListHostedZones',
    source: 'AWS, answers seen word for word in public logs',
  },
  'dns-api/aws-token': {
    problem: 'dns-api-auth',
    template: 'InvalidClientTokenId',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="InvalidClientTokenId" logger="cert-manager.controller"',
    source: 'AWS error code, seen in public source and logs',
  },
  'dns-api/aws-signature': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'SignatureDoesNotMatch',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="SignatureDoesNotMatch" logger="cert-manager.controller"',
    source: 'AWS error code, seen in public source and logs',
  },
  'dns-api/aws-nocred': {
    problem: 'dns-api-auth',
    template: 'NoCredentialProviders',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="NoCredentialProviders" logger="cert-manager.controller"',
    source: 'AWS SDK in lego 4.9.1 (Debian 12), text in the binary',
  },
  'dns-api/aws-throttle': {
    problem: 'dns-api-ratelimit',
    template: 'Throttling: Rate exceeded',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Throttling: Rate exceeded" logger="cert-manager.controller"',
    source: 'AWS, answers seen word for word in public logs',
  },
  'dns-api/azure-denied': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'AuthorizationFailed',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="AuthorizationFailed" logger="cert-manager.controller"',
    source: 'Azure error code, seen in public source',
  },
  'dns-api/azure-client': {
    problem: 'dns-api-auth',
    template: 'AADSTS7000215',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="AADSTS7000215" logger="cert-manager.controller"',
    source: 'Azure error code, seen in public source',
  },
  'dns-api/google-denied': {
    problem: 'dns-api-auth',
    template: 'googleapi: Error 403',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="googleapi: Error 403: Forbidden" logger="cert-manager.controller"',
    source: 'Google API client for Go, logs in public',
  },
  'dns-api/google-cred': {
    problem: 'dns-api-auth',
    template: 'google: could not find default credentials',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="google: could not find default credentials" logger="cert-manager.controller"',
    source: 'golang.org/x/oauth2 in lego 4.9.1 (Debian 12), text in the binary',
  },
  'dns-api/godaddy': {
    problem: 'dns-api-auth',
    template: 'UNABLE_TO_AUTHENTICATE',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="UNABLE_TO_AUTHENTICATE" logger="cert-manager.controller"',
    source: 'GoDaddy API, seen in public source',
  },
  'dns-api/godaddy-denied': {
    problem: 'dns-api-auth',
    template: 'Authenticated user is not allowed access',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Authenticated user is not allowed access" logger="cert-manager.controller"',
    source: 'GoDaddy API, seen in public source',
  },
  'dns-api/ovh-cred': {
    problem: 'dns-api-auth',
    template: 'This credential is not valid',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="This credential is not valid" logger="cert-manager.controller"',
    source: 'OVH API, answers seen word for word in public',
  },
  'dns-api/ovh-call': {
    problem: 'dns-api-auth',
    template: 'This call has not been granted',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="This call has not been granted" logger="cert-manager.controller"',
    source: 'OVH API, answers seen word for word in public',
  },
  'dns-api/ovh-app': {
    problem: 'dns-api-auth',
    template: 'Invalid application key',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Invalid application key" logger="cert-manager.controller"',
    source: 'OVH API, answers seen word for word in public',
  },
  'dns-api/do-auth': {
    problem: 'dns-api-auth',
    template: 'Unable to authenticate you',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Unable to authenticate you" logger="cert-manager.controller"',
    source: 'DigitalOcean API, answers seen word for word in public',
  },
  'dns-api/namecheap-ip': {
    problem: 'dns-api-auth',
    template: 'Invalid request IP',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Invalid request IP" logger="cert-manager.controller"',
    source: 'Namecheap API, answers seen word for word in public',
  },
  'dns-api/namecheap-key': {
    problem: 'dns-api-auth',
    template: 'API Key is invalid or API access has not been enabled',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="API Key is invalid or API access has not been enabled" logger="cert-manager.controller"',
    source: 'go-acme/lego 4.9.1: providers/dns/namecheap/namecheap_test.go',
  },
  'dns-api/duckdns-ko': {
    problem: 'dns-api-auth',
    template: 'request to change TXT record for DuckDNS returned the following result (KO)',
    example:
      'duckdns: request to change TXT record for DuckDNS returned the following result (KO) this does not match expected (OK)',
    source: 'go-acme/lego 4.9.1: providers/dns/duckdns/client.go',
  },
  'dns-api/ali-key': {
    problem: 'dns-api-auth',
    template: 'InvalidAccessKeyId',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="InvalidAccessKeyId" logger="cert-manager.controller"',
    source: 'Alibaba Cloud and AWS error code, seen in public source',
  },
  'dns-api/ali-domain': {
    problem: 'dns-api-auth',
    template: 'InvalidDomainName.NoExist',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="InvalidDomainName.NoExist" logger="cert-manager.controller"',
    source: 'Alibaba Cloud error code, seen in public source',
  },
  'dns-api/tencent': {
    problem: 'dns-api-auth',
    template: 'AuthFailure.SecretIdNotFound',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="AuthFailure.SecretIdNotFound" logger="cert-manager.controller"',
    source: 'Tencent Cloud error code, seen in public source',
  },
  'dns-api/gandi': {
    problem: 'dns-api-auth',
    template: 'The server could not verify that you authorized to access the document',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="The server could not verify that you authorized to access the document" logger="cert-manager.controller"',
    source: 'Gandi API, answers seen word for word in public',
  },
  'dns-api/joker': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'Authorization error',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Authorization error" logger="cert-manager.controller"',
    source: 'futurice/alley-oop#9',
  },
  'dns-api/http-401': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: '401 Client Error: Unauthorized',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="401 Client Error: Unauthorized" logger="cert-manager.controller"',
    source: 'requests (Debian 12): requests/models.py',
  },
  'dns-api/http-403': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: '403 Client Error: Forbidden',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="403 Client Error: Forbidden" logger="cert-manager.controller"',
    source: 'requests (Debian 12): requests/models.py',
  },
  'dns-api/http-429': {
    problem: 'dns-api-ratelimit',
    weight: 'symptom',
    template: '429 Client Error: Too Many Requests',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="429 Client Error: Too Many Requests" logger="cert-manager.controller"',
    source: 'requests (Debian 12): requests/models.py',
  },
  'dns-api/lego-401': {
    problem: 'dns-api-auth',
    template: 'unexpected status code: [status code: 401]',
    example: 'hetzner: unexpected status code: [status code: 401] body: {"message":"x"}',
    source: 'go-acme/lego providers/dns/internal/errutils: what every provider of it says of an HTTP answer',
  },
  'dns-api/lego-403': {
    problem: 'dns-api-auth',
    template: 'unexpected status code: [status code: 403]',
    example: 'godaddy: unexpected status code: [status code: 403] body: {"message":"x"}',
    source: 'go-acme/lego providers/dns/internal/errutils: what every provider of it says of an HTTP answer',
  },
  'dns-api/lego-429': {
    problem: 'dns-api-ratelimit',
    template: 'unexpected status code: [status code: 429]',
    example: 'godaddy: unexpected status code: [status code: 429] body: {"message":"x"}',
    source: 'go-acme/lego providers/dns/internal/errutils: what every provider of it says of an HTTP answer',
  },
  'dns-api/lego-status': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'unexpected status code: [status code: {status:number}]',
    example: 'godaddy: unexpected status code: [status code: 422] body: {"message":"x"}',
    source: 'go-acme/lego providers/dns/internal/errutils: what every provider of it says of an HTTP answer',
  },
  'dns-api/libdns-401': {
    problem: 'dns-api-auth',
    template: 'got error status: HTTP 401',
    example: 'adding the record: got error status: HTTP 401: [{Code:1000 Message:x}]',
    source: 'libdns/cloudflare client.go',
  },
  'dns-api/libdns-403': {
    problem: 'dns-api-auth',
    template: 'got error status: HTTP 403',
    example: 'adding the record: got error status: HTTP 403: [{Code:1000 Message:x}]',
    source: 'libdns/cloudflare client.go',
  },
  'dns-api/libdns-429': {
    problem: 'dns-api-ratelimit',
    template: 'got error status: HTTP 429',
    example: 'adding the record: got error status: HTTP 429: [{Code:1000 Message:x}]',
    source: 'libdns/cloudflare client.go',
  },
  'dns-api/libdns-status': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'got error status: HTTP {status:number}',
    example: 'adding the record: got error status: HTTP 400: [{Code:1000 Message:x}]',
    source: 'libdns/cloudflare client.go',
  },
  'dns-api/cf-9109': {
    problem: 'dns-api-auth',
    template: '9109: Invalid access token',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="Error: 9109: Invalid access token" logger="cert-manager.controller"',
    source: 'Cloudflare API, as cert-manager and lego write it',
  },
  'dns-api/invalid-access-token': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'Invalid access token',
    example: '[{Code:9109 Message:Invalid access token}]',
    source: 'Cloudflare API, as libdns writes it',
  },
  'dns-api/cf-6111': {
    problem: 'dns-api-auth',
    template: 'Invalid format for Authorization header',
    example: '6111: Invalid format for Authorization header',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/cf-7003': {
    problem: 'dns-api-auth',
    template: 'perhaps your object identifier is invalid',
    example:
      '{"code":7003,"message":"Could not route to /zones/dns_records, perhaps your object identifier is invalid?"}',
    source: 'Cloudflare API, answers seen word for word in public logs',
  },
  'dns-api/credentials-invalid': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'Invalid authentication credentials',
    example: '{"message":"Invalid authentication credentials"}',
    source: 'Hetzner DNS API and Kong gateway, in public logs',
  },
  'dns-api/api-key': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'Invalid API key',
    example: '{"status":"ERROR","message":"Invalid API key. (002)"}',
    source: 'Porkbun and other APIs, in public logs',
  },
  'dns-api/gandi-right': {
    problem: 'dns-api-auth',
    template: '(CAUSE_NORIGHT)',
    example: 'Gandi DNS: RPC Error: (510150) Error on object : OBJECT_ACCOUNT (CAUSE_NORIGHT)',
    source: 'Gandi XML-RPC API, in public logs',
  },
  'dns-api/ovh-service': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'This service does not exist',
    example: 'Error 404: "This service does not exist"',
    source: 'OVH API, answers seen word for word in public',
  },
  'dns-api/ovh-record': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'when call api to add record (/domain/zone/{zone:name}/record)',
    example: 'ovh: error when call api to add record (/domain/zone/example.com/record): refused',
    source: 'go-acme/lego providers/dns/ovh',
  },
  'dns-api/ovh-record-denied': {
    problem: 'dns-api-auth',
    template:
      'when call api to add record (/domain/zone/{zone:name}/record): OVHcloud API error (status code {status:number})',
    example:
      'ovh: error when call api to add record (/domain/zone/example.com/record): OVHcloud API error (status code 403): refused',
    source: 'go-acme/lego providers/dns/ovh',
  },
  'dns-api/porkbun-domain': {
    problem: 'dns-api-auth',
    template: 'for endpoint /dns/create/{zone:name}',
    example: 'Invalid http response status, refused for endpoint /dns/create/example.com',
    source: 'libdns/porkbun',
  },
  'dns-api/namecheap-html': {
    problem: 'dns-api-auth',
    template: 'expected element type <ApiResponse> but have <html>',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="expected element type <ApiResponse> but have <html>" logger="cert-manager.controller"',
    source: 'Namecheap clients in Go, in public logs',
  },
  'dns-api/do-zone': {
    problem: 'dns-api-auth',
    template: 'not_found: domain not found',
    example: 'digitalocean: HTTP 404: not_found: domain not found',
    source: 'go-acme/lego providers/dns/digitalocean',
  },
  'dns-api/aws-api-denied': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'api error AccessDenied',
    example: 'https response error StatusCode: 403, RequestID: x, api error AccessDenied: refused',
    source: 'AWS, answers seen word for word in public logs',
  },
  'dns-api/aws-api-throttle': {
    problem: 'dns-api-ratelimit',
    weight: 'remark',
    severity: 'info',
    template: 'api error Throttling',
    example: 'https response error StatusCode: 400, RequestID: x, api error Throttling',
    source: 'AWS, answers seen word for word in public logs',
  },
  'dns-api/aws-api-token': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'api error ExpiredToken',
    example: 'api error ExpiredToken: The security token included in the request is expired',
    source: 'AWS, answers seen word for word in public logs',
  },
  'dns-api/aws-assume': {
    problem: 'dns-api-auth',
    template: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    example: 'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    source: 'AWS, answers seen word for word in public logs',
  },
  'dns-api/aws-imds': {
    problem: 'dns-api-auth',
    weight: 'remark',
    severity: 'info',
    template: 'no EC2 IMDS role found',
    example: 'failed to refresh cached credentials, no EC2 IMDS role found',
    source: 'aws-sdk-go-v2, in public logs',
  },
  'dns-api/technitium-refused': {
    problem: 'dns-api-auth',
    template: 'refused a zone UPDATE request',
    example:
      'DNS Server refused a zone UPDATE request [_acme-challenge.example.com TXT IN] due to Dynamic Updates Security Policy for zone: example.com',
    source: 'Technitium DNS Server, in public logs',
  },
  'dns-api/technitium-tsig': {
    problem: 'dns-api-auth',
    template: 'failed TSIG signature verification',
    example: 'DNS Server received a request that failed TSIG signature verification (RCODE: NotAuth; TSIG Error: x)',
    source: 'Technitium DNS Server, in public logs',
  },
  'dns-api/nsupdate-notauth': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'update failed: NOTAUTH',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="update failed: NOTAUTH(BADKEY)" logger="cert-manager.controller"',
    source: 'bind bin/nsupdate/nsupdate.c',
  },
  'dns-api/nsupdate-refused': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'update failed: REFUSED',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="update failed: REFUSED" logger="cert-manager.controller"',
    source: 'bind bin/nsupdate/nsupdate.c',
  },
  'dns-api/nsupdate-servfail': {
    problem: 'dns-servfail',
    weight: 'symptom',
    template: 'update failed: SERVFAIL',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="update failed: SERVFAIL" logger="cert-manager.controller"',
    source: 'bind bin/nsupdate/nsupdate.c',
  },
  'dns-api/nsupdate-tsig': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'TSIG error with server',
    example: '; TSIG error with server: tsig indicates error',
    source: 'bind bin/nsupdate/nsupdate.c',
  },
  'dns-api/cf-10000-lego': {
    problem: 'dns-api-auth',
    template: 'Authentication error (10000)',
    example: 'HTTP status 403: Authentication error (10000)',
    source: 'go-acme/lego providers/dns/cloudflare, in public logs',
  },
  'dns-api/azure-expired': {
    problem: 'dns-api-auth',
    template: 'AADSTS7000222',
    example: 'AADSTS7000222: The provided client secret keys are expired.',
    source: 'Microsoft Entra error code, in public logs',
  },
  'dns-api/azure-application': {
    problem: 'dns-api-auth',
    template: 'AADSTS700016: Application',
    example: 'AADSTS700016: Application with identifier x was not found in the directory',
    source: 'Microsoft Entra error code, in public logs',
  },
  'dns-api/google-zone': {
    problem: 'dns-api-auth',
    template: "googleapi: Error 404: The 'parameters.managedZone' resource",
    example: "googleapi: Error 404: The 'parameters.managedZone' resource named 'example' does not exist., notFound",
    source: 'Google Cloud DNS API, in public logs',
  },
  'dns-api/route53-zone': {
    problem: 'dns-api-auth',
    template: 'failed to determine hosted zone ID: zone {zone:name?}',
    example:
      'E1122 07:15:02.123456       1 controller.go:157] "re-queuing item due to error processing" err="failed to determine hosted zone ID: zone example.com. not found" logger="cert-manager.controller"',
    source: 'go-acme/lego providers/dns/route53',
  },
  'dns-api/lexicon-auth': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'lexicon.exceptions.AuthenticationError',
    example: 'lexicon.exceptions.AuthenticationError: No domain found',
    source: 'dns-lexicon 3.11: src/lexicon/_private/providers',
  },
  'dns-api/lexicon-auth-plain': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'AuthenticationError: No domain found',
    example: 'AuthenticationError: No domain found',
    source: 'dns-lexicon 3.11: src/lexicon/_private/providers',
  },
  'dns-api/lexicon-extra': {
    problem: 'certbot-plugin-missing',
    template: 'has required extra dependencies that are missing',
    example:
      'This provider (route53) has required extra dependencies that are missing. Please run `pip install lexicon[route53]` first before using it.',
    source: 'dns-lexicon 3.11: src/lexicon/client.py',
  },
  'dns-api/google-managed-zone': {
    problem: 'dns-api-auth',
    template: 'Encountered error finding managed zone',
    example: 'Encountered error finding managed zone: the caller does not have permission',
    source: 'certbot-dns-google 2.1.0',
  },
  'dns-api/google-com': {
    problem: 'dns-api-auth',
    template: 'Error communicating with the Google Cloud DNS API',
    example: 'Error communicating with the Google Cloud DNS API: the caller does not have permission',
    source: 'certbot-dns-google 2.1.0',
  },
  'dns-api/google-credentials': {
    problem: 'dns-api-auth',
    template: "Error parsing credentials file '{path:path?}'",
    example: "Error parsing credentials file '/etc/letsencrypt/google.json': Expecting value",
    source: 'certbot-dns-google 2.1.0',
  },
  'dns-api/google-metadata': {
    problem: 'dns-api-auth',
    template: 'Unable to get Google Cloud Metadata and no credentials specified',
    example:
      'Unable to get Google Cloud Metadata and no credentials specified. Automatic credential lookup is only available on Google Cloud Platform.',
    source: 'certbot-dns-google 2.1.0',
  },
  'dns-api/cloudflare-either': {
    problem: 'dns-api-auth',
    template: 'Either dns_cloudflare_api_token (recommended), or',
    example:
      '/etc/letsencrypt/cloudflare.ini: Either dns_cloudflare_api_token (recommended), or dns_cloudflare_email and dns_cloudflare_api_key are required.',
    source: 'certbot-dns-cloudflare 2.1.0',
  },
  'dns-api/cloudflare-key': {
    problem: 'dns-api-auth',
    template: 'dns_cloudflare_api_key is required when using a Global API Key',
    example: '/etc/letsencrypt/cloudflare.ini: dns_cloudflare_api_key is required when using a Global API Key.',
    source: 'certbot-dns-cloudflare 2.1.0',
  },
  'dns-api/cloudflare-email': {
    problem: 'dns-api-auth',
    template: 'dns_cloudflare_email is required when using a Global API Key',
    example: '/etc/letsencrypt/cloudflare.ini: dns_cloudflare_email is required when using a Global API Key.',
    source: 'certbot-dns-cloudflare 2.1.0',
  },
  'dns-api/cloudflare-both': {
    problem: 'dns-api-auth',
    template: 'are not needed when using an API Token',
    example:
      '/etc/letsencrypt/cloudflare.ini: dns_cloudflare_email and dns_cloudflare_api_key are not needed when using an API Token',
    source: 'certbot-dns-cloudflare 2.1.0',
  },
  'dns-api/rfc2136-host': {
    problem: 'dns-api-auth',
    template: 'is not a valid IPv4 or IPv6 address. A hostname is not allowed',
    example:
      'The configured target DNS server (ns1.example.com) is not a valid IPv4 or IPv6 address. A hostname is not allowed.',
    source: 'certbot-dns-rfc2136 2.1.0',
  },
  'dns-api/rfc2136-algorithm': {
    problem: 'dns-api-auth',
    template: 'Unknown algorithm: {name:word}',
    example: 'Unknown algorithm: HMAC-SHA1024.',
    source: 'certbot-dns-rfc2136 2.1.0',
  },
  'dns-api/route53-wait': {
    problem: 'dns-propagation',
    template: 'Timed out waiting for Route53 change',
    example: 'Timed out waiting for Route53 change. Current status: PENDING',
    source: 'certbot-dns-route53 2.1.0',
  },
  'dns-api/standalone-start': {
    problem: 'port80-in-use',
    template: 'Error starting DNS server',
    example: 'Error starting DNS server: [Errno 99] cannot bind',
    source: 'certbot-dns-standalone 1.1',
  },
  'dns-api/adding-txt': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'An error occurred adding the DNS TXT record',
    example: 'An error occurred adding the DNS TXT record: 403 Client Error',
    source: 'certbot-dns-gandi 1.3',
  },
  'dns-api/namecheap-status': {
    problem: 'dns-api-auth',
    weight: 'symptom',
    template: 'ApiResponse Status="ERROR"',
    example: '<ApiResponse Status="ERROR" xmlns="http://api.namecheap.com/xml.response">',
    source: 'Namecheap: API, XML response',
  },
  'dns-api/aws-expired': {
    problem: 'dns-api-auth',
    template: 'An error occurred (ExpiredToken',
    example: 'An error occurred (ExpiredToken) when calling the ListHostedZones operation',
    source: 'AWS: common error codes, as botocore writes them',
  },
  'dns-api/aws-any': {
    problem: 'dns-api-auth',
    template: 'An error occurred (AccessDeniedException',
    example: 'An error occurred (AccessDeniedException) when calling the ListHostedZones operation',
    source: 'AWS: common error codes, as botocore writes them',
  },
  'dns-api/google-default': {
    problem: 'dns-api-auth',
    template: 'google.auth.exceptions.DefaultCredentialsError',
    example: 'google.auth.exceptions.DefaultCredentialsError: Could not automatically determine credentials.',
    source: 'google-auth: google/auth/exceptions.py',
  },
  'dns-api/google-refresh': {
    problem: 'dns-api-auth',
    template: 'google.auth.exceptions.RefreshError',
    example: 'google.auth.exceptions.RefreshError: invalid_grant: Invalid JWT Signature.',
    source: 'google-auth: google/auth/exceptions.py',
  },
  'dns-api/azure-secret': {
    problem: 'dns-api-auth',
    template: 'ClientSecretCredential authentication failed',
    example: 'ClientSecretCredential authentication failed. GET http://login.example.com',
    source: 'Azure SDK: azidentity',
  },
  'dns-api/azure-managed': {
    problem: 'dns-api-auth',
    template: 'ManagedIdentityCredential authentication failed',
    example: 'ManagedIdentityCredential authentication failed. GET http://169.254.169.254',
    source: 'Azure SDK: azidentity',
  },
  'dns-api/azure-default': {
    problem: 'dns-api-auth',
    template: 'DefaultAzureCredential: failed to acquire a token',
    example: 'DefaultAzureCredential: failed to acquire a token. Attempted credentials:',
    source: 'Azure SDK: azidentity',
  },
  'dns-api/cloudflare-10000': {
    problem: 'dns-api-auth',
    template: '"message":"Authentication error"',
    example: '{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}',
    source: 'Cloudflare: API v4, error 10000',
  },
  'dns-api/cloudflare-81057': {
    problem: 'dns-txt-stale',
    template: '"message":"The record already exists."',
    example: '{"success":false,"errors":[{"code":81057,"message":"The record already exists."}]}',
    source: 'Cloudflare: API v4, error 81057',
  },
  'dns-api/dynadot': {
    problem: 'dns-api-auth',
    template: '"message":"Invalid authentication',
    example: '{"message":"Invalid authentication"}',
    source: 'DNS providers: answers of their APIs',
  },
  'dns-api/ovh-credential': {
    problem: 'dns-api-auth',
    template: 'INVALID_CREDENTIAL',
    example: '{"errorCode":"INVALID_CREDENTIAL"}',
    source: 'OVH: API',
  },
  'dns-api/ali-ram': {
    problem: 'dns-api-auth',
    template: '"Code":"Forbidden.RAM"',
    example: '{"RequestId":"1","Code":"Forbidden.RAM"}',
    source: 'Alibaba Cloud: API',
  },
  'dns-api/tencent-signature': {
    problem: 'dns-api-auth',
    template: 'AuthFailure.Signature',
    example: '"Error":{"Code":"AuthFailure.SignatureExpire"}',
    source: 'Tencent Cloud: API 3.0',
  },
  'dns-api/tencent-denied': {
    problem: 'dns-api-auth',
    template: 'AuthFailure.UnauthorizedOperation',
    example: '"Error":{"Code":"AuthFailure.UnauthorizedOperation"}',
    source: 'Tencent Cloud: API 3.0',
  },
  'dns-api/tsig-time': {
    problem: 'clock-skew',
    template: 'dns.tsig.PeerBadTime',
    example: 'dns.tsig.PeerBadTime: the clocks differ',
    source: 'dnspython: dns/tsig.py',
  },
  'dns-api/gandi-denied': {
    problem: 'dns-api-auth',
    template: 'Access was denied to this resource',
    example: 'Unable to find or delete the DNS TXT record: Access was denied to this resource.',
    source: 'certbot-plugin-gandi: gandi_api.py',
  },
  'dns-api/gandi-zone': {
    problem: 'dns-wrong-zone',
    template: 'Unable to get base domain for ',
    example: 'Unable to get base domain for test.example.com',
    source: 'certbot-plugin-gandi: gandi_api.py',
  },
} as const satisfies SignatureSet;
