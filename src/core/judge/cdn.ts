import type { ChallengeFetch } from '../acme/challenge-fetch.ts';

/** Server headers by which proxies in front of an origin name themselves, in lower case. */
const servers: readonly (readonly [header: string, name: string])[] = [
  ['cloudflare', 'Cloudflare'],
  ['cloudfront', 'Amazon CloudFront'],
  ['akamaighost', 'Akamai'],
  ['bunnycdn', 'bunny.net'],
  ['sucuri', 'Sucuri'],
  ['ddos-guard', 'DDoS-Guard'],
  ['imperva', 'Imperva'],
  ['keycdn', 'KeyCDN'],
];

/** The CDN that answered itself, at the address of the name and not behind a redirect; null where none gives its name. */
export function cdnOf({ hops }: ChallengeFetch): string | null {
  const header = hops[0]?.server?.toLowerCase() ?? '';
  return servers.find(([words]) => header.startsWith(words))?.[1] ?? null;
}
