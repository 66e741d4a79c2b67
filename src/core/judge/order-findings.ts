import type { ProblemId } from '../problem/catalogue.ts';
import type { Finding } from '../problem/finding.ts';

/**
 * From cause to consequence: what a CA refuses by itself, then the name in DNS, where it leads, what CAs may do, how the
 * challenge is proven, who answers there, and last the certificate that is served.
 */
const causesFirst: readonly ProblemId[] = [
  'clock-skew',
  'ca-unreachable',
  'ca-tls-trust',
  'ca-directory-wrong',
  'ca-overloaded',
  'rejected-identifier',
  'profile-invalid',
  'wildcard-needs-dns01',
  'challenge-type-unavailable',
  'dns-dnssec',
  'dns-lame',
  'dns-inconsistent',
  'dns-propagation',
  'dns-nxdomain',
  'dns-servfail',
  'dns-no-address',
  'address-reserved',
  'dns-wrong-ip',
  'dns-resolvers-differ',
  'dns-tcp-blocked',
  'dns-case-mangled',
  'caa-malformed',
  'caa-forbids',
  'caa-lookup-failed',
  'delegation-duplicate',
  'delegation-wrong',
  'delegation-missing',
  'dns-cname-conflict',
  'delegation-dangling',
  'delegation-proxied',
  'dns-txt-doubled',
  'dns-txt-missing',
  'dns-txt-wrong',
  'dns-txt-stale',
  'disk-full',
  // nginx refuses its configuration for these.
  'nginx-cert-missing',
  'nginx-key-mismatch',
  'nginx-no-ssl-cert-defined',
  'nginx-config-test',
  'apache-config-parse',
  'apache-key-unreadable',
  'haproxy-pem-invalid',
  'web-server-config-test',
  'port80-in-use',
  'nginx-not-running',
  'web-server-not-running',
  'nginx-default-answers',
  'nginx-no-matching-vhost',
  'ipv6-misrouted',
  'cdn-proxy',
  'waf-interstitial',
  'http-timeout',
  'http-unreachable',
  'http-refused',
  'http-reset',
  'http-slow',
  'http-not-http',
  'redirect-problem',
  'http-401-token',
  'http-403-token',
  'http-404-token',
  'http-5xx-token',
  'http-wrong-content',
  'tlsalpn-failed',
  'addresses-disagree',
  'certbot-live-dir',
  'deploy-failed',
  'deploy-not-reloaded',
  'certbot-renewal-conf',
  'client-state-corrupt',
  'acme-client-setup',
  'nginx-binary-missing',
  'automation-inactive',
  'automation-stuck',
  'automation-failing',
  'renewal-window-wrong',
  'renewal-overdue',
  'cert-staging',
  'self-signed',
  'cert-common-name-only',
  'cert-hostname',
  'chain-revoked',
  'cert-expired',
  'cert-not-yet-valid',
  'chain-incomplete',
  'other-invalid',
  'cert-must-staple',
  'cert-expiring',
  'names-uncovered',
  'cert-weak',
  'chain-order',
  'nginx-ssl-protocol',
  'http-only',
  'mixed-content',
  'mail-no-tls',
];

/**
 * The finding that explains the others first. What is no error explains none, so warnings stand below errors, and remarks
 * (info, hint) below whatever needs somebody; where the rank is the same, the names keep the user's order.
 */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  const weight = ({ severity }: Finding) => (severity === 'error' ? 0 : severity === 'warning' ? 1 : 2);
  const rank = ({ problem }: Finding) => {
    const at = causesFirst.indexOf(problem);
    return at === -1 ? causesFirst.length : at;
  };
  return findings.toSorted((one, other) => weight(one) - weight(other) || rank(one) - rank(other));
}
