import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from './document.ts';
import { scanTags } from './scan.ts';

const tags = (html: string) =>
  [...scanTags(html)].map(({ name, attributes }) => [name, Object.fromEntries(attributes)]);
const page = 'https://shop.example.com/en/';

describe('tags', () => {
  it.each<readonly [string, string, unknown]>([
    ['quotes of both kinds and none', `<a href="x>y" title='"' id=z>`, [['a', { href: 'x>y', title: '"', id: 'z' }]]],
    ['capitals', '<META NAME=Robots>', [['meta', { name: 'Robots' }]]],
    ['attributes without a value, and a slash', '<input disabled/>', [['input', { disabled: '' }]]],
    ['the first of two attributes', '<a id=1 id=2>', [['a', { id: '1' }]]],
    ['space around the equals sign', '<a id = "1">', [['a', { id: '1' }]]],
    ['entities', '<a href="?a=1&amp;b=&#x26;&#38;&nope;">', [['a', { href: '?a=1&b=&&&nope;' }]]],
    ['neither comments nor end tags nor declarations', '<!doctype html><!-- <a> --></p><b>', [['b', {}]]],
    [
      'nothing inside scripts, styles and titles',
      '<script>"<a>"</script><style><b></style><title><i></title><u>',
      [
        ['script', {}],
        ['style', {}],
        ['title', {}],
        ['u', {}],
      ],
    ],
    ['nothing that does not end', '<a href="', []],
    ['nothing after a comment that does not end', '<!-- <a>', []],
    [
      'what follows an empty comment',
      '<!--><a><!---><b>',
      [
        ['a', {}],
        ['b', {}],
      ],
    ],
    ['text with signs', '1 < 2 > 1 <3', []],
  ])('read %s', (_what, html, found) => expect(tags(html)).toEqual(found));

  it('are read from anything without a fault, and end', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<', '>', '"', "'", '=', '<a ', '<script', '</script', '<!--', '-->', '&#'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { name } of scanTags(pieces.join(''))) expect(name).toMatch(/^[a-z]/);
      }),
      { numRuns: 300 },
    );
  });

  it('are read in one pass over a megabyte of openings', () => {
    const html = `${'<a '.repeat(300_000)}${'<script></scrip'.repeat(5_000)}`;
    expect(tags(html).length).toBeLessThan(10);
  });
});

describe('a document', () => {
  it('names its scripts, crawler rules, policies and form', () => {
    const html = `<head><meta name=robots content="noindex"><meta name=googlebot content="none"><meta name=referrer content=no-referrer>
      <meta http-equiv=Content-Security-Policy content="default-src 'self'"></head>
      <script src="../a.js?v=secret"></script><script src="//b.example.net/b.js" integrity="sha384-x"></script><script>inline</script>
      <input type=PASSWORD>`;
    expect(readDocument(html, page).document).toEqual({
      robots: ['robots: noindex', 'googlebot: none'],
      policies: ["default-src 'self'"],
      referrer: 'no-referrer',
      scripts: [
        { src: 'https://shop.example.com/a.js?v=…', integrity: false },
        { src: 'https://b.example.net/b.js', integrity: true },
      ],
      moreScripts: false,
      password: true,
    });
  });

  it.each([
    ['<a href="/sign-in">', '/sign-in'],
    ['<a href="/en/login/?next=%2F">', '/en/login/'],
    ['<a href="https://shop.example.com/users/sign_in">', '/users/sign_in'],
    ['<a href="/logout"><a href="/login">', '/login'],
    ['<a href="https://id.example.net/login">', undefined],
    ['<a href="/login/delete">', undefined],
    ['<a href="/how-to-login-page">', undefined],
  ])('links to its sign-in page: %s', (html, path) => expect(readDocument(html, page).signIn).toBe(path));

  it('keeps only so much', () => {
    const html = `${'<script src=/a.js></script>'.repeat(200)}${`<meta name=robots content="${'x'.repeat(9_000)}">`.repeat(50)}`;
    const { document } = readDocument(html, page);
    expect([document.scripts.length, document.moreScripts, document.robots.length]).toEqual([60, true, 20]);
    expect(JSON.stringify(document).length).toBeLessThan(100_000);
  });
});
