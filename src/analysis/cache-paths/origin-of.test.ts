import { describe, expect, it } from 'vitest';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { CachingAnswer, PrivateAnswer } from '../../artifacts/site/private-answers.ts';
import { asOrigin } from './observed.ts';
import { originOf } from './origin-of.ts';
import { takesPath } from './takes-path.ts';
import { variantsOf } from './variants.ts';

const page: PrivatePath = {
  path: '/account',
  route: '/account',
  kind: 'page',
  file: 'app/account/page.tsx',
  from: 'code',
  why: 'reads the session',
  rendered: 'request',
  asks: true,
};
const handler: PrivatePath = {
  ...page,
  path: '/api/me',
  route: '/api/me',
  kind: 'handler',
  file: 'app/api/me/route.ts',
};

const plain = { path: '/account', variant: 'plain' } as const;
const css = { path: '/account/launch-ready.css', variant: 'extension' } as const;

function answered(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  cookies: readonly string[] = [],
): CachingAnswer {
  return {
    state: 'answered',
    status,
    headers: Object.entries(headers),
    cookies,
    turnedAway: [302, 401].includes(status),
  };
}

function asked(
  variant: PrivateAnswer['variant'],
  answer: CachingAnswer,
  via: PrivateAnswer['via'] = 'edge',
): PrivateAnswer {
  return { path: '/account', asked: '/account', variant, url: 'https://shop.example.com/account', via, answer };
}

function answers(...all: readonly PrivateAnswer[]) {
  return { answers: { host: 'shop.example.com', answers: all, left: [] } };
}

function proof(
  variant: 'page' | 'deception',
  warmed: CachingAnswer,
  control: number,
  markers: 'configured' | 'none' = 'configured',
) {
  const path = variant === 'page' ? '/account' : '/account/launch-ready.css';
  const url = `https://shop.example.com${path}`;
  return { path: '/account', variant, url, warmed, control, markers, readers: [] } as const;
}

function proofs(...all: readonly ReturnType<typeof proof>[]) {
  return { proof: { host: 'shop.example.com', proofs: all, readers: [], left: [], unfinished: [] } };
}

describe('the variants of a path (web cache deception)', () => {
  it('end in a file that is nowhere', () =>
    expect(variantsOf('/account/').map(({ path }) => path)).toEqual([
      '/account/',
      '/account/launch-ready.css',
      '/account%2flaunch-ready.css',
      '/account;launch-ready.css',
    ]));

  it('of the root are paths, too', () => {
    for (const { path } of variantsOf('/')) expect(new URL(`https://shop.example.com${path}`).pathname).toBe(path);
  });
});

describe('what the origin answers a signed-in user', () => {
  it('is what a test user got, before what anybody got, before Next.js’s default', () => {
    const seen = {
      ...proofs(proof('page', answered(200, { 'cache-control': 'private' }), 1)),
      ...answers(asked('plain', answered(200))),
    };
    expect(originOf(page, plain, seen)).toMatchObject({
      basis: 'identity',
      origin: '200, cache-control: private',
      content: 'personal',
    });
    expect(originOf(page, plain, answers(asked('plain', answered(200))))).toMatchObject({
      basis: 'anonymous',
      origin: '200, no cache-control',
    });
    expect(originOf(page, plain, {})).toMatchObject({ basis: 'next', origin: expect.stringContaining('no-store') });
    expect(originOf(handler, { path: '/api/me', variant: 'plain' }, {})).toMatchObject({
      basis: 'next',
      origin: expect.stringContaining('no cache-control'),
    });
  });

  it.each([302, 401, 404, 500])('is not told by an anonymous %d at the path itself', (status) =>
    expect(originOf(page, plain, answers(asked('plain', answered(status))))).toMatchObject({
      basis: 'next',
      content: 'personal',
    }),
  );

  it('is not told by a challenge, nor by silence', () => {
    const guarded = asked('plain', { state: 'guarded', status: 403, by: 'a bot challenge' });
    const failed = asked('plain', { state: 'failed', why: 'timeout', detail: '' });
    for (const one of [guarded, failed]) expect(originOf(page, plain, answers(one)).basis).toBe('next');
  });

  it('is taken past the edge where both are there', () => {
    const both = answers(
      asked('plain', answered(200, { 'cache-control': 'public' })),
      asked('plain', answered(200), 'origin'),
    );
    expect(originOf(page, plain, both).origin).toBe('200, no cache-control');
  });

  it('is not known for a path that no file serves', () => {
    const { file: _file, ...configured } = page;
    expect(originOf(configured, plain, {})).toMatchObject({
      basis: 'none',
      content: 'personal',
      answer: { status: undefined },
    });
    expect(originOf(configured, css, { routes: [] })).toMatchObject({ basis: 'none', content: 'unseen' });
  });

  it('is only anybody’s answer when the test user’s own shows no marker', () =>
    expect(originOf(page, plain, proofs(proof('page', answered(200), 0))).basis).toBe('anonymous'));

  it('is a test user’s when there were no markers to look for', () =>
    expect(originOf(page, plain, proofs(proof('page', answered(200), 0, 'none'))).basis).toBe('identity'));
});

describe('what it answers at a variant', () => {
  it('is the page where a test user or anybody got one', () => {
    const got = proofs(proof('page', answered(200), 2), proof('deception', answered(200), 2));
    expect(originOf(page, css, got)).toMatchObject({ basis: 'identity', content: 'personal' });
    expect(originOf(page, css, answers(asked('extension', answered(200))))).toMatchObject({
      basis: 'anonymous',
      content: 'personal',
    });
  });

  it('is something else where a 404 was seen, or a page without the user’s markers', () => {
    expect(originOf(page, css, answers(asked('extension', answered(404))))).toMatchObject({
      basis: 'anonymous',
      content: 'other',
      origin: '404: not the page',
    });
    const soft = proofs(proof('page', answered(200), 2), proof('deception', answered(200), 0));
    expect(originOf(page, css, soft)).toMatchObject({ basis: 'identity', content: 'other' });
  });

  it('of a page is at worst the page with its own headers', () =>
    expect(originOf(page, css, answers(asked('extension', answered(302))))).toMatchObject({
      basis: 'next',
      content: 'unseen',
      answer: { status: 200 },
    }));

  it('of a handler is a 404, unless a route takes it', () => {
    const variant = { path: '/api/me/launch-ready.css', variant: 'extension' } as const;
    expect(originOf(handler, variant, { routes: ['/api/me'] })).toMatchObject({
      content: 'other',
      answer: { status: 404 },
    });
    expect(originOf(handler, variant, { routes: ['/api/me', '/api/[...rest]'] })).toMatchObject({
      content: 'unseen',
      answer: { status: 200 },
    });
    expect(originOf(handler, variant, {})).toMatchObject({ basis: 'none', content: 'unseen' });
  });
});

// https://nextjs.org/docs/app/api-reference/file-conventions/dynamic-routes
describe('a route of Next.js', () => {
  it.each([
    ['/api/me', '/api/me', true],
    ['/api/[id]', '/api/me', true],
    ['/api/[id]', '/api', false],
    ['/api/[id]', '/api/a/b', false],
    ['/api/[...rest]', '/api/a/b', true],
    ['/api/[...rest]', '/api', false],
    ['/api/[[...rest]]', '/api', true],
    ['/[page]', '/account%2flaunch-ready.css', true],
    ['/', '/', true],
    ['/', '/a', false],
  ])('%s takes %s: %s', (route, path, takes) => expect(takesPath(route, path)).toBe(takes));
});

describe('an answer as the origin gave it', () => {
  const header = (answer: CachingAnswer, name: string) =>
    answer.state === 'answered' ? asOrigin(answer).headers.get(name) : undefined;

  it('has no header but those that came, when nobody stood between or the edge passed it on', () => {
    for (const status of ['DYNAMIC', 'BYPASS']) {
      expect(header(answered(200, { 'cf-cache-status': status }), 'cloudflare-cdn-cache-control')).toEqual([]);
    }
    expect(header(answered(200), 'set-cookie')).toEqual([]);
  });

  // https://developers.cloudflare.com/cache/concepts/cdn-cache-control/
  it.each(['HIT', 'MISS', 'EXPIRED'])('may have had what the edge takes off: %s', (status) => {
    const answer = answered(200, { 'cf-cache-status': status, 'cache-control': 'private' });
    expect(header(answer, 'cloudflare-cdn-cache-control')).toBeUndefined();
    expect(header(answer, 'set-cookie')).toBeUndefined();
    expect(header(answer, 'cache-control')).toEqual(['private']);
  });

  it('says that a cookie is set, without its value', () =>
    expect(header(answered(200, {}, ['session']), 'set-cookie')).toEqual(['session=']));
});
