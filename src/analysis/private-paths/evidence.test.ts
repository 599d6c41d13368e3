import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEvidence } from './evidence.ts';
import type { Sources } from './places.ts';
import { readSource } from './read-source.ts';

/** Modules by path; imports lead to `<specifier>.tsx` at the root. */
function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const facts = new Map(Object.entries(files).map(([path, text]) => [path, readSource(path, text, true)]));
  return {
    facts: (path) => facts.get(path),
    resolve: (_from, specifier) => {
      const path = specifier.replace(/^(?:@|\.)\//, '').concat('.tsx');
      return facts.has(path) ? path : undefined;
    },
  };
}

function found(text: string, files: Readonly<Record<string, string>> = {}, names = ['default']) {
  const evidence = findEvidence(sourcesOf({ ...files, 'page.tsx': text }), 'page.tsx', names);
  if (evidence === undefined) return undefined;
  const { what, path, line, behind } = evidence;
  return `${what} ${path}:${line}${behind === undefined ? '' : ` > ${behind.what} ${behind.path}:${behind.line}`}`;
}

const page = (body: string, head = '') =>
  `${head}\nexport default async function Page() {\n  ${body}\n  return <p>hi</p>;\n}\n`;

describe('a page that asks who is signed in', () => {
  it.each([
    ['const session = await getServerSession(options); use(session);', 'getServerSession()'],
    ['const { userId } = await auth(); use(userId);', 'auth()'],
    ['const user = await currentUser(); use(user);', 'currentUser()'],
    ['const { data } = await supabase.auth.getUser(); use(data);', 'auth.getUser()'],
    ['const user = await getUser(); use(user);', 'getUser()'],
    ['const store = await cookies(); use(store.get("session"));', 'the cookie session'],
    ['use((await cookies()).get("__Host-sid"));', 'the cookie __Host-sid'],
    ['unauthorized();', 'unauthorized()'],
    ['const user = await stackServerApp.getUser(); use(user);', 'getUser()'],
    ['const s = await auth.api.getSession({ headers: await headers() }); use(s);', 'getSession()'],
    ['use((await headers()).get("Authorization"));', 'the authorization header'],
    ['const s = await (auth as any)(); use(s);', 'auth()'],
  ])('%s', (body, what) => expect(found(page(body))).toBe(`${what} page.tsx:3`));

  it.each([
    ['use((await cookies()).get("theme"));'],
    ['use(await getUser(params.id));'],
    ['use(db.getUser(1));'],
    ['use(await stripe.checkout.sessions.retrieve(id));'],
    ['use("auth()"); // getServerSession()'],
    ['use(searchParams.get("session"));'],
  ])('is not one that says %s', (body) => expect(found(page(body))).toBeUndefined());

  it('may do so in a server action', () => {
    const action = '  async function save() {\n    "use server";\n    const s = await verifySession(); use(s);\n  }';
    expect(found(`export default function Page() {\n${action}\n  return <form action={save} />;\n}`)).toBe(
      'verifySession() page.tsx:4',
    );
  });

  it('is none when all it does is send those who are signed in elsewhere', () => {
    expect(found(page('const session = await auth();\n  if (session) redirect("/dashboard");'))).toBeUndefined();
    expect(found(page('if (await auth()) { redirect("/dashboard"); }'))).toBeUndefined();
    expect(found(page('const { user } = await auth();\n  if (user?.id) { redirect("/a"); }'))).toBeUndefined();
    expect(found(page('const session = await auth();\n  if (!session) redirect("/sign-in");'))).toBe(
      'auth() page.tsx:3',
    );
    expect(found(page('const s = await auth();\n  if (s) redirect("/a");\n  use(s);'))).toBe('auth() page.tsx:3');
    expect(found(page('const s = await auth();\n  if (s) { log(s); redirect("/a"); }'))).toBe('auth() page.tsx:3');
  });

  it('is none that the browser runs', () =>
    expect(found(`'use client';\n${page('const session = useSession(); getSession();')}`)).toBeUndefined());
});

describe('what a page calls', () => {
  it('is followed into other modules, and through those that only hand it on', () => {
    const viewer = "export async function whoami() {\n  return (await cookies()).get('session');\n}";
    const head = "import { whoami } from '@/lib';";
    expect(found(page('use(await whoami());', head), { 'lib.tsx': viewer })).toBe(
      'whoami page.tsx:3 > the cookie session lib.tsx:2',
    );
    const barrel = {
      'lib.tsx': "export * from './a';\nexport { x as whoami } from './b';",
      'b.tsx': viewer.replace('whoami', 'x'),
    };
    expect(found(page('use(await whoami());', head), barrel)).toBe('whoami page.tsx:3 > the cookie session b.tsx:2');
    const stars = { 'lib.tsx': "export * from './a';", 'a.tsx': viewer };
    expect(found(page('use(await whoami());', head), stars)).toBe('whoami page.tsx:3 > the cookie session a.tsx:2');
  });

  it('is components, too, but not those that run in the browser', () => {
    const head = "import { Menu } from '@/menu';";
    const text = `${head}\nexport default () => <Menu.Item />;`;
    const menu = 'export const Menu = { Item: async () => <p>{(await auth()).user}</p> };';
    expect(found(text, { 'menu.tsx': menu })).toBe('Menu page.tsx:2 > auth() menu.tsx:1');
    expect(found(text, { 'menu.tsx': `'use client';\n${menu}` })).toBeUndefined();
  });

  it('counts only as far as it is called', () => {
    const lib = 'export const publicList = () => [];\nexport const mine = async () => auth();';
    expect(
      found(page('use(publicList());', "import { publicList, mine } from '@/lib';"), { 'lib.tsx': lib }),
    ).toBeUndefined();
    expect(
      found(page('use(publicList());', "import { publicList } from '@/lib';"), { 'lib.tsx': lib }),
    ).toBeUndefined();
  });

  it('makes a name that says little clear', () => {
    const head = "import { getUser } from '@/lib';";
    expect(
      found(page('use(getUser());', head), { 'lib.tsx': 'export const getUser = () => db.pick();' }),
    ).toBeUndefined();
    expect(found(page('use(getUser());', head), { 'lib.tsx': 'export const getUser = () => auth();' })).toMatch(
      /auth\(\) lib/,
    );
  });

  it('may go in circles', () => {
    const head = "import { a } from '@/a';";
    const circle = {
      'a.tsx': "import { b } from '@/b';\nexport function a() { b(); helper(); }\nfunction helper() { a(); auth(); }",
      'b.tsx': "import { a } from '@/a';\nexport function b() { a(); }",
    };
    expect(found(page('a();', head), circle)).toBe('a page.tsx:3 > auth() a.tsx:3');
    expect(found(page('b();', "import { b } from '@/b';"), circle)).toBe('b page.tsx:3 > auth() a.tsx:3');
    expect(found(page('x();', "import { x } from '@/x';"), { 'x.tsx': "export * from '@/x';" })).toBeUndefined();
  });
});

describe('a handler', () => {
  it('is told method by method', () => {
    const text = 'export const GET = () => list();\nexport async function POST() {\n  await auth();\n}';
    expect(found(text, {}, ['GET'])).toBeUndefined();
    expect(found(text, {}, ['POST'])).toBe('auth() page.tsx:3');
    expect(found('export const GET = withAuth(async () => list());', {}, ['GET'])).toBe('withAuth() page.tsx:1');
    expect(found('const handler = () => req.session;\nexport { handler as GET };', {}, ['GET'])).toBe(
      'req.session page.tsx:1',
    );
    expect(found('export { GET } from "./impl";', { 'impl.tsx': 'export const GET = () => auth();' }, ['GET'])).toBe(
      'auth() impl.tsx:1',
    );
  });

  it('of the Pages Router reads the request', () => {
    expect(found('export default (req, res) => res.json(req.cookies.session);')).toBe('the cookie session page.tsx:1');
    expect(found('export default (req, res) => res.json(req.headers.authorization);')).toBe(
      'the authorization header page.tsx:1',
    );
    expect(found('export default (req, res) => res.json(req.cookies.theme);')).toBeUndefined();
  });

  it('that changes something is told, without its server actions', () => {
    const writes = (text: string) =>
      [...readSource('a.tsx', text, true).units.values()].flatMap((unit) => unit.writes.map(({ what }) => what));
    expect(writes('export const GET = () => prisma.user.delete({});')).toEqual(['delete()']);
    expect(writes('export const GET = () => supabase.from("a").update({});')).toEqual(['update()']);
    expect(writes('export const GET = () => sql`  delete from a`;')).toEqual(['delete']);
    expect(writes('export const GET = () => signOut();')).toEqual(['signOut()']);
    expect(writes('export const GET = () => deleteAccount(1);')).toEqual(['deleteAccount()']);
    expect(writes('export const GET = () => params.delete("a");')).toEqual([]);
    expect(writes('export default () => { async function a() { "use server"; await db.user.update({}); } }')).toEqual(
      [],
    );
  });
});

it('is told from anything, and what is no code says so', () => {
  expect(readSource('a.tsx', 'export default function (', true).unread).toBe('it has syntax errors');
  expect(readSource('a.ts', `x = ${'['.repeat(5000)}`, true).unread).toBe('it is nested too deeply');
  expect(readSource('a.ts', '\uFEFFexport const GET = () => auth();', true).units.get('GET')?.signs).toHaveLength(1);
  const token = fc.constantFrom(
    'export ',
    'default ',
    'async ',
    'function ',
    'auth',
    '()',
    '{',
    '}',
    'import ',
    "'./a'",
    ' from ',
    '=>',
    '<A/>',
    ';',
    'const a = ',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
      expect(() => found(tokens.join(''))).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
