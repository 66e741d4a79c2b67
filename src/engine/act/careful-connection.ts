import { setTimeout as pause } from 'node:timers/promises';
import { MalformedReply, type AcmeOrder } from '../../core/acme/order.ts';
import { isAcmeError, type AcmeConnection } from './acme-connection.ts';
import { CaUnreachable } from '../acme-transport.ts';
import type { CaLedger } from './ca-ledger.ts';

const mostTries = 3;
const firstPauseMs = 200;
/** Where the CA asks for more patience than this, it is the next run's. */
const longestPauseMs = 10_000;

/**
 * The same connection, which repeats what the CA or the network failed at, three times at most, and writes into the ledger
 * what the CA is asked and what it refuses. Each repetition is signed anew (RFC 8555 §6.5.1). A refusal for too many
 * requests is never repeated; nor is finalize before the order has been asked, for the certificate may be there already.
 * @param names as they stand in the certificate
 * @param renewal there is a certificate of these names already
 */
export function carefulConnection(
  connection: AcmeConnection,
  ledger: CaLedger,
  { names, renewal }: { readonly names: readonly string[]; readonly renewal: boolean },
  signal: AbortSignal,
): AcmeConnection {
  const careful = <T>(ask: () => Promise<T>): Promise<T> =>
    repeated(async () => {
      try {
        return await ask();
      } catch (error) {
        // The CA's word is the one to tell, even where it cannot be written down.
        if (isAcmeError(error) && isTooMuch(error))
          await ledger.noteRefusal(names, error.problem).catch(() => undefined);
        throw error;
      }
    }, signal);
  const known = async (order: AcmeOrder): Promise<AcmeOrder> => {
    if (order.certificate !== null) await ledger.noteIssued(names, order.certificate, renewal);
    return order;
  };
  return {
    directory: connection.directory,
    accountUrl: () => connection.accountUrl(),
    keyAuthorization: (token) => connection.keyAuthorization(token),
    createAccount: (account) =>
      careful(async () => {
        // A key that the CA knows already brings no second account.
        await ledger.spend('account', [(await connection.keyAuthorization('')).slice(1)]);
        return await connection.createAccount(account);
      }),
    createOrder: (...order) =>
      careful(async () => {
        await ledger.spend('order', names, renewal);
        return await connection.createOrder(...order);
      }),
    order: async (url) => await known(await careful(() => connection.order(url))),
    authorization: (url) => careful(() => connection.authorization(url)),
    challengeReady: (url, ...rest) => {
      let asked = false;
      return careful(async () => {
        try {
          await connection.challengeReady(url, ...rest);
        } catch (error) {
          // Whose answer was lost may have been heard: then the CA looks already, and its verdict is what counts.
          if (asked && isAcmeError(error) && error.problem.status < 500 && !isTooMuch(error)) return;
          asked = true;
          throw error;
        }
      });
    },
    async settledAuthorization(url) {
      const settled = await careful(() => connection.settledAuthorization(url));
      if (settled.status === 'invalid') await ledger.note([settled.identifier], { event: 'invalid' });
      return settled;
    },
    settledOrder: async (url) => await known(await careful(() => connection.settledOrder(url))),
    async finalize(order, csr) {
      let asked = false;
      const finalized = await careful(async () => {
        if (asked) {
          const now = await connection.order(order.url);
          if (now.status !== 'ready' && now.status !== 'pending') return now;
        }
        asked = true;
        return await connection.finalize(order, csr);
      });
      return await known(finalized);
    },
    download: (...certificate) => careful(() => connection.download(...certificate)),
  };
}

/** Asks up to three times, as long as it is the CA or the network that fails and not what we ask. */
export async function repeated<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pauseMs = firstPauseMs, tries = 1; ; pauseMs *= 3, tries += 1) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (tries === mostTries || !isPassing(error)) throw error;
      const asked = isAcmeError(error) ? Date.parse(error.problem.retryAfter ?? '') - Date.now() : NaN;
      if (asked > longestPauseMs) throw error;
      const waitMs = Math.max(pauseMs * (1 + Math.random()), Number.isNaN(asked) ? 0 : asked);
      await pause(waitMs, undefined, { signal });
    }
  }
}

/** Codes of what another try in a second may well get past. A name that is not found or a certificate that is not trusted stays so. */
const passingCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'EAI_AGAIN', 'ENETUNREACH']);

function isPassing(error: unknown): boolean {
  if (error instanceof CaUnreachable) return passingCodes.has(error.code);
  // Some CAs say with 503 that too much was asked.
  return isAcmeError(error) && error.problem.status >= 500 && error.problem.type !== 'rateLimited';
}

function isTooMuch(error: unknown): boolean {
  return (
    isAcmeError(error) &&
    (error.problem.status === 429 || error.problem.type === 'rateLimited' || error.problem.status === 503)
  );
}

/** Did the CA, or the way to it, make the run fail? Only then is there something to wait for. */
export function isFailureOfCa(error: unknown): boolean {
  if (isAcmeError(error) || error instanceof CaUnreachable || error instanceof MalformedReply) return true;
  return error instanceof Error && (error.name === 'WrongCertificate' || error.name === 'MalformedReply');
}
