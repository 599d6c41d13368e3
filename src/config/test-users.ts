import { definedOnly } from '../core/defined.ts';
import type { TestUserSecrets, TestUsers } from '../core/test-users.ts';
import { credentialIn } from './credentials.ts';
import type { Config } from './schema.ts';
import type { Environment } from './vercel-link.ts';

type Configured = NonNullable<NonNullable<Config['users']>['a']>;

/** `users` of the configuration, each `env:NAME` replaced by the variable's value; an empty variable is an absent one. */
export function testUsers({ users }: Config, environment: Environment): TestUsers {
  return definedOnly({ a: secretsOf(users?.a, environment), b: secretsOf(users?.b, environment) });
}

function secretsOf(user: Configured | undefined, environment: Environment): TestUserSecrets | undefined {
  if (user === undefined) return undefined;
  const missing = new Set<string>();
  const textOf = (written: string): readonly string[] => {
    if (!written.startsWith('env:')) return [written];
    const variable = written.slice('env:'.length);
    const value = credentialIn(environment, variable);
    if (value !== undefined) return [value];
    missing.add(variable);
    return [];
  };
  const headers = Object.entries(user.headers).flatMap(([name, written]) =>
    textOf(written).map((value) => [name, value] as const),
  );
  const markers = (user.markers ?? []).flatMap(textOf);
  return { headers: Object.fromEntries(headers), markers, missing: [...missing] };
}
