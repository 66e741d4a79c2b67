import type { CaDirectory } from '../../core/acme/directory.ts';
import type { AcmeAuthorization, AcmeOrder } from '../../core/acme/order.ts';
import type { AcmeProblem } from '../../core/acme/problem-document.ts';

/**
 * What issuing needs of a CA (RFC 8555). Every call rejects with `AcmeError` for what the CA refused, with
 * `CaUnreachable` for what the network did, with `MalformedReply` for what is no ACME, and with the signal's reason.
 */
export interface AcmeConnection {
  readonly directory: CaDirectory;
  /** Throws where there is no account yet. */
  accountUrl(): string;
  /** Creates the account of the key, or finds the one that the key has already. Resolves to its URL. */
  createAccount(account: { readonly contact: string | null; readonly termsAgreed: boolean }): Promise<string>;
  /**
   * Names and addresses as they shall stand in the certificate. `replaces`: the certificate (RFC 9773 §4.1) in whose place
   * it comes, for CAs that say when to renew; null: none, or none of this CA.
   */
  createOrder(names: readonly string[], replaces: string | null): Promise<AcmeOrder>;
  order(url: string): Promise<AcmeOrder>;
  authorization(url: string): Promise<AcmeAuthorization>;
  /** RFC 8555 §8.1: the token and the thumbprint of the account's key. */
  keyAuthorization(token: string): Promise<string>;
  /** Tells the CA that the challenge may be validated. */
  challengeReady(url: string): Promise<void>;
  /** Asks again and again, in the CA's time, until the CA has decided. */
  settledAuthorization(url: string): Promise<AcmeAuthorization>;
  /** As `settledAuthorization`; a pending order waits too. */
  settledOrder(url: string): Promise<AcmeOrder>;
  finalize(order: AcmeOrder, csr: Uint8Array): Promise<AcmeOrder>;
  /** The chain as PEM text, unchecked; of several that the CA offers, the one that was preferred (RFC 8555 §7.4.2). */
  download(certificateUrl: string): Promise<string>;
}

/** The CA refused. Nothing of its answer is lost. */
export class AcmeError extends Error {
  override readonly name = 'AcmeError';
  readonly problem: AcmeProblem;

  constructor(problem: AcmeProblem) {
    super(`${problem.type}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** By shape: the chunk of acme-client holds its own copy of the class, so `instanceof` would not know it. */
export function isAcmeError(error: unknown): error is AcmeError {
  return error instanceof Error && error.name === 'AcmeError' && 'problem' in error;
}
