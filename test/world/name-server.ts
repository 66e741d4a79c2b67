import { createServer, Packet, type Resource } from 'dns2';
import { freePort } from '../host/code-server.ts';

/** Records of one name, in dns2's words without what the question says already. */
export type ZoneRecord =
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME'; readonly domain: string }
  | { readonly type: 'NS'; readonly ns: string }
  | { readonly type: 'TXT'; readonly data: string }
  | { readonly type: 'CAA'; readonly flags: number; readonly tag: string; readonly value: string };

/** What the server does when a name is asked for: its records, SERVFAIL, or nothing at all. */
export type Zone = Readonly<Record<string, readonly ZoneRecord[] | 'servfail' | 'silent'>>;

export interface NameServer {
  /** `127.0.0.1:PORT`, UDP and TCP. */
  readonly address: string;
  close(): Promise<void>;
}

/** A resolver whose whole internet is one zone. */
export async function startNameServer(apex: string, zone: Zone): Promise<NameServer> {
  const server = createServer({
    udp: true,
    tcp: true,
    handle(request, send) {
      const response = answer(apex, zone, request);
      if (response !== null) void send(response);
    },
  });
  const port = await freePort();
  const at = { port, address: '127.0.0.1' };
  await server.listen({ udp: at, tcp: at });
  return { address: `127.0.0.1:${port}`, close: () => server.close() };
}

function answer(apex: string, zone: Zone, request: Packet): Packet | null {
  const response = Packet.createResponseFromRequest(request);
  response.header.ra = 1;
  const [question] = request.questions;
  if (question === undefined) return null;
  const name = question.name.toLowerCase();
  const soa = resource(apex, {
    type: Packet.TYPE.SOA,
    ...{ primary: `ns1.${apex}`, admin: `hostmaster.${apex}`, serial: 1, refresh: 3600, retry: 600 },
    ...{ expiration: 86_400, minimum: 60 },
  });
  let current = name;
  // Eight hops are enough for any honest chain, and end a loop.
  for (let hop = 0; hop < 8; hop++) {
    const found = zone[current];
    if (found === 'silent') return null;
    if (found === 'servfail') {
      response.header.rcode = Packet.RCODE.SERVFAIL;
      return response;
    }
    if (found === undefined) {
      // RFC 8020: a name with names below it exists.
      const exists = Object.keys(zone).some((other) => other.endsWith(`.${current}`));
      response.header.rcode = exists ? Packet.RCODE.NOERROR : Packet.RCODE.NXDOMAIN;
      break;
    }
    if (question.type === Packet.TYPE.SOA && current === apex) response.answers.push(soa);
    const wanted = found.filter((record) => Packet.TYPE[record.type] === question.type);
    for (const record of wanted) response.answers.push(resource(current, { ...record, type: question.type }));
    const alias = found.find((record) => record.type === 'CNAME');
    if (wanted.length > 0 || alias === undefined) break;
    response.answers.push(resource(current, { ...alias, type: Packet.TYPE.CNAME }));
    current = alias.domain;
  }
  const isOurs = name === apex || name.endsWith(`.${apex}`);
  if (response.answers.length === 0 && isOurs) response.authorities.push(soa);
  return response;
}

function resource(name: string, fields: Partial<Resource>): Resource {
  return { name, class: Packet.CLASS.IN, ttl: 60, ...fields } as Resource;
}
