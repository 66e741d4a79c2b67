import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bareSignatures } from '../../src/bare-signatures.ts';
import { signatures } from '../../src/core/log/known-signatures.ts';
import { parseTemplate } from '../../src/core/log/template.ts';
import { EngineClient } from '../../src/extension/engine-client.ts';
import { benchFile } from './bench-file.ts';
import { cpuTime, inFreshProcess, interleaved, scanCommand, timed, unwatched, worker } from './measure.ts';
import { whyNoLab, writeMixture } from './mixture.ts';
import { type Scenario, held, told } from './scenario.ts';

const size = 200_000_000;

/** How fast a log is read in which nine lines of ten are harmless, against programs that only count its lines. */
export const logScan: Scenario = {
  name: 'log-scan',
  title: 'A log of 200 MB: CPU time of all signatures',
  impossible: whyNoLab,

  async run(rounds) {
    const file = writeMixture('mixture.log', size);
    const literals = benchFile('literals.txt');
    const count = writeLiterals(literals);
    const finder = await buildFinder();
    const peers = {
      ripgrep: isInstalled('rg') ? ['rg', '-c', '-F', '-f', literals, file] : null,
      grep: isInstalled('grep') ? ['grep', '-c', '-F', '-f', literals, file] : null,
    };
    const cpu = await interleaved(rounds, {
      ripgrep: () => cpuOf(peers.ripgrep),
      grep: () => cpuOf(peers.grep),
      program: () => cpuOf(scanCommand(file)),
      signatures: () => cpuOf([process.execPath, finder, file]),
      again: () => Promise.resolve(findAgain(finder, file)),
      thread: async () => Number(await inFreshProcess('log-scan', [file])),
    });
    const megabytes = statSync(file).size / 1e6;
    const speed = (milliseconds: number): string =>
      `${milliseconds.toFixed(0)} ms CPU, ${((megabytes / milliseconds) * 1000).toFixed(0)} MB/s`;
    const ratio = (milliseconds: number): string => `${(milliseconds / cpu.ripgrep).toFixed(2)} of ripgrep's`;
    const found = (where: string, milliseconds: number) => {
      const what = `${String(count)} signatures: every message found, ${where}`;
      return peers.ripgrep
        ? held(what, `${speed(milliseconds)}, ${ratio(milliseconds)}`, milliseconds, cpu.ripgrep, "at most ripgrep's")
        : told(what, speed(milliseconds));
    };
    return [
      ...(peers.ripgrep ? [told(`ripgrep -c -F, ${String(count)} literals`, speed(cpu.ripgrep))] : []),
      ...(peers.grep ? [told(`grep -c -F, ${String(count)} literals`, speed(cpu.grep))] : []),
      found('in a thread that has read a log', cpu.again),
      found('as a program', cpu.signatures),
      told('and judged, in the engine’s thread once it has read a log', `${speed(cpu.thread)}, ${ratio(cpu.thread)}`),
      told('and judged, as a program from its start to its end', `${speed(cpu.program)}, ${ratio(cpu.program)}`),
    ];
  },

  async measure([file = '']) {
    return await readAgain(file);
  },
};

/** A program that only finds the messages, built as the product is. */
async function buildFinder(): Promise<string> {
  const outfile = benchFile('find-messages.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('find-messages.ts', import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: [bareSignatures],
    logLevel: 'error',
  });
  return outfile;
}

/** CPU time of reading a log that was read before, in milliseconds: the compiler has done its work. */
async function readAgain(file: string): Promise<number> {
  const client = new EngineClient(worker);
  await client.scan({ log: { path: file } }, unwatched);
  const before = cpuTime();
  await client.scan({ log: { path: file } }, unwatched);
  const spent = cpuTime() - before;
  client.dispose();
  return spent;
}

/** As above, of finding alone. */
function findAgain(finder: string, file: string): number {
  const { stdout } = spawnSync(process.execPath, [finder, file, 'again'], { encoding: 'utf8' });
  return Number(stdout);
}

async function cpuOf(argv: readonly string[] | null): Promise<number> {
  return argv === null ? Number.NaN : (await timed(argv)).cpu;
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

/** The longest literal of each signature, as what a user of grep would look for. Returns how many there are. */
function writeLiterals(file: string): number {
  const longest = Object.values(signatures).map(({ template }) =>
    parseTemplate(template).literals.reduce((best, literal) => (literal.length > best.length ? literal : best), ''),
  );
  writeFileSync(file, `${[...new Set(longest)].join('\n')}\n`);
  return longest.length;
}
