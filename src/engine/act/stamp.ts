/** A time that can be part of a file name on every system. */
export function stamp(): string {
  return new Date().toISOString().replaceAll(':', '');
}
