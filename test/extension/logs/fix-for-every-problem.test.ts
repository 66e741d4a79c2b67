import { describe, expect, it } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import { signatures } from '../../../src/core/log/known-signatures.ts';
import type { ProblemSignature } from '../../../src/core/log/signature.ts';
import { FindingAdvice } from '../../../src/extension/logs/finding-advice.ts';
import { anyPrompt } from '../../../src/extension/remedies/terminal-prompt.ts';
import { known } from './a-finding.ts';

/**
 * What changes or proves something. Reading about it, ignoring it, listing the name and opening a file that may be another
 * machine's do not count.
 */
const real = ['Verify now', 'Type command', 'Copy command', 'Copy record', 'Setting', 'Steps', 'Remind me', 'Playbook'];

const advice = new FindingAdvice(
  { domains: [] },
  {
    isTrusted: () => true,
    issuer: () => 'letsencrypt.org',
    prompt: () => anyPrompt,
    hasFolder: () => true,
    now: () => new Date('2026-11-26T12:00:00Z'),
  },
);

describe('a problem that a log can show', () => {
  const scanner = createLogScanner();
  const ofProblem = Object.entries(signatures).filter(
    (entry): entry is [string, ProblemSignature] => 'problem' in entry[1],
  );

  it('has a quick fix that does something, whatever its line leaves out', () => {
    const without = ofProblem.flatMap(([id, { example }]) =>
      known(diagnoseLog([example], scanner))
        .filter(({ finding }) => finding.signature === id)
        .filter((one) => !advice.actions(one).some(({ label }) => real.includes(label)))
        .map(({ finding }) => `${finding.problem} (${id})`),
    );
    expect(without).toEqual([]);
  });
});
