import { expect, test } from 'vitest';
import { sourcePlaces } from '../../../src/extension/playbooks/source-places.ts';

const url = 'http://cdn.example.net/a.js';

test('each place is told with its line and column, and the line without the blanks around it', () => {
  const text = `<head>\n  <script src="${url}"></script>\n</head>\n${url}`;
  expect(sourcePlaces(text, url)).toEqual([
    { offset: 22, line: 1, column: 15, text: `<script src="${url}"></script>` },
    { offset: 69, line: 3, column: 0, text: url },
  ]);
});

test.each([
  [`"${url}on"`, 0],
  [`"${url}?v=1"`, 0],
  [`"${url}/more"`, 0],
  [`'${url}'`, 1],
  [`url(${url})`, 1],
  [`See ${url}. More`, 1],
  [`Is it ${url}?`, 1],
  [`${url}, ${url}`, 2],
  ['nothing', 0],
])('%s holds it %i times: a longer address is another one', (text, count) => {
  expect(sourcePlaces(text, url)).toHaveLength(count);
});

test('a file that is full of it stays bounded, and so does a long line', () => {
  expect(sourcePlaces(`${url}\n`.repeat(1_000), url)).toHaveLength(100);
  expect(sourcePlaces(`${'x'.repeat(5_000)} ${url}`, url)[0]?.text).toHaveLength(200);
});
