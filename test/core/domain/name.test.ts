import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAddress,
  nameErrorText,
  parseDomainName,
  parseIdentifier,
  textOf,
  type NameError,
} from '../../../src/core/domain/name.ts';

const long = (length: number) => 'a'.repeat(length);

const good: readonly (readonly [typed: string, name: string])[] = [
  ['example.com', 'example.com'],
  ['  example.com\n', 'example.com'],
  ['Example.COM', 'example.com'],
  ['example.com.', 'example.com'],
  ['*.example.com', '*.example.com'],
  ['*.Example.com.', '*.example.com'],
  ['a.b.c.d.example.com', 'a.b.c.d.example.com'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['BÜCHER.example', 'xn--bcher-kva.example'],
  ['fußball.example', 'xn--fuball-cta.example'],
  ['пример.example', 'xn--e1afmkfd.example'],
  ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
  ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
  ['ＥＸＡＭＰＬＥ.com', 'example.com'],
  ['💩.example', 'xn--ls8h.example'],
  ['*.bücher.example', '*.xn--bcher-kva.example'],
  ['_dmarc.example.com', '_dmarc.example.com'],
  ['a_b.example.com', 'a_b.example.com'],
  ['1.example.com', '1.example.com'],
  ['3com.example', '3com.example'],
  ['ab--cd.example', 'ab--cd.example'],
  [`${long(63)}.example`, `${long(63)}.example`],
  [`${long(63)}.${long(63)}.${long(63)}.${long(57)}.com`, `${long(63)}.${long(63)}.${long(63)}.${long(57)}.com`],
];

const bad: readonly (readonly [typed: string, error: NameError])[] = [
  ['', 'empty'],
  ['   ', 'empty'],
  ['.', 'empty'],
  ['localhost', 'single-label'],
  ['com.', 'single-label'],
  ['*.com', 'single-label'],
  ['*', 'wildcard-place'],
  ['*example.com', 'wildcard-place'],
  ['w*.example.com', 'wildcard-place'],
  ['*.*.example.com', 'wildcard-place'],
  ['www.*.com', 'wildcard-place'],
  ['192.0.2.1', 'address'],
  ['2130706433', 'address'],
  ['0x7f.1', 'address'],
  ['0177.0.0.1', 'address'],
  ['127.1', 'address'],
  ['256.1.1.1', 'address'],
  ['::1', 'address'],
  ['[::1]', 'address'],
  ['[2001:db8::1]:443', 'address'],
  ['https://192.0.2.1/', 'address'],
  ['example.0x7f', 'address'],
  ['example..com', 'label-length'],
  ['.example.com', 'label-length'],
  [`${long(64)}.com`, 'label-length'],
  [`${long(63)}.${long(63)}.${long(63)}.${long(58)}.com`, 'name-length'],
  [long(5000), 'name-length'],
  ['-a.example.com', 'character'],
  ['a-.example.com', 'character'],
  ['a_.example.com', 'character'],
  ['example.c', 'character'],
  ['example.c_m', 'character'],
  ['exa mple.com', 'character'],
  ['exa\tmple.com', 'character'],
  ['example%2ecom', 'character'],
  ['example.com;ls', 'character'],
  ['$(id).example.com', 'character'],
  ["a'b.example.com", 'character'],
  ['--post-hook=x', 'character'],
  ['../../etc/passwd', 'character'],
  ['..\\..\\windows', 'character'],
  ['user@example.com', 'character'],
  ['exa\u200bmple.com', 'character'],
  ['exa\u202emple.com', 'character'],
  ['exa\u00admple.com', 'character'],
  ['exa\u001bmple.com', 'character'],
  ['exa\0mple.com', 'character'],
  ['\ud800.example.com', 'character'],
  ['ex＊ample.com', 'character'],
  ['ex％41mple.com', 'idn'],
  ['xn--a.example', 'idn'],
  ['xn--zzzzzzzzz.example', 'idn'],
  ['xn--.example', 'idn'],
  ['xn--example-.com', 'idn'],
];

describe('a name as people type it', () => {
  it.each(good)('%j is understood as %s', (typed, name) => {
    const parsed = parseDomainName(typed);
    expect(parsed.ok ? textOf(parsed.name) : parsed.error).toBe(name);
  });

  it.each(bad)('%j is refused: %s', (typed, error) => {
    expect(parseDomainName(typed)).toMatchObject({ ok: false, error });
    expect(nameErrorText[error]).not.toBe('');
  });

  it.each([
    ['https://www.example.com/path?x=1', 'www.example.com'],
    ['http://Example.com', 'example.com'],
    ['//example.com/x', 'example.com'],
    ['example.com/', 'example.com'],
    ['example.com:8443', 'example.com'],
    ['https://user:secret@bücher.example/', 'xn--bcher-kva.example'],
  ])('of a web address %s the name is suggested', (typed, suggestion) => {
    expect(parseDomainName(typed)).toEqual({ ok: false, error: 'url', suggestion });
  });
});

describe('every name that is understood', () => {
  const grammar = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;
  const label = fc.oneof(
    fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('*', '_acme-challenge', 'xn--bcher-kva', '%41', '127', '0x7f', '例え'),
  );
  const typed = fc.oneof(
    fc.array(label, { maxLength: 5 }).map((labels) => labels.join('.')),
    fc.string({ unit: 'binary' }),
  );

  it('is of the grammar, and means itself when it is read again', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseDomainName(text);
        if (!parsed.ok) return;
        const printed = textOf(parsed.name);
        expect(printed).toMatch(grammar);
        expect(printed.length).toBeLessThanOrEqual(253);
        expect(parseDomainName(printed)).toEqual(parsed);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what a certificate may be for', () => {
  it.each([
    ['203.0.113.10', '203.0.113.10'],
    [' 203.0.113.10 ', '203.0.113.10'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
  ])('%j is the IP address %s', (typed, address) => {
    const parsed = parseIdentifier(typed);
    expect(parsed).toEqual({ ok: true, name: { ascii: address, wildcard: false } });
    expect(parsed.ok && isAddress(parsed.name)).toBe(true);
  });

  it.each(['www.example.com', '*.example.com', 'bücher.example', '3com.example'])('%j is a name as ever', (typed) => {
    const parsed = parseIdentifier(typed);
    expect(parsed).toEqual(parseDomainName(typed));
    expect(parsed.ok && isAddress(parsed.name)).toBe(false);
  });

  it.each([
    ['0x7f.1', 'address-form', '127.0.0.1'],
    ['2130706433', 'address-form', '127.0.0.1'],
    ['256.1.1.1', 'address-form', undefined],
    ['*.203.0.113.10', 'address-form', undefined],
    ['https://203.0.113.10/path', 'url', '203.0.113.10'],
    ['[2001:db8::1]:443', 'url', '2001:db8::1'],
    ['fe80::1%eth0', 'character', undefined],
  ])('%j is refused: %s', (typed, error, suggestion) => {
    expect(parseIdentifier(typed)).toEqual({ ok: false, error, ...(suggestion === undefined ? {} : { suggestion }) });
  });
});
