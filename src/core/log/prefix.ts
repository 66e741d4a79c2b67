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
const mostHeads = 5;

/** Finds where the message begins behind stamps, containers' and journals' heads, quoting and levels. Reads each character once or twice. */
export function readHead(text: string): LineHead {
  let at = 0;
  let tool: LineHead['tool'] = null;
  for (let layer = 0; layer < mostHeads; layer++) {
    const next = oneHead(text, at);
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
  if (first === 62 /* > */ && text.charAt(at + 1) === ' ') return { end: at + 2, tool: null };
  if (first === 91 /* [ */) return bracket(text, at);
  if (isDigit(first)) return stamp(text, at);
  if (isLetter(first)) return compose(text, at) ?? syslog(text, at) ?? klog(text, at);
  return null;
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
    end = skipBlanks(text, end);
    for (const stream of ['stdout F ', 'stderr F ', 'stdout P ', 'stderr P '])
      if (text.startsWith(stream, end)) end += stream.length;
    return { end, tool: null };
  }
  return null;
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
  if (close < 0 || close > at + 60) return null;
  const inside = text.slice(at + 1, close).trim();
  const lower = inside.toLowerCase();
  const end = skipBlanks(text, close + 1);
  if (levels.includes(lower) || lower === 'eror') return { end, tool: null };
  if (lower.startsWith('pid ')) return { end, tool: 'apache' };
  const colon = lower.indexOf(':');
  if (colon > 0 && levels.includes(lower.slice(colon + 1))) return { end, tool: 'apache' };
  let digits = 0;
  for (let index = 0; index < inside.length; index++) if (isDigit(inside.charCodeAt(index))) digits++;
  return digits >= 8 && inside.includes(':') ? { end, tool: 'acme.sh' } : null;
}

/** `name-1  | ` of docker compose. */
function compose(text: string, at: number): Head | null {
  let end = at;
  while (
    end < at + 64 &&
    (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)) || '-_.'.includes(text.charAt(end) || ' '))
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
