import { clientActivitiesText } from '../core/acme/client-activity.ts';
import { activitiesText } from '../core/acme/activity-text.ts';
import { issuedText, leftRecordLines, rolledBackText } from '../core/acme/issued-text.ts';
import type { ClientRenewalReport } from '../core/acme/client-renewal.ts';
import { noSecrets, type IssueReport, type IssueSecrets } from '../core/acme/issuance.ts';
import type { DueRenewal, OwnRenewal, Renewal, RenewalsReport } from '../core/acme/renewal.ts';
import { byUrgency, factText, ownerWords, renewalFacts, stateWords } from '../core/acme/renewal-words.ts';
import { externalKeyVariable, storeVariable, tsigPrefix } from '../core/acme/renewal-needs.ts';
import { renewalState } from '../core/acme/renewal.ts';
import { cronFile, removalSteps, scheduleFolders, systemdUnits } from '../core/acme/schedule.ts';
import { quotedText } from '../core/quoted-text.ts';
import { defaultNetwork, type Engine, type Run } from '../engine/engine.ts';
import { chooseRenewal, holds } from './choose-renewal.ts';
import { confirmOn, refuseOn, type AskLine } from './confirm-act.ts';
import { renderFinding } from './render-report.ts';
import type { RenewalsCommand, RenewCommand, ScheduleCommand, StorageCommands } from './renew-options.ts';
import { safeJson, styled, wrapped, type ExitCode, type Style, type Terminal } from './terminal.ts';

export interface RenewWorld {
  readonly engine: Pick<Engine, 'renewals' | 'renewDue' | 'renewByClient' | 'issue' | 'rollBack'>;
  readonly terminal: Terminal;
  readonly ask: AskLine;
  /** How this program is run, for a schedule: absolute paths of Node.js and of the command line. */
  readonly program: { readonly node: string; readonly cli: string; readonly user: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Lists, renews, rolls back and schedules what is kept in the storage, and what clients on this machine keep. */
export async function renewCommand(command: StorageCommands, world: RenewWorld, run: Run): Promise<ExitCode> {
  switch (command.kind) {
    case 'schedule':
      return schedule(command, world);
    case 'renewals':
    case 'history':
      return await list(command, world, run);
    case 'renew':
      return command.name === null ? await renewAll(command, world, run) : await renewOne(command, world, run);
    case 'rollback':
      return await rollBack(command, world, run);
  }
}

async function list({ kind, storage, name, json }: RenewalsCommand, world: RenewWorld, run: Run): Promise<ExitCode> {
  const { terminal, engine } = world;
  const report = await engine.renewals(storage, run);
  const now = new Date(report.at);
  const shown = byUrgency(report.renewals, now).filter((one) => name === null || holds(one, name));
  if (name !== null && shown.length === 0) {
    terminal.err(`No certificate with the name ${quotedText(name)} was found. Looked in ${storage}.\n`);
    return 2;
  }
  if (json) {
    terminal.out(`${safeJson({ version: 1, ...report, renewals: shown })}\n`);
  } else if (kind === 'history') {
    const tried = shown.filter((one) => one.owner === 'cert-doctor' || one.activities.length > 0);
    if (tried.length === 0)
      terminal.out('Nothing was issued into this storage yet, and no client was asked to renew.\n');
    for (const one of tried) {
      terminal.out(`${one.owner === 'client' ? clientActivitiesText(one) : activitiesText(one, now)}\n`);
    }
  } else {
    if (shown.length === 0) terminal.out('No certificate was found here that has to be renewed.\n');
    for (const one of shown) terminal.out(`${renewalText(one, report, now, terminal)}\n`);
  }
  if (kind === 'history') return 0;
  const states = shown.map((one) => renewalState(one, now));
  // Of what is not known nobody can say that it needs nobody.
  return states.some((state) => state !== 'well' && state !== 'unknown') ? 1 : states.includes('unknown') ? 2 : 0;
}

function renewalText(renewal: Renewal, report: RenewalsReport, now: Date, terminal: Terminal): string {
  const style: Style = { expired: 'red', due: 'yellow', waiting: 'yellow', unknown: 'dim', well: 'green' }[
    renewalState(renewal, now)
  ] as Style;
  const names = quotedText(renewal.names.join(', '), 200);
  const head = `${styled(names, 'bold', terminal)}  ${styled(stateWords(renewal, now), style, terminal)}  ${styled(`(${ownerWords(renewal)})`, 'dim', terminal)}`;
  return [
    head,
    ...renewalFacts(renewal, report).map((one) => wrapped(quotedText(factText(one), 500), '    ', terminal)),
  ].join('\n');
}

async function renewAll(command: RenewCommand, world: RenewWorld, run: Run): Promise<ExitCode> {
  const { storage, yes, risks, network, json } = command;
  const { terminal, engine, ask, environment } = world;
  const done = await engine.renewDue(
    { storage, secrets: secretsFrom(environment), agreed: yes },
    { ...defaultNetwork, ...network },
    // What was agreed to before needs no second yes; what is new is not agreed to by anybody here.
    { ...run, ...told(terminal, json), confirm: yes ? refuseOn(terminal, risks) : confirmOn(terminal, ask, command) },
  );
  if (json) terminal.out(`${safeJson({ version: 1, renewals: done })}\n`);
  else if (done.length === 0) terminal.out('Nothing was issued into this storage yet.\n');
  else for (const one of done) terminal.out(`${dueText(one, terminal)}\n`);
  if (done.some(({ outcome }) => outcome === 'failed')) return 1;
  return done.some(({ outcome }) => outcome === 'unknown') ? 2 : 0;
}

function dueText({ names, outcome, text, report }: DueRenewal, terminal: Terminal): string {
  const style: Style = outcome === 'failed' ? 'red' : outcome === 'renewed' ? 'green' : 'dim';
  const words = { renewed: 'renewed', 'not-due': 'not due', waits: 'waits', unknown: 'unknown', failed: 'failed' }[
    outcome
  ];
  const head = `${styled(quotedText(names.join(', '), 200), 'bold', terminal)}  ${styled(words, style, terminal)}`;
  const left = report === null ? [] : leftRecordLines(report).map((line) => `    ${quotedText(line, 500)}`);
  return [head, wrapped(quotedText(text, 1000), '    ', terminal), ...left].join('\n');
}

async function renewOne(command: RenewCommand, world: RenewWorld, run: Run): Promise<ExitCode> {
  const { dryRun, network, json } = command;
  const { terminal, engine, ask, environment } = world;
  const renewal = await chosen(command, world, run, isAny);
  if (renewal === null) return 2;
  const asked = { ...run, ...told(terminal, json), confirm: confirmOn(terminal, ask, command) };
  if (renewal.owner === 'client') {
    const report = await engine.renewByClient({ ...renewal.client, dryRun, storage: command.storage }, asked);
    terminal.out(json ? `${safeJson({ version: 1, report })}\n` : `${clientText(report, terminal)}\n`);
    return report.outcome === 'failed' ? 1 : report.outcome === 'declined' || report.outcome === 'cancelled' ? 2 : 0;
  }
  if (renewal.request === null || dryRun) {
    terminal.err(
      dryRun
        ? 'What Cert Doctor issued is tried at the trial service of the CA before each first certificate; there is no other dry run.\n'
        : 'How it was asked for is not kept; issue it once more.\n',
    );
    return 2;
  }
  const report = await engine.issue(
    renewal.request,
    secretsFrom(environment),
    { ...defaultNetwork, ...network },
    asked,
  );
  return issued(report, issuedText(report, renewal.request.deploy), json, terminal);
}

async function rollBack(command: RenewCommand, world: RenewWorld, run: Run): Promise<ExitCode> {
  const { network, json } = command;
  const { terminal, engine, ask } = world;
  const renewal = await chosen(command, world, run, isOwn);
  if (renewal === null) return 2;
  if (renewal.request === null) {
    terminal.err('How it was brought into service is not kept, so nothing can be put back.\n');
    return 2;
  }
  const asked = { ...run, ...told(terminal, json), confirm: confirmOn(terminal, ask, command) };
  const report = await engine.rollBack(renewal.request, { ...defaultNetwork, ...network }, asked);
  return issued(report, rolledBackText(report), json, terminal);
}

/**
 * Tells what came of an issuance or a roll back.
 * @param done what is said where it went to its end
 */
export function issued(report: IssueReport, done: string, json: boolean, terminal: Terminal): ExitCode {
  const { stopped, certificate } = report;
  if (json) terminal.out(`${safeJson({ version: 1, report })}\n`);
  else if (stopped === null) terminal.out(`${done}\n`);
  else {
    const text =
      stopped.kind === 'ca'
        ? stopped.problem.detail
        : stopped.kind === 'failed'
          ? stopped.text
          : stopped.kind === 'declined'
            ? `${stopped.what} was declined.`
            : 'Cancelled.';
    const kept = certificate === null ? '' : ` The certificate is stored in ${certificate.folder}.`;
    terminal.out(`${styled('Not done', 'red', terminal)}: ${quotedText(text, 1000)}${kept}\n`);
    if (stopped.kind === 'ca' || stopped.kind === 'failed') {
      for (const finding of stopped.findings) terminal.out(`${renderFinding(finding, terminal)}\n`);
    }
  }
  if (!json) for (const line of leftRecordLines(report)) terminal.err(`${quotedText(line, 500)}\n`);
  return stopped === null ? 0 : stopped.kind === 'cancelled' || stopped.kind === 'declined' ? 2 : 1;
}

function clientText({ outcome, text, findings }: ClientRenewalReport, terminal: Terminal): string {
  const head = styled(outcome === 'not-due' ? 'not due' : outcome, outcome === 'failed' ? 'red' : 'green', terminal);
  return [`${head}: ${quotedText(text, 1000)}`, ...findings.map((finding) => renderFinding(finding, terminal))].join(
    '\n',
  );
}

async function chosen<Kind extends Renewal>(
  { storage, name }: RenewCommand,
  { engine, terminal }: RenewWorld,
  run: Run,
  isMeant: (renewal: Renewal) => renewal is Kind,
): Promise<Kind | null> {
  const { renewals } = await engine.renewals(storage, run);
  const choice = chooseRenewal(renewals.filter(isMeant), name ?? '');
  if ('chosen' in choice) return choice.chosen;
  terminal.err(`${choice.wrong} Looked in ${storage}.\n`);
  return null;
}

function isAny(renewal: Renewal): renewal is Renewal {
  return renewal.names.length > 0;
}

function isOwn(renewal: Renewal): renewal is OwnRenewal {
  return renewal.owner === 'cert-doctor';
}

/** Steps are told on the error output, so that what is asked for can be piped. */
export function told(terminal: Terminal, json: boolean): Pick<Run, 'progress'> {
  return {
    progress: ({ step }) => {
      if (!json) terminal.err(`${styled(quotedText(step, 300), 'dim', terminal)}\n`);
    },
  };
}

/** Secrets come by the environment, where no list of processes and no shell history holds them. */
export function secretsFrom(environment: Readonly<Record<string, string | undefined>>): IssueSecrets {
  const tsig = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith(tsigPrefix) && value !== undefined ? [[name.slice(tsigPrefix.length), value] as const] : [],
  );
  return {
    ...noSecrets,
    externalAccountKey: environment[externalKeyVariable] ?? null,
    keyStorePassword: environment[storeVariable] ?? null,
    tsigSecrets: Object.fromEntries(tsig),
  };
}

function schedule({ by, storage, remove, network }: ScheduleCommand, { terminal, program }: RenewWorld): ExitCode {
  if (remove) {
    for (const argv of removalSteps(by)) terminal.out(`${argv.join(' ')}\n`);
    terminal.err('Run these as root. What was issued stays, and is renewed by nobody then.\n');
    return 0;
  }
  const options = { ...program, storage, network };
  const cron = cronFile(options, new Date().getMinutes());
  const files = by === 'systemd' ? systemdUnits(options) : cron === null ? null : [cron];
  if (files === null) {
    terminal.err(
      'A path or a resolver here holds a character that a schedule cannot hold safely; install Node.js and Cert Doctor elsewhere, or name another resolver.\n',
    );
    return 2;
  }
  for (const file of files) terminal.out(`# ${scheduleFolders[by]}/${file.name}\n${file.text}\n`);
  terminal.err(
    by === 'systemd'
      ? 'Write both files, then run: systemctl daemon-reload && systemctl enable --now cert-doctor-renew.timer\n'
      : 'Write the file; cron reads it by itself.\n',
  );
  return 0;
}
