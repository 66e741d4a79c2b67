import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { CaChoice, IssueReport, IssueRequest } from '../../src/core/acme/issuance.ts';
import { defaultNetwork } from '../../src/engine/engine.ts';
import { readCertificateRequest } from '../../src/engine/observe/certificate-request-reader.ts';
import { caChoice } from './ca-choice.ts';
import type { StorageLook } from './chaos-look.ts';
import type { ChaosOrder, ChaosWord } from './chaos-run.ts';
import type { FakeRenewalInfo, Fault, ProxyOrder, ProxyWord } from './fault-proxy.ts';
import type { Lab } from './lab.ts';
import type { Pebble } from './pebble.ts';

export type Seen = Extract<ProxyWord, { readonly resource: string }>;

/** The fault proxy's process, and what it told. */
export interface FaultProxies {
  /** Opens a way to the CA; every request on it is remembered. */
  open(port: number): Promise<void>;
  plan(port: number, faults: readonly Fault[], renewalInfo?: FakeRenewalInfo): Promise<void>;
  release(port: number): void;
  seen(port: number): readonly Seen[];
  /** Resolves when a request that fits was seen, also an earlier one. */
  until(port: number, fits: (seen: Seen) => boolean): Promise<void>;
}

/** Starts the fault proxy before one Pebble; it ends with the lab. */
export function startFaultProxies(lab: Lab, pebble: Pebble): FaultProxies {
  const program = [process.execPath, path.join(import.meta.dirname, 'fault-proxy.ts')];
  const upstream = new URL(pebble.directoryUrl).port;
  const [first = '', ...rest] = [...lab.enter, ...program, path.dirname(pebble.caRootFile), upstream];
  const child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const words: ProxyWord[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stdout).on('line', (line) => {
    words.push(JSON.parse(line) as ProxyWord);
    for (const look of waiting) look();
  });
  const until = (fits: (word: ProxyWord) => boolean, from = 0): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!words.slice(from).some(fits)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const order = (what: ProxyOrder): void => {
    child.stdin.write(`${JSON.stringify(what)}\n`);
  };
  const isSeen = (word: ProxyWord): word is Seen => 'resource' in word;
  return {
    async open(port) {
      order({ listen: port });
      await until((word) => 'listening' in word && word.listening === port);
    },
    async plan(port, faults, renewalInfo) {
      const from = words.length;
      order({ port, faults, ...(renewalInfo === undefined ? {} : { renewalInfo }) });
      await until((word) => 'obeyed' in word && word.port === port, from);
    },
    release(port) {
      order({ release: port });
    },
    seen: (port) => words.filter(isSeen).filter((word) => word.port === port),
    until: (port, fits) => until((word) => isSeen(word) && word.port === port && fits(word)),
  };
}

/** What one run of the product said. */
export interface ChaosOutcome {
  /** Null: it was killed. */
  readonly report: IssueReport | null;
  readonly writes: number;
  readonly confirmed: readonly string[];
  readonly progress: readonly string[];
  readonly stderr: string;
}

/** A run that goes on. */
export interface ChaosRun {
  /** Its number inside the lab. */
  readonly pid: Promise<number>;
  readonly outcome: Promise<ChaosOutcome>;
}

const name = { ascii: 'killed.example.com', wildcard: false };

/** One domain with its own way to the CA, its own storage, and an nginx that serves what `live` leads to. */
export class ChaosDomain {
  readonly port: number;
  readonly httpsPort: number;
  readonly storage: string;
  readonly ca: CaChoice;
  readonly #lab: Lab;
  readonly #proxies: FaultProxies;

  /** @param id becomes the name of files; @param number makes the ports */
  constructor(lab: Lab, proxies: FaultProxies, id: string, number: number, pebble: Pebble = lab.pebble) {
    this.#lab = lab;
    this.#proxies = proxies;
    this.port = 15_000 + number;
    this.httpsPort = 16_000 + number;
    this.storage = path.join(lab.folder, 'chaos', id);
    this.ca = caChoice(`https://localhost:${String(this.port)}/dir`, pebble.caRootFile);
  }

  /** Opens the way to the CA, has a first certificate issued, and serves it. */
  async prepare(): Promise<void> {
    await mkdir(this.storage, { recursive: true, mode: 0o700 });
    await this.#proxies.open(this.port);
    const { report, stderr } = await this.run({ changes: { deploy: null } });
    const certificate = report?.certificate ?? null;
    if (certificate === null) throw new Error(`no first certificate: ${JSON.stringify(report)}${stderr}`);
    await writeFile(
      path.join(this.#lab.siteFolder, `chaos-${String(this.port)}.conf`),
      `server { listen 203.0.113.10:${String(this.httpsPort)} ssl; server_name ${name.ascii};
        ssl_certificate ${certificate.fullChainFile}; ssl_certificate_key ${certificate.keyFile}; }`,
    );
    await this.reload();
  }

  request(changes: Partial<IssueRequest> = {}): IssueRequest {
    const { nginx, webRoot } = this.#lab;
    return {
      intent: {
        ...{ name, names: [name], method: 'http-01', addresses: [], delegationTarget: null, webRoot },
      },
      ca: this.ca,
      challenge: { type: 'http-01', by: 'web-root', folder: webRoot },
      ...{ keyType: 'ec-p256', storage: this.storage },
      deploy: { host: null, files: [], test: [...nginx, '-t'], reload: [...nginx, '-s', 'reload'] },
      ...changes,
    };
  }

  /** Starts a run; words before it, such as faketime, run it. */
  start(
    { changes = {}, ...order }: Partial<ChaosOrder> & { readonly changes?: Partial<IssueRequest> } = {},
    before: readonly string[] = [],
  ): ChaosRun {
    const json: ChaosOrder = {
      request: this.request(changes),
      network: { ...defaultNetwork, allowPrivate: true, httpsPort: this.httpsPort, timeoutMs: 5_000 },
      confirm: true,
      ...order,
    };
    const program = [process.execPath, path.join(import.meta.dirname, 'chaos-run.ts'), JSON.stringify(json)];
    const [first = '', ...rest] = [...this.#lab.enter, ...before, ...program];
    return follow(spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  async run(...given: Parameters<ChaosDomain['start']>): Promise<ChaosOutcome> {
    return await this.start(...given).outcome;
  }

  faults(...faults: readonly Fault[]): Promise<void> {
    return this.#proxies.plan(this.port, faults);
  }

  /** nginx reads its files again, as it may at any time; rejects where it would not. */
  async reload(): Promise<void> {
    const { nginx } = this.#lab;
    for (const argv of [
      [...nginx, '-t'],
      [...nginx, '-s', 'reload'],
    ]) {
      const { code, stderr } = await this.#lab.run(argv);
      if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
    }
  }

  /** The serial number that openssl is shown. */
  async served(): Promise<string> {
    const connect = `echo | openssl s_client -connect 203.0.113.10:${String(this.httpsPort)} -servername ${name.ascii} 2>/dev/null | openssl x509 -noout -serial`;
    const { stdout } = await this.#lab.run(['bash', '-c', connect]);
    return stdout.trim().replace('serial=', '');
  }

  async look(): Promise<StorageLook> {
    const program = [process.execPath, path.join(import.meta.dirname, 'chaos-look.ts'), this.storage];
    const { code, stdout, stderr } = await this.#lab.run(program);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as StorageLook;
  }

  /** Public keys for which the CA has made a certificate, in order: of each request that it took. */
  issued(): readonly string[] {
    return this.#proxies
      .seen(this.port)
      .filter(({ resource, status }) => resource === 'finalize' && status === 200)
      .map(({ payload }) => publicKeyIn(payload as { readonly csr: string }));
  }

  sent(resource: Seen['resource']): number {
    return this.#proxies.seen(this.port).filter((word) => word.resource === resource).length;
  }

  until(fits: (seen: Seen) => boolean): Promise<void> {
    return this.#proxies.until(this.port, fits);
  }

  release(): void {
    this.#proxies.release(this.port);
  }

  async signal(run: ChaosRun, signal: 'STOP' | 'CONT' | 'KILL'): Promise<void> {
    await this.#lab.run(['kill', `-${signal}`, String(await run.pid)]);
  }
}

function follow(child: ChildProcess): ChaosRun {
  const words: ChaosWord[] = [];
  let stderr = '';
  const pid = Promise.withResolvers<number>();
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
  if (child.stdout !== null) {
    createInterface(child.stdout).on('line', (line) => {
      const word = JSON.parse(line) as ChaosWord;
      words.push(word);
      if ('pid' in word) pid.resolve(word.pid);
    });
  }
  const outcome = new Promise<ChaosOutcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      pid.reject(new Error(`The run ended before it began: ${stderr}`));
      const last = words.find((word) => 'report' in word);
      resolve({
        ...{ report: last?.report ?? null, writes: last?.writes ?? 0, stderr },
        confirmed: words.flatMap((word) => ('confirm' in word ? word.confirm : [])),
        progress: words.flatMap((word) => ('progress' in word ? word.progress : [])),
      });
    });
  });
  pid.promise.catch(() => undefined);
  return { pid: pid.promise, outcome };
}

function publicKeyIn({ csr }: { readonly csr: string }): string {
  return readCertificateRequest(Buffer.from(csr, 'base64url')).publicKey;
}
