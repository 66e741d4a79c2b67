import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import type { LogReport } from '../../../src/core/log/report.ts';
import { withoutSecrets } from '../../../src/core/report/redact.ts';
import { leaksIn } from '../../../src/core/report/verify-redaction.ts';

const beside = new URL('../../../../shared/', import.meta.url);
const absent = existsSync(beside) ? '' : ' (skipped: ../shared is not beside the checkout)';

const foundIn = ({ findings, attempts, cause }: LogReport): unknown => ({
  findings: findings.map(({ problem, line }) => [problem, line]),
  outcomes: attempts.map(({ outcome }) => outcome),
  cause,
});

it.skipIf(absent !== '')(`a redacted log shows the same problems on the same lines, and no secret${absent}`, () => {
  const scanner = createLogScanner();
  const root = fileURLToPath(beside);
  const logs = [
    ...globSync('lab/*/*.{log,txt}', { cwd: root }).map((path) => readFileSync(`${root}${path}`, 'utf8')),
    ...readFileSync(`${root}corpus/dev.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { text: string }).text),
  ];
  expect(logs.length).toBeGreaterThan(500);
  for (const log of logs) {
    const redacted = withoutSecrets(log);
    expect(leaksIn(redacted)).toEqual([]);
    expect(foundIn(diagnoseLog(redacted.split('\n'), scanner))).toEqual(foundIn(diagnoseLog(log.split('\n'), scanner)));
  }
});
