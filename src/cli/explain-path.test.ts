import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatherCloudflareEdge } from '../gatherers/cloudflare/edge.ts';
import { gatherCloudflarePresence } from '../gatherers/cloudflare/presence.ts';
import { gatherCloudflareZone } from '../gatherers/cloudflare/zone.ts';
import { startSite } from '../io/site/testing-site.ts';
import { createTestAuthority } from '../io/tls/testing-certificates.ts';
import { catalogue } from './catalogue.ts';
import { explainPath } from './explain-path.ts';
import type { PathFlags } from './explain-path-question.ts';
import { forbidden, phase, plainZone, startCloudflare, type ZoneAnswers } from './testing-cloudflare.ts';
import type { World } from './world.ts';

const token = 'stub-token-of-the-tests';
const everything = {
  description: 'Cache Everything [Template]',
  expression: 'http.host eq "shop.example.com"',
  action: 'set_cache_settings',
  action_parameters: { cache: true, edge_ttl: { mode: 'override_origin', default: 7200 } },
};
const byOrigin = { ...everything, action_parameters: { cache: true, edge_ttl: { mode: 'respect_origin' } } };
const unlessSession = {
  description: 'Not for sessions',
  expression: 'http.cookie contains "session="',
  action: 'set_cache_settings',
  action_parameters: { cache: false },
};
const cacheRules = (...rules: readonly (typeof everything | typeof byOrigin | typeof unlessSession)[]) =>
  phase('http_request_cache_settings', ...rules);

const gatherers = [
  ...new Map(
    [...catalogue.gatherers, gatherCloudflarePresence, gatherCloudflareZone, gatherCloudflareEdge].map(
      (one) => [one.artifact.id, one] as const,
    ),
  ).values(),
];

type Place = {
  readonly answers?: ZoneAnswers;
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** More of `network` in the person's own file. */
  readonly network?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
};

async function explain(flags: PathFlags, place: Place = {}) {
  const cwd = await mkdtemp(join(tmpdir(), 'explain-path-'));
  await using cloudflare = await startCloudflare({ ...plainZone, ...place.answers });
  await writeFile(
    join(cwd, 'launch-ready.json'),
    JSON.stringify(place.config ?? { production: 'https://shop.example.com' }),
  );
  const own = {
    endpoints: { cloudflare: `${cloudflare.origin}/client/v4` },
    network: { resolver: '127.0.0.1:9', ...place.network },
  };
  await writeFile(join(cwd, 'own.json'), JSON.stringify(own));
  for (const [name, text] of Object.entries(place.files ?? {})) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  let stdout = '';
  let stderr = '';
  const world = {
    cwd,
    env: place.env ?? { CLOUDFLARE_API_TOKEN: token },
    now: () => Date.UTC(2026, 10, 20),
    interrupted: new AbortController().signal,
    stdout: { write: (part: string) => (stdout += part) },
    stderr: { write: (part: string) => (stderr += part) },
  } as unknown as World;
  try {
    const code = await explainPath({ config: 'own.json', ...flags }, world, gatherers);
    return { code, stdout, stderr, asked: cloudflare.seen.map(({ method, url }) => `${method} ${url}`) };
  } finally {
    await rm(cwd, { recursive: true });
  }
}

async function answer(flags: PathFlags, place?: Place) {
  return JSON.parse((await explain({ ...flags, format: 'json' }, place)).stdout);
}

describe('explain --path', () => {
  it('answers in JSON: path, decision, and the steps with the rule that decides', async () => {
    const asked = await answer({ path: '/dashboard?tab=orders' }, { answers: cacheRules(everything) });
    expect(asked).toMatchObject({ path: '/dashboard?tab=orders', host: 'shop.example.com', decision: 'stored' });
    expect(asked.decidedBy).toMatchObject({ step: 'cache-rule', name: 'Cache Everything [Template]' });
    expect(asked.steps).toContainEqual({
      step: 'cache-rule',
      rule: { id: 'http_request_cache_settings-0', name: everything.description, expression: everything.expression },
      matched: true,
      effect: expect.any(String),
    });
    for (const { step, matched, effect } of asked.steps) {
      expect([typeof step, typeof effect]).toEqual(['string', 'string']);
      expect([true, false, 'unknown']).toContain(matched);
    }
  });

  it('is not stored without a rule, and asks the site for nothing', async () =>
    expect(await answer({ path: '/dashboard' })).toMatchObject({ decision: 'not-stored', open: [] }));

  it('takes a header that was not given as unknown, an empty one as absent', async () => {
    const place = { answers: cacheRules(everything, unlessSession) };
    const unknown = await answer({ path: '/dashboard' }, place);
    expect(unknown.decision).toBe('unknown');
    expect(JSON.stringify(unknown.open)).toContain('cookie');
    expect(await answer({ path: '/dashboard', header: ['Cookie:'] }, place)).toMatchObject({ decision: 'stored' });
    const signedIn = { path: '/dashboard', header: ['cookie: session=abc; theme=dark'] };
    expect(await answer(signedIn, place)).toMatchObject({ decision: 'not-stored' });
  });

  it('lets flags stand in for the whole answer of the origin', async () => {
    const place = { answers: cacheRules(byOrigin) };
    const asked = (headers: readonly string[], status?: string) =>
      answer({ path: '/a', header: ['authorization:'], 'origin-header': headers, 'origin-status': status }, place);
    expect(await asked(['Cache-Control: public, max-age=60'])).toMatchObject({ decision: 'stored' });
    expect(await asked(['cache-control: private'])).toMatchObject({ decision: 'not-stored' });
    expect(await asked(['cache-control: no-cache'])).toMatchObject({ decision: 'revalidated' });
    expect(await asked([], '200')).toMatchObject({ decision: 'stored', ttl: 7200 });
    expect(await asked([], '500')).toMatchObject({ decision: 'not-stored' });
    expect((await asked([], '404')).steps).toContainEqual(expect.objectContaining({ step: 'origin-answer' }));
  });

  it('asks the site once, by GET and past the edge, when the rules leave it to the origin', async () => {
    const authority = await createTestAuthority();
    const seen: unknown[] = [];
    await using site = await startSite(
      (request, response) => {
        seen.push([request.method, request.headers.host, request.url, request.headers.cookie]);
        response.writeHead(200, { 'cache-control': 'private, no-store' }).end('hello');
      },
      await authority.identity(['shop.example.com']),
    );
    const place = {
      answers: cacheRules(byOrigin),
      network: { connect: { 'origin.example.net:443': `127.0.0.1:${site.port}` }, ca: './ca.pem' },
      files: { 'ca.pem': authority.ca },
    };
    const asked = await answer({ path: '/dashboard', header: ['authorization:'] }, place);
    expect(asked).toMatchObject({ decision: 'not-stored' });
    expect(asked.steps).toContainEqual({
      step: 'origin-answer',
      matched: true,
      effect: 'https://shop.example.com/dashboard answered 200, cache-control: private, no-store',
    });
    expect(seen).toEqual([['GET', 'shop.example.com', '/dashboard', undefined]]);
    // Neither a path that names an act nor one whose answer the rules decide is asked.
    expect(await answer({ path: '/sign-out' }, place)).toMatchObject({ decision: 'unknown' });
    await answer({ path: '/dashboard' }, { ...place, answers: cacheRules(everything) });
    expect(seen).toHaveLength(1);
  });

  it.each([403, 503])('asks the edge where the origin lets it alone in with a %i', async (status) => {
    const authority = await createTestAuthority();
    const identity = await authority.identity(['shop.example.com']);
    await using origin = await startSite((_request, response) => {
      response.writeHead(status, { 'cache-control': 'no-store' }).end('only cloudflare');
    }, identity);
    await using atEdge = await startSite((_request, response) => {
      response.writeHead(200, { 'cache-control': 'public, max-age=600', 'cf-cache-status': 'DYNAMIC' }).end('hello');
    }, identity);
    const connect = {
      'origin.example.net:443': `127.0.0.1:${origin.port}`,
      'shop.example.com:443': `127.0.0.1:${atEdge.port}`,
    };
    const asked = await answer(
      { path: '/dashboard', header: ['authorization:'] },
      { answers: cacheRules(byOrigin), network: { connect, ca: './ca.pem' }, files: { 'ca.pem': authority.ca } },
    );
    expect(asked).toMatchObject({ decision: 'stored', ttl: 600 });
  });

  it('says once that the host is not known, and how to name it', async () => {
    const { stdout } = await explain({ path: '/dashboard' }, { config: {} });
    expect(stdout).toMatch(/^GET \/dashboard, at a host that is not known\n/);
    expect(stdout.match(/--host/g)).toHaveLength(1);
  });

  it('lets Next.js’s default stand in where only a signed-in user sees the answer', async () => {
    const authority = await createTestAuthority();
    await using site = await startSite(
      (_request, response) => response.writeHead(307, { location: '/sign-in' }).end(),
      await authority.identity(['shop.example.com']),
    );
    const place = {
      answers: cacheRules(byOrigin),
      network: { connect: { 'origin.example.net:443': `127.0.0.1:${site.port}` }, ca: './ca.pem' },
      files: { 'ca.pem': authority.ca, 'app/api/me/route.ts': '', 'app/dashboard/page.tsx': '' },
    };
    const handler = await answer({ path: '/api/me', header: ['authorization:'] }, place);
    expect(handler).toMatchObject({ decision: 'stored', ttl: 7200 });
    expect(JSON.stringify(handler.steps)).toContain('app/api/me/route.ts');
    expect(await answer({ path: '/dashboard' }, place)).toMatchObject({ decision: 'not-stored' });
    expect(await answer({ path: '/unrouted' }, place)).toMatchObject({ decision: 'unknown' });
    // An anonymous visitor gets the redirect itself.
    const anonymous = await answer({ path: '/dashboard', header: ['cookie:', 'authorization:'] }, place);
    expect(JSON.stringify(anonymous.steps)).toContain('answered 307');
  });

  it('tells people the same, step by step, with the decision last', async () => {
    const { stdout, code } = await explain({ path: '/dashboard' }, { answers: cacheRules(everything) });
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('GET https://shop.example.com/dashboard');
    expect(stdout).toContain('“Cache Everything [Template]”: http.host eq "shop.example.com"');
    expect(lines.at(-1)).toBe('stored  by the cache-rule “Cache Everything [Template]”');
  });

  it('asks Cloudflare by GET alone, for one zone, and writes nothing into the repository', async () => {
    const { asked, stderr } = await explain({ path: '/', verbose: true }, { answers: cacheRules(everything) });
    expect(asked.every((line) => line.startsWith('GET /client/v4/zones'))).toBe(true);
    expect(asked.length).toBeLessThan(30);
    expect(stderr).toMatch(/cloudflare\/zone {2}ok in \d+ ms/);
    expect(stderr).not.toContain('vercel');
  });

  it.each([
    ['no token', { env: {} }, 'CLOUDFLARE_API_TOKEN'],
    ['a token that is none', { env: { CLOUDFLARE_API_TOKEN: 'another-token-of-nobody' } }, 'CLOUDFLARE_API_TOKEN'],
    [
      'no Cache Rules Read',
      { answers: { 'rulesets/phases/http_request_cache_settings/entrypoint': forbidden } },
      'Cache Rules Read',
    ],
    ['no production host', { config: {} }, '--host'],
    ['a zone that the token does not see', { config: { production: 'https://shop.example.org' } }, 'Zone Read'],
  ])('is unknown with %s, and a step names what is missing', async (_what, place, named) => {
    const asked = await answer({ path: '/dashboard' }, place);
    expect(asked).toMatchObject({ path: '/dashboard', decision: 'unknown' });
    expect(JSON.stringify(asked.steps)).toContain(named);
    expect(JSON.stringify(asked)).not.toContain('another-token-of-nobody');
    expect(JSON.stringify(asked)).not.toContain('--skip');
  });

  it('echoes the path as it was typed', async () =>
    expect(await answer({ path: '/caf\u00e9 1#part' })).toMatchObject({ path: '/caf\u00e9 1#part' }));

  it('tells every rule apart in JSON, and shortens them for people', async () => {
    const others = Array.from({ length: 30 }, () => ({
      ...everything,
      expression: 'http.host eq "other.example.com"',
    }));
    const place = { answers: cacheRules(everything, ...others) };
    const { steps } = await answer({ path: '/a' }, place);
    expect(steps.filter(({ step }: { step: string }) => step === 'cache-rule')).toHaveLength(31);
    const { stdout } = await explain({ path: '/a' }, place);
    expect(stdout).toContain('30 rules of this phase do not match');
    expect(stdout).not.toContain('other.example.com');
  });

  it('claims nothing about storing where a Worker decides', async () => {
    const routes = { 'workers/routes': { result: [{ id: 'w', pattern: 'shop.example.com/*', script: 'shop' }] } };
    const { decision, steps } = await answer(
      { path: '/a' },
      { answers: { ...cacheRules(everything), ...routes } as ZoneAnswers },
    );
    expect(decision).toBe('unknown');
    expect(steps.at(-1)).toMatchObject({
      step: 'origin',
      matched: 'unknown',
      effect: expect.stringMatching(/^if nothing above decides otherwise: /),
    });
  });

  it('is decided for another host than production’s, whatever zone the configuration names', async () => {
    const place = {
      answers: cacheRules({ ...everything, expression: 'true' }),
      config: { production: 'https://www.example.org', cloudflare: { zone: 'example.org' } },
    };
    expect(await answer({ path: '/', host: 'Shop.Example.com' }, place)).toMatchObject({
      host: 'shop.example.com',
      decision: 'stored',
    });
  });

  it('knows hosts that cannot be at Cloudflare without asking', async () => {
    const { asked } = await explain({ path: '/', host: 'shop.vercel.app' });
    expect(asked).toEqual([]);
    expect(await answer({ path: '/', host: 'shop.vercel.app' })).toMatchObject({
      decision: 'not-stored',
      steps: [{ step: 'proxied', matched: false, effect: expect.stringContaining('not at Cloudflare') }],
    });
  });

  it('lets no escape of a rule through, in either form', async () => {
    const hostile = { ...everything, description: '\u001b[2J\u202e[x](javascript:1)\nzz' };
    for (const format of ['text', 'json']) {
      const { stdout } = await explain({ path: '/', format }, { answers: cacheRules(hostile) });
      expect(stdout).not.toMatch(/[\u001b\u202e]|u001b/);
      expect(stdout).toContain('[x](javascript:1)');
    }
  });
});
