// The only importer of tldts, which carries the public suffix list: a chunk of its own.
import { getDomain, getPublicSuffix, parse } from 'tldts';

/**
 * Is the name a suffix under which registries register, as `com` or `co.uk`? CAs refuse these (BR §3.2.2.6). Suffixes
 * that the list's private part names, as `github.io`, belong to somebody, who may have a certificate for them.
 */
export function isPublicSuffix(name: string): boolean {
  const { isIcann, publicSuffix, hostname } = parse(name, { allowPrivateDomains: false });
  return isIcann === true && publicSuffix === hostname;
}

/** The public suffix of registries above the name, such as `co.uk`; null where it has none. */
export function suffixAbove(name: string): string | null {
  const suffix = getPublicSuffix(name, { allowPrivateDomains: false });
  return suffix === name ? null : suffix;
}

/** The name one label below its public suffix (publicsuffix.org, both parts); null for a suffix itself and for an address. */
export function registrableDomain(name: string): string | null {
  // tldts reads URLs too and forgives a leading dot, which is no name.
  return name.startsWith('.') ? null : getDomain(name, { allowPrivateDomains: true });
}
