/** What kept a log from being read. */
export type ReadErrorReason = 'not-found' | 'not-a-file' | 'permission' | 'binary' | 'archive' | 'bomb' | 'io';

const words: Readonly<Record<ReadErrorReason, string>> = {
  'not-found': 'it is not there',
  'not-a-file': 'it is not a file',
  permission: 'this user may not read it. On most systems root may, and the members of the group adm',
  binary: 'it is not text. A compressed log must be unpacked first',
  archive: 'it is compressed, and damaged or cut off',
  bomb: 'it is compressed, and unpacks to hundreds of times its size, as no log does. It was not read to its end',
  io: 'the disk reported an error',
};

/** Why a log could not be read, as the end of a sentence; by the `reason` of what was thrown, else its message. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const reason = 'reason' in error ? error.reason : null;
  return isReason(reason) ? whyReason(reason) : error.message;
}

export function whyReason(reason: ReadErrorReason): string {
  return words[reason];
}

function isReason(reason: unknown): reason is ReadErrorReason {
  return typeof reason === 'string' && Object.hasOwn(words, reason);
}
