import { describe, expect, it } from 'vitest';
import { onePrivatePath as read, type Tree } from './private-paths-testing.ts';

const handler = (text: string, others: Tree = {}) => read({ 'app/api/x/route.ts': text, ...others });
const page = (text: string, others: Tree = {}) => read({ 'app/x/page.tsx': text, ...others });

describe('a handler that acts is not asked', () => {
  it.each([
    [
      'a function of its own file',
      'const go = async () => prisma.session.deleteMany({});\nexport const GET = async () => { await go(); };',
    ],
    [
      'cookies that it sets',
      "import { cookies } from 'next/headers';\nexport const GET = async () => { (await cookies()).delete('session'); };",
    ],
    [
      'cookies of its answer',
      "export const GET = () => { const r = NextResponse.json({}); r.cookies.set('a', 'b'); return r; };",
    ],
    ['a session that it ends', 'export const GET = async (req) => { await endSession(req); };'],
    ['a session that is emptied', 'export const GET = async (req) => { req.session = null; };'],
    [
      'an act of a service that is not read',
      "import { auth } from 'lucia';\nexport const GET = async () => { await auth.invalidateSession('x'); };",
    ],
    ['a client by another name', 'export const GET = async () => { await getDb().delete(orders); };'],
    ['a model', 'export const GET = async () => { await Order.findByIdAndDelete(1); };'],
    ['a statement in a text', "export const GET = () => pool.query('DELETE FROM orders WHERE id = 1');"],
    [
      'a statement that begins later',
      'export const GET = () => db.execute(sql`with a as (select 1) delete from orders`);',
    ],
    ['another service', "export const GET = () => fetch('https://api.example.com/a', { method: 'DELETE' });"],
    ['a payment', 'export const GET = () => stripe.refunds.create({});'],
    ['a mail', 'export const GET = () => resend.emails.send({});'],
  ])('by %s', async (_by, text) => expect((await handler(text)).asks).toBe(false));

  it.each([
    ["export { GET } from './impl';", 'export const GET = () => prisma.user.delete({});'],
    ["export * from './impl';", 'export const GET = () => prisma.user.delete({});'],
    ["import { run } from './impl';\nexport { run as GET };", 'export const run = () => prisma.user.delete({});'],
    [
      "import { run } from './impl';\nexport const GET = withAuth(run);",
      'export const run = () => prisma.user.delete({});',
    ],
    [
      "import * as orders from './impl';\nexport const GET = () => orders.tidy();",
      'export const tidy = () => db.order.delete({});',
    ],
    [
      "import { tidy } from './impl';\nexport const GET = () => tidy();",
      "import { deep } from './deep';\nexport const tidy = () => deep();",
    ],
  ])('by what it takes from elsewhere: %s', async (text, impl) => {
    const others = {
      'app/api/x/impl.ts': impl,
      'app/api/x/deep.ts': 'export const deep = () => sql`update a set b = 1`;',
    };
    expect((await handler(text, others)).asks).toBe(false);
  });

  it('when nothing is found of what answers', async () =>
    expect((await handler("export { GET } from './gone';")).asks).toBe(false));

  it.each([
    ['reads', 'export const GET = async () => Response.json(await prisma.order.findMany());'],
    ['tells caches', "export const GET = () => { revalidatePath('/x'); return new Response(''); };"],
    [
      'changes nothing but an address',
      "export const GET = (r) => { const u = new URL(r.url); u.searchParams.delete('a'); return Response.redirect(u); };",
    ],
    [
      'has another method that acts',
      'const go = () => prisma.user.delete({});\nexport const GET = () => 1;\nexport const POST = () => go();',
    ],
    ['has words of a statement in a text', "export const GET = () => t('Update your set');"],
  ])('but one that %s is', async (_by, text) => expect((await handler(text)).asks).toBe(true));
});

describe('a page that acts when it is shown is not asked', () => {
  const lib =
    "import { cookies } from 'next/headers';\nexport async function tidy() { (await cookies()).delete('seen'); }";
  const tidies =
    "import { tidy } from '../../lib';\nexport default async function A({ children }) { await tidy(); return <p>{children}</p>; }";
  it('by a helper, a component and a layout', async () => {
    expect((await page(tidies, { 'lib.ts': lib })).asks).toBe(false);
    const shows = "import A from './a';\nexport default () => <A />;";
    expect((await page(shows, { 'lib.ts': lib, 'app/x/a.tsx': tidies })).asks).toBe(false);
    expect((await page('export default () => <p />;', { 'lib.ts': lib, 'app/x/layout.tsx': tidies })).asks).toBe(false);
    const served = 'export default () => <p />;\nexport const getServerSideProps = () => prisma.visit.create({});';
    expect((await read({ 'pages/x.tsx': served })).asks).toBe(false);
  });

  it.each([
    [
      'hands an action to a form',
      "import { go } from './actions';\nexport default () => <form action={go}><button formAction={go.bind(null, 1)} /></form>;",
    ],
    [
      'has an action',
      'import { db } from "./db";\nexport default () => <form action={async () => { "use server"; await db.order.delete({}); }} />;',
    ],
    [
      'makes the client of a session library',
      "export default async () => { const jar = await cookies(); createServerClient(u, k, { cookies: { getAll() {}, setAll(all) { jar.set('a', 'b'); } } }); return <p />; };",
    ],
    ['acts in the browser', "import { Leave } from './leave';\nexport default () => <Leave />;"],
  ])('but one that %s is', async (_by, text) => {
    const others = {
      'app/x/actions.ts': "'use server';\nexport async function go() { await prisma.order.deleteMany(); }",
      'app/x/leave.tsx': "'use client';\nexport const Leave = () => { signOut(); return <p />; };",
    };
    expect((await page(text, others)).asks).toBe(true);
  });

  it('though it is one of the Pages Router with a button', async () =>
    expect((await read({ 'pages/x.tsx': 'export default () => <button onClick={() => signOut()} />;' })).asks).toBe(
      true,
    ));
});
