// A name server that does what BIND does not: it takes records which DNS does not allow beside each other, and fails on
// one type where the record's value is SERVFAIL. Of type ANY are habits for a whole zone: SMALL-LETTERS, NO-EDNS.
// `lenient-name-server.ts JSON`: zones and the lines of their records.
import { isIP } from 'node:net';
import { reply, startNameServer, type Answer } from '../engine/observe/fake-name-server.ts';
import { addresses } from './zones.ts';

const zones = JSON.parse(process.argv[2] ?? '{}') as Readonly<Record<string, string>>;
const records: (Answer & { readonly name: string })[] = [];
const failing = new Set<string>();
const habits = new Set<string>();
for (const [zone, lines] of Object.entries(zones)) {
  const ns = 'ns7.example.com';
  records.push({ type: 'NS', name: zone, ns });
  records.push({
    ...{ type: 'SOA', name: zone, primary: ns, admin: ns, serial: 1 },
    ...{ refresh: 3600, retry: 600, expiration: 86_400, minimum: 1 },
  });
  for (const line of lines.split('\n')) {
    const [owner = '', type = '', value = ''] = line.split(' ');
    const name = owner === '@' ? zone : `${owner}.${zone}`;
    if (type === 'ANY') habits.add(`${value} ${zone}`);
    else if (value === 'SERVFAIL') failing.add(`${type} ${name}`);
    else if (isIP(value) !== 0) records.push({ type: 'A', name, address: value });
    else if (type === 'CNAME') records.push({ type, name, domain: value.replace(/\.$/, '') });
    else if (type === 'TXT') records.push({ type, name, data: value.replaceAll('"', '') });
  }
}

await startNameServer(
  (query) => {
    const name = query.name.toLowerCase();
    const zone = Object.keys(zones).find((one) => name === one || name.endsWith(`.${one}`));
    // The number of additional records, of which EDNS is one (RFC 6891 §6.1.1).
    const withEdns = query.message.readUInt16BE(10) > 0;
    if (withEdns && habits.has(`NO-EDNS ${String(zone)}`)) return [reply(query, [], { ra: 0, rcode: 1 })];
    if (failing.has(`${query.type} ${name}`)) return [reply(query, [], { aa: 1, ra: 0, rcode: 2 })];
    const known = records.filter((record) => record.name === name);
    const found = known.filter(({ type }) => type === query.type);
    const exists = records.some((record) => record.name === name || record.name.endsWith(`.${name}`));
    // No recursion, and authority.
    const asked = habits.has(`SMALL-LETTERS ${String(zone)}`) ? { ...query, name } : query;
    return [reply(asked, found, { aa: 1, ra: 0, rcode: exists ? 0 : 3 })];
  },
  { host: addresses.lenient, port: 53 },
);
console.log('ready');
