import { definedOnly } from '../core/defined.ts';
import type { TestUserSecrets, TestUsers } from '../core/test-users.ts';
import { credentialIn } from './credentials.ts';
import type { Config } from './schema.ts';
import type { Environment } from './vercel-link.ts';

type Configured = NonNullable<NonNullable<Config['users']>['a']>;

/** `users` of the configuration, each `env:NAME` replaced by the variable's value; an empty variable is an absent one. */
export function testUsers({ users }: Config, environment: Environment): TestUsers {
  const secretsOf = (user: Configured | undefined): TestUserSecrets | undefined => {
    if (user === undefined) return undefined;
    const missing: string[] = [];
    const headers = Object.entries(user.headers).flatMap(([name, written]) => {
      if (!written.startsWith('env:')) return [[name, written] as const];
      const variable = written.slice('env:'.length);
      const value = credentialIn(environment, variable);
      if (value !== undefined) return [[name, value] as const];
      missing.push(variable);
      return [];
    });
    return { headers: Object.fromEntries(headers), markers: user.markers ?? [], missing };
  };
  return definedOnly({ a: secretsOf(users?.a), b: secretsOf(users?.b) });
}
