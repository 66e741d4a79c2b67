import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DomainEntry } from '../../src/engine/discover/config-file.ts';
import type { Leaf } from '../lab/authority.ts';
import { startLab, startServer, writeFiles, type Lab } from '../lab/lab.ts';
import type { Certificate, Situation } from '../lab/situation.ts';
import { machineAddress, onMachine } from '../lab/vantage.ts';
import { makeCertificate } from '../lab/web-sites.ts';
import { addresses } from '../lab/zones.ts';
import type { Surroundings } from './workbench.ts';

const zone = 'walk.example.com';
const own = machineAddress(0);
/** Where the CA is asked by the server: Pebble listens only inside of the lab's first machine. */
export const caAddress = addresses.namedByDns;

/** The situation of the zone, which the server fills. */
const nothing = { id: 'walk', what: '', finds: null, ssl: 'none', dns: 'valid' } as const;

/** Run beside Pebble: hands on what the server asks. */
const wayToTheCa = `const net = require('node:net');
net.createServer((near) => {
  const far = net.connect(14000, '127.0.0.1');
  const end = () => { near.destroy(); far.destroy(); };
  near.on('error', end).on('close', end).pipe(far).on('error', end).on('close', end).pipe(near);
}).listen(14000, '${caAddress}', () => console.log('ready'));`;

/** nginx, certbot's timer as Debian's package brings it, and the name of the CA. */
const machineFiles: Readonly<Record<string, string>> = {
  '/etc/nginx/nginx.conf': `user root; pid /var/log/nginx.pid; error_log /var/log/nginx/error.log;
events { worker_connections 512; }
http { access_log off; server_names_hash_bucket_size 128; include /etc/nginx/sites-enabled/*;
  server { listen 80 default_server; listen 443 ssl default_server; root /var/www;
    ssl_certificate /etc/nginx/spare/fullchain.pem; ssl_certificate_key /etc/nginx/spare/privkey.pem; }
}
`,
  '/etc/hosts': `127.0.0.1 localhost\n${caAddress} pebble\n`,
  '/etc/systemd/system/certbot.timer':
    '[Unit]\nDefaultDependencies=no\n[Timer]\nOnCalendar=*-*-* 00,12:00:00\n[Install]\nWantedBy=timers.target\n',
  '/etc/systemd/system/certbot.service':
    '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/usr/bin/certbot -q renew\n',
};

/** A name of the server, and how its site is at first. */
export interface ServerSite {
  /** Left of the zone. */
  readonly label: string;
  readonly certificate: Certificate;
  /** certbot keeps its certificate; else it only lies in a folder of nginx's. */
  readonly certbot?: boolean;
  /** It lies in sites-available alone. */
  readonly disabled?: boolean;
  readonly entry?: Partial<DomainEntry>;
  /** Lines of the zone in place of the server's address. */
  readonly records?: readonly string[];
  readonly page?: string;
  /** Lines of a shell before the editor is opened. */
  readonly start?: readonly string[];
  /** New certificates are deployed to it. */
  readonly isIssued?: boolean;
}

/** A server of the lab on which somebody has opened the editor, as over SSH: nginx, systemd, and its own files below /etc. */
export interface ServerInTheLab extends Surroundings {
  readonly lab: Lab;
  readonly enter: readonly string[];
  readonly storage: string;
  /** Runs a command there; throws where it fails. */
  run(...argv: readonly string[]): Promise<void>;
  /** Changes the zone at the name server, by lines of nsupdate. */
  changeZone(...lines: readonly string[]): Promise<void>;
  /** Puts a good certificate, or one that was issued, where the site reads it; nobody reads it yet. */
  replaceCertificate(label: string, issued?: Pick<Leaf, 'chain' | 'key'>): Promise<void>;
  /** The folder that the site serves, below the workspace. */
  webRoot(this: void, label: string): string;
  /** The name of a site. */
  name(this: void, label: string): string;
}

/** Starts the lab and its server, whose editor is started by `enter`. */
export async function startServerInTheLab(sites: readonly ServerSite[]): Promise<ServerInTheLab> {
  const name = (label: string): string => `${label}.${zone}`;
  const before = sites.flatMap(({ label, records = [`${label} A ${own}`] }) => records).join('\n');
  const lab = await startLab([{ ...nothing, zone: { servers: ['ns1'], before } }]);
  try {
    const workspace = path.join(lab.folder, 'workspace');
    const storage = path.join(lab.folder, 'storage/walk');
    const webRoot = (label: string): string => path.join(workspace, 'www', name(label));
    const folderOf = ({ label, certbot }: ServerSite): string =>
      certbot === true ? `/etc/letsencrypt/live/${name(label)}` : `/etc/nginx/certificates/${name(label)}`;
    for (const site of sites) {
      await writeFiles(webRoot(site.label), { 'index.html': site.page ?? '<!doctype html><title>Well</title>\n' });
    }
    const domains = sites.map(({ label, entry }): DomainEntry => ({
      name: name(label),
      addresses: [own],
      webRoot: webRoot(label),
      ...entry,
    }));
    await writeFiles(workspace, { 'cert-doctor.json': `${JSON.stringify({ domains }, null, 2)}\n` });
    await mkdir(path.dirname(storage), { recursive: true });
    const changeZone: ServerInTheLab['changeZone'] = async (...lines) => {
      const input = [`server ${addresses.authority}`, `zone ${zone}`, ...lines, 'send', ''].join('\n');
      const { code, stdout, stderr } = await lab.run(['nsupdate'], { input });
      if (code !== 0) throw new Error(`nsupdate ended with code ${String(code)}: ${stdout}${stderr}`);
    };
    // What is not there is to be remembered for no longer than what is.
    await changeZone(`update add ${zone}. 1 SOA ns1.example.com. hostmaster.example.com. 9 3600 600 86400 1`);
    await startServer([...lab.enter, process.execPath, '-e', wayToTheCa], 'ready');

    const issued = sites.find(({ isIssued }) => isIssued === true);
    const situation: Situation = {
      ...nothing,
      machine: {
        files: {
          ...machineFiles,
          ...Object.fromEntries(
            sites.flatMap((site) => filesOf(name(site.label), folderOf(site), webRoot(site.label))),
          ),
        },
        certificates: {
          '/etc/nginx/spare': { names: ['spare.example.com'] },
          ...Object.fromEntries(
            sites.map((site) => [folderOf(site), { names: [name(site.label)], ...site.certificate }]),
          ),
        },
        start: [
          'mkdir -p /etc/nginx/sites-enabled',
          ...sites
            .filter(({ disabled }) => disabled !== true)
            .map(({ label }) => `ln -s ../sites-available/${name(label)} /etc/nginx/sites-enabled/`),
          ...sites.flatMap(({ start = [] }) => start),
        ],
        systemd: [],
      },
    };
    const run: ServerInTheLab['run'] = async (...argv) => {
      const inside = ['-n', '-m', '-p', '-t', await serverProcess(lab.folder), '--'];
      await promisify(execFile)('nsenter', [...inside, ...argv]);
    };
    const replaceCertificate: ServerInTheLab['replaceCertificate'] = async (label, issued) => {
      const site = sites.find((one) => one.label === label);
      if (site === undefined) throw new Error(`There is no site ${label}.`);
      const made = issued ?? (await makeCertificate({ names: [name(label)] }, zone, lab.authorities));
      const folder = path.join(lab.folder, 'new', label);
      await writeFiles(folder, { 'fullchain.pem': made.chain, 'privkey.pem': made.key });
      for (const file of ['fullchain.pem', 'privkey.pem']) {
        await run('cp', path.join(folder, file), path.join(folderOf(site), file));
      }
    };
    return {
      lab,
      folder: lab.folder,
      workspace,
      storage,
      // nginx among the processes of the editor, so that a signal finds it.
      enter: [...lab.enter, ...(await onMachine(lab, situation, 0)), 'bash', '-c', 'nginx; exec "$@"', 'bash'],
      settings: {
        'certDoctor.resolvers': [addresses.resolverOutside],
        'certDoctor.trust': [lab.rootFile, lab.pebble.issuerRootFile],
        'certDoctor.trustAnchors': [lab.anchor],
        'certDoctor.network.allowPrivateAddresses': true,
        'certDoctor.storage': storage,
        'certDoctor.deploy': {
          files:
            issued === undefined
              ? []
              : [
                  { path: path.join(folderOf(issued), 'fullchain.pem'), content: 'full-chain' },
                  { path: path.join(folderOf(issued), 'privkey.pem'), content: 'key' },
                ],
          test: ['nginx', '-t'],
          reload: ['nginx', '-s', 'reload'],
        },
        'certDoctor.ca': { directory: 'https://pebble:14000/dir', rootFile: lab.pebble.caRootFile, contact: '' },
        'certDoctor.logs.paths': ['/var/log/nginx/error.log'],
        // No word about nginx's own port.
        'remote.autoForwardPorts': false,
      },
      name,
      webRoot,
      run,
      changeZone,
      replaceCertificate,
      [Symbol.asyncDispose]: () => lab.stop(),
    };
  } catch (error) {
    await lab.stop();
    throw error;
  }
}

function filesOf(name: string, folder: string, root: string): readonly (readonly [string, string])[] {
  const pair = `ssl_certificate ${folder}/fullchain.pem; ssl_certificate_key ${folder}/privkey.pem;`;
  const site = `server { listen 80; listen 443 ssl; server_name ${name}; ${pair} root ${root}; }\n`;
  const available = [`/etc/nginx/sites-available/${name}`, site] as const;
  if (!folder.startsWith('/etc/letsencrypt/')) return [available];
  const lineage = ['cert', 'privkey', 'chain', 'fullchain'].map((file) => `${file} = ${folder}/${file}.pem`);
  const renewal = ['version = 2.1.0', ...lineage, '[renewalparams]', 'authenticator = webroot'];
  const server = [
    'server = https://acme-v02.api.letsencrypt.org/directory',
    '[[webroot_map]]',
    `${name} = ${root}`,
    '',
  ];
  return [available, [`/etc/letsencrypt/renewal/${name}.conf`, [...renewal, ...server].join('\n')]];
}

/** The process, by its number here, of the editor's server in a folder. */
async function serverProcess(folder: string): Promise<string> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const [program, ...argv] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (program === process.execPath && argv.includes(path.join(folder, 'code-server/server.socket'))) return pid;
  }
  throw new Error('The editor does not run.');
}
