import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardAt, readMiddleware } from './middleware.ts';
import { parseMiddlewareModule } from './middleware-module.ts';

type Files = Readonly<Record<string, string>>;

function guard(text: string, path: string, files: Files = {}) {
  const modules = new Map(
    Object.entries({ ...files, 'proxy.ts': text }).map(([name, source]) => [name, parseMiddlewareModule(name, source)]),
  );
  const world = {
    module: (name: string) => modules.get(name),
    resolve: (_from: string, specifier: string) => {
      const name = `${specifier.replace(/^(?:@|\.)\//, '')}.ts`;
      return modules.has(name) ? name : undefined;
    },
  };
  const middleware = readMiddleware('proxy.ts', world);
  if (middleware === undefined) return 'unread';
  const found = guardAt(middleware, path);
  if (found === undefined) return 'open';
  return found.sure ? 'turned away' : 'perhaps';
}

const paths = ['/', '/pricing', '/sign-in', '/dashboard', '/dashboard/orders', '/api/me'];
const at = (text: string, files: Files = {}) =>
  Object.fromEntries(paths.map((path) => [path, guard(text, path, files)]));
const only = (...turned: readonly string[]) =>
  Object.fromEntries(paths.map((path) => [path, turned.includes(path) ? 'turned away' : 'open']));
const dashboards = only('/dashboard', '/dashboard/orders');
const allBut = (...open: readonly string[]) => only(...paths.filter((path) => !open.includes(path)));

describe('a middleware that turns strangers away', () => {
  it('at the paths of its matcher', () => {
    const text = `
      import { getToken } from 'next-auth/jwt';
      export async function proxy(request) {
        const token = await getToken({ req: request });
        if (token) return NextResponse.next();
        return NextResponse.redirect(new URL('/sign-in', request.url));
      }
      export const config = { matcher: ['/dashboard/:path*'] };`;
    expect(at(text)).toEqual(dashboards);
    expect(at(text.replace("['/dashboard/:path*']", "'/dashboard/:path*'"))).toEqual(dashboards);
    expect(
      at(
        text.replace(
          "['/dashboard/:path*']",
          "[{ source: '/dashboard/:path*', missing: [{ type: 'header', key: 'x' }] }] as const",
        ),
      ),
    ).toEqual(dashboards);
    expect(at(text.replace(/export const config.*/, ''))).toEqual(only(...paths));
  });

  it.each([
    ["pathname.startsWith('/dashboard')"],
    ["['/dashboard', '/dashboard/orders'].includes(pathname)"],
    ['areas.some((area) => pathname.startsWith(area))'],
    ["areas.some(function (area) { return pathname === area || pathname.startsWith(area + '/'); })"],
    ["new Set(['/dashboard', '/dashboard/orders']).has(pathname)"],
    ['/^\\/dashboard(\\/|$)/.test(pathname)'],
    ["request.nextUrl.pathname.split('/')[1] === 'dashboard'"],
    ["new URL(request.url).pathname.includes('/dashboard')"],
    ['isArea(pathname)'],
    [
      `RegExp(\`^(/(en|de))?(\${areas.flatMap((area) => [area, area + '/orders']).join('|')})/?$\`, 'i').test(pathname)`,
    ],
    ["new RegExp('^' + areas[0]).test(pathname.replace('/en/', '/'))"],
    ['Object.keys(rules).some((rule) => pathname.startsWith(rule))'],
    ["!(pathname === '/' || pathname.match(/^\\/(pricing|sign-in|api)/))"],
  ])('where %s', (test) => {
    const text = `
      const areas = ['/dashboard'];
      const rules = { '/dashboard': ['admin'] };
      const isArea = (path) => path.startsWith(areas[0]);
      export default async function middleware(request) {
        const { pathname } = request.nextUrl;
        const session = await getSession(request);
        if (!session && ${test}) {
          return NextResponse.redirect(new URL(\`/sign-in?next=\${encodeURIComponent(pathname)}\`, request.url));
        }
        return NextResponse.next();
      }`;
    expect(at(text)).toEqual(dashboards);
  });

  it('in a loop, a switch, and behind a branch of its own', () => {
    const text = (body: string) => `
      export function middleware(req) {
        const isLoggedIn = !!req.cookies.get('session');
        ${body}
      }`;
    expect(
      at(
        text(
          "for (const area of ['/dashboard']) { if (req.nextUrl.pathname.startsWith(area) && !isLoggedIn) return Response.redirect('/login'); }",
        ),
      ),
    ).toEqual(dashboards);
    expect(
      at(
        text(
          "switch (req.nextUrl.pathname) { case '/dashboard': case '/dashboard/orders': if (!isLoggedIn) return redirect('/login'); break; default: return; }",
        ),
      ),
    ).toEqual(dashboards);
    expect(
      at(
        text(
          "if (req.nextUrl.pathname.startsWith('/dashboard')) { if (isLoggedIn) return; const url = req.nextUrl.clone(); url.pathname = '/login'; return NextResponse.redirect(url); }",
        ),
      ),
    ).toEqual(dashboards);
    expect(
      at(
        text(
          "return req.nextUrl.pathname.startsWith('/dashboard') && !isLoggedIn ? NextResponse.redirect(home) : NextResponse.next();",
        ),
      ),
    ).toEqual(dashboards);
    expect(
      at(
        text(
          "if (req.nextUrl.pathname.startsWith('/api') && !isLoggedIn) return NextResponse.json({}, { status: 401 });",
        ),
      ),
    ).toEqual(only('/api/me'));
  });

  // https://clerk.com/docs/references/nextjs/clerk-middleware
  it('as Clerk does', () => {
    const open = `
      const isPublic = createRouteMatcher(['/', '/pricing', '/sign-in(.*)']);
      export default clerkMiddleware(async (auth, req) => { if (!isPublic(req)) await auth.protect(); });
      export const config = { matcher: ['/((?!_next|[^?]*\\\\.(?:html?|css|js(?!on))).*)', '/(api|trpc)(.*)'] };`;
    expect(at(open)).toEqual(allBut('/', '/pricing', '/sign-in'));
    const closed = `
      const isProtected = createRouteMatcher(['/dashboard(.*)']);
      export default clerkMiddleware((auth, req) => { if (isProtected(req)) auth().protect(); });`;
    expect(at(closed)).toEqual(dashboards);
    const byHand = `
      const isProtected = createRouteMatcher(['/dashboard(.*)']);
      export default clerkMiddleware(async (auth, req) => {
        const { userId, redirectToSignIn } = await auth();
        if (!userId && isProtected(req)) return redirectToSignIn();
      });`;
    expect(at(byHand)).toEqual(dashboards);
    expect(at('export default clerkMiddleware();')).toEqual(only());
    expect(at("export default authMiddleware({ publicRoutes: ['/', '/pricing', '/sign-in'] });")).toEqual(
      allBut('/', '/pricing', '/sign-in'),
    );
  });

  // https://next-auth.js.org/configuration/nextjs#middleware, https://authjs.dev/getting-started/session-management/protecting
  it('as next-auth and Auth.js do', () => {
    const matcher = "\nexport const config = { matcher: ['/dashboard/:path*'] };";
    expect(at(`export { default } from 'next-auth/middleware';${matcher}`)).toEqual(dashboards);
    expect(at(`import withAuth from 'next-auth/middleware';\nexport default withAuth;${matcher}`)).toEqual(dashboards);
    expect(
      at(
        `export default withAuth(function middleware(req) {}, { callbacks: { authorized: ({ token }) => !!token } });${matcher}`,
      ),
    ).toEqual(dashboards);
    expect(
      at(
        `export default withAuth({ callbacks: { authorized: ({ token, req }) => !req.nextUrl.pathname.startsWith('/dashboard') || token != null } });`,
      ),
    ).toEqual(dashboards);
    const auth = 'export const { handlers, auth } = NextAuth({ ...authConfig, providers: [] });';
    const config = `export const authConfig = { callbacks: { authorized({ auth, request: { nextUrl } }) {
      const isLoggedIn = !!auth?.user;
      if (nextUrl.pathname.startsWith('/dashboard')) { if (isLoggedIn) return true; return false; }
      else if (isLoggedIn) return Response.redirect(new URL('/dashboard', nextUrl));
      return true;
    } } } satisfies NextAuthConfig;`;
    const files = { 'auth.ts': `import { authConfig } from './auth.config';\n${auth}`, 'auth.config.ts': config };
    expect(at("export { auth as proxy } from '@/auth';", files)).toEqual(dashboards);
    expect(at("import { auth } from '@/auth';\nexport default auth;", files)).toEqual(dashboards);
    expect(
      at(
        "import NextAuth from 'next-auth';\nimport { authConfig } from './auth.config';\nexport default NextAuth(authConfig).auth;",
        files,
      ),
    ).toEqual(dashboards);
    expect(
      at("export { auth as middleware } from '@/auth';", {
        'auth.ts': 'export const { auth } = NextAuth({ providers: [] });',
      }),
    ).toEqual(only());
    const wrapped = `import { auth } from '@/auth';
      export default auth((req) => {
        if (!req.auth && req.nextUrl.pathname !== '/sign-in' && req.nextUrl.pathname !== '/') return Response.redirect(new URL('/sign-in', req.nextUrl.origin));
      });`;
    expect(at(wrapped, files)).toEqual(allBut('/', '/sign-in'));
  });

  // https://supabase.com/docs/guides/auth/server-side/nextjs
  it('as Supabase’s updateSession does, in another file', () => {
    const files = {
      'lib/supabase/middleware.ts': `
        export async function updateSession(request) {
          let supabaseResponse = NextResponse.next({ request });
          const supabase = createServerClient(url, key, { cookies: { getAll() { return request.cookies.getAll(); } } });
          const { data: { user } } = await supabase.auth.getUser();
          if (!user && request.nextUrl.pathname !== '/' && !request.nextUrl.pathname.startsWith('/sign-in')) {
            const url = request.nextUrl.clone();
            url.pathname = '/sign-in';
            return NextResponse.redirect(url);
          }
          return supabaseResponse;
        }`,
    };
    const text = `import { updateSession } from '@/lib/supabase/middleware';
      export async function proxy(request) { return await updateSession(request); }`;
    expect(at(text, files)).toEqual(allBut('/', '/sign-in'));
  });

  it('as WorkOS does, when it is asked to', () => {
    expect(
      at(
        "export default authkitMiddleware({ middlewareAuth: { enabled: true, unauthenticatedPaths: ['/', '/sign-in'] } });",
      ),
    ).toEqual(allBut('/', '/sign-in'));
    expect(at('export default authkitMiddleware();')).toEqual(only());
  });

  it('by a helper that gives its answer back', () => {
    const text = `
      async function requireUser(request) {
        const user = await verify(request.cookies.get('token'));
        return user ? null : NextResponse.redirect(new URL('/sign-in', request.url));
      }
      export async function middleware(request) {
        if (!request.nextUrl.pathname.startsWith('/dashboard')) return NextResponse.next();
        const denied = await requireUser(request);
        if (denied) return denied;
        return NextResponse.next();
      }`;
    const found = at(text);
    expect(found['/pricing']).toBe('open');
    expect(found['/dashboard']).not.toBe('open');
  });
});

describe('a middleware that lets strangers pass', () => {
  it.each([
    ['export default createIntlMiddleware(routing);'],
    [
      "export function middleware(req) { if (req.nextUrl.pathname === '/') return NextResponse.redirect(new URL('/en', req.url)); }",
    ],
    ["export function middleware(req) { const r = NextResponse.next(); r.headers.set('x', '1'); return r; }"],
    [
      "export default auth((req) => { if (req.auth && req.nextUrl.pathname === '/sign-in') return Response.redirect(new URL('/dashboard', req.url)); });",
    ],
    ["export function middleware(req) { if (blocked.has(req.geo.country)) return new Response('', { status: 403 }); }"],
    [
      "export function middleware(req) { if (req.method !== 'GET' && !req.headers.get('x')) return new Response('', { status: 401 }); }",
    ],
    ['export const config = {};'],
  ])('%s', (text) => expect(at(text)).toEqual(only()));
});

describe('what is not known', () => {
  it('may be either way', () => {
    expect(
      guard(
        "export function middleware(req) { if (needsLogin(req)) return NextResponse.redirect(new URL('/login', req.url)); }",
        '/dashboard',
      ),
    ).toBe('perhaps');
    expect(guard("export { guard as proxy } from '@acme/guard';", '/dashboard')).toBe('perhaps');
    expect(
      guard("export default compose(function (req) { if (!req.auth) return redirect('/login'); });", '/dashboard'),
    ).toBe('perhaps');
    expect(guard('export default withAuth({ publicPaths: list() });', '/dashboard')).toBe('perhaps');
  });

  it('in a helper makes what it gives back unknown', () => {
    const text = (body: string) => `
      function isOpen(path) { ${body} }
      export function middleware(req) { if (!isOpen(req.nextUrl.pathname)) return NextResponse.redirect(new URL('/login', req.url)); }`;
    expect(guard(text('if (flags()) return true;'), '/dashboard')).toBe('perhaps');
    expect(guard(text('if (flags()) return true; return false;'), '/dashboard')).toBe('perhaps');
    expect(guard(text('if (flags()) { log(); } return true;'), '/dashboard')).toBe('open');
    expect(guard(text("if (path === '/') return true;"), '/dashboard')).toBe('turned away');
    expect(guard(text("if (path === '/') return true;"), '/')).toBe('open');
    expect(guard(text('try { return check(path); } catch { return false; }'), '/dashboard')).toBe('perhaps');
  });

  it('in a matcher covers any path, perhaps', () => {
    const text = "export const proxy = () => redirect('/login');\nexport const config = { matcher: [area] };";
    expect(guard(text, '/dashboard')).toBe('perhaps');
    expect(guard(text.replace('[area]', "['/((a))']"), '/dashboard')).toBe('perhaps');
    expect(guard(text.replace('[area]', "['/a', area]"), '/a')).toBe('turned away');
  });

  it('may be too large, endless or no code', () => {
    expect(guard('export function proxy(r) { return proxy(r); }', '/a')).toBe('open');
    expect(guard('const a = b; const b = a; export default function (r) { if (a) redirect("/login"); }', '/a')).toBe(
      'perhaps',
    );
    const long = `export function proxy() { ${'if (x()) { y(); }\n'.repeat(20_000)} }`;
    expect(guard(long, '/a')).toBe('perhaps');
    const wide = `const l = [${'1,'.repeat(500)}];\nexport default function () { l.map(() => l.map(() => l.map((x) => x))); }`;
    expect(guard(wide, '/a')).toBe('perhaps');
    expect(guard('export default function (', '/a')).toBe('unread');
  });

  it('never breaks the reading', () => {
    const token = fc.constantFrom(
      ...[
        'export ',
        'default ',
        'async ',
        'function ',
        'f',
        '(',
        ')',
        '{',
        '}',
        'return ',
        'if ',
        'await ',
        'redirect(',
        "'/login'",
        '=>',
        ';',
      ],
      ...[
        'const ',
        'a',
        '=',
        '[',
        ']',
        '.',
        'req',
        '.nextUrl.pathname',
        '!',
        '&&',
        ' ? ',
        ':',
        '...',
        'new URL(',
        'x.some(',
        'switch ',
        'for (const a of ',
        '`',
      ],
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 25 }), (tokens) => {
        const text = tokens.join('');
        for (const whole of [text, `export default function (req) { ${text} }`]) {
          expect(['open', 'perhaps', 'turned away', 'unread']).toContain(guard(whole, '/dashboard'));
        }
      }),
      { numRuns: 300 },
    );
  });
});
