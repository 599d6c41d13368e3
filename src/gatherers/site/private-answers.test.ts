import { describe, expect, it } from 'vitest';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRecord } from '../../artifacts/cloudflare/rule.ts';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { SiteHosts } from '../../artifacts/site/hosts.ts';
import { type PrivateAnswers, privateAnswers } from '../../artifacts/site/private-answers.ts';
import type { SiteRequest } from '../../core/doors/site.ts';
import type { Gathered } from '../../core/gathered.ts';
import { type FakePage, fakeWorld } from '../testing-world.ts';
import { gatherPrivateAnswers } from './private-answers.ts';

const host = 'shop.example.com';
const shop = `https://${host}`;
const hosts: SiteHosts = {
  production: [{ host, port: 443, role: 'canonical', domain: 'example.com', own: true }],
  domains: ['example.com'],
};

const path = (name: string, more: Partial<PrivatePath> = {}): PrivatePath => ({
  path: name,
  route: name,
  kind: name.startsWith('/api') ? 'handler' : 'page',
  from: 'name',
  why: 'the word in its path',
  asks: true,
  ...more,
});

const record = (content: string, more: Partial<CloudflareRecord> = {}): CloudflareRecord => ({
  id: 'r1',
  name: host,
  type: /^[\d.]+$/.test(content) ? 'A' : 'CNAME',
  content,
  proxied: true,
  ttl: 1,
  ...more,
});

/** Of the edge only what tells where it fetches from. */
const edgeOver = (...records: readonly CloudflareRecord[]): Gathered<CloudflareEdge> => ({
  state: 'ok',
  ms: 1,
  value: {
    host,
    zone: { id: 'z1', name: 'example.com', status: 'active', paused: false, plan: 'free' },
    records: { state: 'ok', value: records },
  } as unknown as CloudflareEdge,
});

const noEdge: Gathered<CloudflareEdge> = {
  state: 'unavailable',
  reason: 'no-credential',
  hint: 'set CLOUDFLARE_API_TOKEN',
};

type Answer = (request: SiteRequest) => FakePage;

async function ask(
  paths: readonly PrivatePath[],
  answer: Answer,
  edge = noEdge,
): Promise<{ found: PrivateAnswers; asked: readonly string[] }> {
  const asked: string[] = [];
  const pages = new Proxy({} as Record<string, Answer>, {
    get: (_pages, key) => {
      if (typeof key !== 'string' || !/^GET https:/.test(key)) return undefined;
      return (request: SiteRequest): FakePage => {
        asked.push(`${request.url.slice(shop.length)}${request.via === undefined ? '' : ` via ${request.via}`}`);
        return answer(request);
      };
    },
  });
  const { context } = fakeWorld({ site: pages });
  const gathered = await gatherPrivateAnswers.gather(context, {
    hosts,
    paths: { paths, public: [], unread: [] },
    edge,
  });
  return { found: privateAnswers.parse(gathered), asked };
}

const signIn: Answer = () => ({ status: 307, headers: { location: '/sign-in', 'cache-control': 'private' } });
const missing: Answer = ({ url }) =>
  /launch-ready\.css$/.test(url) ? { status: 404 } : { status: 200, headers: { 'cache-control': 'public' } };

describe('what an anonymous visitor gets at private paths', () => {
  it('is kept as far as it decides about caching, with three confusing spellings of the path', async () => {
    const page: FakePage = {
      status: 200,
      headers: { 'cache-control': 'public, s-maxage=60', 'set-cookie': 'session=made-up', 'x-secret': 'made-up' },
      body: 'made-up',
    };
    const { found } = await ask([path('/account')], ({ url }) => (url === `${shop}/account` ? page : { status: 404 }));
    expect(found).toMatchObject({ host, left: [] });
    expect(
      found.answers.map(({ asked, variant, answer }) => [asked, variant, 'status' in answer ? answer.status : 0]),
    ).toEqual([
      ['/account', 'plain', 200],
      ['/account/launch-ready.css', 'extension', 404],
      ['/account%2flaunch-ready.css', 'encoded', 404],
      ['/account;launch-ready.css', 'delimiter', 404],
    ]);
    expect(found.answers[0]).toMatchObject({
      url: `${shop}/account`,
      via: 'edge',
      answer: { headers: [['cache-control', 'public, s-maxage=60']], cookies: ['session'], turnedAway: false },
    });
    expect(JSON.stringify(found)).not.toContain('made-up');
  });

  it('asks nineteen times at most, one of each file first, and only what is a plain read', async () => {
    const many = Array.from({ length: 20 }, (_, n) =>
      path(`/a/${n}`, { file: n < 12 ? 'app/a/[id]/page.tsx' : `app/${n}/page.tsx` }),
    );
    const { found, asked } = await ask(
      [...many, path('/log-out'), path('/api/me'), path('/api/pay', { asks: false })],
      signIn,
    );
    expect(asked).toHaveLength(19);
    const plain = found.answers.filter(({ variant }) => variant === 'plain').map(({ asked: one }) => one);
    expect(plain).toHaveLength(10);
    expect(plain).toEqual(expect.arrayContaining(['/api/me', '/a/0', '/a/12', '/a/19']));
    expect(plain).not.toContain('/a/1');
    expect(found.left).toEqual(expect.arrayContaining(['/log-out', '/api/pay', '/a/1']));
    expect(found.left).toHaveLength(13);
  });

  it('shares the start page with those who ask it too, and makes no variants of it', async () => {
    const requests: SiteRequest[] = [];
    const { asked } = await ask([path('/')], (request) => {
      requests.push(request);
      return { status: 200 };
    });
    expect(asked).toEqual(['/']);
    expect(Object.keys(requests[0]?.headers ?? {})).toEqual(['origin']);
  });

  it('is nothing where there are no private paths', async () => {
    expect(await ask([], missing)).toEqual({ found: { host, answers: [], left: [] }, asked: [] });
    expect((await ask([path('/a', { asks: false })], missing)).found.left).toEqual(['/a']);
  });
});

describe('past the edge', () => {
  const both: Answer = ({ via }) => ({
    status: 200,
    headers: { 'x-vercel-cache': via === undefined ? 'EDGE' : 'ORIGIN' },
  });

  it.each([
    ['cname.vercel-dns.com', 'cname.vercel-dns.com'],
    ['76.76.21.21', '76.76.21.21'],
    ['Origin.Example.net.', 'origin.example.net'],
  ])('a proxied record leads to %s', async (content, via) => {
    const { found, asked } = await ask([path('/a'), path('/b')], both, edgeOver(record(content)));
    expect(asked.every((one) => one.endsWith(` via ${via}`))).toBe(true);
    expect(new Set(found.answers.map((one) => one.via))).toEqual(new Set(['origin']));
  });

  it.each<[string, Gathered<CloudflareEdge>]>([
    ['no records', edgeOver()],
    ['a record that is not proxied', edgeOver(record('76.76.21.21', { proxied: false }))],
    ['a private address', edgeOver(record('10.0.0.7'))],
    ['an address of Cloudflare’s', edgeOver(record('104.16.0.1'))],
    ['a tunnel', edgeOver(record('6ff42ae2.cfargotunnel.com'))],
    ['its own name', edgeOver(record(host))],
    ['what is no name', edgeOver(record('evil.example/path'))],
    ['nothing learnt of the zone', noEdge],
  ])('is not asked with %s', async (_what, edge) => {
    const { found, asked } = await ask([path('/a')], both, edge);
    expect(asked[0]).toBe('/a');
    expect(found.answers[0]?.via).toBe('edge');
  });

  it.each<[string, FakePage]>([
    ['does not answer', 'timeout'],
    ['has a certificate of its own', 'tls'],
    ['is refused as private', 'private'],
    ['is another site’s server', { status: 421 }],
    ['has no such deployment', { status: 404, headers: { 'x-vercel-error': 'DEPLOYMENT_NOT_FOUND' } }],
    ['lets the edge alone in', { status: 403 }],
    ['is in trouble', { status: 502 }],
    ['challenges', { status: 429, headers: { 'x-vercel-mitigated': 'challenge' } }],
  ])('what %s leaves the edge to be asked', async (_what, page) => {
    const { found, asked } = await ask(
      [path('/a'), path('/b')],
      ({ via }) => (via === undefined ? { status: 200 } : page),
      edgeOver(record('76.76.21.21')),
    );
    expect(asked.slice(0, 3)).toEqual(['/a via 76.76.21.21', '/a', '/b']);
    expect(found.answers.every(({ via }) => via === 'edge')).toBe(true);
  });

  it('takes no more requests than are allowed, whatever fails', async () => {
    let isFirst = true;
    const answer: Answer = ({ via }) => {
      const page: FakePage = isFirst || via === undefined ? { status: 200 } : 'reset';
      isFirst = false;
      return page;
    };
    const { found, asked } = await ask(
      Array.from({ length: 12 }, (_, n) => path(`/${n}`)),
      answer,
      edgeOver(record('76.76.21.21')),
    );
    expect(asked).toHaveLength(19);
    expect(found.answers.filter(({ variant }) => variant === 'plain')).toHaveLength(10);
  });
});

describe('who is turned away', () => {
  const html = { 'content-type': 'text/html' };
  it.each<[string, FakePage, unknown]>([
    [
      'by a redirect',
      { status: 307, headers: { location: '/sign-in?next=secret' } },
      { to: `${shop}/sign-in?next=…`, turnedAway: true },
    ],
    ['by 401', { status: 401, headers: { 'content-type': 'application/json' } }, { turnedAway: true }],
    [
      'by a redirect in the text of a page',
      { status: 200, headers: html, body: '<template data-dgst="NEXT_REDIRECT;replace;/sign-in;307;"></template>' },
      { to: `${shop}/sign-in`, turnedAway: true },
    ],
    [
      'by a refresh',
      {
        status: 200,
        headers: html,
        body: '<meta id="__next-page-redirect" http-equiv="refresh" content="1;url=/sign-in"/>',
      },
      { turnedAway: true },
    ],
    [
      'by a refusal in the text',
      { status: 200, headers: html, body: '<template data-dgst="NEXT_HTTP_ERROR_FALLBACK;401"></template>' },
      { turnedAway: true },
    ],
    [
      'by a form in the page’s place',
      { status: 200, headers: html, body: '<form><input name=p type=password></form>' },
      { turnedAway: true },
    ],
    ['not by a page', { status: 200, headers: html, body: '<p>type=password</p>' }, { turnedAway: false }],
    ['not by a page of nobody', { status: 404 }, { turnedAway: false }],
  ])('%s', async (_what, page, answer) => {
    const { found } = await ask([path('/account')], () => page);
    expect(found.answers[0]?.answer).toMatchObject({ state: 'answered', ...(answer as object) });
  });

  it('is not told where somebody else answers', async () => {
    const challenge: FakePage = { status: 403, headers: { 'cf-mitigated': 'challenge' } };
    const { found } = await ask([path('/a'), path('/b')], ({ url }) =>
      url === `${shop}/a` ? challenge : { status: 200 },
    );
    expect(found.answers[0]?.answer).toEqual({ state: 'guarded', status: 403, by: 'a Cloudflare challenge' });
    expect(found.answers.some(({ path: one, variant }) => one === '/a' && variant !== 'plain')).toBe(false);
  });
});

describe('nothing is learnt', () => {
  it.each<[string, FakePage, string]>([
    ['where nobody answers', 'timeout', 'timeout'],
    ['where the certificate does not verify', 'tls', 'denied'],
    ['behind a challenge', { status: 403, headers: { 'cf-mitigated': 'challenge' } }, 'challenge'],
    ['where too much was asked', { status: 429 }, 'rate-limited'],
  ])('%s', async (_what, page, reason) => {
    await expect(ask([path('/a'), path('/b')], () => page)).rejects.toMatchObject({ reason });
  });

  it('more where the site asks for a pause', async () => {
    const { asked } = await ask([path('/a'), path('/b')], ({ url }) =>
      url === `${shop}/a` ? { status: 429 } : { status: 200 },
    );
    expect(asked).toEqual(['/a', '/b']);
  });

  it('from anybody where the person stopped the run', async () => {
    const { context } = fakeWorld({});
    const stopped = { ...context, signal: AbortSignal.abort(new Error('enough')) };
    const io = { ...context.io, site: { ...context.io.site, ask: async () => Promise.reject(new Error('enough')) } };
    const bag = { hosts, paths: { paths: [path('/a')], public: [], unread: [] }, edge: noEdge };
    await expect(gatherPrivateAnswers.gather({ ...stopped, io }, bag)).rejects.toThrow('enough');
  });
});
