import * as vscode from 'vscode';
import { type UsualPlace, usualPlaces } from '../../core/log/usual-places.ts';
import type { Engine } from '../../engine/engine.ts';
import type { LogPlace } from '../../engine/read/log-places.ts';
import { quietRun } from '../long-job.ts';
import { shownText } from '../shown-text.ts';
import { fileSize } from './file-size.ts';

interface LogItem extends vscode.QuickPickItem {
  /** Null: any other file. */
  readonly place: LogPlace | null;
}

export interface ChooseLog {
  readonly title: string;
  /** What the button of the file dialog says. */
  readonly verb: string;
  readonly engine: Pick<Engine, 'lookAtPlaces'>;
  /** Places that the user added to the usual ones. */
  readonly paths: readonly string[];
  readonly explainForbidden: (path: string) => Promise<void>;
}

/** Asks for a log: one of the usual places where it exists on this machine, or any file. */
export async function chooseLog({
  title,
  verb,
  engine,
  paths,
  explainForbidden,
}: ChooseLog): Promise<readonly vscode.Uri[]> {
  const all: readonly UsualPlace[] = [...paths.map((path) => ({ path, writer: 'from your settings' })), ...usualPlaces];
  // Without the list there is still the dialog.
  const places: Promise<readonly LogPlace[]> = engine
    .lookAtPlaces(
      all.map((place) => place.path),
      quietRun(),
    )
    .catch(() => []);
  const separator: LogItem = { label: '', kind: vscode.QuickPickItemKind.Separator, place: null };
  const browse: LogItem = { label: '$(folder-opened) Browse…', alwaysShow: true, place: null };
  const chosen = await vscode.window.showQuickPick<LogItem>(
    places.then((found) => [...items(all, found), separator, browse]),
    { title, placeHolder: 'A log of this machine, or any other file', matchOnDescription: true },
  );
  if (chosen === undefined) return [];
  if (chosen.place === null)
    return (await vscode.window.showOpenDialog({ title, openLabel: verb, canSelectMany: true })) ?? [];
  if (chosen.place.state === 'readable') return [vscode.Uri.file(chosen.place.path)];
  await explainForbidden(chosen.place.path);
  return [];
}

function items(all: readonly UsualPlace[], places: readonly LogPlace[]): readonly LogItem[] {
  const closedLast = places.toSorted((a, b) => Number(a.state === 'forbidden') - Number(b.state === 'forbidden'));
  return closedLast.map((place): LogItem => {
    const { path, pattern, state, size, modified } = place;
    const writer = all.find((usual) => usual.path === pattern)?.writer ?? '';
    const about = [
      writer,
      modified === null
        ? ''
        : new Date(modified).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }),
      size === null ? '' : fileSize(size),
      state === 'readable' ? '' : size === null ? 'its folder is closed to you' : 'you may not read it',
    ];
    return {
      label: `$(${state === 'forbidden' ? 'lock' : 'file'}) ${shownText(path, 300)}`,
      description: about.filter((part) => part !== '').join(' · '),
      place,
    };
  });
}
