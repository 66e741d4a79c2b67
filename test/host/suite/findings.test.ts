import type {} from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import type { FollowReport } from '../../../src/engine/engine.ts';
import { scanLogText } from '../../../src/engine/read/log-file.ts';
import { DroppedFiles } from '../../../src/extension/findings/dropped-files.ts';
import { ReadLogs } from '../../../src/extension/findings/read-logs.ts';
import { commands } from '../../../src/extension/ids.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-findings-'));
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A log of the world in which a CA found port 80 closed. */
function worldLog(): string {
  const root = vscode.workspace.workspaceFolders?.[0];
  assert.ok(root, 'the world has no folder');
  return readFileSync(path.join(root.uri.fsPath, 'letsencrypt/letsencrypt.log'), 'utf8');
}

/** What certbot printed of it: domain, type and detail. */
function refusal(): string {
  const lines = worldLog().split('\n');
  const first = lines.findIndex((text) => text.startsWith('  Domain:'));
  return `${lines.slice(first, first + 3).join('\n')}\n`;
}

async function analyzed(
  name: string,
  content: string | Buffer,
): Promise<{ uri: vscode.Uri; editor: vscode.TextEditor }> {
  const uri = vscode.Uri.file(path.join(folder, name));
  writeFileSync(uri.fsPath, content);
  await vscode.commands.executeCommand(commands.analyzeLog, uri);
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, 'nothing was opened');
  return { uri, editor };
}

describe('analyze log file', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens the log at the cause and colours it, whatever its name', async () => {
    const { uri, editor } = await analyzed('renewal of yesterday.txt', worldLog());
    assert.equal(editor.document.uri.toString(), uri.toString());
    assert.equal(editor.document.languageId, 'acme-log');
    assert.match(editor.document.lineAt(editor.selection.active).text, /connection refused/);
  });

  it('reads a packed log, and shows what matters of it', async () => {
    const { editor } = await analyzed('letsencrypt.log.2.gz', gzipSync(worldLog()));
    assert.equal(editor.document.uri.scheme, 'cert-doctor-extract');
    assert.match(editor.document.getText(), /━━ line 197 · Port 80 refuses connections · closed\.example\.com/);
  });
});

describe('a log that is too large for the editor', () => {
  const lineCount = 800_000;
  let uri: vscode.Uri;
  let editor: vscode.TextEditor;
  let row: number;

  before(async () => {
    const harmless = '2026-11-22 07:46:23,372:DEBUG:acme.client:Storing nonce: aV1EPyhGCUiHXGNuxfPR3A\n';
    ({ uri, editor } = await analyzed('large.log', `${harmless.repeat(lineCount)}${refusal()}${harmless.repeat(10)}`));
    row = editor.selection.active.line;
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('becomes an extract in the language of logs, at the cause, and is never opened itself', () => {
    assert.equal(editor.document.uri.scheme, 'cert-doctor-extract');
    assert.equal(editor.document.languageId, 'acme-log');
    assert.match(editor.document.lineAt(row).text, /connection refused/);
    assert.ok(editor.document.getText().length < 5_000_000);
    assert.ok(vscode.workspace.textDocuments.every((document) => document.uri.fsPath !== uri.fsPath));
  });

  it('is left to where the line stands: by definition and by link', async () => {
    const definitions = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      editor.document.uri,
      new vscode.Position(row, 3),
    );
    assert.deepEqual(
      definitions.map((place) =>
        'uri' in place
          ? [place.uri.fsPath, place.range.start.line + 1]
          : [place.targetUri.fsPath, place.targetRange.start.line + 1],
      ),
      [[uri.fsPath, lineCount + 3]],
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      editor.document.uri,
    );
    assert.ok(links.some(({ target }) => target?.fsPath === uri.fsPath && target.fragment === `L${lineCount + 3}`));
  });

  it('folds by finding, and explains it on hover', async () => {
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      editor.document.uri,
    );
    assert.ok(ranges.some(({ start, end }) => start < row && end > row));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      editor.selection.active.translate(0, -1),
    );
    const parts = hovers.flatMap(({ contents }) => contents).filter((part) => part instanceof vscode.MarkdownString);
    assert.match(parts.map(({ value }) => value).join('\n'), /Port 80 refuses connections/);
  });
});

describe('a task with a problem matcher', () => {
  /** Runs a task that prints the text, and gives the problems that its matcher leaves in the Problems view. */
  async function problemsOf(matcher: string, printed: string): Promise<readonly [vscode.Uri, vscode.Diagnostic][]> {
    const file = path.join(folder, `${matcher}.txt`);
    writeFileSync(file, printed);
    const task = new vscode.Task(
      { type: 'shell' },
      vscode.TaskScope.Workspace,
      `print ${matcher}`,
      'test',
      new vscode.ShellExecution('cat', [file]),
      [`$${matcher}`],
    );
    const found = (): readonly [vscode.Uri, vscode.Diagnostic][] =>
      vscode.languages
        .getDiagnostics()
        .flatMap(([uri, all]) => all.map((one): [vscode.Uri, vscode.Diagnostic] => [uri, one]))
        .filter(([, { source }]) => source === 'certbot' || source === 'nginx');
    await vscode.tasks.executeTask(task);
    while (found().length === 0) {
      await new Promise<void>((resolve) => {
        const listening = vscode.languages.onDidChangeDiagnostics(() => {
          listening.dispose();
          resolve();
        });
      });
    }
    return found();
  }

  after(() => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });

  it('$certbot lists the domain and what the CA says', async () => {
    const [[uri, diagnostic] = []] = await problemsOf('certbot', refusal());
    assert.match(uri?.path ?? '', /\/closed\.example\.com$/);
    assert.match(diagnostic?.message ?? '', /connection refused$/);
  });
});

describe('logs that are read from disk', () => {
  const uri = vscode.Uri.file('/var/log/letsencrypt/letsencrypt.log');
  const ignored = { all: new Set<string>(), onDidChange: new vscode.EventEmitter<void>().event };
  const followed = (text: string, file: number): FollowReport => ({ ...scanLogText(text), file, trouble: null });
  const states = (logs: ReadLogs): readonly string[] =>
    logs.all.map(({ state, findings }) => `${state.kind} ${findings.length > 0}`);

  it('keep what a followed log said before it was rotated', () => {
    const logs = new ReadLogs(ignored);
    logs.followed(uri, followed(refusal(), 1));
    assert.deepEqual(states(logs), ['followed true']);
    logs.followed(uri, followed('', 2));
    assert.deepEqual(states(logs), ['rotated true', 'followed false']);
    // The writer of the old file was not done yet.
    logs.followed(uri, followed(refusal() + refusal(), 1));
    assert.deepEqual(states(logs).toSorted(), ['followed false', 'rotated true']);
    logs.unfollowed(uri);
    logs.clear();
    assert.deepEqual(states(logs), []);
  });

  it('stay followed while somebody analyzes them', () => {
    const logs = new ReadLogs(ignored);
    logs.followed(uri, followed('', 1));
    logs.reading(uri, null);
    logs.read(uri, scanLogText(refusal()));
    logs.rest(uri);
    assert.deepEqual(states(logs), ['followed false']);
  });

  it('are forgotten where nothing was read, and are at most twenty', () => {
    const logs = new ReadLogs(ignored);
    logs.reading(uri, 0.1);
    logs.rest(uri);
    assert.equal(logs.all.length, 0);
    for (let index = 0; index < 30; index++)
      logs.read(vscode.Uri.file(`/var/log/${index}.log`), scanLogText(refusal()));
    assert.equal(logs.all.length, 20);
    assert.equal(logs.all[0]?.uri.path, '/var/log/10.log');
  });

  it('say nothing of messages that are ignored, from the moment that these are', () => {
    const changed = new vscode.EventEmitter<void>();
    const ignoring = { all: new Set<string>(), onDidChange: changed.event };
    const logs = new ReadLogs(ignoring);
    logs.read(uri, scanLogText(refusal()));
    for (const { finding } of logs.log(uri)?.findings ?? []) ignoring.all.add(finding.signature);
    changed.fire();
    assert.deepEqual(logs.log(uri)?.findings, []);
  });
});

describe('files that are dropped on a view', () => {
  it('are taken each once where they are files of this machine', async () => {
    const taken: vscode.Uri[] = [];
    const drop = new DroppedFiles((files) => Promise.resolve(void taken.push(...files)));
    const dropped = new vscode.DataTransfer();
    const list = [
      ...['# a comment', 'file:///var/log/a%20b.log', 'file:///var/log/a%20b.log', 'https://example.com/c.log'],
      ...['file://share.example.com/d.log', 'command:workbench.action.quit', 'no uri at all', ''],
    ];
    dropped.set('text/uri-list', new vscode.DataTransferItem(list.join('\r\n')));
    await drop.handleDrop(undefined, dropped);
    assert.deepEqual(
      taken.map(({ path: file }) => file),
      ['/var/log/a b.log'],
    );
  });
});
