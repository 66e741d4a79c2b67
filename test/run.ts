// `npm test`: every check of the product, in order of price. `npm test -- core engine` runs only those named.
// What a machine lacks is installed where it can be; else the step is skipped, loudly, and fails where CI is set.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { add, type Counts, countsLine, mochaCounts, none, vitestCounts } from './counts.ts';
import { type MachinePackage, prepareMachine, whyNoLab } from './machine.ts';

interface Step {
  readonly name: string;
  readonly title: string;
  readonly needs?: readonly MachinePackage[];
  /** Why it cannot run here at all; null where it can. */
  readonly impossible?: () => string | null;
  run(): Promise<Counts>;
}

const root = path.join(import.meta.dirname, '..');
const out = path.join(root, 'out');
const panel = 'src/extension/playbooks/panel/tsconfig.json';
const stepMinutes = 30;

/** Runs a program of node_modules/.bin or of the machine, its output shown as it comes. */
async function execute(argv: readonly string[]): Promise<{ code: number; output: string }> {
  const bin = path.join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const tooLong = setTimeout(() => {
    console.error(`${argv.join(' ')} did not end within ${stepMinutes} minutes.`);
    child.kill('SIGKILL');
  }, stepMinutes * 60_000);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    process.stdout.write(part);
    output += part;
  });
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      console.error(String(error));
      resolve(127);
    });
    child.on('close', (status) => {
      resolve(status ?? 1);
    });
  });
  clearTimeout(tooLong);
  return { code, output };
}

/** A check that passes or fails as a whole, with one or more commands. */
function check(name: string, title: string, ...commands: readonly string[][]): Step {
  return {
    name,
    title,
    async run() {
      let counts = none;
      for (const command of commands) {
        const { code } = await execute(command);
        counts = add(counts, { ...none, ...(code === 0 ? { passed: 1 } : { failed: 1 }) });
      }
      return counts;
    },
  };
}

function vitest(name: string, title: string, options: readonly string[] = []): Omit<Step, 'needs' | 'impossible'> {
  return {
    name,
    title,
    async run() {
      const report = path.join(out, `${name}.json`);
      rmSync(report, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const { code } = await execute([
        ...['vitest', 'run', '--config', 'test/vitest.config.ts', ...reporters, ...options],
        `test/${name}/`,
      ]);
      return existsSync(report) ? vitestCounts(readFileSync(report, 'utf8'), code) : { ...none, failed: 1 };
    },
  };
}

const oneByOne = ['--no-file-parallelism'];

const steps: readonly Step[] = [
  check('format', 'Format', ['prettier', '--check', '.']),
  check('types', 'Types', ['tsc', '--noEmit'], ...(existsSync(panel) ? [['tsc', '--noEmit', '-p', panel]] : [])),
  check('lint', 'Lint', ['eslint', '.']),
  check('dead-code', 'Dead code', ['knip']),
  check('build', 'Build and package', ['npm', 'run', '--silent', 'package']),
  vitest('architecture', 'Architecture: who may import whom'),
  vitest('core', 'Core: what we know'),
  vitest('syntaxes', 'Syntaxes: colours of logs'),
  vitest('engine', 'Engine: observing, acting, reading'),
  vitest('cli', 'CLI'),
  vitest('extension', 'Extension, without VS Code'),
  vitest('package', 'Package: manifest and VSIX'),
  vitest('world', 'World: the engine on every state'),
  {
    ...vitest('lab', 'Lab: Pebble, nginx, Apache and BIND in namespaces', oneByOne),
    needs: ['pebble', 'nginx', 'apache2', 'bind9', 'bind9-dnsutils', 'iproute2', 'openssl', 'faketime', 'strace'],
    impossible: whyNoLab,
  },
  {
    name: 'host',
    title: 'Host: inside the extension host',
    needs: ['chromium', 'pebble'],
    async run() {
      const { code, output } = await execute(['node', 'test/host/run-host.ts']);
      return mochaCounts(output, code);
    },
  },
  { ...vitest('ui', 'UI: a real workbench with the packaged extension', oneByOne), needs: ['chromium', 'pebble'] },
];

async function runStep(step: Step): Promise<Counts> {
  const obstacle = step.impossible?.() ?? null;
  const missing = obstacle === null ? prepareMachine(step.needs ?? []) : [];
  if (obstacle === null && missing.length === 0) return await step.run();
  const reason = obstacle ?? `not installed: ${missing.join(', ')} (Debian's names)`;
  const isFailure = process.env['CI'] === 'true';
  console.log(`${isFailure ? 'FAILED' : 'SKIPPED'}: ${reason}`);
  return { ...none, ...(isFailure ? { failed: 1 } : { skipped: 1 }) };
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Node.js 24 is needed, this is ${process.version}. \`npm ci && npm test\` brings it along.`);
  process.exit(2);
}
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
mkdirSync(out, { recursive: true });
let total = none;
const summary: string[] = [];
for (const step of steps) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue;
  console.log(`\n━━━ ${step.title} (${step.name})`);
  const start = performance.now();
  const counts = await runStep(step);
  const seconds = Math.round((performance.now() - start) / 1000);
  summary.push(`${counts.failed > 0 ? '✖' : '✔'} ${step.name}: ${countsLine(counts)} (${seconds} s)`);
  total = add(total, counts);
}
// Last, and with what failed: of a long log that is cut, the end is kept.
console.log(`\n${[...summary, ...total.failures, countsLine(total)].join('\n')}`);
process.exitCode = total.failed > 0 ? 1 : 0;
