import * as vscode from 'vscode';

export type Answer<T> =
  { readonly kind: 'next'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'cancel' };

interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

export interface TextQuestion extends Step {
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  /** What is wrong with the text, in words; null where nothing is. */
  validate(this: void, text: string): string | null;
  /** What was probably meant by a wrong text; Enter takes it. */
  suggest?(this: void, text: string): string | undefined;
}

export interface PickQuestion<T> extends Step {
  readonly placeholder: string;
  readonly items: readonly (vscode.QuickPickItem & { readonly value: T })[];
}

/** One step that asks for text. It stays open until the text is right, and goes back where there is a step before. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = question.value;
  return show(input, question, (answer) => {
    input.onDidChangeValue((text) => {
      input.validationMessage = text === '' ? '' : (question.validate(text) ?? '');
    });
    input.onDidAccept(() => {
      const wrong = question.validate(input.value);
      const meant = wrong === null ? undefined : question.suggest?.(input.value);
      if (wrong === null) answer({ kind: 'next', value: input.value });
      else if (meant === undefined) input.validationMessage = wrong;
      else {
        input.value = meant;
        input.validationMessage = question.validate(meant) ?? '';
      }
    });
  });
}

/** One step that offers a choice. */
export function askPick<T>(question: PickQuestion<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  pick.items = question.items;
  return show(pick, question, (answer) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen !== undefined) answer({ kind: 'next', value: chosen.value });
    });
  });
}

function show<T>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem & { readonly value: T }>,
  { title, step, totalSteps }: Step,
  listen: (answer: (answer: Answer<T>) => void) => void,
): Promise<Answer<T>> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const answer = (given: Answer<T>): void => {
      resolve(given);
      input.dispose();
    };
    input.onDidTriggerButton(() => {
      answer({ kind: 'back' });
    });
    input.onDidHide(() => {
      answer({ kind: 'cancel' });
    });
    listen(answer);
    input.show();
  });
}
