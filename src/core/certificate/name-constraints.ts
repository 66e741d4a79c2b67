import type { CertificateFacts } from './facts.ts';
import type { NameConstraints } from './extensions.ts';
import { addressName, type GeneralName } from './general-name.ts';

/** More comparisons than these are an attack (OpenSSL and Go stop in the same way). */
const mostComparisons = 250_000;
const emailAttribute = '1.2.840.113549.1.9.1=';

/**
 * What a CA's name constraints forbid in a certificate below it (RFC 5280 §4.2.1.10, §6.1.3): words for the first name
 * that breaks them, or null.
 */
export function constraintBreach({ permitted, excluded }: NameConstraints, below: CertificateFacts): string | null {
  const names = constrainedNames(below);
  if (names.length * (permitted.length + excluded.length) > mostComparisons) return 'too many names to compare';
  for (const name of names) {
    const ofKind = permitted.filter((base) => isSameKind(base, name));
    // A kind that cannot be compared must be refused (§4.2.1.10), as soon as a constraint speaks of it.
    if (name.kind === 'other' && [...ofKind, ...excluded].some((base) => isSameKind(base, name)))
      return 'a name of a kind that cannot be compared';
    if (excluded.some((base) => isSameKind(base, name) && isExcluded(name, base))) return nameWords(name);
    if (ofKind.length > 0 && !ofKind.some((base) => isWithin(name, base))) return nameWords(name);
  }
  return null;
}

/** The subject counts as a name, and so do the e-mail addresses in it where subjectAltName has none (§4.2.1.10). */
function constrainedNames({ names, extensions, rdns }: CertificateFacts): readonly GeneralName[] {
  const hosts = names.flatMap(({ kind, value }) => (kind === 'ip' ? (addressName(value) ?? []) : { kind, value }));
  const others = extensions.subjectNames.filter(({ kind }) => kind !== 'dns' && kind !== 'ip');
  const emails = others.some(({ kind }) => kind === 'email')
    ? []
    : rdns
        .flatMap((rdn) => rdn.split('+'))
        .filter((attribute) => attribute.startsWith(emailAttribute))
        .map((attribute): GeneralName => ({ kind: 'email', value: attribute.slice(emailAttribute.length) }));
  return [...hosts, ...others, ...emails, ...(rdns.length === 0 ? [] : [{ kind: 'directory', rdns } as const])];
}

/** IPv4 and IPv6 are one kind: a constraint on the one leaves nothing of the other. */
function isSameKind(base: GeneralName, name: GeneralName): boolean {
  return base.kind === 'other' && name.kind === 'other' ? base.choice === name.choice : base.kind === name.kind;
}

function isWithin(name: GeneralName, base: GeneralName): boolean {
  switch (name.kind) {
    case 'dns':
      return base.kind === 'dns' && isHostWithin(name.value, base.value, 'with subdomains');
    case 'email':
      return base.kind === 'email' && isMailWithin(name.value, base.value);
    case 'uri':
      return base.kind === 'uri' && isHostWithin(hostOfUri(name.value), base.value.toLowerCase(), 'alone');
    case 'ip':
      return base.kind === 'ip' && isAddressWithin(name.octets, base.octets);
    case 'directory':
      return base.kind === 'directory' && base.rdns.every((rdn, at) => name.rdns[at] === rdn);
    case 'other':
      return false;
  }
}

/** A wildcard is excluded where one of the names that it stands for is (CVE-2025-61727). */
function isExcluded(name: GeneralName, base: GeneralName): boolean {
  if (isWithin(name, base)) return true;
  if (name.kind !== 'dns' || base.kind !== 'dns' || !name.value.startsWith('*.')) return false;
  const [, ...rest] = base.value.split('.');
  return rest.length > 0 && name.value.slice(2) === rest.join('.');
}

/** `example.com` also holds what stands below it in a DNS constraint, `.example.com` only that; nothing holds all. */
function isHostWithin(host: string, base: string, how: 'with subdomains' | 'alone'): boolean {
  if (base === '') return how === 'with subdomains';
  if (base.startsWith('.')) return host.endsWith(base) && host.length > base.length;
  return host === base || (how === 'with subdomains' && host.endsWith(`.${base}`));
}

/** The local part counts as it is written, the host in any case (§4.2.1.10). */
function isMailWithin(address: string, base: string): boolean {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1).toLowerCase();
  const split = base.lastIndexOf('@');
  const wanted = base.slice(split + 1).toLowerCase();
  if (split !== -1 && base.slice(0, split) !== address.slice(0, Math.max(0, at))) return false;
  return isHostWithin(host, wanted, 'alone');
}

/** The host of a URI with an authority; nothing for another, or for an address, which no constraint can hold. */
function hostOfUri(uri: string): string {
  const rest = uri.slice(uri.indexOf('://') + 3);
  if (!uri.includes('://')) return '';
  const authority = rest.split(/[/?#]/)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return host.startsWith('[') ? '' : (host.split(':')[0] ?? '').toLowerCase();
}

function isAddressWithin(octets: readonly number[], base: readonly number[]): boolean {
  if (base.length !== octets.length * 2) return false;
  return octets.every((octet, at) => {
    const mask = base[octets.length + at] ?? 0;
    return (octet & mask) === ((base[at] ?? 0) & mask);
  });
}

/** Hostile text. */
function nameWords(name: GeneralName): string {
  switch (name.kind) {
    case 'ip':
      return `the address ${name.octets.length === 4 ? name.octets.join('.') : 'in it'}`;
    case 'directory':
      return 'its subject';
    case 'other':
      return 'a name of another kind';
    case 'dns':
    case 'email':
    case 'uri':
      return name.value;
  }
}
