import type { PlaybookId } from '../../../src/core/playbook/playbook.ts';
import type { ProblemId } from '../../../src/core/problem/catalogue.ts';

/** Words of a table or of a symptom as the platform's instructions have them, and where they have to lead. */
export interface SourceRow {
  readonly words: string;
  readonly playbook: PlaybookId;
  /** Null where the words name no one cause. */
  readonly problem: ProblemId | null;
}

type Rows = readonly (readonly [string, PlaybookId, ProblemId | null])[];

const cloudAiPilot: Rows = [
  ['sslStatus none', 'PB-1', null],
  ['sslStatus is pending', 'PB-1', null],
  ['SSL Provisioning Failed', 'PB-1', null],
  ['Stuck at "pending"', 'PB-1', null],
  ['If sslStatus is expired', 'PB-2', 'cert-expired'],
  ['Certificate Expired', 'PB-2', 'cert-expired'],
  ['auto-renewal failed', 'PB-2', 'cert-expired'],
  ['Browser Shows Certificate Warning After SSL Is "Active"', 'PB-3', null],
  ['SSL Active but Site Loads with Mixed Content Warning', 'PB-4', 'mixed-content'],
  ['Timeout during connect', 'PB-1', 'http-timeout'],
  ['No valid IP addresses found', 'PB-1', 'dns-no-address'],
  ['no valid A records found for example.com; no valid AAAA records found for example.com', 'PB-1', 'dns-no-address'],
  ['Too many certificates already issued for domain', 'PB-6', 'ratelimit-domain'],
  ['Domain not accessible from the internet', 'PB-1', 'http-timeout'],
  ['conflicting site already using the same domain on the server', 'PB-1', 'nginx-conflicting-name'],
];

const cloudPanel: Rows = [
  ['403 Forbidden', 'PB-6', 'http-403-token'],
  ['Connection Refused', 'PB-6', 'http-refused'],
  ['How do I fix a "Connection Refused" error?', 'PB-6', 'http-refused'],
  ['a 404 error during the challenge', 'PB-6', 'http-404-token'],
  ['Permission Denied errors during the write phase', 'PB-5', 'permission-denied'],
  ['Rate Limit Exceeded', 'PB-6', 'ratelimit-duplicate'],
  ['Why is my SSL still expired after a successful renewal?', 'PB-10', 'deploy-not-reloaded'],
  ['Can I renew certificates using DNS instead of HTTP?', 'PB-6', 'http-timeout'],
  ['Check for port conflicts', 'PB-5', 'port80-in-use'],
  ['symlink corruption within sites-enabled', 'PB-5', 'nginx-default-answers'],
  ['NGINX Vhost Integrity Check', 'PB-5', 'nginx-config-test'],
  ['NGINX failed to reload', 'PB-5', 'nginx-not-running'],
  ['no global redirects', 'PB-6', 'redirect-problem'],
  ["known Let's Encrypt IP ranges", 'PB-12', 'http-timeout'],
  ['archive directory is set to 600 permissions', 'PB-12', 'cert-key-permissions'],
  ['Increase the worker_connections', 'PB-12', 'nginx-worker-connections'],
  ['multi-node environments', 'PB-12', 'addresses-disagree'],
  ['Cloudflare must be in “DNS Only” mode', 'PB-3', 'cdn-proxy'],
  ['CloudPanel SSL renewals', 'PB-5', null],
  ['clpctl', 'PB-5', null],
];

const smoxy: Rows = [
  ['smoxy: Pending', 'PB-7', null],
  ['DNS Missing', 'PB-7', 'delegation-missing'],
  ['DNS status: Missing', 'PB-7', 'delegation-missing'],
  ['DNS Wrong', 'PB-7', 'delegation-wrong'],
  ['DNS Duplicate', 'PB-7', 'delegation-duplicate'],
  ['CNAME not found', 'PB-7', 'delegation-missing'],
  ['TXT ACME challenge exists', 'PB-7', 'delegation-duplicate'],
  ['Rate limit', 'PB-6', 'ratelimit-new-orders'],
  ["smoxy hit Let's Encrypt rate limits", 'PB-6', 'ratelimit-new-orders'],
  ['Validation failed', 'PB-7', 'dns-propagation'],
  ['Fetch DNS error', 'PB-1', 'dns-servfail'],
  ['No SAN error', 'PB-7', 'san-missing'],
  ['No Subject Alternative Names configured', 'PB-7', 'san-missing'],
  ['Disable the Cloudflare proxy (orange cloud)', 'PB-7', 'delegation-proxied'],
  ['Certificate Not Renewing Automatically', 'PB-8', 'renewal-overdue'],
  ['Multiple Subdomains Not Covered', 'PB-7', 'names-uncovered'],
  ['Certificate Shows as Expired', 'PB-2', 'cert-expired'],
  ['SSL Generation Fails Repeatedly', 'PB-8', null],
  ['Self-managed certificates are never auto-renewed', 'PB-2', 'cert-expiring'],
];

const certinext: Rows = [
  ['Certificate status stuck at Configuration Pending', 'PB-9', 'automation-stuck'],
  ['Configuration Pending', 'PB-9', 'automation-stuck'],
  ['Deployment Failed in Provisioning Dashboard', 'PB-9', 'deploy-failed'],
  ['Renewal not triggered within expected window', 'PB-8', 'renewal-overdue'],
  ['DCV status showing failed', 'PB-9', 'order-invalid'],
  ['DCV status pending', 'PB-9', 'automation-stuck'],
  ['Provisioning bot active but no deployment executed', 'PB-9', 'deploy-failed'],
  ['CA connector validation errors', 'PB-9', 'ca-connector-invalid'],
  ['Bot token has expired', 'PB-9', 'credentials-expiring'],
  ['activation window has expired', 'PB-9', 'credentials-expiring'],
  ['connector test fails', 'PB-9', 'ca-connector-invalid'],
  ['Template mapping exists', 'PB-9', 'ca-connector-invalid'],
  ['Template mismatches may cause rejection', 'PB-9', 'bad-csr'],
  ['CSR mismatch', 'PB-9', 'bad-csr'],
  ['Verify port 443 accessibility (for TLS-ALPN-01)', 'PB-9', 'tlsalpn-failed'],
  ['Keystore path permissions', 'PB-9', 'permission-denied'],
  ['File permission or process ownership issues', 'PB-9', 'permission-denied'],
  ['Authentication failure', 'PB-9', 'deploy-auth-failed'],
  ['Network timeout', 'PB-9', 'deploy-failed'],
  ['Keystore write failure', 'PB-9', 'keystore-write-failed'],
  ['Restart or reload failure', 'PB-10', 'deploy-not-reloaded'],
  ['Renewal window configuration', 'PB-8', 'renewal-window-wrong'],
  ['Use a 30–45 day renewal window', 'PB-8', 'renewal-window-wrong'],
  ['Enable rollback protection', 'PB-9', 'deploy-failed'],
  ['Certificate Renewed in CERTInext but Server Still Shows Old Certificate', 'PB-10', 'deploy-not-reloaded'],
  ['Certificate Renewed in CERTInext but Not Updated on Server', 'PB-10', 'deploy-not-reloaded'],
  ['Renewal-linked provisioning bot shows "Stopped"', 'PB-10', 'deploy-not-reloaded'],
  ['Stopped', 'PB-10', 'deploy-not-reloaded'],
  ['Deployment bot Stuck in “Deployment Pending” status', 'PB-11', 'automation-stuck'],
  ['Deployment Pending', 'PB-11', 'automation-stuck'],
  ['Certificate Deployed', 'PB-10', null],
];

const rowsOf = (rows: Rows): readonly SourceRow[] =>
  rows.map(([words, playbook, problem]) => ({ words, playbook, problem }));

/** By the platform from whose instructions they are. */
export const sourceRows: Readonly<Record<string, readonly SourceRow[]>> = {
  'cloud-ai-pilot': rowsOf(cloudAiPilot),
  cloudpanel: rowsOf(cloudPanel),
  smoxy: rowsOf(smoxy),
  certinext: rowsOf(certinext),
};
