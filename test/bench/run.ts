// `npm run bench`: how fast the product is, against what is held to be fast. `npm run bench -- log-scan` runs only that one.
import { cpus } from 'node:os';
import { removeBenchFiles } from './bench-file.ts';
import { dnsQuestions } from './dns-questions.ts';
import { logDocument } from './log-document.ts';
import { logHostile } from './log-hostile.ts';
import { logMemory } from './log-memory.ts';
import { logPreview } from './log-preview.ts';
import { logScan } from './log-scan.ts';
import { manyDomains } from './many-domains.ts';
import { oneCheck } from './one-check.ts';
import type { Row, Scenario } from './scenario.ts';
import { tlsProbe } from './tls-probe.ts';

const scenarios: readonly Scenario[] = [
  logScan,
  logMemory,
  logDocument,
  logPreview,
  logHostile,
  dnsQuestions,
  tlsProbe,
  oneCheck,
  manyDomains,
];
const rounds = 5;

const [first, ...rest] = process.argv.slice(2);
if (first === '--measure') {
  const [name, ...args] = rest;
  const scenario = scenarios.find((one) => one.name === name);
  process.stdout.write(JSON.stringify(await scenario?.measure?.(args)));
} else process.exitCode = await runAll(process.argv.slice(2));

async function runAll(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    console.error(
      `No such benchmark: ${unknown.join(', ')}. There are: ${scenarios.map(({ name }) => name).join(', ')}.`,
    );
    return 2;
  }
  let missed = 0;
  console.log(
    `Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${rounds} rounds, medians\n`,
  );
  for (const scenario of scenarios) {
    if (wanted.length > 0 && !wanted.includes(scenario.name)) continue;
    console.log(`## ${scenario.title} (${scenario.name})\n`);
    const obstacle = scenario.impossible();
    if (obstacle !== null) {
      console.log(`SKIPPED: ${obstacle}\n`);
      continue;
    }
    const rows = await scenario.run(rounds);
    removeBenchFiles();
    console.log(table(rows));
    missed += rows.filter(({ bar }) => bar?.isMet === false).length;
  }
  if (missed > 0) console.log(`${missed} missed`);
  return missed > 0 ? 1 : 0;
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, bar }) => [
    what,
    measured,
    bar === null ? '' : `${bar.isMet ? 'met' : 'MISSED'}: ${bar.text}`,
  ]);
  return ['| | measured | held to |', '|---|---|---|', ...cells.map((row) => `| ${row.join(' | ')} |`), ''].join('\n');
}
