import { Cancelled, EngineLost } from './engine-client.ts';

/** The one place where an error becomes words for the user; null where there is nothing to say. */
export function errorWords(error: unknown): string | null {
  if (error instanceof Cancelled) return null;
  if (error instanceof EngineLost)
    return 'The engine stopped unexpectedly and was started again. Nothing was changed; try once more.';
  return error instanceof Error ? error.message : String(error);
}
