import '@vscode-elements/elements/dist/vscode-collapsible/index.js';
import { element } from './element.ts';

/** What a fold needs of the page around it. */
export interface FoldHost {
  /** Is this fold open, where the user has said so? */
  isOpen(this: void, fold: string): boolean;
  setOpen(this: void, fold: string, open: boolean): void;
}

/** Something that most readers do not need: closed until they open it, and then it stays open. */
export function fold(host: FoldHost, key: string, title: string, content: readonly HTMLElement[]): HTMLElement | null {
  if (content.length === 0) return null;
  const open = host.isOpen(key);
  const made = element(
    'vscode-collapsible',
    { heading: title, open, 'data-key': `fold:${key}` },
    element('div', { class: 'fold' }, ...content),
  );
  const tell = (): void => {
    host.setOpen(key, made.open);
    header(made)?.setAttribute('aria-expanded', String(made.open));
  };
  made.addEventListener('vsc-collapsible-toggle', tell);
  void made.updateComplete.then(() => {
    beAButton(made);
  });
  return made;
}

/** What the keyboard and a screen reader meet of a fold: its header. Null until it is drawn. */
export function header(collapsible: HTMLElement): HTMLElement | null {
  return collapsible.shadowRoot?.querySelector<HTMLElement>('.collapsible-header') ?? null;
}

/** The library's header takes the focus and Enter, but says neither what it is nor whether it is open, and ignores Space. */
function beAButton(collapsible: HTMLElementTagNameMap['vscode-collapsible']): void {
  const button = header(collapsible);
  if (button === null) return;
  button.setAttribute('role', 'button');
  // It is drawn in capitals, which a screen reader may spell.
  button.setAttribute('aria-label', collapsible.heading);
  button.querySelector('svg')?.setAttribute('aria-hidden', 'true');
  button.setAttribute('aria-expanded', String(collapsible.open));
  button.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    button.click();
  });
}
