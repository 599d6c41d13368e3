import type { DnsDoor } from '../../core/doors/dns.ts';
import { UnavailableError } from '../../core/fault.ts';
import { resolverHint } from '../../core/network.ts';

/** An answer of the door, or what a fact keeps of one that did not come: `kind` and `why`. */
type Answered = {
  readonly state: string;
  readonly kind?: string;
  readonly detail?: string;
  readonly why?: string;
};

/** Whether nobody spoke at all: no server was reached, or none in time. */
export function isSilent({ state, kind = state }: Answered): boolean {
  return kind === 'timeout' || kind === 'unreachable';
}

/** Throws `UnavailableError` when not one of the answers came from a server: then there is no fact to keep. */
export function refuseSilence(answers: readonly Answered[], { resolver }: Pick<DnsDoor, 'resolver'>): void {
  const [first] = answers;
  if (first === undefined || !answers.every(isSilent)) return;
  const said = first.why ?? first.detail ?? '';
  throw new UnavailableError(
    answers.some(({ state, kind = state }) => kind === 'timeout') ? 'timeout' : 'offline',
    `no answer from the resolver ${resolver}${said === '' ? '' : ` (${said})`}; check the network, or ${resolverHint}`,
  );
}
