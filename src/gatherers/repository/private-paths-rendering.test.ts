import { describe, expect, it } from 'vitest';
import { onePrivatePath as read, type Tree } from './private-paths-testing.ts';

const handler = (text: string, others: Tree = {}) => read({ 'app/api/x/route.ts': text, ...others });
const page = (text: string, others: Tree = {}) => read({ 'app/x/page.tsx': text, ...others });

const empty = 'export default () => <p />;';

describe('a page is made for each request', () => {
  it.each([
    ["import { cookies as jar } from 'next/headers';\nexport default async () => <p>{(await jar()).get('theme')}</p>;"],
    ["import { connection } from 'next/server';\nexport default async () => { await connection(); return <p />; };"],
    ["import { unstable_noStore as now } from 'next/cache';\nexport default () => { now(); return <p />; };"],
    ['export default async ({ searchParams }) => <p>{(await searchParams).q}</p>;'],
    ['export default async (props: Props) => <p>{(await props.searchParams).q}</p>;'],
    [`${empty}\nexport const dynamic = 'force-dynamic';`],
    [`${empty}\nexport const revalidate = 0;`],
    [`${empty}\nexport const fetchCache = 'force-no-store';`],
    ["export default async () => <p>{await fetch('https://a.example', { cache: 'no-store' })}</p>;"],
    ["import { auth } from '@clerk/nextjs/server';\nexport default async () => { await auth(); return <p />; };"],
    [
      "import { auth } from '@clerk/nextjs/server';\nexport const revalidate = 60;\nexport default async () => { if (await auth()) redirect('/a'); return <p />; };",
    ],
    ["import { theme } from '../../lib';\nexport default async () => <p>{await theme()}</p>;"],
  ])('%s', async (text) => {
    const lib =
      "import { headers } from 'next/headers';\nexport const theme = async () => (await headers()).get('x-theme');";
    expect((await page(text, { 'lib.ts': lib })).rendered).toBe('request');
  });

  it('by its layout, its address and the Pages Router', async () => {
    const layout = "import { cookies } from 'next/headers';\nexport default async () => <p>{await cookies()}</p>;";
    expect((await page(empty, { 'app/layout.tsx': layout })).rendered).toBe('request');
    // https://nextjs.org/docs/app/api-reference/functions/generate-static-params
    expect((await read({ 'app/x/[id]/page.tsx': empty })).rendered).toBe('request');
    expect((await read({ 'pages/x.tsx': `${empty}\nexport const getServerSideProps = () => 1;` })).rendered).toBe(
      'request',
    );
    expect(
      (await read({ 'pages/x.tsx': 'const P = () => <p />;\nP.getInitialProps = () => 1;\nexport default P;' }))
        .rendered,
    ).toBe('request');
    expect(
      (
        await read({
          'pages/x.tsx': empty,
          'pages/_app.tsx': 'const A = () => <p />;\nA.getInitialProps = () => 1;\nexport default A;',
        })
      ).rendered,
    ).toBe('request');
  });
});

describe('a page is made ahead', () => {
  it.each([
    ['app/x/page.tsx', empty],
    [
      'app/x/page.tsx',
      "import { prisma } from '../../lib';\nexport default async () => <p>{await prisma.order.count()}</p>;",
    ],
    [
      'app/x/page.tsx',
      "import { cookies } from 'next/headers';\nexport const dynamic = 'force-static';\nexport default async () => <p>{await cookies()}</p>;",
    ],
    ['app/x/page.tsx', `${empty}\nexport const revalidate = 60;`],
    ['app/x/page.tsx', 'export default ({ searchParams }) => <p />;'],
    [
      'app/x/page.tsx',
      "import './x.css';\nimport s from './x.module.css';\nexport default () => <p className={s.a} />;",
    ],
    ['app/x/page.tsx', "'use client';\nexport default () => <p />;"],
    ['app/x/[id]/page.tsx', `${empty}\nexport const generateStaticParams = () => [];`],
    ['pages/x.tsx', empty],
    ['pages/x.tsx', `${empty}\nexport const getStaticProps = () => 1;`],
    ['app/api/x/route.ts', "export const dynamic = 'force-static';\nexport const GET = () => 1;"],
    ['app/api/x/route.ts', 'export const revalidate = 60;\nexport const GET = () => 1;'],
  ])('%s: %s', async (file, text) => {
    const lib = "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();";
    expect((await read({ [file]: text, 'lib.ts': lib })).rendered).toBe('ahead');
  });
});

describe('how it is made', () => {
  it('is one of each request for a handler that says nothing', async () => {
    expect((await handler('export const GET = () => 1;')).rendered).toBe('request');
    expect(
      (await handler('export const revalidate = 60;\nexport const GET = (request) => request.headers.get("a");'))
        .rendered,
    ).toBe('request');
    expect((await read({ 'pages/api/x.ts': 'export default () => 1;' })).rendered).toBe('request');
  });

  it.each([
    ["import { t } from 'next-intl/server';\nexport default async () => <p>{await t()}</p>;"],
    ["import { t } from './gone';\nexport default async () => <p>{await t()}</p>;"],
    ['export default async () => <p>{(await import("./a")).a}</p>;'],
    [`${empty}\nexport const dynamic = process.env.MODE;`],
    [`${empty}\nexport const revalidate = 60 * TIME;`],
  ])('is not told of %s', async (text) => expect((await page(text)).rendered).toBeUndefined());
});

const private_ = [{ name: 'cache-control', value: 'private' }];
const untold = [{ name: 'cache-control' }];

describe('cache headers', () => {
  it.each([
    ["export const GET = () => new Response('', { headers: { 'Cache-Control': 'private' } });", private_],
    ["export const GET = () => NextResponse.json({}, { headers: [['cache-control', 'private']] });", private_],
    [
      "export const GET = () => { const r = NextResponse.json({}); r.headers.set('Cache-Control', 'private'); return r; };",
      private_,
    ],
    [
      "const headers = { 'Cache-Control': 'private' };\nexport const GET = () => new Response('', { headers });",
      private_,
    ],
    ["export const GET = () => new Response('', { headers: { 'Cache-Control': 'max-age=' + age } });", untold],
    [
      "export const GET = (r) => new Response('', { headers: { 'Cache-Control': r.a ? 'private' : 'public' } });",
      untold,
    ],
    [
      "export const GET = (r) => { if (r.a) return new Response('', { headers: { 'Cache-Control': 'private' } }); };",
      untold,
    ],
    ["export const GET = () => { a.set('Cache-Control', 'private'); b.set('cache-control', 'public'); };", untold],
    ["export const GET = () => fetch('https://a.example', { headers: { 'Cache-Control': 'no-cache' } });", undefined],
    [
      "export const GET = () => 1;\nexport const POST = () => new Response('', { headers: { 'Cache-Control': 'private' } });",
      undefined,
    ],
    [
      "export const GET = () => new Response('', { headers: { 'CDN-Cache-Control': 'a', 'X-Other': 'b' } });",
      [{ name: 'cdn-cache-control', value: 'a' }],
    ],
  ])('of code: %s', async (text, sets) => expect((await handler(text)).sets).toEqual(sets));

  it('of the Pages Router', async () =>
    expect(
      (await read({ 'pages/api/x.ts': "export default (q, res) => { res.setHeader('Cache-Control', 'private'); };" }))
        .sets,
    ).toEqual(private_));

  const nextRule = (rule: string) => ({
    'next.config.mjs': `export default { basePath: '/shop', async headers() { return [{ headers: [{ key: 'Cache-Control', value: 'private' }], ${rule} }]; } };`,
  });
  it.each([
    ["source: '/x/:path*'", private_],
    ["source: '/(.*)'", private_],
    ["source: '/y'", undefined],
    ["source: '/shop/x'", undefined],
    ["source: '/shop/x', basePath: false", private_],
    ["source: '/x', has: [{ type: 'cookie', key: 'a' }]", untold],
    ['source: process.env.SOURCE', untold],
    ["source: '/('", untold],
  ])('of next.config with %s', async (rule, sets) => expect((await page(empty, nextRule(rule))).sets).toEqual(sets));

  it('of vercel.json, and of several places', async () => {
    const vercel = (source: string, value: string) => ({
      'vercel.json': JSON.stringify({ headers: [{ source, headers: [{ key: 'cache-control', value }] }] }),
    });
    expect((await page(empty, vercel('/x', 'private'))).sets).toEqual(private_);
    expect((await page(empty, vercel('/y', 'private'))).sets).toBeUndefined();
    expect((await page(empty, { ...vercel('/shop/x', 'private'), ...nextRule("source: '/x'") })).sets).toEqual(
      private_,
    );
    expect((await page(empty, { ...vercel('/shop/x', 'public'), ...nextRule("source: '/x'") })).sets).toEqual(untold);
    expect((await page(empty, { 'vercel.json': '{"headers":[' })).sets).toBeUndefined();
  });
});
