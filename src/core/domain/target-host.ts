import { parseIdentifier, textOf } from './name.ts';

/** A machine as people name it: a host name, also one without a dot, or an address, in canonical text; null for anything else. */
export function targetHost(text: string): string | null {
  const typed = text.trim().toLowerCase();
  const parsed = parseIdentifier(typed);
  if (parsed.ok) return parsed.name.wildcard ? null : textOf(parsed.name);
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(typed) && !/^[0-9]+$/.test(typed) ? typed : null;
}
