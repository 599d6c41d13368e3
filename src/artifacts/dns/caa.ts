import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { hostRole } from '../site/hosts.ts';
import { silence } from './lookup.ts';

const caaRecord = z.object({ critical: z.boolean(), tag: z.string(), value: z.string() }).readonly();

const level = z
  .object({
    name: z.string(),
    answer: z.discriminatedUnion('state', [
      z.object({ state: z.literal('found'), records: z.array(caaRecord).readonly() }),
      z.object({ state: z.literal('none') }),
      /** SERVFAIL from a resolver that answers other questions about the very name: a CA probably meets the same. */
      z.object({ state: z.literal('failed'), detail: z.string() }),
      /** Nobody answered here, or this resolver answers nothing about the name; a CA elsewhere may fare better. */
      z.object({ state: z.literal('unknown'), detail: z.string(), kind: silence.optional() }),
    ]),
  })
  .readonly();

const hostPolicy = z
  .object({
    host: z.string(),
    role: hostRole,
    /** The host first, then each parent up to the top-level domain. */
    levels: z.array(level).readonly(),
  })
  .readonly();

/** The CAA records on the way from each own production host to the root. https://www.rfc-editor.org/rfc/rfc8659#section-3 */
export const dnsCaa = defineArtifact('dns/caa', z.array(hostPolicy).readonly());

export type CaaRecord = z.infer<typeof caaRecord>;
export type CaaLevel = z.infer<typeof level>;
export type CaaPolicy = z.infer<typeof hostPolicy>;
export type DnsCaa = ValueOf<typeof dnsCaa>;
