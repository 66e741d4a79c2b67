import { expect, it } from 'vitest';
import { findByWords } from '../../../src/core/platform/find-by-words.ts';
import { placeWords } from '../../../src/extension/platforms/place-words.ts';

const wordsOf = (typed: string): string => {
  const [place] = findByWords(typed);
  return place === undefined ? '' : placeWords(place);
};

it('says what a status means, what it is called here, where a step is done, and what older instructions say', () => {
  const words = wordsOf('DNS Duplicate');
  expect(words).toContain('Remove the TXT record');
  expect(words).toContain('Cert Doctor calls it: DNS duplicate.');
  expect(words).toContain('In smoxy: Domains & DNS → SSL, and your DNS provider.');
  expect(words).toMatch(/Older instructions: .*\nToday \(20\d\d-\d\d-\d\d\): /);
});

it('leads to the page where a certificate is issued, and says nothing where there is no page', () => {
  expect(wordsOf('Too many certificates already issued for domain')).toContain(
    'In CloudAIPilot: Site detail → SSL → Issue Certificate',
  );
  expect(wordsOf('TRAEFIK DEFAULT CERT')).not.toContain('In Traefik:');
  expect(wordsOf('PB-4')).not.toContain('Cert Doctor calls it');
});
