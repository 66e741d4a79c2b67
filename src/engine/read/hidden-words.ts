import { Buffer, isAscii } from 'node:buffer';
import { hidingSigns } from '../../core/log/line-view.ts';
import { isWindowCharacter } from '../../core/log/window.ts';

const asciiSigns = hidingSigns.ascii.map((sign) => Buffer.from(sign));
const otherSigns = hidingSigns.other.map((sign) => Buffer.from(sign));
const code = Buffer.from(hidingSigns.code);
const escape = 0x1b;
const lf = 0x0a;

/**
 * The places in whole lines of UTF-8 at which a line may hide a message, in their order, few of each line: there its words
 * are written with colours between them, or with other blanks or letters. One search for each sign costs less than one
 * that knows them all.
 */
export function placesOfHiddenWords(lines: Buffer): readonly number[] {
  const signs = isAscii(lines) ? asciiSigns : [...asciiSigns, ...otherSigns];
  const places = signs.flatMap((sign) => firstPlaces(lines, sign, () => true));
  return [...places, ...firstPlaces(lines, code, (place) => hides(lines, place))].sort((a, b) => a - b);
}

/** The first place of the sign in each line that has one. */
function firstPlaces(lines: Buffer, sign: Buffer, counts: (place: number) => boolean): number[] {
  const places: number[] = [];
  for (let at = lines.indexOf(sign); at >= 0; at = lines.indexOf(sign, at)) {
    if (counts(at)) {
      places.push(at);
      const end = lines.indexOf(lf, at);
      if (end < 0) break;
      at = end + 1;
    } else at += sign.length;
  }
  return places;
}

/** Whether the character whose number stands there is one that may be looked for; most such, as in URLs, are not. */
function hides(bytes: Buffer, place: number): boolean {
  const value = Number.parseInt(bytes.toString('latin1', place + 2, place + 6), 16);
  return value === escape || (value > escape && isWindowCharacter(String.fromCharCode(value)));
}
