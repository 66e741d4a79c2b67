import { hasShape } from './prefix.ts';

/** When a line was written. */
export interface Stamp {
  /** ISO 8601, with the zone only where the line has one; null where the line has no year. */
  readonly iso: string | null;
  /** Milliseconds that order lines of the same log; since 1970 where the year is known, else since New Year. */
  readonly order: number;
}

/** Whether two `Stamp.order`s can be compared: a line without a year counts from New Year, not from 1970. */
export function areComparable(one: number, other: number): boolean {
  return one < longestYear === other < longestYear;
}

const longestYear = 366 * 86_400_000;
/** How far from the start of a JSON or logfmt line its time is looked for... */
const farthestKey = 400;
/** ...and how far from its end, where Traefik writes it. */
const nearestToEnd = 200;
const keys = ['"ts":', '"time":', '"timestamp":', '"@timestamp":', 'time=', 'ts=', 'timestamp='];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** A year that has a 29th of February, for lines that name none. */
const anyLeapYear = 2000;

/**
 * The time in what stands before a line's message, or under the usual key of a JSON or logfmt line; null where there is
 * none. `message` is the offset at which the message begins. Zones that are only a name (CST) are left out: they are no
 * certain offset.
 */
export function readStamp(text: string, message: number): Stamp | null {
  let yearless: Stamp | null = null;
  for (let at = 0; at < message; at++) {
    const before = text.charCodeAt(at - 1);
    if (at > 0 && (isDigit(before) || isLetter(before))) continue;
    const found = dateAt(text, at);
    if (found?.iso != null) return found;
    yearless ??= found;
  }
  return yearless ?? ofRecord(text, message) ?? ofAccessLine(text, message);
}

function ofRecord(text: string, message: number): Stamp | null {
  const first = text.charAt(message);
  if (first !== '{' && first !== 't') return null;
  const start = message + farthestKey;
  const atStart = underKey(text.slice(message, start));
  return atStart ?? (first === '{' ? underKey(text.slice(Math.max(start, text.length - nearestToEnd))) : null);
}

function underKey(text: string): Stamp | null {
  for (const key of keys) {
    const at = text.indexOf(key);
    if (at < 0) continue;
    let value = at + key.length;
    if (text.charAt(value) === '"') value++;
    const found = dateAt(text, value) ?? epoch(text, value);
    if (found) return found;
  }
  return null;
}

/** `address - user [22/Nov/2026:08:00:22 +0000] ...` */
function ofAccessLine(text: string, message: number): Stamp | null {
  const open = text.indexOf(' [', message);
  return open < 0 || open > message + 200 ? null : dateAt(text, open + 2);
}

function dateAt(text: string, at: number): Stamp | null {
  const code = text.charCodeAt(at);
  if (isDigit(code)) return numericDate(text, at);
  return isLetter(code) ? namedDate(text, at) : null;
}

function numericDate(text: string, at: number): Stamp | null {
  if (hasShape(text, at, '0000-00-00') || hasShape(text, at, '0000/00/00')) {
    const between = text.charAt(at + 10);
    if (between !== ' ' && between !== 'T') return null;
    return moment(text, number(text, at, 4), number(text, at + 5, 2), number(text, at + 8, 2), at + 11);
  }
  // `22/Nov/2026:08:00:22 +0000` of access logs, `22-Nov-2026 08:14:34.639` of BIND.
  const separator = text.charAt(at + 2);
  if ((separator !== '/' && separator !== '-') || text.charAt(at + 6) !== separator) return null;
  const month = months.indexOf(text.slice(at + 3, at + 6)) + 1;
  return hasShape(text, at + 7, '0000')
    ? moment(text, number(text, at + 7, 4), month, number(text, at, 2), at + 12)
    : null;
}

/** `Nov 22 07:15:02` of syslog, `Sun Nov 22 08:14:33 UTC 2026` of date(1), `Sun Dec 06 16:47:22.570518 2020` of Apache, `E1122 07:15:02.1` of klog. */
function namedDate(text: string, at: number): Stamp | null {
  if (hasShape(text, at + 1, '0000 00:00:00.'))
    return 'IWEF'.includes(text.charAt(at))
      ? moment(text, null, number(text, at + 1, 2), number(text, at + 3, 2), at + 6)
      : null;
  const month = months.indexOf(text.slice(at, at + 3)) + 1;
  if (month === 0 || text.charAt(at + 3) !== ' ') return null;
  const day = text.charAt(at + 4) === ' ' ? at + 5 : at + 4;
  const afterDay = isDigit(text.charCodeAt(day + 1)) ? day + 2 : day + 1;
  if (!isDigit(text.charCodeAt(day)) || text.charAt(afterDay) !== ' ') return null;
  const dayOfMonth = number(text, day, afterDay - day);
  return moment(text, yearAfter(text, afterDay + 9), month, dayOfMonth, afterDay + 1);
}

/** The year that ends a date of date(1), behind a zone's name or a fraction. */
function yearAfter(text: string, at: number): number | null {
  for (let word = at, words = 0; words < 3 && word < at + 24; words++) {
    const start = text.indexOf(' ', word) + 1;
    if (start === 0) return null;
    if (hasShape(text, start, '0000') && text.charAt(start + 4) === ']') return number(text, start, 4);
    word = start;
  }
  return null;
}

/** The moment whose `hh:mm:ss`, fraction and zone stand at `time`; null where they do not, or are none. */
function moment(text: string, year: number | null, month: number, day: number, time: number): Stamp | null {
  if (!hasShape(text, time, '00:00:00')) return null;
  const hour = number(text, time, 2);
  const minute = number(text, time + 3, 2);
  const second = number(text, time + 6, 2);
  if (month < 1 || month > 12 || day < 1 || day > (daysInMonth[month - 1] ?? 0)) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  let at = time + 8;
  let fraction = '';
  if (text.charAt(at) === '.' || text.charAt(at) === ',') {
    at++;
    const start = at;
    while (at < start + 9 && isDigit(text.charCodeAt(at))) at++;
    fraction = text.slice(start, Math.min(at, start + 3));
  }
  const ms = fraction === '' ? 0 : +fraction.padEnd(3, '0');
  const zone = zoneAt(text, at);
  const local = Date.UTC(year ?? anyLeapYear, month - 1, day, hour, minute, second, ms);
  const order = local - (zone?.minutes ?? 0) * 60_000 - (year === null ? Date.UTC(anyLeapYear) : 0);
  if (year === null) return { iso: null, order };
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${text.slice(time, time + 8)}`;
  return { iso: `${date}${fraction === '' ? '' : `.${fraction}`}${zone?.text ?? ''}`, order };
}

/** `Z`, `UTC`, `+00:00`, `+0000`, at once or behind a blank. */
function zoneAt(text: string, at: number): { readonly text: string; readonly minutes: number } | null {
  const start = text.charAt(at) === ' ' ? at + 1 : at;
  if ((start === at && text.charAt(at) === 'Z') || text.startsWith('UTC', start) || text.startsWith('GMT', start))
    return { text: 'Z', minutes: 0 };
  const sign = text.charAt(start);
  if (sign !== '+' && sign !== '-') return null;
  const colon = text.charAt(start + 3) === ':' ? 1 : 0;
  if (!hasShape(text, start + 1, colon === 1 ? '00:00' : '0000')) return null;
  const hours = number(text, start + 1, 2);
  const minutes = number(text, start + 3 + colon, 2);
  if (hours > 14 || minutes > 59) return null;
  const total = (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
  return { text: total === 0 ? 'Z' : `${sign}${pad(hours, 2)}:${pad(minutes, 2)}`, minutes: total };
}

/** Seconds since 1970 with a fraction, as Caddy writes them. */
function epoch(text: string, at: number): Stamp | null {
  if (!hasShape(text, at, '0000000000')) return null;
  let end = at + 10;
  while (end < at + 21 && (text.charAt(end) === '.' || isDigit(text.charCodeAt(end)))) end++;
  const order = Math.floor(Number(text.slice(at, end)) * 1000);
  return Number.isFinite(order) && order < 8.64e15 ? { iso: new Date(order).toISOString(), order } : null;
}

function number(text: string, at: number, length: number): number {
  return Number(text.slice(at, at + length));
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
