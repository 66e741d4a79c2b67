/** The words of a text in lower case, without what stands between them and without apostrophes. */
export function plainWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/['’‘`]/g, '')
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '');
}

/** Do the words stand in the text one after the other? */
export function phraseIn(text: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length > 0 && ` ${text.join(' ')} `.includes(` ${phrase.join(' ')} `);
}
