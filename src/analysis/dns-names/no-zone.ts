import { notApplicable, type Verdict } from '../../core/check.ts';

/** The answer of the area's checks when production has no DNS of its own: a platform's name, an address, one label. */
export function withoutOwnZone(): Verdict<never> {
  return notApplicable('production has no domain of its own: it is a name below a platform’s, or an address');
}
