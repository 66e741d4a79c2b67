/** Text from outside, fit to be shown on one line: controls, bidi and other invisible characters become `�`, long text is cut. */
export function shownText(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}

/** Text from outside of several lines, each fit to be shown; at most eight of them. */
export function shownLines(text: string): readonly string[] {
  return text.split('\n', 8).map((line) => shownText(line, 500));
}

/** Text for a notification, where VS Code would read `[words](command:…)` as a link. */
export function noticeText(text: string): string {
  return shownText(text, 500).replaceAll('](', '] (');
}

/**
 * Text as Markdown that shows it as it is: all ASCII punctuation stands behind a backslash (CommonMark §2.4).
 * `MarkdownString.appendText` would do it too, but with spaces at which lines do not break.
 */
export function markdownText(text: string): string {
  return shownText(text, 4_000)
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
