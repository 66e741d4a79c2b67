import path from 'node:path';

/** Where things are in the lab (documentation addresses, RFC 5737 and RFC 3849). */
export const addresses = {
  resolver: '127.0.0.53',
  main: '203.0.113.10',
  main6: '2001:db8::10',
  /** TLS in every state. */
  secure: '203.0.113.40',
  /** Nothing listens: connections are refused. */
  refused: '203.0.113.20',
  /** A machine that is not the one meant. */
  wrong: '203.0.113.30',
  authority: '203.0.113.53',
  /** A name server that knows no zone. */
  lame: '203.0.113.54',
  /** Packets vanish. */
  dropped: '203.0.113.66',
} as const;

/** Names whose site is on the main server, over IPv4. */
const onMain = [
  ...['@', 'www', 'issue', 'again', 'nonce', 'killed', 'full', 'built'],
  ...['caa', 'dangling', 'deny', 'missing', 'loop'],
];
const onSecure = ['expired', 'wronghost', 'selfsigned', 'incomplete', 'active'];

const soa = (name: string): string =>
  `$TTL 5\n@ IN SOA ns1.example.com. hostmaster.example.com. 1 3600 600 86400 1\n@ IN NS ${name}\n`;

const exampleZone = `${soa('ns1')}ns1 IN A ${addresses.authority}
${onMain.map((name) => `${name} IN A ${addresses.main}`).join('\n')}
${onSecure.map((name) => `${name} IN A ${addresses.secure}`).join('\n')}
six IN AAAA ${addresses.main6}
refused IN A ${addresses.refused}
wrongip IN A ${addresses.wrong}
dropped IN A ${addresses.dropped}
noaddress IN TXT "no address"
caa IN CAA 0 issue "other-ca.example"
_acme-challenge.dangling IN CNAME nowhere.example.net.
lame IN NS ns.lame
ns.lame IN A ${addresses.lame}
`;

const rootZone = `${soa('ns1.example.com.')}ns1.example.com. IN A ${addresses.authority}
com. IN TXT "a top level domain"
net. IN TXT "a top level domain"
`;

/** Files of the name server that has the zones, by name. */
export function authorityConfiguration(home: string): Readonly<Record<string, string>> {
  return {
    'root.zone': rootZone,
    'example.com.zone': exampleZone,
    'named.conf': `${options(home, addresses.authority, 'recursion no;')}
zone "." { type primary; file "${path.join(home, 'root.zone')}"; };
zone "example.com" { type primary; file "${path.join(home, 'example.com.zone')}"; };
`,
  };
}

/** A name server to which a zone is delegated that it does not know. */
export function lameConfiguration(home: string): Readonly<Record<string, string>> {
  return { 'named.conf': options(home, addresses.lame, 'recursion no;') };
}

/** The resolver of everybody inside. */
export function resolverConfiguration(home: string): Readonly<Record<string, string>> {
  const settings =
    'recursion yes; allow-recursion { any; }; max-cache-ttl 5; max-ncache-ttl 1; servfail-ttl 0; qname-minimization off;';
  return {
    'root.hints': `. 3600 IN NS ns1.example.com.\nns1.example.com. 3600 IN A ${addresses.authority}\n`,
    'named.conf': `${options(home, addresses.resolver, settings)}
zone "." { type hint; file "${path.join(home, 'root.hints')}"; };
`,
  };
}

function options(home: string, address: string, settings: string): string {
  return `options {
  directory "${home}"; pid-file "${home}/pid"; session-keyfile "${home}/session.key"; managed-keys-directory "${home}";
  listen-on port 53 { ${address}; }; listen-on-v6 { none; };
  dnssec-validation no; empty-zones-enable no; notify no; allow-transfer { none; }; ${settings}
};
controls { };
`;
}
