import type { LogFindings } from './log-findings.ts';

/** Counts the causes of failure that have come since somebody last looked at the view. */
export class UnseenCauses {
  #seen: ReadonlyMap<string, number> = new Map();

  /** Everything that is there now has been seen. */
  look(logs: readonly LogFindings[]): void {
    this.#seen = countCauses(logs);
  }

  count(logs: readonly LogFindings[]): number {
    let unseen = 0;
    for (const [cause, times] of countCauses(logs)) if (times > (this.#seen.get(cause) ?? 0)) unseen++;
    return unseen;
  }
}

/** How often each problem of each subject stands in each log; what another line explains is no cause. */
function countCauses(logs: readonly LogFindings[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { log, state, findings } of logs) {
    // The part that is told first would count once more when all is read, under another number of times.
    if (state.kind === 'reading') continue;
    for (const { finding } of findings) {
      if (finding.severity !== 'error' || finding.causeLine !== undefined) continue;
      const key = JSON.stringify([log, finding.problem, finding.subject]);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
