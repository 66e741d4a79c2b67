import type { CaChoice, IssueSecrets } from '../../core/acme/issuance.ts';

/** What of the choice of a CA is said in the protocol. Holds a secret. */
export interface AccountTerms {
  /** RFC 8555 §7.3.4; the MAC key in base64url. */
  readonly externalAccount: { readonly kid: string; readonly hmacKey: string } | null;
  readonly profile: string | null;
  readonly preferredChain: string | null;
}

export function accountTerms(
  { externalAccount: kid, profile, preferredChain }: CaChoice,
  { externalAccountKey: hmacKey }: IssueSecrets,
): AccountTerms {
  const externalAccount = kid === null || hmacKey === null ? null : { kid, hmacKey };
  return { externalAccount, profile, preferredChain };
}
