import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { benchFile } from './bench-file.ts';
import { interleaved, peakMemory, scanCommand, timed } from './measure.ts';
import { type Row, type Scenario, held } from './scenario.ts';

const megabyte = 1 << 20;
/** An ordinary log takes about 5 ms for each. */
const mostPerMegabyte = 50;

interface HostileLog {
  readonly what: string;
  readonly megabytes: number;
  /** The next part, about a megabyte. */
  part(index: number): Buffer;
}

const repeated = (text: string): Buffer => Buffer.from(text.repeat(Math.ceil(megabyte / Buffer.byteLength(text))));

const logs: readonly HostileLog[] = [
  {
    what: 'lines of 1 MB',
    megabytes: 64,
    part: () => Buffer.concat([Buffer.alloc(megabyte - 1, 'x'), Buffer.from('\n')]),
  },
  { what: 'one line of 600 MB', megabytes: 600, part: () => Buffer.alloc(megabyte, 'x') },
  { what: 'NUL', megabytes: 64, part: (index) => (index === 0 ? repeated('line\n') : Buffer.alloc(megabyte)) },
  { what: 'what is no UTF-8', megabytes: 64, part: () => repeatedBytes([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x0a]) },
  {
    what: 'half a message without end',
    megabytes: 64,
    part: () => repeated('Fetching http://a.example.com/.well-known/'),
  },
  {
    what: 'half a message a line',
    megabytes: 64,
    part: () => repeated(`203.0.113.1 "GET /.well-known/acme-challenge/${'/.well-known/'.repeat(30)}"\n`),
  },
  { what: 'colours and escapes', megabytes: 64, part: () => repeated('\u001b[31m\\"\\n&quot;') },
];

/** What a line or a file costs that was made to hurt. */
export const logHostile: Scenario = {
  name: 'log-hostile',
  title: 'Hostile logs',
  impossible: () => null,

  async run() {
    const rows: Row[] = [];
    for (const log of logs) {
      const file = written(log);
      const { cpu } = await timed(scanCommand(file));
      const { memory } = await interleaved(3, { memory: () => peakMemory(['scan', '--json', file]) });
      const each = cpu / (statSync(file).size / megabyte);
      rows.push(
        held(
          `${log.what}, ${String(log.megabytes)} MB`,
          `${each.toFixed(1)} ms CPU for each MB, ${memory.toFixed(0)} MiB`,
          Math.max(each / mostPerMegabyte, memory / 100),
          1,
          `at most ${String(mostPerMegabyte)} ms and 100 MiB`,
        ),
      );
    }
    return rows;
  },
};

function written(log: HostileLog): string {
  const file = benchFile('hostile.log');
  const handle = openSync(file, 'w');
  for (let index = 0; index < log.megabytes; index++) writeSync(handle, log.part(index));
  closeSync(handle);
  return file;
}

function repeatedBytes(bytes: readonly number[]): Buffer {
  return Buffer.alloc(megabyte, Buffer.from(bytes));
}
