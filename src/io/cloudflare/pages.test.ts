import type { IncomingMessage } from 'node:http';
import { assert, jsonValue, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProviderFault } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { nextQuery } from './pages.ts';
import { account, canary, never, openDoor, sendError, sendResult, thrownBy, zone } from './testing-door.ts';

const parameter = (request: IncomingMessage, name: string): string | null =>
  new URL(request.url ?? '', 'http://x').searchParams.get(name);
const pageOf = (request: IncomingMessage): number => Number(parameter(request, 'page') ?? '1');
const idsIn = ({ pages }: ProviderAnswer): readonly string[] =>
  pages.flatMap((page) => (page as { result: { id: string }[] }).result.map(({ id }) => id));
const rows = (from: number, count: number) => Array.from({ length: count }, (_none, at) => ({ id: `r${from + at}` }));

describe('pages', () => {
  test('450 records come over many pages, in order, however small the pages are made', async () => {
    await using cloudflare = await openDoor((request, response) => {
      const page = pageOf(request);
      const info = { page, per_page: 100, count: page < 5 ? 100 : 50, total_count: 450, total_pages: 5 };
      sendResult(response, rows((page - 1) * 100, info.count), info);
    });
    const answer = await cloudflare.door.records(zone, never());
    expect(idsIn(answer)).toEqual(rows(0, 450).map(({ id }) => id));
    const { seen } = cloudflare.server;
    expect(seen.map(({ url }) => url.replace(/.*\?/, ''))).toEqual([
      'per_page=1000',
      ...[2, 3, 4, 5].map((page) => `per_page=1000&page=${page}`),
    ]);
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${canary}`]));
  });

  test('a list that says how many there are, and not how many pages, is read to its end', async () => {
    await using cloudflare = await openDoor((request, response) => {
      sendResult(response, rows(pageOf(request) * 10, 10), { page: pageOf(request), per_page: 10, total_count: 30 });
    });
    expect(idsIn(await cloudflare.door.accessApps(zone, never()))).toHaveLength(30);
  });

  test('a list that is said to be on one page may still be paged', async () => {
    await using cloudflare = await openDoor((request, response) => {
      sendResult(response, rows(pageOf(request), 1), { page: pageOf(request), per_page: 1, total_pages: 2 });
    });
    expect(idsIn(await cloudflare.door.workerRoutes(zone, never()))).toEqual(['r1', 'r2']);
  });

  test('items of a list follow the cursor', async () => {
    const list = '2c0fc9fa937b11eaa1b71c4d701ab86e';
    await using cloudflare = await openDoor((request, response) => {
      const cursor = parameter(request, 'cursor') ?? '';
      const after = { '': 'one', one: 'two', two: '' }[cursor];
      sendResult(response, [{ id: `after-${cursor}` }], { cursors: { after, before: 'x' } });
    });
    const answer = await cloudflare.door.listItems(account, list, never());
    expect(idsIn(answer)).toEqual(['after-', 'after-one', 'after-two']);
    expect(cloudflare.server.seen.at(-1)?.url).toContain('per_page=500&cursor=two');
  });

  test.each<[string, (request: IncomingMessage) => unknown, string]>([
    ['cursors in a circle', () => ({ cursors: { after: 'again' } }), 'go in circles'],
    ['page numbers that are not obeyed', () => ({ page: 1, per_page: 20, total_pages: 3 }), 'page 1 came'],
    ['pages without an end', (request) => ({ page: pageOf(request), total_pages: 1_000_000 }), 'more than 200 pages'],
    ['new cursors without an end', (request) => ({ cursors: { after: `${request.url?.length}` } }), 'pages'],
    ['counts that are none', () => ({ page: 1, total_pages: 'many' }), 'cannot be read'],
    ['counts below nothing', () => ({ total_pages: -1 }), 'cannot be read'],
    ['a cursor of 60 kB', () => ({ cursors: { after: 'x'.repeat(60_000) } }), 'cannot be read'],
  ])('%s are no list', async (_what, info, words) => {
    await using cloudflare = await openDoor((request, response) => sendResult(response, [], info(request)));
    const error = await thrownBy(cloudflare.door.records(zone, never()));
    expect(error).toBeInstanceOf(ProviderFault);
    expect(error.message).toContain(words);
    expect(cloudflare.server.seen.length).toBeLessThanOrEqual(200);
  });

  test('a failure on a later page leaves no half list', async () => {
    await using cloudflare = await openDoor((request, response) => {
      if (pageOf(request) === 2) return sendError(response, 403, 10000, 'Authentication error');
      sendResult(response, rows(0, 1), { page: 1, per_page: 1, total_pages: 2 });
    });
    expect(await thrownBy(cloudflare.door.records(zone, never()))).toMatchObject({ reason: 'denied' });
  });

  test('whatever the paging is, the next question is a page, a cursor, none, or a fault', () => {
    assert(
      property(jsonValue(), (info) => {
        try {
          const next = nextQuery({ result_info: info }, 1);
          return next === undefined || next.page === 2 || typeof next.cursor === 'string';
        } catch (error) {
          return error instanceof ProviderFault;
        }
      }),
      { numRuns: 300 },
    );
  });
});
