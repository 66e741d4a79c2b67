import { describe, it } from 'vitest';
import { whyNoLab } from './lab.ts';

/** A suite that needs the lab. Where it cannot be had, it says what is missing and is skipped; under CI that is a failure. */
export function describeLab(title: string, suite: () => void): void {
  const obstacle = whyNoLab();
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
