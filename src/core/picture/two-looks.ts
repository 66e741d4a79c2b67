import type { DomainReport } from '../domain/report.ts';

/** The last look, and beside it the last one that saw other certificates. */
export interface TwoLooks {
  readonly latest: DomainReport | null;
  readonly earlier: DomainReport | null;
}

export const noLooks: TwoLooks = { latest: null, earlier: null };

/** The two looks after one more. A look that saw no certificate at all replaces none. */
export function afterLook({ latest, earlier }: TwoLooks, report: DomainReport): TwoLooks {
  const before = latest === null ? '' : leavesOf(latest);
  const isOther = before !== '' && leavesOf(report) !== before;
  return { latest: report, earlier: isOther ? latest : earlier };
}

function leavesOf({ observations }: DomainReport): string {
  const leaves = observations.tls.flatMap(({ outcome }) =>
    outcome.kind === 'handshake' ? [outcome.chain[0]?.fingerprint ?? ''] : [],
  );
  return [...new Set(leaves)].toSorted().join(' ');
}
