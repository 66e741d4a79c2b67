import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageContent } from '../../../src/core/page/page-observation.ts';
import { readPage } from '../../../src/engine/observe/page-content.ts';

const here = 'https://www.example.test/shop/';

/** `use element[attribute] url` of each, in the order of the page. */
function insecure(html: string, url = here): readonly string[] {
  return readPage(html, url).insecure.map(({ use, element, attribute, url: to }) => {
    return `${use} ${element}${attribute === null ? '' : `[${attribute}]`} ${to}`;
  });
}

describe('a page is read for what it loads over plain HTTP', () => {
  it.each<[html: string, found: string]>([
    ['<script src="http://a.test/x.js"></script>', 'script script[src] http://a.test/x.js'],
    ['<SCRIPT SRC=HTTP://A.TEST/x.js></SCRIPT>', 'script script[src] http://a.test/x.js'],
    ['<link rel="preload stylesheet" href="http://a.test/x.css">', 'style link[href] http://a.test/x.css'],
    ['<link rel="shortcut icon" href="http://a.test/x.ico">', 'image link[href] http://a.test/x.ico'],
    ['<link rel=modulepreload href="http://a.test/m.js">', 'preload link[href] http://a.test/m.js'],
    ['<link rel=preload as=image href="http://a.test/i">', 'image link[href] http://a.test/i'],
    ['<link rel=manifest href="http://a.test/m">', 'manifest link[href] http://a.test/m'],
    ['<img src="&#104;ttp://a.test/i">', 'image img[src] http://a.test/i'],
    ['<img src=" http://a.test/i ">', 'image img[src] http://a.test/i'],
    ['<img srcset="https://b.test/1 1x, http://a.test/2 2x">', 'imageset img[srcset] http://a.test/2'],
    ['<picture><source srcset="http://a.test/1"></picture>', 'imageset source[srcset] http://a.test/1'],
    ['<video poster="http://a.test/p">', 'image video[poster] http://a.test/p'],
    ['<audio><source src="http://a.test/s"></audio>', 'media source[src] http://a.test/s'],
    ['<track src="http://a.test/t">', 'track track[src] http://a.test/t'],
    ['<iframe src="http://a.test/f"></iframe>', 'frame iframe[src] http://a.test/f'],
    ['<object data="http://a.test/o"></object>', 'object object[data] http://a.test/o'],
    ['<embed src="http://a.test/e">', 'object embed[src] http://a.test/e'],
    ['<form action="http://a.test/login">', 'form form[action] http://a.test/login'],
    ['<button formaction="http://a.test/b">', 'form button[formaction] http://a.test/b'],
    ['<input type=image src="http://a.test/i">', 'image input[src] http://a.test/i'],
    ['<svg><image xlink:href="http://a.test/i"/></svg>', 'image image[xlink:href] http://a.test/i'],
    ['<meta http-equiv=Refresh content="3; URL=\'http://a.test/r\'">', 'refresh meta[content] http://a.test/r'],
    ['<p style="background:url(http://a.test/b)">', 'image p[style] http://a.test/b'],
    ['<style>@import "http://a.test/i.css";</style>', 'style style http://a.test/i.css'],
    ["<style>@import url( 'http://a.test/i.css' );</style>", 'style style http://a.test/i.css'],
    ['<style>@font-face { src: url(http://a.test/f.woff) }</style>', 'font style http://a.test/f.woff'],
    ['<style>/* } */ a { b: url("http://a.test/b") }</style>', 'image style http://a.test/b'],
    ['<table background="http://a.test/b">', 'image table[background] http://a.test/b'],
  ])('%s', (html, found) => {
    expect(insecure(html)).toEqual([found]);
  });

  it.each([
    '<script src="https://a.test/x.js"></script>',
    '<script src="//a.test/x.js"></script>',
    '<a href="http://a.test/">a link is no part of the page</a>',
    '<link rel=canonical href="http://a.test/">',
    '<img src="data:image/png;base64,AAAA">',
    '<!-- <script src="http://a.test/x.js"></script> -->',
    '<noscript><img src="http://a.test/pixel"></noscript>',
    '<template><img src="http://a.test/i"></template>',
    '<textarea><img src="http://a.test/i"></textarea>',
    '<script>"<img src=http://a.test/i>"</script>',
    '<style>/* url(http://a.test/i) */</style>',
    '<img src="http://localhost:8080/i"><img src="http://127.0.0.1/i"><img src="http://[::1]/i">',
    '<img alt="http://a.test/i">',
    '<img src="http://">',
  ])('nothing is: %s', (html) => {
    expect(insecure(html)).toEqual([]);
  });

  it('with <base>, relative addresses go where it says, and it counts itself', () => {
    expect(insecure('<base href="http://old.test/a/"><base href="https://new.test/"><img src="i.png">')).toEqual([
      'base base[href] http://old.test/a/',
      'base base[href] https://new.test/'.replace(/.*/, 'image img[src] http://old.test/a/i.png'),
    ]);
  });

  it('each with the line and the column at which it stands', () => {
    const long = '.a{}\n'.repeat(3_000);
    const html = `<html>\r\n<body>\n  <img\n    src="http://a.test/i">\n<style>\n${long}b{c:url(http://a.test/z)}</style>`;
    expect(readPage(html, here).insecure).toMatchObject([
      { line: 4, column: 5 },
      { line: 3_006, column: 5, url: 'http://a.test/z' },
    ]);
  });

  it('and for what it is and demands', () => {
    const policy = '<meta http-equiv="Content-Security-Policy" content="default-src *; Upgrade-Insecure-Requests">';
    const read = (html: string): Pick<PageContent, 'upgrades' | 'wordPress'> => readPage(html, here);
    expect(read(policy)).toMatchObject({ upgrades: true, wordPress: false });
    expect(read('<meta name=generator content="WordPress 6.9">')).toMatchObject({ upgrades: false, wordPress: true });
    expect(read('<img src="https://x.test/wp-content/a.png">')).toMatchObject({ wordPress: true });
  });
});

describe('a page that is built to hurt its reader', () => {
  const length = 256 * 1024;
  const bomb = (part: string): string => part.repeat(Math.floor(length / part.length));

  it.each([
    ...['<b>', '<div>', '<svg>', '<noscript>', '<table><tr><td>', '<select><option>', '<', '<!--', '&amp', '<p>'],
    ...['<a b=c ', '<img src=http://a.test/i>', '<style>url(', '<style>"', '<title>', '<script><!--', '</b>', '\u0000'],
  ])('256 KiB of %j are read in one go, as far as anybody would', (part) => {
    const read = readPage(bomb(part), here);
    expect(read.insecure.length).toBeLessThanOrEqual(100);
    // What browsers do not nest either is not read to its end.
    expect(read.complete).toBe(!['<b>', '<div>', '<svg>', '<noscript>', '<table><tr><td>'].includes(part));
  });

  it('has its references counted, and the first hundred kept', () => {
    const read = readPage(bomb(`<img src="http://a.test/${'x'.repeat(400)}">`), here);
    expect(read.insecureCount).toBeGreaterThan(500);
    expect(read.insecure).toHaveLength(100);
    expect(read.insecure.every(({ url }) => url.length <= 300)).toBe(true);
  });

  it('never throws, whatever it is', () => {
    const parts = [
      '<',
      '>',
      '"',
      "'",
      '=',
      ' ',
      'script',
      'style',
      'src',
      'http:',
      '//',
      'url(',
      ')',
      '&#x',
      ';',
      '\n',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 6 })), { maxLength: 60 }),
        (all) => {
          const read = readPage(all.join(''), here);
          expect(read.insecure.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
