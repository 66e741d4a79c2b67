import type { ReadErrorReason } from '../../core/log/unreadable.ts';

/** A log that cannot be read. `message` is for developers; the user's words are made from `reason`. */
export class ReadError extends Error {
  readonly reason: ReadErrorReason;
  readonly path: string;

  constructor(reason: ReadErrorReason, path: string, cause?: unknown) {
    super(`${path}: ${reason}`, { cause });
    this.name = 'ReadError';
    this.reason = reason;
    this.path = path;
  }
}

const reasons: Readonly<Record<string, ReadErrorReason>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'permission',
  EPERM: 'permission',
  EISDIR: 'not-a-file',
  Z_BUF_ERROR: 'archive',
  Z_DATA_ERROR: 'archive',
};

/** The `ReadError` for what the file system threw; other errors, such as an abort, are given back as they are. */
export function readErrorFrom(error: unknown, path: string): unknown {
  if (error instanceof ReadError || !(error instanceof Error) || error.name === 'AbortError' || !('code' in error))
    return error;
  return new ReadError(reasons[String(error.code)] ?? 'io', path, error);
}
