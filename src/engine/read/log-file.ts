import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LogDiagnosis, createLogScanner } from '../../core/log/diagnose.ts';
import type { LogReport } from '../../core/log/report.ts';
import type { Scanner } from '../../core/log/scanner.ts';
import type { Run, ScanRequest } from '../engine.ts';
import { LogLines, linesOf, longestLine } from './log-lines.ts';
import { ReadError, readErrorFrom } from './read-error.ts';

const chunkSize = 1 << 20;
const toldEvery = 16 * chunkSize;
/** A NUL this near to the start says that the file is no text. Later ones are what clients sent to a server that logged it. */
const headSize = 512;

/** Diagnoses a log on disk or in an editor. Rejects as `scanLogFile` does. */
export async function scanLog(
  { log }: ScanRequest,
  run: Pick<Run, 'signal' | 'progress'>,
  scanner: Scanner = createLogScanner(),
): Promise<LogReport> {
  return 'text' in log ? scanLogText(log.text, scanner) : await scanLogFile(log.path, run, scanner);
}

/**
 * Reads a log from disk, plain or gzip, and diagnoses it in constant memory. Rejects with `ReadError`, or with the
 * signal's reason when aborted. Progress is the fraction of the file.
 */
export async function scanLogFile(
  path: string,
  run: Pick<Run, 'signal' | 'progress'>,
  scanner: Scanner = createLogScanner(),
): Promise<LogReport> {
  try {
    await using handle = await open(path);
    const stat = await handle.stat();
    if (!stat.isFile()) throw new ReadError('not-a-file', path);
    const raw = handle.createReadStream({ start: 0, highWaterMark: chunkSize, autoClose: false, signal: run.signal });
    let lines: LogLines | null = null;
    let told = 0;
    for await (const chunk of (await isGzip(handle)) ? unzip(raw) : raw) {
      const bytes = chunk as Buffer;
      lines ??= new LogLines(scanner, new LogDiagnosis(scanner), encodingOf(bytes, path));
      lines.push(bytes);
      if (raw.bytesRead - told < toldEvery) continue;
      told = raw.bytesRead;
      run.progress({ step: 'Reading the log', fraction: Math.min(1, told / stat.size) });
    }
    return (lines ?? new LogLines(scanner, new LogDiagnosis(scanner), null)).finish();
  } catch (error) {
    run.signal.throwIfAborted();
    throw readErrorFrom(error, path);
  }
}

export async function isGzip(handle: FileHandle): Promise<boolean> {
  const magic = Buffer.alloc(2);
  const { bytesRead } = await handle.read(magic, 0, 2, 0);
  return bytesRead === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
}

export function unzip(raw: Readable): Readable {
  const gunzip = createGunzip({ chunkSize });
  // An error of either stream ends the other; the reader of `gunzip` meets it there.
  pipeline(raw, gunzip, () => undefined);
  return gunzip;
}

/** By its byte order mark, UTF-16; otherwise null for UTF-8. Throws `ReadError` for what is no text. */
export function encodingOf(start: Buffer, path: string): 'utf-16le' | 'utf-16be' | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start.subarray(0, headSize).includes(0)) throw new ReadError('binary', path);
  return null;
}

/** Diagnoses a log that is in memory already, such as an editor's document. */
export function scanLogText(text: string, scanner: Scanner = createLogScanner()): LogReport {
  const diagnosis = new LogDiagnosis(scanner);
  let cutLines = 0;
  for (const line of linesOf(text)) {
    if (line.length > longestLine) cutLines++;
    diagnosis.push(line.slice(0, longestLine));
  }
  return diagnosis.finish(Buffer.byteLength(text), cutLines);
}
