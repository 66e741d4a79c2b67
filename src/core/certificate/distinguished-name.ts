/**
 * The value of one attribute of a distinguished name in RFC 4514 text, with its escapes taken away.
 * @returns null where the name has no such attribute
 */
export function attributeOf(distinguishedName: string, type: string): string | null {
  let start = 0;
  for (let at = 0; at <= distinguishedName.length; at++) {
    const character = distinguishedName[at];
    if (character === '\\') at++;
    else if (character === undefined || character === ',' || character === '+') {
      const [found, value] = split(distinguishedName.slice(start, at));
      if (found.toUpperCase() === type) return value;
      start = at + 1;
    }
  }
  return null;
}

function split(part: string): readonly [string, string] {
  const equals = part.indexOf('=');
  if (equals === -1) return ['', ''];
  return [part.slice(0, equals).trim(), part.slice(equals + 1).replace(/\\(.)/g, '$1')];
}
