/** How times are said: relative to when, and in which language (BCP 47). */
export interface TimeOptions {
  readonly now: Date;
  readonly language: string;
}

/** The local day as `2026-11-22`; empty where there is none. A time without a zone is this machine's. */
export function dayOf(time: string | null): string {
  const at = new Date(time ?? NaN);
  if (Number.isNaN(at.getTime())) return '';
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** @param day as `dayOf` gives it */
export function dayWords(day: string, { now, language }: TimeOptions): string {
  const words = new Date(`${day}T12:00:00`).toLocaleDateString(language, { dateStyle: 'medium' });
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === dayOf(now.toISOString())) return `Today, ${words}`;
  return day === dayOf(yesterday.toISOString()) ? `Yesterday, ${words}` : words;
}

/** The clock alone where the day is said already or is today; empty where `time` is none. */
export function timeWords(
  time: string,
  { now, language, isDaySaid }: TimeOptions & { readonly isDaySaid: boolean },
): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return '';
  const clock = at.toLocaleTimeString(language, { timeStyle: 'medium' });
  if (isDaySaid || dayOf(time) === dayOf(now.toISOString())) return clock;
  return `${at.toLocaleDateString(language, { dateStyle: 'medium' })}, ${clock}`;
}
