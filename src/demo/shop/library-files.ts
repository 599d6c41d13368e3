import type { ShopFile } from './file.ts';

/** The shop's own modules under `lib/`, one for each service it talks to, and the type of its sessions. */
export function libraryFiles(): readonly ShopFile[] {
  return [
    { path: 'lib/db.ts', text: database },
    { path: 'lib/stripe.ts', text: stripe },
    { path: 'lib/supabase/browser.ts', text: supabaseInTheBrowser },
    { path: 'lib/supabase/service.ts', text: supabaseOnTheServer },
    { path: 'lib/auth.ts', text: auth },
    { path: 'types/next-auth.d.ts', text: sessionType },
    { path: 'lib/email.ts', text: email },
    { path: 'lib/rate-limit.ts', text: rateLimit },
    { path: 'lib/log.ts', text: log },
    { path: 'lib/orders.ts', text: orders },
  ];
}

const database = `import 'server-only';
import postgres from 'postgres';
import { env } from '@/env';

export const sql = postgres(env.DATABASE_URL, { max: 5, idle_timeout: 20 });
`;

const stripe = `import 'server-only';
import Stripe from 'stripe';
import { env } from '@/env';

export const stripe = new Stripe(env.STRIPE_SECRET_KEY, {
  appInfo: { name: 'harbor-goods-shop' },
});
`;

const supabaseInTheBrowser = `import { createClient } from '@supabase/supabase-js';
import { env } from '@/env';

/** Signed in as the visitor: row security decides what it sees. */
export const supabase = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.NEXT_PUBLIC_SUPABASE_ANON_KEY);
`;

const supabaseOnTheServer = `import 'server-only';
import { createClient } from '@supabase/supabase-js';
import { env } from '@/env';

/** Past row security: for jobs and webhooks only, never with a visitor's input as the filter. */
export const supabaseService = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, {
  auth: { persistSession: false, autoRefreshToken: false },
});
`;

const auth = `import { createClient } from '@supabase/supabase-js';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '@/env';

export const authOptions: NextAuthOptions = {
  secret: env.NEXTAUTH_SECRET,
  session: { strategy: 'jwt', maxAge: 60 * 60 * 24 * 14 },
  pages: { signIn: '/sign-in' },
  providers: [
    CredentialsProvider({
      name: 'Email and password',
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      async authorize(credentials) {
        if (!credentials) return null;
        const supabase = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.NEXT_PUBLIC_SUPABASE_ANON_KEY, {
          auth: { persistSession: false },
        });
        const { data, error } = await supabase.auth.signInWithPassword(credentials);
        if (error || !data.user) return null;
        return { id: data.user.id, email: data.user.email ?? null };
      },
    }),
  ],
  callbacks: {
    session({ session, token }) {
      return { ...session, customerId: token.sub };
    },
  },
};
`;

const sessionType = `import 'next-auth';

declare module 'next-auth' {
  interface Session {
    customerId?: string;
  }
}
`;

const email = `import 'server-only';
import { Resend } from 'resend';
import { env } from '@/env';

const resend = new Resend(env.RESEND_API_KEY);

export async function sendReceipt(to: string, orderId: string): Promise<void> {
  const { error } = await resend.emails.send({
    from: env.EMAIL_FROM,
    to,
    subject: 'Your order from Harbor Goods',
    text: 'Thank you. We are packing order ' + orderId + ' and will write again when it is on its way.',
  });
  if (error) throw new Error('The receipt for order ' + orderId + ' was not sent: ' + error.message);
}
`;

const rateLimit = `import 'server-only';
import { Ratelimit } from '@upstash/ratelimit';
import { Redis } from '@upstash/redis';
import { env } from '@/env';

const redis = new Redis({ url: env.KV_REST_API_URL, token: env.KV_REST_API_TOKEN });

export const checkoutLimit = new Ratelimit({
  redis,
  prefix: 'checkout',
  limiter: Ratelimit.slidingWindow(10, '1 m'),
});
`;

const log = `import 'server-only';
import { env } from '@/env';

const levels = ['debug', 'info', 'warn'] as const;
type Level = (typeof levels)[number];

export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  if (levels.indexOf(level) < levels.indexOf(env.LOG_LEVEL)) return;
  const where = { environment: process.env.VERCEL_ENV, commit: process.env.VERCEL_GIT_COMMIT_SHA };
  console.log(JSON.stringify({ level, message, ...where, ...fields }));
}
`;

const orders = `import 'server-only';
import { sql } from '@/lib/db';

export type Order = { id: string; status: 'open' | 'paid' | 'sent'; total: number; createdAt: Date };

export async function ordersOf(customerId: string): Promise<Order[]> {
  return sql<Order[]>\`
    select id, status, total, created_at as "createdAt"
    from orders
    where customer_id = \${customerId}
    order by created_at desc
    limit 50
  \`;
}

/** Marks an order paid once for each Stripe event; false when the event was already handled. */
export async function markPaid(eventId: string, orderId: string): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [seen] = await tx\`
      insert into stripe_events (id) values (\${eventId}) on conflict do nothing returning id
    \`;
    if (!seen) return false;
    await tx\`update orders set status = 'paid' where id = \${orderId} and status = 'open'\`;
    return true;
  });
}
`;
