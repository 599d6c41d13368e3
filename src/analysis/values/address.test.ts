import { describe, expect, it } from 'vitest';
import { describeAddress } from './address.ts';

const password = 'p4ss-word-9';
const fingerprint = (text: string): string => `f${text.length}${text.slice(0, 3)}`;
const describeAs = (text: string, name = 'X') => describeAddress({ text, name, fingerprint });
const serverOf = (text: string): string | undefined => {
  const found = describeAs(text);
  return found?.kind === 'database' ? found.server : undefined;
};

describe('a web address', () => {
  it('shows its origin alone, without user info, path and query', () => {
    const found = describeAs(`https://me:${password}@Shop.Acme.net:8443/a?k=${password}#${password}`);
    expect(found).toEqual({
      kind: 'url',
      origin: 'https://shop.acme.net:8443',
      host: 'shop.acme.net',
      credentials: true,
      sandbox: false,
    });
  });

  it('counts a password as a credential, a user alone not: a Sentry DSN is public', () =>
    expect(describeAs('https://abc123@o1.ingest.sentry.io/2')).toMatchObject({ credentials: false }));

  it.each([
    ['http://localhost:3000', 'loopback'],
    ['http://app.localhost', 'loopback'],
    ['http://127.9.8.7', 'loopback'],
    ['http://127.1', 'loopback'],
    ['http://0x7f000001', 'loopback'],
    ['http://0.0.0.0:80', 'loopback'],
    ['http://[::1]:3000', 'loopback'],
    ['http://[::ffff:127.0.0.1]', 'loopback'],
    ['ws://localhost./x', 'loopback'],
    ['http://10.1.2.3', 'private'],
    ['http://172.16.0.1', 'private'],
    ['http://172.31.255.1', 'private'],
    ['http://192.168.0.1', 'private'],
    ['http://169.254.169.254', 'private'],
    ['http://[fd12::1]', 'private'],
    ['http://[fe80::1]', 'private'],
    ['http://nas.local', 'private'],
    ['http://api.railway.internal', 'private'],
    ['http://host.docker.internal:3000', 'private'],
    ['http://api:3000', 'private'],
    ['https://shop-git-main.vercel.app', 'vercel-preview'],
    ['https://example.com', 'example'],
    ['https://www.example.org', 'example'],
    ['https://shop.example', 'example'],
    ['https://yourdomain.com', 'example'],
    ['https://api.your-domain.io', 'example'],
    ['https://my-domain.com', 'example'],
  ])('%s is %s', (text, local) => expect(describeAs(text)).toMatchObject({ kind: 'url', local }));

  it.each([
    'https://shop.acme.net',
    'http://172.15.0.1',
    'http://172.32.0.1',
    'http://11.0.0.1',
    'https://localhost.acme.net',
    'https://vercel.app.acme.net',
    'https://example.com.acme.net',
    'https://myexample.com',
    'https://localhosting.com',
    'http://[2001:db8::1]',
  ])('%s is a public one', (text) => {
    expect(describeAs(text)).toMatchObject({ kind: 'url' });
    expect(describeAs(text)).not.toHaveProperty('local');
  });

  it('names its Supabase project', () => {
    expect(describeAs('https://abcd1234.supabase.co/rest/v1')).toMatchObject({ project: 'abcd1234' });
    expect(describeAs('https://abcd1234.supabase.co.evil.net')).not.toHaveProperty('project');
  });

  it.each([
    ['https://sandbox.acme.net', true],
    ['https://api-m.sandbox.paypal.com', true],
    ['https://sandbox-api.polar.sh', true],
    ['https://codesandbox.io', false],
    ['https://acme.net/sandbox', false],
  ])('%s is a sandbox: %j', (text, sandbox) => expect(describeAs(text)).toMatchObject({ sandbox }));

  it('may come without a scheme under a name of addresses only', () => {
    expect(describeAs('localhost:3000', 'API_HOST')).toMatchObject({ host: 'localhost', local: 'loopback' });
    expect(describeAs('shop.acme.net/path', 'SITE_URL')).toMatchObject({ origin: 'http://shop.acme.net' });
    expect(describeAs('ep-calm-1.neon.tech', 'PGHOST')).toMatchObject({ host: 'ep-calm-1.neon.tech' });
    expect(describeAs('com.acme.test', 'BUNDLE_ID')).toBeUndefined();
    expect(describeAs('v1.2.beta', 'VERSION')).toBeUndefined();
  });

  it.each([
    '',
    'word',
    '/path',
    'mailto:a@b.c',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    'http://[::1',
    'a b.c',
  ])('%j is none', (text) => expect(describeAs(text, 'SITE_URL')).toBeUndefined());
});

describe('a database address', () => {
  it('shows machine and database, neither user nor password nor options', () => {
    const found = describeAs(`postgresql://me:${password}@DB.Acme.net:5432/shop?password=${password}`);
    expect(found).toEqual({ kind: 'database', server: 'db.acme.net/shop', host: 'db.acme.net', local: false });
  });

  it.each([
    ['user and password', 'postgres://a:b@db.acme.net/shop', 'postgresql://c:d@db.acme.net/shop'],
    ['the usual port', 'postgres://db.acme.net/shop', 'postgres://db.acme.net:5432/shop'],
    ['options', 'mysql://db.acme.net/shop', 'mysql://db.acme.net:3306/shop?ssl=true'],
    ['Neon’s pooler', 'postgres://a@ep-x-1.eu.aws.neon.tech/shop', 'postgres://a@ep-x-1-pooler.eu.aws.neon.tech/shop'],
    [
      'Supabase’s pooler',
      'postgres://postgres:x@db.abcd.supabase.co:5432/postgres',
      'postgres://postgres.abcd:x@aws-0-eu.pooler.supabase.com:6543/postgres?pgbouncer=true',
    ],
    ['the number of Redis’ first database', 'redis://cache.acme.net', 'rediss://cache.acme.net:6379/0'],
    ['JDBC’s prefix', 'jdbc:postgresql://db.acme.net/shop', 'postgres://db.acme.net/shop'],
    ['the case of the host', 'postgres://DB.acme.NET/shop', 'postgres://db.acme.net/shop'],
    ['brackets and the usual port', 'postgres://[2001:db8::1]/shop', 'postgres://[2001:db8::1]:5432/shop'],
    [
      'further members of a replica set',
      'mongodb://u:p@m1.acme.net:27017,m2.acme.net:27017/shop',
      'mongodb://m1.acme.net/shop',
    ],
  ])('stays the same database whatever is said of %s', (_what, one, other) => {
    expect(serverOf(one)).toBeDefined();
    expect(serverOf(one)).toBe(serverOf(other));
  });

  it.each([
    ['hosts', 'postgres://db1.acme.net/shop', 'postgres://db2.acme.net/shop'],
    ['names', 'postgres://db.acme.net/shop', 'postgres://db.acme.net/shop_preview'],
    ['ports', 'postgres://proxy.rlwy.net:1111/railway', 'postgres://proxy.rlwy.net:2222/railway'],
    ['ports of IPv6', 'postgres://[2001:db8::1]:1/shop', 'postgres://[2001:db8::1]:2/shop'],
    ['numbers', 'redis://cache.acme.net/0', 'redis://cache.acme.net/1'],
    [
      'users of one pooler',
      'postgres://postgres.abcd:x@aws-0-eu.pooler.supabase.com/postgres',
      'postgres://postgres.efgh:x@aws-0-eu.pooler.supabase.com/postgres',
    ],
    ['users of PlanetScale', 'mysql://aaa:x@aws.connect.psdb.cloud/shop', 'mysql://bbb:x@aws.connect.psdb.cloud/shop'],
    [
      'keys of Prisma’s proxy',
      'prisma+postgres://accelerate.prisma-data.net/?api_key=one-key',
      'prisma+postgres://accelerate.prisma-data.net/?api_key=other-key',
    ],
  ])('differs by %s', (_what, one, other) => {
    expect(serverOf(one)).toBeDefined();
    expect(serverOf(one)).not.toBe(serverOf(other));
  });

  it('shows a tenant of a shared host by keyed fingerprint alone', () => {
    const server = serverOf('prisma+postgres://accelerate.prisma-data.net/?api_key=one-key');
    expect(server).toBe(`accelerate.prisma-data.net#${fingerprint('\0one-key')}/`);
  });

  it.each([
    ['postgres://localhost/shop', true],
    ['postgres://127.0.0.1/shop', true],
    ['postgres://[::1]/shop', true],
    ['postgres://db:5432/shop', true],
    ['postgres:///shop', true],
    ['postgres://10.0.0.5/shop', false],
    ['postgres://db.acme.net/shop', false],
  ])('%s is local: %j', (text, local) => expect(describeAs(text)).toMatchObject({ local }));

  it.each([
    `postgres://me:12/${password}@db.acme.net/shop`,
    `postgres://me:12#${password}@db.acme.net/shop`,
    `postgres://me:12?${password}@db.acme.net/shop`,
    `postgres://me:p@12/${password}@db.acme.net/shop`,
    `https://me:12/${password}@acme.net/`,
  ])('is not guessed from %s, whose password breaks it in two', (text) => expect(describeAs(text)).toBeUndefined());

  it('does not mistake an @ in a path for one', () => {
    expect(describeAs('http://localhost:3000/@vite/client')).toMatchObject({ local: 'loopback' });
    expect(describeAs('https://medium.com/@acme')).toMatchObject({ host: 'medium.com' });
  });
});
