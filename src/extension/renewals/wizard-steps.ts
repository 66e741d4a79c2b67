import * as vscode from 'vscode';

/** What a step of a wizard gives: an answer, the wish to go back, or the end. */
export type Answer<T> = { readonly value: T } | 'back' | 'left';

/** Where a step stands among the others, for its title. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/**
 * Lets the user choose one thing; the button in the title and Escape behave as in VS Code's own wizards.
 * @param isChosen finds what was chosen before, so that Enter takes it again
 */
export function choose<T>(
  place: StepPlace,
  placeholder: string,
  items: readonly Choice<T>[],
  isChosen: (value: T) => boolean = () => false,
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(pick, { ...place, placeholder, ignoreFocusOut: true, matchOnDetail: true, matchOnDescription: true });
  pick.items = items;
  const chosen = items.find(({ value }) => isChosen(value));
  // An empty list would leave Enter without a row.
  if (chosen !== undefined) pick.activeItems = [chosen];
  return answered(pick, place, (resolve) => {
    pick.onDidAccept(() => {
      const [picked] = pick.selectedItems;
      if (picked !== undefined) resolve({ value: picked.value });
    });
  });
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Why the text will not do; null where it will. */
  readonly wrong: (text: string) => string | null;
}

/** Lets the user type one line, and says at once what is wrong with it. */
export function type(
  place: StepPlace,
  { prompt, placeholder = '', value = '', wrong }: TextQuestion,
): Promise<Answer<string>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { ...place, prompt, placeholder, value, ignoreFocusOut: true });
  return answered(box, place, (resolve) => {
    box.onDidChangeValue((text) => {
      box.validationMessage = text.trim() === '' ? undefined : (wrong(text.trim()) ?? undefined);
    });
    box.onDidAccept(() => {
      const why = wrong(box.value.trim());
      if (why === null) resolve({ value: box.value.trim() });
      else box.validationMessage = why;
    });
  });
}

function answered<T>(
  input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] } & {
    readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
  },
  { step }: StepPlace,
  listen: (resolve: (answer: Answer<T>) => void) => void,
): Promise<Answer<T>> {
  const { promise, resolve } = Promise.withResolvers<Answer<T>>();
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  input.onDidTriggerButton(() => {
    resolve('back');
  });
  input.onDidHide(() => {
    resolve('left');
  });
  listen(resolve);
  input.show();
  return promise.finally(() => {
    input.dispose();
  });
}

/** One step: asks, and gives what is known afterwards; `skip` where there is nothing to ask. */
export type Step<S> = (state: S, place: StepPlace) => Promise<Answer<S> | 'skip'>;

/** Walks the steps in their order, back and forth; what was said is offered again. Null where the user left. */
export async function walk<S>(title: string, first: S, steps: readonly Step<S>[]): Promise<S | null> {
  let state = first;
  const asked: number[] = [];
  for (let at = 0; at < steps.length;) {
    const step = steps[at];
    const answer =
      step === undefined ? 'left' : await step(state, { title, step: asked.length + 1, totalSteps: steps.length });
    if (answer === 'left') return null;
    if (answer === 'back') {
      at = asked.pop() ?? 0;
      continue;
    }
    if (answer !== 'skip') {
      asked.push(at);
      state = answer.value;
    }
    at += 1;
  }
  return state;
}
