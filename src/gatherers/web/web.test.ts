import { describe, expect, it } from 'vitest';
import { foreignOrigin } from '../../analysis/cors/judge.ts';
import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import type { SiteHost, SiteHosts } from '../../artifacts/site/hosts.ts';
import { webExposedFiles } from '../../artifacts/web/exposed-files.ts';
import { webPages } from '../../artifacts/web/pages.ts';
import { webPreview } from '../../artifacts/web/preview.ts';
import { webRedirects } from '../../artifacts/web/redirects.ts';
import { webRobots } from '../../artifacts/web/robots.ts';
import { UnavailableError } from '../../core/fault.ts';
import { type FakePage, type FakeWorld, fakeWorld } from '../testing-world.ts';
import { gatherWebExposedFiles } from './exposed-files.ts';
import { gatherWebPages } from './pages.ts';
import { gatherWebPreview } from './preview.ts';
import { gatherWebRedirects } from './redirects.ts';
import { gatherWebRobots } from './robots.ts';

const shop = 'https://shop.example.com';
const webhooks = [{ path: '/api/webhooks/stripe', from: 'app/api/webhooks/stripe/route.ts' }];
const routes: readonly RepositoryRoute[] = [
  { path: '/sign-in', kind: 'page', file: 'app/sign-in/page.tsx', fixed: true },
];
const html = { 'content-type': 'text/html' };
const missingPath = '/launch-ready-no-such-page?launch-ready=1';
const missing = `${shop}${missingPath}`;

function host(name: string, role: SiteHost['role'], more: Partial<SiteHost> = {}): SiteHost {
  return { host: name, port: 443, role, domain: 'example.com', own: true, ...more };
}

function hostsOf(...names: readonly string[]): SiteHosts {
  const production = names.map((name, nth) => host(name, nth === 0 ? 'canonical' : 'alias'));
  return { production, domains: ['example.com'] };
}

const to = (status: number, location: string): FakePage => ({ status, headers: { location } });

type Site = NonNullable<FakeWorld['site']>;

const fine: Site = {
  'GET http://shop.example.com/': to(308, `${shop}/`),
  [`GET ${shop}/`]: { status: 200, headers: html, body: '<title>Shop</title>' },
  [`HEAD ${shop}/api/webhooks/stripe`]: { status: 405 },
  [`GET ${shop}/sign-in`]: { status: 200, headers: html, body: '<input type=password>' },
  [`GET ${missing}`]: { status: 404, headers: html, body: 'not here' },
  'GET http://shop.example.com/launch-ready-no-such-page?launch-ready=1': to(308, missing),
  [`GET ${shop}/robots.txt`]: { status: 200, body: 'User-agent: *\nDisallow: /account' },
};
const everyFile = ['/.env', '/.git/HEAD', '/backup.sql', '/backup.zip', '/dump.sql'];
const noFiles: Site = Object.fromEntries(everyFile.map((path) => [`GET ${shop}${path}`, { status: 404 }] as const));

async function redirects(site: Site, hosts = hostsOf('shop.example.com'), paths = webhooks) {
  const { context, asked, notes } = fakeWorld({ site });
  const found = webRedirects.parse(await gatherWebRedirects.gather(context, { hosts, webhooks: paths }));
  return { found, asked, notes };
}

async function pages(site: Site, options: { hosts?: SiteHosts; routes?: readonly RepositoryRoute[] } = {}) {
  const { context, asked } = fakeWorld({ site });
  const { hosts = hostsOf('shop.example.com'), routes: own = routes } = options;
  const found = webPages.parse(await gatherWebPages.gather(context, { hosts, routes: own, webhooks }));
  return { found, asked };
}

describe('the whole area', () => {
  const all = async (site: Site, own: readonly RepositoryRoute[] = routes) => {
    const { context, asked } = fakeWorld({ site });
    const hosts = hostsOf('shop.example.com', 'www.shop.example.com');
    await Promise.all([
      gatherWebRedirects.gather(context, { hosts, webhooks }),
      gatherWebPages.gather(context, { hosts, routes: own, webhooks }),
      gatherWebRobots.gather(context, { hosts }),
      gatherWebExposedFiles.gather(context, { hosts }),
    ]);
    const byHost = Map.groupBy(new Set(asked), (line) => new URL(line.split(' ')[1] ?? '').hostname);
    return { asked, most: Math.max(...[...byHost.values()].map((lines) => lines.length)) };
  };
  const turns: Site = {
    ...fine,
    ...noFiles,
    [`GET ${shop}/`]: to(307, '/en'),
    [`GET ${shop}/en`]: to(307, '/en/home'),
    [`GET ${shop}/en/home`]: to(307, '/en/a'),
    'GET http://shop.example.com/': to(307, '/a'),
    'GET http://shop.example.com/a': to(307, '/b'),
    'GET https://www.shop.example.com/': to(307, `${shop}/x`),
    [`GET ${shop}/x`]: to(307, `${shop}/y`),
  };
  const moved: Site = Object.fromEntries(
    [
      '/',
      '/en',
      '/en/home',
      '/sign-in',
      '/login',
      '/launch-ready-no-such-page?launch-ready=1',
      '/robots.txt',
      ...everyFile,
    ].flatMap((path) => [
      [`GET ${shop}${path}`, to(308, `https://www.shop.example.com${path}`)],
      [`GET https://www.shop.example.com${path}`, path === '/' ? to(307, '/en') : to(307, '/en/home')],
    ]),
  );
  const unclear: Site = Object.fromEntries(
    everyFile.map((path) => [`GET ${shop}${path}`, { status: 200, body: 'hm' }]),
  );

  it.each<readonly [string, Site, readonly RepositoryRoute[]]>([
    ['a site in order', { ...fine, ...noFiles }, routes],
    ['redirects at every turn', turns, routes],
    ['everything on another host', moved, routes],
    ['everything on another host, and a guessed sign-in page', moved, []],
    ['redirects and a guessed sign-in page', turns, []],
    ['a server that answers everything', { ...fine, ...unclear }, routes],
  ])('asks each host at most a dozen times: %s', async (_what, site, own) => {
    const { asked, most } = await all(site, own);
    expect(most).toBeLessThanOrEqual(12);
    expect(asked.every((line) => line.startsWith('GET ') || line.startsWith('HEAD '))).toBe(true);
  });
});

describe('web/redirects', () => {
  it('follows http and https hop by hop, and looks at the webhook and a deep path once', async () => {
    const { found } = await redirects(fine);
    expect(found.map(({ kind, hops, end }) => [kind, hops.map(({ status }) => status), end.state])).toEqual([
      ['https', [200], 'answered'],
      ['http', [308, 200], 'answered'],
      ['webhook', [405], 'answered'],
      ['path', [308], 'open'],
    ]);
  });

  it('finds loops, relative addresses and places that are none', async () => {
    const ends = async (location: string) => {
      const { found } = await redirects({
        ...fine,
        [`GET ${shop}/`]: to(302, location),
        [`GET ${shop}/a`]: to(302, './'),
      });
      return found[0]?.end;
    };
    expect(await ends('/')).toEqual({ state: 'loop', to: shop });
    expect(await ends('//shop.example.com')).toEqual({ state: 'loop', to: shop });
    expect(await ends('a#part')).toEqual({ state: 'loop', to: shop });
    expect(await ends('javascript:alert(1)')).toEqual({ state: 'broken', raw: 'javascript:alert(1)' });
    expect(await ends('http://[')).toEqual({ state: 'broken', raw: 'http://[' });
  });

  it('keeps what the door said of a private address, and sends no user info', async () => {
    const site = {
      ...fine,
      [`GET ${shop}/`]: to(302, 'http://me:pw@169.254.169.254/latest'),
      'GET http://169.254.169.254/latest': 'private' as const,
    };
    const { found } = await redirects(site);
    expect(found[0]?.end).toMatchObject({ state: 'failed', why: 'private', url: 'http://169.254.169.254/latest' });
  });

  it('never asks a path that names an act', async () => {
    const { found, asked } = await redirects({ ...fine, [`GET ${shop}/`]: to(302, '/api/auth/sign-out') });
    expect(found[0]?.end).toEqual({ state: 'cut', to: `${shop}/api/auth/sign-out` });
    expect(asked.filter((line) => line.includes('sign-out'))).toEqual([]);
  });

  it('gives up a chain that grows for ever', async () => {
    const grow = (request: { readonly url: string }): FakePage => to(302, `${request.url}a`);
    const site: Site = Object.fromEntries(
      Array.from({ length: 30 }, (_, nth) => [`GET ${shop}/${'a'.repeat(nth)}`, grow] as const),
    );
    const { found, asked } = await redirects({ ...fine, ...site });
    expect(found[0]?.end.state).toBe('cut');
    expect(new Set(asked.filter((line) => line.includes(shop))).size).toBeLessThanOrEqual(4);
  });

  it('asks a webhook by HEAD, and one that does not say it is one only when it is configured', async () => {
    const path = '/api/stripe';
    const asks = async (from: string) => (await redirects(fine, hostsOf('shop.example.com'), [{ path, from }])).asked;
    expect(await asks('configuration')).toContain(`HEAD ${shop}${path}`);
    expect((await asks('app/api/stripe/route.ts')).join()).not.toContain(path);
  });

  it('does not let one dead host hide the others', async () => {
    const hosts = hostsOf('shop.example.com', 'www.shop.example.com');
    const site: Site = { ...fine, 'GET https://www.shop.example.com/': 'timeout' };
    const { found } = await redirects(site, hosts);
    expect(found.find(({ host, kind }) => host.startsWith('www') && kind === 'https')?.end).toMatchObject({
      why: 'timeout',
    });
    expect(found.find(({ kind }) => kind === 'https')?.hops).toHaveLength(1);
  });

  it.each([
    ['timeout', 'timeout'],
    ['refused', 'offline'],
    ['private', 'not-configured'],
  ] as const)('is unavailable when everything ends in %s', async (why, reason) => {
    const urls = [
      `${shop}/`,
      'http://shop.example.com/',
      'http://shop.example.com/launch-ready-no-such-page?launch-ready=1',
    ];
    const site: Site = {
      ...Object.fromEntries(urls.map((url) => [`GET ${url}`, why])),
      [`HEAD ${shop}/api/webhooks/stripe`]: why,
    };
    await expect(redirects(site)).rejects.toMatchObject({ reason });
  });

  it('names ports and masks query values', async () => {
    const hosts = { production: [host('shop.example.com', 'canonical', { port: 8443 })], domains: [] };
    const { found } = await redirects(
      { 'GET https://shop.example.com:8443/': to(302, 'https://id.example.net/?token=C4nary') },
      hosts,
    );
    expect(found[0]?.hops[0]?.location).toBe('https://id.example.net/?token=…');
    expect(JSON.stringify(found)).not.toContain('C4nary');
  });

  it('asks only so many hosts, and says so', async () => {
    const { notes } = await redirects(
      fine,
      hostsOf('shop.example.com', ...Array.from({ length: 25 }, (_, nth) => `a${nth}.example.com`)),
    );
    expect(notes).toEqual(['web: 6 production hosts more than 20 were not asked for redirects']);
  });
});

describe('web/pages', () => {
  it('keeps headers that are judged, and neither text nor the values of cookies', async () => {
    const canary = 'C4naryQ7xW2vT9k';
    const root = {
      status: 200,
      headers: { ...html, 'x-secret': canary, 'set-cookie': `session=${canary}; Secure` },
      body: `<p>${canary}`,
    };
    const { found } = await pages({ ...fine, [`GET ${shop}/`]: root });
    expect(JSON.stringify(found)).not.toContain(canary);
    expect(found[0]?.answer).toMatchObject({
      headers: [['content-type', 'text/html']],
      cookies: [{ name: 'session', secure: true }],
    });
  });

  it('asks with a foreign origin', async () => {
    const seen: unknown[] = [];
    const spy = (request: { readonly headers?: unknown }): FakePage => {
      seen.push(request.headers);
      return { status: 200 };
    };
    await pages({ ...fine, [`GET ${shop}/`]: spy });
    expect(seen).toEqual([{ origin: foreignOrigin }]);
  });

  it('finds the sign-in page in the repository, then in a link, then guesses', async () => {
    const linked: Site = {
      ...fine,
      [`GET ${shop}/`]: { status: 200, headers: html, body: '<a href="/account/login?x=1">' },
    };
    const signInOf = async (...given: Parameters<typeof pages>) =>
      (await pages(...given)).found.find(({ role }) => role === 'sign-in');
    expect(await signInOf(fine)).toMatchObject({ url: `${shop}/sign-in`, found: 'repository' });
    expect(await signInOf(linked, { routes: [] })).toMatchObject({ url: `${shop}/account/login`, found: 'link' });
    expect(await signInOf(fine, { routes: [] })).toMatchObject({ url: `${shop}/login`, found: 'guess' });
  });

  it('follows the root to the page that visitors see, and no further than production', async () => {
    const hosts = hostsOf('shop.example.com', 'www.shop.example.com');
    const there: Site = {
      ...fine,
      [`GET ${shop}/`]: to(308, 'https://www.shop.example.com/'),
      'GET https://www.shop.example.com/': { status: 200 },
    };
    expect((await pages(there, { hosts })).found[0]?.url).toBe('https://www.shop.example.com');
    const away: Site = { ...fine, [`GET ${shop}/`]: to(308, 'https://elsewhere.example.net/') };
    const { found, asked } = await pages(away, { hosts });
    expect(found[0]?.answer).toMatchObject({ status: 308, to: 'https://elsewhere.example.net' });
    expect(asked.join()).not.toContain('elsewhere');
  });

  it.each([
    ['Cloudflare', { status: 403, headers: { 'cf-mitigated': 'challenge' } }],
    [
      'the Vercel Firewall',
      { status: 429, headers: { 'x-vercel-mitigated': 'challenge', 'x-vercel-challenge-token': '2.1' } },
    ],
    [
      'Vercel Deployment Protection',
      { status: 401, headers: { server: 'Vercel', 'set-cookie': '_vercel_sso_nonce=a; Secure' } },
    ],
  ])('is unavailable when %s answers for the site', async (_who, page) => {
    const site: Site = { [`GET ${shop}/`]: page, [`GET ${missing}`]: page, [`GET ${shop}/sign-in`]: page };
    await expect(pages(site)).rejects.toMatchObject({ reason: 'challenge' });
  });

  it('is unavailable where the root has had too many requests (RFC 6585 section 4)', async () => {
    await expect(pages({ ...fine, [`GET ${shop}/`]: { status: 429 } })).rejects.toMatchObject({
      reason: 'rate-limited',
    });
  });

  it('leaves a certificate that does not verify for the checks to say', async () => {
    const site: Site = { [`GET ${shop}/`]: 'tls', [`GET ${missing}`]: 'tls' };
    expect((await pages(site)).found[0]?.answer).toMatchObject({ state: 'failed', why: 'tls' });
    await expect(pages({ [`GET ${shop}/`]: 'timeout', [`GET ${missing}`]: 'timeout' })).rejects.toThrow(
      UnavailableError,
    );
  });
});

describe('web/robots', () => {
  it.each<readonly [string, FakePage, object]>([
    [
      'rules',
      { status: 200, body: 'User-agent: *\nDisallow: /' },
      { state: 'read', groups: [{ agents: ['*'], rules: [{ allow: false, path: '/' }] }], whole: true },
    ],
    [
      'one that is longer than what is read',
      { status: 200, body: `User-agent: *\n${'#'.repeat(64 * 1024)}\nDisallow: /` },
      { state: 'read', whole: false },
    ],
    ['a page for everything', { status: 200, body: '<!doctype html>' }, { state: 'absent' }],
    ['none', { status: 404 }, { state: 'absent', status: 404 }],
    ['an error (RFC 9309 section 2.3.1.4)', { status: 503 }, { state: 'unreachable', status: 503 }],
    ['a redirect', to(301, 'https://www.shop.example.com/robots.txt'), { state: 'redirected' }],
    ['a challenge', { status: 503, headers: { 'cf-mitigated': 'challenge' } }, { state: 'guarded' }],
    ['silence', 'timeout', { state: 'failed', why: 'timeout' }],
  ])('tells %s', async (_what, page, found) => {
    const { context } = fakeWorld({ site: { [`GET ${shop}/robots.txt`]: page } });
    expect(
      webRobots.parse(await gatherWebRobots.gather(context, { hosts: hostsOf('shop.example.com') })),
    ).toMatchObject(found);
  });
});

it('web/robots is read where production’s other host has it', async () => {
  const www = 'https://www.shop.example.com/robots.txt';
  const site: Site = { [`GET ${shop}/robots.txt`]: to(308, www), [`GET ${www}`]: to(308, `${shop}/robots.txt`) };
  const hosts = hostsOf('shop.example.com', 'www.shop.example.com');
  const robots = (more: Site) => gatherWebRobots.gather(fakeWorld({ site: { ...site, ...more } }).context, { hosts });
  expect(await robots({ [`GET ${www}`]: { status: 200, body: '' } })).toEqual({
    state: 'read',
    url: www,
    groups: [],
    whole: true,
  });
  expect(await robots({})).toMatchObject({ state: 'redirected', url: www });
});

describe('web/preview', () => {
  const addresses = { preview: { origin: 'https://shop-git-main.vercel.app', from: 'configuration' } };

  it('reads its first page, one step on at most', async () => {
    const { context } = fakeWorld({
      site: {
        'GET https://shop-git-main.vercel.app/': to(307, '/en'),
        'GET https://shop-git-main.vercel.app/en': { status: 200, headers: { 'x-robots-tag': 'noindex' } },
      },
    });
    const found = webPreview.parse(await gatherWebPreview.gather(context, { addresses }));
    expect(found).toMatchObject({
      url: 'https://shop-git-main.vercel.app/en',
      answer: { headers: [['x-robots-tag', 'noindex']] },
    });
  });

  it('is unavailable without an address or an answer', async () => {
    const { context } = fakeWorld({});
    await expect(gatherWebPreview.gather(context, { addresses: {} })).rejects.toMatchObject({
      reason: 'not-configured',
    });
    await expect(gatherWebPreview.gather(context, { addresses })).rejects.toMatchObject({ reason: 'not-found' });
  });
});

describe('web/exposed-files', () => {
  async function filesOf(site: Site) {
    const { context } = fakeWorld({ site: { ...fine, ...noFiles, ...site } });
    const found = await gatherWebExposedFiles.gather(context, { hosts: hostsOf('shop.example.com') });
    return webExposedFiles.parse(found);
  }

  it('shows what a file holds and none of its values', async () => {
    const canary = 'C4naryQ7xW2vT9k';
    const files = await filesOf({
      [`GET ${shop}/.env`]: { status: 200, body: `DATABASE_URL=${canary}\nKEY="${canary}"\n` },
    });
    expect(files[0]?.answer).toEqual({ state: 'exposed', shown: '2 variables: DATABASE_URL, KEY' });
    expect(JSON.stringify(files)).not.toContain(canary);
  });

  it('does not take a page for everything for a file', async () => {
    const body = 'we could not find that';
    const everything = Object.fromEntries(everyFile.map((path) => [`GET ${shop}${path}`, { status: 200, body }]));
    const states = async (site: Site) => new Set((await filesOf(site)).map(({ answer }) => answer.state));
    expect(await states({ ...everything, [`GET ${missing}`]: { status: 200, body } })).toEqual(new Set(['page']));
    expect(await states(everything)).toEqual(new Set(['unclear']));
  });

  it('follows to the production host that answers, and to no other', async () => {
    const states = async (base: string) => {
      const { context } = fakeWorld({
        site: {
          ...noFiles,
          [`GET ${shop}/.env`]: to(308, `${base}/.env`),
          [`GET ${shop}/.git/HEAD`]: to(308, '/.git/HEAD/'),
          'GET https://www.shop.example.com/.env': { status: 200, body: 'KEY=1' },
        },
      });
      const hosts = hostsOf('shop.example.com', 'www.shop.example.com');
      return (await gatherWebExposedFiles.gather(context, { hosts }))
        .slice(0, 2)
        .map(({ url, answer }) => [url, answer.state]);
    };
    const git = [`${shop}/.git/HEAD`, 'absent'];
    expect(await states('https://www.shop.example.com')).toEqual([
      ['https://www.shop.example.com/.env', 'exposed'],
      git,
    ]);
    expect(await states('https://other.example.net')).toEqual([[`${shop}/.env`, 'redirected'], git]);
  });

  it.each([429, 500, 503])('does not take status %d for a file that is not there', async (status) => {
    const files = await filesOf({ [`GET ${shop}/.env`]: { status } });
    expect(files[0]?.answer).toEqual({ state: 'unread', status });
    expect((await filesOf({ [`GET ${shop}/.env`]: { status: 403 } }))[0]?.answer.state).toBe('absent');
  });

  it('takes an error for absence only where a site that works answers it to every path that is nowhere', async () => {
    const broken = Object.fromEntries(everyFile.map((path) => [`GET ${shop}${path}`, { status: 500 }]));
    const states = async (site: Site) =>
      new Set((await filesOf({ ...broken, ...site })).map(({ answer }) => answer.state));
    expect(await states({})).toEqual(new Set(['unread']));
    expect(await states({ [`GET ${missing}`]: { status: 500 } })).toEqual(new Set(['absent']));
    expect(await states({ [`GET ${missing}`]: { status: 500 }, [`GET ${shop}/`]: { status: 500 } })).toEqual(
      new Set(['unread']),
    );
  });

  it('is unavailable where there were too many requests', async () => {
    const all = Object.fromEntries(everyFile.map((path) => [`GET ${shop}${path}`, { status: 429 }]));
    await expect(filesOf(all)).rejects.toMatchObject({ reason: 'rate-limited' });
    expect(
      (await filesOf({ ...all, [`GET ${shop}/.env`]: { status: 404 } })).map(({ answer }) => answer.state),
    ).toEqual(['absent', 'unread', 'unread', 'unread', 'unread']);
  });

  it('does not take a server for one that repeats what it was asked', async () => {
    const echo = (request: { readonly url: string }) => ({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: `path=${new URL(request.url).pathname}\nhost=shop.example.com\n`,
    });
    const site = Object.fromEntries([...everyFile, missingPath].map((path) => [`GET ${shop}${path}`, echo]));
    expect((await filesOf(site))[0]?.answer).toEqual({ state: 'page' });
    const { [`GET ${missing}`]: _missing, ...files } = site;
    expect((await filesOf(files))[0]?.answer.state).toBe('exposed');
  });

  it('does take a real file beside such a server for one', async () => {
    const echo = (request: { readonly url: string }) => ({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: `path=${new URL(request.url).pathname}\nhost=shop.example.com\n`,
    });
    const real = {
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: 'DATABASE_URL=x\nSTRIPE_SECRET_KEY=y\n',
    };
    const site = { [`GET ${shop}/.env`]: real, [`GET ${shop}${missingPath}`]: echo };
    const answers = (await filesOf(site)).map(({ answer }) => answer.state);
    expect(answers.filter((state) => state === 'exposed')).toHaveLength(1);
  });

  it('asks for two files at a time, so that the pages of the host have their turn', async () => {
    let most = 0;
    let open = 0;
    const { context } = fakeWorld({ site: { ...fine, ...noFiles } });
    const ask: typeof context.io.site.ask = async (request, signal) => {
      open += 1;
      most = Math.max(most, open);
      const answer = await context.io.site.ask(request, signal);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return answer;
    };
    const io = { ...context.io, site: { ...context.io.site, ask } };
    await gatherWebExposedFiles.gather({ ...context, io }, { hosts: hostsOf('shop.example.com') });
    expect(most).toBe(2);
  });

  it('is unavailable when nothing answers', async () => {
    const silent = Object.fromEntries(everyFile.map((path) => [`GET ${shop}${path}`, 'timeout' as const]));
    await expect(filesOf(silent)).rejects.toMatchObject({ reason: 'timeout' });
  });
});
