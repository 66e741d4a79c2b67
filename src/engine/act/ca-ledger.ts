import path from 'node:path';
import { backOffOf, nextTryAfter, refusedUntil, type BackOff } from '../../core/acme/back-off.ts';
import {
  budgetLeft,
  caLimits,
  trialLimits,
  type BudgetLeft,
  type CaLimit,
  type CountedBy,
} from '../../core/acme/ca-budget.ts';
import { keptEntries, readLedgerLine, type LedgerEntry, type LedgerEvent } from '../../core/acme/ca-ledger.ts';
import { isTrialDirectory } from '../../core/acme/certificate-authorities.ts';
import type { AcmeProblem } from '../../core/acme/problem-document.ts';
import { createFolder } from './atomic-write.ts';
import { openDurableLines, readDurableLines } from './durable-lines.ts';
import { lockFolderSoon } from './issuance-lock.ts';
import { accountFolder } from './storage.ts';

/** Others write a line and go; a holder that sleeps is passed by sooner. */
const patienceMs = 30_000;

/** What a CA may still be asked for, and from when; plain data for whoever shows it. */
export interface IssuanceOutlook {
  readonly backOff: BackOff;
  /** The CA's own word; null: it has not refused. */
  readonly refused: { readonly until: string; readonly text: string } | null;
  /** What is left of each limit, the scarcest first. */
  readonly budget: readonly BudgetLeft[];
}

/** We do not ask the CA: it would have to refuse, now or soon. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
  readonly spent: BudgetLeft;

  constructor(spent: BudgetLeft) {
    super(wordsOf(spent));
    this.spent = spent;
  }
}

/**
 * What is asked of one CA from this storage, by all windows and the CLI together (`accounts/<hash>/ledger.jsonl`). Each
 * change is made under the account's lock, from what the file says at that moment.
 */
export class CaLedger {
  readonly #folder: string;
  readonly #limits: readonly CaLimit[];
  readonly #signal: AbortSignal;

  constructor(storage: string, directoryUrl: string, signal: AbortSignal) {
    this.#folder = accountFolder(storage, directoryUrl);
    this.#limits = isTrialDirectory(directoryUrl) ? trialLimits : caLimits;
    this.#signal = signal;
  }

  /** As it stands; asks nobody and locks nothing. */
  async read(): Promise<readonly LedgerEntry[]> {
    return (await readDurableLines<LedgerEntry>(this.#file, readLedgerLine)).entries;
  }

  /**
   * @param names as they stand in the certificate
   * @param renewal there is one of these names already
   */
  async outlook(names: readonly string[], now: Date, renewal: boolean): Promise<IssuanceOutlook> {
    const entries = await this.read();
    return {
      backOff: backOffOf(entries, names, now),
      refused: refusedUntil(entries, names, now),
      budget: budgetLeft(entries, this.#limits, names, now, await countedBy(renewal)),
    };
  }

  /**
   * Writes that the CA is about to be asked. Rejects with `BudgetSpent` where it must not be.
   * @param names as they stand in the certificate; for an account the thumbprint of its key, which counts once
   */
  async spend(event: 'account' | 'order', names: readonly string[], renewal = false): Promise<void> {
    const by = await countedBy(renewal);
    await this.#change(names, (entries, now) => {
      if (event === 'account' && entries.some((one) => one.event === event && one.names[0] === names[0])) return null;
      const spent = budgetLeft(entries, this.#limits, names, now, by).find(({ what, left }) => {
        return left === 0 && (what === 'accounts') === (event === 'account');
      });
      if (spent !== undefined) throw new BudgetSpent(spent);
      return { event };
    });
  }

  async note(names: readonly string[], event: LedgerEvent): Promise<void> {
    await this.#change(names, () => event);
  }

  /** Writes that there is a certificate, once for each: a run that takes up another's order sees it again. */
  async noteIssued(names: readonly string[], certificateUrl: string, renewal: boolean): Promise<void> {
    await this.#change(names, (entries) =>
      entries.some((entry) => entry.event === 'issued' && entry.certificateUrl === certificateUrl)
        ? null
        : { event: 'issued', certificateUrl, ...(renewal ? { renewal } : {}) },
    );
  }

  /** Writes a failure, with the time of the next try. */
  async noteFailure(names: readonly string[], text: string, retryAfter: string | null): Promise<void> {
    await this.#change(names, (entries, now) => {
      const { failures } = backOffOf(entries, names, now);
      return { event: 'failed', text, nextTry: nextTryAfter(failures, retryAfter, now, Math.random()).toISOString() };
    });
  }

  /** Writes until when the CA will not be asked, where it said so. */
  async noteRefusal(names: readonly string[], { type, detail, retryAfter }: AcmeProblem): Promise<void> {
    if (retryAfter === null) return;
    await this.note(isAboutNames(detail) ? names : [], {
      event: 'refused',
      text: `${type}: ${detail}`,
      until: retryAfter,
    });
  }

  get #file(): string {
    return path.join(this.#folder, 'ledger.jsonl');
  }

  async #change(
    names: readonly string[],
    decide: (entries: readonly LedgerEntry[], now: Date) => LedgerEvent | null,
  ): Promise<void> {
    await createFolder(this.#folder, 0o700);
    const lock = await lockFolderSoon(this.#folder, patienceMs, this.#signal);
    try {
      const now = new Date();
      const lines = await openDurableLines<LedgerEntry>(
        this.#file,
        readLedgerLine,
        (entries) => keptEntries(entries, now),
        () => lock.validate(),
      );
      const event = decide(lines.entries, now);
      if (event !== null) await lines.append({ at: now.toISOString(), names, ...event });
    } finally {
      await lock.release();
    }
  }
}

/** The public suffix list is a chunk of its own. */
async function countedBy(renewal: boolean): Promise<CountedBy> {
  const { registrableDomain } = await import('../observe/registrable-domain.ts');
  return { registered: registrableDomain, renewal };
}

/** Boulder's texts (ratelimits): these are about names, all others about the account or the address. */
function isAboutNames(detail: string): boolean {
  return ['exact set of', 'failed authorizations', 'already issued for'].some((words) => detail.includes(words));
}

const spentWords: Readonly<Record<CaLimit['what'], (spent: BudgetLeft, span: string) => string>> = {
  'failed-validations': ({ most, about }, span) => `${about} failed validation ${most} times within ${span}`,
  duplicates: ({ most, about }, span) => `${most} certificates for ${about} were issued within ${span}`,
  certificates: ({ most, about }, span) => `${most} certificates of ${about} were issued within ${span}`,
  orders: ({ most }, span) => `${most} orders were sent within ${span}`,
  accounts: ({ most }, span) => `${most} accounts were created within ${span}`,
};

function wordsOf(spent: BudgetLeft): string {
  const hours = spent.windowMs / 3_600_000;
  const span =
    hours < 1
      ? `${Math.round(hours * 60)} minutes`
      : hours <= 1
        ? 'an hour'
        : hours < 48
          ? `${hours} hours`
          : `${hours / 24} days`;
  return `The CA was not asked: ${spentWords[spent.what](spent, span)}, and more would bring its own rate limit near. The next try is possible from ${spent.moreFrom ?? 'now'}.`;
}
