import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { LogDiagnosis, createLogScanner } from '../../core/log/diagnose.ts';
import type { LogReport } from '../../core/log/report.ts';
import type { Scanner } from '../../core/log/scanner.ts';
import type { LogPreview, ScanRequest, ScanRun } from '../engine.ts';
import { bytesBetween, bytesOfFile, bytesOfStream, encodingOf, isGzip, type LogPart } from './log-bytes.ts';
import { LogLines, linesOf, longestLine } from './log-lines.ts';
import { ReadError, readErrorFrom } from './read-error.ts';

type ReadRun = Pick<ScanRun, 'signal' | 'progress' | 'preview'>;

const toldEvery = 16 << 20;
/** A file of more than twice this is read from its newest part first. */
const newestSize = 8 << 20;

/** Diagnoses a log on disk, in an editor or from a pipe. Rejects as `scanLogFile` does. */
export async function scanLog(
  { log }: ScanRequest,
  run: ReadRun,
  scanner: Scanner = createLogScanner(),
): Promise<LogReport> {
  if ('text' in log) return scanLogText(log.text, scanner);
  return 'bytes' in log
    ? await scanLogStream(log.bytes, log.path, run, scanner)
    : await scanLogFile(log.path, run, scanner);
}

/**
 * Reads a log from disk, plain or gzip, and diagnoses it in constant memory. Of a large plain one, the newest part is
 * told first. Rejects with `ReadError`, or with the signal's reason when aborted. Progress is the fraction of the file.
 */
export async function scanLogFile(
  path: string,
  run: ReadRun,
  scanner: Scanner = createLogScanner(),
): Promise<LogReport> {
  try {
    await using handle = await open(path);
    const stat = await handle.stat();
    if (!stat.isFile()) throw new ReadError('not-a-file', path);
    if (run.preview && stat.size > 2 * newestSize && !(await isGzip(handle))) {
      const newest = await newestPart(handle, stat.size, path, run.signal, scanner);
      if (newest !== null) run.preview(newest);
    }
    return await diagnosed(bytesOfFile(handle, path, run.signal), path, run, scanner);
  } catch (error) {
    run.signal.throwIfAborted();
    throw readErrorFrom(error, path);
  }
}

async function scanLogStream(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  run: ReadRun,
  scanner: Scanner,
): Promise<LogReport> {
  try {
    return await diagnosed(bytesOfStream(stream, path, run.signal), path, run, scanner);
  } catch (error) {
    run.signal.throwIfAborted();
    throw readErrorFrom(error, path);
  }
}

async function diagnosed(
  parts: AsyncIterable<LogPart>,
  path: string,
  run: ReadRun,
  scanner: Scanner,
): Promise<LogReport> {
  let lines: LogLines | null = null;
  let read = 0;
  let told = 0;
  for await (const { bytes, fraction } of parts) {
    lines ??= new LogLines(scanner, new LogDiagnosis(scanner), encodingOf(bytes, path));
    lines.push(bytes);
    read += bytes.length;
    if (read - told < toldEvery) continue;
    told = read;
    run.progress({ step: 'Reading the log', ...(fraction === null ? {} : { fraction }) });
  }
  return (lines ?? new LogLines(scanner, new LogDiagnosis(scanner), null)).finish();
}

/** What the end of a large file says; null where no line begins in it. Throws `ReadError` for what is no text. */
async function newestPart(
  handle: FileHandle,
  fileSize: number,
  path: string,
  signal: AbortSignal,
  scanner: Scanner,
): Promise<LogPreview | null> {
  const encoding = await encodingOfFile(handle, path);
  const lines = new LogLines(scanner, new LogDiagnosis(scanner), encoding);
  // Even, since a unit of UTF-16 has two bytes.
  let start = fileSize - newestSize - (fileSize % 2);
  let isInLine = false;
  for await (const bytes of bytesBetween(handle, start, fileSize, signal)) {
    const from = isInLine ? 0 : firstLineStart(bytes, encoding);
    if (!isInLine) start += from ?? bytes.length;
    if (from === null) continue;
    isInLine = true;
    lines.push(bytes.subarray(from));
  }
  return isInLine ? { ...lines.finish(), part: { start, fileSize } } : null;
}

async function encodingOfFile(handle: FileHandle, path: string): Promise<'utf-16le' | 'utf-16be' | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
  return encodingOf(buffer.subarray(0, bytesRead), path);
}

/** Where the first line begins whose start is in the bytes; null where none does. */
function firstLineStart(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be' | null): number | null {
  if (encoding === null) {
    const end = bytes.indexOf(0x0a);
    return end < 0 ? null : end + 1;
  }
  const isLittleEndian = encoding === 'utf-16le';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const unit = isLittleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
    if (unit === 0x0a) return at + 2;
  }
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
