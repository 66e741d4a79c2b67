import '@vscode-elements/elements/dist/vscode-button/index.js';
import { VscodeCollapsible } from '@vscode-elements/elements/dist/vscode-collapsible/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import './panel.css';
import { element } from './element.ts';
import type { FromPage, PanelView, ToPage } from './messages.ts';
import { header as foldHeader } from './fold.ts';
import { actionButton, stepDetail, type DetailHost } from './step-detail.ts';
import { stateIcon } from './state-icon.ts';
import { stepList } from './step-list.ts';
import { wayFigure } from './way-figure.ts';

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
}
declare function acquireVsCodeApi(): Host;

/** What the page itself remembers while it is hidden. */
interface PageState {
  readonly key: string;
  /** The step that the user chose to see; null: the one that needs somebody. */
  readonly chosen: string | null;
  readonly open: readonly string[];
}

/** The page: draws each view that the extension posts, part by part where it changed, and keeps focus and folds. */
class Page {
  readonly #host = acquireVsCodeApi();
  readonly #regions = new Map<string, string>();
  readonly #live = element('div', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
  readonly #parts = {
    head: element('header', { class: 'head' }),
    banner: element('div', { class: 'banner' }),
    picture: element('div', { class: 'picture' }),
    steps: element('div', { class: 'left' }),
    detail: element('div', { class: 'right' }),
  };
  #state = pageState(this.#host.getState());
  #view: PanelView | null = null;
  /** The step that the detail shows, with its state. */
  #shown = '';

  start(root: HTMLElement): void {
    const { head, banner, picture, steps, detail } = this.#parts;
    root.replaceChildren(head, banner, picture, element('div', { class: 'body' }, steps, detail), this.#live);
    head.append(element('p', { class: 'quiet' }, 'Opening the playbook'));
    window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
      this.#receive(data.view);
    });
    window.setInterval(() => {
      this.#tellTimes();
    }, 1_000);
    this.#host.postMessage({ kind: 'ready' });
  }

  readonly #detailHost: DetailHost = {
    act: (id) => {
      this.#host.postMessage({ kind: 'act', id });
    },
    show: (step) => {
      this.#choose(step);
    },
    isOpen: (fold) => this.#state.open.includes(fold),
    setOpen: (fold, open) => {
      const others = this.#state.open.filter((one) => one !== fold);
      this.#remember({ open: open ? [...others, fold] : others });
    },
  };

  #receive(view: PanelView): void {
    const before = this.#view;
    this.#view = view;
    const moved = before !== null && before.current !== view.current;
    const followed = this.#state.chosen === null || this.#state.chosen === before?.current;
    if (before === null && this.#state.key !== view.key) this.#remember({ key: view.key, chosen: null, open: [] });
    if (moved && followed) this.#remember({ chosen: null });
    this.#draw();
    if (before !== null) this.#announce(before, view);
    if (moved && followed && document.activeElement !== document.body) this.#focus(`step:${view.current}`);
    if (before === null || (moved && followed)) this.#bringIntoView(`step:${view.current}`);
  }

  /** In a narrow panel the list of a long playbook is longer than the page. */
  #bringIntoView(key: string): void {
    for (const candidate of document.querySelectorAll<HTMLElement>('[data-key]')) {
      if (candidate.getAttribute('data-key') === key) candidate.scrollIntoView({ block: 'nearest' });
    }
  }

  #choose(step: string): void {
    this.#remember({ chosen: step === this.#view?.current ? null : step });
    this.#draw();
    this.#focus(`step:${step}`);
  }

  #remember(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.setState(this.#state);
  }

  #draw(): void {
    const view = this.#view;
    if (view === null) return;
    const shown = view.steps.find(({ id }) => id === this.#state.chosen)?.id ?? view.current;
    const step = view.steps.find(({ id }) => id === shown);
    const { head, banner, picture, steps, detail } = this.#parts;
    const focused = document.activeElement?.getAttribute('data-key') ?? null;

    const { title, domain, about, looking, looks, exports, reports, vantage, lookedAt } = view;
    this.#redraw(head, { title, domain, about, looking, looks, exports, reports, vantage, lookedAt }, () =>
      header(view, this.#detailHost),
    );
    this.#redraw(banner, { verdict: view.verdict, notice: view.notice }, () => bannerOf(view, this.#detailHost));
    this.#redraw(picture, view.way, () => (view.way === null ? [] : [wayFigure(view.way)]));
    const rows = view.steps.map(({ id, title: of, state }) => [id, of, state]);
    this.#redraw(steps, { rows, shown }, () => [stepList(view, shown, this.#detailHost.show)]);
    if (step !== undefined) {
      const { history, current } = view;
      const turned = this.#shown !== `${step.id} ${step.state}`;
      this.#shown = `${step.id} ${step.state}`;
      // Other figures of the same finding can wait until whoever marks a text to copy it is done.
      if (turned || !isMarking(detail)) {
        this.#redraw(detail, { step, history, current }, () => [stepDetail(view, step, this.#detailHost)]);
      }
    }
    this.#tellTimes();
    // What was drawn anew took the focus with it.
    if (focused !== null && document.activeElement?.getAttribute('data-key') !== focused) this.#focus(focused);
  }

  #redraw(part: HTMLElement, of: unknown, draw: () => readonly Node[]): void {
    const now = JSON.stringify(of);
    if (this.#regions.get(part.className) === now) return;
    this.#regions.set(part.className, now);
    part.replaceChildren(...draw());
  }

  #focus(key: string): void {
    for (const candidate of document.querySelectorAll<HTMLElement>('[data-key]')) {
      if (candidate.getAttribute('data-key') === key) takeFocus(candidate);
    }
  }

  /** Says politely what turned, one sentence each. */
  #announce(before: PanelView, view: PanelView): void {
    const turned = view.steps.filter(({ id, state }) => {
      return state !== 'looking' && state !== before.steps.find((step) => step.id === id)?.state;
    });
    const verdict = before.verdict.title === view.verdict.title ? [] : [view.verdict.title];
    const sentences = [...turned.map(({ title, stateWords }) => `${title}: ${stateWords}.`), ...verdict];
    if (sentences.length > 0) this.#live.textContent = sentences.join(' ');
  }

  #tellTimes(): void {
    for (const one of document.querySelectorAll<HTMLElement>('[data-since]')) {
      one.textContent = `looked ${ago(Date.now() - Date.parse(one.dataset['since'] ?? ''))}`;
    }
    const view = this.#view;
    if (view === null) return;
    for (const one of document.querySelectorAll<HTMLElement>('[data-next]')) one.textContent = nextWords(view);
    const rests = !view.looking && view.nextLookAt === null;
    for (const ring of document.querySelectorAll<HTMLElement>('vscode-progress-ring')) ring.hidden = rests;
  }
}

/** A fold draws its header, which takes the focus, only after it was put into the page. */
function takeFocus(candidate: HTMLElement): void {
  if (!(candidate instanceof VscodeCollapsible)) candidate.focus();
  else void candidate.updateComplete.then(() => foldHeader(candidate)?.focus());
}

function nextWords({ looking, nextLookAt }: PanelView): string {
  if (looking) return 'Looking now.';
  if (nextLookAt === null) return 'It does not look by itself any more; use Look again.';
  const seconds = Math.ceil((Date.parse(nextLookAt) - Date.now()) / 1_000);
  if (seconds > 90) return `Looks again in ${Math.round(seconds / 60)} min.`;
  return seconds > 0 ? `Looks again in ${seconds} s.` : 'Looks again.';
}

function isMarking(part: HTMLElement): boolean {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && part.contains(selection.anchorNode);
}

function header(view: PanelView, host: DetailHost): readonly Node[] {
  const { title, domain, about, vantage, lookedAt, looking, looks, exports, reports } = view;
  const facts = [
    element('strong', {}, domain),
    vantage === null ? null : element('span', {}, `seen from ${vantage}`),
    looking
      ? element('span', {}, 'looking now')
      : lookedAt === null
        ? element('span', {}, 'not looked yet')
        : element('span', { 'data-since': lookedAt, title: new Date(lookedAt).toLocaleString() }),
  ];
  return [
    element(
      'div',
      { class: 'head-words' },
      element('h1', {}, title),
      element('p', { class: 'facts' }, ...facts),
      about === null ? null : element('p', { class: 'quiet' }, `Started from: ${about}`),
    ),
    element(
      'div',
      { class: 'buttons' },
      actionButton(looks, host, 'look'),
      actionButton(exports, host, 'export'),
      reports === null ? null : actionButton(reports, host, 'report'),
    ),
  ];
}

function bannerOf({ verdict, notice }: PanelView, host: DetailHost): readonly Node[] {
  const { mark, title, text } = verdict;
  const shown = element(
    'div',
    { class: `verdict verdict-${mark}` },
    stateIcon(mark),
    element('p', {}, element('strong', {}, text === '' ? title : `${title}. `), text),
  );
  if (notice === null) return [shown];
  const { button } = notice;
  return [
    element(
      'div',
      { class: 'notice' },
      element('span', { class: 'codicon codicon-info', 'aria-hidden': 'true' }),
      element('p', {}, notice.text),
      button === null ? null : actionButton(button, host, 'notice'),
    ),
    shown,
  ];
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 3) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}

function pageState(stored: unknown): PageState {
  const empty: PageState = { key: '', chosen: null, open: [] };
  return typeof stored === 'object' && stored !== null && 'key' in stored
    ? { ...empty, ...(stored as PageState) }
    : empty;
}

const root = document.getElementById('panel');
if (root !== null) new Page().start(root);
