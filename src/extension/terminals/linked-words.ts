/**
 * The part of a line's decisive words that becomes a link: the terminal itself makes links of URLs and paths, and where two
 * overlap, its own wins. So it is the longest run of other words; all of them where there is none. 0-based, `end` exclusive.
 */
export function linkedWords(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  let best = { start, end: start };
  let runStart: number | null = null;
  for (const word of wordsOf(text)) {
    if (word.end <= start || word.start >= end) continue;
    // Only in part among the decisive words, such as the path of a URL.
    if (text.slice(word.start, word.end).includes('/')) {
      runStart = null;
      continue;
    }
    runStart ??= Math.max(word.start, start);
    const runEnd = Math.min(word.end, end);
    if (runEnd - runStart > best.end - best.start) best = { start: runStart, end: runEnd };
  }
  return best.end > best.start ? best : { start, end };
}

function* wordsOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (const { index, 0: word } of text.matchAll(/\S+/g)) yield { start: index, end: index + word.length };
}
