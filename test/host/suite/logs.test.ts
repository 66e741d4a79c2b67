import type {} from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../../src/extension/ids.ts';

const source = 'Cert Doctor';

function worldLog(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the world has no folder');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** The first event that fits; the test's own time-out is the deadline. */
function nextEvent<T>(event: vscode.Event<T>, fits: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const listening = event((value) => {
      if (!fits(value)) return;
      listening.dispose();
      resolve(value);
    });
  });
}

/** Waits until the log's diagnostics are as asked; the test's own time-out is the deadline. */
async function diagnosticsOf(
  uri: vscode.Uri,
  fit: (diagnostics: readonly vscode.Diagnostic[]) => boolean = ({ length }) => length > 0,
): Promise<readonly vscode.Diagnostic[]> {
  const now = (): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === source);
  if (!fit(now())) await nextEvent(vscode.languages.onDidChangeDiagnostics, () => fit(now()));
  return now();
}

function idOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

async function textOfHover(uri: vscode.Uri, at: vscode.Position): Promise<vscode.MarkdownString[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
  return hovers.flatMap(({ contents }) => contents).filter((part) => part instanceof vscode.MarkdownString);
}

/** VS Code forgets the commands of a result 100 ms after it made it, whoever still waits for it; then it is asked again. */
async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  for (;;) {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    if (actions.some(({ command, edit }) => command === undefined && edit === undefined)) continue;
    const own = actions.filter(({ command }) => command?.command.startsWith('certDoctor.'));
    if (own.length > 0) return own;
  }
}

async function apply({ command }: vscode.CodeAction): Promise<void> {
  assert.ok(command);
  await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as readonly unknown[]));
}

describe('a log in the editor', () => {
  const uri = (): vscode.Uri => worldLog('letsencrypt/letsencrypt.log');
  let document: vscode.TextDocument;
  let refused: vscode.Diagnostic;

  before(async () => {
    document = await vscode.workspace.openTextDocument(uri());
    await vscode.window.showTextDocument(document);
    const found = (await diagnosticsOf(uri())).find((diagnostic) => idOf(diagnostic) === 'http-refused');
    assert.ok(found, 'port 80 refused was not named');
    refused = found;
  });

  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is known by its path', () => {
    assert.equal(document.languageId, 'acme-log');
  });

  it('has the decisive words underlined, with subject and problem id', () => {
    assert.match(document.getText(refused.range), /connection refused/);
    assert.ok(refused.range.isSingleLine && !refused.range.isEmpty);
    assert.match(refused.message, /closed\.example\.com/);
    assert.equal(refused.severity, vscode.DiagnosticSeverity.Error);
  });

  it("has the problem's page behind the id", async () => {
    assert.ok(typeof refused.code === 'object');
    const page = await vscode.workspace.openTextDocument(refused.code.target);
    assert.match(page.getText(), /^# Port 80 refuses connections/);
  });

  it('explains the cause in a hover whose links carry only ids', async () => {
    const parts = await textOfHover(uri(), refused.range.start);
    const text = parts.map(({ value }) => value).join('\n');
    // What, why it matters, who can fix it; what to do stands in the marker's own text above.
    for (const words of [/Port 80 refuses connections/, /cannot fetch its token/, /Who can fix it/]) {
      assert.match(text, words);
    }
    assert.match(text.replaceAll('\\', ''), /connect: connection refused/);
    const trusted = parts.filter(({ isTrusted }) => isTrusted !== undefined && isTrusted !== false);
    assert.equal(trusted.length, 1);
    assert.doesNotMatch(trusted[0]?.value ?? '', /closed|203\.0\.113/);
    assert.match(trusted[0]?.value ?? '', /\[Verify now\]\(command:certDoctor\.verifyFinding\?/);
  });

  it('offers quick fixes in order: live check, remedies, playbook, explanation, not to hear of it', async () => {
    const own = await quickFixes(uri(), refused.range);
    const titles = own.map(({ title }) => title);
    assert.match(titles[0] ?? '', /^Verify now: check closed\.example\.com/);
    const order = [/^Verify now/, /^Copy "/, /^Start playbook for closed\.example\.com/, /^Explain/, /^Add closed/]
      .concat(/^Ignore this message in this workspace/, /^Ignore this message everywhere/)
      .map((words) => titles.findIndex((title) => words.test(title)));
    assert.ok(!order.includes(-1), titles.join('\n'));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      own.map(({ isPreferred }) => isPreferred === true),
      own.map((_, index) => index === 0),
    );
  });

  it('copies a command', async () => {
    const copy = (await quickFixes(uri(), refused.range)).find(({ title }) => title.startsWith('Copy "'));
    assert.ok(copy);
    await apply(copy);
    assert.equal(`Copy "${await vscode.env.clipboard.readText()}"`, copy.title);
  });

  it('types a command into a terminal', async () => {
    const type = (await quickFixes(uri(), refused.range)).find(({ title }) => title.endsWith('into a terminal'));
    assert.ok(type);
    const active = nextEvent(vscode.window.onDidChangeActiveTerminal, (terminal) => terminal?.name === 'Cert Doctor');
    await apply(type);
    (await active)?.dispose();
  });

  it('says after a live check what was seen', async () => {
    const [verify] = await quickFixes(uri(), refused.range);
    assert.ok(verify);
    await apply(verify);
    const checked = await diagnosticsOf(uri(), (all) => all.some(({ message }) => message.includes(' from ')));
    const after = checked.find((diagnostic) => idOf(diagnostic) === 'http-refused');
    assert.match(after?.message ?? '', /(?:Seen again|Not seen any more|Could not be seen) at \d/);
  });

  it('says above the cause what failed', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri(), 9);
    const titles = lenses.map(({ command }) => command?.title);
    assert.deepEqual(titles, [
      '✖ failed for closed.example.com: port 80 refuses connections',
      'Verify now',
      'Playbook',
      'Copy report',
    ]);
    assert.deepEqual(lenses[0]?.range.start, new vscode.Position(0, 0));
  });

  it('copies a report of what failed, with the line that shows it', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri(), 9);
    const copy = lenses.find(({ command }) => command?.title === 'Copy report')?.command;
    assert.ok(copy);
    await vscode.commands.executeCommand(copy.command, ...((copy.arguments ?? []) as readonly unknown[]));
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /^Port 80 refuses connections: closed\.example\.com\n/);
    assert.match(report, /letsencrypt\.log, line \d+.*\n {4}.*connection refused/);
  });

  it('has its attempt as outline, with what was found in it', async () => {
    const [attempt, ...others] = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri(),
    );
    assert.equal(attempt?.name, 'closed.example.com');
    assert.match(attempt.detail, /^failed: Port 80 refuses connections · 2026-11-22 07:46:22$/);
    assert.deepEqual(
      attempt.children.map(({ name, detail }) => [name, detail]),
      [['Port 80 refuses connections', 'closed.example.com']],
    );
    assert.deepEqual(others, []);
  });

  it('folds by attempts, tracebacks and exchanges', async () => {
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      uri(),
    );
    assert.ok(folds.some(({ start, kind }) => start === 0 && kind === vscode.FoldingRangeKind.Region));
    const heads = folds.map(({ start }) => document.lineAt(start).text);
    assert.ok(heads.some((text) => text.startsWith('Traceback')));
    assert.ok(heads.filter((text) => text.includes(':Sending POST request to ')).length > 3);
  });

  it('colours the words that say why it failed', async () => {
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      uri(),
    );
    const { data } = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      uri(),
    );
    const [line = 0, start = 0, length = 0, type = -1] = data;
    assert.equal(legend.tokenTypes[type], 'certFailure');
    assert.match(document.lineAt(line).text.slice(start, start + length), /connection refused/);
  });

  it('links the domain of a finding to a live check', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri());
    const checks = links.filter(({ target }) => target?.scheme === 'command');
    assert.ok(checks.length > 0);
    for (const { range, target } of checks) {
      assert.equal(document.getText(range), 'closed.example.com');
      assert.equal(target?.path, commands.checkDomain);
      assert.equal(target.query, '["closed.example.com"]');
    }
  });
});

describe('a message that is ignored', () => {
  const setting = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('certDoctor.logs');

  after(async () => {
    await setting().update('ignore', undefined, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('vanishes in this workspace, and comes back when it is taken from the settings', async () => {
    const { uri } = await openText(`${await refusedLine()}\n`);
    const [diagnostic] = await diagnosticsOf(uri);
    assert.ok(diagnostic);
    const ignore = (await quickFixes(uri, diagnostic.range)).find(({ title }) =>
      title.startsWith('Ignore this message in this workspace'),
    );
    assert.ok(ignore);
    await apply(ignore);
    await diagnosticsOf(uri, ({ length }) => length === 0);
    const ignored = setting().inspect<readonly string[]>('ignore');
    assert.equal(ignored?.workspaceValue?.length, 1);
    assert.equal(ignored.globalValue, undefined);

    await setting().update('ignore', undefined, vscode.ConfigurationTarget.Workspace);
    await diagnosticsOf(uri);
  });
});

describe('a log that changes', () => {
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('is read again after every change, and forgotten when the line is gone', async () => {
    const { uri } = await openText('nothing is wrong here\n');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(1, 0), `${await refusedLine()}\n`);
    await vscode.workspace.applyEdit(edit);
    // The first one of this URI may be that of a document before this one.
    await diagnosticsOf(uri, (all) => all.some(({ range }) => range.start.line === 1));

    const removal = new vscode.WorkspaceEdit();
    removal.delete(uri, new vscode.Range(1, 0, 2, 0));
    await vscode.workspace.applyEdit(removal);
    await diagnosticsOf(uri, ({ length }) => length === 0);
  });
});

describe('a long log', () => {
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('follows edits of any kind, told by what they touched', async () => {
    const filler = '2026-11-22 07:46:22,296:DEBUG:certbot._internal.main:certbot version: 2.1.0\n';
    const refused = await refusedLine();
    const { uri } = await openText(`${filler.repeat(20_000)}${refused}\n`);
    const lines = async (fit: (found: readonly number[]) => boolean): Promise<readonly number[]> => {
      const now = (all: readonly vscode.Diagnostic[]) =>
        all
          .filter((diagnostic) => idOf(diagnostic) === 'http-refused')
          .map(({ range }) => range.start.line)
          .toSorted((a, b) => a - b);
      return now(await diagnosticsOf(uri, (all) => fit(now(all))));
    };
    await lines((found) => found.join() === '20000');

    const edits: readonly (readonly [vscode.Range, string])[] = [
      [new vscode.Range(20_001, 0, 20_001, 0), `${refused}\n`],
      [new vscode.Range(10, 0, 10, 0), `${refused}\n`],
      [new vscode.Range(100, 0, 200, 0), ''],
    ];
    const edit = new vscode.WorkspaceEdit();
    for (const [range, text] of edits) edit.replace(uri, range, text);
    await vscode.workspace.applyEdit(edit);
    await lines((found) => found.join() === '10,19901,19902');

    await vscode.commands.executeCommand('undo');
    await lines((found) => found.join() === '20000');
  });
});

describe('a hostile log', () => {
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('puts no link of its own into a hover that may run commands', async () => {
    const evil = "``` [press](command:workbench.action.quit) <a href='command:workbench.action.quit'>press</a>";
    const { uri } = await openText(
      `  Detail: Incorrect TXT record "${evil}" found at _acme-challenge.closed.example.com\n`,
    );
    const [diagnostic] = await diagnosticsOf(uri);
    assert.ok(diagnostic);
    const parts = await textOfHover(uri, diagnostic.range.start);
    for (const { value, isTrusted, supportHtml } of parts) {
      assert.notEqual(supportHtml, true);
      if (isTrusted === undefined || isTrusted === false) continue;
      assert.doesNotMatch(value, /quit|press/);
    }
    // Inside its fence, and not before or behind it.
    assert.ok(parts.some(({ value }) => /^(`{3,})text\n[^\n]*press[^\n]*\n\1$/m.test(value)));
  });
});

describe('a log that names a file', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-conf-'));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(folder, { recursive: true, force: true });
  });

  it('links to it and opens it at its line', async () => {
    const config = path.join(folder, 'nginx.conf');
    writeFileSync(config, 'events {}\nhttp {\n  server }\n');
    const { uri } = await openText(`nginx: [emerg] unexpected "}" in ${config}:3\n`);
    // The first one of this URI may be that of a document before this one.
    const isNamed = (diagnostic: vscode.Diagnostic): boolean => String(idOf(diagnostic)).startsWith('nginx-config-');
    const diagnostic = (await diagnosticsOf(uri, (all) => all.some(isNamed))).find(isNamed);
    assert.ok(diagnostic);

    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    assert.ok(links.some(({ target }) => target?.path === config && target.fragment === 'L3'));

    const open = (await quickFixes(uri, diagnostic.range)).find(({ title }) => title === `Open ${config}:3`);
    assert.ok(open);
    await apply(open);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, config);
    assert.equal(editor.selection.active.line, 2);
  });
});

/** VS Code gives a new text the name of one that it is closing, and then sometimes its content. */
async function openText(content: string): Promise<vscode.TextDocument> {
  const untitled = (): boolean => vscode.workspace.textDocuments.some(({ isUntitled }) => isUntitled);
  for (;;) {
    if (untitled()) await nextEvent(vscode.workspace.onDidCloseTextDocument, () => !untitled());
    const document = await vscode.workspace.openTextDocument({ language: 'acme-log', content });
    await vscode.window.showTextDocument(document);
    if (document.getText() === content) return document;
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** What certbot printed of a CA that found port 80 closed. */
async function refusedLine(): Promise<string> {
  const log = await vscode.workspace.fs.readFile(worldLog('letsencrypt/letsencrypt.log'));
  const line = new TextDecoder()
    .decode(log)
    .split('\n')
    .find((text) => text.startsWith('  Detail:'));
  assert.ok(line);
  return line;
}
