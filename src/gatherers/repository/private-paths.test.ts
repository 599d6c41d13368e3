import { describe, expect, it } from 'vitest';
import { type PrivatePaths, privatePaths } from '../../artifacts/repository/private-paths.ts';
import { gatherPrivatePaths } from './private-paths.ts';
import { gatherRepositoryRoutes } from './routes.ts';
import { contextOver, type MemoryFile, memoryFiles } from './testing.ts';

type Tree = Readonly<Record<string, MemoryFile>>;

const next: Tree = { 'package.json': '{"name":"shop","dependencies":{"next":"16.0.0"}}' };
const page = 'export default function Page() { return <p>hi</p>; }';
const asking =
  'export default async function Page() {\n  const session = await getServerSession();\n  return <p>{session.user.name}</p>;\n}';

async function found(tree: Tree, entries: readonly string[] = []): Promise<PrivatePaths> {
  const files = memoryFiles(Object.fromEntries(Object.entries(tree).map(([path, text]) => [`/repo/${path}`, text])));
  const context = contextOver('/repo', { files });
  const routes = await gatherRepositoryRoutes.gather(context, {});
  const target = { ...context.target, privatePaths: entries };
  return privatePaths.parse(await gatherPrivatePaths.gather({ ...context, target }, { routes }));
}

const shown = async (tree: Tree, entries: readonly string[] = []) => {
  const { paths } = await found({ ...next, ...tree }, entries);
  return paths.map(({ path, from, asks }) => `${path} ${from}${asks ? '' : ' not asked'}`);
};

describe('a route is one person’s', () => {
  it('when its code asks who is signed in, and the reason says where', async () => {
    const { paths, public: open } = await found({ ...next, 'app/a/page.tsx': asking, 'app/b/page.tsx': page });
    expect(paths).toEqual([
      {
        path: '/a',
        route: '/a',
        kind: 'page',
        file: 'app/a/page.tsx',
        from: 'code',
        why: 'reads the session: getServerSession() (app/a/page.tsx:2)',
        rendered: 'request',
        asks: true,
      },
    ]);
    expect(open).toEqual([{ route: '/b', why: 'no sign of a session in its code, its middleware or its name' }]);
  });

  it('when a layout above it does, unless it is the start page or the like', async () => {
    const tree = {
      'app/layout.tsx': asking,
      'app/page.tsx': page,
      'app/blog/[slug]/page.tsx': page,
      'app/(in)/x/page.tsx': page,
    };
    expect(await shown(tree)).toEqual(['/x code']);
    const { paths } = await found({ ...next, ...tree });
    expect(paths[0]?.why).toBe('a layout above it reads the session: getServerSession() (app/layout.tsx:2)');
    // The start page itself shows somebody's name.
    expect(await shown({ ...tree, 'app/page.tsx': asking })).toEqual(['/ code', '/x code']);
    const own = {
      'app/a/layout.tsx': asking,
      'app/a/page.tsx': page,
      'app/b/page.tsx': page,
      'app/a/route/route.ts': 'export const GET = () => 1',
    };
    expect(await shown(own)).toEqual(['/a code']);
  });

  it('when what it imports does, by aliases and packages of the workspace', async () => {
    const tree = {
      'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./*"]}}}',
      'lib/viewer.ts': 'export const whoami = async () => (await cookies()).get("session");',
      'app/a/page.tsx': 'import { whoami } from "@/lib/viewer";\nexport default async () => <p>{await whoami()}</p>;',
      'packages/auth/package.json': '{"name":"@acme/auth","main":"src/index.ts"}',
      'packages/auth/src/index.ts': 'export { who } from "./who";',
      'packages/auth/src/who.ts': 'export const who = () => auth();',
      'app/b/page.tsx': 'import { who } from "@acme/auth";\nexport default async () => <p>{await who()}</p>;',
    };
    expect(await shown(tree)).toEqual(['/a code', '/b code']);
    const { paths } = await found({ ...next, ...tree });
    expect(paths[0]?.why).toBe('uses whoami (app/a/page.tsx:2), which reads the cookie session (lib/viewer.ts:1)');
  });

  it('when middleware turns strangers away there', async () => {
    const proxy = `export async function proxy(request) {
      if (await getToken({ req: request })) return NextResponse.next();
      return NextResponse.redirect(new URL('/sign-in', request.url));
    }
    export const config = { matcher: ['/area/:path*'] };`;
    const tree = { 'app/area/[id]/page.tsx': page, 'app/other/page.tsx': page, 'app/sign-in/page.tsx': page };
    for (const file of ['proxy.ts', 'src/middleware.js'])
      expect(await shown({ ...tree, [file]: proxy })).toEqual(['/area/1001 middleware']);
    const { paths } = await found({ ...next, ...tree, 'proxy.ts': proxy });
    expect(paths[0]?.why).toBe('proxy.ts:3 turns away whoever is not signed in: redirect to /sign-in');
    expect(await shown({ ...tree, 'proxy.ts': proxy.replace(/\/area\/:path\*/, '/((?!sign-in).*)') })).toEqual([
      '/area/1001 middleware',
      '/other middleware',
    ]);
  });

  it('when its name says so, and it is not rendered ahead', async () => {
    const names = ['dashboard', 'team/settings', 'my-orders', 'users/[id]', 'me'];
    const tree = Object.fromEntries(names.map((name) => [`app/${name}/page.tsx`, page]));
    expect(await shown(tree)).toEqual([
      '/dashboard name',
      '/me name',
      '/my-orders name',
      '/team/settings name',
      '/users/1001 name',
    ]);
    expect(
      await shown({ 'app/users/[id]/page.tsx': `${page}\nexport const generateStaticParams = () => [];` }),
    ).toEqual([]);
    expect(await shown({ 'pages/dashboard.tsx': `${page}\nexport const getStaticProps = () => auth();` })).toEqual([]);
  });

  it('in the Pages Router as well', async () => {
    const tree = {
      'pages/a.tsx': `${page}\nexport const getServerSideProps = async (ctx) => ({ props: await getSession(ctx) });`,
      'pages/b.tsx': page,
      'pages/api/c.ts': 'export default (req, res) => res.json(req.session.user);',
      'pages/api/d.ts': 'export default (req, res) => res.json([]);',
    };
    expect(await shown(tree)).toEqual(['/a code', '/api/c code']);
  });
});

describe('a route is everybody’s', () => {
  it.each([
    ['app/sign-in/[[...sign-in]]/page.tsx', asking],
    ['app/(auth)/register/page.tsx', asking],
    ['app/api/auth/[...nextauth]/route.ts', 'export const { GET, POST } = NextAuth(authOptions);'],
    ['app/api/webhooks/stripe/route.ts', 'export const GET = () => auth();'],
    ['app/api/cron/daily/route.ts', 'export const GET = (req) => req.headers.get("authorization");'],
    ['app/api/health/route.ts', 'export const GET = () => auth();'],
    ['app/sitemap.xml/route.ts', 'export const GET = () => auth();'],
    ['app/pricing/page.tsx', page],
    ['app/page.tsx', 'export default async () => { if (await auth()) redirect("/dashboard"); return <p/>; }'],
    ['app/widget/page.tsx', `'use client';\n${asking}`],
    ['app/api/save/route.ts', 'export const POST = () => auth();'],
  ])('%s', async (file, text) => {
    const { paths, public: open } = await found({ ...next, [file]: text });
    expect(paths).toEqual([]);
    expect(open).toHaveLength(1);
  });
});

describe('the configuration', () => {
  const tree = { 'app/dashboard/page.tsx': page, 'app/shop/page.tsx': page, 'app/shop/[id]/page.tsx': page };
  it('adds and takes out, and wins', async () => {
    expect(await shown(tree, ['/shop'])).toEqual(['/dashboard name', '/shop configuration']);
    expect(await shown(tree, ['!/dashboard'])).toEqual([]);
    expect(await shown(tree, ['/shop/[id]', '!/dashboard'])).toEqual(['/shop/1001 configuration']);
    expect(await shown(tree, ['/shop/*', '!/shop'])).toEqual(['/dashboard name', '/shop/1001 configuration']);
    expect(await shown(tree, ['!/shop/*', '/shop/*'])).toEqual(['/dashboard name', '/shop configuration']);
    const { public: open } = await found({ ...next, ...tree }, ['!/dash*']);
    expect(open[0]).toEqual({ route: '/dashboard', why: 'the configuration takes it out (privatePaths: !/dash*)' });
  });

  it('names paths that no route serves, with a sample below and the door above', async () => {
    const { paths } = await found({}, ['/account/*', '/api/me?x=1', '/team/*/billing', '/log-out', '!/account/help']);
    expect(paths.map(({ path, route, kind, asks }) => [path, route, kind, asks])).toEqual([
      ['/account', '/account/*', 'page', true],
      ['/account/1001', '/account/*', 'page', true],
      ['/api/me', '/api/me?x=1', 'handler', true],
      ['/log-out', '/log-out', 'page', false],
      ['/team/1001/billing', '/team/*/billing', 'page', true],
    ]);
    expect(paths[0]?.why).toBe('the configuration names it (privatePaths: /account/*)');
    expect(await shown(tree, ['/shop/*', '!/dashboard'])).toEqual(['/shop configuration', '/shop/1001 configuration']);
  });

  it('is all there is where Next.js is not', async () => {
    const vite = { 'package.json': '{"devDependencies":{"vite":"7.0.0"}}', 'src/pages/dashboard.tsx': asking };
    expect(await found(vite)).toEqual({ paths: [], public: [], unread: [] });
    expect((await found(vite, ['/account'])).paths).toHaveLength(1);
    expect(await found({})).toEqual({ paths: [], public: [], unread: [] });
  });
});

describe('a path is asked only when that is a plain read', () => {
  it.each([
    ['app/api/x/route.ts', 'export const GET = async () => { await auth(); await prisma.user.delete({}); };'],
    ['app/api/x/delete/route.ts', 'export const GET = () => auth();'],
    ['app/api/orders/create/route.ts', 'export const GET = () => auth();'],
    ['app/api/callback/route.ts', 'export const GET = () => auth();'],
    ['pages/api/x.ts', 'export default async (req) => { await getSession({ req }); await db.user.update({}); };'],
    ['app/x/page.tsx', 'export default async () => { await requireUser(); await signOut(); return <p/>; }'],
  ])('%s is not: %s', async (file, text) => expect((await shown({ [file]: text }))[0]).toMatch(/ code not asked$/));

  it('though a form on it writes', async () =>
    expect(
      await shown({
        'app/x/page.tsx':
          'export default async () => { await auth(); async function save() { "use server"; await db.user.update({}); } return <form action={save}/>; }',
      }),
    ).toEqual(['/x code']));
});

describe('apps of a repository', () => {
  it('each have their settings and middleware', async () => {
    const guard = "export default withAuth({});\nexport const config = { matcher: '/:path*' };";
    const tree = {
      'package.json': '{"name":"all","workspaces":["apps/*"]}',
      'apps/web/package.json': '{"name":"web","dependencies":{"next":"16"}}',
      'apps/web/next.config.mjs': "export default withPlugins({ basePath: '/shop', trailingSlash: true });",
      'apps/web/src/app/area/page.tsx': page,
      'apps/web/src/middleware.ts': guard,
      'apps/docs/package.json': '{"name":"docs","dependencies":{"next":"16"}}',
      'apps/docs/pages/area.tsx': page,
      'apps/spa/package.json': '{"name":"spa","dependencies":{"vite":"7"}}',
      'apps/spa/src/pages/account.tsx': asking,
    };
    const { paths, public: open, unread } = await found(tree);
    expect(paths.map(({ path, route, from }) => [path, route, from])).toEqual([['/shop/area/', '/area', 'middleware']]);
    expect([open, unread]).toEqual([[], []]);
  });

  it('show their start page and the rest where visitors ask for them', async () => {
    const tree = {
      ...next,
      'next.config.mjs': "export default { basePath: '/shop' };",
      'app/page.tsx': page,
      'app/pricing/page.tsx': page,
    };
    const { public: open } = await found(tree);
    expect(open.map(({ route }) => route)).toEqual(['/shop', '/shop/pricing']);
  });
});

describe('what cannot be read is said', () => {
  it('and names alone then decide', async () => {
    const tree = {
      'app/dashboard/page.tsx': 'export default function (',
      'app/large/page.tsx': { state: 'skipped', why: 'too-large' },
      'proxy.ts':
        "const area = '/x';\nexport const proxy = () => redirect('/login');\nexport const config = { matcher: [area] };",
      'next.config.ts': 'export default { basePath: process.env.BASE };',
      'app/a/page.tsx': page,
    } as const;
    const { paths, unread } = await found({ ...next, ...tree });
    expect(paths.map(({ path, from }) => `${path} ${from}`)).toEqual([
      '/a middleware',
      '/dashboard middleware',
      '/large middleware',
    ]);
    expect(unread).toEqual([
      'next.config.ts: basePath is not written out',
      'proxy.ts:3: its matcher cannot be read, and may cover any path',
      'app/dashboard/page.tsx: it has syntax errors',
      'app/large/page.tsx: it is too large',
    ]);
    const broken = await found({ ...next, 'app/dashboard/page.tsx': page, 'middleware.ts': 'export {' });
    expect(broken.unread).toEqual(['middleware.ts: it cannot be read, and may guard any path']);
    expect(broken.paths[0]?.from).toBe('name');
  });

  it('for thousands of routes too', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, n) => [`app/r${n}/[id]/page.tsx`, n % 2 === 0 ? asking : 'export default (']),
    );
    const {
      paths,
      public: open,
      unread,
    } = await found({ ...next, ...many, 'proxy.ts': 'export default clerkMiddleware(() => {});' });
    expect([paths.length, open.length, unread.length]).toEqual([2_500, 2_500, 101]);
    expect(unread.at(-1)).toBe('and 2400 more');
  });
});
