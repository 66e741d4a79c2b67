import type {} from 'mocha';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnoseLog } from '../../../src/core/log/diagnose.ts';
import { changeBetween } from '../../../src/core/log/log-change.ts';
import type { LogReport } from '../../../src/core/log/report.ts';
import type { Engine, LineEdit } from '../../../src/engine/engine.ts';
import { EngineLost } from '../../../src/extension/engine-client.ts';
import { IgnoredSignatures } from '../../../src/extension/logs/ignored-signatures.ts';
import { LogReports } from '../../../src/extension/logs/log-reports.ts';

const plain = 'nothing is wrong here';
const refused =
  '  Detail: 203.0.113.20: Fetching http://a.example.com/.well-known/acme-challenge/x: Connection refused';

/** An engine that keeps logs as the real one does, and can lose them. */
class KeptLogs {
  readonly opened: string[] = [];
  readonly edits: LineEdit[] = [];
  readonly closed: string[] = [];
  isLost = false;
  #lines: string[] = [];
  #report: LogReport = diagnoseLog([]);

  readonly engine = {
    openLog: ({ text }) => {
      this.opened.push(text);
      this.#lines = text.split('\n');
      this.#report = diagnoseLog(this.#lines);
      return Promise.resolve(this.#report);
    },
    changeLog: ({ edits }) => {
      if (this.isLost) {
        this.isLost = false;
        return Promise.reject(new EngineLost('the engine ended'));
      }
      this.edits.push(...edits);
      for (const { fromLine, removed, lines } of edits) this.#lines.splice(fromLine - 1, removed, ...lines);
      const before = this.#report;
      this.#report = diagnoseLog(this.#lines);
      return Promise.resolve(changeBetween(before, this.#report));
    },
    closeLog: ({ id }) => {
      this.closed.push(id);
      return Promise.resolve();
    },
  } as Pick<Engine, 'openLog' | 'changeLog' | 'closeLog'> as Engine;

  get text(): string {
    return this.#lines.join('\n');
  }
}

describe('what the engine is told of an open log', () => {
  const own: { dispose(): unknown }[] = [];
  let kept: KeptLogs;
  let reports: LogReports;
  let document: vscode.TextDocument;

  beforeEach(async () => {
    kept = new KeptLogs();
    const ignored = new IgnoredSignatures();
    document = await vscode.workspace.openTextDocument({ language: 'acme-log', content: `${plain}\n${plain}\n` });
    await vscode.window.showTextDocument(document);
    reports = new LogReports(kept.engine, ignored, (line) => assert.fail(line));
    own.push(ignored, reports);
    await findings(({ length }) => length === 0);
    // Other suites may have left logs open.
    kept.opened.splice(0, kept.opened.length, ...kept.opened.filter((text) => text === document.getText()));
  });

  afterEach(async () => {
    for (const one of own.splice(0)) one.dispose();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  /** Waits until the lines of the findings are as asked; the test's own time-out is the deadline. */
  async function findings(fit: (lines: readonly number[]) => boolean): Promise<readonly number[]> {
    const now = (): readonly number[] => reports.findings(document.uri).map(({ finding }) => finding.line);
    while (reports.report(document.uri) === null || !fit(now())) {
      await new Promise<void>((resolve) => {
        const listening = reports.onDidChange(() => {
          listening.dispose();
          resolve();
        });
      });
    }
    return now();
  }

  async function insert(line: number, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 0), text);
    await vscode.workspace.applyEdit(edit);
  }

  it('is the text once, and then the lines that were touched', async () => {
    await insert(2, `${refused}\n`);
    assert.deepEqual(await findings(({ length }) => length > 0), [3]);
    await insert(0, `${refused}\n`);
    assert.deepEqual(await findings(({ length }) => length > 1), [1, 4]);
    assert.equal(kept.opened.length, 1);
    assert.deepEqual(kept.edits, [
      { fromLine: 3, removed: 1, lines: [refused, ''] },
      { fromLine: 1, removed: 1, lines: [refused, plain] },
    ]);
    assert.equal(kept.text, document.getText());
  });

  it('is waited for by whoever asks early for what the text says now', async () => {
    await insert(1, `${refused}\n`.repeat(5));
    const report = await reports.upToDate(document);
    assert.equal(report?.findings.length, 5);
    assert.equal(await reports.upToDate({ uri: vscode.Uri.file('/nowhere.log') }), null);
  });

  it('is the text anew where the engine lost it', async () => {
    kept.isLost = true;
    await insert(2, `${refused}\n`);
    assert.deepEqual(await findings(({ length }) => length > 0), [3]);
    assert.equal(kept.opened.length, 2);
    assert.equal(kept.text, document.getText());
  });

  it('is that it is closed, and nothing is known of it then', async () => {
    const { uri } = document;
    await insert(2, `${refused}\n`);
    const [known] = await findings(({ length }) => length > 0).then(() => reports.findings(uri));
    const gone = new Promise<void>((resolve) => {
      reports.onDidChange(() => {
        if (reports.report(uri) === null) resolve();
      });
    });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await gone;
    assert.ok(kept.closed.includes(uri.toString()));
    assert.equal(reports.find(known?.id), null);
    assert.deepEqual(reports.findings(uri), []);
  });
});
