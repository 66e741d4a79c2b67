import * as vscode from 'vscode';
import { shownText } from '../shown-text.ts';
import { sourcePlaces, type SourcePlace } from './source-places.ts';

/** What pages are made from. */
const sources =
  '**/*.{html,htm,xhtml,php,phtml,twig,blade.php,liquid,hbs,mustache,njk,ejs,erb,haml,pug,jinja,j2,astro,vue,svelte,js,mjs,cjs,jsx,ts,tsx,css,scss,sass,less,md,mdx,json,yml,yaml,toml,xml,svg,txt,py,rb,go,java,cs,cshtml,razor}';
const notSources = '**/{node_modules,vendor,.git,dist,out,.next,.cache}/**';
/** So many files are searched, and none that is longer, in bytes. */
const mostFiles = 5_000;
const longestFile = 2 * 1024 * 1024;

interface FoundPlace extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
  readonly place: SourcePlace;
}

/**
 * Replaces an address of a page where the workspace holds its source: shows every place first, changes those that the
 * user leaves chosen, and leaves the files open and unsaved, so that each change can be looked at and undone. False: nothing was changed.
 */
export async function replaceInSource({
  url,
  replacement,
}: {
  readonly url: string;
  readonly replacement: string;
}): Promise<boolean> {
  if (!vscode.workspace.isTrusted) return false;
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Looking for ${shownText(url, 200)}`, cancellable: true },
    (_progress, token) => findPlaces(url, token),
  );
  if (found.length === 0) {
    await vscode.window.showInformationMessage(
      'No file of the workspace holds this address as the page has it. It may be put together by a script, or stand in a database.',
    );
    return false;
  }
  const chosen = await vscode.window.showQuickPick(found, {
    canPickMany: true,
    title: `Replace by ${shownText(replacement, 200)}`,
    placeHolder: 'These places are changed, and left unsaved for you to look at.',
    matchOnDetail: true,
  });
  const [first] = chosen ?? [];
  if (chosen === undefined || first === undefined) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, place } of chosen) {
    const start = new vscode.Position(place.line, place.column);
    edit.replace(uri, new vscode.Range(start, start.translate(0, url.length)), replacement);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const at = new vscode.Position(first.place.line, first.place.column);
  // Not over the playbook, which looks on only while it is seen.
  const { One, Two } = vscode.ViewColumn;
  const viewColumn = vscode.window.tabGroups.activeTabGroup.viewColumn === One ? Two : One;
  await vscode.window.showTextDocument(first.uri, { selection: new vscode.Range(at, at), viewColumn });
  return true;
}

async function findPlaces(url: string, token: vscode.CancellationToken): Promise<readonly FoundPlace[]> {
  const files = await vscode.workspace.findFiles(sources, notSources, mostFiles, token);
  const found: FoundPlace[] = [];
  for (const uri of files) {
    if (token.isCancellationRequested) return [];
    for (const place of sourcePlaces(await textOf(uri), url)) {
      const label = `${vscode.workspace.asRelativePath(uri)}:${place.line + 1}`;
      found.push({ label, detail: shownText(place.text, 200), picked: true, uri, place });
    }
  }
  return found;
}

/** What an editor holds counts more than the file; what cannot be read as text holds nothing. */
async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > longestFile) return '';
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
