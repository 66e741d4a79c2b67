import path from 'node:path';
import { chatCommands, tools, type ToolName } from '../ids.ts';
import { validName } from './finding-lines.ts';

/** What the user asks the participant: which tool answers, and with what. */
export interface ChatQuestion {
  readonly tool: ToolName;
  readonly input: Readonly<Record<string, string>>;
}

/**
 * Reads a question without any model. A slash command says what is wanted. Without one a log that is named is read, and of
 * domains only what is known already is told: nobody should make the product look at hosts by talking about them.
 * @param files paths of files that the user attached
 */
export function chatQuestion(command: string | undefined, prompt: string, files: readonly string[]): ChatQuestion {
  const words = prompt.split(/\s+/).map((word) => word.replace(/^[("'`<]{1,4}|[)"'`>,;:!?.]{1,4}$/g, ''));
  const name = words.map((word) => validName(word)).find((one) => one !== null) ?? null;
  const file = files[0] ?? words.find((word) => path.isAbsolute(word)) ?? null;
  const named: Readonly<Record<string, string>> = name === null ? {} : { name };
  if (command === chatCommands.check) return { tool: tools.checkDomain, input: named };
  if (command === chatCommands.playbook) {
    const about = words.filter((word) => word !== '' && validName(word) === null).join(' ');
    const input = about === '' ? named : { ...named, playbook: about };
    return { tool: tools.walkPlaybook, input };
  }
  if (command === chatCommands.log || file !== null) {
    return { tool: tools.readLog, input: file === null ? {} : { path: file } };
  }
  return { tool: tools.getStatus, input: named };
}
