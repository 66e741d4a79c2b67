import { backOffOf } from './back-off.ts';
import { countedEntries, setOf, type LedgerEntry } from './ca-ledger.ts';

/** How long a trial that went well stands for the real try: what it proved, a name server or a firewall may change. */
const trialHoldsMs = 24 * 3_600_000;

/**
 * Should these names go to the CA's trial service first? The first time, and after every failure; where a trial has gone
 * well since, the real one is next.
 * @param real the ledger of the CA
 * @param trial the ledger of its trial service
 */
export function needsTrial(
  real: readonly LedgerEntry[],
  trial: readonly LedgerEntry[],
  names: readonly string[],
  now: Date,
): boolean {
  const set = setOf(names);
  const lastOf = (entries: readonly LedgerEntry[], event: LedgerEntry['event']): number =>
    Math.max(
      -Infinity,
      ...countedEntries(entries, now)
        .filter((one) => one.event === event && setOf(one.names) === set)
        .map(({ at }) => Date.parse(at)),
    );
  const proven = lastOf(real, 'issued') > -Infinity && backOffOf(real, names, now).failures === 0;
  if (proven) return false;
  const passed = lastOf(trial, 'issued');
  return passed < now.getTime() - trialHoldsMs || passed < lastOf(real, 'failed') || passed < lastOf(trial, 'failed');
}
