/**
 * Text from outside, fit to stand in a sentence or on a terminal: what cannot be seen, turns the writing direction or
 * steers a terminal is written as its code point, and it is cut at `most` characters.
 */
export function quotedText(text: string, most = 120): string {
  const cut = text.length > most;
  const shown = (cut ? text.slice(0, most) : text).replace(unsafe, (character) =>
    character === ' ' ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return cut ? `${shown}…` : shown;
}

const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
