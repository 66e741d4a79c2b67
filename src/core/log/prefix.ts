import { fitsAddress } from './hole.ts';

/** What stands in front of a log message. */
export interface LineHead {
  /** Offset of the message itself. */
  readonly message: number;
  /** The last tool that put its own head there, where its shape says which. */
  readonly tool: 'certbot' | 'nginx-error' | 'acme.sh' | 'go-log' | 'klog' | 'apache' | null;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec';
const levels = ['debug', 'info', 'notice', 'warn', 'warning', 'error', 'crit', 'critical', 'alert', 'emerg', 'fatal'];
/** How Go's and .NET's loggers shorten them; `eror` and the like are win-acme's. */
const shortLevels = ['trc', 'dbg', 'inf', 'wrn', 'err', 'ftl', 'trace', 'vrb', 'verb', 'dbug', 'eror'];
/** How log files are called: `grep -r` puts the name before the line. */
const logSuffixes = ['.log', '.txt', '.out', '.err', '.log.1', 'syslog', 'messages'];
const longestPath = 250;
const longestNumber = 7;
const mostHeads = 6;

/** Finds where the message begins behind stamps, containers' and journals' heads, quoting and levels. Reads each character once or twice. */
export function readHead(text: string): LineHead {
  let at = 0;
  let tool: LineHead['tool'] = null;
  for (let layer = 0; layer < mostHeads; layer++) {
    const next = oneHead(text, at) ?? (layer > 0 ? levelWord(text, skipBlanks(text, at)) : null);
    if (!next) break;
    at = next.end;
    tool = next.tool ?? tool;
  }
  return { message: at, tool };
}

interface Head {
  readonly end: number;
  readonly tool: LineHead['tool'];
}

function oneHead(text: string, at: number): Head | null {
  const first = text.charCodeAt(at);
  if (first === 62 /* > */) return quote(text, at);
  if (first === 60 /* < */) return priority(text, at);
  if (first === 91 /* [ */) return bracket(text, at);
  if (first === 123 /* { */) return text.startsWith(dockerLog, at) ? { end: at + dockerLog.length, tool: null } : null;
  if (isDigit(first)) return stamp(text, at) ?? compose(text, at) ?? (at === 0 ? listing(text) : null);
  if (isLetter(first)) {
    const head = compose(text, at) ?? syslog(text, at) ?? klog(text, at);
    if (head) return head;
  }
  return at === 0 ? (listing(text) ?? indented(text)) : null;
}

/** How Docker's `json-file` begins a line. */
const dockerLog = '{"log":"';

/** A head behind blanks, as where a whole log was set in. An indent alone belongs to the message. */
function indented(text: string): Head | null {
  const start = skipBlanks(text, 0);
  const first = text.charCodeAt(start);
  return start > 0 && (first === 91 || isDigit(first)) ? oneHead(text, start) : null;
}

/** `> ` of quoted mail, also several of them. */
function quote(text: string, at: number): Head | null {
  let end = at;
  while (text.charAt(end) === '>') end++;
  return text.charAt(end) === ' ' || end > at + 1
    ? { end: text.charAt(end) === ' ' ? end + 1 : end, tool: null }
    : null;
}

/** `<34>` of syslog on the wire; behind it RFC 5424 6 writes `1 STAMP HOST APP PROCID MSGID DATA `. */
function priority(text: string, at: number): Head | null {
  const close = text.indexOf('>', at);
  if (close > at + 4 || !isNumber(text, at + 1, close)) return null;
  if (!text.startsWith('1 ', close + 1)) return { end: close + 1, tool: null };
  let end = close + 3;
  for (let field = 0; field < 5; field++) {
    const blank = text.indexOf(' ', end);
    if (blank < 0 || blank > end + 255) return null;
    end = blank + 1;
  }
  if (text.charAt(end) === '-') end++;
  while (text.charAt(end) === '[') {
    const bracketEnd = text.indexOf(']', end);
    if (bracketEnd < 0) return null;
    end = bracketEnd + 1;
  }
  if (text.charAt(end) === ' ') end++;
  return { end: text.charAt(end) === '\ufeff' ? end + 1 : end, tool: null };
}

/** What a program that lists lines puts before them: `12:` and `path:12:` of grep, a number and a tab of `cat -n`. */
function listing(text: string): Head | null {
  const start = skipBlanks(text, 0);
  const afterNumber = digitsEnd(text, start);
  if (afterNumber > start) {
    const sign = text.charAt(afterNumber);
    const next = afterNumber + 1;
    const isHead = sign === '\t' || (sign === ':' && !isDigit(text.charCodeAt(next)));
    if (isHead || (':- '.includes(sign || '.') && oneHead(text, next) !== null)) return { end: next, tool: null };
    return null;
  }
  if (start > 0) return null;
  const colon = pathEnd(text);
  if (colon < 0) return null;
  const afterLine = digitsEnd(text, colon + 1);
  if (afterLine > colon + 1 && text.charAt(afterLine) === ':') return { end: afterLine + 1, tool: null };
  const path = text.slice(0, colon);
  return logSuffixes.some((suffix) => path.endsWith(suffix)) ? { end: colon + 1, tool: null } : null;
}

/** Where at most seven digits end. */
function digitsEnd(text: string, at: number): number {
  let end = at;
  while (end < at + longestNumber && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** The colon behind a path at the start of a line; -1 where there is none. */
function pathEnd(text: string): number {
  // `C:\`
  let end = text.charAt(1) === ':' && text.charAt(2) === '\\' ? 3 : 0;
  while (end < longestPath && end < text.length && !' :\t"\'{}[]()<>='.includes(text.charAt(end))) end++;
  const path = text.slice(0, end);
  return text.charAt(end) === ':' && (path.includes('/') || path.includes('.') || path.includes('\\')) ? end : -1;
}

/** Whether `text` has at `at` the shape `shape`, where `0` stands for any digit. */
export function hasShape(text: string, at: number, shape: string): boolean {
  for (let index = 0; index < shape.length; index++) {
    const code = text.charCodeAt(at + index);
    if (shape.charAt(index) === '0' ? !isDigit(code) : text.charAt(at + index) !== shape.charAt(index)) return false;
  }
  return true;
}

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end++;
  return end;
}

function stamp(text: string, at: number): Head | null {
  if (hasShape(text, at, '0000-00-00 00:00:00,000:')) return certbotHead(text, at + 24);
  if (hasShape(text, at, '0000/00/00 00:00:00')) {
    let end = at + 19;
    if (text.charAt(end) === '.')
      while (end < at + 30 && (text.charAt(end) === '.' || isDigit(text.charCodeAt(end)))) end++;
    const head = nginxHead(text, skipBlanks(text, end));
    return head ?? { end: skipBlanks(text, end), tool: 'go-log' };
  }
  if (hasShape(text, at, '0000-00-00T00:00:00') || hasShape(text, at, '0000-00-00 00:00:00')) {
    let end = at + 19;
    // Fraction, zone, and what Kubernetes writes behind them.
    while (end < text.length && end < at + 40 && text.charAt(end) !== ' ' && text.charAt(end) !== '\t') end++;
    // An indent belongs to the message.
    const indent = Math.min(end + 1, text.length);
    end = skipBlanks(text, end);
    if (hasShape(text, end, '+00:00 ') || hasShape(text, end, '-00:00 ')) return { end: end + 7, tool: null };
    for (const stream of ['stdout F ', 'stderr F ', 'stdout P ', 'stderr P ', '| stdout | ', '| stderr | '])
      if (text.startsWith(stream, end)) return { end: end + stream.length, tool: null };
    const afterTag = tagEnd(text, end);
    return { end: afterTag > end ? afterTag : indent, tool: null };
  }
  // `22-Nov-2026 07:15:02.719 ` of BIND
  if (hasShape(text, at, '00-') && hasShape(text, at + 6, '-0000 00:00:00.000 ')) return { end: at + 25, tool: null };
  return null;
}

/** Behind `host tag[12]: ` or `INFO    tag[12]: ` where it follows on a stamp; `at` where it does not. */
function tagEnd(text: string, at: number): number {
  const close = text.indexOf(']: ', at);
  if (close < 0 || close > at + 100) return at;
  const open = text.lastIndexOf('[', close);
  if (open <= at || !isNumber(text, open + 1, close)) return at;
  const words = text.slice(at, open).split(' ');
  return words.filter((word) => word !== '').length <= 2 && !/["'{}[\]]/.test(text.slice(at, open)) ? close + 3 : at;
}

function isNumber(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (!isDigit(text.charCodeAt(index))) return false;
  return to > from;
}

/** `ERR `, `INFO  ` behind a stamp; behind it the logger of Caddy's console, or the line of source of Traefik's. */
function levelWord(text: string, at: number): Head | null {
  let end = at;
  while (end < at + 8 && isLetter(text.charCodeAt(end))) end++;
  const word = text.slice(at, end);
  const lower = word.toLowerCase();
  const after = text.charAt(end);
  if (word === lower || (after !== ' ' && after !== '\t')) return null;
  if (!levels.includes(lower) && !shortLevels.includes(lower)) return null;
  const next = skipBlanks(text, end);
  const blank = indexOfBlank(text, next);
  const logger = text.slice(next, blank);
  const isLogger = after === '\t' && text.charAt(blank) === '\t' && logger === logger.toLowerCase();
  if (isLogger) return { end: skipBlanks(text, blank), tool: null };
  if (logger.includes('.go:') && text.startsWith(' > ', blank)) return { end: blank + 3, tool: null };
  return { end: next, tool: null };
}

function indexOfBlank(text: string, at: number): number {
  let end = at;
  while (end < text.length && end < at + 160 && text.charAt(end) !== ' ' && text.charAt(end) !== '\t') end++;
  return end;
}

function certbotHead(text: string, at: number): Head {
  const logger = text.indexOf(':', at);
  const message = logger < 0 ? -1 : text.indexOf(':', logger + 1);
  return { end: message < 0 || message > at + 120 ? at : message + 1, tool: 'certbot' };
}

/** `[level] pid#tid: *cid ` */
function nginxHead(text: string, at: number): Head | null {
  if (text.charAt(at) !== '[') return null;
  const close = text.indexOf('] ', at);
  if (close < 0 || close > at + 10) return null;
  const hash = text.indexOf('#', close);
  if (hash < 0 || hash > close + 14) return null;
  const colon = text.indexOf(': ', hash);
  if (colon < 0 || colon > hash + 14) return null;
  let end = colon + 2;
  if (text.charAt(end) === '*') {
    end++;
    while (isDigit(text.charCodeAt(end))) end++;
    end = skipBlanks(text, end);
  }
  return { end, tool: 'nginx-error' };
}

/** `[date] `, `[INFO] `, `[ssl:warn] `, `[pid 12] `: what stands in brackets before a message is a head, if it is short. */
function bracket(text: string, at: number): Head | null {
  const close = text.indexOf(']', at);
  if (close < 0 || close > at + longestPath) return null;
  if (text.startsWith('pod/', at + 1)) return { end: close + 1 + (text.charAt(close + 1) === ' ' ? 1 : 0), tool: null };
  if (close > at + 60) return null;
  const inside = text.slice(at + 1, close).trim();
  if (fitsAddress(inside)) return null;
  const dot = inside.indexOf('.');
  // `[   12.345678] host tag[12]: ` of journald with the time since the start.
  if (dot > 0 && isNumber(inside, 0, dot) && inside.length === dot + 7 && isNumber(inside, dot + 1, dot + 7))
    return { end: tagEnd(text, skipBlanks(text, close + 1)), tool: null };
  const lower = inside.toLowerCase();
  const end = skipBlanks(text, close + 1);
  if (levels.includes(lower) || shortLevels.includes(lower)) return { end, tool: null };
  if (lower.startsWith('pid ')) return { end, tool: 'apache' };
  const colon = lower.indexOf(':');
  if (colon > 0 && levels.includes(lower.slice(colon + 1))) return { end, tool: 'apache' };
  if (hasShape(inside, 0, '0000-00-00')) return { end, tool: null };
  const arrow = inside.includes('/') ? text.indexOf('\u203a ', close) : -1;
  if (arrow >= 0 && arrow < close + 40) return { end: proxyManagerEnd(text, arrow + 2), tool: null };
  let digits = 0;
  for (let index = 0; index < inside.length; index++) if (isDigit(inside.charCodeAt(index))) digits++;
  return digits >= 8 && inside.includes(':') ? { end, tool: 'acme.sh' } : null;
}

/** Behind the sign and the level of `[11/22/2026] [7:15:02 AM] [SSL      ] \u203a \u2716  error     ` of Nginx Proxy Manager. */
function proxyManagerEnd(text: string, at: number): number {
  let start = at;
  while (start < at + 8 && start < text.length && !isLetter(text.charCodeAt(start))) start++;
  let end = start;
  while (end < start + 12 && isLetter(text.charCodeAt(end))) end++;
  return end > start ? skipBlanks(text, end) : at;
}

/** `name-1  | ` of docker compose. */
function compose(text: string, at: number): Head | null {
  let end = at;
  while (
    end < at + 64 &&
    (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)) || '-_.@'.includes(text.charAt(end) || ' '))
  )
    end++;
  const bar = skipBlanks(text, end);
  return text.charAt(bar) === '|' && bar < at + 96
    ? { end: text.charAt(bar + 1) === ' ' ? bar + 2 : bar + 1, tool: null }
    : null;
}

/** `Nov 22 07:15:02 host tag[12]: ` of syslog and journald, whatever language names the month. */
function syslog(text: string, at: number): Head | null {
  const month = text.slice(at, at + 3);
  if (
    !(months.includes(month) && month.trim().length === 3) &&
    !(isLetter(text.charCodeAt(at + 1)) && text.charAt(at + 3) === ' ')
  )
    return null;
  const day = skipBlanks(text, at + 3);
  const time = skipBlanks(text, isDigit(text.charCodeAt(day + 1)) ? day + 2 : day + 1);
  if (!isDigit(text.charCodeAt(day)) || !hasShape(text, time, '00:00:00')) return null;
  const host = text.indexOf(' ', time + 9);
  const tag = host < 0 || host > time + 90 ? -1 : text.indexOf(': ', host);
  return tag < 0 || tag > host + 80 ? null : { end: tag + 2, tool: null };
}

/** `E1122 07:15:02.123456       1 file.go:208] ` of Kubernetes' klog. */
function klog(text: string, at: number): Head | null {
  if (!'IWEF'.includes(text.charAt(at)) || !hasShape(text, at + 1, '0000 00:00:00.')) return null;
  const close = text.indexOf('] ', at + 15);
  return close < 0 || close > at + 120 ? null : { end: close + 2, tool: 'klog' };
}
