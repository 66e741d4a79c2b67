import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Run } from '../../src/engine/engine.ts';
import { benchFile } from './bench-file.ts';
import { peakIn } from './own-peak.ts';

/** What users have: run `npm run bench`, which builds it first. */
export const worker = fileURLToPath(new URL('../../dist/worker.cjs', import.meta.url));
const runner = fileURLToPath(new URL('run.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

/** The terminal program, to be timed. */
export const scanCommand = (file: string): readonly string[] => [process.execPath, cli, 'scan', '--json', file];

export interface Usage {
  /** User and system time of the process and its threads, milliseconds. */
  readonly cpu: number;
  readonly output: string;
}

/** Runs a program to its end, as the shell's `time` measures it. Rejects where it cannot be started. */
export async function timed(argv: readonly string[]): Promise<Usage> {
  // To a file: with nothing but /dev/null to write to, grep stops at its first hit.
  const file = benchFile('output.txt');
  const script = 'TIMEFORMAT="%U %S"; out=$1; shift; time "$@" > "$out"';
  const { errors } = await finished('bash', ['-c', script, 'bash', file, ...argv]);
  const last = errors.trim().split('\n').at(-1) ?? '';
  const [user = Number.NaN, system = Number.NaN] = last.split(' ').map(Number);
  if (Number.isNaN(user + system)) throw new Error(`${argv.join(' ')}: ${errors}`);
  return { cpu: (user + system) * 1000, output: readFileSync(file, 'utf8') };
}

/** The most memory that the terminal program held while it ran, in MiB; by what `ownPeak` goes by. */
export async function peakMemory(args: readonly string[]): Promise<number> {
  const report = benchFile('peak.txt');
  // Loaded before the program, and no more than this: its memory counts.
  const preload = benchFile('peak.cjs');
  const isLinux = process.platform === 'linux';
  writeFileSync(
    preload,
    `const { readFileSync, writeFileSync } = require('node:fs');
    process.on('exit', () => writeFileSync(${JSON.stringify(report)}, ${isLinux ? "readFileSync('/proc/self/status')" : 'String(process.resourceUsage().maxRSS)'}));`,
  );
  rmSync(report, { force: true });
  const { errors } = await finished(process.execPath, ['--require', preload, cli, ...args]);
  if (!existsSync(report)) throw new Error(errors);
  const written = readFileSync(report, 'utf8');
  return isLinux ? peakIn(written) : Number(written) / 1024;
}

/** Runs `measure` of a scenario in a process of its own. */
export async function inFreshProcess(scenario: string, args: readonly string[]): Promise<unknown> {
  const { output, errors } = await finished(process.execPath, [runner, '--measure', scenario, ...args]);
  if (output === '') throw new Error(errors);
  return JSON.parse(output) as unknown;
}

async function finished(program: string, args: readonly string[]): Promise<{ output: string; errors: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part));
  await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { output, errors };
}

/** Runs each of the measurements once a round, in turn, so that a busy machine hits all alike. Medians by name. */
export async function interleaved<Name extends string>(
  rounds: number,
  measurements: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(measurements) as Name[];
  const values = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) values.get(name)?.push(await measurements[name]());
  return Object.fromEntries([...values].map(([name, all]) => [name, median(all)])) as Record<Name, number>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** CPU time of this process since it began, milliseconds. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** A run that nobody watches or stops. */
export const unwatched: Run = {
  signal: new AbortController().signal,
  progress: () => undefined,
  confirm: () => Promise.resolve(false),
};
