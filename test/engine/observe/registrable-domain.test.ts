import { existsSync, readFileSync } from 'node:fs';
import { domainToASCII } from 'node:url';
import { expect, test } from 'vitest';
import { isPublicSuffix, registrableDomain, suffixAbove } from '../../../src/engine/observe/registrable-domain.ts';

test.each(['com', 'co.uk', 'xn--p1ai', 'city.kawasaki.jp'])('whether %s is a public suffix is known', (name) => {
  expect(isPublicSuffix(name)).toBe(name !== 'city.kawasaki.jp');
});

test.each(['example.com', 'github.io', 'test', 'example.test', 'localhost'])(
  '%s is no public suffix that a registry runs',
  (name) => {
    expect(isPublicSuffix(name)).toBe(false);
  },
);

test.each([
  ['a.b.example.com', 'example.com'],
  ['example.co.uk', 'example.co.uk'],
  ['user.github.io', 'user.github.io'],
  ['www.user.github.io', 'user.github.io'],
  ['com', null],
  ['192.0.2.1', null],
])('the registrable domain of %s is %s', (name, expected) => {
  expect(registrableDomain(name)).toBe(expected);
});

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly expectedAscii: string | null;
}

const cases = new URL('../../../../shared/conformance/names.jsonl', import.meta.url);
const absent = existsSync(cases) ? '' : ' (skipped: ../shared/conformance is not beside the checkout)';
test.skipIf(absent !== '')(`all public cases give their registrable domain${absent}`, () => {
  const all = readFileSync(cases, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
  const registrable = all.filter(({ kind }) => kind === 'registrable');
  expect(registrable.length).toBeGreaterThan(50);
  const wrong = registrable.filter(
    ({ name, expectedAscii }) => registrableDomain(domainToASCII(name)) !== expectedAscii,
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['nope.co.uk', 'co.uk'],
  ['a.b.nope.co.uk', 'co.uk'],
  ['www.example.com', 'com'],
  ['co.uk', null],
  // Its owner, and no registry, has the names below it.
  ['nope.github.io', 'io'],
])('above %s the registry has its names under %s', (name, suffix) => {
  expect(suffixAbove(name)).toBe(suffix);
});
