import * as vscode from 'vscode';
import { deployTitles, type DeployPlan } from '../../core/acme/deploy-plan.ts';
import { issuanceSteps, type IssueReport } from '../../core/acme/issuance.ts';
import type { ClientCertificate } from '../../core/acme/client-renewal.ts';
import { targetHost } from '../../core/domain/target-host.ts';
import { canonicalAddress } from '../../core/dns/address.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import { textOf } from '../../core/domain/name.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { afterLook, noLooks } from '../../core/picture/two-looks.ts';
import { nothingKnown, type Known } from '../../core/playbook/look.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { playbooks } from '../../core/playbook/playbooks.ts';
import { resumeRun } from '../../core/playbook/resume-run.ts';
import { runKey, startRun, type ClientOutcome, type PlaybookRun, type Sources } from '../../core/playbook/run.ts';
import { usualPlaces } from '../../core/log/usual-places.ts';
import { shellLine } from '../../core/problem/shell-line.ts';
import type { Engine } from '../../engine/engine.ts';
import { LookBeside } from '../../engine/look-beside.ts';
import type { Configuration } from '../configuration.ts';
import { Disposable } from '../disposable.ts';
import type { DomainStore, Histories } from '../domains/domain-store.ts';
import type { Feature } from '../feature.ts';
import { commands, panels } from '../ids.ts';
import { quietRun, runWithProgress } from '../long-job.ts';
import { performAction } from './perform-action.ts';
import { caOf } from '../../core/acme/ca-facts.ts';
import { shownText } from '../shown-text.ts';
import { shellOf } from '../remedies/terminal-prompt.ts';
import { panelOptions, PlaybookPanel } from './playbook-panel.ts';
import { PlaybookSession } from './playbook-session.ts';
import { choosePlaybook } from './start-playbook.ts';

export interface PlaybookDependencies {
  readonly context: vscode.ExtensionContext;
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  readonly histories: Pick<Histories, 'read'>;
}

/** Playbooks: the command, one panel for each run, and the runs that survive a reload of the window. */
export class PlaybookFeature extends Disposable implements Feature {
  readonly #deps: PlaybookDependencies;
  readonly #panels = new Map<string, PlaybookPanel>();
  readonly #sessions = new Set<PlaybookSession>();
  readonly #beside: LookBeside;

  constructor(deps: PlaybookDependencies) {
    super();
    this.#deps = deps;
    this.#beside = new LookBeside(deps.engine, deps.histories);
  }

  readonly handlers = {
    [commands.startPlaybook]: (argument: unknown) => this.#start(argument),
  };

  register(): this {
    const refresh = (): void => {
      for (const session of this.#sessions) session.refresh();
    };
    this.own(
      vscode.window.registerWebviewPanelSerializer(panels.playbook, {
        deserializeWebviewPanel: (panel, state) => this.#restore(panel, state),
      }),
    );
    this.own(this.#deps.store.onDidChange(refresh));
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(refresh));
    return this;
  }

  override dispose(): void {
    super.dispose();
    // The panels stay: the window may only be reloading, and then brings them back.
    for (const session of this.#sessions) session.dispose();
  }

  async #start(argument: unknown): Promise<void> {
    const start = await choosePlaybook(this.#deps.store, this.#deps.engine, argument);
    if (start === undefined) return;
    const { playbook, intent, about, log } = start;
    const key = runKey(playbook.id, intent);
    const open = this.#panels.get(key);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const { extensionUri } = this.#deps.context;
    const viewColumn = this.#column() ?? vscode.ViewColumn.Beside;
    const place = { viewColumn, preserveFocus: false };
    const panel = vscode.window.createWebviewPanel(panels.playbook, 'Playbook', place, panelOptions(extensionUri));
    const run = startRun(playbook, intent, about, new Date().toISOString());
    await this.#open(panel, playbook, log === null ? run : { ...run, sources: { ...run.sources, logs: [log] } });
  }

  /** Where a playbook is shown already: a further column each time would leave none wide enough to read. */
  #column(): vscode.ViewColumn | undefined {
    return [...this.#panels.values()].map(({ column }) => column).find((column) => column !== undefined);
  }

  /** After a reload of the window: the run as it was kept, or nothing where there is none any more. */
  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const key = typeof state === 'object' && state !== null && 'key' in state ? String(state.key) : '';
    const playbook = playbooks.find(({ id }) => key.startsWith(`${id}:`));
    const run =
      playbook === undefined ? null : resumeRun(playbook, this.#deps.context.workspaceState.get(storedAs(key)), key);
    if (playbook === undefined || run === null || this.#panels.has(key)) panel.dispose();
    else await this.#open(panel, playbook, run);
  }

  async #open(webviewPanel: vscode.WebviewPanel, playbook: Playbook, run: PlaybookRun): Promise<void> {
    const { context, store, configuration } = this.#deps;
    const key = runKey(run.playbook, run.intent);
    const name = textOf(run.intent.name);
    const panel = new PlaybookPanel(webviewPanel, context.extensionUri);
    let looks = noLooks;
    const session = new PlaybookSession(playbook, run, {
      listedIntent: () => store.find(name)?.intent ?? null,
      look: async (intent, signal) => {
        const report = await this.#look(name, intent, signal);
        looks = afterLook(looks, report);
        return report;
      },
      known: (intent, sources, signal) => this.#known(playbook, intent, sources, signal),
      issue: (progress) => issue(name, configuration.deploy(), progress),
      renew: (owner, progress) => this.#renew(owner, progress),
      askAddresses: () => askAddresses(name),
      askSource,
      askReason: (step) => askReason(playbook, step),
      perform: (action, current) => performAction(action, playbook, current),
      context: () => {
        const { directoryUrl, httpPort, httpsPort, resolvers } = configuration.network();
        return {
          shell: shellOf(vscode.env.shell),
          ports: { http: httpPort, https: httpsPort },
          resolver: resolvers[0] ?? null,
          looks,
          issuer: caOf(directoryUrl).caaIdentities[0] ?? null,
          trusted: vscode.workspace.isTrusted,
        };
      },
      save: (current) => void context.workspaceState.update(storedAs(key), current),
      show: (offered) => {
        panel.show(offered);
      },
    });
    this.#panels.set(key, panel);
    this.#sessions.add(session);
    // The run stays stored: a window that reloads lets go of its panels too, and the next start writes over it.
    panel.onDidDispose(() => {
      this.#panels.delete(key);
      this.#sessions.delete(session);
      session.dispose();
      panel.dispose();
    });
    panel.connect(session);
    await session.start();
  }

  /** What stands beside the look: an untrusted folder is no reason to read anything. */
  async #known(playbook: Playbook, intent: DomainIntent, sources: Sources, signal: AbortSignal): Promise<Known> {
    const { configuration } = this.#deps;
    if (!vscode.workspace.isTrusted) return nothingKnown;
    const needs = playbook.steps.map((step) => step.needs);
    const logs = [...configuration.logPaths(), ...usualPlaces.map(({ path }) => path)];
    return this.#beside.known({ needs, intent, sources }, { logs, storage: configuration.storage() }, quietRun(signal));
  }

  /** Shows the client's own command, asks, and runs it. */
  async #renew(owner: ClientCertificate, progress: (words: string) => void): Promise<ClientOutcome> {
    return runWithProgress(`Renewing ${shownText(owner.name, 100)} with ${owner.client}`, (run) =>
      this.#deps.engine.renewByClient(
        { ...owner, dryRun: false, storage: this.#deps.configuration.storage() },
        {
          ...run,
          progress: (step) => {
            run.progress(step);
            progress(step.step);
          },
        },
      ),
    );
  }

  /** Through the list where it says the same of the domain, so that the tree shows what was seen. */
  async #look(name: string, intent: DomainIntent, signal: AbortSignal): Promise<DomainReport> {
    const { store, engine, configuration } = this.#deps;
    if (!vscode.workspace.isTrusted) throw new Error('this window is in Restricted Mode.');
    const run = quietRun(signal);
    const listed = store.find(name);
    const same = listed !== undefined && JSON.stringify(listed.intent) === JSON.stringify(intent);
    const report = same ? await store.check(name, run) : null;
    return report ?? engine.check(intent, configuration.network(), run);
  }
}

function storedAs(key: string): string {
  return `playbook/${key}`;
}

/** Issues through the command, which shows its plan and asks first. Its report comes back where it gives one. */
async function issue(
  name: string,
  deploy: DeployPlan | null,
  progress: (words: string) => void,
): Promise<IssueReport | null> {
  const onProgress = (words: string): void => {
    progress(withCommand(words, deploy));
  };
  const result: unknown = await vscode.commands.executeCommand(commands.issueCertificate, { name, onProgress });
  if (!isIssueReport(result)) return null;
  const { stopped } = result;
  if (stopped?.kind !== 'declined') return result;
  return { ...result, stopped: { ...stopped, what: withCommand(stopped.what, deploy) } };
}

/** The step of an issuance, with the command that it runs behind it. */
function withCommand(words: string, deploy: DeployPlan | null): string {
  const argv = words === deployTitles.test ? deploy?.test : words === deployTitles.reload ? deploy?.reload : null;
  const line = argv === null || argv === undefined ? null : shellLine(argv, 'posix');
  return line === null ? words : `${words}: ${line}`;
}

function isIssueReport(value: unknown): value is IssueReport {
  if (typeof value !== 'object' || value === null || !('reached' in value) || !('stopped' in value)) return false;
  return issuanceSteps.some((step) => step === value.reached);
}

async function askAddresses(name: string): Promise<readonly string[] | null> {
  const parse = (text: string): readonly (string | null)[] =>
    text
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map(canonicalAddress);
  const answer = await vscode.window.showInputBox({
    title: `Addresses of the server of ${name}`,
    prompt: 'All public IPv4 and IPv6 addresses of the server, separated by blanks. They are used for this run only.',
    placeHolder: '203.0.113.10 2001:db8::10',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const addresses = parse(text);
      if (addresses.length === 0) return 'Write at least one address.';
      return addresses.includes(null) ? 'Write IP addresses only, such as 203.0.113.10.' : null;
    },
  });
  return answer === undefined ? null : parse(answer).filter((address) => address !== null);
}

async function askSource(kind: keyof Sources): Promise<string | null> {
  if (kind === 'targets') return askTarget();
  const title = kind === 'logs' ? 'Log to read' : 'Certificate, request or key store to look at';
  const [chosen] = (await vscode.window.showOpenDialog({ title, openLabel: 'Look at it' })) ?? [];
  return chosen?.scheme === 'file' ? chosen.fsPath : null;
}

async function askReason(playbook: Playbook, step: string): Promise<string | null> {
  const title = playbook.steps.find(({ id }) => id === step)?.title ?? step;
  const answer = await vscode.window.showInputBox({
    title: `Decline: ${title}`,
    prompt: 'Why does it not apply here? It is kept with the run, for whoever reads it later.',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'A few words.' : null),
  });
  return answer === undefined ? null : answer.trim().slice(0, 500);
}

async function askTarget(): Promise<string | null> {
  const answer = await vscode.window.showInputBox({
    title: 'Machine that gets the certificate',
    prompt: 'Its name or address. Ports 22 (SSH), 5985 and 5986 (WinRM) are knocked at; nothing is sent.',
    placeHolder: 'web-1.example.com',
    ignoreFocusOut: true,
    validateInput: (text) => (targetHost(text) === null ? 'Write a host name or an IP address.' : null),
  });
  return answer === undefined ? null : targetHost(answer);
}
