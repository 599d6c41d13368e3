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

/**
 * The production host that the audited repository alone names, while test users come from the person's own file: their sessions are not
 * sent there until somebody else knows the host. `own` is what that file says; it also names a host by saying where to connect for it.
 */
export function unconfirmedHost({ production }: Config, own: Config): string | undefined {
  if (production === undefined || own.users === undefined || own.production !== undefined) return undefined;
  const { hostname, host, port } = new URL(production);
  const endpoint = port === '' ? `${host}:443` : host;
  const isLed = Object.keys(own.network?.connect ?? {}).some((place) => place.toLowerCase() === endpoint);
  return isLed ? undefined : hostname;
}
