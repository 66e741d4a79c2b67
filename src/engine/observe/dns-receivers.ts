import type { DnsSilence } from '../../core/dns/answer.ts';
import type { DnsReceiver } from './dns-channel.ts';

/** Who waits at one socket, found by the id of the query; chance may give two of them the same. */
export class DnsReceivers {
  readonly #byId = new Map<number, Set<DnsReceiver>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(id: number, receiver: DnsReceiver): void {
    const alike = this.#byId.get(id);
    if (alike === undefined) this.#byId.set(id, new Set([receiver]));
    else alike.add(receiver);
    this.#size += 1;
  }

  delete(id: number, receiver: DnsReceiver): void {
    const alike = this.#byId.get(id);
    if (alike?.delete(receiver) !== true) return;
    this.#size -= 1;
    if (alike.size === 0) this.#byId.delete(id);
  }

  receive(packet: Buffer): void {
    if (packet.length < 2) return;
    for (const receiver of [...(this.#byId.get(packet.readUInt16BE(0)) ?? [])]) receiver.receive(packet);
  }

  fail(reason: DnsSilence, text: string): void {
    const all = [...this.#byId.values()].flatMap((alike) => [...alike]);
    for (const receiver of all) receiver.fail(reason, text);
  }
}
