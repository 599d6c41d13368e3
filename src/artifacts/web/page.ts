import * as z from 'zod';

/** A cookie as it was set, without its value. */
export const pageCookie = z
  .object({
    name: z.string(),
    secure: z.boolean(),
    httpOnly: z.boolean(),
    /** Absent: not said, or a word that browsers do not know. */
    sameSite: z.enum(['strict', 'lax', 'none']).optional(),
    domain: z.string().optional(),
    path: z.string().optional(),
    /** It is taken away, not set: no value, or already expired by Max-Age. */
    cleared: z.boolean(),
  })
  .readonly();

const script = z
  .object({
    /** Absolute, query values masked. */
    src: z.string(),
    integrity: z.boolean(),
  })
  .readonly();

const mark = z
  .object({
    kind: z.enum(['stack-trace', 'debug-page', 'directory-listing']),
    /** What gave it away: the framework's name, or the line of the trace, shortened. */
    shown: z.string(),
  })
  .readonly();

const document = z
  .object({
    /** Content of each `<meta name="robots">` and its kin for one crawler, as `name: content`. */
    robots: z.array(z.string()).readonly(),
    /** Content of each `<meta http-equiv="content-security-policy">` in the head. */
    policies: z.array(z.string()).readonly(),
    referrer: z.string().optional(),
    scripts: z.array(script).readonly(),
    /** Whether there are more scripts than are listed. */
    moreScripts: z.boolean(),
    password: z.boolean(),
  })
  .readonly();

/** What one address answered, without its text: headers that are judged, cookies without values, marks. */
export const pageAnswer = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('answered'),
      status: z.number(),
      /** Judged headers only, in order, repeated ones apart. */
      headers: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
      cookies: z.array(pageCookie).readonly(),
      /** Where it redirects, absolute and masked. */
      to: z.string().optional(),
      /** Present when HTML came. */
      document: document.optional(),
      marks: z.array(mark).readonly(),
      /** The text went on beyond what was read. */
      truncated: z.boolean(),
    })
    .readonly(),
  /** Somebody else answered in the site's place: a bot challenge, a sign-in wall in front of the deployment. */
  z.object({ state: z.literal('guarded'), status: z.number(), by: z.string() }).readonly(),
  z.object({ state: z.literal('failed'), why: z.string(), detail: z.string() }).readonly(),
]);

/** One address and its answer. `url` is masked; `found` says how the sign-in page was come by. */
export const webPage = z
  .object({
    role: z.enum(['root', 'sign-in', 'missing', 'webhook']),
    url: z.string(),
    found: z.enum(['repository', 'link', 'guess']).optional(),
    answer: pageAnswer,
  })
  .readonly();

export type PageCookie = z.infer<typeof pageCookie>;
export type PageMark = z.infer<typeof mark>;
export type PageDocument = z.infer<typeof document>;
export type PageAnswer = z.infer<typeof pageAnswer>;
export type AnsweredPage = Extract<PageAnswer, { state: 'answered' }>;
export type WebPage = z.infer<typeof webPage>;
