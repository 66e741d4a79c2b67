import { fitsName } from './hole.ts';

/** The host of a URL in a log, in lower case; undefined where it has none that is a name. */
export function hostOf(url: string | undefined): string | undefined {
  const scheme = url?.indexOf('://') ?? -1;
  if (url === undefined || scheme < 0) return undefined;
  const rest = url.slice(scheme + 3);
  const end = rest.search(/[/:?#]/);
  const host = (end < 0 ? rest : rest.slice(0, end)).toLowerCase();
  return fitsName(host) ? host : undefined;
}
