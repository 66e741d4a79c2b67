import type { SignatureSet } from '../signature.ts';

/** dehydrated. */
export const dehydrated = {
  'dehydrated/start': {
    outcome: 'started',
    template: '# INFO: Using main config file',
    example: '# INFO: Using main config file /etc/dehydrated/config',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/invalid': {
    outcome: 'failed',
    template: 'ERROR: Challenge is invalid',
    example: 'ERROR: Challenge is invalid',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/failed': {
    outcome: 'failed',
    template: 'Challenge validation has failed',
    example: ' + + Challenge validation has failed :(',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/request': {
    outcome: 'failed',
    template: 'ERROR: An error occurred while sending {method:word}-request to {url:url} (Status {status:number})',
    example:
      ' + + ERROR: An error occurred while sending post-request to https://acme-v02.api.letsencrypt.org/acme/new-order (Status 429)',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/request-5xx': {
    problem: 'ca-overloaded',
    template: 'ERROR: An error occurred while sending {method:word}-request to {url:url} (Status 503)',
    example:
      ' + + ERROR: An error occurred while sending get-request to https://acme-v02.api.letsencrypt.org/directory (Status 503)',
    source: 'real log of dehydrated 0.7.0 (Debian 12)',
  },
  'dehydrated/request-502': {
    problem: 'ca-overloaded',
    template: 'ERROR: An error occurred while sending {method:word}-request to {url:url} (Status 502)',
    example:
      ' + + ERROR: An error occurred while sending get-request to https://acme-v02.api.letsencrypt.org/directory (Status 502)',
    source: 'real log of dehydrated 0.7.0 (Debian 12)',
  },
  'dehydrated/request-500': {
    problem: 'ca-overloaded',
    template: 'ERROR: An error occurred while sending {method:word}-request to {url:url} (Status 500)',
    example:
      ' + + ERROR: An error occurred while sending get-request to https://acme-v02.api.letsencrypt.org/directory (Status 500)',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/lock': {
    problem: 'certbot-lock',
    template: "ERROR: Lock file '{path:path}' present, aborting",
    example: "ERROR: Lock file '/var/lib/dehydrated/lock' present, aborting.",
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/wellknown': {
    problem: 'acme-client-setup',
    template: "ERROR: WELLKNOWN directory doesn't exist",
    example: "ERROR: WELLKNOWN directory doesn't exist, please create /var/www/nosuch and set appropriate permissions.",
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/hook': {
    problem: 'certbot-hook-failed',
    template: 'hook returned with non-zero exit code',
    example: 'ERROR: deploy_challenge hook returned with non-zero exit code',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/ca': {
    problem: 'ca-directory-wrong',
    template: 'ERROR: Problem retrieving ACME/CA-URLs',
    example: 'ERROR: Problem retrieving ACME/CA-URLs, check if your configured CA points to the directory entrypoint.',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/connect-6': {
    problem: 'ca-unreachable',
    template: 'ERROR: Problem connecting to server ({method:word} for {url:url}; curl returned with 6)',
    example:
      'ERROR: Problem connecting to server (get for https://acme-v02.api.letsencrypt.org/directory; curl returned with 6)',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/connect-60': {
    problem: 'ca-tls-trust',
    template: 'ERROR: Problem connecting to server ({method:word} for {url:url}; curl returned with 60)',
    example:
      'ERROR: Problem connecting to server (get for https://acme-v02.api.letsencrypt.org/directory; curl returned with 60)',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/connect-77': {
    problem: 'ca-tls-trust',
    template: 'ERROR: Problem connecting to server ({method:word} for {url:url}; curl returned with 77)',
    example:
      'ERROR: Problem connecting to server (get for https://acme-v02.api.letsencrypt.org/directory; curl returned with 77)',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/connect': {
    problem: 'ca-unreachable',
    template: 'ERROR: Problem connecting to server',
    example: 'ERROR: Problem connecting to server',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/ocsp': {
    problem: 'nginx-stapling-ignored',
    template: 'ERROR: OCSP stapling requested but no OCSP url found in certificate',
    example: ' +  ! ERROR: OCSP stapling requested but no OCSP url found in certificate.',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/profile': {
    problem: 'profile-invalid',
    template: "ERROR: ACME profile '{profile:text}' not found",
    example: "ERROR: ACME profile 'tlsclient' not found, available profiles:",
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/timeout': {
    problem: 'ca-overloaded',
    template: 'ERROR: Timed out waiting for processing of',
    example: 'ERROR: Timed out waiting for processing of domain validation (still pending)',
    source: 'dehydrated-io/dehydrated@7ea8aaa dehydrated',
  },
  'dehydrated/terms': {
    problem: 'terms-not-agreed',
    template: 'To use dehydrated with this certificate authority you have to agree to their terms of service',
    example: ' + To use dehydrated with this certificate authority you have to agree to their terms of service',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/challenge-none': {
    problem: 'challenge-type-unavailable',
    template: 'ERROR: Validating this certificate is not possible using',
    example: 'ERROR: Validating this certificate is not possible using',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/wildcard': {
    problem: 'wildcard-needs-dns01',
    template: 'Validating this certificate is not possible using http-01',
    example: ' + Validating this certificate is not possible using http-01',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/hook-dns': {
    problem: 'acme-client-setup',
    template: 'Challenge type dns-01 needs a hook script for deployment',
    example: 'ERROR: Challenge type dns-01 needs a hook script for deployment... cannot continue.',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/not-due': {
    outcome: 'not-due',
    template: 'Skipping renew',
    example: '+ Valid till Nov 22 08:13:22 2031 GMT (Longer than 30 days). Skipping renew!',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/success': {
    outcome: 'succeeded',
    template: 'Creating fullchain.pem',
    example: ' + + Creating fullchain.pem...',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/success2': {
    outcome: 'noise',
    template: 'Challenge is valid',
    example: ' + + Challenge is valid!',
    source: 'dehydrated 0.7.2: dehydrated',
  },
  'dehydrated/lockdir': {
    problem: 'acme-storage-permission',
    template: 'for LOCKFILE {path:path} is not writable, aborting',
    example: 'ERROR: Directory /var/lib/dehydrated for LOCKFILE /var/lib/dehydrated/lock is not writable, aborting.',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/nothing': {
    problem: 'acme-client-setup',
    template: 'domains.txt not found and --domain not given',
    example: 'ERROR: domains.txt not found and --domain not given',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/csr': {
    problem: 'bad-csr',
    template: "Certificate signing request isn't valid",
    example: "ERROR: Certificate signing request isn't valid",
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/zerossl-eab': {
    problem: 'eab-required',
    template: 'Unknown error retrieving ZeroSSL API credentials',
    example: 'ERROR: Unknown error retrieving ZeroSSL API credentials',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/register': {
    outcome: 'failed',
    template: 'Error registering account key. See message above for more information',
    example: '  + ERROR: Error registering account key. See message above for more information.',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/order': {
    outcome: 'failed',
    template: 'ERROR: Order in status {status:word}',
    example: 'ERROR: Order in status invalid',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/account-key': {
    problem: 'account-missing',
    template: 'Account key is not valid, cannot continue',
    example: 'ERROR: Account key is not valid, cannot continue.',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/key-algo': {
    problem: 'bad-csr',
    template: 'Unknown public key algorithm {algorithm:word}... cannot continue',
    example: 'ERROR: Unknown public key algorithm ed25519... cannot continue.',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/openssl': {
    problem: 'acme-client-setup',
    template: 'This script requires an openssl binary',
    example: 'ERROR: This script requires an openssl binary.',
    source: 'dehydrated 0.7.0',
  },
  'dehydrated/lua-hook': {
    problem: 'certbot-hook-failed',
    template: 'auto-ssl: dehydrated manual hook.sh failed',
    example: '[lua] lets_encrypt.lua:77: issue_cert(): auto-ssl: dehydrated manual hook.sh failed: env',
    source: 'auto-ssl/lua-resty-auto-ssl: lib/resty/auto-ssl/ssl_providers/lets_encrypt.lua',
  },
  'dehydrated/lua-failed': {
    outcome: 'failed',
    template: 'auto-ssl: dehydrated failed',
    example: '[lua] lets_encrypt.lua:40: issue_cert(): auto-ssl: dehydrated failed: env',
    source: 'auto-ssl/lua-resty-auto-ssl: lib/resty/auto-ssl/ssl_providers/lets_encrypt.lua',
  },
  'dehydrated/lua-none': {
    outcome: 'failed',
    template: 'auto-ssl: could not get certificate for {name:name?}',
    example: '[lua] ssl_certificate.lua:247: auto-ssl: could not get certificate for example.com - using fallback',
    source: 'auto-ssl/lua-resty-auto-ssl: lib/resty/auto-ssl/ssl_certificate.lua',
  },
  'dehydrated/lua-empty': {
    problem: 'client-state-corrupt',
    template: 'dehydrated succeeded, but no certs present',
    example:
      '[lua] ssl_certificate.lua:88: issue_cert(): auto-ssl: issuing new certificate failed: dehydrated succeeded, but no certs present',
    source: 'auto-ssl/lua-resty-auto-ssl#55',
  },
  'dehydrated/lua-lock': {
    problem: 'automation-stuck',
    weight: 'symptom',
    template: 'auto-ssl: failed to obtain lock',
    example: '[lua] ssl_certificate.lua:68: issue_cert(): auto-ssl: failed to obtain lock: timeout',
    source: 'auto-ssl/lua-resty-auto-ssl#136',
  },
} as const satisfies SignatureSet;
