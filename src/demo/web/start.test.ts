import { X509Certificate } from 'node:crypto';
import { get as getPlainly, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedSecrets, plantSecrets } from '../planted.ts';
import { customers, sessionCookie } from './customers.ts';
import { type PracticeSites, startPracticeSites } from './start.ts';

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string };

const secrets = { broken: plantSecrets({ repaired: false }), repaired: plantSecrets({ repaired: true }) };
const sites: { broken?: PracticeSites; repaired?: PracticeSites } = {};

beforeAll(async () => {
  const start = (repaired: boolean, planted: PlantedSecrets) =>
    startPracticeSites({ repaired, secrets: planted, now: Date.now() });
  sites.broken = await start(false, secrets.broken);
  sites.repaired = await start(true, secrets.repaired);
});
afterAll(async () => {
  await sites.broken?.close();
  await sites.repaired?.close();
});

async function read(which: 'broken' | 'repaired', address: string, headers = {}, method = 'GET'): Promise<Answer> {
  const site = sites[which];
  const url = new URL(address);
  const isSecure = url.protocol === 'https:';
  const [host, port] = site?.connect[`${url.hostname}:${isSecure ? 443 : 80}`]?.split(':') ?? [];
  const options = { host, port, method, path: url.pathname + url.search, agent: false as const };
  const name = url.hostname === 'cname.vercel-dns.com' ? 'shop.example.com' : url.hostname;
  const named = { ...options, headers: { host: name, ...headers } };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = isSecure
      ? getSecurely({ ...named, servername: name, ca: site?.ca }, resolve)
      : getPlainly(named, resolve);
    request.once('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks).toString('latin1'),
  };
}

async function hopsFrom(which: 'broken' | 'repaired', address: string): Promise<readonly string[]> {
  const hops: string[] = [];
  for (let next: string | undefined = address; next !== undefined && hops.length < 8; ) {
    const { status, headers }: Answer = await read(which, next);
    hops.push(`${status} ${next}`);
    next = headers.location === undefined ? undefined : new URL(headers.location, next).href;
  }
  return hops;
}

// One predicate for each rule of the area: true where the site breaks it. They know nothing of the product's checks.
const shop = 'https://shop.example.com';
// Past the edge: what the record at Cloudflare points to.
const origin = 'https://cname.vercel-dns.com';

function as(which: 'broken' | 'repaired', user: 'a' | 'b') {
  const { customerSession, secondCustomerSession } = secrets[which];
  return { host: 'shop.example.com', cookie: sessionCookie(user === 'a' ? customerSession : secondCustomerSession) };
}

let asked = 0;
async function leaks(which: 'broken' | 'repaired', path: string, headers = {}): Promise<boolean> {
  asked += 1;
  const address = `${shop}${path}?leak=${asked}`;
  const { body } = await read(which, address, { ...headers, ...as(which, 'a') });
  const next = await read(which, address, headers);
  return body.includes(customers.a.name) && next.body.includes(customers.a.name);
}
const mess: Readonly<Record<string, (which: 'broken' | 'repaired') => Promise<boolean>>> = {
  'three redirects from http': async (which) => (await hopsFrom(which, 'http://shop.example.com/')).length > 3,
  'a first hop that leaves the host, and for now only': async (which) => {
    const { status, headers } = await read(which, 'http://shop.example.com/');
    return status === 302 && !headers.location?.startsWith(shop);
  },
  'a www that forgets the path': async (which) =>
    (await read(which, 'https://www.shop.example.com/lamps?x=1')).headers.location !== `${shop}/lamps?x=1`,
  'a webhook that redirects': async (which) => (await read(which, `${shop}/api/webhooks/stripe`)).status === 308,
  'five minutes of HSTS': async (which) =>
    (await read(which, shop)).headers['strict-transport-security'] === 'max-age=300',
  'inline scripts of anybody': async (which) =>
    String((await read(which, shop)).headers['content-security-policy']).includes("'unsafe-inline'"),
  'sniffing left on': async (which) => (await read(which, shop)).headers['x-content-type-options'] === undefined,
  'a session cookie for everybody': async (which) =>
    String((await read(which, `${shop}/sign-in`)).headers['set-cookie']).includes('HttpOnly') === false,
  'every origin with credentials': async (which) => {
    const { headers } = await read(which, shop, { origin: 'https://evil.test' });
    return headers['access-control-allow-origin'] === 'https://evil.test';
  },
  'a stack trace': async (which) => / at .*\.js:\d+/.test((await read(which, `${shop}/nowhere`)).body),
  'a framework that names itself': async (which) => (await read(which, shop)).headers['x-powered-by'] !== undefined,
  'variables among the public files': async (which) => (await read(which, `${shop}/.env`)).status === 200,
  'production kept out of search': async (which) => (await read(which, shop)).headers['x-robots-tag'] === 'noindex',
  'a preview for everybody': async (which) =>
    (await read(which, 'https://shop-git-main-harbor.vercel.app/')).headers['x-robots-tag'] !== 'noindex',
  'a stranger’s script beside the password': async (which) =>
    /<script src="https:\/\/(?!shop)/.test((await read(which, `${shop}/sign-in`)).body),
  'one customer’s dashboard for the next visitor': async (which) => leaks(which, '/dashboard'),
  'the same for its data, as the router asks': async (which) => leaks(which, '/dashboard', { rsc: '1' }),
  'the same below a name that looks like a stylesheet': async (which) => leaks(which, '/dashboard/x.css'),
  'one customer’s account for the next visitor': async (which) => leaks(which, '/account'),
  'one customer’s data from the handler': async (which) => leaks(which, '/api/account'),
  'a dashboard that says it is everybody’s': async (which) =>
    /public|s-maxage/.test(
      String((await read(which, `${origin}/dashboard?own`, as(which, 'a'))).headers['cache-control']),
    ),
  'a handler that says nothing of caching': async (which) =>
    (await read(which, `${origin}/api/account`)).headers['cache-control'] === undefined,
  'an account that Vercel’s cache answers': async (which) =>
    (await read(which, `${origin}/account`)).headers['x-vercel-cache'] === 'HIT',
  'a mail policy for other servers': async (which) =>
    !(await read(which, 'https://mta-sts.example.com/.well-known/mta-sts.txt')).body.includes('mx: smtp.google.com'),
};

describe.each(Object.entries(mess))('%s', (_name, isBroken) => {
  it('is there in the broken launch and gone from the repaired one', async () => {
    expect([await isBroken('broken'), await isBroken('repaired')]).toEqual([true, false]);
  });
});

describe('the sites', () => {
  it('lead from every other domain to the same page of the shop, in two steps at most', async () => {
    for (const host of ['www.shop.example.com', 'shop-harbor.vercel.app', 'harbor-goods.example', 'example.com']) {
      const hops = await hopsFrom('repaired', `http://${host}/sign-in?from=x`);
      expect([host, hops.length, hops.at(-1)]).toEqual([host, 3, `200 ${shop}/sign-in?from=x`]);
    }
  });

  it('plant their secret only while it is broken', async () => {
    expect((await read('broken', `${shop}/.env`)).body).toContain(secrets.broken.stripeLiveKey);
    expect((await read('repaired', `${shop}/.env`)).status).toBe(404);
  });

  it('give a nonce once', async () => {
    const [one, other] = [await read('repaired', shop), await read('repaired', shop)];
    expect(one.headers['content-security-policy']).not.toBe(other.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(String(one.headers['content-security-policy']))?.[1] ?? 'none';
    expect(one.body).toContain(`nonce="${nonce}"`);
  });

  it('publish the intermediate certificate as DER over http', async () => {
    const { headers, body } = await read('broken', 'http://pe7.i.lencr.example/');
    expect(headers['content-type']).toBe('application/pkix-cert');
    expect(new X509Certificate(Buffer.from(body, 'latin1')).subject).toContain('CN=PE7');
  });

  it('answer HEAD without a body, and nothing but reading', async () => {
    expect(await read('broken', shop, {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect(await read('broken', shop, {}, 'POST')).toMatchObject({ status: 405 });
  });

  it.each(['broken', 'repaired'] as const)('show a customer what is theirs, and nobody else (%s)', async (which) => {
    for (const path of ['/dashboard', '/account', '/api/account']) {
      const [a, b] = [
        await read(which, origin + path, as(which, 'a')),
        await read(which, origin + path, as(which, 'b')),
      ];
      const has = (body: string) => [body.includes(customers.a.name), body.includes(customers.b.name)];
      expect([path, has(a.body), has(b.body)]).toEqual([path, [true, false], [false, true]]);
      const { status, headers, body } = await read(which, origin + path, { cookie: 'harbor_session=none' });
      expect([status, has(body)]).toEqual([path === '/api/account' ? 401 : 307, [false, false]]);
      if (path !== '/api/account') expect(headers.location).toBe('/sign-in');
    }
    const below = await read(which, `${origin}/dashboard/old/view`, as(which, 'a'));
    expect(below.status).toBe(which === 'broken' ? 200 : 404);
    const data = await read(which, `${origin}/account`, { ...as(which, 'b'), rsc: '1' });
    expect([data.headers['content-type'], data.body.includes(customers.b.email)]).toEqual(['text/x-component', true]);
  });

  it('stand behind an edge that names itself, and count a visitor once', async () => {
    const before = sites.broken?.visits().length ?? 0;
    expect((await read('broken', `${shop}/?once`)).headers).toMatchObject({
      server: 'cloudflare',
      'cf-cache-status': 'MISS',
    });
    expect((await read('broken', `${shop}/?once`)).headers).toMatchObject({
      'cf-cache-status': 'HIT',
      age: expect.any(String),
    });
    expect((await read('broken', `${origin}/?once`)).headers).toMatchObject({ server: 'Vercel' });
    expect(sites.broken?.visits().length).toBe(before + 3);
  });

  it('record who was asked for what', async () => {
    await read('repaired', 'https://www.shop.example.com/lamps?x=1');
    expect(sites.repaired?.visits().at(-1)).toMatchObject({
      scheme: 'https',
      host: 'www.shop.example.com',
      method: 'GET',
      path: '/lamps',
      query: '?x=1',
    });
  });
});
