/** Text in a table, where a bar would end the cell, also inside of a code span (GFM §4.10). */
export function markdownCell(text: string): string {
  return markdownLine(text).replaceAll('|', '\\|');
}

/**
 * One line of text that reads the same as Markdown, as HTML and as it is: whatever could mean more there (emphasis, links,
 * tags, entities, bare addresses of pages, the beginning of a block) stands in a code span, and nothing is invisible.
 */
export function markdownLine(text: string): string {
  const words = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .split(/\s/)
    .filter((word) => word !== '');
  return words.map((word, index) => (isPlain(word, index === 0) ? word : codeSpan(word))).join(' ');
}

function isPlain(word: string, isFirst: boolean): boolean {
  if (/[\\`*_[\]<>&~|#$]|:\/\/|@|^www\.|[^a-z0-9]www\./i.test(word)) return false;
  return !isFirst || !/^(?:[+=-]|[0-9]+[.)])/.test(word);
}

/** CommonMark §6.1: nothing in it has a meaning but a run of as many backticks as it began with. */
function codeSpan(word: string): string {
  const runs = word.split(/[^`]+/).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  return word.includes('`') ? `${fence} ${word} ${fence}` : `${fence}${word}${fence}`;
}
