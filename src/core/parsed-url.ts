/** The URL that the text is, seen from `base` where it is relative; null where it is none. `URL.parse` is not in Node.js 20. */
export function parsedUrl(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null;
}
