import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { publicSecrets } from './public-secrets.ts';
import {
  came,
  canary,
  envFile,
  envFiles,
  findingsOf,
  matrixOf,
  missed,
  namesOf,
  notRead,
  postgres,
  reads,
  set,
  stripeKey,
  supabaseKey,
  type Unseen,
  usage,
  writeOnly,
} from './testing.ts';

const nothing = usage([]);

function judge(variables: readonly EnvironmentVariable[], uses = nothing, files = envFiles(), unseen: Unseen = {}) {
  const matrix = came(matrixOf(variables, { reads: uses, ...unseen }));
  return publicSecrets.evaluate({ usage: uses, files: came(files), matrix });
}

describe('env/public-secrets', () => {
  const clean = [set('NEXT_PUBLIC_SITE_NAME', 'production', 'Harbor'), set('OPENAI_API_KEY', 'production', writeOnly)];

  it('passes, fails for a secret value under a public prefix, and passes again', () => {
    const fine = { outcome: 'pass', evidence: '1 name under a public prefix, none of them a secret' };
    expect(judge(clean)).toEqual(fine);
    const verdict = judge(
      [set('NEXT_PUBLIC_PAY', 'production', stripeKey('sk', 'test'))],
      usage([reads('NEXT_PUBLIC_PAY')]),
    );
    expect(findingsOf(verdict)).toEqual([
      {
        key: 'secret-value',
        data: { name: 'NEXT_PUBLIC_PAY', what: 'Stripe secret key' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'NEXT_PUBLIC_PAY' },
        places: [{ kind: 'file', path: 'src/env.ts', line: 1 }],
        evidence:
          'NEXT_PUBLIC_PAY has the shape of a secret (Stripe secret key): vercel environment variable NEXT_PUBLIC_PAY, src/env.ts:1',
      },
    ]);
    expect(JSON.stringify(verdict)).not.toContain(canary);
    expect(judge(clean)).toEqual(fine);
  });

  it('is a blocker', () => expect(publicSecrets.meta.severity).toBe('blocker'));

  it.each([
    ['a database address', 'VITE_STORE', postgres('db.shop.net/shop'), 'database address'],
    ['a service role key', 'NEXT_PUBLIC_SUPABASE_KEY', supabaseKey('service_role', 'one'), 'Supabase service_role key'],
    ['an address with a password', 'PUBLIC_FEED', `https://app:${canary}@feed.shop.net/`, 'address with a password'],
  ])('fails for %s whatever the name says', (_what, name, value, what) => {
    const verdict = judge([set(name, 'production', value)]);
    expect(findingsOf(verdict)).toMatchObject([{ key: 'secret-value', data: { name, what } }]);
    expect(JSON.stringify(verdict)).not.toContain(canary);
  });

  it('fails for a secret that only preview, development or one branch has under a public prefix', () => {
    expect(namesOf(judge([set('NEXT_PUBLIC_PAY', 'preview', stripeKey('sk', 'test'))]))).toHaveLength(1);
    expect(namesOf(judge([set('NEXT_PUBLIC_PAY', 'development', stripeKey('sk', 'test'))]))).toHaveLength(1);
    const branch = set('NEXT_PUBLIC_OPENAI_API_KEY', 'preview', notRead, { gitBranch: 'ai' });
    expect(namesOf(judge([branch]))).toEqual(['secret-name NEXT_PUBLIC_OPENAI_API_KEY']);
  });

  it.each(['NEXT_PUBLIC_OPENAI_API_KEY', 'VITE_STRIPE_SECRET_KEY', 'PUBLIC_DATABASE_URL'])(
    'fails for %s by its name alone, unread',
    (name) =>
      expect(findingsOf(judge([set(name, 'production', writeOnly)]))).toMatchObject([
        { key: 'secret-name', data: { name }, evidence: `${name}: vercel environment variable ${name}` },
      ]),
  );

  it('finds the name in code and in env files where settings lack it', () => {
    const name = 'NEXT_PUBLIC_OPENAI_API_KEY';
    const verdict = judge([], usage([reads(name)]), envFiles(envFile('.env.example', [name])));
    expect(findingsOf(verdict)).toMatchObject([
      {
        at: { kind: 'file', path: 'src/env.ts', line: 1 },
        places: [{ kind: 'file', path: '.env.example', line: 1 }],
        evidence: `${name}: src/env.ts:1, .env.example:1`,
      },
    ]);
  });

  it.each([
    ['a publishable key', 'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', stripeKey('pk', 'live')],
    ['an anon key', 'NEXT_PUBLIC_SUPABASE_ANON_KEY', supabaseKey('anon', 'one')],
    ['a Sentry DSN', 'NEXT_PUBLIC_SENTRY_DSN', `https://${'a1'.repeat(16)}@o1.ingest.sentry.io/1`],
    ['a plain token that its provider calls public', 'NEXT_PUBLIC_MIXPANEL_TOKEN', 'a1'.repeat(16)],
    ['a setting about passwords', 'NEXT_PUBLIC_PASSWORD_MIN_LENGTH', '12'],
    ['Firebase’s public database address', 'NEXT_PUBLIC_FIREBASE_DATABASE_URL', 'https://shop.firebaseio.com'],
  ])('does not flag %s', (_what, name, value) => expect(judge([set(name, 'production', value)]).outcome).toBe('pass'));

  it('does not know while a public value is unseen that its name does not give away', () => {
    const unseen = set('NEXT_PUBLIC_TOKEN', ['production', 'preview'], notRead);
    expect(judge([unseen])).toMatchObject({
      outcome: 'unknown',
      because: '1 variable not seen: NEXT_PUBLIC_TOKEN (not read)',
    });
    expect(judge([unseen, set('NEXT_PUBLIC_OPENAI_API_KEY', 'production', notRead)])).toMatchObject({
      outcome: 'fail',
      unsettled: { because: '1 variable not seen: NEXT_PUBLIC_TOKEN (not read)' },
    });
  });

  it('does not pass where a source or an env file could not be read', () => {
    const unread = [{ path: 'app/page.tsx', why: 'it is too large' }];
    expect(judge(clean, usage([], { unread }))).toMatchObject({ outcome: 'unknown' });
    expect(judge(clean, nothing, { files: [], unread })).toMatchObject({ outcome: 'unknown' });
    const matrix = came(matrixOf(clean, { reads: nothing }));
    expect(publicSecrets.evaluate({ usage: nothing, files: missed, matrix })).toEqual({
      outcome: 'blocked',
      by: missed,
    });
  });

  it('judges code and files without Vercel, and says what it lacks for the rest', () => {
    const uses = usage([reads('NEXT_PUBLIC_OPENAI_API_KEY')]);
    const verdict = publicSecrets.evaluate({ usage: uses, files: missed, matrix: missed });
    expect(verdict).toMatchObject({ outcome: 'fail', unsettled: { hint: 'set VERCEL_TOKEN' } });
    expect(publicSecrets.evaluate({ usage: nothing, files: missed, matrix: missed })).toEqual({
      outcome: 'blocked',
      by: missed,
    });
  });

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) =>
    expect(judge(clean, nothing, envFiles(), unseen).outcome).toBe('unknown'),
  );
});
