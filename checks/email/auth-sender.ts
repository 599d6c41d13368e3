import { envUsage } from '../../src/artifacts/env/usage.ts';
import { defineCheck, notApplicable } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Who sends the sign-in mail. */
export const authSender = defineCheck({
  meta: {
    id: 'email/auth-sender',
    title: 'Sign-in mail is sent by a server of your own',
    why: 'Supabase’s shared sender is for trying out: it sends a few messages an hour, only to members of the team, from a domain that is not yours.',
    fix: 'In the Supabase dashboard under Authentication → Emails → SMTP Settings, enable custom SMTP with the credentials of your mail service and a sender address of your domain.',
    severity: 'medium',
    refs: ['https://supabase.com/docs/guides/auth/auth-smtp'],
    messages: {},
  },
  needs: { usage: envUsage },
  evaluate: ({ usage }) => {
    const packages = usage.dependencies.filter((name) => name.startsWith('@supabase/'));
    const variables = usage.variables.map(({ name }) => name).filter((name) => /(?:^|_)SUPABASE_/.test(name));
    const seen = [...packages.map((name) => `package ${name}`), ...variables.map((name) => `variable ${name}`)];
    if (seen.length === 0) return notApplicable('no Supabase in packages or variables');
    return {
      outcome: 'manual',
      ask: `Does Supabase Auth send its mail through an SMTP server of your own (dashboard: Authentication → Emails → SMTP Settings), or does the project not use Supabase Auth for sign-in? Seen: ${listOf(seen)}`,
    };
  },
});
