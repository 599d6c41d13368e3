import type { ShopFile } from './file.ts';
import { pageFiles } from './page-files.ts';
import { privateFiles } from './private-files.ts';
import { projectFiles } from './project-files.ts';

/** What the team changed to put the launch right; each file replaces the one of the same path, or is new. */
export function repairs(): readonly ShopFile[] {
  return [
    { path: '.env.example', text: repairedText('.env.example', exampleChange) },
    { path: 'env.ts', text: repairedText('env.ts', environmentChange) },
    { path: 'vercel.json', text: repairedText('vercel.json', hostingChange) },
    { path: 'next.config.ts', text: repairedText('next.config.ts', frameworkChange) },
    { path: 'proxy.ts', text: repairedText('proxy.ts', proxyChange) },
    { path: 'app/api/account/route.ts', text: repairedText('app/api/account/route.ts', accountChange) },
    { path: 'lib/shipping.ts', text: shipping },
    { path: 'components/ask-harbor.tsx', text: askHarbor },
    { path: 'app/api/ask/route.ts', text: askRoute },
    { path: 'launch-ready.decisions.json', text: `${JSON.stringify(decisions, undefined, 2)}\n` },
  ];
}

type Change = readonly [from: string, to: string];

const exampleChange: readonly Change[] = [
  ['NEXT_PUBLIC_OPENAI_API_KEY=\n', ''],
  ['RESEND_API_KEY=\n', 'RESEND_API_KEY=\nOPENAI_API_KEY=\n'],
  ['EMAIL_FROM=\n', 'EMAIL_FROM=\nSHIPPING_ORIGIN_POSTCODE=\n'],
];

const environmentChange: readonly Change[] = [
  [
    '    RESEND_API_KEY: z.string().min(1),\n',
    '    RESEND_API_KEY: z.string().min(1),\n    OPENAI_API_KEY: z.string().min(1),\n' +
      '    SHIPPING_ORIGIN_POSTCODE: z.string().length(5),\n',
  ],
];

const hostingChange: readonly Change[] = [
  [
    `"fra1"],
  "redirects": [{ "source": "/api/webhooks/:path((?!.*/$).*)", "destination": "/api/webhooks/:path/", "permanent": true }]
`,
    '"fra1"]\n',
  ],
];

const frameworkChange: readonly Change[] = [
  [
    `  // Links from old newsletters name views that are gone.
  rewrites: async () => [{ source: '/dashboard/:view*', destination: '/dashboard' }],
  headers: async () => [
    { source: '/dashboard/:path*', headers: [{ key: 'Cache-Control', value: 'public, s-maxage=600' }] },
  ],
`,
    '',
  ],
];

const proxyChange: readonly Change[] = [["['/dashboard/:path*']", "['/dashboard/:path*', '/account']"]];

const accountChange: readonly Change[] = [
  ['{ status: 401 }', '{ status: 401, headers: unshared }'],
  [
    'return Response.json(await customerOf(session.customerId));',
    'return Response.json(await customerOf(session.customerId), { headers: unshared });',
  ],
  [
    'export async function GET',
    "const unshared = { 'cache-control': 'private, no-store' };\n\nexport async function GET",
  ],
];

function repairedText(path: string, changes: readonly Change[]): string {
  const files = [...projectFiles(), ...pageFiles(), ...privateFiles()];
  let text = files.find((file) => file.path === path)?.text ?? '';
  for (const [from, to] of changes) text = text.replace(from, to);
  return text;
}

const shipping = `import 'server-only';
import type Stripe from 'stripe';
import { env } from '@/env';

/** Within the harbour's own region parcels go by bicycle. */
export function shippingFor(grams: number): Stripe.Checkout.SessionCreateParams.ShippingOption {
  const local = env.SHIPPING_ORIGIN_POSTCODE.startsWith('20') && grams < 5_000;
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

import { useState } from 'react';

export function AskHarbor() {
  const [answer, setAnswer] = useState('');

  async function ask(form: FormData) {
    const response = await fetch('/api/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question: String(form.get('question')) }),
    });
    setAnswer(response.ok ? (await response.json()).answer : 'Please try again in a minute.');
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

const askRoute = `import OpenAI from 'openai';
import * as z from 'zod';
import { env } from '@/env';
import { checkoutLimit } from '@/lib/rate-limit';

const openai = new OpenAI({ apiKey: env.OPENAI_API_KEY });
const body = z.object({ question: z.string().min(1).max(500) });

export async function POST(request: Request) {
  const visitor = request.headers.get('x-forwarded-for') ?? 'unknown';
  const { success } = await checkoutLimit.limit('ask:' + visitor);
  if (!success) return Response.json({ error: 'Too many questions' }, { status: 429 });
  const parsed = body.safeParse(await request.json());
  if (!parsed.success) return Response.json({ error: 'Invalid question' }, { status: 400 });
  const response = await openai.responses.create({
    model: 'gpt-5-mini',
    instructions: 'You advise customers of a ship chandlery. Be brief.',
    input: parsed.data.question,
  });
  return Response.json({ answer: response.output_text });
}
`;

const signed = { answer: 'yes', by: 'Mara Lindqvist', on: '2026-11-18' } as const;

/** What no tool can see behind write-only values, answered by the person who set them. */
const decisions = {
  waivers: [],
  attestations: [
    {
      check: 'env/shared-secrets',
      ...signed,
      note: 'I made every production secret anew on 18 November; preview has its own projects and keys.',
    },
    {
      check: 'env/live-keys-in-preview',
      ...signed,
      note: 'Preview holds the Stripe test key and the preview branch of the database.',
    },
    {
      check: 'env/test-keys-in-production',
      ...signed,
      note: 'Copied from the Stripe dashboard in live mode, four eyes with Lena.',
    },
    {
      check: 'env/mode-mismatch',
      ...signed,
      note: 'A live payment of 1 € went through and was refunded; the service key is that of the production project.',
    },
    {
      check: 'env/local-values',
      ...signed,
      note: 'The production database answers from the deployed shop; its address is not a local one.',
    },
    {
      check: 'cache/private-headers',
      ...signed,
      note: 'Signed in and looked: the dashboard, the account and its data answer private, no-store.',
    },
    {
      check: 'cache/vercel-edge',
      ...signed,
      note: 'Signed in and looked: no answer of theirs came with x-vercel-cache: HIT',
    },
    {
      check: 'dns/subdomain-inventory',
      ...signed,
      note: 'Went through the list with Lena: every name is ours and in use.',
    },
    {
      check: 'email/auth-sender',
      ...signed,
      note: 'Supabase sends through our Resend account; its SMTP settings name smtp.resend.com.',
    },
    {
      check: 'web/third-party-scripts',
      ...signed,
      note: 'The pages behind the sign-in load our own scripts and Stripe’s, which has to come from Stripe.',
    },
  ],
};
