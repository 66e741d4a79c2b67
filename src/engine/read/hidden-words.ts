import { Buffer, isAscii } from 'node:buffer';
import { hidingSigns } from '../../core/log/line-view.ts';
import { isWindowCharacter } from '../../core/log/window.ts';

const asciiSigns = hidingSigns.ascii.map((sign) => Buffer.from(sign));
const otherSigns = hidingSigns.other.map((sign) => Buffer.from(sign));
const code = Buffer.from(hidingSigns.code);
const escape = 0x1b;

/**
 * The places in bytes of UTF-8 at which a line may hide a message, in their order: there its words are written with colours
 * between them, or with other blanks or letters. One search for each sign costs less than one that knows them all.
 */
export function placesOfHiddenWords(bytes: Buffer): readonly number[] {
  const signs = isAscii(bytes) ? asciiSigns : [...asciiSigns, ...otherSigns];
  const places = signs.flatMap((sign) => placesOf(sign, bytes));
  for (const place of placesOf(code, bytes)) if (hides(bytes, place)) places.push(place);
  return places.sort((a, b) => a - b);
}

function placesOf(sign: Buffer, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + sign.length)) places.push(at);
  return places;
}

/** Whether the character whose number stands there is one that may be looked for; most such, as in URLs, are not. */
function hides(bytes: Buffer, place: number): boolean {
  const value = Number.parseInt(bytes.toString('latin1', place + 2, place + 6), 16);
  return value === escape || (value > escape && isWindowCharacter(String.fromCharCode(value)));
}
