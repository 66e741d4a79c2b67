import { readlink } from 'node:fs/promises';
import { placeOf, readText, type Machine } from './machine.ts';

/** The machine's time zone by its name (`Europe/Berlin`), by which cron runs; null where nothing says it. UTC where it has none. */
export async function timeZoneOf(machine: Machine): Promise<string | null> {
  const link = await readlink(placeOf(machine, '/etc/localtime')).catch(() => null);
  const at = link?.indexOf('zoneinfo/') ?? -1;
  const said = at < 0 ? (await readText(machine, '/etc/timezone')).text?.trim() : link?.slice(at + 'zoneinfo/'.length);
  return said !== undefined && said !== '' && isZone(said) ? said : link === null ? 'UTC' : null;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** How many minutes a zone is ahead of UTC at a moment. */
export function offsetOf(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric' },
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return Math.round(local / 60_000) - Math.floor(at.getTime() / 60_000);
}
