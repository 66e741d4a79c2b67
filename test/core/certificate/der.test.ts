import { describe, expect, it } from 'vitest';
import {
  bitsOf,
  booleanOf,
  childrenOf,
  DerError,
  oidOf,
  readDer,
  smallIntegerOf,
  timeOf,
} from '../../../src/core/certificate/der.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const element = (hex: string) => readDer(bytes(hex));
const ascii = (tag: string, text: string) =>
  element(`${tag} ${text.length.toString(16).padStart(2, '0')} ${Buffer.from(text).toString('hex')}`);

describe('DER', () => {
  it('is read one level at a time', () => {
    const outer = element('30 08 30 03 02 01 05 01 01 ff');
    expect(childrenOf(outer).map(({ tag }) => tag)).toEqual([0x30, 0x01]);
  });

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a content that is cut', '30 05 02 01'],
    ['bytes behind the end', '30 00 00'],
    ['a length without end', '30 80 00 00'],
    ['a length that is longer than it must be', '30 81 01 00'],
    ['a length that begins with zero', '30 82 00 80'],
    ['a length of more than four octets', '30 85 01 00 00 00 00'],
    ['a tag of more than one octet', '1f 81 01 00'],
  ])('is not %s', (_, hex) => {
    expect(() => childrenOf(element(hex))).toThrow(DerError);
  });

  it.each([
    ['06 03 55 1d 11', '2.5.29.17'],
    ['06 09 2a 86 48 86 f7 0d 01 01 0b', '1.2.840.113549.1.1.11'],
    ['06 03 88 37 03', '2.999.3'],
    ['06 01 27', '0.39'],
  ])('names an object: %s is %s', (hex, dotted) => {
    expect(oidOf(element(hex))).toBe(dotted);
  });

  it.each([['06 00'], ['06 02 55 9d'], ['06 0a 2a ff ff ff ff ff ff ff ff 7f'], ['04 01 00']])(
    'does not name an object by %s',
    (hex) => {
      expect(() => oidOf(element(hex))).toThrow(DerError);
    },
  );

  it('has two truths', () => {
    expect([booleanOf(element('01 01 ff')), booleanOf(element('01 01 00'))]).toEqual([true, false]);
    expect(() => booleanOf(element('01 01 01'))).toThrow(DerError);
  });

  it('counts bits from the left', () => {
    expect(bitsOf(element('03 02 05 a0'))).toEqual([0, 2]);
    expect(bitsOf(element('03 03 07 06 80'))).toEqual([5, 6, 8]);
    expect(bitsOf(element('03 01 00'))).toEqual([]);
    expect(() => bitsOf(element('03 02 08 a0'))).toThrow(DerError);
  });

  it('has small numbers where small numbers belong', () => {
    expect([smallIntegerOf(element('02 01 00')), smallIntegerOf(element('02 02 01 00'))]).toEqual([0, 256]);
    for (const hex of ['02 01 ff', '02 05 01 00 00 00 00', '02 00', '02 04 7f ff ff ff']) {
      expect(() => smallIntegerOf(element(hex))).toThrow(DerError);
    }
  });

  it.each([
    ['17', '490101000000Z', '2049-01-01T00:00:00.000Z'],
    ['17', '500101000000Z', '1950-01-01T00:00:00.000Z'],
    ['18', '20500229000000Z', null],
    ['18', '20520229235959Z', '2052-02-29T23:59:59.000Z'],
    ['18', '00000101000000Z', '0000-01-01T00:00:00.000Z'],
    ['18', '99991231235959Z', '9999-12-31T23:59:59.000Z'],
    ['17', '4901010000Z', null],
    ['17', '490101000000+0100', null],
    ['18', '20490101000000.5Z', null],
    ['17', '491301000000Z', null],
    ['17', '490101240000Z', null],
    ['17', '490101006000Z', null],
    ['16', '490101000000Z', null],
  ])('dates: %s %s', (tag, text, expected) => {
    const read = () => timeOf(ascii(tag, text));
    if (expected === null) expect(read).toThrow(DerError);
    else expect(read()).toBe(expected);
  });
});
