import { caOf } from '../core/acme/ca-facts.ts';
import { afterCheck } from '../core/domain/history.ts';
import { textOf } from '../core/domain/name.ts';
import { usualPlaces } from '../core/log/usual-places.ts';
import type { Known } from '../core/playbook/look.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import { playbookPage } from '../core/playbook/playbook-page.ts';
import { searchPlaybooks, shortestLogLine } from '../core/platform/find-by-words.ts';
import { playbooks, playbooksFor, withoutPlaybook } from '../core/playbook/playbooks.ts';
import { advance, currentStep, startRun, verdictOf, type PlaybookRun, type Verdict } from '../core/playbook/run.ts';
import { stepRemedies } from '../core/playbook/step-remedies.ts';
import type { DomainIntent } from '../core/domain/intent.ts';
import { DomainHistories } from '../engine/act/domain-histories.ts';
import type { Engine, Run } from '../engine/engine.ts';
import { LookBeside } from '../engine/look-beside.ts';
import type { PlaybookCommand } from './options.ts';
import { renderRun, type PlaybookScene } from './render-playbook.ts';
import { safeJson, styled, wrapped, type ExitCode, type Terminal } from './terminal.ts';

export interface PlaybookCommandWorld {
  readonly engine: Pick<
    Engine,
    'check' | 'lookAtPlaces' | 'scan' | 'inspect' | 'renewals' | 'knock' | 'lookAtKeyStore'
  >;
  readonly terminal: Terminal;
  readonly historyFolder: string;
  /** Asks a person at a terminal; null where there is none. */
  ask(this: void, question: string): Promise<string | null>;
}

const prompt = 'Enter: look again   s: leave this step out   d: it is done   q: quit > ';

/** Lists the playbooks, tells one, or walks it for a domain: look after look, until it is at its end or the user leaves. */
export async function playbook(command: PlaybookCommand, world: PlaybookCommandWorld, run: Run): Promise<ExitCode> {
  const { terminal } = world;
  const chosen = command.playbook ?? (command.about === null ? undefined : playbooksFor(command.about)[0]);
  if (chosen === undefined) {
    const found = command.search === null ? playbooks : await search(command.search, world.engine, run);
    return list(command, found, terminal);
  }
  if (command.intent === null) {
    terminal.out(command.form === 'json' ? `${safeJson(listed(chosen))}\n` : playbookPage(chosen));
    return 0;
  }
  const walk = new Walk(chosen, command, command.intent, world);
  for (;;) {
    await walk.look(run);
    if (command.form === 'json') terminal.out(`${safeJson(walk.json())}\n`);
    else terminal.out(`${renderRun(walk.scene, terminal)}\n`);
    if (command.form === 'json' || walk.verdict.kind === 'done' || run.signal.aborted) break;
    // Ctrl+C ends the question, too.
    const answer = (await world.ask(prompt).catch(() => null))?.trim().toLowerCase() ?? 'q';
    if (answer === 'q' || answer === 'quit') break;
    if (answer === 's') walk.leaveOut();
    if (answer === 'd') walk.done();
  }
  return exitCodes[walk.verdict.kind];
}

const exitCodes: Readonly<Record<Verdict['kind'], ExitCode>> = {
  done: 0,
  blocked: 1,
  waiting: 1,
  ready: 1,
  unproven: 2,
  looking: 2,
};

/** By words, or by what they show where they are a line of a log. */
async function search(text: string, engine: Pick<Engine, 'scan'>, run: Run): Promise<readonly Playbook[]> {
  const report =
    text.length < shortestLogLine ? null : await engine.scan({ log: { text, path: null } }, run).catch(() => null);
  const problem = report?.cause?.problem ?? report?.findings[0]?.problem;
  return searchPlaybooks(text, problem === undefined ? [] : [problem]);
}

function list({ about, form }: PlaybookCommand, found: readonly Playbook[], terminal: Terminal): ExitCode {
  if (form === 'json') {
    terminal.out(`${safeJson({ version: 1, playbooks: found.map(listed) })}\n`);
    return found.length === 0 ? 2 : 0;
  }
  if (about !== null) terminal.err(`No playbook is made for ${about}. ${withoutPlaybook[about] ?? ''}\n`);
  if (found.length === 0) terminal.err('No playbook fits these words. cert-doctor playbook lists all of them.\n');
  for (const { id, title, when } of found) {
    terminal.out(`${styled(id.padEnd(6), 'dim', terminal)}${styled(title, 'bold', terminal)}\n`);
    terminal.out(`${wrapped(when, '      ', terminal)}\n`);
  }
  return found.length === 0 || about !== null ? 2 : 0;
}

function listed({ id, title, when, steps, startsFrom }: Playbook) {
  const { problems } = startsFrom;
  return {
    id,
    title,
    when,
    problems,
    steps: steps.map((step) => ({ id: step.id, title: step.title, needs: step.needs })),
  };
}

/** One playbook for one domain, as it goes on. */
class Walk {
  readonly #playbook: Playbook;
  readonly #command: PlaybookCommand;
  readonly #world: PlaybookCommandWorld;
  readonly #histories: DomainHistories;
  readonly #beside: LookBeside;
  #run: PlaybookRun;

  constructor(playbook: Playbook, command: PlaybookCommand, intent: DomainIntent, world: PlaybookCommandWorld) {
    this.#playbook = playbook;
    this.#command = command;
    this.#world = world;
    this.#histories = new DomainHistories(world.historyFolder);
    this.#beside = new LookBeside(world.engine, this.#histories);
    const { files, logs, targets, about } = command;
    this.#run = { ...startRun(playbook, intent, about, now()), sources: { files, logs, targets } };
  }

  get verdict(): Verdict {
    return verdictOf(this.#playbook, this.#run);
  }

  get scene(): PlaybookScene {
    const { httpPort, httpsPort, directoryUrl } = this.#command.network;
    return {
      playbook: this.#playbook,
      run: this.#run,
      ports: { http: httpPort, https: httpsPort },
      issuer: caOf(directoryUrl).caaIdentities[0] ?? null,
    };
  }

  async look(run: Run): Promise<void> {
    const { intent, sources } = this.#run;
    const { engine } = this.#world;
    const needs = this.#playbook.steps.map((step) => step.needs);
    const places = { logs: usualPlaces.map(({ path }) => path), storage: this.#command.storage };
    this.#apply({ kind: 'look-started', intent, at: now() });
    // What is remembered is read before this look is written there.
    const known: Known = await this.#beside.known({ needs, intent, sources }, places, run);
    const report = await engine.check(intent, this.#command.network, run);
    if (this.#command.remember) {
      const history = known.history ?? (await this.#histories.read(textOf(intent.name)));
      await this.#histories.write(textOf(intent.name), afterCheck(history, report));
    }
    this.#apply({ kind: 'looked', report, known, at: now() });
  }

  leaveOut(): void {
    const step = currentStep(this.#playbook, this.#run);
    if (step !== undefined) this.#apply({ kind: 'skipped', step: step.id, at: now() });
  }

  done(): void {
    const step = currentStep(this.#playbook, this.#run);
    if (step !== undefined) this.#apply({ kind: 'done-by-hand', step: step.id, at: now() });
  }

  /** Version 1 of what `playbook --json` writes. */
  json() {
    const { id, title, steps } = this.#playbook;
    const { intent, about, looked, circumstances, ssl } = this.#run;
    return {
      version: 1,
      ...{ playbook: id, title, domain: textOf(intent.name), about, looked, circumstances, certificate: ssl },
      verdict: this.verdict,
      current: currentStep(this.#playbook, this.#run)?.id ?? null,
      steps: this.#run.steps.flatMap((step) => {
        const data = steps.find((one) => one.id === step.id);
        if (data === undefined) return [];
        const remedies = step.state === 'fine' ? [] : stepRemedies(data, step, this.#run, this.scene.issuer);
        return [{ ...step, title: data.title, instead: data.instead, remedies }];
      }),
    };
  }

  #apply(event: Parameters<typeof advance>[2]): void {
    this.#run = advance(this.#playbook, this.#run, event);
  }
}

function now(): string {
  return new Date().toISOString();
}
