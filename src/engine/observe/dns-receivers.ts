import type { DnsSilence } from '../../core/dns/answer.ts';
import type { DnsReceiver } from './dns-channel.ts';

/** Who waits at one socket, found by the id of the query; chance may give two of them the same. */
export class DnsReceivers {
  readonly #byId = new Map<number, readonly DnsReceiver[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(id: number, receiver: DnsReceiver): void {
    const alike = this.#byId.get(id);
    this.#byId.set(id, alike === undefined ? [receiver] : [...alike, receiver]);
    this.#size += 1;
  }

  delete(id: number, receiver: DnsReceiver): void {
    const alike = this.#byId.get(id);
    if (alike?.includes(receiver) !== true) return;
    this.#size -= 1;
    if (alike.length === 1) this.#byId.delete(id);
    else
      this.#byId.set(
        id,
        alike.filter((one) => one !== receiver),
      );
  }

  receive(packet: Buffer): void {
    if (packet.length < 2) return;
    for (const receiver of this.#byId.get(packet.readUInt16BE(0)) ?? []) receiver.receive(packet);
  }

  fail(reason: DnsSilence, text: string): void {
    for (const receiver of [...this.#byId.values()].flat()) receiver.fail(reason, text);
  }
}
