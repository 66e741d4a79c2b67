// Finds every message in a log and judges none: `node find-messages.cjs FILE`. What ripgrep is compared with. With `again`
// behind the file it reads it twice and tells the second time's CPU in milliseconds: what Node.js and its compiler need
// to start is over then, as it is in the engine's thread.
import { open } from 'node:fs/promises';
import { createLogScanner } from '../../src/core/log/diagnose.ts';
import { viewLine } from '../../src/core/log/line-view.ts';
import type { LogReport } from '../../src/core/log/report.ts';
import type { Scanner } from '../../src/core/log/scanner.ts';
import { bytesOfFile } from '../../src/engine/read/log-bytes.ts';
import { type LineReader, LogLines } from '../../src/engine/read/log-lines.ts';

class MessageCounter implements LineReader {
  readonly needsNextLine = false;
  messages = 0;
  private readonly scanner: Scanner;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  push(line: string): void {
    this.messages += this.scanner.scan(viewLine(line).text).length;
  }

  skip(): void {
    // Lines without a message.
  }

  report(bytes: number): LogReport {
    return { format: 'unknown', lines: 0, bytes, findings: [], attempts: [], cause: null };
  }

  finish(bytes: number): LogReport {
    return this.report(bytes);
  }
}

async function countMessages(file: string, scanner: Scanner): Promise<number> {
  const counter = new MessageCounter(scanner);
  const lines = new LogLines(scanner, counter, null);
  await using handle = await open(file);
  for await (const { bytes } of bytesOfFile(handle, file, new AbortController().signal)) lines.push(bytes);
  lines.finish();
  return counter.messages;
}

async function run([file = '', again]: readonly string[]): Promise<number> {
  const scanner = createLogScanner();
  const messages = await countMessages(file, scanner);
  if (again === undefined) return messages;
  const before = process.cpuUsage();
  await countMessages(file, scanner);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

void run(process.argv.slice(2)).then((result) => {
  console.log(result);
});
