import { canonicalAddress } from '../dns/address.ts';
import { coversName, type NameFit } from './host-name-pattern.ts';
import type { ServerSoftware, Site, SiteListen } from './site.ts';

/** The site that answers, and by which rule. */
export interface AnsweringSite {
  readonly site: Site;
  readonly by: 'name' | 'wildcard' | 'default';
}

/**
 * The site of one server that answers for a name on a port of an address. Null where nothing listens there, or where a
 * regular expression of nginx may decide: those are not run. Everywhere a listener for the address itself goes before
 * those for all addresses; then
 * - nginx (`server_names`): the exact name, the longest wildcard in front, the longest behind, the default, the first;
 * - Apache ("Name-based virtual hosts"): the first whose ServerName or ServerAlias fits, else the first;
 * - HAProxy (`bind ... crt`): the exact name, the wildcard, the first certificate;
 * - Caddy: the exact name, the wildcard, the site for all names; without one it refuses.
 */
export function answeringSite(
  sites: readonly Site[],
  name: string,
  address: string,
  port: number,
): AnsweringSite | null {
  const listening = sites.flatMap((site) =>
    site.listens
      .filter((listen) => listen.port === port && listensAt(listen, address, site.software))
      .map((listen) => ({ site, listen })),
  );
  const exact = listening.filter(({ listen }) => !isEvery(listen.address));
  const candidates = exact.length > 0 ? exact : listening;
  const fits = candidates.flatMap(({ site }) =>
    site.names.flatMap((one) => {
      const fit = coversName(site.software, one, name);
      return fit === null ? [] : [{ site, fit }];
    }),
  );
  const [best] = fits[0]?.site.software === 'apache' ? fits : fits.toSorted(byFit);
  if (best) return { site: best.site, by: best.fit.by };
  if (candidates.some(({ site }) => site.names.some((one) => isRegex(site, one)))) return null;
  const fallback = candidates.find(({ listen }) => listen.defaultServer) ?? candidates[0];
  if (fallback === undefined || (fallback.site.software === 'caddy' && !fallback.listen.defaultServer)) return null;
  return { site: fallback.site, by: 'default' };
}

function byFit({ fit: one }: { readonly fit: NameFit }, { fit: other }: { readonly fit: NameFit }): number {
  const weight = (fit: NameFit): number => (fit.by === 'name' ? Number.MAX_SAFE_INTEGER : fit.weight);
  return weight(other) - weight(one);
}

function isRegex({ software }: Site, name: string): boolean {
  return software === 'nginx' && name.startsWith('~');
}

function isEvery(address: string): boolean {
  return ['*', '0.0.0.0', '[::]', '', '_default_'].includes(address);
}

/** nginx keeps `*` to IPv4; Apache's and Caddy's hold for both (httpd on Linux listens on `[::]`). */
function listensAt({ address }: SiteListen, asked: string, software: ServerSoftware): boolean {
  if (address.startsWith('unix:')) return false;
  const isV6 = asked.includes(':');
  if (address === '[::]') return isV6 || software === 'haproxy';
  if (address === '0.0.0.0') return !isV6;
  if (isEvery(address)) return !isV6 || software === 'apache' || software === 'caddy';
  const bare = address.startsWith('[') ? address.slice(1, -1) : address;
  return canonicalAddress(bare) === asked;
}
