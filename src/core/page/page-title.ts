const longest = 200;

/** The text of the first `<title>` in the beginning of a page, blanks joined; null where there is none. Hostile. */
export function pageTitle(body: string): string | null {
  const lower = body.toLowerCase();
  const tag = lower.indexOf('<title');
  const from = tag === -1 ? -1 : lower.indexOf('>', tag);
  if (from === -1) return null;
  const end = lower.indexOf('</title', from);
  const text = body.slice(from + 1, end === -1 ? from + 1 + longest : end).slice(0, longest);
  return text.split(/\s/).filter(Boolean).join(' ');
}
