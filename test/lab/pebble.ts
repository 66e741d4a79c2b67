import { execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createAuthority } from './authority.ts';

const run = promisify(execFile);

export interface PebbleOptions {
  /** Ports of the world that is validated: where http-01 and tls-alpn-01 knock. */
  readonly httpPort: number;
  readonly tlsPort: number;
  /** The resolver that Pebble asks, as `ADDRESS:PORT`. */
  readonly dnsServer: string;
  readonly directoryPort: number;
  readonly managementPort: number;
  /** An own folder for configuration, log and roots. */
  readonly folder: string;
  /** Percent of good nonces that are refused; 0 unless given. */
  readonly nonceReject?: number;
  /** How long its certificates are valid, seconds; five years unless given. */
  readonly validity?: number;
  /** How many other chains it offers for each certificate; none unless given. */
  readonly alternateRoots?: number;
  /** Takes up to three seconds for each validation, and every second time none at all for names that were valid before. */
  readonly moody?: boolean;
  /** MAC keys in base64url by their identifiers, without one of which no account is made; none are asked for unless given. */
  readonly externalAccounts?: Readonly<Record<string, string>>;
  /** A command that runs its arguments elsewhere, such as nsenter. */
  readonly enter?: readonly string[];
}

export interface Pebble {
  readonly directoryUrl: string;
  /** PEM file: who signed the certificate of Pebble's own HTTPS. */
  readonly caRootFile: string;
  /** PEM file: the root of what Pebble issues; new at every start. */
  readonly issuerRootFile: string;
  readonly logFile: string;
  /** Answers nobody until what it gives is disposed. */
  freeze(): Disposable;
  stop(): Promise<void>;
}

/** Where Pebble is installed; null where it is not. */
export function findPebble(): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'pebble')).find((file) => existsSync(file)) ?? null;
}

/**
 * Starts one Pebble, needs no root where its ports are high. Resolves when its directory answers; rejects with its last words.
 * One that is started again in its folder has forgotten everything but who it is.
 */
export async function startPebble(options: PebbleOptions): Promise<Pebble> {
  const { folder, enter = [] } = options;
  const file = (name: string): string => path.join(folder, name);
  await mkdir(folder, { recursive: true });
  if (!existsSync(file('https.key'))) {
    const authority = await createAuthority('Pebble HTTPS');
    const own = await authority.leaf({ names: ['localhost', 'pebble'] });
    await writeFile(file('https-root.pem'), authority.root);
    await writeFile(file('https.pem'), own.chain);
    await writeFile(file('https.key'), own.key, { mode: 0o600 });
  }
  await Promise.all([
    writeFile(
      file('config.json'),
      JSON.stringify({
        pebble: {
          listenAddress: `127.0.0.1:${options.directoryPort}`,
          managementListenAddress: `127.0.0.1:${options.managementPort}`,
          certificate: file('https.pem'),
          privateKey: file('https.key'),
          httpPort: options.httpPort,
          tlsPort: options.tlsPort,
          ocspResponderURL: '',
          ...(options.validity === undefined ? {} : { certificateValidityPeriod: options.validity }),
          ...(options.externalAccounts === undefined
            ? {}
            : { externalAccountBindingRequired: true, externalAccountMACKeys: options.externalAccounts }),
        },
      }),
    ),
  ]);

  const log = createWriteStream(file('log'));
  const argv = [...enter, findPebble() ?? 'pebble', '-config', file('config.json'), '-dnsserver', options.dnsServer];
  const child = spawn(argv[0] ?? '', argv.slice(1), {
    cwd: folder,
    env: {
      ...process.env,
      ...(options.moody === true ? { PEBBLE_VA_SLEEPTIME: '3' } : { PEBBLE_VA_NOSLEEP: '1' }),
      PEBBLE_AUTHZREUSE: options.moody === true ? '50' : '0',
      PEBBLE_WFE_NONCEREJECT: String(options.nonceReject ?? 0),
      PEBBLE_ALTERNATE_ROOTS: String(options.alternateRoots ?? 0),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // nsenter does not pass a signal on: the group that it leads has to get it.
    detached: enter.length > 0,
  });
  let lastWords = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      lastWords = (lastWords + part.toString()).slice(-2000);
      log.write(part);
    });
  }
  const ended = new Promise<never>((_resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      log.end();
      reject(new Error(`Pebble ended with code ${String(code)}: ${lastWords}`));
    });
  });
  ended.catch(() => undefined);

  async function stop(): Promise<void> {
    if (enter.length > 0 && child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
    else child.kill();
    await ended.catch(() => undefined);
    await finished(log);
  }

  async function ask(port: number, resource: string): Promise<string> {
    const program = [process.execPath, path.join(import.meta.dirname, 'fetch-when-up.ts')];
    const argv = [...enter, ...program, `https://localhost:${port}/${resource}`, file('https-root.pem')];
    const { stdout } = await run(argv[0] ?? '', argv.slice(1));
    return stdout;
  }

  try {
    await Promise.race([ask(options.directoryPort, 'dir'), ended]);
    const root = await Promise.race([ask(options.managementPort, 'roots/0'), ended]);
    await writeFile(file('issuer-root.pem'), root);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    directoryUrl: `https://localhost:${options.directoryPort}/dir`,
    caRootFile: file('https-root.pem'),
    issuerRootFile: file('issuer-root.pem'),
    freeze() {
      child.kill('SIGSTOP');
      return {
        [Symbol.dispose]: () => {
          child.kill('SIGCONT');
        },
      };
    },
    logFile: file('log'),
    stop,
  };
}
