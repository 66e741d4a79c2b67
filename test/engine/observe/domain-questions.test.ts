import { expect, test } from 'vitest';
import { questionsOf } from '../../../src/engine/observe/domain-questions.ts';
import { registrableDomain } from '../../../src/engine/observe/registrable-domain.ts';

const asked = (name: string, byDns: boolean): readonly string[] => {
  const questions = questionsOf([{ ascii: name, wildcard: false }], [name], byDns ? { registrableDomain } : null);
  return questions.map((question) => `${question.type} ${question.name}`);
};

test('where a name is validated by DNS, what is often found instead of the right record is asked for too', () => {
  const more = asked('www.example.co.uk', true).filter(
    (question) => !asked('www.example.co.uk', false).includes(question),
  );
  expect(more).toEqual([
    'A _acme-challenge.www.example.co.uk',
    'A cert-doctor-not-there.www.example.co.uk',
    'TXT cert-doctor-not-there.www.example.co.uk',
    'TXT _acme-challenge.www.example.co.uk.www.example.co.uk',
    'TXT _acme-challenge.www.example.co.uk.example.co.uk',
  ]);
});

test('a doubled name that would be too long for DNS is not asked for', () => {
  const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.com`;
  expect(asked(long, true).every((question) => question.length <= 'TXT '.length + 253)).toBe(true);
});
