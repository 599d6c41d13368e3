import * as z from 'zod';
import { type Decisions, noDecisions } from '../core/decisions.ts';
import { definedOnly } from '../core/defined.ts';
import { UserError } from '../core/fault.ts';
import type { Files } from '../core/io.ts';
import { parseJsonc } from './parse.ts';

/** The committed file in which people's decisions are kept. */
export const decisionsFile = 'launch-ready.decisions.json';

const date = z.iso.date('it must be a date such as 2026-11-20');
const waiver = z
  .strictObject({
    fingerprint: z.string().min(1).optional(),
    check: z.string().min(1).optional(),
    reason: z.string().min(1),
    by: z.string().min(1),
    on: date,
    expires: date.optional(),
  })
  .refine(
    ({ fingerprint, check }) => fingerprint !== undefined || check !== undefined,
    'it must name a fingerprint or a check',
  );
const attestation = z.strictObject({
  check: z.string().min(1),
  answer: z.enum(['yes', 'no']),
  note: z.string().optional(),
  by: z.string().min(1),
  on: date,
});
const schema = z.strictObject({
  $schema: z.string().optional(),
  waivers: z.array(waiver).optional(),
  attestations: z.array(attestation).optional(),
});

/** Reads the decisions beside the repository's configuration; none when there is no such file. Throws `UserError`. */
export async function loadDecisions(files: Files, root: string): Promise<Decisions> {
  const text = await files.read(`${root}/${decisionsFile}`);
  if (text.state === 'absent') return noDecisions;
  if (text.state === 'skipped') {
    throw new UserError(`${decisionsFile} cannot be read: ${text.why}.`, 'Make it a plain text file.');
  }
  const { waivers = [], attestations = [] } = parseJsonc(text.text, decisionsFile, schema);
  return { waivers: waivers.map(definedOnly), attestations: attestations.map(definedOnly) };
}
