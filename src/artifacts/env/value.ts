import * as z from 'zod';

/** What a value gives away about itself without being shown: facts that a check can judge by. */
export const valueTrait = z.discriminatedUnion('kind', [
  /** A provider's credential of a documented shape. `public` keys are made to be seen in a browser. */
  z
    .object({
      kind: z.literal('credential'),
      /** `stripe`, `clerk`, `supabase`, `openai`, … */
      provider: z.string(),
      /** What it is called there: `secret key`, `publishable key`, `webhook secret`, `service_role key`. */
      label: z.string(),
      public: z.boolean(),
      mode: z.enum(['live', 'test']).optional(),
      /** The Supabase project it belongs to, from a JWT's `ref`. */
      project: z.string().optional(),
    })
    .readonly(),
  /** An address. `origin` has no user info, path or query. */
  z
    .object({
      kind: z.literal('url'),
      origin: z.string(),
      host: z.string(),
      /** Why it is no production address, when it is none. */
      local: z.enum(['loopback', 'private', 'vercel-preview', 'example']).optional(),
      /** It carries a password. A user alone does not count: a Sentry DSN is made to be public. */
      credentials: z.boolean(),
      /** A label of the host says sandbox. */
      sandbox: z.boolean(),
      /** The Supabase project in the host name. */
      project: z.string().optional(),
    })
    .readonly(),
  /** A database address. `server` is host, port and database name: equal for the same database. */
  z.object({ kind: z.literal('database'), server: z.string(), host: z.string(), local: z.boolean() }).readonly(),
  z.object({ kind: z.literal('empty') }).readonly(),
  z.object({ kind: z.literal('placeholder') }).readonly(),
]);

/** A value as it may leave a gatherer: never itself. `length` counts UTF-16 units. */
export const valueFacts = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('read'),
      fingerprint: z.string(),
      length: z.number(),
      traits: z.array(valueTrait).readonly(),
    })
    .readonly(),
  /** The provider never shows it again (Vercel `sensitive`). */
  z.object({ state: z.literal('write-only') }).readonly(),
  /** Readable, but reading was not asked for. */
  z.object({ state: z.literal('not-read') }).readonly(),
  /** Reading was asked for and did not work; the hint says what would help. */
  z.object({ state: z.literal('unreadable'), hint: z.string() }).readonly(),
]);

export type ValueTrait = z.infer<typeof valueTrait>;
export type ValueFacts = z.infer<typeof valueFacts>;
