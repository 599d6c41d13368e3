import type { ValueTrait } from '../../artifacts/env/value.ts';
import { traitsOf, type ValueQuestion } from './questions.ts';

/** An address that is no production address by its host. `shown` may be shown: it has no user info, path or query. */
export type LocalAddress = {
  readonly name: string;
  readonly kind: NonNullable<Extract<ValueTrait, { kind: 'url' }>['local']>;
  readonly host: string;
  readonly shown: string;
};

/** The addresses among the values that were read and lead to a laptop, a private network, a preview or an example. */
export function localAddresses(questions: readonly ValueQuestion[]): readonly LocalAddress[] {
  return questions.flatMap(({ name, cell }) =>
    traitsOf(cell).flatMap((trait): readonly LocalAddress[] => {
      if (trait.kind === 'url' && trait.local !== undefined) {
        return [{ name, kind: trait.local, host: trait.host, shown: trait.origin }];
      }
      if (trait.kind !== 'database' || !trait.local) return [];
      return [{ name, kind: 'loopback', host: trait.host, shown: `a database at ${trait.host || 'a local socket'}` }];
    }),
  );
}

/** Whether a host belongs to the launch at `own`: itself, or a sibling below the same parent. */
export function isOwnHost(host: string, own: string): boolean {
  // `*.vercel.app` is everybody's: only the exact host is one's own there.
  if (host === own || own.endsWith('.vercel.app')) return host === own;
  const parent = own.split('.').slice(-2).join('.');
  return host === parent || host.endsWith(`.${parent}`);
}
