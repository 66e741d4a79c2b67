/** How many checks ended how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, as far as it has a name, and the first line of why. */
  readonly failures: readonly string[];
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** The test run's last line. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** What vitest's JSON reporter wrote. A run that failed without a failing test (a file that does not load) counts as one failure. */
export function vitestCounts(json: string, exitCode: number): Counts {
  const report = JSON.parse(json) as VitestReport;
  const failed = report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests,
    failures: report.testResults.flatMap(failuresOf),
  };
}

function failuresOf({ name, message, status, assertionResults }: VitestReport['testResults'][number]): string[] {
  const failed = assertionResults.filter((one) => one.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [`${name}: ${firstLine(message)}`] : [];
  return failed.map(({ fullName, failureMessages: [why = ''] }) => `${name}: ${fullName}: ${firstLine(why)}`);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** What mocha's spec reporter printed at its end. A run that ended badly or says nothing counts as one failure. */
export function mochaCounts(output: string, exitCode: number): Counts {
  const count = (word: string): number => Number(new RegExp(`^ +(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  const [passed, failed] = [count('passing'), count('failing')];
  const broken = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: broken ? 1 : failed, skipped: count('pending'), failures: [] };
}
