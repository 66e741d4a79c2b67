// A signed name, its name servers and its web servers, each of which takes a while for every answer.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { once } from 'node:events';
import { createPki } from '../engine/pki.ts';
import { benchFile } from './bench-file.ts';

export interface SlowWorld extends AsyncDisposable {
  /** Of the resolver, `HOST:PORT`. */
  readonly resolver: string;
  readonly authorityPort: number;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Files and texts that make it trusted. */
  readonly roots: string;
  readonly anchor: string;
}

/** Has an address of a server that answers after 50 ms. */
export const healthyName = 'www.example.test';
/** Has the same, and an IPv6 address at which nothing answers, not even with a refusal. */
export const halfDeadName = 'half.example.test';

const programs = ['named', 'dnssec-keygen', 'dnssec-signzone', 'dnssec-dsfromkey'];
const bindPort = 15_354;
const web = '127.0.1.10';
const nameServers = ['127.0.1.1', '127.0.1.2', '127.0.1.3'];
const resolverAt = '127.0.1.4';

export function whyNoSlowWorld(): string | null {
  if (process.platform !== 'linux') return 'addresses of 127.0.0.0/8 and stopped listeners are those of Linux';
  const missing = programs.find((program) => spawnSync(program, ['-v']).error !== undefined);
  return missing === undefined ? null : `BIND (${missing}) is not installed`;
}

/** @param answerMs by which every answer is late */
export async function startSlowWorld(answerMs: number): Promise<SlowWorld> {
  await using started = new AsyncDisposableStack();
  const { anchor, folder } = signedZones();
  const bind = await startBind(folder, anchor.zones);
  started.defer(() => void bind.kill());
  const authorityPort = await dnsDelay(started, [...nameServers, resolverAt], answerMs);
  const pki = await createPki();
  const leaf = await pki.leaf({ names: [healthyName, halfDeadName] });
  const site = createHttpsServer(
    { key: leaf.key, cert: `${leaf.certificate}\n${pki.intermediate.certificate}` },
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Well</title>'),
  );
  const plain = createHttpServer((_, response) => response.writeHead(404, { server: 'nginx' }).end('nothing'));
  const [httpsPort, httpPort] = await Promise.all(
    [site, plain].map(async (server) => tcpDelay(started, await listening(started, server, '127.0.0.1'), answerMs)),
  );
  started.use(await blackHole(httpsPort ?? 0));
  started.use(await blackHole(httpPort ?? 0));
  const roots = benchFile('roots.pem');
  writeFileSync(roots, pki.root.certificate);
  const own = started.move();
  return {
    resolver: `${resolverAt}:${authorityPort}`,
    ...{ authorityPort, httpPort: httpPort ?? 0, httpsPort: httpsPort ?? 0, roots, anchor: anchor.ds },
    [Symbol.asyncDispose]: () => own.disposeAsync(),
  };
}

async function listening(started: AsyncDisposableStack, server: Server, host: string, port = 0): Promise<number> {
  server.on('connection', (socket) => socket.on('error', () => undefined));
  server.listen(port, host);
  await once(server, 'listening');
  started.defer(() => {
    server.close();
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
  });
  return (server.address() as AddressInfo).port;
}

/** A server at the web's address that passes everything on, and each answer so much later. */
async function tcpDelay(
  started: AsyncDisposableStack,
  to: number,
  answerMs: number,
  at = web,
  port = 0,
): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const target = connect({ host: '127.0.0.1', port: to, allowHalfOpen: true });
    target.on('error', () => client.destroy());
    client.pipe(target);
    client.on('close', () => target.destroy());
    target.on('data', (part: Buffer) => void setTimeout(() => client.write(part), answerMs));
    target.on('end', () => void setTimeout(() => client.end(), answerMs));
  });
  return await listening(started, server, at, port);
}

/** The name server at all of the addresses, over UDP and TCP on one port, each answer so much later. */
async function dnsDelay(started: AsyncDisposableStack, hosts: readonly string[], answerMs: number): Promise<number> {
  const port = bindPort + 1;
  for (const host of hosts) {
    await tcpDelay(started, bindPort, answerMs, host, port);
    const front = createSocket('udp4');
    front.on('message', (message, { port: from, address }) => {
      const back = createSocket('udp4');
      back.on('message', (answer) => {
        back.close();
        setTimeout(() => {
          front.send(answer, from, address);
        }, answerMs);
      });
      back.send(message, bindPort, '127.0.0.1');
    });
    front.bind(port, host);
    await once(front, 'listening');
    started.defer(() => void front.close());
  }
  return port;
}

/** A port of ::1 whose queue of connections is full and stays so: whoever knocks hears nothing. */
async function blackHole(port: number): Promise<Disposable> {
  const script = `require('node:net').createServer().listen({ host: '::1', port: ${port}, backlog: 1 }, () => process.stdout.write('ready'))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  const fillers = Array.from({ length: 8 }, () => connect({ host: '::1', port }).on('error', () => undefined));
  // The first ones get into the queue at once; of the others the kernel drops what they send.
  const [first] = fillers;
  if (first !== undefined) await once(first, 'connect');
  return {
    [Symbol.dispose]() {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
    },
  };
}

interface Signed {
  readonly ds: string;
  readonly zones: readonly { readonly zone: string; readonly file: string }[];
}

/** The root, `test` and `example.test`, each signed, with a DS record above it. */
function signedZones(): { readonly anchor: Signed; readonly folder: string } {
  const folder = path.dirname(benchFile('zones'));
  const head = '$TTL 60\n@ IN SOA ns1.example.test. h.example.test. 1 3600 600 86400 60\n';
  const below = (zone: string): string => `${zone}. IN NS ns1.example.test.\n${zone}. IN NS ns2.example.test.\n`;
  const glue = nameServers
    .slice(0, 2)
    .map((at, index) => `ns${index + 1}.example.test. IN A ${at}\n`)
    .join('');
  const sources: readonly (readonly [zone: string, text: string])[] = [
    ['example.test', `${head}@ IN NS ns1\n@ IN NS ns2\n${glue}www IN A ${web}\nhalf IN A ${web}\nhalf IN AAAA ::1\n`],
    ['test', `${head}@ IN NS ns3\nns3 IN A ${nameServers[2] ?? ''}\n${below('example.test')}${glue}`],
    [
      '',
      `${head.replaceAll('example.test', 'test')}@ IN NS ns3.test.\ntest. IN NS ns3.test.\nns3.test. IN A ${nameServers[2] ?? ''}\n`,
    ],
  ];
  const run = (program: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
    return stdout.trim();
  };
  let ds = '';
  const zones = sources.map(([zone, text]) => {
    const origin = `${zone}.`;
    const file = path.join(folder, `${zone || 'root'}.zone`);
    writeFileSync(file, text);
    const key = run('dnssec-keygen', '-q', '-K', folder, '-a', 'ECDSAP256SHA256', '-f', 'KSK', origin);
    const signed = `${file}.signed`;
    run('dnssec-signzone', '-S', '-z', '-g', '-q', '-K', folder, '-d', folder, '-o', origin, '-f', signed, file);
    if (zone === '') ds = run('dnssec-dsfromkey', '-2', path.join(folder, key));
    return { zone: origin, file: signed };
  });
  // `. IN DS 1234 13 2 ABCD...`
  const [, , , tag, algorithm, type, ...digest] = ds.split(/\s+/);
  return { anchor: { ds: `. ${tag} ${algorithm} ${type} ${digest.join('')}`, zones }, folder };
}

async function startBind(home: string, zones: Signed['zones']): Promise<ChildProcess> {
  const configuration = benchFile('slow-named.conf');
  writeFileSync(
    configuration,
    `options { directory "${home}"; pid-file none; session-keyfile none; managed-keys-directory "${home}";
  listen-on port ${bindPort} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; notify no; };
controls { };
${zones.map(({ zone, file }) => `zone "${zone}" { type primary; file "${file}"; };`).join('\n')}
`,
  );
  const child = spawn('named', ['-g', '-n', '1', '-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
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
  return child;
}
