import { expect, it } from 'vitest';
import type { Page, Visit } from '../web/page.ts';
import { harborCacheRules } from './harbor-rules.ts';
import { createEdge } from './store.ts';

function edgeAt(repaired: boolean, page: Partial<Page> = {}) {
  let now = 0;
  const fetched: Visit[] = [];
  const edge = createEdge({ rules: harborCacheRules({ repaired }), tick: () => now });
  const origin = async (visit: Visit): Promise<Page> => {
    fetched.push(visit);
    return { status: 200, headers: { 'set-cookie': 'session=1' }, body: `${visit.headers.cookie}`, ...page };
  };
  const ask = async (path: string, more: Partial<Visit> = {}): Promise<string> => {
    const visit: Visit = {
      scheme: 'https',
      host: 'shop.example.com',
      method: 'GET',
      path,
      query: '',
      headers: {},
      ...more,
    };
    const { headers, body } = await edge.answer(visit, origin);
    const parts = [
      headers['cf-cache-status'],
      headers.age,
      headers['set-cookie'] === undefined ? undefined : 'cookie',
      body,
    ];
    return parts.filter((part) => part !== undefined).join(' ');
  };
  const wait = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { ask, wait, fetched };
}

const ada = { headers: { cookie: 'ada' } };

it('a stored answer is everybody’s: cookies are no part of the key, and its own cookie is gone', async () => {
  const { ask, wait } = edgeAt(false);
  expect(await ask('/dashboard', ada)).toBe('MISS cookie ada');
  wait(12);
  expect(await ask('/dashboard')).toBe('HIT 12 ada');
  expect(await ask('/dashboard', { query: '?a=1' })).toBe('MISS cookie undefined');
  expect(await ask('/dashboard', { headers: { origin: 'https://a.test' } })).toBe('MISS cookie undefined');
  wait(7_200);
  expect(await ask('/dashboard')).toBe('EXPIRED cookie undefined');
});

it('what is not eligible is fetched each time, what may not be stored too', async () => {
  const repaired = edgeAt(true);
  expect([await repaired.ask('/dashboard', ada), await repaired.ask('/dashboard')]).toEqual([
    'DYNAMIC cookie ada',
    'DYNAMIC cookie undefined',
  ]);
  const broken = edgeAt(false);
  expect([await broken.ask('/api/account', ada), await broken.ask('/api/account')]).toEqual([
    'BYPASS cookie ada',
    'BYPASS cookie undefined',
  ]);
});

it('HEAD is fetched as GET where it may be stored; other methods never are', async () => {
  const { ask, fetched } = edgeAt(false);
  await ask('/dashboard', { method: 'HEAD' });
  expect(await ask('/dashboard', { method: 'POST' })).toMatch(/^DYNAMIC/);
  expect(fetched.map(({ method }) => method)).toEqual(['GET', 'POST']);
  expect(await ask('/dashboard')).toMatch(/^HIT/);
});
