import type { ShopFile } from './file.ts';

/** What belongs to one customer: the dashboard, the account and its data. */
export function privateFiles(): readonly ShopFile[] {
  return [
    { path: 'app/dashboard/page.tsx', text: dashboard },
    { path: 'app/account/page.tsx', text: account },
    { path: 'app/api/account/route.ts', text: accountRoute },
    { path: 'lib/customers.ts', text: customers },
  ];
}

const dashboard = `import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth';
import { authOptions } from '@/lib/auth';
import { ordersOf } from '@/lib/orders';

export const metadata = { title: 'Your orders' };

export default async function DashboardPage() {
  const session = await getServerSession(authOptions);
  if (!session?.customerId) redirect('/sign-in');
  const orders = await ordersOf(session.customerId);
  return (
    <>
      <h1>Your orders</h1>
      {orders.length === 0 ? <p>Nothing ordered yet.</p> : null}
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            {order.createdAt.toLocaleDateString('en-GB')} · {(order.total / 100).toFixed(2)} € · {order.status}
          </li>
        ))}
      </ul>
    </>
  );
}
`;

const account = `import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth';
import { authOptions } from '@/lib/auth';
import { customerOf } from '@/lib/customers';

export const metadata = { title: 'Your account' };

export default async function AccountPage() {
  const session = await getServerSession(authOptions);
  if (!session?.customerId) redirect('/sign-in');
  const customer = await customerOf(session.customerId);
  return (
    <>
      <h1>Your account</h1>
      <dl>
        <dt>Name</dt>
        <dd>{customer.name}</dd>
        <dt>Mail</dt>
        <dd>{customer.email}</dd>
        <dt>Customer</dt>
        <dd>{customer.id}</dd>
      </dl>
    </>
  );
}
`;

const accountRoute = `import { getServerSession } from 'next-auth';
import { authOptions } from '@/lib/auth';
import { customerOf } from '@/lib/customers';

export async function GET() {
  const session = await getServerSession(authOptions);
  if (!session?.customerId) return Response.json({ error: 'Sign in first' }, { status: 401 });
  return Response.json(await customerOf(session.customerId));
}
`;

const customers = `import 'server-only';
import { sql } from '@/lib/db';
import { type Order, ordersOf } from '@/lib/orders';

export type Customer = { id: string; name: string; email: string; orders: Order[] };

export async function customerOf(id: string): Promise<Customer> {
  const [customer] = await sql<Omit<Customer, 'orders'>[]>\`select id, name, email from customers where id = \${id}\`;
  if (!customer) throw new Error('There is no customer ' + id);
  return { ...customer, orders: await ordersOf(id) };
}
`;
