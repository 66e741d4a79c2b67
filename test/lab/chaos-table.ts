import { format } from 'prettier';
import { invariants } from './invariants.ts';
import { machineFaults, kills, networkFaults } from './chaos-faults.ts';

/** What became of one renewal that ran into trouble. */
export interface ChaosRow {
  readonly what: string;
  /** What the user reads when the run ends; empty: nothing, for it went on, or was killed. */
  readonly said: string;
  /** Certificates that the CA issued, until all was well again. */
  readonly issued: number;
  /** Private keys of before, and of what was issued, that are nowhere any more. */
  readonly lost: number;
  /** What nginx served after the trouble, having read its files again; `whole`: of several trials the old one or the new one. */
  readonly meanwhile: 'old' | 'new' | 'whole';
}

/** docs/reliability.md: what the chaos suite has seen. */
export async function reliabilityPage(rows: readonly ChaosRow[]): Promise<string> {
  const data = [networkFaults, kills, machineFaults].map((faults) => faults.map(({ what }) => what));
  const [network = [], killed = [], clock = []] = data;
  const known = new Set(data.flat());
  const others = rows
    .map(({ what }) => what)
    .filter((what) => !known.has(what))
    .toSorted();
  const section = (title: string, whats: readonly string[]): readonly string[] => [
    '',
    `## ${title}`,
    '',
    '| Trouble | The user reads | Issued | Keys lost | Served meanwhile |',
    '| --- | --- | --- | --- | --- |',
    ...whats.flatMap((what) => rows.filter((row) => row.what === what).map(rowText)),
  ];
  const page = [
    '# Reliability',
    '',
    `A certificate is in use and is being renewed when trouble comes; then the trouble ends, and the next runs finish what is left. Pebble issues, nginx serves, and openssl looks at what is served after nginx has read its files again in the middle of it. In all ${String(rows.length)} troubles the CA has issued one certificate in all, no private key was lost, no file was left half written or open to others, and nginx served a certificate with its key at every moment. Made by \`test/lab/chaos.test.ts\` (\`npm test -- lab\`, as root), which fails where it no longer says the truth.`,
    ...promises(),
    ...section('The way to the CA', network),
    ...section('Killed at any step', killed),
    ...section('The machine', [...clock, ...others]),
  ].join('\n');
  return await format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

function promises(): readonly string[] {
  return [
    '',
    '## What is promised, and what holds it',
    '',
    'Each of these tests fails where the promise is not kept. Where the last column says how, the code was broken so, a test was seen to fail, and the code was put back.',
    '',
    '| | Promise | Tests | Broken to see it |',
    '| --- | --- | --- | --- |',
    ...invariants.map(({ promise, tests, broken }, at) => {
      const places = [...new Set(tests.map(([file]) => `[${file.split('/').at(-1) ?? ''}](../test/${file})`))];
      return `| ${String(at + 1)} | ${promise} | ${places.join(', ')} | ${broken ?? ''} |`;
    }),
  ];
}

function rowText({ what, said, issued, lost, meanwhile }: ChaosRow): string {
  const text = said.replaceAll('|', '\\|') || (what.startsWith('Killed') ? '' : 'Nothing: the run goes on');
  const served = { old: 'the old one', new: 'the new one', whole: 'the old one or the new one' }[meanwhile];
  return `| ${what} | ${text} | ${String(issued)} | ${lost === 0 ? 'none' : String(lost)} | ${served} |`;
}
