import type { HostRole } from '../../artifacts/site/hosts.ts';
import type { Unsettled } from '../../core/check.ts';
import type { UnavailableReason } from '../../core/fault.ts';
import type { Unavailable } from '../../core/gathered.ts';
import type { Location } from '../../core/location.ts';
import { connectHint } from '../../core/network.ts';
import { count, listOf } from '../../core/text.ts';
import { originOf } from '../site-answers/addresses.ts';

/** A host that was asked, and what came in between. */
export type AskedHost = {
  readonly host: string;
  readonly port: number;
  readonly role: HostRole;
  readonly trouble?: { readonly why: string; readonly detail: string } | undefined;
};

/** The place of a finding about a host's TLS: its address, without the usual port. */
export function placeOf({ host, port }: Pick<AskedHost, 'host' | 'port'>): Extract<Location, { kind: 'url' }> {
  return { kind: 'url', url: originOf({ host, port }, 'https') };
}

/** Whether nobody expects the host: a guessed `www` or apex that has no address. */
export function isAbsent({ role, trouble }: AskedHost): boolean {
  return role === 'sibling' && trouble?.why === 'no-address';
}

/** Troubles that are themselves the answer: the server was reached, and visitors fare no better. */
export function isAnswer(trouble: NonNullable<AskedHost['trouble']>): boolean {
  return ['alert', 'incompatible', 'not-tls', 'unreadable'].includes(trouble.why);
}

// An answer that is no TLS, and an alert to every client, are facts about the launch; these are not.
const reasons: Readonly<Record<string, UnavailableReason>> = {
  timeout: 'timeout',
  private: 'not-configured',
  'no-address': 'not-found',
  dns: 'offline',
  refused: 'offline',
  reset: 'offline',
  other: 'offline',
};

/** Why nothing was learnt of a host; `undefined` when something was. */
export function unreachedReason(trouble: AskedHost['trouble']): UnavailableReason | undefined {
  return trouble === undefined ? undefined : reasons[trouble.why];
}

/** What befell hosts of which not one was reached, where the network may be to blame; absent guesses do not count. */
export function silenceOf(hosts: readonly AskedHost[]): Unavailable | undefined {
  const expected = hosts.filter((one) => !isAbsent(one));
  const found = expected.map(({ trouble }) => unreachedReason(trouble));
  const [reason] = found;
  const open = unreached(expected);
  if (reason === undefined || open === undefined) return undefined;
  if (found.some((one) => one !== 'timeout' && one !== 'offline')) return undefined;
  return { state: 'unavailable', reason, hint: `${open.because}; ${open.hint}` };
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
      ? `${connectHint}, then run the audit again`
      : 'see whether the server is up and reachable from here, then run the audit again',
  };
}

/** The hosts that were reached and shook no hands, so that nothing of theirs can be judged; `check` says why they did not. */
export function withoutHandshake(
  hosts: readonly AskedHost[],
  what: 'handshake' | 'certificate',
  check: string,
): Unsettled | undefined {
  const silent = hosts.filter(({ trouble }) => trouble !== undefined && isAnswer(trouble)).map(({ host }) => host);
  if (silent.length === 0) return undefined;
  return { because: `no ${what} to judge at ${listOf(silent)}`, hint: `see ${check} first` };
}

/** Questions, in words, that servers swallowed while they answered others; `undefined` when there are none. */
export function unanswered(questions: readonly string[]): Unsettled | undefined {
  if (questions.length === 0) return undefined;
  const hint = 'run the audit again, or ask from a network without a filter in between';
  return { because: `not answered: ${listOf(questions)}`, hint };
}
