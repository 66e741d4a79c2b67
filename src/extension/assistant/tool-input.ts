import { nameErrorText, parseIdentifier, textOf } from '../../core/domain/name.ts';
import { ToolRefusal } from './assistant-tool.ts';

/** The longest text that is read of an input. */
const longest = 4_096;

/** One field of a tool's input; null where it is missing or no text. */
export function textIn(input: unknown, key: string): string | null {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, key)) return null;
  const value = (input as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest ? value.trim() : null;
}

/** The name that a tool is asked about, in A-labels. Throws `ToolRefusal` for what is none. */
export function nameIn(input: unknown): string {
  const parsed = parseIdentifier(textIn(input, 'name') ?? '');
  if (!parsed.ok) throw new ToolRefusal(nameErrorText[parsed.error]);
  return textOf(parsed.name);
}
