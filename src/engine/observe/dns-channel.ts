import type { DnsSilence } from '../../core/dns/answer.ts';
import type { EncodedQuery } from './dns-codec.ts';

/** Who waits for the answer to one query. */
export interface DnsReceiver {
  /** Every packet that may be meant for it: whoever receives looks whether it answers the question. */
  receive(this: void, packet: Buffer): void;
  /** Nothing will come any more. */
  fail(this: void, reason: DnsSilence, text: string): void;
}

/** A way to one server that many questions share. */
export interface DnsChannel {
  /**
   * Sends a query; the function returned says that nobody waits any more.
   * @param againAfterMs Where packets may be lost, it is sent once more then.
   */
  send(query: EncodedQuery, receiver: DnsReceiver, againAfterMs: number): () => void;
  close(): void;
}

/** Why nothing comes, from what the system or the TLS library says. `before` is a sentence of its own, or empty. */
export function failureOf(error: NodeJS.ErrnoException, before = ''): readonly [reason: DnsSilence, text: string] {
  const lead = before === '' ? '' : `${before} `;
  if (error.code === 'ECONNREFUSED') return ['refused', `${lead}The port is closed.`];
  return ['unreachable', `${lead}The server cannot be reached (${error.code ?? error.message}).`];
}
