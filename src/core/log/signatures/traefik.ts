import type { SignatureSet } from '../signature.ts';

/** Traefik v1 to v3. */
export const traefik = {
  'traefik/obtain': {
    outcome: 'failed',
    template: 'Unable to obtain ACME certificate for domains',
    example: '2026-11-22T07:15:02Z ERR Unable to obtain ACME certificate for domains providerName=le.acme',
    source: 'traefik/traefik@fd5a576df2 pkg/provider/acme/provider.go',
  },
  'traefik/renew': {
    outcome: 'failed',
    template: 'Error renewing ACME certificate',
    example: '2026-11-22T07:15:02Z ERR Error renewing ACME certificate: {example.com []} error="..."',
    source: 'traefik/traefik@fd5a576df2 pkg/provider/acme/provider.go',
  },
  'traefik/renew-old': {
    outcome: 'failed',
    template: 'Error renewing certificate from LE',
    example: '2026-11-22T07:15:02Z ERR Error renewing certificate from LE providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/token': {
    problem: 'http-404-token',
    template: 'Cannot retrieve the ACME challenge for {name:name?}',
    example: 'Cannot retrieve the ACME challenge for example.com (token "tok3n")',
    source: 'traefik/traefik@fd5a576df2 pkg/provider/acme/challenge_http.go',
  },
  'traefik/token-old': {
    problem: 'http-404-token',
    template: 'Error getting challenge for token',
    example: '2026-11-22T07:15:02Z ERR Error getting challenge for token providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/perm': {
    problem: 'acme-storage-permission',
    template: 'permissions {mode:number} for {path:path} are too open, please use 600',
    example:
      '2026-11-22T07:15:02Z ERR permissions 644 for /acme.json are too open, please use 600 providerName=le.acme',
    source: 'traefik/traefik@fd5a576df2 pkg/provider/acme/local_store_unix.go',
  },
  'traefik/perm-any': {
    problem: 'acme-storage-permission',
    template: 'are too open, please use 600',
    example: '2026-11-22T07:15:02Z ERR are too open, please use 600 providerName=le.acme',
    source: 'traefik/traefik@fd5a576df2 pkg/provider/acme/local_store_unix.go',
  },
  'traefik/wild': {
    problem: 'rejected-identifier',
    template: "ACME does not allow '*.*' wildcard domain",
    example:
      'unable to generate a wildcard certificate in ACME provider for domain "*.*.example.com" : ACME does not allow \'*.*\' wildcard domain',
    source: 'traefik/traefik@fd5a576df2 pkg/provider/acme/provider.go',
  },
  'traefik/wild-dns-old': {
    problem: 'wildcard-needs-dns01',
    template: 'ACME needs a DNSChallenge',
    example: '2026-11-22T07:15:02Z ERR ACME needs a DNSChallenge providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/dup': {
    outcome: 'noise',
    template: 'will not be processed by ACME provider because it is validated by the wildcard',
    example:
      '2026-11-22T07:15:02Z WRN Domain "www.example.com" will not be processed by ACME provider because it is validated by the wildcard "*.example.com"',
    source: 'traefik/traefik@fd5a576df2 pkg/provider/acme/provider.go',
  },
  'traefik/storage-json': {
    problem: 'client-state-corrupt',
    template: 'unable to get ACME account: unexpected end of JSON input',
    example: '2026-11-22T07:15:02Z ERR unable to get ACME account: unexpected end of JSON input providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/storage-json2': {
    problem: 'client-state-corrupt',
    weight: 'symptom',
    template: 'unable to get ACME account',
    example: '2026-11-22T07:15:02Z ERR unable to get ACME account providerName=le.acme',
    source: 'expoli/start-bolo-with-docker-compose#20',
  },
  'traefik/resolver-missing': {
    problem: 'acme-client-setup',
    template: 'uses a nonexistent resolver',
    example: '2026-11-22T07:15:02Z ERR uses a nonexistent resolver providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/resolver-missing-new': {
    problem: 'acme-client-setup',
    template: 'uses a nonexistent certificate resolver',
    example: '2026-11-22T07:15:02Z ERR uses a nonexistent certificate resolver providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/resolver-skipped': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'is skipped from the resolvers list because',
    example: '2026-11-22T07:15:02Z ERR is skipped from the resolvers list because providerName=le.acme',
    source: 'expoli/start-bolo-with-docker-compose#20',
  },
  'traefik/no-domain': {
    problem: 'acme-client-setup',
    template: 'No domain found in rule',
    example: '2026-11-22T07:15:02Z ERR No domain found in rule providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/account-reg': {
    problem: 'ca-unreachable',
    weight: 'symptom',
    template: 'cannot get ACME client',
    example: '2026-11-22T07:15:02Z ERR cannot get ACME client providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/default-cert': {
    problem: 'self-signed',
    weight: 'remark',
    severity: 'info',
    template: 'Serving default certificate for request',
    example: '2026-11-22T07:15:02Z ERR Serving default certificate for request providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/default-cert-no': {
    problem: 'self-signed',
    weight: 'remark',
    severity: 'info',
    template: 'No default certificate, generating one',
    example: '2026-11-22T07:15:02Z ERR No default certificate, generating one providerName=le.acme',
    source: 'traefik/traefik, in public source and logs',
  },
  'traefik/start-renew': {
    outcome: 'started',
    template: 'Renewing certificate from LE',
    example: '2026-11-22T07:15:02Z INF Renewing certificate from LE : {Main:example.com SANs:[]} providerName=le.acme',
    source: 'traefik/traefik pkg/provider/acme/provider.go',
  },
  'traefik/obtain-default': {
    outcome: 'failed',
    template: 'Unable to obtain ACME certificate for domain "',
    example: 'Unable to obtain ACME certificate for domain "example.com": see above',
    source: 'traefik/traefik pkg/provider/acme/provider.go',
  },
  'traefik/generate': {
    outcome: 'failed',
    template: 'unable to generate a certificate for the domains',
    example: 'unable to generate a certificate for the domains [example.com]: see above',
    source: 'traefik/traefik pkg/provider/acme/provider.go',
  },
  'traefik/obtain-old': {
    outcome: 'failed',
    template: 'Error getting ACME certificate for domain',
    example:
      'time="2018-11-22T07:15:02Z" level=error msg="Error getting ACME certificate for domain [example.com]: see above"',
    source: 'traefik 1.5, in public logs',
  },
  'traefik/token-probe': {
    outcome: 'noise',
    template: 'Cannot retrieve the ACME challenge for {name:name?} (token "{token:word}.{ending:word}")',
    example:
      '2026-11-22T07:15:02Z ERR Cannot retrieve the ACME challenge for example.com (token "index.php") providerName=acme',
    source: 'RFC 8555 8.3: a token has no dot; this is a scanner',
  },
  'traefik/challenge-none': {
    problem: 'acme-client-setup',
    template: 'ACME challenge not specified, please select TLS or HTTP or DNS Challenge',
    example: 'cannot get the client: ACME challenge not specified, please select TLS or HTTP or DNS Challenge',
    source: 'traefik/traefik pkg/provider/acme/provider.go',
  },
  'traefik/storage-none': {
    problem: 'acme-client-setup',
    template: 'unable to initialize ACME provider with no storage location',
    example: 'unable to initialize ACME provider with no storage location for the certificates',
    source: 'traefik/traefik pkg/provider/acme/provider.go',
  },
  'traefik/http-disabled': {
    problem: 'acme-client-setup',
    weight: 'symptom',
    template: 'HTTP challenge is not enabled',
    example: '2026-11-22T07:15:02Z ERR HTTP challenge is not enabled entryPointName=web routerName=acme-http@internal',
    source: 'traefik/traefik pkg/server/router',
  },
  'traefik/obtained': {
    outcome: 'succeeded',
    template: 'ertificates obtained for domains',
    example: '2026-11-22T07:15:02Z DBG Certificates obtained for domains [example.com] providerName=le.acme',
    source: 'traefik/traefik pkg/provider/acme/provider.go',
  },
  'traefik/obtained-default': {
    outcome: 'succeeded',
    template: 'Default certificate obtained for domains',
    example: '2026-11-22T07:15:02Z DBG Default certificate obtained for domains [example.com] providerName=le.acme',
    source: 'traefik/traefik pkg/provider/acme/provider.go',
  },
  'traefik/account-json': {
    problem: 'client-state-corrupt',
    template: 'unable to get ACME account: invalid character',
    example:
      'ERR The ACME resolve is skipped from the resolvers list error="unable to get ACME account: invalid character \'-\' in numeric literal"',
    source: 'traefik/traefik pkg/provider/acme/local_store.go',
  },
  'traefik/account-json-type': {
    problem: 'client-state-corrupt',
    template: 'unable to get ACME account: json: cannot unmarshal',
    example:
      'ERR The ACME resolve is skipped from the resolvers list error="unable to get ACME account: json: cannot unmarshal array into Go value"',
    source: 'traefik/traefik pkg/provider/acme/local_store.go',
  },
  'traefik/account-denied': {
    problem: 'permission-denied',
    template: 'unable to get ACME account: open {path:word} permission denied',
    example:
      'ERR The ACME resolve is skipped from the resolvers list error="unable to get ACME account: open /acme.json: permission denied"',
    source: 'traefik/traefik pkg/provider/acme/local_store.go',
  },
  'traefik/account-folder': {
    problem: 'acme-client-setup',
    template: 'unable to get ACME account: read {path:word} is a directory',
    example:
      'ERR The ACME resolve is skipped from the resolvers list error="unable to get ACME account: read /acme.json: is a directory"',
    source: 'traefik/traefik pkg/provider/acme/local_store.go',
  },
} as const satisfies SignatureSet;
