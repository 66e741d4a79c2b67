/**
 * The types of the holes in a template. Each is a hand-written grammar that reads a value once, left to right.
 * `continues` says which characters may stand in a value at the edge of a template, where no literal ends it.
 */
export interface HoleType {
  readonly longest: number;
  /** What every value begins with. */
  readonly first?: string;
  continues(this: void, code: number): boolean;
  fits(this: void, value: string): boolean;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isHex = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
const isPrintable = (code: number): boolean => code > 32 && code !== 127;
/** Ends a word that stands free in a sentence: quotes, angle brackets, back-tick. */
const isQuote = (code: number): boolean =>
  code === 34 || code === 39 || code === 60 || code === 62 || code === 96 || code === 0x201c || code === 0x201d;
const isToken = (code: number): boolean => isPrintable(code) && !isQuote(code);

function every(value: string, test: (code: number) => boolean): boolean {
  for (let at = 0; at < value.length; at++) if (!test(value.charCodeAt(at))) return false;
  return true;
}

function isNumber(value: string, smallest: number, largest: number): boolean {
  return value.length > 0 && value.length <= 9 && every(value, isDigit) && +value >= smallest && +value <= largest;
}

function isIpv4(value: string): boolean {
  const octets = value.split('.', 5);
  return octets.length === 4 && octets.every((octet) => octet.length <= 3 && isNumber(octet, 0, 255));
}

function isIpv6(value: string): boolean {
  const bare = value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : value;
  if (bare.length < 2 || bare.length > 45) return false;
  const groups = bare.split(':', 10);
  const last = groups.at(-1) ?? '';
  const size = groups.length + (last.includes('.') ? 1 : 0);
  if (groups.length < 3 || size > 9) return false;
  if (size < 8 && !bare.includes('::')) return false;
  return groups.every(
    (group, index) =>
      (group.length <= 4 && every(group, isHex)) ||
      (index === groups.length - 1 && group.includes('.') && isIpv4(group)),
  );
}

function isIp(value: string): boolean {
  return isIpv4(value) || isIpv6(value);
}

const isNameCode = (code: number): boolean =>
  isDigit(code) || isLetter(code) || code === 45 || code === 46 || code === 95 || code === 42 || code > 160;

/** A host name as logs write it: with or without a trailing dot, a wildcard, underscores; Unicode where a tool prints U-labels. */
function isName(value: string): boolean {
  const bare = value.endsWith('.') ? value.slice(0, -1) : value;
  if (bare.length === 0 || bare.length > 253 || !every(bare, isNameCode)) return false;
  const labels = bare.split('.');
  return labels.every(
    (label, index) =>
      label.length > 0 && label.length <= 63 && (!label.includes('*') || (label === '*' && index < labels.length - 1)),
  );
}

function isHost(value: string): boolean {
  if (isIp(value) || isName(value)) return true;
  const colon = value.lastIndexOf(':');
  if (colon <= 0 || !isNumber(value.slice(colon + 1), 0, 65535)) return false;
  const host = value.slice(0, colon);
  return isIpv4(host) || isName(host) || (host.startsWith('[') && isIpv6(host));
}

function isUrl(value: string): boolean {
  const scheme = value.indexOf('://');
  return (
    scheme >= 2 && scheme <= 12 && every(value.slice(0, scheme), isLetter) && every(value.slice(scheme), isPrintable)
  );
}

function isPath(value: string): boolean {
  return (
    (value.includes('/') || value.includes('\\') || value.includes('.')) &&
    every(value, (code) => code >= 32 && code !== 34)
  );
}

function isTime(value: string): boolean {
  let digits = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (isDigit(code)) digits++;
    else if (!isLetter(code) && !' -:,.+/'.includes(value.charAt(at))) return false;
  }
  return digits >= 4;
}

const isTokenCode = (code: number): boolean => isDigit(code) || isLetter(code) || code === 45 || code === 95;

const isListCode = (code: number): boolean =>
  isNameCode(code) || code === 44 || code === 58 || code === 91 || code === 93 || code === 32;

const isPhraseCode = (code: number): boolean =>
  code >= 32 && !isQuote(code) && code !== 44 && code !== 58 && code !== 59 && code !== 127;

const types = {
  ip: {
    longest: 47,
    continues: (code) => isHex(code) || code === 46 || code === 58 || code === 91 || code === 93,
    fits: isIp,
  },
  name: { longest: 254, continues: isNameCode, fits: isName },
  host: {
    longest: 261,
    continues: (code) => isNameCode(code) || code === 58 || code === 91 || code === 93,
    fits: isHost,
  },
  url: { longest: 2048, continues: isToken, fits: isUrl },
  path: { longest: 1024, continues: isToken, fits: isPath },
  port: { longest: 5, continues: isDigit, fits: (value) => isNumber(value, 0, 65535) },
  number: { longest: 9, continues: isDigit, fits: (value) => isNumber(value, 0, 999_999_999) },
  status5xx: { longest: 3, first: '5', continues: isDigit, fits: (value) => isNumber(value, 500, 599) },
  /** Cloudflare's own statuses: the proxy could not get an answer from the origin. */
  status52x: { longest: 3, first: '5', continues: isDigit, fits: (value) => isNumber(value, 520, 530) },
  time: {
    longest: 40,
    continues: (code) => isDigit(code) || isLetter(code) || '-:.+'.includes(String.fromCharCode(code)),
    fits: isTime,
  },
  word: { longest: 256, continues: isToken, fits: (value) => value.length > 0 && every(value, isToken) },
  /** The token of a challenge (RFC 8555 8.3: base64url). What scanners ask for below the challenge path has a dot in it. */
  token: { longest: 128, continues: isTokenCode, fits: (value) => value.length >= 4 && every(value, isTokenCode) },
  /** Names or addresses with commas or blanks between them. */
  list: { longest: 2048, continues: isListCode, fits: (value) => value.length > 0 && every(value, isListCode) },
  /** A few words of one sentence: no colon, semicolon, comma, quote or line end. */
  phrase: { longest: 120, continues: isPhraseCode, fits: (value) => value.trim() !== '' && every(value, isPhraseCode) },
  text: { longest: 2048, continues: (code) => code >= 32, fits: () => true },
} satisfies Record<string, HoleType>;

/** The hole type of that name, or undefined. */
export function holeType(name: string): HoleType | undefined {
  return Object.hasOwn(types, name) ? (types as Readonly<Record<string, HoleType>>)[name] : undefined;
}

/** Whether `value` is a host name by the grammar of the `name` hole. */
export function fitsName(value: string): boolean {
  return isName(value);
}

/** Whether `value` is an IPv4 or IPv6 address by the grammar of the `ip` hole. */
export function fitsAddress(value: string): boolean {
  return isIp(value);
}
