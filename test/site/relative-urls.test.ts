import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relativeCssUrls, relativeUrl, relativeUrls } from '../../site/build/relative-urls.ts';

describe('relativeUrl', () => {
  test.each([
    ['/', '/early.js', './early.js'],
    ['/', '/', './'],
    ['/', '/de/', './de/'],
    ['/de/', '/', '../'],
    ['/de/', '/de/sandbox/', './sandbox/'],
    ['/lessons/01-hello-world/', '/de/', '../../de/'],
    ['/lessons/01-hello-world/', '/lessons/02-what-mqtt-is/', '../02-what-mqtt-is/'],
    ['/lessons/01-hello-world/', '/lessons/01-hello-world/#publish', './#publish'],
    ['/sandbox/', '/_astro/a.css?v=/1/2', '../_astro/a.css?v=/1/2'],
    ['/_astro/a.css', '/_astro/b.woff2', './b.woff2'],
  ])('from %s, %s is %s', (page, target, expected) => {
    expect(relativeUrl(page, target)).toBe(expected);
  });

  test('leads to the same place as the absolute address, from any page', () => {
    const name = fc.constantFrom('de', 'lessons', 'sandbox', '_astro', 'x', '01-hello-world');
    const folders = fc.array(name, { maxLength: 4 }).map((parts) => '/' + parts.map((part) => `${part}/`).join(''));
    const target = fc.tuple(folders, fc.constantFrom('', 'a.css', '?q=1', '#step')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(folders, target, (page, address) => {
        const base = 'http://host/some/where';
        expect(new URL(relativeUrl(page, address), base + page).href).toBe(base + address);
      }),
    );
  });
});

describe('relativeUrls', () => {
  const rewritten = (html: string): string => relativeUrls('/de/', html);

  test('rewrites addresses in the tags of links, scripts, styles, images and the root', () => {
    expect(
      rewritten('<html data-root="/"><link rel="x" href="/a.css"><script src=\'/b.js\'></script><a href="/">'),
    ).toBe('<html data-root="../"><link rel="x" href="../a.css"><script src="../b.js"></script><a href="../">');
  });

  test('leaves other hosts, fragments and relative addresses alone', () => {
    const html = '<a href="//host/x"><a href="https://host/x"><a href="#step"><a href="./x"><a href="">';
    expect(rewritten(html)).toBe(html);
  });

  test('leaves text, data and scripts alone, also where they look like tags', () => {
    const html =
      '<p>href="/x"</p><script type="application/json">{"html":"<a href=/x>"}</script>' +
      '<!-- <a href="/x"> --><style>a[href="/x"]{}</style>' +
      `<i title='a href="/x"'>`;
    expect(rewritten(html)).toBe(html);
  });

  test('reads a tag whose attribute holds a greater-than sign', () => {
    expect(rewritten('<a title="a > b" href="/x">')).toBe('<a title="a > b" href="../x">');
  });
});

test('addresses in a style sheet are seen from the style sheet', () => {
  const css = 'a{b:url(/_astro/f.woff2)}c{d:url("/e.svg")}f{g:url(data:x)}h{i:url(//host/x)}';
  expect(relativeCssUrls('/_astro/x.css', css)).toBe(
    'a{b:url(./f.woff2)}c{d:url("../e.svg")}f{g:url(data:x)}h{i:url(//host/x)}',
  );
});
