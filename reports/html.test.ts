import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { style, styleHash } from './html/style.ts';
import { html } from './html.ts';
import { poisoned } from './testing.ts';
import { aLaunch } from './testing-launch.ts';

const elements = (page: string) => page.replace(/<style>[\s\S]*?<\/style>/, '').match(/<[^>]*>/g) ?? [];
const kinds = (page: string) => elements(page).map((tag) => tag.replace(/ href="https:[^"]*"/, ' href'));

test('the policy allows the one style sheet and nothing else', () => {
  expect(styleHash).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`);
  expect(html(aLaunch())).toContain(
    `content="default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'"`,
  );
});

test('the page loads nothing and runs nothing', () => {
  const page = html(aLaunch());
  expect(elements(page).join('')).not.toMatch(/<(script|img|link|iframe|object|form|base)\b|\bsrc=|\bon\w+=|\bstyle=/);
  expect(style).not.toMatch(/url\(|@import/);
});

test('every element is closed in order', () => {
  const open: string[] = [];
  for (const tag of elements(html(poisoned(aLaunch())))) {
    const name = /^<\/?([a-z0-9!]+)/i.exec(tag)?.[1] ?? tag;
    if (['!doctype', 'meta'].includes(name)) continue;
    if (tag.startsWith('</')) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
});

test('hostile text adds no element and changes no attribute', () => {
  const known = new Set(kinds(html(aLaunch())));
  expect(kinds(html(poisoned(aLaunch()))).filter((kind) => !known.has(kind))).toEqual([]);
});

test('a reference that is not a plain web address is no link', () => {
  const page = html(
    aLaunch({
      results: aLaunch().results.map((result) => ({ ...result, refs: ['javascript:alert(1)', 'https://a@b.test/'] })),
    }),
  );
  expect(page).toContain('<code>javascript:alert(1)</code>');
  expect(page.match(/href="[^"]*"/g)).toEqual(['href="https://vercel.com/acme/shop/settings/environment-variables"']);
});

test('headings step down one level at a time, from one title', () => {
  const levels = (html(aLaunch()).match(/<h[1-6]/g) ?? []).map((tag) => Number(tag.at(-1)));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
});

test('a table names its columns and its rows', () => {
  const page = html(aLaunch());
  expect(page).toContain('<th scope="col">Variable</th>');
  expect(page).toContain('<th scope="row"><code>DATABASE_URL</code></th>');
});
