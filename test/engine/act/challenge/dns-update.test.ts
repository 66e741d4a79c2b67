import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUpdate, readUpdateReply, type TsigKey } from '../../../../src/engine/act/challenge/dns-update.ts';

const key: TsigKey = { name: 'key.example', algorithm: 'hmac-sha256', secret: Buffer.from('a secret of the tests') };
const record = { owner: '_acme-challenge.www.example.com', value: 'value' };
const now = 1_795_700_000;

/** The header that a server sends back without its signature. */
function answer(id: number, rcode: number): Buffer {
  const message = Buffer.alloc(12);
  message.writeUInt16BE(id, 0);
  message.writeUInt16BE(0x8000 | (5 << 11) | rcode, 2);
  return message;
}

describe('a signed update', () => {
  it('is one change of one zone, with one signature (RFC 2136 §2, RFC 8945 §4)', () => {
    const { message, id, mac } = encodeUpdate('add', record, 'example.com', key, now);
    expect(message.readUInt16BE(0)).toBe(id);
    expect((message.readUInt16BE(2) >> 11) & 15).toBe(5);
    expect([4, 6, 8, 10].map((at) => message.readUInt16BE(at))).toEqual([1, 0, 1, 1]);
    expect(mac).toHaveLength(32);
    expect(message.includes(mac)).toBe(true);
    expect(message.includes(key.secret)).toBe(false);
  });

  it('changes nothing where it only tries', () => {
    const { message } = encodeUpdate('add', null, 'example.com', key, now);
    expect(message.readUInt16BE(8)).toBe(0);
  });

  it('cuts long values into strings of 255 octets', () => {
    const { message } = encodeUpdate('add', { ...record, value: 'x'.repeat(300) }, 'example.com', key, now);
    expect(message.includes(Buffer.concat([Buffer.from([255]), Buffer.alloc(255, 'x'), Buffer.from([45])]))).toBe(true);
  });
});

describe('the answer to it', () => {
  const update = encodeUpdate('add', record, 'example.com', key, now);

  it('is not believed without a signature, but where it refuses', () => {
    expect(readUpdateReply(answer(update.id, 0), update, key)).toBeNull();
    expect(readUpdateReply(answer(update.id, 5), update, key)).toEqual({ rcode: 5, error: 0 });
    expect(readUpdateReply(answer(update.id ^ 1, 5), update, key)).toBeNull();
  });

  it('is not believed with a signature by somebody else', () => {
    // Our own message sent back as an answer: signed, but not as an answer to it.
    const echo = Buffer.from(update.message);
    echo.writeUInt16BE(echo.readUInt16BE(2) | 0x8000, 2);
    expect(readUpdateReply(echo, update, key)).toBeNull();
  });

  it('never breaks its reader, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(update.message.length), (octets, cut) => {
        const torn = Buffer.from(update.message.subarray(0, cut));
        if (torn.length > 3) torn.writeUInt16BE(0xa800, 2);
        for (const message of [Buffer.concat([answer(update.id, 0), octets]), torn]) {
          const reply = readUpdateReply(message, update, key);
          expect(reply === null || reply.rcode >= 0).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
