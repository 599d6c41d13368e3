import type { IncomingMessage, RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProbeRequest } from '../../core/doors/probe.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import type { TestUsers } from '../../core/test-users.ts';
import { RefusedRequestError } from '../http/guard.ts';
import { createRouter } from '../network/router.ts';
import { type Listening, startSite } from '../site/testing-site.ts';
import { createTestAuthority } from '../tls/testing-certificates.ts';
import { createProbeDoor, type OpenProbeDoor, type ProbeDoorOptions } from './door.ts';
import { stillClock } from './testing-clock.ts';

const never = (): AbortSignal => new AbortController().signal;
const authority = await createTestAuthority();
const session = 'session=made-up-session-of-a';
const users: TestUsers = {
  a: { headers: { Cookie: session, 'X-Tenant': 'acme' }, markers: ['a@example.test'], missing: [] },
  b: { headers: { authorization: 'Bearer made-up-token-of-b' }, markers: [], missing: [] },
};
const noB = { markers: [], missing: [] };
const page = 'https://shop.test/dashboard?launch-ready=one';

const seen: IncomingMessage[] = [];
let respond: RequestListener = (_request, response) => response.end('page');
let site: Listening;

beforeAll(async () => {
  const handle: RequestListener = (request, response) => {
    seen.push(request);
    respond(request, response);
  };
  site = await startSite(handle, await authority.identity(['shop.test', 'other.test']));
});
afterAll(() => site[Symbol.asyncDispose]());

function open(options: Partial<ProbeDoorOptions> = {}): OpenProbeDoor {
  seen.length = 0;
  respond = (_request, response) => response.end('page');
  const led = ['shop.test:443', 'other.test:443', 'shop.test:80'].map(
    (place) => [place, { host: '127.0.0.1', port: site.port }] as const,
  );
  const nobody = async () => ({ server: 'nobody', state: 'timeout', detail: '' }) as const;
  const dns = { resolver: 'nobody', ask: nobody, askServer: nobody, isMapped: () => false };
  const router = createRouter({ connect: new Map(led), dns });
  return createProbeDoor({
    ...{ users, allowed: true, offline: false, router, ca: authority.ca, userAgent: 'launch-ready/test' },
    clock: stillClock(),
    ...options,
  });
}

async function ask(door: OpenProbeDoor, request: ProbeRequest): Promise<SiteAnswer> {
  return door.door.ask(request, never());
}

describe('a probe', () => {
  test('signs in as the user it is asked as, and as nobody else', async () => {
    const door = open();
    for (const as of ['a', 'b', undefined] as const)
      await ask(door, { url: page, ...(as === undefined ? {} : { as }) });
    const [a, b, nobody] = seen.map(({ headers }) => headers);
    expect(a).toMatchObject({ cookie: session, 'x-tenant': 'acme', 'user-agent': 'launch-ready/test' });
    expect(b).toMatchObject({ authorization: 'Bearer made-up-token-of-b' });
    expect([a?.authorization, b?.cookie, nobody?.cookie, nobody?.authorization]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    await door.close();
  });

  test('carries random characters in the place of its label: the same ones for the same label, others in the next run', async () => {
    const doors = [open(), open()];
    for (const door of doors) {
      const answer = await ask(door, { url: page, as: 'a' });
      await ask(door, { url: 'https://shop.test/dashboard?_rsc=&launch-ready=one' });
      await ask(door, { url: 'https://shop.test/dashboard?launch-ready=two' });
      expect(answer).toMatchObject({ url: page, status: 200, body: 'page' });
      await door.close();
    }
    const sent = seen.map(({ url = '' }) => new URL(url, page).searchParams.get('launch-ready'));
    const [one, again, two, other] = sent;
    expect(one).toMatch(/^lrp[0-9a-f]{16}$/);
    expect(again).toBe(one);
    expect(new Set([one, two, other]).size).toBe(3);
  });

  test('is answered without these characters, however the site repeats its address', async () => {
    const door = open();
    respond = ({ url }, response) =>
      response.setHeader('x-asked', url ?? '').end(`at ${url} and ${encodeURIComponent(url ?? '')}`);
    expect(await ask(door, { url: page })).toMatchObject({
      body: 'at /dashboard?launch-ready=launch-ready and %2Fdashboard%3Flaunch-ready%3Dlaunch-ready',
      headers: expect.arrayContaining([['x-asked', '/dashboard?launch-ready=launch-ready']]),
    });
    await door.close();
  });

  test('is a request each time, follows no redirect and keeps no cookie', async () => {
    const door = open();
    respond = (_request, response) =>
      response.writeHead(307, { location: 'https://other.test/', 'set-cookie': 'session=new' }).end();
    expect(await ask(door, { url: page, as: 'a' })).toMatchObject({ status: 307 });
    expect(await ask(door, { url: page })).toMatchObject({ status: 307 });
    expect(seen.map(({ method, headers }) => `${method} ${headers.host} ${headers.cookie}`)).toEqual([
      `GET shop.test ${session}`,
      'GET shop.test undefined',
    ]);
    expect([...door.requests()]).toEqual([['shop.test', 2]]);
    await door.close();
  });

  test('is repeated, and counted, when a kept connection was gone', async () => {
    const door = open();
    await ask(door, { url: page });
    respond = ({ socket }) => {
      socket.destroy();
      respond = (_request, response) => response.end('again');
    };
    expect(await ask(door, { url: page })).toMatchObject({ body: 'again' });
    expect([...door.requests()]).toEqual([['shop.test', 3]]);
    await door.close();
  });
});

describe('what is never sent', () => {
  test.each<[string, ProbeRequest]>([
    ['without a cache buster', { url: 'https://shop.test/dashboard', as: 'a' }],
    ['with an empty one', { url: 'https://shop.test/dashboard?launch-ready=', as: 'a' }],
    ['with two', { url: 'https://shop.test/dashboard?launch-ready=1&launch-ready=2', as: 'a' }],
    ['an identity without encryption', { url: 'http://shop.test/dashboard?launch-ready=1', as: 'a' }],
    ['a cookie of the caller’s', { url: page, headers: { cookie: 'x=1' } }],
  ])('%s', async (_what, request) => {
    const door = open();
    await expect(ask(door, request)).rejects.toThrow(RefusedRequestError);
    expect(seen).toEqual([]);
  });

  test('anything to a second origin', async () => {
    const door = open();
    await ask(door, { url: page, as: 'a' });
    await expect(ask(door, { url: 'https://other.test/?launch-ready=1', as: 'a' })).rejects.toThrow('one origin alone');
    expect(seen.length).toBe(1);
    await door.close();
  });

  test.each<[string, Partial<ProbeDoorOptions>, string]>([
    ['a probe that nobody allowed', { allowed: false }, 'not-allowed'],
    ['a probe of an offline run', { offline: true }, 'offline'],
    ['a user who is not configured', { users: {} }, 'not-configured'],
    [
      'a user without the variable',
      { users: { a: { headers: {}, markers: [], missing: ['LAUNCH_READY_A'] } } },
      'not-configured',
    ],
    ['a header that decides where it goes', withHeader('host', 'evil.test'), 'not-configured'],
    ...['X-HTTP-Method-Override', 'x-method-override', 'x-original-url', 'x-rewrite-url', 'x-forwarded-host'].map(
      blocked,
    ),
    ...['forwarded', 'range', 'if-none-match'].map(blocked),
    [
      'two users who are one',
      { users: { ...users, b: { ...noB, headers: { cookie: ` ${session}` } } } },
      'not-configured',
    ],
    ['a header over two lines', withHeader('cookie', 'a=1\r\nx-evil: 1'), 'not-configured'],
  ])('%s', async (_what, options, reason) => {
    const door = open(options);
    await expect(ask(door, { url: page, as: 'a' })).rejects.toMatchObject({ name: 'UnavailableError', reason });
    expect(seen).toEqual([]);
  });
});

function blocked(name: string): [string, Partial<ProbeDoorOptions>, string] {
  return [`the header ${name}`, withHeader(name, 'DELETE'), 'not-configured'];
}

function withHeader(name: string, value: string): Partial<ProbeDoorOptions> {
  return { users: { a: { headers: { [name]: value }, markers: [], missing: [] } } };
}

test('identities tell their markers and what is missing, never a header', () => {
  const { door } = open({ users: { ...users, b: { headers: {}, markers: [], missing: ['LAUNCH_READY_B'] } } });
  expect(door.users).toEqual({
    a: { state: 'ready', markers: ['a@example.test'] },
    b: { state: 'incomplete', missing: ['LAUNCH_READY_B'] },
  });
  expect(open({ users: {} }).door.users.a).toEqual({ state: 'absent' });
});

test('what must be hidden is told: values whole and in parts, but no word that stands in every report', () => {
  const cookie = 'session=made-up-1; theme=system; from=/dashboard';
  const { secrets } = open({
    users: { a: { headers: { cookie }, markers: ['a'], missing: [] }, ...(users.b && { b: users.b }) },
  });
  expect(secrets).toEqual([cookie, 'made-up-1', 'Bearer made-up-token-of-b', 'made-up-token-of-b', 'a']);
});
