/** When a line of a crontab runs next (crontab(5)). */

const minute = 60_000;
/** A job that runs on one day of the year is not one that renews. */
const furthestDays = 62;

const words: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
};

const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The schedule of a line: its first five fields, or `@daily` and its like; null for `@reboot` and what is none. */
export function cronFields(line: string): string | null {
  const parts = line.trim().split(/[ \t]+/);
  const [first = ''] = parts;
  if (first.startsWith('@')) return Object.hasOwn(words, first) ? first : null;
  const fields = parts.slice(0, 5);
  return fields.length === 5 && fields.every((one, at) => setOf(one, at) !== null) ? fields.join(' ') : null;
}

/**
 * The next run after a moment. `offsetMinutes`: how far the machine's time is ahead of UTC; a change of it in between
 * shifts the answer by as much. Null where the schedule is not understood, or runs in no near future.
 */
export function nextCronRun(schedule: string, after: Date, offsetMinutes: number): Date | null {
  const fields = (words[schedule] ?? schedule).split(' ');
  const sets = fields.map(setOf);
  const [minutes, hours, days, months, weekdays] = sets;
  if (!minutes || !hours || !days || !months || !weekdays || sets.length !== 5) return null;
  // Where both days are restricted, either suffices.
  const isEither = fields[2] !== '*' && fields[4] !== '*';
  const shift = offsetMinutes * minute;
  let local = Math.floor((after.getTime() + shift) / minute) * minute + minute;
  const end = local + furthestDays * 24 * 60 * minute;
  while (local < end) {
    const at = new Date(local);
    const isDay = days.has(at.getUTCDate());
    const isWeekday = weekdays.has(at.getUTCDay()) || (at.getUTCDay() === 0 && weekdays.has(7));
    const fits = months.has(at.getUTCMonth() + 1) && (isEither ? isDay || isWeekday : isDay && isWeekday);
    if (!fits) local = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1);
    else if (!hours.has(at.getUTCHours())) local = Math.floor(local / (60 * minute)) * 60 * minute + 60 * minute;
    else if (!minutes.has(at.getUTCMinutes())) local += minute;
    else return new Date(local - shift);
  }
  return null;
}

/** The numbers of a field: `*`, `5`, `1-5`, `0,12`, and steps as in `1-31/2`; null where it is none. */
function setOf(field: string, at: number): ReadonlySet<number> | null {
  const range = ranges[at];
  if (range === undefined || field.length > 200) return null;
  const [lowest, highest] = range;
  const numbers = new Set<number>();
  for (const part of field.split(',')) {
    const [span = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : Number(stepText);
    const [from = '', to] = span === '*' ? [String(lowest), String(highest)] : span.split('-');
    const start = numberOf(from, at);
    const last = to === undefined ? (stepText === undefined ? start : highest) : numberOf(to, at);
    if (!Number.isInteger(step) || step < 1 || start === null || last === null) return null;
    if (start < lowest || last > highest || last < start) return null;
    for (let number = start; number <= last; number += step) numbers.add(number);
  }
  return numbers;
}

function numberOf(text: string, at: number): number | null {
  if (/^[0-9]{1,2}$/.test(text)) return Number(text);
  const name = text.toLowerCase();
  const index = at === 3 ? monthNames.indexOf(name) + 1 : at === 4 ? dayNames.indexOf(name) : -1;
  return index < 0 || (at === 3 && index === 0) ? null : index;
}
