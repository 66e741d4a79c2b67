import { describe, it } from 'vitest';
import { whyNoLab } from './lab.ts';

/**
 * A suite that needs the lab, and perhaps more programs in it. Where they cannot be had, it says what is missing and is
 * skipped; under CI that is a failure.
 */
export function describeLab(title: string, suite: () => void, programs: readonly string[] = []): void {
  const obstacle = whyNoLab(programs);
  if (obstacle === null) {
    describe(title, suite);
    return;
  }
  const complaint = `${title} needs the lab; ${obstacle}.`;
  console.warn(complaint);
  if (process.env['CI'] === 'true') {
    it(title, () => {
      throw new Error(complaint);
    });
  } else it.skip(title);
}
