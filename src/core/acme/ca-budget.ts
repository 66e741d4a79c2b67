import { countedEntries, setOf, type LedgerEntry } from './ca-ledger.ts';

/** How much we ask of a CA in a sliding window: less than it allows, so that it never has to refuse. */
export interface CaLimit {
  readonly what: 'failed-validations' | 'duplicates' | 'certificates' | 'orders' | 'accounts';
  readonly most: number;
  readonly windowMs: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Below those of Let's Encrypt, the strictest of the public CAs that tell theirs: 5 failed validations of a name in an hour,
 * 5 certificates for the same names in 7 days, 50 of a registered domain in 7 days but for renewals, 300 orders of an
 * account in 3 hours, 10 accounts of an address in 3 hours.
 * https://letsencrypt.org/docs/rate-limits/, read 2026-11-22.
 */
export const caLimits: readonly CaLimit[] = [
  { what: 'failed-validations', most: 3, windowMs: hour },
  { what: 'duplicates', most: 3, windowMs: 7 * day },
  { what: 'certificates', most: 40, windowMs: 7 * day },
  { what: 'orders', most: 10, windowMs: 10 * minute },
  { what: 'accounts', most: 3, windowMs: 3 * hour },
];

/**
 * Below those of Let's Encrypt's staging, where certificates for the same names are as good as unlimited and 200 validations
 * of a name may fail in an hour. https://letsencrypt.org/docs/staging-environment/, read 2026-11-22.
 */
export const trialLimits: readonly CaLimit[] = [
  { what: 'failed-validations', most: 30, windowMs: hour },
  { what: 'orders', most: 20, windowMs: 10 * minute },
  { what: 'accounts', most: 3, windowMs: 3 * hour },
];

/** What is left of one limit, for one name, for one set of names, for one registered domain or for the account. */
export interface BudgetLeft extends CaLimit {
  /** The name, the names with commas between them, the registered domain, or empty for the account. */
  readonly about: string;
  readonly left: number;
  /** When there is one more than now, ISO 8601; null where nothing is used. */
  readonly moreFrom: string | null;
}

/** What CAs count by, besides the names. */
export interface CountedBy {
  /** The domain that somebody registered, above or at a name; null: none is known, as of an address. */
  readonly registered: (name: string) => string | null;
  /** There is a certificate of these names already, so that this one counts for no registered domain. */
  readonly renewal: boolean;
}

/**
 * What is left of every limit for a certificate with these names, the scarcest first.
 * @param names as they stand in the certificate
 */
export function budgetLeft(
  entries: readonly LedgerEntry[],
  limits: readonly CaLimit[],
  names: readonly string[],
  now: Date,
  { registered, renewal }: CountedBy,
): readonly BudgetLeft[] {
  const counted = countedEntries(entries, now);
  const set = setOf(names);
  return limits
    .flatMap((limit) => {
      switch (limit.what) {
        case 'failed-validations':
          return names.map((name) =>
            leftOf(
              limit,
              name,
              counted.filter((one) => one.event === 'invalid' && one.names.includes(name)),
              now,
            ),
          );
        case 'duplicates':
          return leftOf(
            limit,
            names.join(', '),
            counted.filter((one) => one.event === 'issued' && setOf(one.names) === set),
            now,
          );
        case 'certificates':
          return renewal
            ? []
            : [...domainsOf(names, registered)].map((domain) =>
                leftOf(
                  limit,
                  domain,
                  counted.filter(
                    (one) =>
                      one.event === 'issued' && one.renewal !== true && domainsOf(one.names, registered).has(domain),
                  ),
                  now,
                ),
              );
        case 'orders':
          return leftOf(
            limit,
            '',
            counted.filter(({ event }) => event === 'order'),
            now,
          );
        case 'accounts':
          return leftOf(
            limit,
            '',
            counted.filter(({ event }) => event === 'account'),
            now,
          );
      }
    })
    .toSorted((one, other) => one.left - other.left);
}

function domainsOf(names: readonly string[], registered: CountedBy['registered']): ReadonlySet<string> {
  return new Set(names.map((name) => registered(name.replace(/^\*\./, ''))).filter((domain) => domain !== null));
}

function leftOf(limit: CaLimit, about: string, used: readonly LedgerEntry[], now: Date): BudgetLeft {
  const ends = used
    .map(({ at }) => Date.parse(at) + limit.windowMs)
    .filter((end) => end > now.getTime())
    .toSorted((one, other) => one - other);
  const left = Math.max(0, limit.most - ends.length);
  // Where more was used than is allowed, that much must end before one is free.
  const free = ends[Math.max(0, ends.length - limit.most)];
  return { ...limit, about, left, moreFrom: free === undefined ? null : new Date(free).toISOString() };
}
