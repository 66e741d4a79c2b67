import type { Disposes } from './disposable.ts';
import type { commands } from './ids.ts';

export type CommandId = (typeof commands)[keyof typeof commands];

/** What a command does. Arguments come from anybody (keybindings, other extensions, links) and are checked by the handler. */
export type CommandHandler = (...args: readonly unknown[]) => Promise<unknown>;

/** One thing of the product that the user can see; it owns everything it registers. */
export interface Feature {
  register(): Disposes;
  readonly handlers: Readonly<Partial<Record<CommandId, CommandHandler>>>;
}
