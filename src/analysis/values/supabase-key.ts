import type { ValueTrait } from '../../artifacts/env/value.ts';

type Credential = Extract<ValueTrait, { kind: 'credential' }>;

/** Supabase's older keys, which are JWTs that say what they are: https://supabase.com/docs/guides/api/api-keys */
export function supabaseKey(value: string): Credential | undefined {
  const claims = claimsOf(value);
  if (claims === undefined) return undefined;
  const { role, ref, iss } = claims;
  if (role !== 'anon' && role !== 'service_role') return undefined;
  if (typeof iss !== 'string' || !iss.startsWith('supabase')) return undefined;
  const project = typeof ref === 'string' ? { project: ref } : {};
  return { kind: 'credential', provider: 'supabase', label: `${role} key`, public: role === 'anon', ...project };
}

function claimsOf(value: string): Readonly<Record<string, unknown>> | undefined {
  const [, body, signature, ...rest] = value.split('.', 4);
  if (!value.startsWith('eyJ') || body === undefined || signature === undefined || rest.length > 0) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    // Two dots and a prefix do not make a token: what does not decode is simply no JWT.
    return undefined;
  }
}
