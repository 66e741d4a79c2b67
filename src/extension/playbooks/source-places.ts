/** Where an address stands in a text. Lines and columns are 0-based. */
export interface SourcePlace {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** The line, without blanks around it, at most 200 characters. */
  readonly text: string;
}

/** So many places of one file are offered. */
const mostPlaces = 100;
const longestLine = 200;

/** The places where a text has the address as itself, and not as the beginning of a longer one. */
export function sourcePlaces(text: string, url: string): readonly SourcePlace[] {
  const places: SourcePlace[] = [];
  let line = 0;
  let lineStart = 0;
  for (let at = text.indexOf(url); at !== -1 && places.length < mostPlaces; at = text.indexOf(url, at + url.length)) {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < at; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    if (goesOn(text.charAt(at + url.length), text.charAt(at + url.length + 1))) continue;
    const end = text.indexOf('\n', at);
    const whole = text.slice(lineStart, end === -1 ? text.length : end).trim();
    places.push({ offset: at, line, column: at - lineStart, text: whole.slice(0, longestLine) });
  }
  return places;
}

/** Characters of an address (RFC 3986 §2), but for a dot or a question mark that ends a sentence. */
function goesOn(next: string, afterNext: string): boolean {
  if (next === '.' || next === '?' || next === ',') return /[\w/%~-]/.test(afterNext);
  return /[\w/%~#&=@:+$-]/.test(next);
}
