import type { DnsDoor } from '../../core/doors/dns.ts';
import { UnavailableError } from '../../core/fault.ts';
import { resolverHint } from '../../core/network.ts';

/** An answer of the door, or what a fact keeps of one that did not come: `kind` and `why`. */
type Answered = {
  readonly state: string;
  readonly kind?: string;
  readonly detail?: string;
  readonly rcode?: string;
  readonly why?: string;
  readonly circle?: readonly string[];
};

const troubles: readonly string[] = ['timeout', 'unreachable', 'refused', 'malformed'];

/** Whether nobody spoke at all: no server was reached, or none in time. */
export function isSilent({ state, kind = state }: Answered): boolean {
  return kind === 'timeout' || kind === 'unreachable';
}

/**
 * Throws `UnavailableError` when not one of the questions was answered usably: then there is no fact to keep. One lone refusal
 * (SERVFAIL) is kept, since it says something about its name.
 */
export function refuseSilence(answers: readonly Answered[], { resolver }: Pick<DnsDoor, 'resolver'>): void {
  const first = answers.find(isSilent) ?? answers[0];
  if (first === undefined || !answers.every(isLost)) return;
  if (answers.length === 1 && !isSilent(first)) return;
  const said = first.why ?? ([first.rcode, first.detail].filter(Boolean).join(', ') || first.state);
  const isTimeout = answers.some(({ state, kind = state }) => kind === 'timeout');
  const reason = isTimeout ? 'timeout' : isSilent(first) ? 'offline' : 'not-found';
  const what = isSilent(first) ? 'no answer from' : 'no usable answer from';
  const way = isSilent(first) ? 'check the network' : 'repair the name servers of the domain';
  throw new UnavailableError(reason, `${what} the resolver ${resolver} (${said}); ${way}, or ${resolverHint}`);
}

// Aliases that lead in a circle are what the zone says.
function isLost({ state, kind = state, circle }: Answered): boolean {
  return troubles.includes(kind) && circle === undefined;
}
