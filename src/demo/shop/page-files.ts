import type { ShopFile } from './file.ts';

/** What visitors see: pages, the components in them, error tracking in the browser. */
export function pageFiles(): readonly ShopFile[] {
  return [
    { path: 'app/layout.tsx', text: layout },
    { path: 'app/page.tsx', text: home },
    { path: 'app/sign-in/page.tsx', text: signIn },
    { path: 'components/buy-button.tsx', text: buyButton },
    { path: 'instrumentation-client.ts', text: browserErrors },
    { path: 'proxy.ts', text: proxy },
  ];
}

const layout = `import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { env } from '@/env';

export const metadata: Metadata = {
  metadataBase: new URL(env.NEXT_PUBLIC_SITE_URL),
  title: { default: 'Harbor Goods', template: '%s · Harbor Goods' },
  description: 'Rope, lamps and oilskins from the last chandlery on the quay.',
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <header>
          <a href="/">Harbor Goods</a>
          <a href="/dashboard">Your orders</a>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
`;

const home = `import { AskHarbor } from '@/components/ask-harbor';
import { BuyButton } from '@/components/buy-button';
import { sql } from '@/lib/db';

export const revalidate = 300;

type Product = { id: string; name: string; blurb: string; price: number };

export default async function HomePage() {
  const products = await sql<Product[]>\`select id, name, blurb, price from products where listed order by name\`;
  return (
    <>
      <h1>Good gear for bad weather</h1>
      <ul>
        {products.map((product) => (
          <li key={product.id}>
            <h2>{product.name}</h2>
            <p>{product.blurb}</p>
            <BuyButton productId={product.id} price={product.price} />
          </li>
        ))}
      </ul>
      <AskHarbor />
    </>
  );
}
`;

const signIn = `'use client';

import { signIn } from 'next-auth/react';
import { supabase } from '@/lib/supabase/browser';

export default function SignInPage() {
  async function enter(form: FormData) {
    const email = String(form.get('email'));
    const password = String(form.get('password'));
    await signIn('credentials', { email, password, callbackUrl: '/dashboard' });
  }

  async function forgot(form: FormData) {
    await supabase.auth.resetPasswordForEmail(String(form.get('email')));
  }

  return (
    <form action={enter}>
      <h1>Sign in</h1>
      <input name="email" type="email" autoComplete="email" required />
      <input name="password" type="password" autoComplete="current-password" required />
      <button type="submit">Sign in</button>
      <button formAction={forgot} formNoValidate>
        Forgot your password?
      </button>
    </form>
  );
}
`;

const buyButton = `'use client';

import { useState } from 'react';

const isTestMode = process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY?.startsWith('pk_test_');

export function BuyButton({ productId, price }: { productId: string; price: number }) {
  const [busy, setBusy] = useState(false);

  async function buy() {
    setBusy(true);
    const answer = await fetch('/api/checkout', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ productId, quantity: 1 }),
    });
    if (answer.status === 401) return window.location.assign('/sign-in');
    const { url } = await answer.json();
    window.location.assign(url);
  }

  return (
    <button type="button" onClick={buy} disabled={busy}>
      Buy for {(price / 100).toFixed(2)} €{isTestMode ? ' (test)' : ''}
    </button>
  );
}
`;

const browserErrors = `import * as Sentry from '@sentry/nextjs';

Sentry.init({
  dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
  environment: process.env.NEXT_PUBLIC_VERCEL_ENV ?? 'development',
  tracesSampleRate: 0.1,
});

export const onRouterTransitionStart = Sentry.captureRouterTransitionStart;
`;

const proxy = `import { type NextRequest, NextResponse } from 'next/server';
import { getToken } from 'next-auth/jwt';

export async function proxy(request: NextRequest) {
  const token = await getToken({ req: request, secret: process.env.NEXTAUTH_SECRET });
  if (token) return NextResponse.next();
  return NextResponse.redirect(new URL('/sign-in', request.url));
}

export const config = { matcher: ['/dashboard/:path*'] };
`;
