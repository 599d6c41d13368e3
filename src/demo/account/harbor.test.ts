import { describe, expect, it } from 'vitest';
import { type Environment, liveDeployment, type StoredVariable, type VercelState } from '../vercel/state.ts';
import { harborAccount } from './harbor.ts';

const broken = harborAccount({ repaired: false });
const repaired = harborAccount({ repaired: true });

function valueIn(state: VercelState, key: string, environment: Environment): string | undefined {
  return state.variables.find((one) => one.key === key && isFor(one, environment))?.value;
}

function isFor(variable: StoredVariable, environment: Environment): boolean {
  return variable.gitBranch === undefined && [variable.target].flat().includes(environment);
}

function refOf(jwt: string | undefined): unknown {
  return JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString()).ref;
}

// One predicate for each rule of the area: true where the account breaks it. They know nothing of the product's checks.
const mess: Readonly<Record<string, (state: VercelState) => boolean>> = {
  'a server key that production lacks': (state) => valueIn(state, 'RESEND_API_KEY', 'production') === undefined,
  'a build token that preview lacks': (state) => valueIn(state, 'SENTRY_AUTH_TOKEN', 'preview') === undefined,
  'one database for both': (state) =>
    valueIn(state, 'DATABASE_URL', 'production') === valueIn(state, 'DATABASE_URL', 'preview'),
  'one session secret in two records': (state) =>
    valueIn(state, 'NEXTAUTH_SECRET', 'production') === valueIn(state, 'NEXTAUTH_SECRET', 'preview'),
  'a live key in preview': (state) => valueIn(state, 'STRIPE_SECRET_KEY', 'preview')?.includes('_live_') === true,
  'a test key in production': (state) =>
    valueIn(state, 'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', 'production')?.includes('_test_') === true,
  'keys of two Supabase projects': (state) =>
    refOf(valueIn(state, 'SUPABASE_SERVICE_ROLE_KEY', 'production')) !==
    refOf(valueIn(state, 'NEXT_PUBLIC_SUPABASE_ANON_KEY', 'production')),
  'a secret under a public prefix': ({ variables }) => variables.some((one) => /PUBLIC_OPENAI/.test(one.key)),
  'a readable secret': ({ variables }) => variables.some((one) => one.securityIssues?.includes('readable-secret')),
  'a change that is not live': (state) =>
    state.variables.some((one) => one.updatedAt > (liveDeployment(state)?.createdAt ?? 0)),
  'a local address in production': (state) =>
    valueIn(state, 'NEXTAUTH_URL', 'production')?.includes('localhost') === true,
  'a value for one branch': ({ variables }) => variables.some((one) => one.gitBranch !== undefined),
  'a value for a custom environment': ({ variables }) =>
    variables.some((one) => one.customEnvironmentIds !== undefined && one.customEnvironmentIds.length > 0),
  'a variable nobody defined': (state) => valueIn(state, 'SHIPPING_ORIGIN_POSTCODE', 'production') === undefined,
  'a variable nobody reads': ({ variables }) => variables.some((one) => one.key === 'LEGACY_CART_TOKEN'),
};

describe.each(Object.entries(mess))('%s', (_name, isBroken) => {
  it('is there in the broken account and gone from the repaired one', () => {
    expect([isBroken(broken), isBroken(repaired)]).toEqual([true, false]);
  });
});

describe.each([broken, repaired])('the account', (state) => {
  it('has no two variables with one id or one time', () => {
    const all = [
      ...harborAccount({ repaired: state === repaired, variables: 1000 }).variables,
      ...state.sharedVariables,
    ];
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
    const own = all.slice(0, -state.sharedVariables.length);
    expect(new Set(own.map((one) => one.createdAt)).size).toBe(own.length);
  });

  it('keeps nothing write-only for development, as Vercel does not', () => {
    const writeOnly = state.variables.filter((one) => one.type === 'sensitive' && isFor(one, 'development'));
    expect(writeOnly).toEqual([]);
  });

  it('fills more than one page', () => {
    expect(state.variables.length).toBeGreaterThan(20);
  });
});

describe('the repaired account', () => {
  const hosted = ['production', 'preview'] as const;

  it('keeps every secret write-only in production and preview, as two records', () => {
    const addresses = ['KV_REST_API_URL'];
    for (const one of repaired.variables.filter(({ key, type }) => type === 'encrypted' && !addresses.includes(key))) {
      expect([one.key, one.target]).toEqual([one.key, ['development']]);
    }
    const sensitive = repaired.variables.filter(({ type }) => type === 'sensitive');
    for (const { key } of sensitive) {
      const [production, preview] = hosted.map((name) => valueIn(repaired, key, name));
      expect([key, production === undefined, production === preview]).toEqual([key, false, false]);
    }
  });

  it('has the same names in production and preview', () => {
    const [production, preview] = hosted.map((name) =>
      repaired.variables.filter((one) => isFor(one, name)).map((one) => one.key),
    );
    expect(production?.toSorted()).toEqual(preview?.toSorted());
  });

  it('was deployed after the last change', () => {
    const last = Math.max(...repaired.variables.map((one) => one.updatedAt));
    expect(liveDeployment(repaired)?.createdAt).toBeGreaterThan(last);
  });
});
