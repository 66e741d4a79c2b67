/**
 * Whether the text fits a pattern in which `*` stands for anything and `?` for one character. A mismatch goes back to the
 * last `*` only, so the cost is at most one length times the other.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resumed = 0;
  for (let index = 0; index < text.length;) {
    const char = pattern[at];
    if (char === '*') {
      star = at;
      resumed = index;
      at++;
    } else if (char === '?' || char === text[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      resumed++;
      index = resumed;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
