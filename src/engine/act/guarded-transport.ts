import type { AcmeTransport } from '../acme-transport.ts';

/** Times in certificates and back-offs mean nothing by a clock that is further off than this. */
const longestOffMs = 3_600_000;

/** This machine's clock and the CA's are far apart. */
class ClockWrong extends Error {
  override readonly name = 'ClockWrong';
}

/**
 * The same transport, which asks before each request whether this run may still act, and takes no answer of a CA whose clock
 * (Date, RFC 9110 §6.6.1) says something else than ours: the first is its directory, so nothing was asked for yet. Rejects
 * with `ClockWrong` then, and with whatever `fence` rejects with.
 */
export function guardedTransport(transport: AcmeTransport, fence: () => Promise<void>): AcmeTransport {
  return {
    async request(url, method, body) {
      await fence();
      const reply = await transport.request(url, method, body);
      const told = Date.parse(reply.headers['date'] ?? '');
      const aheadMs = Number.isNaN(told) ? 0 : Date.now() - told;
      if (Math.abs(aheadMs) > longestOffMs) throw new ClockWrong(wordsOf(aheadMs, new URL(url).host));
      return reply;
    },
    close: () => {
      transport.close();
    },
  };
}

function wordsOf(aheadMs: number, host: string): string {
  const hours = Math.round(Math.abs(aheadMs) / 3_600_000);
  const span = hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  return `The clock of this machine is ${span} ${aheadMs > 0 ? 'ahead of' : 'behind'} that of ${host}. Set it, then try again; nothing was ordered.`;
}
