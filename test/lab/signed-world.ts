import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Lab } from './lab.ts';

/** Where the name servers of the signed world are. */
const worldAddresses = {
  resolver: '203.0.113.70',
  /** The root and all zones below it; a registry and a provider in one. */
  primary: '203.0.113.71',
  /** Another server of `stale.test`, with the version of yesterday. */
  secondary: '203.0.113.72',
  /** Nothing listens. */
  nobody: '203.0.113.73',
} as const;

interface SignedZone {
  readonly name: string;
  /** Of the keys; null: not signed. */
  readonly algorithm: string | null;
  readonly records: string;
  /** Words more for dnssec-signzone. */
  readonly signing?: readonly string[];
  /** What the zone above says: its DS records, none, or those of another key. */
  readonly ds?: 'right' | 'none' | 'wrong';
  /** Changes the signed zone file. */
  readonly spoil?: (zone: string) => string;
  readonly servers?: readonly string[];
}

const usual = ['ns1.test.'];
const soa = (servers: readonly string[], serial = 2): string => {
  const ns = servers.map((server) => `@ IN NS ${server}\n`).join('');
  return `$TTL 60\n@ IN SOA ns1.test. h.test. ${serial} 3600 600 86400 30\n${ns}`;
};
const site = `@ IN A 203.0.113.10
www IN A 203.0.113.10
alias IN CNAME www
*.wild IN A 203.0.113.10
deep.under.name IN TXT "x"
caa IN CAA 0 issue "letsencrypt.org"
`;
const expired = ['-s', '20250101000000', '-e', '20250201000000'];
const later = ['-s', '20400101000000', '-e', '20400201000000'];

const zones: readonly SignedZone[] = [
  ...(['RSASHA256', 'ECDSAP256SHA256', 'ECDSAP384SHA384', 'ED25519'] as const).map((algorithm): SignedZone => ({
    name: `${algorithm.toLowerCase()}.test`,
    algorithm,
    records: site,
  })),
  { name: 'nsec3.test', algorithm: 'ECDSAP256SHA256', records: site, signing: ['-3', 'aabb', '-H', '5'] },
  {
    ...{ name: 'optout.test', algorithm: 'ECDSAP256SHA256', signing: ['-3', '-', '-H', '0', '-A'] },
    records: `${site}unsigned IN NS ns1.test.\n`,
  },
  { name: 'unsigned.optout.test', algorithm: null, records: site },
  { name: 'iterations.test', algorithm: 'ECDSAP256SHA256', records: site, signing: ['-3', 'aabb', '-H', '140'] },
  { name: 'insecure.test', algorithm: null, records: site },
  { name: 'nods.test', algorithm: 'ECDSAP256SHA256', records: site, ds: 'none' },
  { name: 'expired.test', algorithm: 'ECDSAP256SHA256', records: site, signing: expired },
  { name: 'later.test', algorithm: 'ECDSAP256SHA256', records: site, signing: later },
  { name: 'wrongds.test', algorithm: 'ECDSAP256SHA256', records: site, ds: 'wrong' },
  { name: 'unsigned.test', algorithm: null, records: site, ds: 'wrong' },
  {
    ...{ name: 'tampered.test', algorithm: 'ECDSAP256SHA256', records: site },
    spoil: (zone) => zone.replaceAll(/203\.0\.113\.10$/gm, '203.0.113.66'),
  },
  {
    ...{ name: 'nosig.test', algorithm: 'ECDSAP256SHA256', records: site },
    // The signatures over the address records are lost, those over everything else stand.
    spoil: (zone) => zone.replaceAll(/RRSIG\s+A \d+[^)]*\)/g, 'TYPE65280 \\# 0'),
  },
  // The resolver has a zone of its own of this name, unsigned.
  { name: 'view.test', algorithm: 'ECDSAP256SHA256', records: site },
  { name: 'stale.test', algorithm: null, records: site, servers: ['ns1.test.', 'ns2.test.'] },
  { name: 'half.test', algorithm: null, records: site, servers: ['ns1.test.', 'ns3.test.', 'ns4.test.'] },
  { name: 'alone.test', algorithm: null, records: site, servers: ['ns1.test.'] },
];

const worldZones = zones.map(({ name }) => name);

export interface SignedWorld {
  readonly resolver: string;
  /** The key of the root, as `ZONE KEYTAG ALGORITHM DIGESTTYPE DIGEST`. */
  readonly trustAnchor: string;
  /** What delv takes for `-a`. */
  readonly anchorFile: string;
}

/** Name servers with zones signed rightly and wrongly, in the lab's network, below a root of their own. */
export async function startSignedWorld(lab: Lab): Promise<SignedWorld> {
  const home = path.join(lab.folder, 'signed');
  const file = (name: string): string => path.join(home, name);
  await mkdir(file('primary'), { recursive: true });
  await mkdir(file('secondary'));
  await mkdir(file('resolver'));
  for (const address of Object.values(worldAddresses))
    await must(lab, ['ip', 'addr', 'add', `${address}/32`, 'dev', 'lo']);

  const delegations: string[] = [];
  for (const zone of zones) {
    const { name, servers = usual } = zone;
    const ds = await makeZone(lab, file('primary'), zone);
    // What is deeper has its delegation in the zone above it.
    if (name.split('.').length === 2) delegations.push(...servers.map((server) => `${name}. IN NS ${server}`), ...ds);
  }
  const test = [
    soa(usual),
    `ns1 IN A ${worldAddresses.primary}`,
    `ns2 IN A ${worldAddresses.secondary}`,
    `ns3 IN A ${worldAddresses.nobody}`,
    // It serves another zone only.
    `ns4 IN A ${worldAddresses.secondary}`,
    ...delegations,
    '',
  ].join('\n');
  const testDs = await makeZone(lab, file('primary'), {
    name: 'test',
    algorithm: 'ECDSAP256SHA256',
    records: test.slice(soa(usual).length),
  });
  const rootRecords = `test. IN NS ns1.test.\nns1.test. IN A ${worldAddresses.primary}\n${testDs.join('\n')}\n`;
  const [rootDs = ''] = await makeZone(lab, file('primary'), {
    name: '.',
    algorithm: 'ECDSAP256SHA256',
    records: rootRecords,
  });

  const names = ['.', 'test', ...worldZones];
  await writeFile(
    file('primary/named.conf'),
    configuration(
      file('primary'),
      worldAddresses.primary,
      'recursion no;',
      names.map((name) => [name, zoneFile(name)]),
    ),
  );
  const old = soa(['ns1.test.', 'ns2.test.'], 1) + site.replace('www IN A 203.0.113.10', 'www IN A 203.0.113.66');
  await writeFile(file('secondary/stale.zone'), old);
  await writeFile(
    file('secondary/named.conf'),
    configuration(file('secondary'), worldAddresses.secondary, 'recursion no;', [['stale.test', 'stale.zone']]),
  );
  await writeFile(
    file('resolver/root.hints'),
    `. 3600 IN NS ns1.test.\nns1.test. 3600 IN A ${worldAddresses.primary}\n`,
  );
  await writeFile(file('resolver/view.zone'), soa(usual) + site);
  const settings = 'recursion yes; allow-recursion { any; }; qname-minimization off;';
  await writeFile(
    file('resolver/named.conf'),
    `${configuration(file('resolver'), worldAddresses.resolver, settings, [['view.test', 'view.zone']])}
zone "." { type hint; file "${file('resolver/root.hints')}"; };
`,
  );
  for (const name of ['primary', 'secondary', 'resolver']) await startNamed(lab, file(`${name}/named.conf`));
  const [, , , keyTag, algorithm, digestType, ...digest] = rootDs.split(' ').filter((word) => word !== '');
  const anchor = `${keyTag ?? ''} ${algorithm ?? ''} ${digestType ?? ''}`;
  await writeFile(file('anchors'), `trust-anchors { "." static-ds ${anchor} "${digest.join('')}"; };\n`);
  return {
    resolver: worldAddresses.resolver,
    trustAnchor: `. ${anchor} ${digest.join('')}`,
    anchorFile: file('anchors'),
  };
}

function zoneFile(name: string): string {
  return name === '.' ? 'root.zone' : `${name}.zone`;
}

/** Writes a zone file, signed where it is to be; the DS records for the zone above. */
async function makeZone(lab: Lab, home: string, zone: SignedZone): Promise<readonly string[]> {
  const {
    name,
    algorithm,
    records,
    signing = [],
    ds = 'right',
    spoil = (text: string): string => text,
    servers = usual,
  } = zone;
  const target = path.join(home, zoneFile(name));
  await writeFile(target, soa(servers) + records);
  const origin = name === '.' ? '.' : `${name}.`;
  if (algorithm !== null) {
    const keygen = [
      'dnssec-keygen',
      '-q',
      '-K',
      home,
      '-a',
      algorithm,
      '-f',
      'KSK',
      ...(algorithm === 'RSASHA256' ? ['-b', '2048'] : []),
    ];
    const { stdout } = await must(lab, [...keygen, origin]);
    const key = stdout.trim();
    await writeFile(target, `${soa(servers)}${records}$INCLUDE ${path.join(home, `${key}.key`)}\n`);
    await must(lab, [
      'dnssec-signzone',
      '-P',
      '-q',
      '-z',
      '-K',
      home,
      '-d',
      home,
      '-o',
      origin,
      '-f',
      `${target}.signed`,
      ...signing,
      target,
      path.join(home, `${key}.private`),
    ]);
    await writeFile(target, spoil(await readFile(`${target}.signed`, 'utf8')));
    if (ds === 'right') {
      const { stdout: right } = await must(lab, ['dnssec-dsfromkey', '-2', path.join(home, `${key}.key`)]);
      return right.split('\n').filter((line) => line !== '');
    }
  }
  if (ds === 'wrong') return [`${origin} IN DS 4711 13 2 ${'ab'.repeat(32)}`];
  return [];
}

/** Waits until the name server has its zones. It ends with the lab. */
async function startNamed({ enter }: Pick<Lab, 'enter'>, configuration: string): Promise<void> {
  const [program = '', ...rest] = enter;
  const child = spawn(program, [...rest, 'named', '-g', '-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let words = '';
    child.stderr.on('data', (part: Buffer) => {
      words = (words + part.toString()).slice(-8_000);
      if (words.includes('running')) resolve();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      reject(new Error(`named ended with code ${String(code)}: ${words}`));
    });
  });
}

async function must(lab: Lab, argv: readonly string[]): Promise<{ readonly stdout: string }> {
  const { code, stdout, stderr } = await lab.run(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with code ${String(code)}: ${stdout}${stderr}`);
  return { stdout };
}

function configuration(
  home: string,
  address: string,
  settings: string,
  held: readonly (readonly [name: string, file: string])[],
): string {
  const blocks = held.map(
    ([name, zone]) => `zone "${name}" { type primary; file "${path.join(home, zone)}"; check-names ignore; };`,
  );
  return `options {
  directory "${home}"; pid-file "${home}/pid"; session-keyfile "${home}/session.key"; managed-keys-directory "${home}";
  listen-on port 53 { ${address}; }; listen-on-v6 { none; };
  dnssec-validation no; empty-zones-enable no; notify no; allow-transfer { none; }; ${settings}
};
controls { };
${blocks.join('\n')}
`;
}
