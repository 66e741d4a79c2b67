import type { FileHandle } from 'node:fs/promises';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { untilAborted } from '../until-aborted.ts';
import { ReadError } from './read-error.ts';

const chunkSize = 1 << 20;
/**
 * A NUL this near to the start says that the file is no text. Later ones are what clients sent to a server that logged
 * it; those that begin a file are the hole that a log has where it was emptied while its writer went on behind.
 */
const headSize = 512;

/** Deflate reaches 1 : 1032. The most repetitive logs stay far below this; what does not and is large is made to hurt. */
const largestRatio = 400;
const freelyUnzipped = 256 * chunkSize;

/** A part of a log, unpacked. The bytes are overwritten by the next part. */
export interface LogPart {
  readonly bytes: Buffer;
  /** How much of the whole was read before it or with it, 0 to 1; null where nobody knows how much there is. */
  readonly fraction: number | null;
}

/** A log on disk from its start, unpacked if it is gzip. Throws `ReadError`, the file system's errors or the abort's. */
export async function* bytesOfFile(handle: FileHandle, path: string, signal: AbortSignal): AsyncGenerator<LogPart> {
  const { size } = await handle.stat();
  if (await isGzip(handle)) {
    const raw = handle.createReadStream({ start: 0, autoClose: false, signal });
    for await (const bytes of unzipped(raw, path)) yield { bytes, fraction: Math.min(1, raw.bytesRead / size) };
    return;
  }
  let read = 0;
  for await (const bytes of bytesBetween(handle, 0, Number.POSITIVE_INFINITY, signal)) {
    read += bytes.length;
    yield { bytes, fraction: Math.min(1, read / size) };
  }
}

/** What a pipe brings, unpacked if it is gzip. Throws as `bytesOfFile` does. */
export async function* bytesOfStream(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<LogPart> {
  const chunks = untilAbortedEach(stream, signal);
  const first = await chunks.next();
  if (first.done === true) return;
  const all = rejoined(first.value, chunks);
  for await (const bytes of isGzipMagic(first.value) ? unzipped(Readable.from(all), path) : all) {
    yield { bytes, fraction: null };
  }
}

/** The bytes from one offset to another or to the end, in one buffer that each part overwrites. */
export async function* bytesBetween(
  handle: FileHandle,
  from: number,
  to: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  for (let at = from; at < to;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, Math.min(chunkSize, to - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

export async function isGzip(handle: FileHandle): Promise<boolean> {
  const magic = Buffer.alloc(2);
  const { bytesRead } = await handle.read(magic, 0, 2, 0);
  return bytesRead === 2 && isGzipMagic(magic);
}

/** Of the units of UTF-16 without a mark, so many are letters of ASCII in a log of any language. */
const fewestAscii = 0.75;

/** UTF-16 by its byte order mark, or because its letters have a NUL each; otherwise null for UTF-8. Throws `ReadError` for what is no text. */
export function encodingOf(start: Buffer, path: string): 'utf-16le' | 'utf-16be' | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const head = start.subarray(0, headSize);
  if (isMostlyAscii(head, 0)) return 'utf-16le';
  if (isMostlyAscii(head, 1)) return 'utf-16be';
  const text = head.findIndex((byte) => byte !== 0);
  const isText = text < 0 ? head.length === headSize || head.length === 0 : !head.includes(0, text);
  if (!isText) throw new ReadError('binary', path);
  return null;
}

/** Whether the bytes are units of UTF-16 with letters of ASCII at these of each two, and without U+0000. */
function isMostlyAscii(bytes: Buffer, low: 0 | 1): boolean {
  const units = bytes.length >> 1;
  let ascii = 0;
  for (let at = 0; at < units * 2; at += 2) {
    const isAscii = bytes[at + 1 - low] === 0;
    if (isAscii && bytes[at + low] === 0) return false;
    if (isAscii) ascii++;
  }
  return units > 1 && ascii >= units * fewestAscii;
}

export function isGzipMagic(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function* unzipped(raw: Readable, path: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize });
  // An error of either stream ends the other; the reader of `gunzip` meets it there.
  pipeline(raw, gunzip, () => undefined);
  let bytes = 0;
  for await (const chunk of gunzip) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > freelyUnzipped && bytes > gunzip.bytesWritten * largestRatio) throw new ReadError('bomb', path);
    yield part;
  }
}

async function* untilAbortedEach(stream: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Buffer> {
  const iterator = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await untilAborted(iterator.next(), signal);
    if (next.done === true) return;
    yield Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
  }
}

async function* rejoined<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
