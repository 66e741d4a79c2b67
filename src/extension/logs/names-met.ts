import type { LogAttempt } from '../../core/log/report.ts';
import { nameValue } from './finding-name.ts';
import { counted } from './log-summary.ts';
import type { KnownFinding } from './known-findings.ts';

/** A DNS name that a log speaks of. */
export interface MetName {
  /** As A-labels, without the star of a wildcard. */
  readonly name: string;
  /** What became of it: `2 attempts failed, 5 succeeded`, `3 findings`. */
  readonly words: string;
}

interface Tally {
  failed: number;
  succeeded: number;
  others: number;
  findings: number;
}

/** The names of a log's attempts and findings: those in trouble first, then by name. */
export function namesMet(attempts: readonly LogAttempt[], findings: readonly KnownFinding[]): readonly MetName[] {
  const tallies = new Map<string, Tally>();
  const tallyOf = (name: string): Tally => {
    const tally = tallies.get(name) ?? { failed: 0, succeeded: 0, others: 0, findings: 0 };
    tallies.set(name, tally);
    return tally;
  };
  for (const { names, outcome } of attempts) {
    for (const name of new Set(names.map(nameValue))) {
      if (name === null) continue;
      const tally = tallyOf(name);
      if (outcome === 'failed' || outcome === 'succeeded') tally[outcome]++;
      else tally.others++;
    }
  }
  for (const { name, finding } of findings) {
    if (name !== null && finding.severity !== 'hint') tallyOf(name).findings++;
  }
  const trouble = ({ failed, findings }: Tally): number => failed * 1_000_000 + findings;
  return [...tallies]
    .sort(([a, first], [b, second]) => trouble(second) - trouble(first) || (a < b ? -1 : 1))
    .map(([name, tally]) => ({ name, words: words(tally) }));
}

function words({ failed, succeeded, others, findings }: Tally): string {
  const attempts = failed + succeeded + others;
  if (attempts === 0) return counted(findings, 'finding');
  const outcomes = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(succeeded > 0 ? [`${succeeded} succeeded`] : []),
  ].join(', ');
  return `${counted(attempts, 'attempt')}${outcomes === '' ? '' : `: ${outcomes}`}`;
}
