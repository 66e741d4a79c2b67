/**
 * Text without what steers a terminal or hides: colours and other sequences (ECMA-48), characters that nobody sees. Line
 * ends and tabs stay. It goes first, for a colour or an invisible character inside of a name keeps the name from being read.
 */
export function withoutSteering(text: string): string {
  return (
    text
      // Any control character, for what a log kept of a sequence need not be its own.
      .replace(/(?![\n\r\t])\p{Cc}\[[0-?]{0,32}[ -/]{0,8}[@-~]/gu, '')
      .replace(/\u{9b}[0-?]{0,32}[ -/]{0,8}[@-~]/gu, '')
      // As JSON and syslog write the sequence out.
      .replace(/(?:\\(?:u001b|x1b|033|e)|#033)\[[0-9;:]{0,32}m/gi, '')
      .replace(hidden, (character) => (character === '\n' || character === '\t' ? character : ''))
  );
}

/** Among those that are to be ignored are letters, too, such as Hangul's filler. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
