import type { Customer } from './customers.ts';
import { documentOf } from './markup.ts';
import { html, type Page, redirect, type Visit } from './page.ts';

/** What a private address of the shop answers, and where it differs between the shop broken and repaired. */
export type PrivatePolicy = {
  readonly scripts: string;
  /** Headers of the answers that a customer gets, by address. */
  readonly headers: Readonly<Record<'/dashboard' | '/account' | '/api/account', Page['headers']>>;
  /** Headers of what everybody else gets there. */
  readonly anonymous: Readonly<Record<'/dashboard' | '/account' | '/api/account', Page['headers']>>;
  /** Whether whatever lies below the dashboard answers the dashboard. */
  readonly anythingBelow: boolean;
};

/** The answer at a private address, `undefined` at every other one. `proxy.ts` sends strangers away from all below `/dashboard`. */
export function privatePage(visit: Visit, customer: Customer | undefined, policy: PrivatePolicy): Page | undefined {
  const { path } = visit;
  if (path === '/api/account') return accountData(customer, policy);
  const isBelow = path.startsWith('/dashboard/');
  const place = isBelow ? '/dashboard' : path;
  if (place !== '/dashboard' && place !== '/account') return undefined;
  if (customer === undefined) return redirect(307, '/sign-in', policy.anonymous[place]);
  if (isBelow && !policy.anythingBelow) return undefined;
  const headers = { vary: 'rsc, next-router-state-tree, next-router-prefetch', ...policy.headers[place] };
  // The router of Next.js asks for the same page as data.
  if (visit.headers.rsc !== undefined) {
    return { status: 200, headers: { 'content-type': 'text/x-component', ...headers }, body: payload(customer) };
  }
  const [title, main] =
    place === '/dashboard' ? ['Your orders', orders(customer)] : ['Your account', account(customer)];
  return html(documentOf(`${title} · Harbor Goods`, policy.scripts, main), headers);
}

function accountData(customer: Customer | undefined, { headers, anonymous }: PrivatePolicy): Page {
  const type = { 'content-type': 'application/json' };
  if (customer === undefined) {
    return { status: 401, headers: { ...type, ...anonymous['/api/account'] }, body: '{"error":"Sign in first"}' };
  }
  return { status: 200, headers: { ...type, ...headers['/api/account'] }, body: JSON.stringify(customer) };
}

function orders({ name, orders }: Customer): string {
  const rows = orders.map(({ id, on, total, status }) => `<li>${id} · ${on} · ${total} € · ${status}</li>`);
  return `<h1>Your orders</h1>\n<p>Signed in as ${name}</p>\n<ul>${rows.join('')}</ul>`;
}

function account({ id, name, email }: Customer): string {
  return `<h1>Your account</h1>\n<dl><dt>Name</dt><dd>${name}</dd><dt>Mail</dt><dd>${email}</dd><dt>Customer</dt><dd>${id}</dd></dl>`;
}

function payload({ name, email, orders }: Customer): string {
  return `0:["$","main",null,{"children":${JSON.stringify({ name, email, orders })}}]\n`;
}
