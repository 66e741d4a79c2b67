import type { ReadErrorReason } from '../../engine/read/read-error.ts';

const words: Readonly<Record<ReadErrorReason, string>> = {
  'not-found': 'it is not there any more',
  'not-a-file': 'it is not a file',
  permission: 'this user may not read it. On most systems root may, and the members of the group adm',
  binary: 'it is not text. A compressed log must be unpacked first',
  io: 'the disk reported an error',
};

/** Why a log could not be read, as the end of a sentence. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const reason = 'reason' in error ? error.reason : null;
  return isReason(reason) ? words[reason] : error.message;
}

function isReason(reason: unknown): reason is ReadErrorReason {
  return typeof reason === 'string' && Object.hasOwn(words, reason);
}
