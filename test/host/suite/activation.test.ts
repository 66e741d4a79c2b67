import type {} from 'mocha';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/extension/ids.ts';

describe('the extension', () => {
  it('is there, activates, and answers to every command of the manifest', async () => {
    const extension = vscode.extensions.getExtension('cert-doctor.cert-doctor');
    assert.ok(extension, 'not installed');
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commands).filter((id) => !registered.has(id)),
      [],
    );
  });
});
