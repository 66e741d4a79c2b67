import type { SubjectName } from './facts.ts';

/**
 * Does a certificate with these subject alternative names hold for the host? RFC 9525 §6.3, as browsers do it: a wildcard
 * is the whole leftmost label, stands for exactly one label and has two labels behind it at least, so that nobody holds
 * `*.com`; the common name does not count. `host` is a name in A-labels, a wildcard name (`*.example.com`, covered only
 * by the same wildcard) or a canonical address.
 */
export function covers(names: readonly SubjectName[], host: string): boolean {
  return names.some(({ kind, value }) => {
    if (value === host) return kind === (isAddress(host) ? 'ip' : 'dns');
    if (kind !== 'dns' || !value.startsWith('*.') || isAddress(host) || host.startsWith('*.')) return false;
    const dot = host.indexOf('.');
    return dot > 0 && host.slice(dot) === value.slice(1) && value.includes('.', 2);
  });
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[0-9.]+$/.test(host);
}
