import type { ValueTrait } from '../../artifacts/env/value.ts';
import { shapes } from './shapes.ts';
import { supabaseKey } from './supabase-key.ts';

type Credential = Extract<ValueTrait, { kind: 'credential' }>;

/** The documented credential that a value is, told by its shape and the variable's name; `undefined` for anything else. */
export function recogniseCredential(value: string, name: string): Credential | undefined {
  const jwt = supabaseKey(value);
  if (jwt !== undefined) return jwt;
  const shape = shapes.find(({ pattern, named }) => pattern.test(value) && named?.test(name) !== false);
  if (shape === undefined) return undefined;
  const provider = borrower(value, name) ?? shape.provider;
  // UploadThing knows no test mode: all of its keys say live.
  const mode = provider === 'uploadthing' ? undefined : modeOf(value);
  const { label } = shape;
  return { kind: 'credential', provider, label, public: shape.public, ...(mode === undefined ? {} : { mode }) };
}

function modeOf(value: string): 'live' | 'test' | undefined {
  if (/^(?:[a-z]{2,3}_)?live_/.test(value)) return 'live';
  return /^(?:[a-z]{2,3}_)?(?:test|sdbx)_/.test(value) ? 'test' : undefined;
}

// Others use Stripe's prefixes too: the name tells them apart, and Clerk's publishable key decodes to a host and "$".
// https://clerk.com/docs/guides/development/clerk-environment-variables
function borrower(value: string, name: string): string | undefined {
  if (!/^[ps]k_(?:live|test)_/.test(value)) return undefined;
  const named = /(?:^|_)(CLERK|WORKOS|UPLOADTHING|PAYSTACK)(?:_|$)/i.exec(name)?.[1];
  if (named !== undefined) return named.toLowerCase();
  if (!value.startsWith('pk_')) return undefined;
  const decoded = Buffer.from(value.slice('pk_live_'.length), 'base64').toString('latin1');
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\$$/i.test(decoded) ? 'clerk' : undefined;
}
