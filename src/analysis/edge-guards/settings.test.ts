import { describe, expect, test } from 'vitest';
import { denied, edgeWith, read, rule } from '../cloudflare-cache/testing.ts';
import { settingOnHost } from './settings.ts';

const paths = (at: number, count: number) => Array.from({ length: count }, (_, path) => `/p${at}-${path}`);
const eitherOf = (names: readonly string[]) =>
  `http.request.uri.path in {${names.map((name) => `"${name}"`).join(' ')}}`;
const configuration = (id: string, expression: string, ssl = 'flexible') =>
  rule('set_config', { ssl }, { id, name: id, expression });

function found(...rules: readonly ReturnType<typeof rule>[]) {
  return settingOnHost('ssl', read('strict'), edgeWith({}, { http_config_settings: read(rules) }));
}

describe('a setting that rules change', () => {
  test('is sure at the paths where its rule matches', () => {
    const { sure, perhaps } = found(configuration('a', eitherOf(['/x', '/y'])));
    expect(sure).toMatchObject([
      { value: 'strict', by: 'zone', paths: ['/'] },
      { value: 'flexible', paths: ['/x', '/y'] },
    ]);
    expect(perhaps).toEqual([]);
  });

  test('is told for each of many rules, though not every path of each is asked about', () => {
    const rules = Array.from({ length: 200 }, (_, at) => configuration(`r${at}`, eitherOf(paths(at, 40))));
    const { sure, perhaps } = found(...rules);
    expect(new Set([...sure, ...perhaps].flatMap((given) => given.rule?.id ?? [])).size).toBe(200);
    expect(new Set(sure.flatMap((given) => given.paths)).size).toBeLessThanOrEqual(500);
  });

  test('is perhaps so where a later rule wins at every path that was asked about, and not at all', () => {
    const many = paths(1, 120);
    const first = configuration('first', eitherOf(many));
    const later = configuration('later', eitherOf(many.slice(0, 60)), 'strict');
    expect(found(first, later).perhaps).toMatchObject([{ value: 'flexible', rule: { id: 'first' } }]);
    const few = configuration('few', eitherOf(many.slice(0, 10)));
    expect(found(few, later).perhaps).toEqual([]);
  });

  test('is only perhaps so where URL rewrites were not read, if its rule asks for the path', () => {
    const judged = (expression: string) => {
      const http_config_settings = read([configuration('a', expression)]);
      const http_request_transform = denied('Transform Rules Read');
      return settingOnHost('ssl', read('strict'), edgeWith({}, { http_request_transform, http_config_settings }));
    };
    expect(judged('http.request.uri.path eq "/x"')).toMatchObject({ sure: [], unread: { reason: 'denied' } });
    expect(judged('http.host eq "shop.example.com"')).toMatchObject({ sure: [{ value: 'flexible' }], perhaps: [] });
  });
});
