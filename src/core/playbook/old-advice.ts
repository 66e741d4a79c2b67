import type { AdviceNote } from './playbook.ts';

/** Day on which each was last held against its source. */
const checked = '2026-11-25';

const challengeTypes = 'https://letsencrypt.org/docs/challenge-types/';
const rateLimits = 'https://letsencrypt.org/docs/rate-limits/';
const integration = 'https://letsencrypt.org/docs/integration-guide/';

/** What older instructions say, and what is true today; each stands at the steps where somebody would follow it. */
export const oldAdvice = {
  propagation: {
    old: 'Wait 24 or 48 hours for DNS to propagate.',
    today:
      "The CA asks the zone's own name servers. A changed record counts as soon as all of them have it; only a change of name servers or DS waits for the parent's old TTL.",
    checked,
    reference: challengeTypes,
  },
  onlyA: {
    old: 'Look up the A record.',
    today: 'Where a name has an AAAA record the CA tries IPv6 first, so a wrong or dead AAAA is as bad as a wrong A.',
    checked,
    reference: 'https://letsencrypt.org/docs/ipv6-support/',
  },
  noValidAddress: {
    old: '"No valid IP addresses found": DNS does not point to the server.',
    today:
      'The words are gone since December 2025 (now: no valid A or AAAA records found). They mean that there is no usable public address at all; a wrong one shows as a 404, a refusal or a timeout.',
    checked,
    reference: 'https://github.com/letsencrypt/boulder/blob/main/va/dns.go',
  },
  addressList: {
    old: "Open port 80 only for Let's Encrypt's addresses.",
    today:
      'There is no such list: the CA checks from several networks at once and changes them without notice. Open port 80 for everyone, or validate through DNS.',
    checked,
    reference: 'https://letsencrypt.org/docs/faq/',
  },
  redirects: {
    old: 'Remove every redirect while the certificate is issued.',
    today:
      'Redirects to HTTP or HTTPS on ports 80 and 443 are followed, up to ten, and the certificate there is not checked. Only loops, other ports and wrong hosts break validation.',
    checked,
    reference: challengeTypes,
  },
  cloudflareDnsOnly: {
    old: 'Cloudflare must be set to "DNS only" during validation.',
    today:
      'Validation by HTTP passes through the proxy as long as the origin gets the challenge path and the TLS mode does not loop (Full, strict). Only TLS-ALPN cannot pass.',
    checked,
    reference: challengeTypes,
  },
  htaccess: {
    old: 'A 403 comes from a restrictive .htaccess.',
    today:
      'nginx does not read .htaccess files. There a 403 comes from a deny or location rule, or from rights on the folder; with Apache it can be a .htaccess.',
    checked,
    reference: 'https://nginx.org/en/docs/http/ngx_http_access_module.html',
  },
  txtConflict: {
    old: 'A TXT record at _acme-challenge is a conflict; remove it.',
    today:
      'It is one where the name is delegated by a CNAME, beside which nothing may stand (RFC 1034). Without a delegation the proof is a TXT record, and a domain with its wildcard needs two of them.',
    checked,
    reference: 'https://www.rfc-editor.org/rfc/rfc8555#section-8.4',
  },
  orangeCloud: {
    old: 'Cloudflare: the _acme-challenge record must be grey (DNS only).',
    today:
      'Right for a CNAME: proxied, it answers with an address. A TXT record cannot be proxied, but one that stands in the zone hides a delegation of the same name.',
    checked,
    reference: 'https://developers.cloudflare.com/dns/proxy-status/',
  },
  waitOneHour: {
    old: 'Rate limit reached: wait one hour and retry.',
    today:
      "The CA's message names the time after which it takes the next order. One hour fits only failed validations (one new try every 12 minutes); a domain gets a place every 202 minutes, and the same set of names one every 34 hours.",
    checked,
    reference: rateLimits,
  },
  fivePerWeek: {
    old: 'The limit is 5 duplicate certificates a week.',
    today:
      'The number is right: 5 new certificates for the exact same set of identifiers in 7 days, whoever asks. It refills by one every 34 hours, and renewals that follow the suggestion of the CA (ARI) do not count.',
    checked,
    reference: rateLimits,
  },
  blockedDomain: {
    old: 'After many failures the CA blocks the domain.',
    today:
      'Failed validations are limited to 5 an hour for each name and account. After more than a thousand failures in a row the pair of account and name is paused, and the error holds a link that ends the pause.',
    checked,
    reference: rateLimits,
  },
  thirtyDays: {
    old: 'Renew 30 days before the end, or in a window of 30 to 45 days.',
    today:
      'Lifetimes differ. Follow what the CA suggests (ARI, RFC 9773); without it renew when a third of the lifetime is left, half for less than ten days. A window of 30 days on a certificate of 45 days renews it for ever.',
    checked,
    reference: integration,
  },
  ninetyDays: {
    old: 'Certificates are valid for 90 days.',
    today:
      "Lifetimes differ by profile: 90 days (64 from 2027-02-10, 45 from 2028-02-16), 45 days, or 6 days. Cert Doctor reads the certificate's own dates.",
    checked,
    reference: 'https://letsencrypt.org/docs/profiles/',
  },
  browserCache: {
    old: 'The browser has cached the old certificate; clear its cache.',
    today:
      'Browsers show the certificate that the connection brought. An old one comes from a server that was not reloaded, from another node, or from a CDN in between: compare what each address shows.',
    checked,
    reference: 'https://developer.mozilla.org/en-US/docs/Web/Security/Transport_Layer_Security',
  },
  archive600: {
    old: 'Set /etc/letsencrypt/archive to mode 600.',
    today:
      'On a folder, 600 takes away the right to enter it. certbot makes its folders 0700 and the private keys 0600; so leave the folders at 0700 (or 0755) and close the key files.',
    checked,
    reference: 'https://eff-certbot.readthedocs.io/en/stable/using.html#where-are-my-certificates',
  },
  clpctlDash: {
    old: 'clpctl site:renew-certificates –domain=example.com',
    today:
      'Options begin with two hyphens, not with a dash, and the command that issues for a site is lets-encrypt:install:certificate --domainName=NAME.',
    checked,
    reference: 'https://www.cloudpanel.io/docs/v2/cloudpanel-cli/root-user-commands/',
  },
  chownAlways: {
    old: 'Hand the site folder over to clp-data (chown -R).',
    today:
      'Each site runs under a user of its own, who must own its folder. Change owners only where the log shows that a permission is missing.',
    checked,
    reference: 'https://www.cloudpanel.io/docs/v2/frontend-area/add-site/',
  },
  moreConnections: {
    old: 'Raise worker_connections to be safe.',
    today:
      'Raise it where the log says that connections ran out ("worker_connections are not enough"), and the limit of open files with it.',
    checked,
    reference: 'https://nginx.org/en/docs/ngx_core_module.html#worker_connections',
  },
  syncFolders: {
    old: 'Copy /etc/letsencrypt to every node with rsync.',
    today:
      'Behind a load balancer any node may be asked for the token. Send the challenge path to one node, share the challenge folder, or validate through DNS; keys that are copied about are keys that are lost.',
    checked,
    reference: integration,
  },
  notFromInternet: {
    old: '"Domain not accessible from the internet": the server is behind a NAT.',
    today:
      'These are the words of a panel and not of a CA. They stand for a timeout, a refusal or an address that is not public; look which.',
    checked,
    reference: 'https://letsencrypt.org/docs/allow-port-80/',
  },
} as const satisfies Readonly<Record<string, AdviceNote>>;
