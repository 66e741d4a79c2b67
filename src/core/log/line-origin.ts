import { fitsName } from './hole.ts';

/** More names than this in one line say no more of whom it is about. */
const mostNames = 100;
const longestValue = 400;

/** The process that wrote a line, where the head says so: a container's name, or `tag[pid]` of the journal. Else empty. */
export function processOf(text: string, message: number): string {
  if (message === 0) return '';
  const head = text.slice(0, message);
  const bar = head.indexOf('|');
  const container = bar > 0 && bar < 96 ? head.slice(0, bar).trim() : '';
  const close = head.indexOf(']: ', bar + 1);
  if (close < 0) return container;
  const open = head.lastIndexOf('[', close);
  const isPid = open > 0 && isNumber(head.slice(open + 1, close));
  return isPid ? `${container}|${head.slice(head.lastIndexOf(' ', open) + 1, close + 1)}` : container;
}

/**
 * What a tool that does several issuances at once writes on each line of one: the names it is for (Caddy, Traefik, lego)
 * or the object (cert-manager). Empty where the line says neither.
 */
export function threadsOf(text: string, message: number): readonly string[] {
  return (
    bracketed(text, message) ??
    quotedNames(text, '"identifier":"', '"') ??
    quotedNames(text, '"identifiers":["', ']') ??
    quotedNames(text, 'for domains "', '"') ??
    quotedNames(text, 'domains="', '"') ??
    quotedNames(text, 'domains=["', ']') ??
    quotedNames(text, 'for the domains [', ']') ??
    quotedNames(text, 'for domains [', ']') ??
    kubernetesObject(text) ??
    []
  );
}

/** `[a.example.com, b.example.com] acme: ...` of lego. */
function bracketed(text: string, message: number): readonly string[] | null {
  if (text.charAt(message) !== '[') return null;
  const close = text.indexOf('] ', message);
  return close < 0 || close > message + longestValue ? null : namesIn(text.slice(message + 1, close));
}

function quotedNames(text: string, before: string, after: string): readonly string[] | null {
  const at = text.indexOf(before);
  if (at < 0) return null;
  const start = at + before.length;
  const end = text.indexOf(after, start);
  return end < 0 || end > start + longestValue * 5 ? null : namesIn(text.slice(start, end));
}

/** The names in a list with commas, blanks or quotes between them; null where something else stands there. */
export function namesIn(list: string): readonly string[] | null {
  const names = list
    .split(/[\s,"'`]/, mostNames)
    .map((item) => (item.startsWith('DNS:') ? item.slice(4) : item))
    .filter((item) => item !== '' && item !== 'and');
  return names.length > 0 && names.every((name) => name.includes('.') && fitsName(name)) ? names : null;
}

/** The names that go on behind a first one: ` and b.example.com`, `, b.example.com, c.example.com`, `,DNS:b.example.com`. */
export function furtherNames(text: string, from: number): readonly string[] {
  const names: string[] = [];
  let at = from;
  while (names.length < mostNames) {
    const next = [', ', ' and ', ','].find((between) => text.startsWith(between, at));
    if (next === undefined) break;
    let start = at + next.length;
    if (text.startsWith('DNS:', start)) start += 4;
    let end = start;
    while (end < start + 254 && end < text.length && !' ,\'"`\n)]'.includes(text.charAt(end))) end++;
    const name = text.slice(start, end);
    if (!name.includes('.') || !fitsName(name)) break;
    names.push(name);
    at = end;
  }
  return names;
}

/**
 * The Certificate behind the objects of cert-manager: CertificateRequest `NAME-1`, Order `NAME-1-27548`, Challenge
 * `NAME-1-27548-31045`, and `NAME-x7k2p-...` of older versions.
 */
function kubernetesObject(text: string): readonly string[] | null {
  if (!text.includes('cert-manager') && !text.includes('resource_')) return null;
  const name = valueOf(text, 'resource_name');
  const namespace = valueOf(text, 'resource_namespace');
  const key = name === null ? valueOf(text, 'key') : `${namespace ?? ''}/${name}`;
  if (key === null) return null;
  const parts = key.split('-');
  while (parts.length > 1 && isNumber(parts.at(-1) ?? '')) parts.pop();
  const last = parts.at(-1) ?? '';
  if (parts.length > 1 && last.length === 5 && !key.endsWith(`-${last}`) && hasDigitOrNoVowel(last)) parts.pop();
  const dnsName = valueOf(text, 'dnsName');
  return [`object ${parts.join('-')}`, ...(dnsName !== null && fitsName(dnsName) ? [dnsName] : [])];
}

/** Kubernetes' random suffixes are of letters and digits without vowels. */
function hasDigitOrNoVowel(text: string): boolean {
  return !/[aeiou]/.test(text);
}

/** The value of `key="value"` or `"key"="value"`. */
function valueOf(text: string, key: string): string | null {
  for (const before of [`"${key}"="`, `${key}="`, `"${key}":"`]) {
    const at = text.indexOf(before);
    if (at < 0) continue;
    const start = at + before.length;
    const end = text.indexOf('"', start);
    if (end > start && end <= start + longestValue) return text.slice(start, end);
  }
  return null;
}

function isNumber(text: string): boolean {
  return text !== '' && text.length <= 20 && /^\d+$/.test(text);
}
