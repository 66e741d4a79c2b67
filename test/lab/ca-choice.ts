import type { CaChoice } from '../../src/core/acme/issuance.ts';

/** A CA of the tests: its terms are accepted, and nothing else is asked of it. */
export function caChoice(directoryUrl: string, rootFile: string | null, changes: Partial<CaChoice> = {}): CaChoice {
  return {
    ...{ directoryUrl, rootFile, contact: null, termsAgreed: true },
    ...{ externalAccount: null, profile: null, preferredChain: null },
    ...changes,
  };
}
