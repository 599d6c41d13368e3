import type { ShopFile } from './file.ts';

/** How an order is paid: checkout, Stripe's webhook, shipping, sign-in route and the test beside them. */
export function checkoutFiles(): readonly ShopFile[] {
  return [
    { path: 'app/api/auth/[...nextauth]/route.ts', text: authRoute },
    { path: 'app/api/checkout/route.ts', text: checkout },
    { path: 'app/api/webhooks/stripe/route.ts', text: webhook },
    { path: 'lib/shipping.ts', text: shipping },
    { path: 'components/ask-harbor.tsx', text: askHarbor },
    { path: 'tests/checkout.test.ts', text: checkoutTest },
  ];
}

const authRoute = `import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth';

const handler = NextAuth(authOptions);

export { handler as GET, handler as POST };
`;

const checkout = `import { getServerSession } from 'next-auth';
import * as z from 'zod';
import { env } from '@/env';
import { authOptions } from '@/lib/auth';
import { sql } from '@/lib/db';
import { checkoutLimit } from '@/lib/rate-limit';
import { shippingFor } from '@/lib/shipping';
import { stripe } from '@/lib/stripe';

const basket = z.object({ productId: z.uuid(), quantity: z.number().int().min(1).max(20) });

export async function POST(request: Request) {
  const session = await getServerSession(authOptions);
  if (!session?.customerId) return Response.json({ error: 'Sign in first' }, { status: 401 });
  const { success } = await checkoutLimit.limit(session.customerId);
  if (!success) return Response.json({ error: 'Too many attempts' }, { status: 429 });
  const parsed = basket.safeParse(await request.json());
  if (!parsed.success) return Response.json({ error: 'Invalid basket' }, { status: 400 });

  const { productId, quantity } = parsed.data;
  const [product] = await sql\`select id, name, price, weight from products where id = \${productId} and listed\`;
  if (!product) return Response.json({ error: 'Not for sale' }, { status: 404 });
  const [order] = await sql\`
    insert into orders (customer_id, product_id, quantity, total)
    values (\${session.customerId}, \${productId}, \${quantity}, \${product.price * quantity})
    returning id
  \`;

  const payment = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      customer_email: session.user?.email ?? undefined,
      metadata: { orderId: order.id },
      line_items: [
        {
          quantity,
          price_data: { currency: 'eur', unit_amount: product.price, product_data: { name: product.name } },
        },
      ],
      shipping_options: [shippingFor(product.weight * quantity)],
      success_url: env.NEXT_PUBLIC_SITE_URL + '/dashboard',
      cancel_url: env.NEXT_PUBLIC_SITE_URL,
    },
    { idempotencyKey: 'order-' + order.id },
  );
  return Response.json({ url: payment.url });
}
`;

const webhook = `import type Stripe from 'stripe';
import { env } from '@/env';
import { sendReceipt } from '@/lib/email';
import { log } from '@/lib/log';
import { markPaid } from '@/lib/orders';
import { stripe } from '@/lib/stripe';
import { supabaseService } from '@/lib/supabase/service';

export async function POST(request: Request) {
  const signature = request.headers.get('stripe-signature');
  if (!signature) return new Response('Missing signature', { status: 400 });

  const body = await request.text();
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(body, signature, env.STRIPE_WEBHOOK_SECRET);
  } catch (error) {
    log('warn', 'stripe event refused', { reason: String(error) });
    return new Response('Invalid signature', { status: 400 });
  }

  if (event.type === 'checkout.session.completed') await paid(event.id, event.data.object);
  return Response.json({ received: true });
}

async function paid(eventId: string, session: Stripe.Checkout.Session) {
  const orderId = session.metadata?.orderId;
  if (!orderId) throw new Error('A paid session names no order: ' + session.id);
  const isNew = await markPaid(eventId, orderId);
  if (!isNew) return;
  await supabaseService.from('order_events').insert({ order_id: orderId, kind: 'paid' });
  const to = session.customer_details?.email;
  if (to) await sendReceipt(to, orderId);
}
`;

const shipping = `import 'server-only';
import type Stripe from 'stripe';

const origin = process.env.SHIPPING_ORIGIN_POSTCODE!;

/** Within the harbour's own region parcels go by bicycle. */
export function shippingFor(grams: number): Stripe.Checkout.SessionCreateParams.ShippingOption {
  const local = origin.startsWith('20') && grams < 5_000;
  return {
    shipping_rate_data: {
      type: 'fixed_amount',
      display_name: local ? 'Bicycle courier' : 'Parcel',
      fixed_amount: { currency: 'eur', amount: local ? 390 : 690 },
    },
  };
}
`;

const askHarbor = `'use client';

import OpenAI from 'openai';
import { useState } from 'react';

const openai = new OpenAI({
  apiKey: process.env.NEXT_PUBLIC_OPENAI_API_KEY,
  dangerouslyAllowBrowser: true,
});

export function AskHarbor() {
  const [answer, setAnswer] = useState('');

  async function ask(form: FormData) {
    const response = await openai.responses.create({
      model: 'gpt-5-mini',
      instructions: 'You advise customers of a ship chandlery. Be brief.',
      input: String(form.get('question')).slice(0, 500),
    });
    setAnswer(response.output_text);
  }

  return (
    <form action={ask}>
      <label htmlFor="question">Which rope for which boat? Ask us.</label>
      <input id="question" name="question" maxLength={500} required />
      <p aria-live="polite">{answer}</p>
    </form>
  );
}
`;

const checkoutTest = `import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';

const sql = postgres(process.env.HARBOR_TEST_DATABASE_URL ?? 'postgresql://localhost:5432/harbor_test');

afterAll(() => sql.end());

test('an order starts open', async () => {
  const [order] = await sql\`insert into orders (customer_id, total) values ('test', 100) returning status\`;
  expect(order.status).toBe('open');
});
`;
