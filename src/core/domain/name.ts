import { canonicalAddress, parseAddress } from '../dns/address.ts';
import { decodePunycode } from './punycode.ts';

/**
 * What a certificate is for, as the rest of the product may use it. A DNS name: lower-case A-labels, no trailing dot,
 * valid by grammar; `*.example.com` is kept as `{ ascii: 'example.com', wildcard: true }`. Or an IP address in canonical
 * text (RFC 8738, RFC 5952), which is no DNS name: none ends in a number or holds a colon. `isAddress` tells them apart.
 */
export interface DomainName {
  readonly ascii: string;
  readonly wildcard: boolean;
}

export type NameError =
  | 'empty'
  | 'url'
  | 'address'
  | 'address-form'
  | 'character'
  | 'label-length'
  | 'name-length'
  | 'single-label'
  | 'wildcard-place'
  | 'idn';

export type ParsedName =
  | { readonly ok: true; readonly name: DomainName }
  /** `suggestion`: the name that was probably meant, printed. */
  | { readonly ok: false; readonly error: NameError; readonly suggestion?: string };

/** What is wrong with a name, for the person who typed it. */
export const nameErrorText: Readonly<Record<NameError, string>> = {
  empty: 'Write a domain name, such as www.example.com.',
  url: 'This is a web address. Write only the name in it, without https://, port or path.',
  address: 'This is an IP address. Write the name that points to it.',
  'address-form': 'Write an IP address in its usual form, such as 203.0.113.10 or 2001:db8::10.',
  character:
    'A name holds letters, digits, hyphens and dots; this one holds another character, or a hyphen at an edge.',
  'label-length': 'Each part between two dots must have 1 to 63 characters.',
  'name-length': 'A name has at most 253 characters.',
  'single-label': 'Write the full name with its domain, such as www.example.com.',
  'wildcard-place': 'The asterisk may only stand alone and first, as in *.example.com.',
  idn: 'This international name cannot be written in the form that DNS uses.',
};

/**
 * Reads a name as people write or paste it: blanks around it, a trailing dot, capitals, international letters (UTS 46).
 * Refuses what the conversion would silently drop or decode (invisible and bidirectional characters, percent signs) and
 * what resolvers take for an IPv4 address (`0x7f.1`). Underscores pass, since names with them exist; CAs refuse them.
 */
export function parseDomainName(text: string): ParsedName {
  const typed = text.trim();
  if (typed === '') return { ok: false, error: 'empty' };
  if (typed.length > 1024) return { ok: false, error: 'name-length' };
  if (invisible.test(typed)) return { ok: false, error: 'character' };
  if (looksLikeAddress(typed)) return { ok: false, error: 'address' };
  if (/[/:?#]/.test(typed)) return refuseUrl(typed);

  const wildcard = typed.startsWith('*.');
  const base = wildcard ? typed.slice(2) : typed;
  if (base.includes('*')) return { ok: false, error: 'wildcard-place' };
  const ascii = toAscii(base.endsWith('.') ? base.slice(0, -1) : base);
  if (typeof ascii !== 'string') return { ok: false, error: ascii.error };
  const error = grammarError(ascii, wildcard);
  return error === null ? { ok: true, name: { ascii, wildcard } } : { ok: false, error };
}

/** Reads what a certificate may be for: a name as `parseDomainName` does, or an IP address (RFC 8738), in brackets too. */
export function parseIdentifier(text: string): ParsedName {
  const parsed = parseDomainName(text);
  if (parsed.ok || parsed.error !== 'address') return parsed;
  const address = canonicalAddress(withoutBrackets(text.trim()));
  if (address !== null) return { ok: true, name: { ascii: address, wildcard: false } };
  const host = urlHost(text.trim());
  const suggestion = host === null ? null : canonicalAddress(withoutBrackets(host));
  const error = /[/:?#]/.test(text) ? 'url' : 'address-form';
  return suggestion === null ? { ok: false, error: 'address-form' } : { ok: false, error, suggestion };
}

/** Is it an IP address? Then DNS knows nothing of it: no records, no zone, no CAA. */
export function isAddress({ ascii }: DomainName): boolean {
  return parseAddress(ascii) !== null;
}

/** The name as it is written in a certificate: A-labels, with `*.` where it is a wildcard. */
export function textOf(name: DomainName): string {
  return name.wildcard ? `*.${name.ascii}` : name.ascii;
}

/** Characters that nobody can see, that turn the writing direction, or that are no characters. */
const invisible = /[\p{Cc}\p{Cs}\p{Cn}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

function toAscii(name: string): string | { readonly error: NameError } {
  const lower = name.toLowerCase();
  if (/[^a-z0-9._-]/.test(lower.replace(/[^\0-\x7f]/g, ''))) return { error: 'character' };
  // URL is the one converter that every JavaScript runtime has; plain ASCII does not need its help.
  if (!/[^\0-\x7f]|(?:^|\.)xn--/.test(lower)) return lower;
  const host = hostOf(`http://${name}`);
  return host !== null && host === hostOf(`http://${unicodeOf(host) ?? ''}`) ? host : { error: 'idn' };
}

/** URL lets an ASCII name pass whatever stands behind `xn--`, so it is decoded and converted once more. */
function unicodeOf(ascii: string): string | null {
  const labels = ascii.split('.').map((label) => (label.startsWith('xn--') ? decodePunycode(label.slice(4)) : label));
  return labels.some((label) => label === null || label === '') ? null : labels.join('.');
}

function grammarError(ascii: string, wildcard: boolean): NameError | null {
  if (ascii === '') return 'empty';
  if (ascii.length + (wildcard ? 2 : 0) > 253) return 'name-length';
  const labels = ascii.split('.');
  for (const label of labels) {
    if (label.length < 1 || label.length > 63) return 'label-length';
    if (!/^[a-z0-9_]/.test(label) || !/[a-z0-9]$/.test(label) || /[^a-z0-9_-]/.test(label)) return 'character';
  }
  const top = labels.at(-1) ?? '';
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/.test(top)) return 'address';
  if (labels.length === 1) return 'single-label';
  return top.length < 2 || top.includes('_') ? 'character' : null;
}

function looksLikeAddress(typed: string): boolean {
  if (typed.includes(':')) return canonicalAddress(typed.replace(/^\[/, '').replace(/\]$/, '')) !== null;
  return /^[0-9a-fx.]+$/i.test(typed) && /^[0-9]+(?:\.[0-9]+){3}$/.test(hostOf(`http://${typed}`) ?? '');
}

function refuseUrl(typed: string): ParsedName {
  const host = urlHost(typed);
  if (host?.startsWith('[') === true) return { ok: false, error: 'address' };
  const inner = host === null || /[/:?#]/.test(host) ? null : parseDomainName(host);
  if (inner?.ok === true) return { ok: false, error: 'url', suggestion: textOf(inner.name) };
  if (inner?.error === 'address') return { ok: false, error: 'address' };
  return { ok: false, error: typed.includes('://') ? 'url' : 'character' };
}

/** The host of what is a URL or the end of one. */
function urlHost(typed: string): string | null {
  return hostOf(typed.includes('://') ? typed : `http://${typed.startsWith('//') ? typed.slice(2) : typed}`);
}

function withoutBrackets(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}
