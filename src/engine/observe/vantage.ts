import { hostname } from 'node:os';

/** The name of the machine that looks: every observation says from where it was made. */
export function vantage(): string {
  return hostname();
}
