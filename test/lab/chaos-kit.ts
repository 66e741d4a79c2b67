import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { CaChoice, IssueReport, IssueRequest, StoredCertificate } from '../../src/core/acme/issuance.ts';
import type { DueRenewal } from '../../src/core/acme/renewal.ts';
import { defaultNetwork } from '../../src/engine/engine.ts';
import { readCertificateRequest } from '../../src/engine/observe/certificate-request-reader.ts';
import { caChoice } from './ca-choice.ts';
import { lookAtStorage, type StorageLook } from './chaos-look.ts';
import type { ChaosOrder, ChaosWord } from './chaos-run.ts';
import type { CaResource, FakeRenewalInfo, Fault, ProxyOrder, ProxyWord } from './fault-proxy.ts';
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
  /** Resolves when a request that fits comes in. */
  next(port: number, fits: (seen: Seen) => boolean): Promise<void>;
}

/** Starts the fault proxy before one Pebble; it ends with the lab. */
export function startFaultProxies(lab: Lab, pebble: Pebble): FaultProxies {
  const program = [process.execPath, path.join(import.meta.dirname, 'fault-proxy.ts')];
  const upstream = new URL(pebble.directoryUrl).port;
  const [first, ...rest] = [...lab.enter, ...program, path.dirname(pebble.caRootFile), upstream];
  const child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const words: ProxyWord[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stdout).on('line', (line) => {
    words.push(JSON.parse(line) as ProxyWord);
    for (const look of waiting) look();
  });
  const until = (fits: (word: ProxyWord) => boolean, from: number): Promise<void> =>
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
      await until((word) => 'listening' in word && word.listening === port, 0);
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
    next: (port, fits) => until((word) => isSeen(word) && word.port === port && fits(word), words.length),
  };
}

/** Makes one file of `chaos-run.ts`: hundreds of processes start sooner from it. */
export async function bundleRuns(lab: Lab): Promise<void> {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'chaos-run.ts')],
    outfile: bundleOf(lab),
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    // acme-client is CommonJS.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
  });
}

function bundleOf(lab: Lab): string {
  return path.join(lab.folder, 'chaos-run.mjs');
}

/** What one run of the product said. */
export interface ChaosOutcome {
  /** Null: it was killed. */
  readonly report: IssueReport | null;
  /** What came of each certificate, where those that are due were to be renewed. */
  readonly due: readonly DueRenewal[];
  readonly writes: number;
  readonly confirmed: readonly string[];
  readonly progress: readonly string[];
  readonly stderr: string;
}

/** A run that goes on. */
export interface ChaosRun {
  /** Its number inside the lab. */
  readonly pid: Promise<number>;
  /** Resolves when it tells a step that holds the text. */
  told(text: string): Promise<void>;
  wake(): void;
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
  #turn = 0;

  /** @param id becomes the name of files; @param number makes the ports */
  constructor(lab: Lab, proxies: FaultProxies, id: string, number: number, pebble: Pebble = lab.pebble) {
    this.#lab = lab;
    this.#proxies = proxies;
    this.port = 15_000 + number;
    this.httpsPort = 16_000 + number;
    this.storage = path.join(lab.folder, 'chaos', id);
    this.ca = caChoice(`https://localhost:${String(this.port)}/dir`, pebble.caRootFile);
  }

  /** Opens the way to the CA, has a first certificate issued, put in place, and served. */
  async prepare(): Promise<void> {
    await this.#must('mkdir', '-p', '-m', '700', this.#place());
    await this.#must('ln', '-s', this.#target(), this.storage);
    await this.#proxies.open(this.port);
    const { report, stderr } = await this.run({ changes: { deploy: null } });
    const certificate = report?.certificate ?? null;
    if (certificate === null) throw new Error(`no first certificate: ${JSON.stringify(report)}${stderr}`);
    await writeFile(this.#own('conf'), this.#configuration(certificate));
    await this.#must(...this.#nginx);
    await this.run();
  }

  /** A server of its own: where one domain suffers, no other one's is touched. */
  get #nginx(): readonly string[] {
    return ['nginx', '-e', this.#own('error.log'), '-c', this.#own('conf')];
  }

  #own(end: string): string {
    return `${this.storage}.nginx.${end}`;
  }

  #configuration({ fullChainFile, keyFile }: StoredCertificate): string {
    return `pid ${this.#own('pid')}; error_log ${this.#own('error.log')}; worker_processes 1; events {}
      http { access_log off; server { listen 203.0.113.10:${String(this.httpsPort)} ssl; server_name ${name.ascii};
        ssl_certificate ${fullChainFile}; ssl_certificate_key ${keyFile}; } }`;
  }

  /** Puts the storage as it is now aside, to go on from it again and again. */
  async save(): Promise<void> {
    await this.#must('cp', '-a', `${this.storage}/.`, `${this.storage}.saved`);
  }

  /** The storage is what it was when it was saved, from one moment to the next: nginx may read it at any time. */
  async restore(): Promise<void> {
    const old = this.#place();
    this.#turn += 1;
    await this.#must('cp', '-a', `${this.storage}.saved`, this.#place());
    await this.#must('ln', '-sfn', this.#target(), `${this.storage}.next`);
    await this.#must('mv', '-T', `${this.storage}.next`, this.storage);
    await this.#must('rm', '-rf', old);
    await this.reload();
  }

  /** Where the storage is by now: a link leads to it. */
  #place(): string {
    return path.join(this.#disk, String(this.#turn));
  }

  /** Relative, so that it leads there from outside the lab too. */
  #target(): string {
    return path.relative(path.dirname(this.storage), this.#place());
  }

  get #disk(): string {
    return `${this.storage}.disk`;
  }

  /** Gives the storage a file system of its own, before anything is in it. */
  async mount(size: string): Promise<void> {
    await mkdir(this.#disk, { recursive: true });
    await this.#must('mount', '-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', this.#disk);
  }

  async remove(file: string): Promise<void> {
    await this.#must('rm', '-f', file);
  }

  async giveTo(user: string): Promise<void> {
    await this.#must('chown', '-R', user, this.#place());
  }

  /** As if the time had come at which the CA wants to be asked again. */
  async forgetRenewalWord(): Promise<void> {
    await this.#must('find', `${this.storage}/`, '-name', 'renewal.json', '-delete');
  }

  async remount(option: 'ro' | 'rw'): Promise<void> {
    await this.#must('mount', '-o', `remount,${option}`, this.#disk);
  }

  async #must(...argv: readonly string[]): Promise<void> {
    const { code, stderr } = await this.#lab.run(argv);
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  }

  request(changes: Partial<IssueRequest> = {}): IssueRequest {
    const { webRoot } = this.#lab;
    return {
      intent: {
        ...{ name, names: [name], method: 'http-01', addresses: [], delegationTarget: null, webRoot },
      },
      ca: this.ca,
      challenge: { type: 'http-01', by: 'web-root', folder: webRoot },
      ...{ keyType: 'ec-p256', storage: this.storage },
      deploy: { host: null, files: [], test: [...this.#nginx, '-t'], reload: [...this.#nginx, '-s', 'reload'] },
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
      worker: path.join(import.meta.dirname, '../../src/engine/worker.ts'),
      ...order,
    };
    const program = [process.execPath, bundleOf(this.#lab), JSON.stringify(json)];
    const [first = '', ...rest] = [...this.#lab.enter, ...before, ...program];
    return follow(spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  async run(...given: Parameters<ChaosDomain['start']>): Promise<ChaosOutcome> {
    return await this.start(...given).outcome;
  }

  faults(...faults: readonly Fault[]): Promise<void> {
    return this.#proxies.plan(this.port, faults);
  }

  /** The way to the CA tells when to renew, which Debian's Pebble does not. */
  tellsWhen(info: FakeRenewalInfo): Promise<void> {
    return this.#proxies.plan(this.port, [], info);
  }

  /** How many requests have come by, with those that are held counted once more when they go on. */
  requests(): number {
    return this.#proxies.seen(this.port).length;
  }

  /** What the CA was asked for, request by request. */
  asked(resource: Seen['resource']): readonly unknown[] {
    return this.#proxies
      .seen(this.port)
      .filter((word) => word.resource === resource)
      .map(({ payload }) => payload);
  }

  /**
   * nginx reads its files again, as it may at any time; rejects where it would not. Resolves to the serial number that is
   * served then.
   */
  async reload(): Promise<string> {
    await this.#must(...this.#nginx, '-t');
    await this.#must(...this.#nginx, '-s', 'reload');
    const { live } = this.look();
    for (let look = 0; look < 50; look += 1) {
      const served = await this.served();
      // Workers of before may answer for a moment.
      if (served === live) return served;
    }
    throw new Error('nginx does not serve what lies behind live.');
  }

  /** The serial number that openssl is shown. */
  async served(): Promise<string> {
    const connect = `echo | openssl s_client -connect 203.0.113.10:${String(this.httpsPort)} -servername ${name.ascii} 2>/dev/null | openssl x509 -noout -serial`;
    const { stdout } = await this.#lab.run(['bash', '-c', connect]);
    return stdout.trim().replace('serial=', '');
  }

  look(): StorageLook {
    return lookAtStorage(path.join(this.#lab.inside, this.storage));
  }

  /** Public keys for which the CA has made a certificate, in order: of each request that it took. */
  issued(): readonly string[] {
    return this.#proxies
      .seen(this.port)
      .filter(({ resource, status }) => resource === 'finalize' && status === 200)
      .map(({ payload }) => publicKeyIn(payload as { readonly csr: string }));
  }

  /** The next request for this waits, until it is let go on. */
  async hold(resource: CaResource): Promise<{ readonly reached: Promise<void> }> {
    await this.faults({ on: resource, deed: 'hold', times: 1 });
    return { reached: this.#proxies.next(this.port, (word) => word.resource === resource && word.deed === 'hold') };
  }

  release(): void {
    this.#proxies.release(this.port);
  }

  async signal(run: ChaosRun, signal: 'STOP' | 'CONT' | 'KILL'): Promise<void> {
    await this.#must('kill', `-${signal}`, String(await run.pid));
    // What leads into the lab stops with what it leads there, and does not wake by itself.
    if (signal === 'CONT') run.wake();
  }
}

function follow(child: ChildProcess): ChaosRun {
  const words: ChaosWord[] = [];
  const waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  let stderr = '';
  const pid = Promise.withResolvers<number>();
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
  if (child.stdout !== null) {
    createInterface(child.stdout).on('line', (line) => {
      const word = JSON.parse(line) as ChaosWord;
      words.push(word);
      if ('pid' in word) pid.resolve(word.pid);
      if ('progress' in word) {
        for (const { text, resolve } of waiting) if (word.progress.includes(text)) resolve();
      }
    });
  }
  const outcome = new Promise<ChaosOutcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      pid.reject(new Error(`The run ended before it began: ${stderr}`));
      const last = words.find((word) => 'report' in word);
      resolve({
        ...{ report: last?.report ?? null, writes: last?.writes ?? 0, stderr },
        due: words.flatMap((word) => ('due' in word ? word.due : [])),
        confirmed: words.flatMap((word) => ('confirm' in word ? word.confirm : [])),
        progress: words.flatMap((word) => ('progress' in word ? word.progress : [])),
      });
    });
  });
  pid.promise.catch(() => undefined);
  const told = (text: string): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ text, resolve });
      if (words.some((word) => 'progress' in word && word.progress.includes(text))) resolve();
    });
  return { pid: pid.promise, told, outcome, wake: () => void child.kill('SIGCONT') };
}

function publicKeyIn({ csr }: { readonly csr: string }): string {
  return readCertificateRequest(Buffer.from(csr, 'base64url')).publicKey;
}
