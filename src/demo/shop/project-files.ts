import type { ShopFile } from './file.ts';

/** What the shop has besides its code: manifest, compiler and framework settings, ignore list, README, template of variables, what the audit is told. */
export function projectFiles(): readonly ShopFile[] {
  return [
    { path: 'package.json', text: manifest },
    { path: 'tsconfig.json', text: compiler },
    { path: 'next.config.ts', text: nextConfig },
    { path: 'vercel.json', text: hosting },
    { path: '.gitignore', text: ignored },
    { path: 'README.md', text: readme },
    { path: '.env.example', text: exampleVariables },
    { path: 'env.ts', text: environment },
    { path: 'launch-ready.json', text: auditSettings },
  ];
}

const manifest = `{
  "name": "harbor-goods-shop",
  "private": true,
  "type": "module",
  "scripts": {
    "dev": "next dev",
    "build": "next build",
    "start": "next start",
    "test": "vitest run"
  },
  "dependencies": {
    "@sentry/nextjs": "10.25.0",
    "@supabase/supabase-js": "2.81.1",
    "@t3-oss/env-nextjs": "0.13.8",
    "@upstash/ratelimit": "2.0.7",
    "@upstash/redis": "1.35.6",
    "next": "16.0.3",
    "next-auth": "4.24.13",
    "openai": "6.9.0",
    "postgres": "3.4.7",
    "react": "19.2.0",
    "react-dom": "19.2.0",
    "resend": "6.4.2",
    "server-only": "0.0.1",
    "stripe": "20.0.0",
    "zod": "4.1.12"
  },
  "devDependencies": {
    "@types/node": "24.10.1",
    "@types/react": "19.2.4",
    "typescript": "5.9.3",
    "vitest": "4.0.9"
  }
}
`;

const compiler = `{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["dom", "dom.iterable", "esnext"],
    "strict": true,
    "noEmit": true,
    "module": "esnext",
    "moduleResolution": "bundler",
    "resolveJsonModule": true,
    "isolatedModules": true,
    "jsx": "react-jsx",
    "incremental": true,
    "plugins": [{ "name": "next" }],
    "paths": { "@/*": ["./*"] }
  },
  "include": ["next-env.d.ts", "**/*.ts", "**/*.tsx", ".next/types/**/*.ts"],
  "exclude": ["node_modules"]
}
`;

const nextConfig = `import { withSentryConfig } from '@sentry/nextjs';
import type { NextConfig } from 'next';
import './env';

const config: NextConfig = {
  poweredByHeader: false,
  images: { remotePatterns: [{ protocol: 'https', hostname: '*.supabase.co' }] },
  // Links from old newsletters name views that are gone.
  rewrites: async () => [{ source: '/dashboard/:view*', destination: '/dashboard' }],
  headers: async () => [
    { source: '/dashboard/:path*', headers: [{ key: 'Cache-Control', value: 'public, s-maxage=600' }] },
  ],
};

export default withSentryConfig(config, {
  org: process.env.SENTRY_ORG,
  project: 'shop',
  authToken: process.env.SENTRY_AUTH_TOKEN,
  silent: true,
});
`;

// An old partner called with a slash; Stripe does not follow to the new place.
const hosting = `{
  "$schema": "https://openapi.vercel.sh/vercel.json",
  "regions": ["fra1"],
  "redirects": [{ "source": "/api/webhooks/:path((?!.*/$).*)", "destination": "/api/webhooks/:path/", "permanent": true }]
}
`;

const ignored = `node_modules/
.next/
.vercel/
.env*.local
.launch-ready/
next-env.d.ts
*.tsbuildinfo
`;

const readme = `# Harbor Goods

The storefront of Harbor Goods: rope, lamps and oilskins from the last chandlery on the quay.

- Next.js 16 (App Router) on Vercel, orders in Postgres, customer accounts in Supabase
- Payments through Stripe Checkout; orders are marked paid by the webhook alone
- Mail through Resend, errors to Sentry

## Working on it

    cp .env.example .env.local    # and ask Mara for the development keys
    npm install
    npm run dev

\`main\` deploys to preview, \`release\` to https://shop.example.com.
`;

const auditSettings = `{
  // Where previews of main answer. Production is what Vercel says.
  "preview": "https://shop-git-main-harbor.vercel.app",
  // Receipts come from the domain itself; the other two only lead to the shop.
  "email": { "domains": ["example.com"] }
}
`;

const exampleVariables = `# Copy to .env.local and fill in.
DATABASE_URL=
NEXTAUTH_URL=
NEXTAUTH_SECRET=
STRIPE_SECRET_KEY=
STRIPE_WEBHOOK_SECRET=
SUPABASE_SERVICE_ROLE_KEY=
RESEND_API_KEY=
EMAIL_FROM=
KV_REST_API_URL=
KV_REST_API_TOKEN=
SENTRY_ORG=
SENTRY_AUTH_TOKEN=
LOG_LEVEL=

NEXT_PUBLIC_SITE_URL=
NEXT_PUBLIC_SUPABASE_URL=
NEXT_PUBLIC_SUPABASE_ANON_KEY=
NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY=
NEXT_PUBLIC_SENTRY_DSN=
NEXT_PUBLIC_OPENAI_API_KEY=
`;

const environment = `import { createEnv } from '@t3-oss/env-nextjs';
import * as z from 'zod';

export const env = createEnv({
  server: {
    DATABASE_URL: z.url(),
    NEXTAUTH_URL: z.url(),
    NEXTAUTH_SECRET: z.string().min(32),
    STRIPE_SECRET_KEY: z.string().min(1),
    STRIPE_WEBHOOK_SECRET: z.string().min(1),
    SUPABASE_SERVICE_ROLE_KEY: z.string().min(1),
    RESEND_API_KEY: z.string().min(1),
    EMAIL_FROM: z.string().default('Harbor Goods <orders@example.com>'),
    KV_REST_API_URL: z.url(),
    KV_REST_API_TOKEN: z.string().min(1),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn']).default('info'),
  },
  client: {
    NEXT_PUBLIC_SITE_URL: z.url(),
    NEXT_PUBLIC_SUPABASE_URL: z.url(),
    NEXT_PUBLIC_SUPABASE_ANON_KEY: z.string().min(1),
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: z.string().startsWith('pk_'),
  },
  experimental__runtimeEnv: {
    NEXT_PUBLIC_SITE_URL: process.env.NEXT_PUBLIC_SITE_URL,
    NEXT_PUBLIC_SUPABASE_URL: process.env.NEXT_PUBLIC_SUPABASE_URL,
    NEXT_PUBLIC_SUPABASE_ANON_KEY: process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY,
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
  },
  emptyStringAsUndefined: true,
});
`;
