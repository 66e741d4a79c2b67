import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startServer, writeFiles, type Lab } from './lab.ts';
import type { Situation } from './situation.ts';

export const updateKey = {
  name: 'cert-doctor',
  secret: 'c2VjcmV0IG9mIHRoZSB0ZXN0cyBhbmQgb2Ygbm90aGluZyBlbHNl',
} as const;
/** The same server knows this one too. */
export const longKey = { name: 'long.cert-doctor', secret: Buffer.alloc(64, 'long').toString('base64') } as const;
export const primary = '203.0.113.60';
const secondary = '203.0.113.61';
/** A zone that takes signed updates, on two servers of which the second copies the first. */
export const updateZone = 'update.example.com';

/** The zone's delegation, and a name whose challenge label is an alias into it. */
export const updateSituations: readonly Situation[] = [
  {
    ...{ id: 'update', what: 'A zone on two servers of its own', finds: null, ssl: 'pending', dns: 'valid', sites: [] },
    records: `@ IN NS a.ns\n@ IN NS b.ns\na.ns IN A ${primary}\nb.ns IN A ${secondary}`,
  },
  {
    ...{ id: 'alias', what: 'An alias into another zone', finds: null, ssl: 'pending', dns: 'valid', sites: [] },
    records: `@ IN A ${primary}\n_acme-challenge IN CNAME alias.${updateZone}.`,
  },
  {
    ...{ id: 'circle', what: 'Aliases in a circle', finds: null, ssl: 'pending', dns: 'valid', sites: [] },
    records: `@ IN A ${primary}\n_acme-challenge IN CNAME one\none IN CNAME _acme-challenge`,
  },
  {
    ...{ id: 'own', what: 'A machine without a web server', finds: null, ssl: 'pending', dns: 'valid', sites: [] },
    records: `@ IN A ${primary}`,
  },
];

export interface UpdateServers {
  /** A hook for records: `add NAME VALUE`, `remove NAME VALUE`. */
  readonly hook: string;
  /** Every TXT record that stands in the zone now, as `OWNER VALUE`. */
  texts(): Promise<readonly string[]>;
}

/** Starts both servers inside the lab. */
export async function startUpdateServers(lab: Lab): Promise<UpdateServers> {
  const home = path.join(lab.folder, 'update');
  for (const address of [primary, secondary]) await lab.run(['ip', 'addr', 'add', `${address}/32`, 'dev', 'lo']);
  const options = (name: string, address: string): string => `options {
  directory "${home}/${name}"; pid-file "pid"; session-keyfile "session.key"; managed-keys-directory ".";
  listen-on port 53 { ${address}; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; empty-zones-enable no;
  query-source address ${address}; transfer-source ${address}; notify-source ${address};
};
controls { };`;
  const zone = `$TTL 5
@ IN SOA a.ns hostmaster 1 60 60 86400 1
@ IN NS a.ns
@ IN NS b.ns
a.ns IN A ${primary}
b.ns IN A ${secondary}
@ IN A ${primary}
* IN A ${primary}
`;
  await writeFiles(path.join(home, 'primary'), {
    zone: zone,
    'named.conf': `key "${updateKey.name}" { algorithm hmac-sha256; secret "${updateKey.secret}"; };
key "${longKey.name}" { algorithm hmac-sha512; secret "${longKey.secret}"; };
${options('primary', primary)}
zone "${updateZone}" { type primary; file "zone"; allow-update { key "${updateKey.name}"; key "${longKey.name}"; }; allow-transfer { any; }; also-notify { ${secondary}; }; notify-delay 1; };
`,
  });
  await writeFiles(path.join(home, 'secondary'), {
    'named.conf': `${options('secondary', secondary)}
zone "${updateZone}" { type secondary; file "zone"; primaries { ${primary}; }; };
`,
  });
  for (const name of ['primary', 'secondary']) {
    await startServer([...lab.enter, 'named', '-g', '-c', path.join(home, name, 'named.conf')], 'running');
  }
  const hook = path.join(home, 'hook');
  await writeFile(
    hook,
    `#!/bin/bash
set -e
[ "$CERT_DOCTOR_ACTION $CERT_DOCTOR_NAME $CERT_DOCTOR_VALUE" = "$1 $2 $3" ] || [ -z "$CERT_DOCTOR_ACTION" ]
if [ "$1" = add ]; then line="update add $2 5 TXT $3"; else line="update delete $2 TXT $3"; fi
printf 'server ${primary}\\nzone ${updateZone}\\n%s\\nsend\\n' "$line" | nsupdate -y hmac-sha256:${updateKey.name}:${updateKey.secret}
`,
  );
  await chmod(hook, 0o755);
  return {
    hook,
    async texts() {
      const { stdout } = await lab.run(['dig', `@${primary}`, updateZone, 'AXFR', '+noall', '+answer']);
      return stdout.split('\n').flatMap((line) => {
        const [owner = '', , , type, value = ''] = line.split(/\s+/);
        return type === 'TXT' ? [`${owner.replace(/\.$/, '')} ${value.replaceAll('"', '')}`] : [];
      });
    },
  };
}
