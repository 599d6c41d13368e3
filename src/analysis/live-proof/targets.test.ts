import { expect, it } from 'vitest';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import { mostPaths, planProof } from './targets.ts';

const origin = 'https://shop.example.com';
const path = (path: string, more: Partial<PrivatePath> = {}): PrivatePath => ({
  ...{ path, route: path, kind: 'page', from: 'code', why: 'reads the session', asks: true },
  ...more,
});
const urls = (paths: readonly PrivatePath[]) =>
  planProof(paths, origin).targets.map(({ url }) => url.slice(origin.length));

it('a page is asked as browsers ask, as the router asks, and with an extension below; a handler without the router', () => {
  expect(urls([path('/dashboard'), path('/api/me', { kind: 'handler' })])).toEqual([
    ...['/dashboard', '/api/me'],
    ...['/dashboard?_rsc=', '/dashboard/launch-ready.css', '/api/me/launch-ready.css'],
  ]);
  expect(planProof([path('/dashboard')], origin).targets[1]?.headers).toEqual({ accept: '*/*', rsc: '1' });
});

it('whatever is no plain read is left, also when the repository says that it is one', () => {
  const acts = [path('/logout'), path('/api/delete-account', { kind: 'handler' }), path('/export', { asks: false })];
  expect(planProof([...acts, path('/a')], origin)).toMatchObject({ left: acts.map(({ path }) => path) });
  expect(urls(acts)).toEqual([]);
});

it('ten paths, one of each file first, pages and handlers in turn', () => {
  const same = Array.from({ length: 20 }, (_, nth) => path(`/orders/${nth}`, { file: 'app/orders/[id]/page.tsx' }));
  const handlers = ['/api/a', '/api/b'].map((one) => path(one, { kind: 'handler' }));
  const { targets, left } = planProof([...same, path('/account'), ...handlers], origin);
  const pages = targets.filter(({ variant }) => variant === 'page').map(({ path }) => path);
  expect(pages.slice(0, 4)).toEqual(['/orders/0', '/api/a', '/account', '/api/b']);
  expect([pages.length, left.length]).toEqual([mostPaths, 13]);
});

it('one of each directory before the second of any, and what is like none of them is named', () => {
  const pages = ['a', 'b', 'c'].flatMap((area) => Array.from({ length: 4 }, (_, nth) => path(`/en/${area}/${nth}`)));
  const { targets } = planProof(pages, origin);
  expect(targets.slice(0, 3).map(({ path }) => path)).toEqual(['/en/a/0', '/en/b/0', '/en/c/0']);
  expect(planProof(pages, origin).untried).toEqual([]);
  const apart = Array.from({ length: 12 }, (_, nth) => path(`/area-${nth}`));
  expect(planProof([...apart, path('/logout')], origin).untried).toEqual(['/area-10', '/area-11']);
});

it('odd paths stay on the host', () => {
  for (const odd of ['//evil.test/x', '/\\evil.test/x', '/@evil.test', '/:80@evil.test']) {
    const { targets } = planProof([path(odd)], origin);
    expect(targets.map(({ url }) => new URL(url).origin)).toEqual(Array.from({ length: 3 }, () => origin));
  }
  expect(urls([path('/a b/ü'), path('/')])).toEqual([
    ...['/a%20b/%C3%BC', '/'],
    ...['/a%20b/%C3%BC?_rsc=', '/a%20b/%C3%BC/launch-ready.css', '/?_rsc='],
  ]);
});
