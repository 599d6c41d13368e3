import type { Waiver } from './finding.ts';
import type { Attestation } from './report.ts';

/** What people decided, as `launch-ready.decisions.json` holds it. A waiver names one finding, or a whole check. */
export type Decisions = {
  readonly waivers: readonly (Waiver & { readonly fingerprint?: string; readonly check?: string })[];
  readonly attestations: readonly (Attestation & { readonly check: string })[];
};

/** Nobody decided anything. */
export const noDecisions: Decisions = { waivers: [], attestations: [] };
