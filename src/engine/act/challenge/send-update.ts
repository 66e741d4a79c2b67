import { connect } from 'node:net';
import type { UpdateServer } from '../../../core/acme/challenge-plan.ts';
import type { TxtRecord } from '../../../core/acme/placed-challenge.ts';
import type { DnsServer } from '../../../core/dns/answer.ts';
import { untilDeadline } from '../../observe/deadline.ts';
import { askDns } from '../../observe/dns-transport.ts';
import { parseServer } from '../../observe/parse-server.ts';
import { encodeUpdate, readUpdateReply } from './dns-update.ts';

const longestMs = 10_000;
const longestMessage = 65_535;

/** The name server does not let this key change the zone; the message says what it said. */
class UpdateRefused extends Error {
  override readonly name = 'UpdateRefused';
}

/** The name server could not be asked, or could not do it. */
class UpdateFailed extends Error {
  override readonly name = 'UpdateFailed';
}

/** Codes by which a server refuses who asks. */
const refusals: readonly number[] = [5, 9, 16, 17];

/** What RFC 2136 §2.2 and RFC 8945 §3 call it. */
const words: Readonly<Record<number, string>> = {
  1: 'it does not understand the update (FORMERR)',
  2: 'it failed (SERVFAIL)',
  4: 'it takes no updates (NOTIMP)',
  5: 'it does not allow this key to change the zone (REFUSED)',
  9: 'it is not in charge of the zone, or does not know the key (NOTAUTH)',
  10: 'the name lies in another zone (NOTZONE)',
  16: 'the secret is not the one that it has (BADSIG)',
  17: 'it does not know a key of this name (BADKEY)',
  18: 'its clock and this one differ by more than five minutes (BADTIME)',
  22: 'it wants longer signatures (BADTRUNC)',
};

/**
 * Adds a record, or removes exactly it, by a signed update over TCP (RFC 2136, RFC 8945). Rejects with `UpdateRefused` or `UpdateFailed`.
 * @param secret of the key, in base64
 */
export async function sendUpdate(
  act: 'add' | 'remove',
  record: TxtRecord,
  server: UpdateServer,
  secret: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  await update({ act, record, owner: record.owner, server, secret, signal });
}

/** Asks whether an update at this name would be taken, and changes nothing. Rejects as `sendUpdate` does. */
export async function tryUpdate(
  owner: string,
  server: UpdateServer,
  secret: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  await update({ act: 'add', record: null, owner, server, secret, signal });
}

interface Update {
  readonly act: 'add' | 'remove';
  readonly record: TxtRecord | null;
  readonly owner: string;
  readonly server: UpdateServer;
  readonly secret: string | undefined;
  readonly signal: AbortSignal;
}

async function update({ act, record, owner, server: plan, secret, signal }: Update): Promise<void> {
  const { keyName, algorithm } = plan;
  const server = updateServer(plan.server);
  const key = { name: keyName.toLowerCase().replace(/\.$/, ''), algorithm, secret: secretOf(secret, keyName) };
  const zone = await zoneOf(owner, server, signal);
  const signed = encodeUpdate(act, record, zone, key, Math.floor(Date.now() / 1000));
  const answer = await exchange(signed.message, server, signal);
  const reply = readUpdateReply(answer, signed, key);
  if (reply === null) throw failed(server, 'what it answered is not signed with the key');
  if (reply.rcode === 0 && reply.error === 0) return;
  const code = reply.error === 0 ? reply.rcode : reply.error;
  throw failed(server, words[code] ?? `it answered with code ${code}`, code);
}

function failed({ address }: DnsServer, why: string, code = 0): Error {
  const Kind = refusals.includes(code) ? UpdateRefused : UpdateFailed;
  return new Kind(`The name server at ${address} did not take the update: ${why}.`);
}

function updateServer(text: string): DnsServer {
  const place = parseServer(text);
  if (place === null || place.encrypted !== undefined) {
    throw new UpdateFailed(`"${text}" is no name server: give an address, with a port if it is not 53.`);
  }
  return { address: place.address, port: place.port, source: 'configured' };
}

function secretOf(secret: string | undefined, keyName: string): Buffer {
  if (secret === undefined) throw new UpdateFailed(`The secret of the key ${keyName} is not known.`);
  const text = secret.trim();
  if (text === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    throw new UpdateRefused(`The secret of the key ${keyName} is not written in base64.`);
  }
  return Buffer.from(text, 'base64');
}

/** The zone in which the name lies, by the SOA record that the server sends with its answer (RFC 2308 §3). */
async function zoneOf(owner: string, server: DnsServer, signal: AbortSignal): Promise<string> {
  const limits = { signal, deadlineMs: longestMs };
  const { outcome } = await askDns({ name: owner, type: 'SOA' }, server, limits, { recursion: false, tcp: true });
  signal.throwIfAborted();
  if (outcome.kind === 'silence') throw failed(server, outcome.text.replace(/\.$/, ''));
  const zone = [...outcome.records, ...(outcome.authority ?? [])].find(({ type }) => type === 'SOA')?.name;
  if (zone === undefined) throw failed(server, `it holds no zone for ${owner}`);
  return zone;
}

/** One message there and one back over TCP (RFC 1035 §4.2.2). */
async function exchange(message: Buffer, server: DnsServer, signal: AbortSignal): Promise<Buffer> {
  const outcome = await untilDeadline<Buffer | string>(
    { signal, deadlineMs: longestMs },
    () => `no answer came within ${longestMs / 1000} s`,
    (settle) => {
      const socket = connect(server.port, server.address);
      let received = Buffer.alloc(0);
      socket.on('error', ({ message: text }) => {
        settle(text);
      });
      socket.on('close', () => {
        settle('it closed the connection without an answer');
      });
      socket.on('data', (part) => {
        received = Buffer.concat([received, part]);
        const length = received.length < 2 ? longestMessage : received.readUInt16BE(0);
        if (received.length >= length + 2) settle(received.subarray(2, length + 2));
      });
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length);
      socket.write(Buffer.concat([length, message]));
      return () => socket.destroy();
    },
  );
  signal.throwIfAborted();
  if (typeof outcome === 'string') throw failed(server, outcome);
  return outcome;
}
