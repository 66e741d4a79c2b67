// A DNS server that answers as it is told, rightly or not, over UDP and TCP on one port.
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { Packet, type Resource } from 'dns2';
import type { DnsServer, RecordType } from '../../../src/core/dns/answer.ts';
import { typeCode, typeName } from '../../../src/core/dns/wire-record.ts';

export interface Query {
  readonly message: Buffer;
  readonly id: number;
  /** As the client wrote it. */
  readonly name: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  /** How many queries came before this one. */
  readonly earlier: number;
}

/** What the server sends back: nothing, or one packet after the other. */
export type Behaviour = (query: Query) => readonly Buffer[];

export interface FakeNameServer extends AsyncDisposable {
  readonly server: DnsServer;
  readonly queries: readonly Query[];
}

export async function startNameServer(
  behaviour: Behaviour,
  {
    host = '127.0.0.1',
    tcp = true,
    port: wanted = 0,
  }: { readonly host?: string; readonly tcp?: boolean; readonly port?: number } = {},
): Promise<FakeNameServer> {
  const queries: Query[] = [];
  const receive = (message: Buffer, transport: 'udp' | 'tcp'): readonly Buffer[] => {
    const packet = Packet.parse(message);
    const [question] = packet.questions;
    const query: Query = {
      message,
      id: packet.header.id,
      name: question?.name ?? '',
      type: typeName(question?.type ?? 0),
      transport,
      earlier: queries.length,
    };
    queries.push(query);
    return behaviour(query);
  };

  const stream = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const reply of receive(chunk.subarray(2), 'tcp')) {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([length, reply]));
      }
    });
  });
  await new Promise<void>((listening) => stream.listen(wanted, host, listening));
  const { port } = stream.address() as AddressInfo;

  const datagram = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  datagram.on('message', (message, from) => {
    for (const reply of receive(message, 'udp')) datagram.send(reply, from.port, from.address);
  });
  await new Promise<void>((bound) => datagram.bind(port, host, bound));
  const stopTcp = (): Promise<void> =>
    new Promise((closed) =>
      stream.close(() => {
        closed();
      }),
    );
  if (!tcp) await stopTcp();

  return {
    server: { address: host, port, source: 'configured' },
    queries,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((closed) => datagram.close(closed));
      if (tcp) await stopTcp();
    },
  };
}

/** A record in the fields of dns2. */
export interface Answer {
  readonly type: RecordType;
  /** The name that was asked for where it is left out. */
  readonly name?: string;
  readonly [field: string]: unknown;
}

/** What stands in a reply beside its answers. */
export interface Sections {
  readonly authority?: readonly Answer[];
  readonly additional?: readonly Answer[];
  /** Extended DNS Error (RFC 8914), which needs EDNS. */
  readonly extendedError?: { readonly code: number; readonly text: string };
}

/** A right answer to the query, to be spoilt where the test wants it. */
export function reply(
  query: Query,
  answers: readonly Answer[] = [],
  header: Readonly<Record<string, number>> = {},
  { authority = [], additional = [], extendedError }: Sections = {},
): Buffer {
  const packet = new Packet();
  packet.header = new Packet.Header({ id: query.id, qr: 1, rd: 1, ra: 1, ...header } as { id: number });
  const asked = typeCode[query.type as RecordType];
  packet.questions.push(new Packet.Question(query.name, asked, Packet.CLASS.IN));
  const resource = ({ type, name = query.name, ...data }: Answer): Resource => {
    return new Packet.Resource({ ttl: 300, ...data, name, type: typeCode[type], class: Packet.CLASS.IN });
  };
  packet.answers.push(...answers.map(resource));
  packet.authorities.push(...authority.map(resource));
  packet.additionals.push(...additional.map(resource));
  if (extendedError !== undefined) {
    const { code, text } = extendedError;
    packet.additionals.push(Packet.Resource.EDNS([Packet.Resource.EDNS.EDE(code, text)], {}));
  }
  return packet.toBuffer();
}

/** Answers from a table of `TYPE name` to records; NXDOMAIN for names that are not in it, empty for other types. */
export function zone(table: Readonly<Record<string, readonly Answer[]>>): Behaviour {
  const names = new Set(Object.keys(table).map((key) => key.split(' ')[1]));
  return (query) => {
    const name = query.name.toLowerCase();
    const answers = table[`${query.type} ${name}`] ?? [];
    return [reply(query, answers, { rcode: names.has(name) ? 0 : 3 })];
  };
}
