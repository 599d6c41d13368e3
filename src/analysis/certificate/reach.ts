import type { Unsettled } from '../../core/check.ts';
import type { Location } from '../../core/location.ts';
import { count, listOf } from '../../core/text.ts';

/** A host that was asked, and what came in between. */
export type AskedHost = {
  readonly host: string;
  readonly port: number;
  readonly role: 'canonical' | 'sibling' | 'alias';
  readonly trouble?: { readonly why: string; readonly detail: string } | undefined;
};

/** The place of a finding about a host's TLS: its address, without the usual port. */
export function placeOf({ host, port }: Pick<AskedHost, 'host' | 'port'>): Extract<Location, { kind: 'url' }> {
  const name = host.includes(':') ? `[${host}]` : host;
  return { kind: 'url', url: port === 443 ? `https://${name}` : `https://${name}:${port}` };
}

/** The way out where a server answered some questions and swallowed others. */
export const askAgain = 'run the audit again, or ask from a network without a filter in between';

/** Whether nobody expects the host: a guessed `www` or apex that has no address. */
export function isAbsent({ role, trouble }: AskedHost): boolean {
  return role === 'sibling' && trouble?.why === 'no-address';
}

/** Troubles that are themselves the answer: the server was reached, and visitors fare no better. */
export function isAnswer(trouble: NonNullable<AskedHost['trouble']>): boolean {
  return ['alert', 'incompatible', 'not-tls', 'unreadable'].includes(trouble.why);
}

/** The hosts that nothing could be learnt of, and what would help; `undefined` when there are none. */
export function unreached(hosts: readonly AskedHost[]): Unsettled | undefined {
  const open = hosts.filter((one) => one.trouble !== undefined && !isAnswer(one.trouble) && !isAbsent(one));
  if (open.length === 0) return undefined;
  const said = open.map(({ host, trouble }) => `${host} (${trouble?.detail ?? 'not seen'})`);
  const isPrivate = open.some(({ trouble }) => trouble?.why === 'private');
  return {
    because: `${count(open.length, 'host')} could not be reached: ${listOf(said)}`,
    hint: isPrivate
      ? 'name where to connect with "network.connect" in a file given with --config, then run the audit again'
      : 'see whether the server is up and reachable from here, then run the audit again',
  };
}
