import type { Read } from '../../artifacts/cloudflare/read.ts';
import { faultOf, ProviderFault, UnavailableError, type UnavailableReason } from '../../core/fault.ts';

/**
 * One answer of several that make up a fact, or what befell it: a missing permission then hides nothing else. `empty` holds the
 * value for a reason that is an answer (a phase without rules is a 404). Throws what is neither unavailable nor a provider's fault.
 */
export async function reading<V>(
  work: () => Promise<V>,
  empty: { readonly [Reason in UnavailableReason]?: V } = {},
): Promise<Read<V>> {
  try {
    return { state: 'ok', value: await work() };
  } catch (error) {
    if (error instanceof ProviderFault) return { state: 'failed', fault: faultOf(error), ms: 0 };
    if (!(error instanceof UnavailableError)) throw error;
    const { reason, hint } = error;
    const value = empty[reason];
    return value === undefined ? { state: 'unavailable', reason, hint } : { state: 'ok', value };
  }
}
