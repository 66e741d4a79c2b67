import type { DnsSilence } from '../../core/dns/answer.ts';
import type { DnsReceiver } from './dns-channel.ts';

/**
 * Who waits at one socket, found by the id of the query; chance may give two of them the same. Few wait, so a list serves.
 * A Map would serve worse: each of its tables that it has outgrown leads to the next one, and what stood in them outlives
 * many collections, with all that an answered question held.
 */
export class DnsReceivers {
  readonly #waiting: { readonly id: number; readonly receiver: DnsReceiver }[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  add(id: number, receiver: DnsReceiver): void {
    this.#waiting.push({ id, receiver });
  }

  delete(receiver: DnsReceiver): void {
    const at = this.#waiting.findIndex((one) => one.receiver === receiver);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  receive(packet: Buffer): void {
    if (packet.length < 2) return;
    const said = packet.readUInt16BE(0);
    // Whoever has its answer leaves the list.
    for (const { receiver } of this.#waiting.filter(({ id }) => id === said)) receiver.receive(packet);
  }

  fail(reason: DnsSilence, text: string): void {
    for (const { receiver } of [...this.#waiting]) receiver.fail(reason, text);
  }
}
