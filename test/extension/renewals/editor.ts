/** What a user does with the question that is open. */
export type Act =
  | { readonly pick: string }
  | { readonly text: string }
  | { readonly press: string }
  /** Takes what stands there already. */
  | 'enter'
  | 'back'
  | 'escape';

/** A question as the user saw it. */
export interface Question {
  readonly title: string;
  readonly place: string;
  /** The prompt of a text, the placeholder of a list, or the words of a message. */
  readonly words: string;
  readonly detail: string;
  /** What stands in the text box at first, or the row of the list that Enter would take. */
  readonly offered: string;
  readonly rows: readonly Row[];
  readonly buttons: readonly string[];
  readonly isHidden: boolean;
  readonly hasBack: boolean;
}

export interface Row {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** What was said to a text that will not do: while it was typed, and at Enter. */
export interface Refusal {
  readonly text: string;
  readonly typed: string | null;
  readonly entered: string | null;
}

/** Plays the acts of a user against whatever the extension asks, and writes down all that it showed, typed and kept. */
class Editor {
  questions: Question[] = [];
  refusals: Refusal[] = [];
  messages: string[] = [];
  terminals: { readonly name: string; readonly sent: (readonly [text: string, execute: boolean])[] }[] = [];
  pages: { readonly name: string; readonly text: string; readonly language: string }[] = [];
  kept = new Map<string, string>();
  open = 0;
  /** Runs whenever a question is put. */
  onQuestion: () => void = () => undefined;
  #acts: Act[] = [];

  /** Forgets everything; these are the user's next acts. */
  start(...acts: readonly Act[]): void {
    Object.assign(this, { questions: [], refusals: [], messages: [], terminals: [], pages: [], kept: new Map() });
    this.open = 0;
    this.onQuestion = () => undefined;
    this.#acts = [...acts];
  }

  /** The user goes on; what was shown and kept stays. */
  goOn(...acts: readonly Act[]): void {
    this.#acts.push(...acts);
  }

  /** What the user would still have done: questions that were not asked. */
  get unused(): readonly Act[] {
    return this.#acts;
  }

  get words(): readonly string[] {
    return this.questions.map(({ words }) => words);
  }

  /** Everything that anybody could have read on the screen or in a terminal. */
  get seen(): string {
    const { questions, refusals, messages, terminals, pages } = this;
    return JSON.stringify({ questions, refusals: refusals.map(({ typed }) => typed), messages, terminals, pages });
  }

  readonly secrets = {
    get: (key: string) => Promise.resolve(this.kept.get(key)),
    store: (key: string, value: string) => {
      this.kept.set(key, value);
      return Promise.resolve();
    },
    delete: (key: string) => {
      this.kept.delete(key);
      return Promise.resolve();
    },
  };

  ask(question: Partial<Question>): Act {
    this.questions.push({ ...noQuestion, ...question });
    this.onQuestion();
    return this.next();
  }

  next(): Act {
    const act = this.#acts.shift();
    if (act === undefined) throw new Error(`Nobody answers: ${this.questions.at(-1)?.words ?? ''}`);
    return act;
  }
}

const noQuestion: Question = {
  ...{ title: '', place: '', words: '', detail: '', offered: '', rows: [], buttons: [] },
  ...{ isHidden: false, hasBack: false },
};

export const editor = new Editor();

const back = { id: 'back' };

class Listeners<T> {
  readonly #all: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void): void => void this.#all.push(listener);
  fire(value: T): void {
    for (const listener of this.#all) listener(value);
  }
}

/** What a list and a text box have in common. A `QuickInput` that is gone answers no more. */
class Input {
  title = '';
  step = 0;
  totalSteps = 0;
  placeholder = '';
  buttons: unknown[] = [];
  readonly accepted = new Listeners<void>();
  readonly onDidAccept = this.accepted.event;
  readonly #pressed = new Listeners<unknown>();
  readonly onDidTriggerButton = this.#pressed.event;
  readonly #hidden = new Listeners<void>();
  readonly onDidHide = this.#hidden.event;

  get place(): string {
    return `${this.step}/${this.totalSteps}`;
  }

  get hasBack(): boolean {
    return this.buttons.includes(back);
  }

  leave(act: Act): void {
    if (act === 'escape') this.#hidden.fire();
    else if (act === 'back' && this.hasBack) this.#pressed.fire(back);
    else throw new Error(`${JSON.stringify(act)} cannot be done at: ${editor.questions.at(-1)?.words ?? ''}`);
  }

  dispose(): void {
    editor.open -= 1;
    this.#hidden.fire();
  }
}

class QuickPick extends Input {
  items: readonly Row[] = [];
  /** VS Code takes the first row where nothing was said, and none where none was. */
  activeItems: readonly Row[] | null = null;
  selectedItems: readonly Row[] = [];

  show(): void {
    editor.open += 1;
    const offered = (this.activeItems ?? this.items)[0];
    const { title, place, placeholder: words, items: rows, hasBack } = this;
    const act = editor.ask({ title, place, words, offered: offered?.label ?? '', rows, hasBack });
    if (act !== 'enter' && (typeof act === 'string' || !('pick' in act))) {
      this.leave(act);
      return;
    }
    const picked = act === 'enter' ? offered : rows.find(({ label }) => label === act.pick);
    if (picked === undefined) throw new Error(`${JSON.stringify(act)} is none of: ${words}`);
    this.selectedItems = [picked];
    this.accepted.fire();
  }
}

class InputBox extends Input {
  prompt = '';
  value = '';
  validationMessage: string | undefined = undefined;
  readonly #changed = new Listeners<string>();
  readonly onDidChangeValue = this.#changed.event;

  show(): void {
    editor.open += 1;
    const { title, place, prompt: words, value: offered, placeholder: detail, hasBack } = this;
    let act = editor.ask({ title, place, words, detail, offered, hasBack });
    for (;;) {
      if (act !== 'enter' && (typeof act === 'string' || !('text' in act))) {
        this.leave(act);
        return;
      }
      if (act !== 'enter') {
        this.value = act.text;
        this.#changed.fire(act.text);
      }
      const typed = this.validationMessage ?? null;
      this.validationMessage = undefined;
      this.accepted.fire();
      const entered = this.validationMessage as string | undefined;
      if (entered === undefined) return;
      editor.refusals.push({ text: this.value, typed, entered });
      act = editor.next();
    }
  }
}

interface BoxOptions {
  readonly title: string;
  readonly prompt: string;
  readonly password?: boolean;
  readonly validateInput: (text: string) => string | null;
}

/** The part of the module `vscode` that the renewals use. */
export const vscode = {
  QuickInputButtons: { Back: back },
  ProgressLocation: { Notification: 15 },
  workspace: { isTrusted: true },
  window: {
    createQuickPick: () => new QuickPick(),
    createInputBox: () => new InputBox(),
    showInputBox: ({ title, prompt: words, password: isHidden = false, validateInput }: BoxOptions) => {
      let act = editor.ask({ title, words, isHidden });
      while (typeof act === 'object' && 'text' in act) {
        const typed = validateInput(act.text);
        if (typed === null) return Promise.resolve(act.text);
        editor.refusals.push({ text: act.text, typed, entered: typed });
        act = editor.next();
      }
      return Promise.resolve(undefined);
    },
    showQuickPick: (
      rows: readonly Row[],
      { title, placeHolder: words }: { readonly title: string; readonly placeHolder: string },
    ) => {
      const act = editor.ask({ title, words, rows });
      const label = typeof act === 'object' && 'pick' in act ? act.pick : null;
      const picked = rows.find((row) => row.label === label);
      if (label !== null && picked === undefined) throw new Error(`${label} is none of: ${words}`);
      return Promise.resolve(picked);
    },
    showInformationMessage: message,
    showErrorMessage: message,
    withProgress: (_: unknown, job: (progress: unknown, token: unknown) => unknown) =>
      job(
        { report: () => undefined },
        { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) },
      ),
    createTerminal: ({ name }: { readonly name: string }) => {
      const sent: (readonly [string, boolean])[] = [];
      editor.terminals.push({ name, sent });
      return {
        shellIntegration: {},
        show: () => undefined,
        sendText: (text: string, execute = true) => void sent.push([text, execute]),
      };
    },
    onDidChangeTerminalShellIntegration: () => ({ dispose: () => undefined }),
  },
};

/** A message without buttons waits for nobody. */
function message(
  words: string,
  ...rest: readonly (string | { readonly detail: string })[]
): Promise<string | undefined> {
  const buttons = rest.filter((one) => typeof one === 'string');
  const detail = rest.find((one) => typeof one === 'object')?.detail ?? '';
  editor.messages.push(words);
  if (buttons.length === 0) return Promise.resolve(undefined);
  const act = editor.ask({ words, detail, buttons });
  const label = typeof act === 'object' && 'press' in act ? act.press : undefined;
  if (label !== undefined && !buttons.includes(label)) throw new Error(`No button ${label}: ${words}`);
  return Promise.resolve(label);
}
