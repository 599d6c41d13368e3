import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { troubleKind } from './asked.ts';

const returnPath = z
  .object({
    /** `send.example.com`. */
    host: z.string(),
    /** The record that makes it one: `send.example.com MX feedback-smtp.us-east-1.amazonses.com`. */
    record: z.string(),
    /** Services that it leads to, by id; several share Amazon SES. */
    providers: z.array(z.string()).readonly(),
    /** Texts at the services' selectors below it: there the DKIM domain is the return path's, not the domain itself. */
    keys: z.array(z.object({ name: z.string(), text: z.string() }).readonly()).readonly(),
    /** By a walk of its own; absent when it cannot be told. */
    organizational: z.string().optional(),
  })
  .readonly();

const domainAlignment = z
  .object({
    domain: z.string(),
    organizational: z.string().optional(),
    returnPaths: z.array(returnPath).readonly(),
    /** Names that nobody answered for. */
    unanswered: z
      .array(z.object({ name: z.string(), why: z.string(), kind: troubleKind.optional() }).readonly())
      .readonly(),
  })
  .readonly();

/** Return paths below each mail domain that lead to a sending service, by the labels that services use by default. */
export const mailAlignment = defineArtifact('mail/alignment', z.array(domainAlignment).readonly());

export type ReturnPath = z.infer<typeof returnPath>;
export type DomainAlignment = z.infer<typeof domainAlignment>;
export type MailAlignment = ValueOf<typeof mailAlignment>;
