import * as vscode from 'vscode';
import { intentFor, type DomainIntent } from '../../core/domain/intent.ts';
import { parseIdentifier, textOf } from '../../core/domain/name.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { usualPlaces } from '../../core/log/usual-places.ts';
import { blockedText, checkedExport } from '../../core/report/checked-export.ts';
import { escalationReport, type EscalationFacts, type MadeReport } from '../../core/report/escalation-report.ts';
import { leaksIn } from '../../core/report/verify-redaction.ts';
import type { Engine } from '../../engine/engine.ts';
import { escalationLogs, renewalsOf } from '../../engine/escalation-logs.ts';
import type { Configuration } from '../configuration.ts';
import { chooseDomain, nameIn } from '../domains/choose-domain.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import { fileSize } from '../findings/file-size.ts';
import { languages } from '../ids.ts';
import { quietRun, runWithProgress } from '../long-job.ts';
import { noticeText, shownText } from '../shown-text.ts';

export interface ReportDependencies {
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  /** Paths of logs that were read here. */
  readonly readLogs: () => readonly string[];
  readonly version: string;
}

/**
 * Makes an escalation report of a domain and shows it in an editor, as a document that the user can change, save or copy.
 * Nothing is sent. Where a line looks as if it held a secret, nothing is shown but which line it is.
 * @param argument a row of the tree or a name; written by anybody
 */
export async function createReport(deps: ReportDependencies, argument: unknown): Promise<void> {
  const about = await chooseSubject(deps.store, argument);
  if (about === undefined) return;
  const paths = await chooseLogs(deps);
  if (paths === undefined) return;
  const { made, unread } = await gathered(deps, about, paths);
  if (unread.length > 0)
    void vscode.window.showWarningMessage(
      noticeText(`Not in the report, since it could not be read: ${unread.join(', ')}.`),
    );
  const markdown = checkedExport(made, 'Markdown');
  if (!markdown.ok) {
    await vscode.window.showErrorMessage(noticeText(blockedText(markdown)));
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: markdown.text });
  await vscode.window.showTextDocument(document, { preview: false });
  // The report is there to be read; whoever wants more of it answers later.
  void offer(document, made);
}

interface Subject {
  readonly intent: DomainIntent;
  readonly report: DomainReport | null;
  /** The playbook that was walked for it, as its caller tells it. */
  readonly playbook: EscalationFacts['playbook'];
}

/** A domain of the list, or the name that a playbook was walked for. */
async function chooseSubject(store: DomainStore, argument: unknown): Promise<Subject | undefined> {
  const name = nameIn(argument);
  const parsed = name === null || store.find(name) !== undefined ? null : parseIdentifier(name);
  const playbook = walkedPlaybook(argument);
  if (parsed?.ok === true) return { intent: intentFor(parsed.name), report: null, playbook };
  const domain = await chooseDomain(store, argument, 'Of which domain do you want a report?');
  return domain === undefined ? undefined : { intent: domain.intent, report: domain.report, playbook };
}

function walkedPlaybook(argument: unknown): EscalationFacts['playbook'] {
  if (typeof argument !== 'object' || argument === null) return null;
  const { playbook, verdict } = argument as Readonly<Record<string, unknown>>;
  return typeof playbook === 'string' && typeof verdict === 'string' ? { title: playbook, verdict } : null;
}

interface LogChoice extends vscode.QuickPickItem {
  /** Null: any other file. */
  readonly path: string | null;
}

/** The logs that are open or were read here, chosen beforehand, then the usual places. Undefined: not made. */
async function chooseLogs({
  engine,
  configuration,
  readLogs,
}: ReportDependencies): Promise<readonly string[] | undefined> {
  const open = vscode.workspace.textDocuments
    .filter(({ uri, languageId }) => uri.scheme === 'file' && Object.values<string>(languages).includes(languageId))
    .map(({ uri }) => uri.fsPath);
  const known = [...new Set([...open, ...readLogs()])];
  const places = await engine
    .lookAtPlaces([...configuration.logPaths(), ...usualPlaces.map(({ path }) => path)], quietRun())
    .catch(() => []);
  const item = (path: string, description: string, picked: boolean): LogChoice => ({
    ...{ label: `$(file) ${shownText(path, 300)}`, description, picked, path },
  });
  const items = [
    ...known.map((path) => item(path, 'open or analyzed here', true)),
    ...places
      .filter(({ path, state, size }) => state === 'readable' && (size ?? 0) > 0 && !known.includes(path))
      .map(({ path, size }) => item(path, fileSize(size ?? 0), false)),
    { label: '$(folder-opened) Browse…', alwaysShow: true, path: null },
  ];
  const chosen = await vscode.window.showQuickPick<LogChoice>(items, {
    title: 'Create Escalation Report',
    placeHolder: 'Logs whose decisive lines belong into it. Secrets are taken out.',
    canPickMany: true,
    matchOnDescription: true,
  });
  if (chosen === undefined) return undefined;
  const others = chosen.some(({ path }) => path === null)
    ? await vscode.window.showOpenDialog({
        title: 'Logs for the report',
        openLabel: 'Add to Report',
        canSelectMany: true,
      })
    : [];
  return [
    ...chosen.flatMap(({ path }) => path ?? []),
    ...(others ?? []).flatMap(({ scheme, fsPath }) => (scheme === 'file' ? [fsPath] : [])),
  ];
}

async function gathered(
  { engine, configuration, store, version }: ReportDependencies,
  { intent, report: known, playbook }: Subject,
  paths: readonly string[],
): Promise<{ readonly made: MadeReport; readonly unread: readonly string[] }> {
  const name = textOf(intent.name);
  return runWithProgress(`Making a report of ${name}`, async (run) => {
    const network = configuration.network();
    // In Restricted Mode nothing is looked at; what is known already may be told.
    const look = (): Promise<DomainReport | null> =>
      store.find(name) === undefined ? engine.check(intent, network, run) : store.check(name, run);
    const report = known ?? (vscode.workspace.isTrusted ? await look() : null);
    const { logs, unread } = await escalationLogs(engine, intent, paths, run);
    const renewals = await renewalsOf(engine, intent, configuration.storage(), run);
    const made = escalationReport({
      ...{ intent, report, renewals, logs, version },
      changes: store.find(name)?.changes ?? null,
      directoryUrl: network.directoryUrl,
      playbook,
      note: '',
      at: new Date().toISOString(),
    });
    return { made, unread: unread.map(({ path }) => path) };
  });
}

async function offer(document: vscode.TextDocument, made: MadeReport): Promise<void> {
  const answer = await vscode.window.showInformationMessage(
    'The report is open. Read it, add what you know, save or copy it. Nothing was sent.',
    'Copy',
    'Show JSON',
  );
  if (answer === 'Copy') await copied(document, made);
  if (answer === 'Show JSON') {
    const json = checkedExport(made, 'JSON');
    if (!json.ok) await vscode.window.showErrorMessage(noticeText(blockedText(json)));
    else
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ language: 'json', content: json.text }),
        { preview: false },
      );
  }
}

/** What the user wrote into it meanwhile is looked at, too. */
async function copied(document: vscode.TextDocument, { scope }: MadeReport): Promise<void> {
  const text = document.getText();
  const leaks = leaksIn(text, [...scope.publicValues, ...scope.names]);
  if (leaks.length > 0) {
    await vscode.window.showErrorMessage(noticeText(blockedText({ form: 'Markdown', leaks })));
    return;
  }
  await vscode.env.clipboard.writeText(text);
}
