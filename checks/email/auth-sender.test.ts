import { describe, expect, it } from 'vitest';
import type { EnvUsage } from '../../src/artifacts/env/usage.ts';
import { authSender } from './auth-sender.ts';

const nothing: EnvUsage = { app: '.', variables: [], dynamic: [], dependencies: ['next'], unread: [] };
const variable = (name: string) => ({ name, server: true, browser: false, optional: false, places: [] });

describe('email/auth-sender', () => {
  it('does not apply without Supabase, asks with it, and does not apply again', () => {
    expect(authSender.evaluate({ usage: nothing })).toEqual({
      outcome: 'not-applicable',
      because: 'no Supabase in packages or variables',
    });
    const verdict = authSender.evaluate({ usage: { ...nothing, dependencies: ['@supabase/ssr'] } });
    expect(verdict).toMatchObject({ outcome: 'manual', ask: expect.stringContaining('package @supabase/ssr') });
    expect(authSender.evaluate({ usage: nothing }).outcome).toBe('not-applicable');
  });

  it('asks where only a variable shows it', () =>
    expect(
      authSender.evaluate({ usage: { ...nothing, variables: [variable('NEXT_PUBLIC_SUPABASE_URL')] } }),
    ).toMatchObject({ outcome: 'manual', ask: expect.stringContaining('NEXT_PUBLIC_SUPABASE_URL') }));

  it('is medium', () => expect(authSender.meta.severity).toBe('medium'));
});
