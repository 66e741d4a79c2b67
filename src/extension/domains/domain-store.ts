import * as vscode from 'vscode';
import type { DomainIntent } from '../../core/domain/intent.ts';
import { textOf } from '../../core/domain/name.ts';
import {
  afterCheck,
  changesSinceGood,
  noHistory,
  type ChangesSinceGood,
  type History,
} from '../../core/domain/history.ts';
import { changesBetween } from '../../core/domain/changes.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import type { ConfigError, DomainEntry, ParsedConfig } from '../../engine/discover/config-file.ts';
import type { Engine, Run } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { Disposable } from '../disposable.ts';
import { EngineLost } from '../engine-client.ts';
import { configFileName } from '../ids.ts';
import { quietRun } from '../long-job.ts';

/** One domain of the workspace and what is known of it. */
export interface Domain {
  /** The first name, A-labels, with `*.` where it is a wildcard. */
  readonly name: string;
  readonly intent: DomainIntent;
  /** The file and 1-based line that name it. */
  readonly file: vscode.Uri;
  readonly line: number;
  /** The last check; null before the first. */
  readonly report: DomainReport | null;
  readonly checking: boolean;
  /** What is otherwise than when it was last well; null where it is well, or never was. */
  readonly changes: ChangesSinceGood | null;
  /** How many checks in a row, up to the last one, said the same. */
  readonly unchanged: number;
  /** When the last check ended, in milliseconds since 1970; null before the first. */
  readonly checkedAt: number | null;
}

/** Where it is remembered what was seen of domains. */
export interface Histories {
  read(name: string): Promise<History>;
  write(name: string, history: History): Promise<void>;
}

const unseen = { report: null, checking: false, changes: null, unchanged: 0, checkedAt: null } as const;

export interface ConfigFile {
  readonly uri: vscode.Uri;
  readonly errors: readonly ConfigError[];
}

/** At most so many domains are looked at side by side; how much is asked of hosts at once is the engine's to bound. */
const concurrentChecks = 8;
/** Whoever shows the domains is told of changes at most once in so many milliseconds, of thousands more rarely. */
const tellPauseMs = 100;
const tellPausePerDomainMs = 0.2;

/** The workspace's domains: read from cert-doctor.json, checked on request, told to whoever shows them. */
export class DomainStore extends Disposable {
  readonly #engine: Engine;
  readonly #configuration: Configuration;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #disposed = new AbortController();
  readonly #histories: Histories;
  #byName = new Map<string, Domain>();
  /** The same in a row; null where it must be made anew. */
  #domains: readonly Domain[] | null = [];
  #telling: NodeJS.Timeout | undefined;
  #files: readonly ConfigFile[] = [];
  #reading: Promise<void> | null = null;
  #readAgain: Promise<void> | null = null;

  readonly onDidChange = this.#changed.event;

  constructor(engine: Engine, configuration: Configuration, histories: Histories) {
    super();
    this.#engine = engine;
    this.#histories = histories;
    this.#configuration = configuration;
    this.own({
      dispose: () => {
        this.#disposed.abort();
        clearTimeout(this.#telling);
      },
    });
  }

  get domains(): readonly Domain[] {
    return (this.#domains ??= [...this.#byName.values()]);
  }

  get files(): readonly ConfigFile[] {
    return this.#files;
  }

  find(name: string): Domain | undefined {
    return this.#byName.get(name);
  }

  /** Reads every folder's cert-doctor.json anew; what was seen of a domain that is still there is kept. */
  read(): Promise<void> {
    // What is under way may have read the file before it changed.
    if (this.#reading !== null)
      return (this.#readAgain ??= this.#reading.catch(() => undefined).then(() => this.#read()));
    return this.#read();
  }

  #read(): Promise<void> {
    this.#readAgain = null;
    const reading = this.#readFiles().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading;
  }

  async #readFiles(): Promise<void> {
    const configs: { readonly uri: vscode.Uri; readonly config: ParsedConfig }[] = [];
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const uri = vscode.Uri.joinPath(folder.uri, configFileName);
      const text = await readText(uri);
      if (text !== null) configs.push({ uri, config: await this.#readConfig(text) });
    }
    // From here on nothing waits: a check that ends meanwhile must not be overwritten by what was known before.
    const domains = new Map<string, Domain>();
    for (const { uri, config } of configs) {
      for (const { intent, line } of config.domains) {
        const name = textOf(intent.name);
        if (domains.has(name)) continue;
        const known = this.find(name);
        const same = known !== undefined && JSON.stringify(known.intent) === JSON.stringify(intent);
        domains.set(name, { ...unseen, ...(same ? known : {}), name, intent, file: uri, line });
      }
    }
    this.#files = configs.map(({ uri, config }) => ({ uri, errors: config.errors }));
    this.#byName = domains;
    this.#domains = null;
    this.#changed.fire();
  }

  /** Once more where the engine's thread was lost over somebody else's work. */
  async #readConfig(text: string): Promise<ParsedConfig> {
    const read = (): Promise<ParsedConfig> => this.#engine.readConfig(text, quietRun(this.#disposed.signal));
    try {
      return await read();
    } catch (error) {
      if (error instanceof EngineLost) return read();
      throw error;
    }
  }

  /** Checks one domain and keeps the report. An untrusted workspace names no host that is looked at. */
  async check(name: string, run: Run = quietRun(this.#disposed.signal)): Promise<DomainReport | null> {
    const domain = this.find(name);
    if (domain === undefined || !vscode.workspace.isTrusted) return null;
    this.#update(name, { checking: true });
    try {
      const report = await this.#engine.check(domain.intent, this.#configuration.network(), run);
      this.#update(name, { checking: false, ...(await this.#remember(domain, report)) }, domain.intent);
      return report;
    } catch (error) {
      this.#update(name, { checking: false, checkedAt: Date.now() });
      throw error;
    }
  }

  /** What the report makes of the domain, beside what was seen of it before. */
  async #remember({ name, unchanged }: Domain, report: DomainReport): Promise<Partial<Domain>> {
    const before = await this.#histories.read(name).catch(() => noHistory);
    const history = afterCheck(before, report);
    // A folder that cannot be written costs the memory, not the check.
    await this.#histories.write(name, history).catch(() => undefined);
    const [last] = before.seen;
    const [now] = history.seen;
    const previous = this.find(name)?.report;
    const same =
      previous?.ssl === report.ssl &&
      problemsOf(previous) === problemsOf(report) &&
      last !== undefined &&
      now !== undefined &&
      changesBetween(last, now).length === 0;
    return {
      report,
      changes: changesSinceGood(before, report),
      unchanged: same ? unchanged + 1 : 0,
      checkedAt: Date.now(),
    };
  }

  /** Checks the named domains, a few side by side. */
  checkThese(names: readonly string[]): Promise<void> {
    return this.#checkEach(
      names.flatMap((name) => this.find(name) ?? []),
      quietRun(this.#disposed.signal),
    );
  }

  /** Checks all domains, a few side by side; one that fails never stops the others. */
  checkAll(run: Run = quietRun(this.#disposed.signal)): Promise<void> {
    return this.#checkEach(this.domains, run);
  }

  /** Checks the domains that were not looked at yet. */
  checkNew(): Promise<void> {
    return this.#checkEach(
      this.domains.filter(({ report }) => report === null),
      quietRun(this.#disposed.signal),
    );
  }

  async #checkEach(domains: readonly Domain[], run: Run): Promise<void> {
    const waiting = domains.filter((domain) => !domain.checking).map((domain) => domain.name);
    const total = waiting.length;
    let done = 0;
    const worker = async (): Promise<void> => {
      for (let name = waiting.shift(); name !== undefined && !run.signal.aborted; name = waiting.shift()) {
        await this.check(name, { ...run, progress: () => undefined }).catch(() => null);
        done++;
        run.progress({ step: `${done} of ${total}`, fraction: done / total });
      }
    };
    await Promise.all(Array.from({ length: concurrentChecks }, worker));
  }

  /** Writes one more domain into the folder's cert-doctor.json, as an edit that can be undone. */
  async add(folder: vscode.Uri, entry: DomainEntry): Promise<void> {
    const uri = vscode.Uri.joinPath(folder, configFileName);
    await this.#edit(uri, (text) => this.#engine.addDomain(text, entry, quietRun(this.#disposed.signal)));
  }

  async setPlatform(domain: Domain, platform: string): Promise<void> {
    await this.#edit(domain.file, (text) =>
      this.#engine.setPlatform(text, domain.intent.name, platform, quietRun(this.#disposed.signal)),
    );
  }

  async remove(domain: Domain): Promise<void> {
    await this.#edit(domain.file, (text) =>
      this.#engine.removeDomain(text, domain.intent.name, quietRun(this.#disposed.signal)),
    );
  }

  async #edit(uri: vscode.Uri, change: (text: string) => Promise<string>): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    const before = await readText(uri);
    if (before === null) edit.createFile(uri, { ignoreIfExists: true });
    const after = await change(before ?? '');
    const whole = new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0);
    if (before === null) edit.insert(uri, new vscode.Position(0, 0), after);
    else edit.replace(uri, whole, after);
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${configFileName} could not be changed.`);
    const document = await vscode.workspace.openTextDocument(uri);
    if (!(await document.save())) throw new Error(`${configFileName} could not be saved.`);
    await this.read();
  }

  #update(name: string, change: Partial<Domain>, onlyFor?: DomainIntent): void {
    const domain = this.find(name);
    if (domain === undefined) return;
    const outdated = onlyFor !== undefined && JSON.stringify(domain.intent) !== JSON.stringify(onlyFor);
    this.#byName.set(name, outdated ? { ...domain, checking: false } : { ...domain, ...change });
    this.#domains = null;
    this.#telling ??= setTimeout(
      () => {
        this.#telling = undefined;
        this.#changed.fire();
      },
      Math.max(tellPauseMs, this.#byName.size * tellPausePerDomainMs),
    );
  }
}

function problemsOf({ findings }: DomainReport): string {
  return findings.map(({ problem, subject }) => `${problem} ${subject}`).join('\n');
}

/** The file as the editor holds it, else as it stands on disk; null where there is none. */
async function readText(uri: vscode.Uri): Promise<string | null> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
