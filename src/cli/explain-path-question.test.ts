import { describe, expect, it } from 'vitest';
import { UserError } from '../core/fault.ts';
import { explainPath } from './explain-path.ts';
import { type PathFlags, pathQuestionOf } from './explain-path-question.ts';
import type { World } from './world.ts';

describe('the question of explain --path', () => {
  it.each([
    ['/a?b=c?d', '/a', 'b=c?d'],
    ['/', '/', ''],
    ['/a/../b//c%2f', '/a/../b//c%2f', ''],
    ['/caf\u00e9 1#part', '/caf%C3%A9%201', ''],
    ['/a#?b', '/a', ''],
    ['/\ud800', '/%EF%BF%BD', ''],
  ])('takes %j as it is sent', (typed, path, query) =>
    expect(pathQuestionOf({ path: typed })).toMatchObject({ path, query }),
  );

  it('keeps headers apart: given, given as absent, and unknown', () => {
    const { headers } = pathQuestionOf({ path: '/', header: ['X-A: 1', 'x-a: 2:3', 'Cookie:'] });
    expect([headers.get('x-a'), headers.get('cookie'), headers.get('accept')]).toEqual([['1', '2:3'], [], undefined]);
  });

  it('takes the origin’s answer as whole: 200 unless said, and nothing beside what was given', () => {
    expect(pathQuestionOf({ path: '/' }).origin).toBe(undefined);
    const { origin } = pathQuestionOf({ path: '/', 'origin-header': ['Vary: accept'] });
    expect(origin?.status).toBe(200);
    expect(['vary', 'set-cookie', 'x-any'].map((name) => origin?.headers.get(name))).toEqual([['accept'], [], []]);
  });

  it('takes a host with a port and in other letters', () =>
    expect(
      ['Shop.Example.com', 'shop.example.com.', 'shop.example.com:8443', 'b\u00fccher.example'].map(
        (host) => pathQuestionOf({ path: '/', host }).host,
      ),
    ).toEqual(['shop.example.com', 'shop.example.com', 'shop.example.com:8443', 'xn--bcher-kva.example']));

  it('never repeats the value of a header that it refuses', () => {
    const failure = (() => {
      try {
        return pathQuestionOf({ path: '/', header: ['bad name: s3cret-session'] });
      } catch (error) {
        return error;
      }
    })();
    expect(String(failure)).not.toContain('s3cret');
  });

  it.each<[string, PathFlags, string]>([
    ['a path without its slash', { path: 'dashboard' }, '--path /dashboard'],
    ['an empty path', { path: '' }, '--path /dashboard'],
    ['an address for a path', { path: 'https://shop.example.com/a' }, '--host'],
    ['an address for a host', { path: '/', host: 'https://shop.example.com/a' }, '--host shop.example.com'],
    ['a host of one label', { path: '/', host: 'localhost' }, '--host shop.example.com'],
    ['an address as a host', { path: '/', host: '203.0.113.7' }, '--host shop.example.com'],
    ['a public suffix', { path: '/', host: 'co.uk' }, '--host shop.example.com'],
    ['an answer’s header without a colon', { path: '/', 'origin-header': ['zzz'] }, '--origin-header "'],
    ['a header without a colon', { path: '/', header: ['cookie session'] }, '--header "cookie: session=1"'],
    ['a header without a name', { path: '/', header: [': x'] }, '--header'],
    ['the host as a header', { path: '/', header: ['Host: a.example.com'] }, '--host'],
    ['a status that is none', { path: '/', 'origin-status': '99' }, '--origin-status 200'],
    ['a format that is none', { path: '/', format: 'yaml' }, 'json'],
  ])('refuses %s before anything is read, with the next step', async (_what, flags, hint) => {
    const failure = await explainPath(flags, {} as World, []).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ hint: expect.stringContaining(hint) });
  });
});
