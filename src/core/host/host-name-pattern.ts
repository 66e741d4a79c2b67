import { matchesGlob } from './glob.ts';
import type { ServerSoftware } from './site.ts';

/** How a configured name fits: by itself, or as a pattern; of two patterns the one with the greater weight is preferred. */
export type NameFit = { readonly by: 'name' } | { readonly by: 'wildcard'; readonly weight: number };

/**
 * How a name as it stands in a configuration fits a name in A-labels; null where it does not. Regular expressions are not
 * run: they fit nothing here.
 */
export function coversName(software: ServerSoftware, configured: string, name: string): NameFit | null {
  const own = configured.toLowerCase();
  if (own === name) return { by: 'name' };
  switch (software) {
    case 'nginx':
      return nginxFit(own, name);
    case 'apache':
      // ServerAlias takes `*` for anything and `?` for one character (httpd, ap_strcasecmp_match).
      return /[*?]/.test(own) && matchesGlob(own, name) ? { by: 'wildcard', weight: 0 } : null;
    case 'haproxy':
    case 'caddy':
      return oneLabelFit(own, name);
  }
}

/** server_names: `.example.com` for the name and all below, the longest wildcard in front before the longest behind. */
function nginxFit(own: string, name: string): NameFit | null {
  if (own === `.${name}`) return { by: 'name' };
  if (own.startsWith('*.') || own.startsWith('.')) {
    const tail = own.slice(own.indexOf('.'));
    return name.endsWith(tail) && name.length > tail.length ? { by: 'wildcard', weight: 1_000 + tail.length } : null;
  }
  return own.endsWith('.*') && name.startsWith(own.slice(0, -1)) ? { by: 'wildcard', weight: own.length } : null;
}

/** `*` stands for one label, as in certificates. */
function oneLabelFit(own: string, name: string): NameFit | null {
  const labels = own.split('.');
  const asked = name.split('.');
  const fits =
    own.includes('*') && labels.length === asked.length && labels.every((one, at) => one === '*' || one === asked[at]);
  return fits ? { by: 'wildcard', weight: labels.filter((one) => one !== '*').length } : null;
}
