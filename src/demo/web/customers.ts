import type { PlantedSecrets } from '../planted.ts';
import type { Visit } from './page.ts';

/** A customer of the shop, made up. */
export type Customer = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly orders: readonly {
    readonly id: string;
    readonly on: string;
    readonly total: string;
    readonly status: string;
  }[];
};

/** Two customers who are only there for tests; everything in them is theirs alone. */
export const customers = {
  a: {
    id: 'cus_7f21c9d4',
    name: 'Astrid Holm',
    email: 'astrid.holm@mail.example',
    orders: [
      { id: 'HG-20417', on: '3 November 2026', total: '184.50', status: 'sent' },
      { id: 'HG-20933', on: '12 November 2026', total: '36.20', status: 'paid' },
    ],
  },
  b: {
    id: 'cus_b83e0a56',
    name: 'Bruno Keller',
    email: 'bruno.keller@mail.example',
    orders: [{ id: 'HG-19852', on: '21 October 2026', total: '59.00', status: 'sent' }],
  },
} as const satisfies Readonly<Record<string, Customer>>;

/** Texts that only the first customer ever sees, as the practice configuration names them. */
export const customerMarkers: readonly string[] = [customers.a.email, customers.a.orders[0].id];

/** The cookie that signs a customer in. */
export function sessionCookie(session: string): string {
  return `harbor_session=${session}`;
}

/** Who asks, by the session cookie; `undefined` for everybody who is not signed in. */
export function customerOf(
  { headers }: Visit,
  { customerSession, secondCustomerSession }: Sessions,
): Customer | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  if (cookies.includes(sessionCookie(customerSession))) return customers.a;
  return cookies.includes(sessionCookie(secondCustomerSession)) ? customers.b : undefined;
}

type Sessions = Pick<PlantedSecrets, 'customerSession' | 'secondCustomerSession'>;
