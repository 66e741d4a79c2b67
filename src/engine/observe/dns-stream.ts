import type { Duplex } from 'node:stream';

/** Longer than any DNS message, with its length before it. */
const mostPending = 2 + 65_535;

/** A message behind its length in two octets (RFC 1035 §4.2.2, RFC 7766 §8). */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Cuts what a stream brings into messages. Parts are put together once for each message, however small they are. */
export function readMessages(stream: Duplex, receive: (message: Buffer) => void): void {
  let parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (part: Buffer) => {
    parts.push(part);
    size += part.length;
    if (size < 2 || (size < mostPending && size < expectedSize(parts))) return;
    let pending = Buffer.concat(parts);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      receive(pending.subarray(2, end));
      pending = pending.subarray(end);
    }
    parts = [pending];
    size = pending.length;
  });
}

/** Octets until the first message is whole; 2 while its length is not known. */
function expectedSize(parts: readonly Buffer[]): number {
  const head = Buffer.concat(parts.slice(0, 3)).subarray(0, 2);
  return head.length < 2 ? 2 : 2 + head.readUInt16BE(0);
}
