import * as z from 'zod';
import { severities } from '../core/finding.ts';

const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'it must be an http(s) address such as https://shop.example.com',
  )
  .transform((text) => new URL(text).origin);
const path = z.string().startsWith('/', 'it must start with /');
const pathRule = z.string().regex(/^!?\//, 'it must start with /, or with !/ to take a path out');
const confirmed = z.strictObject({ path: pathRule, reason: z.string().min(1) });
const headers = z.record(z.string(), z.string());
const user = z.strictObject({ headers, markers: z.array(z.string()).optional() });
const baseUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'it must be an http(s) address');

/** Providers whose base address may be given, for tests and self-hosted ones. */
export const endpointNames = [
  'vercel', 'cloudflare', 'stripe', 'uptimerobot', 'betterstack', 'checkly', 'pingdom', 'cronitor', 'statuscake', 'datadog',
  'uptimekuma', 'supabase', 'github', 'npm',
] as const; // biome-ignore format: a list reads better than a column

/** The keys that decide where requests and credentials go: allowed only in the person's own file. */
export const personalKeys = ['endpoints', 'network'] as const;

/** `launch-ready.json`, every key optional. Unknown keys are errors. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  production: origin.optional(),
  preview: origin.optional(),
  privatePaths: z.array(pathRule).optional(),
  vercel: z.strictObject({ project: z.string().min(1), team: z.string().min(1).optional() }).optional(),
  cloudflare: z.strictObject({ zone: z.string().min(1) }).optional(),
  stripe: z.strictObject({ webhookPath: path }).optional(),
  email: z
    .strictObject({ domains: z.array(z.string()).optional(), dkimSelectors: z.array(z.string()).optional() })
    .optional(),
  monitors: z.strictObject({ paths: z.array(pathRule) }).optional(),
  database: z.strictObject({ url: z.string(), schemas: z.array(z.string()).optional() }).optional(),
  supabase: z.strictObject({ url: baseUrl.optional(), anonKey: z.string().optional() }).optional(),
  users: z.strictObject({ a: user.optional(), b: user.optional() }).optional(),
  access: z
    .strictObject({
      public: z.array(confirmed).optional(),
      shared: z.array(confirmed).optional(),
      identity: path.optional(),
    })
    .optional(),
  severity: z
    .record(
      z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'it must be a check id such as email/dmarc-policy'),
      z.enum(severities),
    )
    .optional(),
  endpoints: z
    .strictObject(
      Object.fromEntries(endpointNames.map((name) => [name, baseUrl.optional()])) as Record<
        (typeof endpointNames)[number],
        z.ZodOptional<typeof baseUrl>
      >,
    )
    .optional(),
  network: z
    .strictObject({
      resolver: z.string().optional(),
      connect: z.record(z.string(), z.string()).optional(),
      ca: z.string().optional(),
    })
    .optional(),
});

export type Config = z.infer<typeof configSchema>;
