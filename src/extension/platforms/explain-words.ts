import * as vscode from 'vscode';
import { findByWords, type Place } from '../../core/platform/find-by-words.ts';
import type { ProblemId } from '../../core/problem/catalogue.ts';
import type { Engine } from '../../engine/engine.ts';
import { commands } from '../ids.ts';
import { quietRun } from '../long-job.ts';
import { placeWords } from './place-words.ts';

const mostPlaces = 30;
/** Typing rests so long before the text is read as a log, in milliseconds. */
const pause = 150;

interface PlaceItem extends vscode.QuickPickItem {
  readonly place: Place;
}

const icons: Readonly<Record<Place['by'], string>> = {
  status: 'symbol-enum',
  log: 'output',
  playbook: 'checklist',
  problem: 'issues',
};

/** Asks for a status or a message of a platform, or a line of a log, says what it means, and leads to its playbook. */
export async function explainWords(engine: Pick<Engine, 'scan'>): Promise<void> {
  const place = await choosePlace(engine);
  if (place === undefined) return;
  const { playbook, problem } = place;
  const [start, read] = ['Start Playbook', 'Explain'];
  const answer = await vscode.window.showInformationMessage(
    place.title,
    { modal: true, detail: placeWords(place) },
    ...(playbook === null ? [] : [start]),
    ...(problem === null ? [] : [read]),
  );
  if (answer === start) await vscode.commands.executeCommand(commands.startPlaybook, { playbook, problem });
  if (answer === read) await vscode.commands.executeCommand(commands.explainProblem, problem);
}

function choosePlace(engine: Pick<Engine, 'scan'>): Promise<Place | undefined> {
  const pick = vscode.window.createQuickPick<PlaceItem>();
  pick.title = 'Explain Status or Message';
  pick.placeholder = 'Paste what a platform or a log says, such as "DNS Duplicate" or "Timeout during connect"';
  let rest: NodeJS.Timeout | undefined;
  let asked = 0;
  const show = (places: readonly Place[]): void => {
    pick.items = places.slice(0, mostPlaces).map((place) => ({
      label: `$(${icons[place.by]}) ${place.title}`,
      description: place.problem ?? place.playbook ?? '',
      detail: place.detail,
      // The editor's own filter would look for the whole text in each item.
      alwaysShow: true,
      place,
    }));
  };
  pick.onDidChangeValue((value) => {
    show(findByWords(value));
    clearTimeout(rest);
    const number = (asked += 1);
    rest = setTimeout(() => {
      void problemsIn(engine, value).then((problems) => {
        if (number === asked && problems.length > 0) show(findByWords(value, () => problems));
      });
    }, pause);
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.place);
      pick.dispose();
    });
    pick.onDidHide(() => {
      clearTimeout(rest);
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** What the text shows where it is a line of a log; nothing where that cannot be read. */
async function problemsIn(engine: Pick<Engine, 'scan'>, text: string): Promise<readonly ProblemId[]> {
  const report = await engine.scan({ log: { text, path: null } }, quietRun()).catch(() => null);
  return (report?.findings ?? []).map(({ problem }) => problem);
}
